"""From a report of the contract to the rows of the store."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from lawcheck.text import fold

RISKS = ("khong", "thap", "vua", "cao")
"""How urgent a document is: nothing found · notes or doubtful signs · warnings or something to consider · a violation."""
_STEPS = {"note": 1, "warning": 2, "error": 3}
_BASES = 3


def packed(content: str) -> bytes:
    """A report in JSON as it is stored."""
    return zlib.compress(content.encode("utf-8", "surrogatepass"), 3)


def unpacked(content: bytes) -> str:
    """The way back from `packed`."""
    return zlib.decompress(content).decode("utf-8", "surrogatepass")


def report_row(report: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of table `report`, but key, judge and undated_on."""
    document, verdicts = report["document"], report["verdicts"]
    severities = [finding["severity"] for finding in open_findings(report)]
    date = document["date"]
    return {
        "rules": report["engine"]["rules"],
        "status": document["status"],
        "format": document["format"] or "",
        "kind": document["kind"],
        "type": document["type"],
        "number": document["number"],
        "issuer": document["issuer"],
        "agency": agency_key(document["issuer"]),
        "issuer_level": document["issuer_level"],
        "date": date,
        "year": int(date[:4]) if date else None,
        "title": document["title"],
        "tthc": verdicts["tthc"]["status"],
        "tthc_violation": verdicts["tthc"]["violation"],
        "qppl": verdicts["qppl"]["status"],
        "qppl_violation": verdicts["qppl"]["violation"],
        "risk": risk(report),
        "score": max(verdicts["tthc"]["score"], verdicts["qppl"]["score"]),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
        "problem": report["problems"][0]["message"] if report["problems"] else None,
        "same": same_key(report),
    }


def finding_rows(report: Mapping[str, Any], headings: Sequence[str], sha256: str) -> list[dict[str, Any]]:
    """The columns of table `finding` for each finding, but report_id. `headings` has one heading for each."""
    subject = subject_of(report) or sha256
    return [
        {
            "position": position,
            "case_code": case_code(subject, finding["rule"], finding["fingerprint"]),
            **{
                key: finding[key]
                for key in ("rule", "name", "group", "severity", "certainty", "quote", "message", "suggestion", "fingerprint")
            },
            "excerpt": finding.get("excerpt"),
            "label": finding["location"]["label"],
            "heading": headings[position] if position < len(headings) else "",
            "basis": "; ".join(basis["label"] for basis in finding["basis"][:_BASES]),
            **{f"waiver_{key}": finding.get("waived", {}).get(key) for key in ("reason", "by", "date", "until")},
        }
        for position, finding in enumerate(report["findings"])
    ]


def open_findings(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The findings that count: those no person has accepted."""
    return [finding for finding in report["findings"] if "waived" not in finding]


def risk(report: Mapping[str, Any]) -> int:
    """The index into RISKS: a violation with an error that is at least of medium certainty, else the worst severity short of it."""
    findings = open_findings(report)
    if any(verdict["violation"] for verdict in report["verdicts"].values()) and any(
        finding["severity"] == "error" and finding["certainty"] != "low" for finding in findings
    ):
        return 3
    return max((min(2, _STEPS[finding["severity"]] - (finding["certainty"] == "low")) for finding in findings), default=0)


def same_key(report: Mapping[str, Any]) -> str | None:
    """Equal for two documents with the same number, issuer and date; None where one of the three is not known."""
    document = report["document"]
    known = (document["number"], document["issuer"], document["date"])
    return _folded(*known) if all(known) else None


def agency_key(issuer: str | None) -> str | None:
    """Equal for one agency however its name is spelt: "Bộ Quốc Phòng", "BỘ QUỐC PHÒNG"."""
    return _folded(issuer) or None


def subject_of(report: Mapping[str, Any]) -> str:
    """What a document is called in the record of its handling: number, issuer and date, with the title where one of them is missing."""
    document = report["document"]
    return same_key(report) or _folded(document["number"], document["issuer"], document["date"], document["title"])


def case_code(subject: str, rule: str, fingerprint: str) -> str:
    """The code of a finding in letters and reports, as "7f3a09c2be": equal as long as document, rule and provision are."""
    return hashlib.sha256(json.dumps([subject, rule, fingerprint]).encode()).hexdigest()[:10]


def _folded(*parts: str | None) -> str:
    text = "|".join(" ".join((part or "").split()) for part in parts)
    return fold(text).text if text.strip("|") else ""
