"""The report as the JSON object of the contract (`schema_version` 1)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from lawcheck.law import Provision
from lawcheck.reporting.model import SCHEMA_VERSION, Numbered, Report, Waiver
from lawcheck.reporting.wording import clean
from lawcheck.rulebook import Procedure, Verdict


def to_json(report: Report, *, show_excused: bool = False, indent: int | None = 1) -> str:
    """The report as JSON text, without a line end after it."""
    return json.dumps(to_object(report, show_excused=show_excused), ensure_ascii=False, indent=indent)


def to_object(report: Report, *, show_excused: bool = False) -> dict[str, Any]:
    """The report as plain values, keys in the contract's order."""
    header = report.header
    shown = report.findings if show_excused else report.listed_findings
    return {
        "schema_version": SCHEMA_VERSION,
        "engine": {"version": report.engine.version, "rules": report.engine.rules, "rules_sha256": report.engine.rules_sha256},
        "document": {
            "id": report.id,
            "path": report.path,
            "sha256": report.sha256,
            "format": report.format,
            "pages": report.pages,
            "characters": report.characters,
            "kind": report.kind.name,
            "kind_certainty": round(report.kind.certainty, 3),
            "kind_evidence": list(report.kind.evidence),
            "type": header.type,
            "number": header.number,
            "issuer": header.issuer,
            "issuer_level": header.issuer_level,
            "issuer_body": header.issuer_body,
            "date": header.date.isoformat() if header.date else None,
            "title": header.title,
            "legal_bases": list(report.bases),
            "status": report.status,
        },
        "checked_on": {"date": report.checked_on.date.isoformat(), "why": report.checked_on.why},
        "verdicts": {"tthc": _verdict(report.tthc), "qppl": _verdict(report.qppl)},
        "checklist": [
            {
                "id": row.id,
                "title": row.title,
                "status": row.status,
                "basis": [provision.label for provision in row.basis],
                "findings": list(row.findings),
            }
            for row in report.checklist
        ],
        "findings": [_finding(numbered) for numbered in shown],
        "problems": [{"code": problem.code, "message": problem.message, "page": problem.page} for problem in report.problems],
        **({"procedures": [_procedure(procedure, report) for procedure in report.procedures]} if report.procedures else {}),
        **({"unused_waivers": list(report.unused_waivers)} if report.unused_waivers else {}),
    }


def _procedure(procedure: Procedure, report: Report) -> dict[str, Any]:
    """One procedure: its name, its findings, where each part stands, and the parts that stand nowhere."""
    ids = [one.id for one in report.listed_findings if one.finding.group == "tthc" and one.finding.node in procedure.clauses]
    parts = {part: list(labels) for part, labels in procedure.parts.items()}
    return {"name": procedure.name, "findings": ids, "parts": parts, "missing": list(procedure.missing)}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {"status": verdict.status, "score": round(verdict.score, 3), "violation": verdict.violation}


def _finding(numbered: Numbered) -> dict[str, Any]:
    finding = numbered.finding
    return {
        "id": numbered.id,
        "rule": finding.rule,
        "name": finding.name,
        "group": finding.group,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "score": finding.score,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "why": finding.whole_why,
        "location": {
            "node": finding.node,
            "label": finding.label,
            "page": numbered.page,
            "ocr_confidence": None if numbered.ocr_confidence is None else round(numbered.ocr_confidence, 3),
            "start": finding.span.start,
            "end": finding.span.end,
        },
        "quote": finding.quote,
        **({"excerpt": numbered.quote} if numbered.quote != clean(finding.quote) else {}),
        "evidence": [
            {"sign": evidence.sign, "part": evidence.part, "start": evidence.span.start, "end": evidence.span.end, "quote": evidence.quote}
            for evidence in finding.evidence
        ],
        "basis": [_basis(provision) for provision in finding.basis],
        "excused_by": [{"modifier": excuse.modifier, "because": excuse.because, "quote": excuse.quote} for excuse in finding.excused_by],
        "fingerprint": finding.fingerprint,
        **({"waived": waived_object(numbered.waiver)} if numbered.waiver else {}),
    }


def waived_object(waiver: Waiver) -> dict[str, Any]:
    """The field `waived` of a finding in the report object."""
    return {
        "reason": waiver.reason,
        "by": waiver.by,
        "date": waiver.date.isoformat(),
        "until": waiver.until.isoformat() if waiver.until else None,
    }


def report_schema() -> str:
    """The JSON Schema (2020-12) of the report object, as published."""
    return (files("lawcheck.reporting") / "report.schema.json").read_text(encoding="utf-8")


def _basis(provision: Provision) -> dict[str, Any]:
    return {
        "id": provision.id,
        "label": provision.label,
        "from": provision.start.isoformat(),
        "to": provision.end.isoformat() if provision.end else None,
        "quote": provision.quote,
        "confidence": provision.confidence,
    }
