"""What changed between two scans of the same documents: verdicts and findings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lawcheck.errors import LawcheckError

_VERDICTS = ("tthc", "qppl")


def changes(old: str, new: str) -> tuple[str, ...]:
    """A Vietnamese line for each change between two JSON Lines texts of reports, in the order of the old one.

    Raises LawcheckError where a line is no report.
    """
    before, after = _reports(old), _reports(new)
    return tuple(line for id_ in {**before, **after} for line in _of(id_, before.get(id_), after.get(id_)))


def _reports(text: str) -> dict[str, Mapping[str, Any]]:
    reports = {}
    for number, line in enumerate(text.splitlines(), 1):
        try:
            report = json.loads(line)
            reports[report["document"]["id"]] = report
        except (ValueError, KeyError, TypeError):
            raise LawcheckError(f"Dòng {number} không phải báo cáo của lawcheck; cần tệp do “lawcheck scan --format jsonl” ghi.") from None
    return reports


def _of(id_: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[str]:
    if old is None or new is None:
        yield f"{id_}: {'mới có' if old is None else 'không còn'}"
        return
    for name in _VERDICTS:
        was, is_ = old["verdicts"][name]["status"], new["verdicts"][name]["status"]
        if was != is_:
            yield f"{id_}: {name} {was} → {is_}"
    gone, come = _findings(old), _findings(new)
    yield from (f"{id_}: bớt {text}" for key, text in gone.items() if key not in come)
    yield from (f"{id_}: thêm {text}" for key, text in come.items() if key not in gone)


def _findings(report: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (finding["rule"], finding["fingerprint"]): f"{finding['rule']} {finding['location']['label']}: {finding['quote'][:80]}"
        for finding in report["findings"]
    }
