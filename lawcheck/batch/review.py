"""What a review of changed documents shows in CI: annotations on files, a Markdown summary, a Code Quality file; made from report objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Report = Mapping[str, Any]
_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
_QUALITY = {"error": "major", "warning": "minor", "note": "info"}
_SHOWN = 200
"""Findings in the tables of a summary; GitHub cuts a summary at 1 MB."""


def github_annotations(reports: Sequence[Report]) -> Iterator[str]:
    """A workflow command for each finding and each document that could not be read."""
    for report in reports:
        path = report["document"]["path"]
        for finding in _open(report):
            title = f"{finding['rule']} {finding['location']['label']}"
            place = f"file={_property(path)},line={_line(report, finding)},title={_property(title)}"
            yield f"::{_LEVELS[finding['severity']]} {place}::{_data(finding['message'])}"
        for problem in report["problems"]:
            yield f"::warning file={_property(path)},title={_property(problem['code'])}::{_data(problem['message'])}"


def code_quality(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Findings in the form of GitLab's Code Quality report."""
    return [
        {
            "description": f"{finding['location']['label']}: {finding['message']}",
            "check_name": finding["rule"],
            "fingerprint": f"{finding['fingerprint']}-{report['document']['path']}",
            "severity": _QUALITY[finding["severity"]],
            "location": {"path": report["document"]["path"], "lines": {"begin": _line(report, finding)}},
        }
        for report in reports
        for finding in _open(report)
    ]


def markdown_summary(reports: Sequence[Report]) -> str:
    """A summary for the page of a run or a merge request."""
    findings = [(report, finding) for report in reports for finding in _open(report)]
    waived = sum(len(report["findings"]) for report in reports) - len(findings)
    unread = [report for report in reports if report["document"]["status"] == "khong-doc-duoc"]
    errors = sum(finding["severity"] == "error" for _, finding in findings)
    lines = [
        "## lawcheck",
        "",
        f"{len(reports)} văn bản thay đổi, {len(findings)} phát hiện ({errors} nghiêm trọng), {len(unread)} văn bản không đọc được."
        + (f" Thêm {waived} phát hiện đã được chấp nhận, không tính." if waived else ""),
    ]
    if findings:
        lines += ["", "| Văn bản | Vị trí | Phát hiện | Mức |", "|---|---|---|---|"]
        lines += [
            f"| {_cell(report['document']['path'])} | {_cell(finding['location']['label'])} | {_cell(finding['rule'] + ': ' + finding['message'])} "
            f"| {_cell(finding['severity'])} |"
            for report, finding in findings[:_SHOWN]
        ]
        if len(findings) > _SHOWN:
            lines += ["", f"Hiện {_SHOWN} trong {len(findings)} phát hiện; đủ trong tệp SARIF hoặc JUnit."]
    if unread:
        lines += ["", "Không đọc được:", ""]
        lines += [
            f"- {_cell(report['document']['path'])}: {_cell(report['problems'][0]['message'])}" for report in unread if report["problems"]
        ]
    if reports:
        engine = reports[0]["engine"]
        lines += [
            "",
            f"lawcheck {engine['version']}, luật kiểm tra {engine['rules']}. Công cụ hỗ trợ, không thay thế thẩm định của cơ quan tư pháp.",
        ]
    return "\n".join(lines) + "\n"


def _open(report: Report) -> list[Mapping[str, Any]]:
    """The findings that count: waived ones are told by their number only."""
    return [finding for finding in report["findings"] if "waived" not in finding]


def _line(report: Report, finding: Mapping[str, Any]) -> int:
    """The line of a finding in a text file; 1 in formats that have no lines."""
    if report["document"]["format"] not in ("txt", "md"):
        return 1
    try:
        return Path(report["document"]["path"]).read_text(encoding="utf-8").count("\n", 0, finding["location"]["start"]) + 1
    except (OSError, ValueError):
        return 1


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("@", "@\u200b")
