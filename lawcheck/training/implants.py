"""Single passages put between the paragraphs of documents that hold nothing of the kind."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from lawcheck.text import Span

_GAP = re.compile(r"\n\s*\n(?=(?:\d+\.|[a-zđ]\)|-|\+)\s)")
_LINE = re.compile(r"\n(?=(?:\d+\.|[a-zđ]\)|-|\+)\s)")


def gaps(text: str, start: float, end: float, *, blank: bool = True) -> list[int]:
    """Places (code points) before a numbered paragraph, those from the share `start` to the share `end` (0–1) of a text; `blank`: only behind a blank line."""
    return [match.end() for match in (_GAP if blank else _LINE).finditer(text) if len(text) * start < match.end() < len(text) * end]


def implant(text: str, passages: Sequence[str], places: Sequence[int]) -> tuple[str, list[Span]]:
    """`text` with each passage as a dash at its place, ascending; and where the passages stand in it."""
    out, spans, last, length = [], [], 0, 0
    for place, passage in zip(places, passages, strict=True):
        piece = f"{text[last:place]}- "
        out += [piece, passage, "\n\n"]
        spans.append(Span(length + len(piece), length + len(piece) + len(passage)))
        length += len(piece) + len(passage) + 2
        last = place
    return "".join([*out, text[last:]]), spans


def implant_one(text: str, passage: str, choose: random.Random) -> str | None:
    """`text` with one passage in its middle part; None where there is no place."""
    places = gaps(text, 0.3, 0.75)
    return implant(text, [passage], [choose.choice(places)])[0] if places else None
