"""Passages: the smallest units that are judged on their own, with the headings they stand under.

A passage is what one node of the outline says itself: a khoản without its điểm, one dash of a list, one article without clauses.
A finding is about the clause that the passage belongs to (`Case.clause`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lawcheck.language import Sentence
from lawcheck.rulebook.case import Case
from lawcheck.structure import Level, Node
from lawcheck.structure.sentences import without_number
from lawcheck.text import Span
from lawcheck.text.quoting import clip

_SILENT = frozenset({Level.DAU, Level.CAN_CU, Level.NOI_NHAN, Level.CHU_KY, Level.BAN_HANH})
_LARGE = frozenset({Level.CHUONG, Level.MUC, Level.PHAN, Level.PHU_LUC, Level.KEM_THEO, Level.LA_MA})
_ARTICLES = frozenset({Level.DIEU, Level.LA_MA})
SHORTEST = 12
"""code points below which words say nothing by themselves"""
TITLE = 160
"""code points of a unit's opening words that stand for its title where it has none"""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One passage. All texts are folded.

    `words` is the node's own text without its number, `span` where it stands in the document. `above` are the own words of the unit right
    above ("" below a chapter or the whole document), `article` the title of the article or Roman heading, `chapter` the titles of larger units.
    """

    node: Node
    clause: Node
    article_node: Node | None
    span: Span
    words: str
    above: str
    above_node: Node | None
    article: str
    chapter: str
    quoted: bool
    in_annex: bool
    sentences: tuple[Sentence, ...]

    @cached_property
    def grams(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """See `grams`: of its own words, of the article's title, of the unit above; no gram is in two. Both questions ask for them."""
        words = _syllables(self.words[:1500])[:220]
        first = ("^" + " ".join(words[:2]), "^" + " ".join(words[:3]))
        return frozenset([*words, *_pairs(words, words), *first]), _of_title(self.article[:TITLE], "h:"), _of_title(self.above[:200], "u:")


def passages_of(case: Case) -> tuple[Passage, ...]:
    """Every passage of the document, in order; heads, lines all in capitals (titles), căn cứ, addressees and signatures hold none."""
    return tuple(_passages(case))


def _passages(case: Case) -> Iterator[Passage]:
    sentences: dict[str, list[Sentence]] = {}
    for sentence in case.analysis.sentences:
        sentences.setdefault(sentence.node.address, []).append(sentence)
    own: dict[str, str] = {}
    titles: dict[str, str] = {}
    frames: dict[str, _Frame] = {}
    for node in case.document.judged:
        if node.level in _SILENT or len(node.lead) <= 1:
            continue
        span = own_words(case, node)
        words = case.folded(span).strip()
        own[node.address] = words
        if len(words) < SHORTEST:
            continue
        unit = case.parents.get(node.address)
        key = unit.address if unit is not None else ""
        if key not in frames:
            frames[key] = _frame(case, unit, titles)
        frame = frames[key]
        in_annex = frame.in_annex or node.level is Level.PHU_LUC
        if span.of(case.document.text).isupper() and not in_annex:
            continue
        article = node if node.level in _ARTICLES else frame.article
        yield Passage(
            node=node,
            clause=case.clause(node),
            article_node=article,
            span=span,
            words=words,
            above=_own(case, frame.above, own) if frame.above is not None else "",
            above_node=frame.above,
            article=_title(case, article, titles) if article is not None else "",
            chapter=frame.chapter,
            quoted=frame.quoted or node.quoted,
            in_annex=in_annex,
            sentences=tuple(sentences.get(node.address, ())),
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the passages right below a unit share; names as in `Passage`."""

    above: Node | None
    article: Node | None
    chapter: str
    quoted: bool
    in_annex: bool


def _frame(case: Case, unit: Node | None, titles: dict[str, str]) -> _Frame:
    """The frame of what stands right below `unit`, the whole document where it is None."""
    units = (unit, *case.above(unit)) if unit is not None else ()
    return _Frame(
        above=unit if unit is not None and unit.level not in _SILENT and unit.level is not Level.VAN_BAN else None,
        article=next((one for one in units if one.level in _ARTICLES), None),
        chapter=" ".join(_title(case, one, titles) for one in units if one.level in _LARGE)[: 2 * TITLE],
        quoted=any(one.quoted for one in units),
        in_annex=any(one.level is Level.PHU_LUC for one in units),
    )


def own_words(case: Case, node: Node, *, whole: bool = False) -> Span:
    """The node's own text without its number and the blanks around it; `whole`: with what stands below it."""
    text, end = case.document.text, node.span.end if whole else node.lead.end
    start = without_number(text, node.lead).start
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    return Span(start, max(start, node.lead.start + len(text[node.lead.start : end].rstrip())))


def quote_around(case: Case, passage: Passage, span: Span) -> Span:
    """The sentence of the passage in which `span` begins, cut to the length of a quotation; what takes a sign away may reach over a whole page."""
    body = next((sentence.body for sentence in passage.sentences if sentence.span.overlaps(span)), passage.span)
    start = max(body.start, min(span.start, body.end))
    return clip(body, Span(start, start), case.document.text)


def _own(case: Case, node: Node, known: Mapping[str, str]) -> str:
    return known[node.address] if node.address in known else case.folded(own_words(case, node)).strip()


def _title(case: Case, node: Node, known: dict[str, str]) -> str:
    if node.address not in known:
        known[node.address] = case.folded(node.heading or Span(node.lead.start, min(node.lead.end, node.lead.start + TITLE)))
    return known[node.address]


def grams(passage: Passage) -> frozenset[str]:
    """The wording of a passage as single syllables and pairs, those of the article's title ("h:…") and of the unit above ("u:…"), and its first words ("^…").

    Numbers are all "0". A pair is two syllables with a blank between.
    """
    own, title, above = passage.grams
    return own | title | above


@lru_cache(maxsize=16)
def _of_title(text: str, prefix: str) -> frozenset[str]:
    """Neighbouring passages stand under the same titles."""
    words = _syllables(text)
    begun = [prefix + word for word in words]
    return frozenset([*begun, *_pairs(begun, words)])


_SYLLABLE = re.compile(r"\w+")


def _syllables(text: str) -> list[str]:
    return [word if word.isalpha() or not word[0].isdigit() else "0" for word in _SYLLABLE.findall(text)]


def _pairs(first: list[str], words: list[str]) -> Iterator[str]:
    """Each of the words but the last, as it stands in `first`, with the one after it."""
    return map(" ".join, zip(first, words[1:], strict=False))
