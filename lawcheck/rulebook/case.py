"""What a rule is judged on: one document on one day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast

from lawcheck.language import Analysis
from lawcheck.law import Law
from lawcheck.rulebook.model import Certainty, Evidence, Severity
from lawcheck.structure import Document, Level, Node
from lawcheck.text import Span

T = TypeVar("T")

CLAUSES = frozenset(
    {Level.DIEU, Level.KHOAN, Level.SO, Level.LA_MA, Level.KEM_THEO, Level.PHU_LUC, Level.VAN_BAN, Level.CHUONG, Level.MUC, Level.PHAN}
)
"""Units that a finding is about; points, dashes and paragraphs belong to the unit above them."""

_HOLDERS = frozenset({Level.VAN_BAN, Level.PHU_LUC, Level.KEM_THEO, Level.CHUONG, Level.PHAN, Level.MUC})
"""Units too large to be what a finding is about: a paragraph right below them stands for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document, its analysis, the day of the check and the law. `nodes` and `parents` are by address."""

    analysis: Analysis
    day: datetime.date
    law: Law
    nodes: Mapping[str, Node]
    parents: Mapping[str, Node]
    known: dict[Callable[[Case], Any], Any] = field(default_factory=dict, compare=False, repr=False)
    """what `once` has found out"""

    @property
    def document(self) -> Document:
        """The document under check."""
        return self.analysis.document

    def folded(self, span: Span) -> str:
        """The folded words of a span of the text."""
        return self.analysis.folded.words(span)

    def opening(self, length: int) -> str:
        """The folded words of the first `length` code points of the text."""
        return self.folded(Span(0, min(length, len(self.document.text))))

    def clause(self, node: Node) -> Node:
        """The unit that a finding about `node` is located in: the article's clause, or the point of a plan."""
        while node.level not in CLAUSES and node.address in self.parents:
            above = self.parents[node.address]
            if above.level in _HOLDERS:
                return node
            node = above
        return node

    def above(self, node: Node) -> tuple[Node, ...]:
        """The units above `node`, nearest first."""
        found = []
        while node.address in self.parents:
            node = self.parents[node.address]
            found.append(node)
        return tuple(found)


def once(fact: Callable[[Case], T]) -> Callable[[Case], T]:
    """`fact`, found out at most once for a case: many rules and clauses ask for the same facts of a document."""

    @wraps(fact)
    def remembered(case: Case) -> T:
        if fact not in case.known:
            case.known[fact] = fact(case)
        return cast(T, case.known[fact])

    return remembered


def make_case(analysis: Analysis, day: datetime.date, law: Law) -> Case:
    """Index the outline of the analysed document."""
    nodes = {node.address: node for node in analysis.document.root.walk()}
    parents = {child.address: node for node in nodes.values() for child in node.children}
    return Case(analysis=analysis, day=day, law=law, nodes=nodes, parents=parents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something a rule found: where, with what proof; `values` fill the placeholders of the rule's message."""

    node: Node
    span: Span
    score: float
    evidence: tuple[Evidence, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    excused: tuple[tuple[str, Span], ...] = ()
    """modifiers (label, span) that take the whole hit away"""
    certainty: Certainty | None = None
    severity: Severity | None = None
    reasons: str = ""
    """in Vietnamese: what counted for and against this passage"""
