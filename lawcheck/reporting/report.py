"""Making the report: status of the document, checklist, numbered findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lawcheck.errors import Problem
from lawcheck.law import Law, Requirement
from lawcheck.reading.model import Reading
from lawcheck.reporting.model import CheckedOn, ChecklistRow, DocumentStatus, Engine, Numbered, Report, Status
from lawcheck.reporting.wording import day_text, excerpt
from lawcheck.rulebook import Judgement, Verdict
from lawcheck.structure import Document, Header, Kind
from lawcheck.text import OcrOrigin

OUTSIDE_LAW = Problem(
    code="E-LAW-01",
    severity="notice",
    message="Văn bản ban hành trước ngày 01/7/2016: ngoài phạm vi dữ liệu luật; chỉ nhận diện dấu hiệu, không kết luận theo luật của thời điểm đó.",
)
SHORTEST = 5
"""syllables below which a text with neither number nor finding is no document, but what is left of one or another file"""
NUMBER_ROW = "so-ky-hieu"
"""the requirement that the number matches the type (rules/coverage.yml)"""
SURE_OCR = 0.8
"""confidence of recognised words below which a finding is only something to look at ("cần xem xét")"""
_UNREADABLE = Verdict(status="khong-kiem-tra-duoc", score=0.0, violation=False)


def make_report(
    *,
    reading: Reading,
    document: Document,
    judgement: Judgement,
    coverage: Sequence[Requirement],
    law: Law,
    checked_on: CheckedOn,
    engine: Engine,
    id: str,
    path: str | None,
    notices: Sequence[Problem] = (),
) -> Report:
    """Return the report; a part that could not be read never leads to "đạt". `notices` are told with the problems of reading."""
    period = law.period(checked_on.date)
    short = _too_short(document, judgement)
    written = _written(document)
    problems = (*reading.problems, *written, *short, *(() if period else (OUTSIDE_LAW,)), *notices)
    status = "khong-doc-duoc" if short else _status(reading.problems, document.text)
    findings = tuple(
        Numbered(
            id=f"f{index}",
            finding=finding,
            page=document.source.page(finding.span.start),
            ocr_confidence=document.source.ocr_confidence(finding.span),
            excerpt=excerpt(document.text, finding.span),
            evidence_excerpts=tuple(excerpt(document.text, evidence.span) for evidence in finding.evidence),
        )
        for index, finding in enumerate(judgement.findings, 1)
    )
    readable = status != "khong-doc-duoc"
    sure = period is not None and not (reading.ocr and (written or _doubtful(document.header)))
    return Report(
        engine=engine,
        id=id,
        path=path,
        sha256=reading.sha256,
        format=reading.format,
        pages=reading.pages,
        characters=len(document.text),
        header=document.header,
        kind=document.kind,
        bases=tuple(" ".join(base.lead.of(document.text).split()) for base in document.bases),
        status=status,
        checked_on=checked_on,
        period=period.title if period else "ngoài phạm vi dữ liệu luật",
        tthc=_cautious(judgement.tthc, status) if readable else _UNREADABLE,
        qppl=_cautious(judgement.qppl, status) if readable else _UNREADABLE,
        checklist=tuple(
            _row(requirement, judgement, findings, law, checked_on, status, sure=sure and _seen(requirement, document.header))
            for requirement in coverage
        ),
        findings=findings,
        procedures=judgement.procedures,
        problems=problems,
        document=document,
    )


def unread_report(
    problem: Problem, *, engine: Engine, id: str, path: str | None, checked_on: CheckedOn, coverage: Sequence[Requirement]
) -> Report:
    """The report on a document that could not be read at all: every checkable row says so."""
    return Report(
        engine=engine,
        id=id,
        path=path,
        sha256="",
        format="",
        pages=None,
        characters=0,
        header=Header(),
        kind=Kind(name="khac", certainty=0.0, evidence=("không đọc được văn bản",)),
        bases=(),
        status="khong-doc-duoc",
        checked_on=checked_on,
        period="",
        tthc=_UNREADABLE,
        qppl=_UNREADABLE,
        checklist=tuple(
            ChecklistRow(
                id=row.id,
                title=row.title,
                status="khong-kiem-tra-duoc" if row.rules else "nguoi-kiem-tra",
                basis=(),
                findings=(),
                why=row.why,
            )
            for row in coverage
        ),
        findings=(),
        problems=(problem,),
    )


def _too_short(document: Document, judgement: Judgement) -> tuple[Problem, ...]:
    """A problem where there are too few words to say anything about them; a text without any words has another."""
    if document.header.number is not None or judgement.findings:
        return ()
    words = len(document.text.split(maxsplit=SHORTEST))
    if not 0 < words < SHORTEST:
        return ()
    message = f"Văn bản quá ngắn: chỉ đọc được {words} chữ, không đủ để kiểm tra; hãy xem lại đã chọn đúng tệp chưa, hoặc tệp có bị mất nội dung không."
    return (Problem(code="E-DOC-01", message=message),)


def _status(problems: Sequence[Problem], text: str) -> DocumentStatus:
    if not text.strip():
        return "khong-doc-duoc"
    return "mot-phan" if any(problem.severity == "unreadable" for problem in problems) else "du"


def _written(document: Document) -> tuple[Problem, ...]:
    """A notice where the number or the day was read from handwriting."""
    header = document.header
    found: list[str] = []
    for span, name in (
        (header.number_span if header.number and not header.number.startswith("…") else None, f"số {header.number}"),
        (header.date_span if header.date else None, f"ngày {day_text(header.date)}" if header.date else ""),
    ):
        origins = [piece.origin for piece in document.source.origins(span)] if span else []
        sure = [origin.confidence for origin in origins if isinstance(origin, OcrOrigin) and origin.written]
        if sure:
            found.append(f"{name} (độ tin cậy {min(sure):.0%})")
    if not found:
        return ()
    told = " và ".join(found)
    message = f"{told[0].upper()}{told[1:]} được đọc từ chữ viết tay, cần đối chiếu với ảnh; kết luận không dựa chắc vào đó."
    return (Problem(code="N-OCR-02", severity="notice", message=message),)


def _doubtful(header: Header) -> bool:
    """Whether a head read from an image lacks its number or day, on which form and law depend."""
    return header.number is None or "…" in header.number or header.date is None


def _seen(requirement: Requirement, header: Header) -> bool:
    """Whether what a row is about was there to be checked: a number that nobody read matches nothing."""
    return requirement.id != NUMBER_ROW or header.number is not None


def _cautious(verdict: Verdict, status: DocumentStatus) -> Verdict:
    """On a partly unreadable document nothing is said to be absent."""
    return (
        Verdict(status="khong-kiem-tra-duoc", score=verdict.score, violation=False)
        if status == "mot-phan" and verdict.status == "khong-co"
        else verdict
    )


def _row(
    requirement: Requirement,
    judgement: Judgement,
    findings: Sequence[Numbered],
    law: Law,
    day: CheckedOn,
    status: DocumentStatus,
    *,
    sure: bool,
) -> ChecklistRow:
    mine = [numbered for numbered in findings if numbered.finding.rule in requirement.rules and not numbered.finding.excused_by]
    return ChecklistRow(
        id=requirement.id,
        title=requirement.title,
        status=_row_status(requirement, judgement, mine, status, sure=sure),
        basis=law.in_force(requirement.basis, day.date),
        findings=tuple(numbered.id for numbered in mine),
        why=requirement.why,
    )


def status_by_findings(mine: Sequence[Numbered]) -> Status | None:
    """What the findings that count for a row make of it; None where they leave it open."""
    return status_by_grades([Grade(one.finding.severity, one.finding.certainty, one.ocr_confidence) for one in mine])


class Grade(NamedTuple):
    """How much a finding weighs; `ocr_confidence` (0–1) where its words were recognised from an image."""

    severity: str
    certainty: str
    ocr_confidence: float | None


def status_by_grades(grades: Sequence[Grade]) -> Status | None:
    """The same as `status_by_findings` for findings of which only the weight is known, as in a stored report."""
    if any(one.severity == "error" and one.certainty != "low" and (one.ocr_confidence or 1.0) >= SURE_OCR for one in grades):
        return "khong-dat"
    if any(one.severity != "note" or one.certainty != "low" for one in grades):
        return "can-xem-xet"
    return None


def _row_status(requirement: Requirement, judgement: Judgement, mine: Sequence[Numbered], status: DocumentStatus, *, sure: bool) -> Status:
    """`sure`: the day lies within the law's data and the head was read without doubt; nothing is "đạt" otherwise."""
    if not requirement.rules:
        return "nguoi-kiem-tra"
    if status == "khong-doc-duoc":
        return "khong-kiem-tra-duoc"
    if (found := status_by_findings(mine)) is not None:
        return found
    if all(rule in judgement.not_applicable for rule in requirement.rules):
        return "khong-ap-dung"
    if status != "du":
        return "khong-kiem-tra-duoc"
    return "dat" if sure and not requirement.partial else "nguoi-kiem-tra"
