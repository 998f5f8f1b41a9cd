"""One document of a batch, from its content to its report."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any, cast

from lawcheck import __version__
from lawcheck.batch.work import Options
from lawcheck.check import check
from lawcheck.errors import Problem, UnreadableError
from lawcheck.law import load_coverage
from lawcheck.reading import read_bytes, read_file
from lawcheck.reading.model import Changes, Reading
from lawcheck.reporting.model import CheckedOn, Engine, Report
from lawcheck.reporting.report import unread_report
from lawcheck.rulebook import load_rulebook
from lawcheck.structure import Header
from lawcheck.structure.numbers import normalise_number
from lawcheck.text import SourceText


def read_path(name: str, changes: str, stdin: bytes | None) -> Reading:
    """Read a file, or standard input where `stdin` holds its bytes. Raises UnreadableError."""
    if stdin is not None:
        return read_bytes(stdin, changes=cast(Changes, changes))
    if "://" in name:
        raise UnreadableError(
            Problem(
                code="E-FILE-05", message=f"“{name}” là địa chỉ mạng; lawcheck không tải từ mạng, hãy lưu văn bản về máy rồi nêu tên tệp."
            )
        )
    return read_file(Path(name), changes=cast(Changes, changes))


def check_path(name: str, options: Options, stdin: bytes | None = None) -> Report:
    """The report on one file; what cannot be read is a report too."""
    id_ = "-" if stdin is not None else Path(name).stem
    try:
        reading = read_path(name, options.changes, stdin)
    except UnreadableError as error:
        return unread(error.problem, options, id_, name)
    return check_reading(reading, options, id=id_, path=name)


def check_reading(reading: Reading, options: Options, *, id: str = "", path: str | None = None, known: Header | None = None) -> Report:
    """The report on a document that has been read; `known` is what a database says of it."""
    return check(reading, on=options.on, today=options.today, kind=options.kind, profile=options.profile, id=id, path=path, known=known)


def read_row(row: dict[str, Any]) -> Reading:
    """The text of a database row. Raises UnreadableError for a row without text."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableError(
            Problem(code="E-ROW-01", message="Dòng dữ liệu không có chữ (khóa “text”) hoặc không phải JSON; hãy kiểm tra lại tệp.")
        )
    return Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def known_of(row: dict[str, Any]) -> Header:
    """What the database says of a document whose own head may be lost."""
    number = row.get("so_hieu")
    try:
        date = datetime.date.fromisoformat(str(row.get("ngay") or ""))
    except ValueError:
        date = None
    return Header(
        number=normalise_number(number) if isinstance(number, str) else None,
        date=date,
        issuer=_text(row.get("co_quan")),
        title=_text(row.get("tieu_de")),
    )


def unread(problem: Problem, options: Options, id_: str, path: str | None) -> Report:
    """The report on a document that could not be read."""
    book = load_rulebook()
    return unread_report(
        problem,
        engine=Engine(version=__version__, rules=book.version, rules_sha256=book.sha256),
        id=id_,
        path=path,
        checked_on=CheckedOn(date=options.on or options.today, why="không đọc được văn bản"),
        coverage=load_coverage(),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
