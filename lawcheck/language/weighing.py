"""Which signs of a sentence are excused, and by what."""

from __future__ import annotations

from collections.abc import Sequence

from lawcheck.language.lexicon import Lexicon, ModifierType
from lawcheck.language.model import Modifier, Sentence, Sign
from lawcheck.text import Span


def excuses_of(sign: Sign, sentence: Sentence, lexicon: Lexicon, text: str, around: Sequence[Modifier] = ()) -> tuple[Modifier, ...]:
    """The modifiers that reach `sign`: those of its sentence, and those of `around` (same node) that reach the whole node."""
    kind = lexicon.signs[sign.label]
    return tuple(
        modifier
        for modifier in (*sentence.modifiers, *around)
        if (known := lexicon.modifiers[modifier.label]).excuses_sign(kind) and _reaches(modifier, known, sign, text)
    )


def _reaches(modifier: Modifier, known: ModifierType, sign: Sign, text: str) -> bool:
    if known.side == "after" and sign.span.start < modifier.span.start:
        return False
    if known.side == "before" and sign.span.end > modifier.span.end:
        return False
    if known.within and sign.span.start < modifier.span.start and modifier.span.end < sign.span.end:
        return False  # "Chỉ tổ chức đủ điều kiện theo quy định của pháp luật mới được …": it only says which
    between = Span(min(modifier.span.end, sign.span.end), max(modifier.span.start, sign.span.start)).of(text)
    if known.within and len(between.split()) > known.within:
        return False
    return sign.span.start < modifier.span.end or not any(word in between for word in known.stops_at)
