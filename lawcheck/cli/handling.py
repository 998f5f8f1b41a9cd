"""`lawcheck handle`: what was done about findings, and by when the next step is due."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawcheck.cli.vietnamese import Argument, Command, Day, Existing

if TYPE_CHECKING:
    from lawcheck.batch.store import Store


@click.command(cls=Command)
@click.argument("store_name", cls=Argument, what="kho kết quả", metavar="KHO")
@click.argument("codes", metavar="[MÃ]...", nargs=-1)
@click.option(
    "--state",
    metavar="TRẠNG-THÁI",
    help="Trạng thái: moi, da-gui-kien-nghi, giai-trinh, khong-chap-thuan, bao-cao-cap-tren, cap-tren-khong-chap-thuan, da-xu-ly, sai.",
)
@click.option("--day", type=Day(), help="Ngày của trạng thái (YYYY-MM-DD), ví dụ ngày cơ quan nhận được kết luận; mặc định hôm nay.")
@click.option("--person", metavar="TÊN", help="Người ghi.")
@click.option("--note", metavar="CHỮ", default="", help="Ghi chú.")
@click.option(
    "--from",
    "workbook",
    type=Existing("bảng Excel"),
    help="Nạp từ bảng Excel đã điền (trang “Phát hiện”).",
)
def handle(
    store_name: str,
    codes: tuple[str, ...],
    state: str | None,
    day: datetime.date | None,
    person: str | None,
    note: str,
    workbook: Path | None,
) -> None:
    """Ghi việc xử lý phát hiện; không nêu --state thì xem lịch sử và thời hạn. Mã phát hiện ở cột “Mã” của báo cáo."""
    from lawcheck.batch.handling import Entry, read_workbook, record, state_named
    from lawcheck.batch.store import open_store

    if workbook is None and not codes:
        raise click.UsageError("Thiếu mã phát hiện (cột “Mã” của báo cáo), hoặc --from TỆP.xlsx.")
    now = datetime.datetime.now()
    store = open_store(store_name)
    try:
        if workbook is not None:
            entries = read_workbook(workbook)
        elif state is not None:
            if not person:
                raise click.UsageError("Thiếu --person: ai ghi trạng thái này.")
            name = state_named(state)
            entries = tuple(Entry(case_code=code, state=name, day=day or now.date(), person=person, note=note) for code in codes)
        else:
            for code in codes:
                _show(store, code, now.date())
            return
        written = record(store, entries, now)
        click.echo(f"Đã ghi {written} phát hiện.")
        for entry in entries if workbook is None else ():
            _show_deadlines(entry.state, entry.day, now.date())
    finally:
        store.close()


def _show(store: Store, code: str, today: datetime.date) -> None:
    from lawcheck.batch.handling import STATES, history

    entries = history(store, code)
    click.echo(f"{code}: {STATES[entries[-1].state].title if entries else 'Mới'}")
    for entry in entries:
        click.echo(f"  {entry.day:%d/%m/%Y}  {STATES[entry.state].title}  {entry.person}  {entry.note}".rstrip())
    if entries:
        _show_deadlines(entries[-1].state, entries[-1].day, today)


def _show_deadlines(state: str, day: datetime.date, today: datetime.date) -> None:
    from lawcheck.batch.handling import deadlines

    for one in deadlines(state, day):
        late = " – QUÁ HẠN" if one.overdue(today) else ""
        click.echo(
            f"  Hạn {one.due:%d/%m/%Y}{late}: {one.period.who} {one.period.what} ({one.period.days} {one.period.unit}, {one.period.basis})"
        )
