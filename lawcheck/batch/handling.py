"""What people did about a finding: state, day, person, note; nothing is ever overwritten, the newest entry counts."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from lawcheck.batch.deadlines import (
    ANSWER,
    ANSWER_ABOVE,
    HANDLE,
    HANDLE_REFUSED,
    HANDLE_REFUSED_ABOVE,
    PETITION,
    Deadline,
    Period,
    deadline,
)
from lawcheck.batch.store import Store
from lawcheck.batch.store.schema import finding, handling
from lawcheck.errors import UsageError, did_you_mean

NEW = "moi"
WRONG, DONE = "sai", "da-xu-ly"
CLOSED = (WRONG, DONE)


@dataclass(frozen=True, slots=True)
class State:
    """A state of handling: its title, what its day means, and the periods that begin on that day."""

    title: str
    day: str
    periods: tuple[Period, ...] = ()


STATES: dict[str, State] = {
    NEW: State("Mới", "ngày phát hiện"),
    "da-gui-kien-nghi": State("Đã gửi kiến nghị", "ngày cơ quan ban hành nhận được kết luận kiểm tra", (HANDLE, PETITION)),
    "giai-trinh": State("Giải trình", "ngày cơ quan kết luận nhận được kiến nghị xem xét lại", (ANSWER,)),
    "khong-chap-thuan": State("Không chấp thuận giải trình", "ngày nhận được thông báo không chấp thuận", (HANDLE_REFUSED,)),
    "bao-cao-cap-tren": State("Báo cáo cấp trên", "ngày cấp trên nhận được kiến nghị, báo cáo", (ANSWER_ABOVE,)),
    "cap-tren-khong-chap-thuan": State("Cấp trên không chấp thuận", "ngày nhận được thông báo của cấp trên", (HANDLE_REFUSED_ABOVE,)),
    DONE: State("Đã xử lý", "ngày xử lý xong"),
    WRONG: State("Báo sai", "ngày xác nhận lawcheck báo sai"),
}
"""Mới, đã gửi kiến nghị, đã xử lý, giải trình, sai; and the steps between petition and handling that Điều 25–26 give periods to."""

_COLUMNS = {"Mã": "case_code", "Trạng thái": "state", "Ngày": "day", "Người": "person", "Ghi chú": "note"}
"""The columns of the workbook that people fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing done about one finding."""

    case_code: str
    state: str
    day: datetime.date
    person: str
    note: str = ""


def deadlines(state: str, day: datetime.date) -> tuple[Deadline, ...]:
    """The deadlines that run in a state entered on `day`, the one that matters most first."""
    return tuple(deadline(period, day) for period in STATES[state].periods)


def record(store: Store, entries: Sequence[Entry], now: datetime.datetime) -> int:
    """Write the entries that are news; how many. An entry that repeats the newest one, as in a workbook read twice, is none. Raises UsageError where a code belongs to no finding; then nothing is written."""
    codes = sorted({entry.case_code for entry in entries})
    with store.writes() as connection:
        found = {
            code
            for some in _slices(codes)
            for (code,) in connection.execute(select(finding.c.case_code).where(finding.c.case_code.in_(some)))
        }
        if unknown := [code for code in codes if code not in found]:
            raise UsageError(
                f"Không có phát hiện mã {', '.join(unknown[:5])} trong kho; mã nằm ở cột “Mã” của bảng do “lawcheck report” xuất."
            )
        newest = {
            row.case_code: row
            for some in _slices(codes)
            for row in connection.execute(select(handling).where(handling.c.case_code.in_(some), handling.c.latest.is_(True)))
        }
        news = [entry for entry in entries if not _same(entry, newest.get(entry.case_code))]
        for entry in news:
            connection.execute(
                update(handling).where(handling.c.case_code == entry.case_code, handling.c.latest.is_(True)).values(latest=False)
            )
            connection.execute(
                insert(handling).values(
                    case_code=entry.case_code,
                    state=entry.state,
                    day=entry.day.isoformat(),
                    person=entry.person,
                    note=entry.note,
                    written=now.isoformat(timespec="seconds"),
                    latest=True,
                )
            )
    return len(news)


def history(store: Store, case_code: str) -> tuple[Entry, ...]:
    """What was done about a finding, oldest first."""
    with store.reads() as connection:
        rows = connection.execute(select(handling).where(handling.c.case_code == case_code).order_by(handling.c.id)).all()
    return tuple(
        Entry(case_code=row.case_code, state=row.state, day=datetime.date.fromisoformat(row.day), person=row.person, note=row.note)
        for row in rows
    )


def state_named(text: str) -> str:
    """The state a person wrote: its name or its title. Raises UsageError with the nearest one."""
    wanted = " ".join(text.split()).casefold()
    for name, state in STATES.items():
        if wanted in (name, state.title.casefold()):
            return name
    titles = [state.title for state in STATES.values()]
    raise UsageError(f"Trạng thái “{text}” không có; được dùng: {', '.join(titles)}. {did_you_mean(text, [*titles, *STATES])}".strip())


def day_named(value: object) -> datetime.date:
    """A day as Excel or a person writes it: a date, "2025-08-31" or "31/8/2025". Raises UsageError."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value).strip()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise UsageError(f"Ngày “{text}” không hợp lệ; hãy viết dạng 31/8/2025.")


def read_workbook(path: Path) -> tuple[Entry, ...]:
    """The entries a person filled into the sheet "Phát hiện" of a workbook that `lawcheck report` wrote.

    Rows whose state is empty or "Mới" are left alone. Raises UsageError with the number of the row that is wrong.
    """
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with contextlib.closing(load_workbook(path, read_only=True, data_only=True)) as book:
            rows = enumerate(list(book["Phát hiện"].iter_rows(values_only=True)), 1)
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError):
        raise UsageError(f"Không đọc được “{path}”; cần tệp .xlsx do “lawcheck report” xuất, có trang “Phát hiện”.") from None
    head: dict[str, int] = {}
    for _, row in rows:
        head = {str(cell).strip(): column for column, cell in enumerate(row) if cell is not None}
        if "Mã" in head:
            break
    if missing := [name for name in _COLUMNS if name not in head]:
        raise UsageError(f"Trang “Phát hiện” của “{path}” thiếu cột {', '.join(missing)}.")
    entries = []
    for number, row in rows:
        values = {key: row[head[name]] if head[name] < len(row) else None for name, key in _COLUMNS.items()}
        if values["case_code"] and values["state"] and state_of(values["state"], number) != NEW:
            entries.append(_entry(values, number))
    return tuple(entries)


def state_of(value: object, number: int) -> str:
    """The state in row `number` of a workbook. Raises UsageError that names the row."""
    try:
        return state_named(str(value))
    except UsageError as error:
        raise UsageError(f"Dòng {number}: {error}") from None


def _entry(values: dict[str, Any], number: int) -> Entry:
    if not values["person"] or not values["day"]:
        raise UsageError(f"Dòng {number}: có trạng thái thì phải có ngày và người.")
    try:
        day = day_named(values["day"])
    except UsageError as error:
        raise UsageError(f"Dòng {number}: {error}") from None
    state = state_named(str(values["state"]))
    return Entry(case_code=str(values["case_code"]), state=state, day=day, person=str(values["person"]), note=str(values["note"] or ""))


def _same(entry: Entry, newest: Any) -> bool:
    return newest is not None and (entry.state, entry.day.isoformat(), entry.person, entry.note) == (
        newest.state, newest.day, newest.person, newest.note,
    )  # fmt: skip


def _slices(codes: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    return [codes[start : start + size] for start in range(0, len(codes), size)]
