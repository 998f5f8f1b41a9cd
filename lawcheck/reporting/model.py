"""The report: everything every output format is made from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from lawcheck.errors import Problem
from lawcheck.law import Provision
from lawcheck.rulebook import Finding, Procedure, Verdict
from lawcheck.structure import Document, Header, Kind

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
class Waiver:
    """Why a person accepted a finding: `reason`, who (`by`) and when. It holds on days before `until` (None: without end)."""

    reason: str
    by: str
    date: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """The part of a page's image where the words of a finding stand: a png, its page (from 1) and how sure the words were read (0–1)."""

    png: bytes
    page: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A finding with its id in this report ("f1") and its page, where the format has pages.

    `ocr_confidence` (0–1) says how sure the words are where they were recognised from an image; None elsewhere.
    `crop` shows the image, where it was asked for (see evidence.py).
    `excerpt` is the quote as papers show it, with "…" where it was cut; `evidence_excerpts` the same for each evidence.
    """

    id: str
    finding: Finding
    page: int | None
    waiver: Waiver | None = None
    ocr_confidence: float | None = None
    crop: Crop | None = None
    excerpt: str = ""
    evidence_excerpts: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        """The words of the finding as papers show them."""
        return self.excerpt or self.finding.quote

    @property
    def proofs(self) -> tuple[tuple[str, str], ...]:
        """Part and words, as papers show them, of each evidence."""
        words = self.evidence_excerpts or tuple(evidence.quote for evidence in self.finding.evidence)
        return tuple((evidence.part, quote) for evidence, quote in zip(self.finding.evidence, words, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report on one document. `findings` holds excused and waived ones too, ids count through all.

    `document` is the text the findings point into, None where nothing could be read. `unused_waivers` are sentences
    about waivers that met no finding or have expired.
    """

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
    document: Document | None = None
    procedures: tuple[Procedure, ...] = ()
    unused_waivers: tuple[str, ...] = ()

    @property
    def listed_findings(self) -> tuple[Numbered, ...]:
        """The findings that no excuse took away, those a person has waived included."""
        return tuple(numbered for numbered in self.findings if not numbered.finding.excused_by)

    @property
    def open_findings(self) -> tuple[Numbered, ...]:
        """The findings that count: neither excused by the rules nor waived by a person."""
        return tuple(numbered for numbered in self.listed_findings if numbered.waiver is None)

    @property
    def waived_findings(self) -> tuple[Numbered, ...]:
        """The findings a person has accepted, with the reason."""
        return tuple(numbered for numbered in self.listed_findings if numbered.waiver is not None)

    @property
    def excused_findings(self) -> tuple[Numbered, ...]:
        """The hits that the rules themselves took away."""
        return tuple(numbered for numbered in self.findings if numbered.finding.excused_by)
