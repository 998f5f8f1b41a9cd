"""Findings a person has accepted: `lawcheck.yml` in a document's folder, or `<name>.lawcheck.yml` beside it.

    waivers:
      - rule: TT01                    # rule, node or fingerprint: at least one
        node: dieu-5/khoan-2          # the unit, and all below it
        document: "du-thao-*.docx"    # file names; all of the folder where it is left out
        reason: Điều 13 Nghị định 80/2021/NĐ-CP giao UBND cấp tỉnh quy định.
        by: Trần Thị B, Sở Tư pháp
        date: 2026-11-25
        until: 2027-06-01             # no longer counts from this day on

A waived finding stays in the report with its reason; it counts neither for the checklist nor for the exit code.
Reports and rules are imported where an entry is met: most folders have none, and a second scan of one should not wait for them.
"""

from __future__ import annotations

import datetime
import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawcheck.datafiles import DataFile, read_yaml
from lawcheck.errors import did_you_mean

if TYPE_CHECKING:
    from lawcheck.reporting.model import ChecklistRow, Numbered, Report, Waiver

FILE = "lawcheck.yml"
_KEYS = ("rule", "node", "document", "fingerprint", "reason", "by", "date", "until")
_NEEDED = ("reason", "by", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One accepted finding, or kind of findings. `rule`, `node`, `fingerprint` empty: any; `where` names the line it stands on."""

    rule: str = ""
    node: str = ""
    fingerprint: str = ""
    document: str = "*"
    waiver: Waiver
    where: str

    def covers(self, *, rule: str, node: str, fingerprint: str) -> bool:
        """True where the entry speaks about such a finding, whatever its dates."""
        return (
            self.rule in ("", rule)
            and self.fingerprint in ("", fingerprint)
            and (not self.node or node == self.node or node.startswith(self.node + "/"))
        )

    def in_force(self, today: datetime.date) -> bool:
        """True on days before `until`."""
        return self.waiver.until is None or today < self.waiver.until


def files_for(path: Path) -> tuple[Path, ...]:
    """Where the waivers of the document at `path` would stand."""
    return tuple(dict.fromkeys((path.parent / FILE, path.with_name(f"{path.name}.{FILE}"), path.with_name(f"{path.stem}.{FILE}"))))


def entries_for(path: Path) -> tuple[Entry, ...]:
    """The entries that may speak about the document at `path`. Raises DataFileError for a file with a mistake."""
    found = [entry for file in files_for(path) if file.is_file() for entry in read_waivers(file)]
    return tuple(entry for entry in found if fnmatch(path.name, entry.document))


def waive(report: Report, entries: Sequence[Entry], today: datetime.date) -> tuple[Report, frozenset[str]]:
    """The report with accepted findings marked, and `where` of the entries that were used.

    The report also says which entries for this document have expired, and which of its own file met nothing.
    """
    used: set[str] = set()
    findings: list[Numbered] = []
    expired: dict[str, Entry] = {}
    for numbered in report.findings:
        entry = None
        if not numbered.finding.excused_by and numbered.waiver is None:
            finding = numbered.finding
            entry, past = chosen(entries, today, rule=finding.rule, node=finding.node, fingerprint=finding.fingerprint)
            expired |= {known.where: known for known in past}
        if entry is not None:
            used.add(entry.where)
        findings.append(replace(numbered, waiver=entry.waiver) if entry else numbered)
    sentences = [expired_sentence(entry) for entry in expired.values()]
    sentences += [unused_sentence(entry) for entry in entries if entry.document != "*" and entry.where not in used | set(expired)]
    changed = replace(report, findings=tuple(findings), unused_waivers=(*report.unused_waivers, *sentences))
    return replace(changed, checklist=tuple(_row(row, changed) for row in changed.checklist)), frozenset(used | set(expired))


def chosen(
    entries: Sequence[Entry], today: datetime.date, *, rule: str, node: str, fingerprint: str
) -> tuple[Entry | None, tuple[Entry, ...]]:
    """The entry that accepts such a finding today, if any; else the ones that did so once and have expired."""
    covering = tuple(known for known in entries if known.covers(rule=rule, node=node, fingerprint=fingerprint))
    entry = next((known for known in covering if known.in_force(today)), None)
    return entry, () if entry is not None else covering


def expired_sentence(entry: Entry) -> str:
    """What is said of an entry that accepts a finding no longer."""
    from lawcheck.reporting.wording import day_text

    since = f" từ ngày {day_text(entry.waiver.until)}" if entry.waiver.until is not None else ""
    return f"{entry.where}: chấp nhận này đã hết hạn{since}, phát hiện được tính lại."


def unused_sentence(entry: Entry) -> str:
    """What is said of an entry that met no finding."""
    return f"{entry.where}: chấp nhận này không khớp phát hiện nào; hãy bỏ đi nếu văn bản đã sửa."


def _row(row: ChecklistRow, report: Report) -> ChecklistRow:
    """A row whose findings a person has accepted was decided by that person."""
    mine = [numbered for numbered in report.findings if numbered.id in row.findings]
    waived = [numbered.waiver for numbered in mine if numbered.waiver is not None]
    if not waived:
        return row
    from lawcheck.reporting.report import status_by_findings

    left = status_by_findings([numbered for numbered in mine if numbered.waiver is None])
    why = "Đã được chấp nhận: " + "; ".join(dict.fromkeys(f"{waiver.reason.rstrip('.')} ({waiver.by})" for waiver in waived)) + "."
    return replace(row, status=left or "nguoi-kiem-tra", why=why)


def read_waivers(path: Path) -> tuple[Entry, ...]:
    """The entries of one file. Raises DataFileError with the place of a mistake."""
    file = read_yaml(path)
    rows = file.value.get("waivers") if isinstance(file.value, dict) else None
    if not isinstance(rows, list):
        raise file.error("Tệp này cần danh sách “waivers:”.")
    for key in file.value:
        if key != "waivers":
            raise file.error(f"Không có khóa “{key}”.", (key,), hint=did_you_mean(key, ["waivers"]))
    return tuple(_entry(row, index, file) for index, row in enumerate(rows))


def _entry(row: Any, index: int, file: DataFile) -> Entry:
    at = ("waivers", index)
    if not isinstance(row, dict):
        raise file.error("Mỗi mục cần các khóa rule, reason, by, date.", at)
    for key, value in row.items():
        if key not in _KEYS:
            raise file.error(f"Không có khóa “{key}”.", (*at, key), hint=did_you_mean(key, _KEYS))
        if key in ("date", "until"):
            if not isinstance(value, datetime.date):
                raise file.error(f"“{key}” phải là ngày dạng 2026-11-25.", (*at, key))
        elif not isinstance(value, str) or not value.strip():
            raise file.error(f"“{key}” phải là chữ.", (*at, key), hint="Hãy đặt giá trị trong ngoặc kép." if value is not None else "")
    for key in _NEEDED:
        if key not in row:
            raise file.error(f"Thiếu “{key}”: mỗi chấp nhận phải có lý do, người và ngày.", at)
    if not {"rule", "node", "fingerprint"} & set(row):
        raise file.error("Cần ít nhất một trong “rule”, “node”, “fingerprint”.", at)
    from lawcheck.rulebook import load_rulebook

    known = [rule.id for rule in load_rulebook().rules]
    if row.get("rule", known[0]) not in known:
        raise file.error(f"Không có quy tắc “{row['rule']}”.", (*at, "rule"), hint=did_you_mean(row["rule"], known))
    if "until" in row and row["until"] <= row["date"]:
        raise file.error("“until” phải sau “date”.", (*at, "until"))
    from lawcheck.reporting.model import Waiver

    line = file.places.get(at, (1, 1))[0]
    return Entry(
        rule=row.get("rule", ""),
        node=row.get("node", ""),
        fingerprint=row.get("fingerprint", ""),
        document=row.get("document", "*" if file.path.name == FILE else glob.escape(file.path.name.removesuffix(f".{FILE}")) + "*"),
        waiver=Waiver(reason=row["reason"], by=row["by"], date=row["date"], until=row.get("until")),
        where=f"{file.path}:{line}",
    )
