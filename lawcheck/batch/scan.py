"""Checking files and rows of databases, one report each, in input order."""

from __future__ import annotations

import datetime
import glob
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from lawcheck import __version__
from lawcheck.check import check
from lawcheck.errors import Problem, UnreadableError, UsageError
from lawcheck.law import load_coverage
from lawcheck.reading import read_bytes, read_file
from lawcheck.reading.model import Changes, Reading
from lawcheck.reporting.json import to_json
from lawcheck.reporting.model import CheckedOn, Engine, Report
from lawcheck.reporting.report import unread_report
from lawcheck.rulebook import load_rulebook
from lawcheck.structure import Header, KindName
from lawcheck.structure.header import normalise_number
from lawcheck.text import SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How documents are checked; `today` stands in for documents without a date."""

    kind: KindName | None = None
    on: datetime.date | None = None
    profile: str = "can-bang"
    changes: Changes = "accepted"
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Row:
    """A report as a JSON line, with what the exit code needs."""

    line: str
    readable: bool
    severities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A document to check: a file, or a row of a database."""

    path: str
    row: dict[str, Any] | None = None


def read_path(name: str, changes: str, stdin: bytes | None) -> Reading:
    """Read a file, or standard input where `stdin` holds its bytes. Raises UnreadableError."""
    if stdin is not None:
        return read_bytes(stdin, changes=cast(Changes, changes))
    return read_file(Path(name), changes=cast(Changes, changes))


def check_path(name: str, options: Options, stdin: bytes | None = None) -> Report:
    """The report on one file; what cannot be read is a report too."""
    id_ = "-" if stdin is not None else Path(name).stem
    try:
        reading = read_path(name, options.changes, stdin)
    except UnreadableError as error:
        return _unread(error.problem, options, id_, name)
    return check(reading, on=options.on, today=options.today, kind=options.kind, profile=options.profile, id=id_, path=name)


def scan(sources: Sequence[str], options: Options, *, jobs: int = 1) -> Iterator[Row]:
    """One row for each document of `sources`, in order. Raises UsageError for a source that does not exist."""
    work = find_jobs(sources)
    if jobs == 1:
        yield from (_run(job, options) for job in work)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_run, work, (options for _ in iter(int, 1)), chunksize=4)


def find_jobs(sources: Sequence[str]) -> Iterator[Job]:
    """The documents behind files, folders (recursively), globs, .jsonl and .jsonl.gz, in order."""
    for source in sources:
        path = Path(source)
        if path.is_dir():
            yield from (Job(str(file)) for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith("."))
        elif path.is_file():
            yield from _rows(path) if path.name.endswith((".jsonl", ".jsonl.gz")) else (Job(source),)
        elif found := sorted(glob.glob(source, recursive=True)):  # noqa: PTH207 - patterns may be absolute
            yield from find_jobs(found)
        else:
            raise UsageError(f"Không có tệp hoặc thư mục “{source}”; hãy kiểm tra lại tên.")


def _rows(path: Path) -> Iterator[Job]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                row = None
            yield Job(str(path), row if isinstance(row, dict) else {"id": f"{path.name}:{number}", "text": None})


def _run(job: Job, options: Options) -> Row:
    report = check_path(job.path, options) if job.row is None else _check_row(job, options)
    return Row(
        to_json(report, indent=None),
        report.status != "khong-doc-duoc",
        tuple(numbered.finding.severity for numbered in report.open_findings),
    )


def _check_row(job: Job, options: Options) -> Report:
    row = job.row or {}
    id_, text = str(row.get("id", "")), row.get("text")
    if not isinstance(text, str) or not text.strip():
        return _unread(
            Problem(code="E-ROW-01", message="Dòng dữ liệu không có chữ (khóa “text”) hoặc không phải JSON; hãy kiểm tra lại tệp."),
            options,
            id_,
            job.path,
        )
    reading = Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return check(
        reading, on=options.on, today=options.today, kind=options.kind, profile=options.profile, id=id_, path=job.path, known=_known(row)
    )


def _known(row: dict[str, Any]) -> Header:
    """What the database says of a document whose own head may be lost."""
    number = row.get("so_hieu")
    try:
        date = datetime.date.fromisoformat(str(row.get("ngay") or ""))
    except ValueError:
        date = None
    return Header(
        number=normalise_number(number) if isinstance(number, str) else None,
        date=date,
        issuer=row.get("co_quan") or None,
        title=row.get("tieu_de") or None,
    )


def _unread(problem: Problem, options: Options, id_: str, path: str) -> Report:
    book = load_rulebook()
    return unread_report(
        problem,
        engine=Engine(version=__version__, rules=book.version, rules_sha256=book.sha256),
        id=id_,
        path=path,
        checked_on=CheckedOn(date=options.on or options.today, why="không đọc được văn bản"),
        coverage=load_coverage(),
    )
