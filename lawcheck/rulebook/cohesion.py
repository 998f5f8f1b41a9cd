"""Whether a passage speaks of what the rest of its document speaks of.

The conditions of a permit and the duties in a reply are about the one matter the document settles, and its words come back in them.
A passage whose words stand nowhere else in the document is about something else: what the document was written for does not explain it.
Lexical cohesion as in Hearst, "TextTiling" (Computational Linguistics 23(1), 1997), with pairs of syllables as the words of Vietnamese.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lawcheck.rulebook.case import Case, once
from lawcheck.text import Span

ENOUGH_PAIRS = 8
"""pairs that a passage must have at least to be told from the rest"""
ENOUGH_ELSEWHERE = 300
"""different pairs that the document must hold at least: in half a page everything is said once"""
STRANGER = "la-voi-van-ban"
"""name of the consideration that a passage is about something else than its document; what it means for a question is told in `rules/considerations.yml`"""
ALIEN = 0.7
"""strangeness from which a passage is about something else than its document; chosen on passages of documents that nothing was fitted on, put into others"""


def is_alien(case: Case, span: Span, within: Span) -> bool:
    """True for a passage that nothing else in the document speaks of: it is judged by its own words."""
    return strangeness(case, span, within) >= ALIEN


def strangeness(case: Case, span: Span, within: Span) -> float:
    """The share (0–1) of a sentence's pairs of syllables that the document holds nowhere outside `within`, its passage; 0 for a short sentence or document."""
    if not says_enough(case):
        return 0.0
    pairs = _pairs(case)
    passage = Counter(_within(case, pairs, within))
    own = passage.keys() if span == within else set(_within(case, pairs, span))
    if len(own) < ENOUGH_PAIRS:
        return 0.0
    return sum([pairs.times[pair] <= passage[pair] for pair in own]) / len(own)


def says_enough(case: Case) -> bool:
    """True for documents long enough that strangers in them can be told."""
    return len(_pairs(case).times) >= ENOUGH_ELSEWHERE


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The pairs of a document, numbered: `numbers[i]` is that of the i-th syllable and the next, `times[n]` says how often pair n stands there, `starts` where the syllables begin."""

    starts: Sequence[int]
    numbers: Sequence[int]
    times: Sequence[int]


@once
def _pairs(case: Case) -> _Pairs:
    """Every two syllables that follow one another; figures are none."""
    chars = np.frombuffer(case.analysis.words.encode("utf-32-le"), dtype=np.uint32).copy()
    chars[(chars >= ord("0")) & (chars <= ord("9"))] = ord(" ")
    letters = chars != ord(" ")
    starts = np.flatnonzero(letters[1:] & ~letters[:-1]) + 1
    known: dict[str, int] = {}
    words = chars.tobytes().decode("utf-32-le").split()
    syllables = np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)
    _, numbers, times = np.unique(syllables[:-1] * len(known) + syllables[1:], return_inverse=True, return_counts=True)
    return _Pairs(starts.tolist(), numbers.tolist(), times.tolist())


def _within(case: Case, pairs: _Pairs, span: Span) -> Sequence[int]:
    """The numbers of the pairs that stand in a span of the text."""
    start, end = case.analysis.folded.to_folded(span).shift(1)  # `Analysis.words` begin one later
    first, after = bisect_left(pairs.starts, start), bisect_left(pairs.starts, end)
    return pairs.numbers[first : max(first, after - 1)]
