"""Whether a passage speaks of what the rest of its document speaks of.

The conditions of a permit and the duties in a reply are about the one matter the document settles, and its words come back in them.
A passage whose words stand nowhere else in the document is about something else: what the document was written for does not explain it.
Lexical cohesion as in Hearst, "TextTiling" (Computational Linguistics 23(1), 1997), with pairs of syllables as the words of Vietnamese.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lawcheck.rulebook.case import Case, once
from lawcheck.text import Span

ENOUGH_PAIRS = 8
"""pairs that a passage must have at least to be told from the rest"""
ENOUGH_ELSEWHERE = 300
"""different pairs that the document must hold at least: in half a page everything is said once"""
_FIGURE = re.compile(r"\d+")
STRANGER = "la-voi-van-ban"
"""name of the consideration that a passage is about something else than its document; what it means for a question is told in `rules/considerations.yml`"""
ALIEN = 0.7
"""strangeness from which a passage is about something else than its document; chosen on passages of documents that nothing was fitted on, put into others"""


def is_alien(case: Case, span: Span, within: Span) -> bool:
    """True for a passage that nothing else in the document speaks of: it is judged by its own words."""
    return strangeness(case, span, within) >= ALIEN


def strangeness(case: Case, span: Span, within: Span) -> float:
    """The share (0–1) of a sentence's pairs of syllables that the document holds nowhere outside `within`, its passage; 0 for a short sentence or document."""
    passage = Counter(_pairs(_words(case, within)))
    own = passage.keys() if span == within else set(_pairs(_words(case, span)))
    if len(own) < ENOUGH_PAIRS:
        return 0.0
    if not says_enough(case):
        return 0.0
    everywhere = _all_pairs(case)
    return sum(everywhere[pair] <= passage[pair] for pair in own) / len(own)


def says_enough(case: Case) -> bool:
    """True for documents long enough that strangers in them can be told."""
    return len(_all_pairs(case)) >= ENOUGH_ELSEWHERE


@once
def _all_pairs(case: Case) -> Counter[tuple[str, str]]:
    return Counter(_pairs(case.analysis.words))


def _words(case: Case, span: Span) -> str:
    """The words of a span, as in `Analysis.words`, which begin one later there."""
    return case.analysis.folded.to_folded(span).shift(1).of(case.analysis.words)


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    """Every two syllables that follow one another; figures are none."""
    return pairwise(_FIGURE.sub(" ", words).split())
