"""SARIF 2.1.0 for CI: places as "Chương II › Điều 5 › khoản 2" and character offsets, because office files have no lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lawcheck import __version__
from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.wording import basis_text, clean, day_text
from lawcheck.rulebook import load_rulebook
from lawcheck.structure import Document, Node

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "lawcheck/v1"
STEP = " › "
"""between the units of a place"""


def to_sarif(reports: Sequence[Report], *, show_excused: bool = False) -> str:
    """All reports as one run. Waived findings, and excused ones with `show_excused`, are suppressed results with their reason."""
    rules = {rule.id: index for index, rule in enumerate(sorted(load_rulebook().rules, key=lambda rule: rule.id))}
    results = []
    for index, report in enumerate(reports):
        paths = unit_paths(report.document) if report.document else {}
        for numbered in report.findings if show_excused else report.listed_findings:
            results.append(_result(numbered, report, index, rules, paths))
    unread = any(report.status == "khong-doc-duoc" for report in reports)
    run = {
        "tool": {"driver": _driver(reports)},
        "columnKind": "unicodeCodePoints",
        "language": "vi",
        "artifacts": [_artifact(report) for report in reports],
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": _notifications(reports)}],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def unit_paths(document: Document) -> dict[str, tuple[str, ...]]:
    """For each address of the document the names of its units from the outside in: ("Chương II", "Điều 5", "khoản 2")."""
    paths: dict[str, tuple[str, ...]] = {}
    todo: list[tuple[Node, tuple[str, ...], str]] = [(document.root, (), "")]
    while todo:
        node, above, outer = todo.pop()
        own = node.label.removeprefix(outer).strip() if outer else node.label
        path = (*above, own) if node is not document.root and own else above
        paths[node.address] = path or (node.label,)
        todo += [(child, path, node.label if node is not document.root else "") for child in node.children]
    return paths


def _driver(reports: Sequence[Report]) -> dict[str, Any]:
    known = sorted(load_rulebook().rules, key=lambda rule: rule.id)
    version = reports[0].engine.version if reports else __version__
    return {
        "name": "lawcheck",
        "version": version,
        "semanticVersion": version,
        "properties": {"rules": reports[0].engine.rules, "rules_sha256": reports[0].engine.rules_sha256} if reports else {},
        "rules": [
            {
                "id": rule.id,
                "name": rule.name,
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": rule.title},
                "help": {
                    "text": f"{rule.title}. Cách sửa: {rule.suggestion} Xem thêm: lawcheck rules show {rule.id}",
                    "markdown": f"**{rule.title}**\n\nCách sửa: {rule.suggestion}\n\nXem thêm: `lawcheck rules show {rule.id}`",
                },
                "defaultConfiguration": {"level": rule.severity, "enabled": rule.status == "stable"},
                "properties": {"tags": [rule.group], "precision": {"high": "high", "medium": "medium", "low": "low"}[rule.certainty]},
            }
            for rule in known
        ],
    }


def _artifact(report: Report) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": _uri(report)}, "properties": {"id": report.id, "status": report.status}}
    if report.sha256:
        artifact["hashes"] = {"sha-256": report.sha256}
    return artifact


def _uri(report: Report) -> str:
    path = report.path or report.id or "van-ban"
    if path == "-":
        return "stdin"
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())


def _result(numbered: Numbered, report: Report, artifact: int, rules: dict[str, int], paths: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    finding = numbered.finding
    units = paths.get(finding.node, (finding.label,))
    region = {
        "charOffset": finding.span.start,
        "charLength": len(finding.span),
        "snippet": {"text": finding.quote},
    }
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": f"{clean(finding.message)} {clean(finding.suggestion)}"},
        "rank": round(100 * finding.score, 1),
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(report), "index": artifact}, "region": region},
                "logicalLocations": [{"name": units[-1], "fullyQualifiedName": STEP.join(units), "kind": "member"}],
            }
        ],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "id": numbered.id,
            "node": finding.node,
            "certainty": finding.certainty,
            "page": numbered.page,
            "basis": [basis_text(provision) for provision in finding.basis],
            "why": clean(finding.whole_why),
        },
    }
    if finding.rule in rules:
        result["ruleIndex"] = rules[finding.rule]
    if numbered.waiver is not None:
        waiver = numbered.waiver
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{clean(waiver.reason)} ({clean(waiver.by)}, {day_text(waiver.date)})",
            }
        ]
    elif finding.excused_by:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": clean(excuse.because)} for excuse in finding.excused_by
        ]
    return result


def _notifications(reports: Sequence[Report]) -> list[dict[str, Any]]:
    return [
        {
            "descriptor": {"id": problem.code},
            "level": "error" if report.status == "khong-doc-duoc" else "warning" if problem.severity == "unreadable" else "note",
            "message": {"text": clean(problem.message)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(report), "index": index}}}],
            "properties": {"page": problem.page},
        }
        for index, report in enumerate(reports)
        for problem in report.problems
    ]
