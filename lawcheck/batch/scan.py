"""Checking many documents: what is stored is not done again, the rest goes to an engine, results come in input order."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from lawcheck.batch import archives, keys, remote
from lawcheck.batch.engines import Engine
from lawcheck.batch.matching import Registry
from lawcheck.batch.registry import load_registry, match_findings, new_matches, stored_matches
from lawcheck.batch.sources import Item, decoded, find_items, lost
from lawcheck.batch.store import Judged, Known, Seen, Store, Stored
from lawcheck.batch.store.rows import same_key
from lawcheck.batch.waiving import Waiving
from lawcheck.batch.work import Options, Outcome, Work, row_sha256
from lawcheck.desk.waivers import Entry
from lawcheck.errors import LawcheckError, UnreadableError

__all__ = ["Row", "SourceLostError", "scan"]

_LOOKUP, _LOOKUP_MOST = 64, 256
"""Documents looked up in the store at once; more and more as long as all are found, as nobody waits for work then."""
_COMMIT_S = 1.0
"""Results are stored at least this often: what a power cut can cost."""
_COMMIT = 200
_RACY_NS = 2_000_000_000
"""A file changed this recently may change again within the same tick of its clock: its stamp is not trusted."""
_NOWHERE = '"document": {"id": "", "path": null,'
"""How the document stands in a stored report, which belongs to no place."""
_UNREAD = "khong-doc-duoc"
_WAIVED = "waived"
"""stands for the judge of a report that waivers have marked: such a report is made anew in every scan, and dropped when no document has it"""
_ACCIDENTS = ('"E-SCAN-02"', '"E-SCAN-09"')
"""a process that died, an error of the program: no facts about a file, so the next scan tries again"""


def _stale(hit: Stored, *, retry_failed: bool) -> bool:
    return hit.status == _UNREAD and (retry_failed or any(code in hit.content for code in _ACCIDENTS))


_UNOPENED = 20
"""Files in a row that could not be opened before the source itself is looked at."""


class SourceLostError(LawcheckError):
    """A source went away in the middle of a scan, as a network share does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A report as a JSON line, what the exit code needs, whether it came from the store, and what groups copies.

    `severities` are those of the findings that count, `waived` is how many a person has accepted.
    """

    line: str
    readable: bool
    severities: tuple[str, ...]
    stored: bool
    same: str
    waived: int = 0


@dataclass(slots=True, kw_only=True)
class _Task:
    item: Item
    position: int
    sha256: str
    stamp: str | None
    key: str = ""
    hit: Stored | None = None
    matches: dict[int, dict[str, Any]] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    marked: str | None = None


def scan(
    sources: Sequence[str],
    options: Options,
    engine: Engine,
    *,
    store: Store | None = None,
    resume: bool = True,
    retry_failed: bool = False,
    verify: bool = False,
    waiving: Waiving | None = None,
) -> Generator[Row, None, None]:
    """One row for each document of `sources`, in order; with a store, unchanged documents cost no judging and nothing done is lost.

    `resume` false judges everything anew; `retry_failed` only what could not be read; `verify` reads all bytes instead of trusting time and
    size. `waiving` collects what is to be told of waivers at the end. Closing the iterator early keeps what was done. Raises UsageError for a source that does not exist, SourceLostError for one
    that goes away, StoreError when the store cannot be written.
    """
    waiving = waiving or Waiving(options.today)
    if store is None:
        yield from _rows(engine.run(_alone(sources, waiving)), waiving)
        return
    work = _Stored(sources, options, store, waiving, resume=resume, retry_failed=retry_failed, verify=verify)
    finished = False
    try:
        yield from work.rows(engine)
        finished = True
    finally:
        work.flush()
        if finished:
            work.finish()
        store.mark_first()


def _alone(sources: Sequence[str], waiving: Waiving) -> Iterator[tuple[_Task, Work | None]]:
    for position, item in enumerate(map(decoded, find_items(sources))):
        yield _Task(item=item, position=position, sha256="", stamp=None, entries=waiving.entries(item)), _work(item)


def _rows(outcomes: Iterator[tuple[_Task, Outcome | None]], waiving: Waiving) -> Iterator[Row]:
    for task, outcome in outcomes:
        if outcome is not None:
            task.marked = waiving.marked(outcome.report, task.entries) if task.entries else None
            yield _row(task, task.marked or outcome.report)


class _Stored:
    """A scan with a store: looks up, remembers, writes in batches."""

    def __init__(
        self, sources: Sequence[str], options: Options, store: Store, waiving: Waiving, *, resume: bool, retry_failed: bool, verify: bool
    ) -> None:
        self._sources, self._options, self._store, self._waiving = sources, options, store, waiving
        self._resume, self._retry_failed, self._verify = resume, retry_failed, verify
        self._pending: list[Seen] = []
        self._written = time.monotonic()
        self._seen_sources: dict[str, None] = {}
        self._unopened = 0
        self._registry = load_registry(store)
        self._id = store.begin_scan(sources, dataclasses.asdict(options), datetime.datetime.now())

    def rows(self, engine: Engine) -> Iterator[Row]:
        with ThreadPoolExecutor(4) as readers:
            for task, outcome in engine.run(self._tasks(readers)):
                stored = task.hit
                content = stored.content if stored is not None else outcome.report if outcome is not None else ""
                task.marked = self._waiving.marked(content, task.entries) if task.entries else None
                headings = outcome.headings if outcome is not None else ()
                if stored is not None and task.marked is not None:
                    headings = self._store.headings(stored.report_id)
                row = _row(task, task.marked or content, registry=self._registry, headings=headings)
                self._notice(task, outcome)
                self._pending.append(self._seen(task, outcome, headings))
                if len(self._pending) >= _COMMIT or time.monotonic() - self._written > _COMMIT_S:
                    self.flush()
                yield row

    def flush(self) -> None:
        self._store.save(self._id, self._pending, self._match_new)
        self._pending = []
        self._written = time.monotonic()

    def _match_new(self, connection: Connection, report_ids: Sequence[int]) -> None:
        if self._registry is not None:
            match_findings(connection, self._registry, report_ids)

    def finish(self) -> None:
        self._store.end_scan(self._id, datetime.datetime.now(), list(self._seen_sources), keys.judge())

    def _tasks(self, readers: ThreadPoolExecutor) -> Iterator[tuple[_Task, Work | None]]:
        items = enumerate(find_items(self._sources))
        today = self._options.today.isoformat()
        size = _LOOKUP
        while batch := list(islice(items, size)):
            known = {} if self._verify else self._store.known([item.place for _, item in batch])
            unchanged = [_unchanged(item, known.get(item.place)) for _, item in batch]
            found = [_named(item, one) for (_, item), one in zip(batch, unchanged, strict=True)]
            hashes = _hashes(found, unchanged, readers)
            tasks = [
                _Task(item=item, position=position, sha256=sha256, stamp=_settled(item), key=keys.report_key(sha256, self._options))
                for (position, _), item, sha256 in zip(batch, found, hashes, strict=True)
            ]
            hits = self._store.reports([task.key for task in tasks], today) if self._resume else {}
            missing = [keys.reading_key(task.sha256, self._options) for task in tasks if task.key not in hits and not task.item.is_row]
            readings = self._store.readings(missing) if self._resume and missing else {}
            matches = stored_matches(self._store, [hit.report_id for hit in hits.values()]) if self._registry and hits else {}
            size = min(2 * size, _LOOKUP_MOST) if len(hits) == len({task.key for task in tasks}) else _LOOKUP
            for task in tasks:
                self._seen_sources.setdefault(task.item.source)
                task.entries = self._waiving.entries(task.item)
                task.hit = hits.get(task.key)
                if task.hit is not None and not _stale(task.hit, retry_failed=self._retry_failed):
                    task.matches = matches.get(task.hit.report_id, {})
                    yield task, None
                else:
                    task.hit = None
                    yield task, _work(task.item, readings.get(keys.reading_key(task.sha256, self._options)), keep=True)

    def _seen(self, task: _Task, outcome: Outcome | None, headings: tuple[str, ...]) -> Seen:
        item = task.item
        report: Stored | Judged
        if task.hit is not None:
            report = task.hit
        else:
            assert outcome is not None
            failed = not outcome.lasting
            report = Judged(
                key=keys.report_key(f"{item.place}:unopened", self._options) if failed else task.key,
                judge=keys.judge(),
                sha256=task.sha256,
                content=outcome.report,
                headings=outcome.headings,
                undated_on=self._options.today.isoformat() if outcome.undated else None,
                reading=outcome.reading,
                reading_key=keys.reading_key(task.sha256, self._options),
            )
            if failed:
                task.stamp = None
        marked = None
        if task.marked is not None:
            key = keys.waived_key(task.key, item.place)
            marked = Judged(key=key, judge=_WAIVED, sha256=task.sha256, content=task.marked, headings=headings)
        return Seen(
            place=item.place,
            source=item.source,
            doc_id=item.id,
            path=item.path,
            stamp=task.stamp,
            sha256=task.sha256,
            position=task.position,
            report=report,
            marked=marked,
        )

    def _notice(self, task: _Task, outcome: Outcome | None) -> None:
        """Stop where the source is gone: sixty thousand rows that say so would help nobody."""
        if outcome is None or outcome.lasting:
            self._unopened = 0
            return
        self._unopened += 1
        if self._unopened >= _UNOPENED and (gone := lost([task.item.source])):
            raise SourceLostError(
                f"Nguồn “{gone}” không còn truy cập được (ổ mạng bị ngắt?). Đã lưu những gì đã kiểm; hãy nối lại rồi chạy lại cùng lệnh để đi tiếp."
            )


def _unchanged(item: Item, known: Known | None) -> Known | None:
    """What the store knows of a document, where that still holds."""
    return known if known is not None and item.stamp and known.stamp == item.stamp else None


def _named(item: Item, unchanged: Known | None) -> Item:
    """The item with its true id; a line that has not changed is called what it was called, so that most lines need no decoding."""
    return decoded(item) if unchanged is None or item.line is None else dataclasses.replace(item, id=unchanged.doc_id)


def _work(item: Item, reading: bytes | None = None, *, keep: bool = False) -> Work:
    item = decoded(item)
    return Work(file=item.file, member=item.member, url=item.url, row=item.row, reading=reading, keep=keep)


def _hashes(items: Sequence[Item], unchanged: Sequence[Known | None], readers: ThreadPoolExecutor) -> list[str]:
    """The hashes of documents, those of files and other things to be opened from several at a time."""
    opened = {
        index: readers.submit(_sha256, item)
        for index, (item, known) in enumerate(zip(items, unchanged, strict=True))
        if known is None and not item.is_row
    }
    return [
        opened[index].result() if index in opened else known.sha256 if known is not None else _sha256(item)
        for index, (item, known) in enumerate(zip(items, unchanged, strict=True))
    ]


def _sha256(item: Item) -> str:
    """Hash of the content; for what cannot be opened a hash of its place, and the worker will say why."""
    try:
        if item.row is not None:
            return row_sha256(item.row)
        if item.file is not None:
            with Path(item.file).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        data = archives.read_member(*item.member) if item.member is not None else remote.read_url(item.url or "")
        return hashlib.sha256(data).hexdigest()
    except (OSError, UnreadableError):
        return hashlib.sha256(f"unopened:{item.place}".encode()).hexdigest()


def _settled(item: Item) -> str | None:
    """The stamp, where the file is old enough for it to be trusted."""
    if item.file is None or item.stamp is None:
        return item.stamp
    changed = int(item.stamp.split(":")[1])
    return item.stamp if time.time_ns() - changed > _RACY_NS else None


def _row(task: _Task, content: str, *, registry: Registry | None = None, headings: Sequence[str] = ()) -> Row:
    if task.hit is not None and not task.matches and task.marked is None and (line := _placed(content, task.item)) is not None:
        hit = task.hit
        severities = tuple(name for name, number in (("error", hit.errors), ("warning", hit.warnings), ("note", hit.notes)) if number)
        return Row(line=line, readable=hit.status != _UNREAD, severities=severities, stored=True, same=hit.same or task.sha256)
    value: dict[str, Any] = json.loads(content)
    value["document"]["id"], value["document"]["path"] = task.item.id, task.item.path
    matches = new_matches(registry, value, headings) if registry is not None and task.hit is None else task.matches
    for position, found in matches.items():
        value["findings"][position]["registry"] = found
    return Row(
        line=(None if matches else _placed(content, task.item)) or json.dumps(value, ensure_ascii=False),
        readable=value["document"]["status"] != _UNREAD,
        severities=tuple(finding["severity"] for finding in value["findings"] if "waived" not in finding),
        stored=task.hit is not None,
        same=same_key(value) or value["document"]["sha256"] or task.item.place,
        waived=sum("waived" in finding for finding in value["findings"]),
    )


def _placed(content: str, item: Item) -> str | None:
    """The report with id and path of a document, without taking it apart: a second scan does little else. None where it begins otherwise."""
    before, found, after = content.partition(_NOWHERE)
    if not found:
        return None
    id_, path = json.dumps(item.id, ensure_ascii=False), json.dumps(item.path, ensure_ascii=False)
    return f'{before}"document": {{"id": {id_}, "path": {path},{after}'
