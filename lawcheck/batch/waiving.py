"""Waivers in a scan: every file is read once, accepted findings are marked in the report object, what no longer holds is told at the end.

A waiver belongs to a place, a stored report to its content; so marks are put on afterwards, and a changed waiver file costs no judging.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from lawcheck.batch.sources import Item, is_url
from lawcheck.desk.waivers import FILE, Entry, chosen, expired_sentence, files_for, read_waivers, unused_sentence
from lawcheck.errors import DataFileError


class Waiving:
    """The waivers met in one scan. `broken` holds the mistakes of files that could not be used: their findings count.

    `everywhere` are entries that hold for every document: rules that the settings switch off.
    """

    def __init__(self, today: datetime.date, everywhere: Sequence[Entry] = ()) -> None:
        self._today = today
        self._everywhere = tuple(everywhere)
        self._names: dict[str, frozenset[str]] = {}
        self._read: dict[Path, tuple[Entry, ...]] = {}
        self._used: set[str] = set()
        self._expired: dict[str, Entry] = {}
        self.broken: list[str] = []

    def entries(self, item: Item) -> tuple[Entry, ...]:
        """The entries that may speak about a document; one inside an archive or a database goes by the files beside that."""
        beside = item.file or (item.member[0] if item.member is not None else None if is_url(item.path) else item.path)
        if beside is None or not (names := self._waiver_files(os.path.dirname(beside))):  # noqa: PTH120 - asked for every document
            return self._everywhere
        path = _stands_at(item)
        found = [entry for file in files_for(path) if file.name in names for entry in self._entries(file)]
        return (*(entry for entry in found if fnmatch(path.name, entry.document)), *self._everywhere)

    def marked(self, content: str, entries: Sequence[Entry]) -> str | None:
        """The report (JSON) with accepted findings marked and its checklist as they leave it; None where no finding is accepted."""
        from lawcheck.reporting.json import waived_object

        value: dict[str, Any] = json.loads(content)
        accepted = False
        for finding in value["findings"]:
            entry, expired = chosen(
                entries, self._today, rule=finding["rule"], node=finding["location"]["node"], fingerprint=finding["fingerprint"]
            )
            self._expired |= {one.where: one for one in expired}
            if entry is not None:
                self._used.add(entry.where)
                finding["waived"] = waived_object(entry.waiver)
                accepted = True
        if not accepted:
            return None
        by_id = {finding["id"]: finding for finding in value["findings"]}
        for row in value["checklist"]:
            row["status"] = _status(row, [by_id[id_] for id_ in row["findings"] if id_ in by_id])
        return json.dumps(value, ensure_ascii=False)

    def told(self) -> tuple[str, ...]:
        """After a whole scan: a sentence for each entry that has expired or met nothing, and the mistakes of broken files."""
        unused = (
            unused_sentence(entry)
            for entries in self._read.values()
            for entry in entries
            if entry.where not in self._used and entry.where not in self._expired
        )
        return (*self.broken, *(expired_sentence(entry) for entry in self._expired.values()), *unused)

    def _waiver_files(self, folder: str) -> frozenset[str]:
        """The names of waiver files in a folder, which is listed once: asking for three files beside each of many documents is slow on a share."""
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(file.name for file in Path(folder or ".").iterdir() if file.name.endswith(FILE))
            except OSError:
                self._names[folder] = frozenset()
        return self._names[folder]

    def _entries(self, file: Path) -> tuple[Entry, ...]:
        if file not in self._read:
            try:
                self._read[file] = read_waivers(file)
            except DataFileError as error:
                self.broken.append(f"Không dùng được tệp chấp nhận, các phát hiện vẫn được tính. {error}")
                self._read[file] = ()
        return self._read[file]


def _stands_at(item: Item) -> Path:
    """Where a document on this machine stands, or would stand if it were a file beside what it is in."""
    if item.file is not None:
        return Path(item.file)
    if item.member is not None:
        return Path(item.member[0]).parent / Path(item.member[1]).name
    return Path(item.path).parent / (Path(item.id).name or "-")


def _status(row: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> str:
    """As in `lawcheck check`: a row whose findings were all accepted was decided by a person."""
    from lawcheck.reporting.report import Grade, status_by_grades

    left = [finding for finding in findings if "waived" not in finding]
    if len(left) == len(findings):
        return str(row["status"])
    grades = [Grade(one["severity"], one["certainty"], one["location"].get("ocr_confidence")) for one in left]
    return status_by_grades(grades) or "nguoi-kiem-tra"
