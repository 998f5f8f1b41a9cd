"""The list of procedures a province has published: importing it, and saying for each finding about procedures what the list says.

Plan 5204/KH-UBND, section II.3.c, asks that every procedure be published; a provision that sets one which the list does not have is a gap.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import gzip
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select

from lawcheck.batch.matching import Match, Procedure, Registry
from lawcheck.batch.store import Store
from lawcheck.batch.store.schema import document, finding, match, procedure, report
from lawcheck.errors import UsageError
from lawcheck.text import fold

GROUP = "tthc"
"""The group of the rules whose findings are about procedures."""
_SLICE = 5_000
_HEADS: dict[str, tuple[str, ...]] = {
    "code": ("ma_tthc", "mã tthc", "mã thủ tục", "mã số tthc", "mã số", "mã", "code"),
    "title": ("tieu_de", "tên thủ tục hành chính", "tên tthc", "tên thủ tục", "tên", "title"),
    "agency": ("co_quan", "cơ quan thực hiện", "cơ quan công bố", "cơ quan", "agency"),
    "field": ("linh_vuc", "lĩnh vực", "field"),
    "decision": ("so_hieu", "quyết định công bố", "số quyết định", "số ký hiệu", "decision"),
}
"""Names of columns that people use, the surest first."""
_FOLDED = {key: tuple(fold(name).text for name in names) for key, names in _HEADS.items()}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: procedures now in the store, lines of the file (from 1) that name no procedure, findings by match status."""

    procedures: int
    skipped: tuple[int, ...]
    statuses: dict[str, int]


def import_list(store: Store, path: Path, now: datetime.datetime) -> Imported:
    """Replace the store's list by that of a file (.xlsx, .csv, .json, .jsonl, .jsonl.gz) and match all findings anew.

    Raises UsageError where the file cannot be read or has no procedures; then nothing is changed.
    """
    rows, skipped = [], []
    for number, row in _rows(path):
        found = _procedure(row, number)
        if found is None:
            skipped.append(number)
        else:
            rows.append(found)
    if not rows:
        raise UsageError(
            f"“{path}” không có thủ tục nào; cần cột tên thủ tục (“Tên thủ tục hành chính”, “tieu_de”) và mã (“Mã TTHC”, “ma_tthc”)."
        )
    procedures = list({row.code: row for row in rows}.values())
    values = [
        {
            "code": row.code,
            "title": row.title,
            "agency": row.agency,
            "field": row.field,
            "decision": row.decision,
            "imported": now.isoformat(timespec="seconds"),
        }
        for row in procedures
    ]
    with store.writes() as connection:
        connection.execute(delete(match))
        connection.execute(delete(procedure))
        connection.execute(insert(procedure), values)
        match_findings(connection, Registry(procedures))
        counts = connection.execute(
            select(match.c.status, func.count())
            .join_from(match, finding)
            .where(exists().where(document.c.report_id == finding.c.report_id))
            .group_by(match.c.status)
        )
        statuses = {str(row[0]): int(row[1]) for row in counts}
    return Imported(len(procedures), tuple(skipped), statuses)


def load_registry(store: Store) -> Registry | None:
    """The store's list, None where none was imported."""
    with store.reads() as connection:
        rows = connection.execute(select(procedure).order_by(procedure.c.code)).all()
    found = [Procedure(code=row.code, title=row.title, agency=row.agency, field=row.field, decision=row.decision) for row in rows]
    return Registry(found) if found else None


def as_object(found: Match) -> dict[str, Any]:
    """The field `registry` of a finding in the report object."""
    near = found.procedure
    named = (
        {"code": near.code, "title": near.title, "decision": near.decision or None}
        if near
        else {"code": None, "title": None, "decision": None}
    )
    return {"status": found.status, **named, "score": found.score}


def match_findings(connection: Connection, registry: Registry, report_ids: Sequence[int] | None = None) -> None:
    """Store what the list says of the findings about procedures, of all reports or of new ones."""
    columns = (finding.c.id, finding.c.heading, finding.c.quote, report.c.title, report.c.issuer)
    query = select(*columns).join_from(finding, report).where(finding.c.group == GROUP).order_by(finding.c.id)
    rows = connection.execute(query if report_ids is None else query.where(report.c.id.in_(report_ids))).all()
    for start in range(0, len(rows), _SLICE):
        some = [(row.id, registry.match(row.heading, row.quote, row.title or "", row.issuer or "")) for row in rows[start : start + _SLICE]]
        values = [
            {"finding_id": id_, "status": found.status, "code": found.procedure.code if found.procedure else None, "score": found.score}
            for id_, found in some
        ]
        connection.execute(insert(match), values)


def stored_matches(store: Store, report_ids: Sequence[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """The fields `registry` of stored findings: by report, by position of the finding in it."""
    columns = (
        finding.c.report_id,
        finding.c.position,
        match.c.status,
        match.c.score,
        procedure.c.code,
        procedure.c.title,
        procedure.c.decision,
    )
    joined = match.join(finding, finding.c.id == match.c.finding_id).outerjoin(procedure, procedure.c.code == match.c.code)
    found: dict[int, dict[int, dict[str, Any]]] = {}
    with store.reads() as connection:
        for row in connection.execute(select(*columns).select_from(joined).where(finding.c.report_id.in_(report_ids))):
            near = Procedure(code=row.code, title=row.title, decision=row.decision) if row.code else None
            found.setdefault(row.report_id, {})[row.position] = as_object(Match(row.status, near, row.score))
    return found


def new_matches(registry: Registry, report_object: dict[str, Any], headings: Sequence[str]) -> dict[int, dict[str, Any]]:
    """The same for a report that is not stored yet."""
    title, issuer = report_object["document"]["title"] or "", report_object["document"]["issuer"] or ""
    return {
        position: as_object(registry.match(headings[position], one["quote"], title, issuer))
        for position, one in enumerate(report_object["findings"])
        if one["group"] == GROUP
    }


def _procedure(row: dict[str, Any], number: int) -> Procedure | None:
    title = _cell(row, "title")
    if not title:
        return None
    code = _cell(row, "code") or f"dong-{number}"
    return Procedure(code=code[:60], title=title, agency=_cell(row, "agency"), field=_cell(row, "field"), decision=_cell(row, "decision"))


def _cell(row: dict[str, Any], key: str) -> str:
    return next((" ".join(str(row[head]).split()) for head in _FOLDED[key] if row.get(head) not in (None, "")), "")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a file with their numbers, keys folded."""
    name = path.name.lower()
    try:
        for ending, reader in _READERS.items():
            if name.endswith(ending):
                for number, row in reader(path):
                    yield number, {fold(str(key).strip()).text: value for key, value in row.items()}
                return
    except (OSError, ValueError, EOFError, KeyError, csv.Error) as error:
        raise UsageError(f"Không đọc được danh mục “{path}” ({error}); hãy xuất lại dạng .xlsx, .csv (UTF-8) hoặc .json.") from None
    raise UsageError(f"Không biết cách đọc “{path}”; danh mục thủ tục cần là .xlsx, .csv, .json hoặc .jsonl.")


def _read_xlsx(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with contextlib.closing(load_workbook(path, read_only=True, data_only=True)) as book:
            yield from _table(book.worksheets[0].iter_rows(values_only=True))
    except (InvalidFileException, BadZipFile) as error:
        raise ValueError(str(error)) from None


def _read_csv(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    text = path.read_text(encoding="utf-8-sig")
    dialect = csv.Sniffer().sniff(text[:5000], delimiters=",;\t")
    yield from _table(csv.reader(io.StringIO(text), dialect))


def _table(rows: Iterator[Sequence[Any]] | Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows below the first one that names a column of titles: lists begin with a heading of their own."""
    head: list[str] | None = None
    for number, row in enumerate(rows, 1):
        if head is None:
            names = [fold(str(cell).strip()).text if cell is not None else "" for cell in row]
            head = names if any(name in _FOLDED["title"] for name in names) else None
        elif any(cell not in (None, "") for cell in row):
            yield number, dict(zip(head, row, strict=False))


def _read_json(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    value = json.loads(path.read_text(encoding="utf-8-sig"))
    if isinstance(value, dict):
        value = next((part for part in value.values() if isinstance(part, list)), [])
    yield from ((number, row) for number, row in enumerate(value, 1) if isinstance(row, dict))


def _read_jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from ((number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip())


_READERS: dict[str, Callable[[Path], Iterator[tuple[int, dict[str, Any]]]]] = {
    ".xlsx": _read_xlsx,
    ".csv": _read_csv,
    ".json": _read_json,
    ".jsonl": _read_jsonl,
    ".jsonl.gz": _read_jsonl,
}
