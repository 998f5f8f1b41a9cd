"""The report: everything every output format is made from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from lawcheck.errors import Problem
from lawcheck.law import Provision
from lawcheck.rulebook import Finding, Verdict
from lawcheck.structure import Header, Kind

SCHEMA_VERSION = "1"
Status = Literal["dat", "khong-dat", "can-xem-xet", "khong-ap-dung", "khong-kiem-tra-duoc", "nguoi-kiem-tra"]
DocumentStatus = Literal["du", "mot-phan", "khong-doc-duoc"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What judged: version of the program and of the rules."""

    version: str
    rules: str
    rules_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedOn:
    """The day whose law was applied, and why that day."""

    date: datetime.date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistRow:
    """One requirement: what came of it, on what basis, by which findings (ids of the report)."""

    id: str
    title: str
    status: Status
    basis: tuple[Provision, ...]
    findings: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A finding with its id in this report ("f1") and its page, where the format has pages.

    `ocr_confidence` (0–1) says how sure the words are where they were recognised from an image; None elsewhere.
    """

    id: str
    finding: Finding
    page: int | None
    ocr_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report on one document. `findings` holds excused ones too, ids count through all."""

    engine: Engine
    id: str
    path: str | None
    sha256: str
    format: str
    pages: int | None
    characters: int
    header: Header
    kind: Kind
    bases: tuple[str, ...]
    status: DocumentStatus
    checked_on: CheckedOn
    period: str
    tthc: Verdict
    qppl: Verdict
    checklist: tuple[ChecklistRow, ...]
    findings: tuple[Numbered, ...]
    problems: tuple[Problem, ...]

    @property
    def open_findings(self) -> tuple[Numbered, ...]:
        """The findings that no excuse took away."""
        return tuple(numbered for numbered in self.findings if not numbered.finding.excused_by)
