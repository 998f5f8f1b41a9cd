"""The store of a scan: what was found where, and every report that was ever made, by content."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Engine, case, delete, exists, func, insert, select, update

from lawcheck import __version__
from lawcheck.batch.store.opening import open_engine, told
from lawcheck.batch.store.rows import finding_rows, packed, report_row, unpacked
from lawcheck.batch.store.schema import content, document, finding, reading, report, scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows of a place: the id of its document, stamp and content it had when last seen."""

    doc_id: str
    stamp: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored report: its row, the report as JSON without id and path, what the exit code needs, and whether two of them are one document."""

    report_id: int
    content: str
    status: str
    errors: int
    warnings: int
    notes: int
    same: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A new report to store under `key`. `reading` is stored under `reading_key` where there is one; `undated_on` limits the report to a day."""

    key: str
    judge: str
    sha256: str
    content: str
    headings: tuple[str, ...]
    undated_on: str | None = None
    reading: bytes | None = None
    reading_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A document where it was found in this scan; `report` is a stored report or one to store.

    `marked` is that report as the waivers beside the document leave it, where they accept a finding; it is then the one the document has.
    """

    place: str
    source: str
    doc_id: str
    path: str
    stamp: str | None
    sha256: str
    position: int
    report: Stored | Judged
    marked: Judged | None = None


class Store:
    """An open store. Every method is one transaction; several processes may use one store at the same time."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name
        self._reader = engine.execution_options(writes=False)
        self._insert: Any = import_module(f"sqlalchemy.dialects.{engine.dialect.name}").insert  # the other one takes a tenth of a second

    @contextmanager
    def reads(self) -> Iterator[Connection]:
        """A connection that only reads. Raises StoreError for what goes wrong inside."""
        with told(self._name), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writes(self) -> Iterator[Connection]:
        """A connection whose work is kept as a whole or not at all. Raises StoreError for what goes wrong inside."""
        with told(self._name), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def begin_scan(self, sources: Sequence[str], options: dict[str, Any], started: datetime.datetime) -> int:
        """Note that a scan has begun; its id."""
        values = {"sources": json.dumps(list(sources)), "options": json.dumps(options, default=str), "version": __version__}
        with self.writes() as connection:
            done = connection.execute(insert(scan).values(started=started.isoformat(timespec="seconds"), **values).returning(scan.c.id))
            return int(done.scalar_one())

    def end_scan(self, scan_id: int, ended: datetime.datetime, sources: Sequence[str], judge: str) -> int:
        """Note that a scan saw all of its sources; how many documents are no longer there. Reports that nothing needs any more are dropped."""
        with self.writes() as connection:
            connection.execute(update(scan).where(scan.c.id == scan_id).values(finished=ended.isoformat(timespec="seconds")))
            gone = connection.execute(
                update(document)
                .where(document.c.source.in_(sources), document.c.scan_id < scan_id, document.c.gone.is_(False))
                .values(gone=True, first=False)
            ).rowcount
            used = exists().where(document.c.report_id == report.c.id)
            connection.execute(delete(report).where(report.c.judge != judge, ~used))
        return int(gone)

    def mark_first(self) -> None:
        """Of documents that are one, mark the one found first, and let the database take stock of its tables."""
        with self.writes() as connection:
            firsts = select(func.min(document.c.id).label("id")).where(document.c.gone.is_(False)).group_by(document.c.same).subquery()
            is_first = document.c.id.in_(select(firsts.c.id))
            connection.execute(update(document).where(document.c.first.is_(False), is_first).values(first=True))
            connection.execute(update(document).where(document.c.first.is_(True), ~is_first).values(first=False))
        with self.writes() as connection:
            connection.exec_driver_sql("ANALYZE")  # so that the database knows which index a report is best counted by

    def tidy(self) -> None:
        """After a scan that was cut off, do what it would have done at its end to what it stored."""
        with self.reads() as connection:
            cut_off = connection.execute(select(scan.c.finished).order_by(scan.c.id.desc()).limit(1)).first() == (None,)
        if cut_off:
            self.mark_first()

    def last_sources(self) -> tuple[str, ...]:
        """The sources of the newest scan, () where there was none."""
        with self.reads() as connection:
            found = connection.execute(select(scan.c.sources).order_by(scan.c.id.desc()).limit(1)).scalar()
        return tuple(json.loads(found)) if found else ()

    def known(self, places: Sequence[str]) -> dict[str, Known]:
        """What is known of `places`, by place."""
        with self.reads() as connection:
            columns = (document.c.place, document.c.doc_id, document.c.stamp, document.c.sha256)
            rows = connection.execute(select(*columns).where(document.c.place.in_(places)))
            return {place: Known(doc_id=doc_id, stamp=stamp, sha256=sha256) for place, doc_id, stamp, sha256 in rows}

    def reports(self, keys: Sequence[str], today: str) -> dict[str, Stored]:
        """Stored reports by key; one that depends on the day of its scan only on that day."""
        columns = (
            report.c.id,
            report.c.key,
            report.c.status,
            report.c.errors,
            report.c.warnings,
            report.c.notes,
            report.c.same,
            content.c.content,
        )
        with self.reads() as connection:
            rows = connection.execute(
                select(*columns)
                .select_from(report.join(content))
                .where(report.c.key.in_(keys), (report.c.undated_on.is_(None)) | (report.c.undated_on == today))
            ).all()
        return {row.key: _stored(row) for row in rows}

    def headings(self, report_id: int) -> tuple[str, ...]:
        """The heading each finding of a stored report stands under."""
        with self.reads() as connection:
            rows = connection.execute(select(finding.c.heading).where(finding.c.report_id == report_id).order_by(finding.c.position))
            return tuple(str(heading) for (heading,) in rows)

    def readings(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Stored readings by key."""
        with self.reads() as connection:
            rows = connection.execute(select(reading.c.key, reading.c.content).where(reading.c.key.in_(keys)))
            return {key: bytes(content) for key, content in rows}

    def save(self, scan_id: int, seen: Sequence[Seen], on_new: Callable[[Connection, Sequence[int]], None] | None = None) -> None:
        """Store what a scan found, new reports first, all or nothing; `on_new` gets the ids of reports whose findings were written."""
        if not seen:
            return
        judged = [one for found in seen for one in (found.report, found.marked) if isinstance(one, Judged)]
        with self.writes() as connection:
            self._save_readings(connection, judged)
            reports, new = self._save_reports(connection, judged)
            if on_new is not None and new:
                on_new(connection, new)
            rows = [_document_row(one, scan_id, *_report_of(one, reports)) for one in seen]
            statement = self._insert(document)
            changed = {name: statement.excluded[name] for name in rows[0] if name not in ("place", "scan_id", "first")}
            changed["scan_id"] = _greater(statement.excluded["scan_id"])
            connection.execute(statement.on_conflict_do_update(index_elements=["place"], set_=changed), rows)

    def _save_readings(self, connection: Connection, judged: Sequence[Judged]) -> None:
        rows = [{"key": one.reading_key, "content": one.reading} for one in judged if one.reading is not None]
        if rows:
            connection.execute(self._insert(reading).on_conflict_do_nothing(index_elements=["key"]), rows)

    def _save_reports(self, connection: Connection, judged: Sequence[Judged]) -> tuple[dict[str, tuple[int, str]], list[int]]:
        """For each key the row of the report, stored now if it is new, and the key of documents that are one; the rows whose findings were written."""
        columns = select(report.c.key, report.c.id, content.c.content).join_from(report, content)
        old = {row.key: row for row in connection.execute(columns.where(report.c.key.in_([one.key for one in judged])))}
        adding = self._insert(report).on_conflict_do_nothing(index_elements=["key"]).returning(report.c.id)
        stored: dict[str, tuple[int, str]] = {}
        contents: list[dict[str, Any]] = []
        findings: list[dict[str, Any]] = []
        for one in judged:
            if one.key in stored:  # two files with the same content
                continue
            value, body, known = json.loads(one.content), packed(one.content), old.get(one.key)
            row = {"key": one.key, "judge": one.judge, "undated_on": one.undated_on, **report_row(value)}
            report_id = connection.execute(adding, row).scalar() if known is None else known.id
            unchanged = known is not None and bytes(known.content) == body
            if report_id is None:  # another scan stored the same report in this moment
                report_id, unchanged = connection.execute(select(report.c.id).where(report.c.key == one.key)).scalar_one(), True
            stored[one.key] = int(report_id), row["same"] or one.sha256
            if unchanged:
                continue
            if known is not None:
                connection.execute(update(report).where(report.c.id == report_id).values(**row))
                connection.execute(delete(finding).where(finding.c.report_id == report_id))
            contents.append({"report_id": report_id, "content": body})
            findings += [{"report_id": report_id, **values} for values in finding_rows(value, one.headings, one.sha256)]
        if contents:
            statement = self._insert(content)
            replaced = {"content": statement.excluded["content"]}
            connection.execute(statement.on_conflict_do_update(index_elements=["report_id"], set_=replaced), contents)
        if findings:
            connection.execute(insert(finding), findings)
        return stored, [row["report_id"] for row in contents]


def open_store(name: str, *, create: bool = False) -> Store:
    """The store at a path or URL. Raises UsageError where there is none and `create` is false, StoreError where it cannot be opened."""
    return Store(open_engine(name, create=create), name)


def _stored(row: Any) -> Stored:
    return Stored(
        report_id=row.id,
        content=unpacked(row.content),
        status=row.status,
        errors=row.errors,
        warnings=row.warnings,
        notes=row.notes,
        same=row.same,
    )


def _report_of(one: Seen, reports: Mapping[str, tuple[int, str]]) -> tuple[int, str]:
    """The row of a document's report and the key of documents that are one."""
    judged = one.marked or one.report
    return (judged.report_id, judged.same or one.sha256) if isinstance(judged, Stored) else reports[judged.key]


def _document_row(one: Seen, scan_id: int, report_id: int, same: str) -> dict[str, Any]:
    return {
        "place": one.place,
        "source": one.source,
        "doc_id": one.doc_id,
        "path": one.path,
        "stamp": one.stamp,
        "sha256": one.sha256,
        "report_id": report_id,
        "scan_id": scan_id,
        "position": one.position,
        "same": same,
        "first": False,
        "gone": False,
    }


def _greater(new: Any) -> Any:
    """The later of two scans, so that one that began earlier does not hide what a later one saw."""
    return case((document.c.scan_id > new, document.c.scan_id), else_=new)
