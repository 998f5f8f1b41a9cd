"""A baseline: the findings known on a day, so that in CI only new ones count. Findings are known by file name and fingerprint."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from lawcheck.desk.waivers import Entry
from lawcheck.errors import UsageError, reason_of
from lawcheck.reporting.model import Report, Waiver

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Fingerprints by file name, known since `made_on`; `path` is where it was read from."""

    path: str
    made_on: datetime.date
    known: Mapping[str, frozenset[str]]

    def entries(self, report: Report) -> tuple[Entry, ...]:
        """What this baseline accepts of `report`."""
        waiver = Waiver(reason="Đã có từ trước, ghi trong tệp mốc", by=PurePath(self.path).name, date=self.made_on)
        fingerprints = sorted(self.known.get(name_of(report), frozenset()))
        return tuple(Entry(fingerprint=known, waiver=waiver, where=f"{self.path}: {known}") for known in fingerprints)


def name_of(report: Report) -> str:
    """The file name a report is known by, whatever folder it stands in."""
    return PurePath(report.path or report.id).name


def make_baseline(reports: Sequence[Report], today: datetime.date) -> str:
    """The baseline file of the open findings of `reports`, sorted so that it can be compared line by line."""
    known = {name_of(report): sorted({numbered.finding.fingerprint for numbered in report.open_findings}) for report in reports}
    value = {"lawcheck_baseline": VERSION, "made_on": today.isoformat(), "known": dict(sorted(known.items()))}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file. Raises UsageError."""
    again = "hãy tạo lại bằng “lawcheck baseline”."
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"Không đọc được tệp mốc “{path}” ({reason_of(error)}); {again}") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise UsageError(f"Tệp mốc “{path}” không phải JSON; {again}") from None
    try:
        if value["lawcheck_baseline"] != VERSION:
            raise UsageError(f"Tệp mốc “{path}” thuộc phiên bản khác; {again}")
        known = {str(name): frozenset(map(str, marks)) for name, marks in value["known"].items()}
        return Baseline(str(path), datetime.date.fromisoformat(value["made_on"]), known)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(f"Tệp “{path}” không phải tệp mốc của lawcheck; {again}") from None
