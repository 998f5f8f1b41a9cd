"""Scoring the language components one by one on labelled sentences: modality, who is bound, openness, condition, one-off, citing.

`gold/sentences.jsonl` holds one sentence a line: document, span in code points, and for each component what a reader saw in it. Every
component is counted on its own, so that a fault of one shows as a fault of that one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lawcheck.batch.score import SCORED_ON
from lawcheck.language import analyse, norms_of
from lawcheck.language.lexicon import load_lexicon
from lawcheck.language.model import Norm, Sentence
from lawcheck.language.weighing import excuses_of
from lawcheck.law import load_law
from lawcheck.rulebook.case import Case, make_case
from lawcheck.rulebook.money import RATE
from lawcheck.rulebook.norm_considerations import ONCE, actor_of, ahead
from lawcheck.rulebook.occasion import concerns_one_case, publishes_procedures, title_of, works_inside
from lawcheck.structure import Level, parse
from lawcheck.structure.sentences import without_number
from lawcheck.text import SourceText, Span

MODALITY = {
    "nghia-vu": "nghia-vu",
    "cam": "cam",
    "khong-lam": "cam",
    "quyen-loi": "quyen-loi",
    "muc-dinh-luong": "muc-dinh-luong",
    "nguong": "muc-dinh-luong",
    "dieu-kien": "dieu-kien",
}
"""what a sign says of the modality; signs that are no key (scope, powers, sanctions) say nothing of it"""
CITING = frozenset({"vien-dan", "theo-phap-luat"})
"""modifiers that show a rule set elsewhere; all others say that the wording sets no rule at all"""
CONDITION = "tinh-huong"
_NAMES = frozenset({"căn cứ", "căn cứ tại", "căn cứ vào", "theo", "theo quy định tại", "căn cứ theo"})
"""what may stand before a reference that a sentence opens with"""
_ORDERS = re.compile(r"\b(?:có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|xây dựng|thiết lập|cập nhật|niêm yết)\b")
"""an order, not the name of what is published"""
_UNTIL = re.compile(r"\b(?:đến|đến hết) ngày \d")
"""until when a rate stands: it is a rule for whoever comes till then"""
FLAGS = ("condition", "once", "cites")
Item = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceReading:
    """What one reader, a lawyer or the program, sees in a sentence.

    `modality`: what the sentence itself lays down, empty where nothing. `actor`: class of the one bound or entitled ("mo", "co-quan",
    "can-bo", "khong-ro" where the rule names nobody, "co-ten" a party named by name), None where nothing is laid down.
    `condition`: it holds in a case or on an event (khi, trường hợp, nếu …). `once`: for one day, period, occasion, project or case.
    `cites`: it repeats or refers to a rule set elsewhere.
    """

    modality: frozenset[str] = frozenset()
    actor: str | None = None
    condition: bool = False
    once: bool = False
    cites: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSentence:
    """A sentence with the reading of the label and that of the program."""

    document: str
    text: str
    wanted: SentenceReading
    found: SentenceReading


def read_sentences(folder: Path) -> tuple[LabelledSentence, ...]:
    """The labelled sentences of a corpus folder with what the program reads in them, in the order of the file.

    Raises ValueError where the text of a label does not stand where the label says.
    """
    rows = [json.loads(line) for line in (folder / "gold" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    found: dict[int, LabelledSentence] = {}
    order = sorted(range(len(rows)), key=lambda index: str(rows[index]["id"]))
    for document, indices in groupby(order, key=lambda index: str(rows[index]["id"])):
        source = SourceText.plain((folder / "documents" / f"{document}.txt").read_text(encoding="utf-8"))
        parsed = parse(source)
        case = make_case(analyse(parsed), parsed.header.date or SCORED_ON, load_law())
        worded = norms_of(case.analysis)
        for index in indices:
            row = rows[index]
            span = Span(row["start"], row["end"])
            if " ".join(span.of(source.text).split()) != row["text"]:
                raise ValueError(f"{document}: “{row['text'][:60]}” does not stand at {span.start}")
            wanted = SentenceReading(
                modality=frozenset(row["modality"]), actor=row["actor"], condition=row["condition"], once=row["once"], cites=row["cites"]
            )
            found[index] = LabelledSentence(document=document, text=row["text"], wanted=wanted, found=reading_of(case, worded, span))
    return tuple(found[index] for index in range(len(rows)))


def reading_of(case: Case, worded: Mapping[Span, Sequence[Norm]], span: Span) -> SentenceReading:
    """What the program reads in the sentence at `span`; `worded` are the norms of the document."""
    text = case.document.text
    sentences = [sentence for sentence in case.analysis.sentences if sentence.span.overlaps(span)]
    norms = [norm for sentence in sentences for norm in _laid_down(sentence, worded.get(sentence.span, ()), text)]
    in_article = any(node.span.overlaps(span) for node in case.nodes.values() if node.level is Level.DIEU and not node.quoted)
    return SentenceReading(
        modality=frozenset(MODALITY[norm.sign.label] for norm in norms),
        actor=actor_of(norms[0]) if norms else None,
        condition=any(sign.label == CONDITION for sentence in sentences for sign in sentence.signs),
        once=_is_of_one_case(case, span, in_article) or _names_one_day(case, span),
        cites=(publishes_procedures(case) and not in_article)
        or _opens_with_a_reference(case, span)
        or any(_cites(sentence, worded.get(sentence.span, ()), text) for sentence in sentences),
    )


def _is_of_one_case(case: Case, span: Span, in_article: bool) -> bool:
    """True where the document settles one case, and for what its articles order about procedures that they publish: that is done once."""
    if _opens_with_a_reference(case, span):
        return False
    words = case.folded(without_number(case.document.text, span))
    # titles of "thành lập" and "ủy quyền" read as one case, but what they say of an office's work stands
    settles = concerns_one_case(case) and not works_inside(case) and "ủy quyền" not in title_of(case)
    return settles or (publishes_procedures(case) and in_article and bool(_ORDERS.search(words)))


def _names_one_day(case: Case, span: Span) -> bool:
    """True for a day, period or occasion to come; the dates of documents referred to and those from and until which a rule or a rate stands are none."""
    pieces, at = [], span.start
    for reference in case.analysis.references:
        if reference.span.overlaps(span):
            pieces.append(Span(at, max(at, reference.span.start)))
            at = reference.span.end
    pieces.append(Span(at, max(at, span.end)))
    words = " ".join(case.folded(piece) for piece in pieces if piece)
    return ONCE.search(ahead(words, case.day.year)) and not (RATE.search(words) and _UNTIL.search(words))


def _opens_with_a_reference(case: Case, span: Span) -> bool:
    """True for "Căn cứ Luật …", "Theo Quyết định số …"."""
    body = without_number(case.document.text, span)
    named = (
        reference.span for reference in case.analysis.references if reference.how in ("named", "earlier") and reference.span.overlaps(body)
    )
    first = next(named, None)
    return first is not None and case.folded(Span(body.start, max(body.start, first.start))).strip() in _NAMES


def _cites(sentence: Sentence, norms: Sequence[Norm], text: str) -> bool:
    """True where the sentence refers to a rule set elsewhere and each of its own norms is reached by that reference; without any, only where it names the text."""
    lexicon = load_lexicon()
    named = {modifier.label for modifier in sentence.modifiers} & CITING
    reached = all(any(excuse.label in CITING for excuse in excuses_of(norm.sign, sentence, lexicon, text)) for norm in norms)
    return bool(named) and reached and (bool(norms) or "vien-dan" in named)


def _laid_down(sentence: Sentence, norms: Sequence[Norm], text: str) -> Iterator[Norm]:
    """The norms of a sentence that no modifier calls something else; one that is merely cited stays what it is."""
    lexicon = load_lexicon()
    for norm in norms:
        excuses = excuses_of(norm.sign, sentence, lexicon, text)
        if norm.sign.label in MODALITY and all(excuse.label in CITING for excuse in excuses):
            yield norm


def score_sentences(sentences: Sequence[LabelledSentence]) -> dict[str, float]:
    """Precision, recall, F1 and n (how many the labels have) of each component.

    `modality` counts each modality of a sentence. `actor` and `open` (an open class: "mo") are counted where the label has a modality, so
    that an actor is no error where only the modality was.
    """
    figures: dict[str, float] = {}
    for name, (wanted, found) in components(sentences).items():
        hit = len(wanted & found)
        figures |= {
            f"sentences_{name}_precision": hit / len(found) if found else 1.0,
            f"sentences_{name}_recall": hit / len(wanted) if wanted else 1.0,
            f"sentences_{name}_f1": 2 * hit / (len(wanted) + len(found)) if wanted or found else 1.0,
            f"sentences_{name}_n": float(len(wanted)),
        }
    return figures


def components(sentences: Sequence[LabelledSentence]) -> dict[str, tuple[frozenset[Item], frozenset[Item]]]:
    """For each component what the labels and what the program say, as (place of the sentence in the file, value)."""
    numbered = tuple(enumerate(sentences))
    ruled = tuple((index, one) for index, one in numbered if one.wanted.modality)
    both = {
        "modality": (
            frozenset((index, value) for index, one in numbered for value in one.wanted.modality),
            frozenset((index, value) for index, one in numbered for value in one.found.modality),
        ),
        "actor": (
            frozenset((index, one.wanted.actor) for index, one in ruled if one.wanted.actor),
            frozenset((index, one.found.actor) for index, one in ruled if one.found.actor),
        ),
        "open": (
            frozenset((index, "mo") for index, one in ruled if one.wanted.actor == "mo"),
            frozenset((index, "mo") for index, one in ruled if one.found.actor == "mo"),
        ),
    }
    for name in FLAGS:
        both[name] = (
            frozenset((index, name) for index, one in numbered if getattr(one.wanted, name)),
            frozenset((index, name) for index, one in numbered if getattr(one.found, name)),
        )
    return both


def sentence_lines(sentences: Sequence[LabelledSentence], *, errors: bool) -> Iterator[str]:
    """The details as Vietnamese lines: each value of a component, and with `errors` what was missed or wrong."""
    for name, (wanted, found) in components(sentences).items():
        for value in sorted({value for _, value in wanted | found}):
            right = sum(item[1] == value for item in wanted & found)
            listed, told = (sum(item[1] == value for item in items) for items in (wanted, found))
            yield f"câu, {name} {value}: đúng {right}/{told}, tìm được {right}/{listed}"
        if errors:
            for index, value in sorted(wanted ^ found):
                kind = "bỏ sót" if (index, value) in wanted else "báo nhầm"
                yield f"câu {name} {kind} {value} {sentences[index].document}: {sentences[index].text[:200]}"
