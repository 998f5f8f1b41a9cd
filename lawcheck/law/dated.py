"""`rules/laws.yml`: instruments and provisions with half-open intervals of validity.

Wording that is not verified never leaves the loader: such a provision has `quote` None.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from lawcheck.datafiles import DataFile, read_yaml, rules_folder
from lawcheck.errors import did_you_mean

Confidence = Literal["verified", "secondary", "unverified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law or decree: in force on days with start <= day < end (end None: no end known on `Law.checked_on`)."""

    id: str
    number: str
    name: str
    start: datetime.date
    end: datetime.date | None
    ended_by: str | None
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision in one version. `quote` is None unless `confidence` is "verified" and a wording is kept."""

    id: str
    label: str
    start: datetime.date
    end: datetime.date | None
    quote: str | None
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time in which the same law on normative documents was in force."""

    id: str
    title: str
    start: datetime.date
    end: datetime.date | None


@dataclass(frozen=True, kw_only=True)
class Law:
    """Everything in the file."""

    checked_on: datetime.date
    periods: tuple[Period, ...]
    instruments: tuple[Instrument, ...]
    provisions: tuple[Provision, ...]

    def period(self, day: datetime.date) -> Period | None:
        """The period of `day`; None before 01/7/2016 (outside the data)."""
        return next((period for period in self.periods if _holds(period.start, period.end, day)), None)

    def in_force(self, ids: Iterable[str], day: datetime.date) -> tuple[Provision, ...]:
        """The versions of the named provisions that were in force on `day`, in the order of `ids`."""
        return tuple([version for id_ in ids for version in self._versions.get(id_, ()) if _holds(version.start, version.end, day)])

    @cached_property
    def _versions(self) -> Mapping[str, Sequence[Provision]]:
        """The versions of each provision by its id: every rule and every row of the checklist asks for some."""
        versions: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            versions.setdefault(provision.id, []).append(provision)
        return versions

    def by_number(self, number: str) -> Instrument | None:
        """The instrument with this number."""
        return next((known for known in self.instruments if known.number == number), None)

    def instrument(self, id_: str) -> Instrument | None:
        """The instrument with this id."""
        return next((known for known in self.instruments if known.id == id_), None)


def _holds(start: datetime.date, end: datetime.date | None, day: datetime.date) -> bool:
    return start <= day and (end is None or day < end)


@cache
def load_law(path: Path | None = None) -> Law:
    """Read the file (default: `rules/laws.yml`). Raises DataFileError."""
    file = read_yaml(path or rules_folder() / "laws.yml")
    periods = tuple(
        Period(id=row["id"], title=row["title"], start=row["from"], end=row["to"])
        for row in _rows(file, "periods", {"id", "title", "from", "to"})
    )
    instruments = tuple(
        Instrument(
            id=row["id"],
            number=row["number"],
            name=row["name"],
            start=row["from"],
            end=row["to"],
            ended_by=row["ended_by"],
            confidence=row["confidence"],
        )
        for row in _rows(file, "instruments", {"id", "number", "name", "from", "to", "ended_by", "confidence"})
    )
    provisions = tuple(
        Provision(
            id=row["id"],
            label=row["label"],
            start=row["from"],
            end=row["to"],
            confidence=row["confidence"],
            quote=row.get("quote") if row["confidence"] == "verified" else None,
        )
        for row in _rows(file, "provisions", {"id", "label", "from", "to", "confidence"}, {"quote"})
    )
    return Law(checked_on=file.value["checked_on"], periods=periods, instruments=instruments, provisions=provisions)


def _rows(file: DataFile, key: str, needed: set[str], allowed: set[str] = frozenset()) -> list[dict[str, Any]]:  # type: ignore[assignment]
    rows = file.value.get(key) if isinstance(file.value, dict) else None
    if not isinstance(rows, list):
        raise file.error(f"Thiếu danh sách “{key}”.")
    for index, row in enumerate(rows):
        at = (key, index)
        if not isinstance(row, dict):
            raise file.error("Mục này phải có các khóa.", at)
        for name in row:
            if name not in needed | allowed:
                raise file.error(f"Không có khóa “{name}”.", (*at, name), hint=did_you_mean(name, needed | allowed))
        for name in sorted(needed - set(row)):
            raise file.error(f"Thiếu khóa “{name}”.", at)
        for name in ("from", "to"):
            if name in row and row[name] is not None and not isinstance(row[name], datetime.date):
                raise file.error(f"“{name}” phải là ngày dạng 2025-04-01.", (*at, name))
        if row.get("confidence", "verified") not in ("verified", "secondary", "unverified"):
            raise file.error("“confidence” là verified, secondary hoặc unverified.", (*at, "confidence"))
    return rows
