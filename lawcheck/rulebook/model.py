"""Findings and verdicts: what judging a document gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lawcheck.law import Provision
from lawcheck.text import Span

Severity = Literal["error", "warning", "note"]
Certainty = Literal["high", "medium", "low"]
VerdictStatus = Literal["khong-co", "co-dau-hieu", "can-xem-xet", "duoc-mien", "khong-kiem-tra-duoc"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sign that made a finding: its label, the part (TTHC) or element (QPPL) it shows, where, and the words."""

    sign: str
    part: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Why a hit is not a finding: modifier or authority label, the reason in Vietnamese, and the words that say so."""

    modifier: str
    because: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that speaks about a node. `quote` is `span` of the text. `score` 0–1 is the engine's belief.

    `basis` holds the provisions in force on the day of the check. A finding with `excused_by` counts for nothing but is shown on request.
    `fingerprint` depends on rule, the node's words and its nearest heading, not on offsets or numbering.
    `why` holds for every open finding of the rule in a document (of one set aside it says why that was), `reasons` (may be empty) for this one.
    """

    rule: str
    name: str
    group: str
    severity: Severity
    certainty: Certainty
    score: float
    message: str
    suggestion: str
    why: str
    node: str
    label: str
    span: Span
    quote: str
    evidence: tuple[Evidence, ...]
    basis: tuple[Provision, ...]
    excused_by: tuple[Excuse, ...]
    fingerprint: str
    reasons: str = ""

    @property
    def whole_why(self) -> str:
        """Why the rule speaks, then why it speaks here."""
        return f"{self.why} {self.reasons}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One procedure that the document sets parts of. `name` as its heading words it; `clauses` are the addresses of its findings' nodes in order.

    `parts` says for each part (Nghị định 63/2010/NĐ-CP Điều 8 khoản 2) the labels of the clauses that set it, `missing` the parts that no clause sets.
    """

    name: str
    clauses: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one main question. `score` 0–1, calibrated; `violation` adds the form the document is issued in."""

    status: VerdictStatus
    score: float
    violation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Findings in document order (excused ones included) and the two verdicts."""

    findings: tuple[Finding, ...]
    tthc: Verdict
    qppl: Verdict
    not_applicable: tuple[str, ...] = ()
    """ids of rules that had nothing in force, or did not apply to this kind of document"""
    procedures: tuple[Procedure, ...] = ()
    """the procedures that the open TTHC findings belong to"""
