"""Evidence cards: which parts of a procedure, or elements of a norm, stand where, and which were not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lawcheck.law import PART_NAMES
from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.wording import NORM_ELEMENTS, shorten
from lawcheck.rulebook.procedure_cards import LONGEST_NAME

OWN_WILL = "tự đặt ra, không chỉ viện dẫn quy định khác"
"""the element of a norm that the excuses decide: a passage that only cites is excused and never gets here"""

SHOWN_BY = {"quy_tac": "bat_buoc"}
"""binding words ("phải", "nghiêm cấm") lay down a rule of conduct as well"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One place of a part: id and label of the finding ("f3", "Điều 5 khoản 2") and the words."""

    finding: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A part or element with its places, empty where it was not seen."""

    name: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What was found for one question, or for one procedure. `group`: tthc, qppl."""

    group: str
    title: str
    rows: tuple[CardRow, ...]

    @property
    def found(self) -> tuple[CardRow, ...]:
        """The rows that have a place."""
        return tuple(row for row in self.rows if row.proofs)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of parts that were not seen."""
        return tuple(row.name for row in self.rows if not row.proofs)


def cards_of(report: Report) -> tuple[Card, ...]:
    """The cards of a report, those on procedures first; a group without findings has none."""
    procedures = [numbered for numbered in report.open_findings if numbered.finding.group == "tthc"]
    norms = [numbered for numbered in report.open_findings if numbered.finding.group == "qppl"]
    cards: list[Card] = []
    left = procedures
    for procedure in report.procedures:
        mine = [numbered for numbered in left if numbered.finding.node in procedure.clauses]
        left = [numbered for numbered in left if numbered not in mine]
        if mine:
            # a name that stands in the card's title is neither proved by a clause nor missing
            parts = {part: name for part, name in PART_NAMES.items() if part in procedure.parts or part in procedure.missing}
            cards.append(Card(group="tthc", title=f"Thủ tục: {_whole(procedure.name)}", rows=_rows(mine, parts, {})))
    if left:
        cards.append(Card(group="tthc", title="Các bộ phận của thủ tục hành chính", rows=_rows(left, PART_NAMES, {})))
    if norms:
        own = CardRow(name=OWN_WILL, proofs=tuple(_proof(numbered, numbered.quote) for numbered in norms))
        cards.append(Card(group="qppl", title="Các yếu tố của quy phạm pháp luật", rows=(*_rows(norms, NORM_ELEMENTS, SHOWN_BY), own)))
    return tuple(cards)


def _whole(name: str) -> str:
    """A name that was cut to its greatest length ends where a phrase does."""
    return shorten(f"{name} ", LONGEST_NAME - 1) if len(name) >= LONGEST_NAME else name


def _rows(findings: Sequence[Numbered], names: Mapping[str, str], shown_by: Mapping[str, str]) -> tuple[CardRow, ...]:
    """A row for each part of `names`; `shown_by` names a further part whose evidence shows it too."""
    return tuple(
        CardRow(
            name=name,
            proofs=tuple(
                _proof(numbered, quote) for numbered in findings if (quote := _quote(numbered, (part, shown_by.get(part)))) is not None
            ),
        )
        for part, name in names.items()
    )


def _quote(numbered: Numbered, parts: Sequence[str | None]) -> str | None:
    return next((quote for part, quote in numbered.proofs if part in parts), None)


def _proof(numbered: Numbered, quote: str) -> Proof:
    return Proof(finding=numbered.id, label=numbered.finding.label, quote=quote)
