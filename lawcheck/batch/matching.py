"""Which published procedure a provision is about: titles compared by their rare words, nothing learned, the same answer every time.

What a provision is about stands in its heading and in the title of its document; its wording counts only where it names a procedure in full.
The score is the weighted overlap of the two (Dice): words weigh by how few titles have them, pairs of neighbouring syllables count beside
single ones, and words of form ("trình tự, thủ tục, hồ sơ") count nothing.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lawcheck.text import fold

Status = Literal["khop", "gan-giong", "khong-thay"]
SURE, NEAR = 0.6, 0.4
"""From these scores on a provision matches a procedure, or resembles one so that a person must look. See docs/scale.md for how they were set."""
_LONG = 4
"""Syllables beside words of form from which on a title in running text is no chance."""
_WORD = re.compile(r"\w+")
_QUOTE = 400
"""code points of the quoted text that are compared; headings say more than long sentences"""
_FORMAL = frozenset(
    # words of form and words without meaning of their own
    [
        "thủ",
        "tục",
        "hành",
        "chính",
        "trình",
        "tự",
        "hồ",
        "sơ",
        "thành",
        "phần",
        "cách",
        "thức",
        "thực",
        "hiện",
        "điều",
        "khoản",
        "điểm",
        "quy",
        "định",
        "về",
        "việc",
        "đối",
        "với",
        "của",
        "và",
        "các",
        "cho",
        "theo",
        "tại",
        "trong",
        "đề",
        "nghị",
        "được",
        "có",
        "là",
        "hoặc",
        "từ",
        "đến",
        "do",
        "trên",
        "địa",
        "bàn",
        "tỉnh",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A published procedure; `decision` is the decision that published it."""

    code: str
    title: str
    agency: str = ""
    field: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What the list says of a provision: `procedure` is the nearest one, None where nothing is near; score 0–1."""

    status: Status
    procedure: Procedure | None
    score: float


class Registry:
    """A list of published procedures, ready to be compared with."""

    def __init__(self, procedures: Sequence[Procedure]) -> None:
        self.procedures = tuple(procedures)
        terms = [frozenset(_terms(procedure.title)) for procedure in procedures]
        having: dict[str, list[int]] = defaultdict(list)
        for index, some in enumerate(terms):
            for term in sorted(some):
                having[term].append(index)
        self._having = dict(having)
        self._weights = {term: math.log(1 + len(terms) / len(indices)) for term, indices in having.items()}
        self._rarest = math.log(1 + len(terms))
        kept = [_kept(procedure.title) for procedure in procedures]
        self._titles = [" ".join(words) for words in kept]
        self._beginning: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, words in enumerate(kept):
            if len(words) >= _LONG:
                self._beginning[words[0], words[1]].append(index)
        self._wholes = [sum(self._weights[term] for term in some) or 1.0 for some in terms]

    def match(self, heading: str, quote: str, title: str = "") -> Match:
        """The procedure nearest to a provision with this heading and wording, in a document with this title."""
        named = self._named(quote)
        if named is not None:
            return Match("khop", self.procedures[named], 1.0)
        alone = len(_kept(heading)) > _LONG  # "Cấp lại thẻ" says nothing without the title of its document
        score, index = max(self._nearest(heading) if alone else (0.0, 0), self._nearest(heading, title))
        status: Status = "khop" if score >= SURE else "gan-giong" if score >= NEAR else "khong-thay"
        return Match(status, None if status == "khong-thay" else self.procedures[-index], round(score, 3))

    def _nearest(self, *texts: str) -> tuple[float, int]:
        """The best score with minus the number of its procedure, so that the first of equals wins."""
        words = {term for text in texts for term in _terms(text)}
        covered: dict[int, float] = defaultdict(float)
        for term in sorted(words):
            for index in self._having.get(term, ()):
                covered[index] += self._weights[term]
        whole = sum(self._weights.get(term, self._rarest) for term in words)
        return max(((2 * weight / (self._wholes[index] + whole), -index) for index, weight in covered.items()), default=(0.0, 0))

    def _named(self, quote: str) -> int | None:
        """The procedure whose whole title stands in the quote, the longest where there are several."""
        words = _kept(quote[:_QUOTE])
        starts: set[int] = {index for pair in itertools.pairwise(words) for index in self._beginning.get(pair, ())}
        text = f" {' '.join(words)} "
        return max(
            (index for index in starts if f" {self._titles[index]} " in text),
            key=lambda index: (len(self._titles[index]), -index),
            default=None,
        )


def _kept(text: str) -> list[str]:
    """The folded syllables of a text without words of form and numbers."""
    return [word for word in _WORD.findall(fold(text).text) if word not in _FORMAL and not word.isdigit()]


def _terms(text: str) -> Iterable[str]:
    """Single syllables and neighbouring pairs."""
    kept = _kept(text)
    yield from kept
    yield from (f"{one} {two}" for one, two in itertools.pairwise(kept))
