"""One model for each part of a procedure, fitted on the clauses that the labels list with their parts (`GUIDELINE.md`, Nghị định 63/2010/NĐ-CP Điều 8 khoản 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lawcheck.batch.quotes import clause_of, quote_finder
from lawcheck.law import PART_NAMES
from lawcheck.rulebook.passages import passages_of
from lawcheck.rulebook.procedure_considerations import procedure_considerations
from lawcheck.rulebook.procedure_parts import features
from lawcheck.rulebook.weights import Weights
from lawcheck.text import Span
from lawcheck.training.dataset import Row, case_of, drafted, group_of, labelled
from lawcheck.training.fit import solve

REGULARISATION = 2.0
"""scikit-learn's C, chosen by cross-validation over provinces and on drafted documents among 0.5, 1, 2 and 3"""
NEGLIGIBLE = 0.1
"""weights below this are not shipped: eleven models are large"""
FEWEST = 5
"""clauses that must set a part for a model of it to be fitted"""


@dataclass(frozen=True, slots=True)
class Clause:
    """A listed clause: what its passages hold, taken together, and the parts that its labels name. `group` as in `Row`."""

    values: Mapping[str, float]
    wording: frozenset[str]
    parts: frozenset[str]
    group: str
    document: str
    span: Span


def clauses(folder: Path) -> list[Clause]:
    """The listed clauses of all gold and silver documents of a corpus folder, and of the drafted ones that are for fitting."""
    gold = labelled(folder / "gold" / "documents.jsonl", folder / "documents")
    silver = labelled(folder / "silver" / "documents.jsonl", folder / "silver" / "documents")
    return [clause for record, text in (*gold, *silver, *drafted(folder, "fit")) for clause in _of_document(record, text)]


def _of_document(record: Mapping[str, Any], text: str) -> Iterator[Clause]:
    parts: dict[Span, set[str]] = defaultdict(set)
    find = quote_finder(text)
    for provision in record["tthc_provisions"]:
        span = find(provision["quote"])
        if span is not None:
            parts[clause_of(text, span, provision.get("locator"))].update(provision.get("parts") or ())
    if not any(parts.values()):
        return
    case = case_of(text)
    weighed = tuple(procedure_considerations(case, passages_of(case)))
    for span, named in parts.items():
        inside = [one for one in weighed if one.passage.span.overlaps(span)]
        if named and inside:
            values = {name: value for one in inside for name, value in features(one).items()}
            wording = frozenset[str]().union(*(one.passage.grams[0] for one in inside))
            yield Clause(values, wording, frozenset(named), group_of(record), record["id"], span)


def fit_parts(listed: Sequence[Clause]) -> Mapping[str, Weights]:
    """The model of each part that at least FEWEST clauses set."""
    return {
        part: solve([_row(one, part) for one in listed], REGULARISATION, NEGLIGIBLE)
        for part in PART_NAMES
        if sum(part in one.parts for one in listed) >= FEWEST
    }


def _row(clause: Clause, part: str) -> Row:
    return Row(clause.values, clause.wording, int(part in clause.parts), 1.0, clause.group, clause.document, "", clause.span)
