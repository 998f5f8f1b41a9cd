"""Labelled passages: gold provisions, silver documents, clauses and single passages, drafted documents, as considerations and wording with 0 or 1.

A passage that shares at least OVERLAP code points with a listed provision is positive. In documents whose list is complete the others are
negative, those of the same clause with little weight: one reader lists the clause, another its points.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from lawcheck.batch.quotes import clause_of, quote_finder
from lawcheck.language import analyse
from lawcheck.law import load_law
from lawcheck.rulebook.case import Case, make_case
from lawcheck.rulebook.norm_considerations import WeighedNorms, norm_considerations, normative_build
from lawcheck.rulebook.passages import Passage, grams, passages_of
from lawcheck.rulebook.procedure_considerations import Weighed, procedure_considerations
from lawcheck.structure import parse
from lawcheck.structure.sentences import without_number
from lawcheck.text import SourceText, Span
from lawcheck.training.clauses import ClauseLabel, read_clauses, starting_at

Question = Literal["tthc", "qppl"]
QUESTIONS: tuple[Question, ...] = ("tthc", "qppl")
OVERLAP = 12
NEIGHBOUR_WEIGHT = 0.3
ALONE_WEIGHT = 3.0
"""of a passage labelled without its document, for the models of own words"""
DRAFTED_WEIGHT: Mapping[Question, float] = {"tthc": 1.0, "qppl": 0.5}
"""of a passage of a document that was drafted for practice; norms at whole weight lost provisions of held-out provinces (F1 0.690 to 0.681) and of variants (0.916 to 0.910)"""
DAY = datetime.date(2025, 9, 1)
"""stands in for the day of the check, which no consideration depends on"""


WeighedPassage = tuple[Passage, Mapping[str, float]]
"""a passage with its considerations"""


@dataclass(frozen=True, slots=True)
class Row:
    """One passage: what is known of it and what the label says. `group` keeps passages of one province or document together."""

    values: Mapping[str, float]
    wording: frozenset[str]
    label: int
    weight: float
    group: str
    document: str
    clause: str
    span: Span
    belongs: str = ""
    """rows of one labelled clause: at least one of them is positive"""


def case_of(text: str) -> Case:
    """The case of a bare text."""
    return make_case(analyse(parse(SourceText.plain(text))), DAY, load_law())


def weigh(text: str, question: Question) -> list[WeighedPassage]:
    """The passages of a text with their considerations for one question."""
    case = case_of(text)
    return [(one.passage, one.values) for one in _weighed(case, passages_of(case), question)]


def _weighed(case: Case, passages: Sequence[Passage], question: Question, *, every: bool = False) -> Iterator[Weighed | WeighedNorms]:
    """`every`: also passages that word no norm."""
    if question == "tthc":
        return procedure_considerations(case, passages)
    return norm_considerations(case, passages, normative_build(case), {one.node.address for one in passages} if every else frozenset())


def document_rows(record: Mapping[str, Any], text: str, question: Question, clauses: Sequence[ClauseLabel] = ()) -> Iterator[Row]:
    """The rows of one labelled document; `clauses`: what a reader said of each of its clauses."""
    return labelled_rows(record, text, question, weigh(text, question), clauses)


def labelled_rows(
    record: Mapping[str, Any], text: str, question: Question, passages: Sequence[WeighedPassage], clauses: Sequence[ClauseLabel] = ()
) -> Iterator[Row]:
    """The passages of a labelled document as rows; unlabelled ones of sampled or borderline documents are of no weight."""
    find = quote_finder(text)
    placed = [
        (provision, span, clause_of(text, span, provision.get("locator")))
        for provision in record[f"{question}_provisions"]
        if (span := find(provision["quote"])) is not None
    ]
    complete = (
        "nhiều hơn" not in (record.get("note") or "")
        and record[question] != "ranh_gioi"
        and (question == "tthc" or record["kind"] == "vbhc")
    )
    group = group_of(record)
    read = starting_at(clauses, text)
    for passage, values in passages:
        belongs = ""
        own = passage.span
        hit = [provision for provision, span, _ in placed if shared(own, span) >= min(OVERLAP, max(1, len(span) // 2))]
        near = any(own.overlaps(clause) for _, _, clause in placed)
        if hit:
            label, weight = 1, max(0.5 if provision["certainty"] == "low" else 1.0 for provision in hit)
        elif (clause := read.get(passage.clause.span.start)) is not None:
            label, weight = int(clause.norm == "co"), clause.weight
            belongs = f"{record['id']}/{passage.clause.address}" if label and not near else ""
            weight *= NEIGHBOUR_WEIGHT if label and near else 1.0
        elif complete:
            label, weight = 0, NEIGHBOUR_WEIGHT if near else 1.0
        else:
            label, weight = 0, 0.0  # kept for checking on held-out provinces, of no weight in fitting
        yield Row(values, frozenset(grams(passage)), label, weight, group, record["id"], passage.clause.address, own, belongs)


def group_of(record: Mapping[str, Any]) -> str:
    """What is held out together: the texts of one province, gold or silver; the others stand for themselves."""
    return str(record.get("province") or record["id"])


def shared(one: Span, other: Span) -> int:
    """Code points that two spans have in common, negative where they are apart."""
    return min(one.end, other.end) - max(one.start, other.start)


def gold_rows(folder: Path, question: Question) -> list[Row]:
    """Rows of all gold documents of a corpus folder (`gold/documents.jsonl`, `documents/`)."""
    clauses = read_clauses(folder) if question == "qppl" else {}
    return [
        row
        for record, text in labelled(folder / "gold" / "documents.jsonl", folder / "documents")
        for row in document_rows(record, text, question, clauses.get(record["id"], ()))
    ]


def silver_rows(folder: Path, question: Question) -> list[Row]:
    """Rows of `silver/documents.jsonl` (one reader) and of `silver/clauses.jsonl` (single clauses inside their documents' frame)."""
    rows = [
        row
        for record, text in labelled(folder / "silver" / "documents.jsonl", folder / "silver" / "documents")
        for row in document_rows(record, text, question)
    ]
    for line in (folder / "silver" / "clauses.jsonl").read_text(encoding="utf-8").splitlines():
        clause = json.loads(line)
        label = clause[question]
        if label is None:
            continue
        for passage, values in weigh(clause["text"], question):
            if clause["start"] <= passage.span.start < clause["end"]:
                rows.append(
                    Row(
                        values,
                        frozenset(grams(passage)),
                        label,
                        1.0,
                        group_of(clause),
                        clause["id"],
                        passage.clause.address,
                        passage.span,
                        clause["id"],
                    )
                )
    return rows


def drafted(folder: Path, use: Literal["fit", "measure"]) -> list[tuple[dict[str, Any], str]]:
    """Label records with texts of the drafted documents that are for fitting, or of those that nothing is fitted on or tuned by."""
    return [one for one in labelled(folder / "drafted" / "documents.jsonl", folder / "drafted" / "documents") if one[0]["use"] == use]


def drafted_rows(folder: Path, question: Question) -> list[Row]:
    """Rows of drafted documents: of regulations about procedures, of ordinary documents about norms; other labels of theirs are samples."""
    kind = "vbqppl" if question == "tthc" else "vbhc"
    rows = [row for record, text in drafted(folder, "fit") if record["kind"] == kind for row in document_rows(record, text, question)]
    return [replace(row, weight=row.weight * DRAFTED_WEIGHT[question]) for row in rows]


def fitting_rows(folder: Path, question: Question) -> list[Row]:
    """All rows of passages inside documents."""
    return [*gold_rows(folder, question), *silver_rows(folder, question), *drafted_rows(folder, question)]


def lone_rows(folder: Path, question: Question) -> list[Row]:
    """Rows of single passages without their documents (`silver/passages.jsonl`, `silver/drawn.jsonl`), each as the only rule of a plan that says nothing."""
    rows = []
    for passage, label in single_passages(folder, question):
        values, wording, span = _alone(passage["text"], question)
        rows.append(Row(values, wording, label, ALONE_WEIGHT, group_of(passage), passage["id"], "", span))
    return rows


def single_passages(folder: Path, question: Question) -> list[tuple[dict[str, Any], int]]:
    """The single passages on which the readers did not doubt, with 0 or 1."""
    found = []
    for name in ("passages", "drawn"):
        for line in (folder / "silver" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            label = {"co": 1, "khong": 0}.get(passage["tthc" if question == "tthc" else "norm"])
            if label is not None:
                found.append((passage, label))
    return found


SAYS_NOTHING = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nThực hiện công tác năm 2025\n\nCăn cứ Luật Đất đai;\n\nI. NỘI DUNG\n\n1. Việc thứ nhất.\n\n- "


def _alone(text: str, question: Question) -> tuple[Mapping[str, float], frozenset[str], Span]:
    """Considerations, own wording and place of a passage standing alone."""
    words = bare(text)
    case = case_of(SAYS_NOTHING + words)
    passages = tuple(passage for passage in passages_of(case) if passage.span.end > len(SAYS_NOTHING))
    values = {name: value for one in _weighed(case, passages, question, every=True) for name, value in one.values.items()}
    wording = frozenset[str]().union(*(passage.grams[0] for passage in passages))
    return values, wording, Span(len(SAYS_NOTHING), len(SAYS_NOTHING) + len(words))


def bare(text: str) -> str:
    """The words of a single passage without its number."""
    return without_number(text, Span(0, len(text))).of(text)


def labelled(labels: Path, documents: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Label records with the texts of their documents."""
    for line in labels.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record, (documents / f"{record['id']}.txt").read_text(encoding="utf-8")
