"""Deadlines of Điều 25–26 Nghị định 79/2025/NĐ-CP, and the record of what was done."""

import datetime
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lawcheck.batch import deadlines as law
from lawcheck.batch.answers.figures import Filter, count
from lawcheck.batch.answers.lists import findings
from lawcheck.batch.answers.workbook import write_workbook
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.handling import Entry, deadlines, history, read_workbook, record
from lawcheck.batch.scan import scan
from lawcheck.batch.store import Store
from lawcheck.errors import UsageError
from tests.batch.batches import OPTIONS, write_folder

DAY = datetime.date
NOW = datetime.datetime(2025, 10, 1, 8)


@pytest.mark.parametrize(
    ("period", "received", "due", "last_day_that_is_not_late"),
    [
        (law.HANDLE, DAY(2025, 8, 1), DAY(2025, 8, 31), DAY(2025, 9, 3)),  # 31/8 is a Sunday, 01–02/9 the National Day
        (law.HANDLE, DAY(2025, 7, 1), DAY(2025, 7, 31), DAY(2025, 7, 31)),
        (law.ANSWER, DAY(2025, 8, 4), DAY(2025, 8, 14), DAY(2025, 8, 14)),
        (law.PETITION, DAY(2025, 8, 4), DAY(2025, 8, 11), DAY(2025, 8, 11)),  # a Monday; five working days end on the next Monday
        (law.PETITION, DAY(2026, 2, 12), DAY(2026, 2, 26), DAY(2026, 2, 26)),  # Tết of 2026 lies between
        (law.HANDLE_REFUSED_ABOVE, DAY(2025, 4, 28), DAY(2025, 5, 8), DAY(2025, 5, 8)),  # 30/4, 01/5 and the substituted 02/5
        (law.HANDLE_REFUSED, DAY(2025, 12, 22), DAY(2026, 1, 1), DAY(2026, 1, 2)),
    ],
)
def test_the_last_day(period: law.Period, received: datetime.date, due: datetime.date, last_day_that_is_not_late: datetime.date) -> None:
    found = law.deadline(period, received)
    assert (found.due, found.grace) == (due, last_day_that_is_not_late)
    assert not found.overdue(last_day_that_is_not_late) and found.overdue(last_day_that_is_not_late + datetime.timedelta(days=1))


def test_each_state_starts_the_periods_of_the_decree() -> None:
    running = {state: [(one.period.days, one.period.unit, one.period.basis[:19]) for one in deadlines(state, DAY(2025, 8, 1))] for state in (
        "moi", "da-gui-kien-nghi", "giai-trinh", "khong-chap-thuan", "bao-cao-cap-tren", "cap-tren-khong-chap-thuan", "da-xu-ly", "sai",
    )}  # fmt: skip
    assert running == {
        "moi": [],
        "da-gui-kien-nghi": [(30, "ngày", "khoản 1 Điều 26 Ngh"), (5, "ngày làm việc", "khoản 1 Điều 25 Ngh")],
        "giai-trinh": [(10, "ngày", "khoản 2 Điều 25 Ngh")],
        "khong-chap-thuan": [(10, "ngày", "điểm a khoản 2 Điều")],
        "bao-cao-cap-tren": [(10, "ngày", "khoản 4 Điều 25 Ngh")],
        "cap-tren-khong-chap-thuan": [(5, "ngày làm việc", "điểm b khoản 2 Điều")],
        "da-xu-ly": [],
        "sai": [],
    }


@pytest.fixture
def scanned(tmp_path: Path, store: Store, engine: LocalEngine) -> Store:
    """A store of two decisions with findings and a clean letter."""
    list(scan([str(write_folder(tmp_path / "a", 2, 1))], OPTIONS, engine, store=store))
    return store


def codes(store: Store) -> list[str]:
    return [row.case_code for row in findings(store, Filter())]


def test_what_was_done_is_kept_in_order_and_survives_a_second_scan(tmp_path: Path, scanned: Store, engine: LocalEngine) -> None:
    first = codes(scanned)[0]
    sent = Entry(case_code=first, state="da-gui-kien-nghi", day=DAY(2025, 9, 1), person="Nguyễn A", note="Công văn 12")
    done = Entry(case_code=first, state="da-xu-ly", day=DAY(2025, 9, 20), person="Nguyễn A")
    assert record(scanned, [sent], NOW) == record(scanned, [done], NOW) == 1
    assert record(scanned, [done], NOW) == 0  # the same again is no news
    list(scan([str(tmp_path / "a")], OPTIONS, engine, store=scanned, resume=False))
    moved = tmp_path / "elsewhere"
    shutil.move(tmp_path / "a", moved)
    list(scan([str(moved)], OPTIONS, engine, store=scanned))
    assert history(scanned, first) == (sent, done)
    assert {row.case_code: row.state for row in findings(scanned, Filter())}[first] == "da-xu-ly"


def test_an_unknown_code_writes_nothing(scanned: Store) -> None:
    good = Entry(case_code=codes(scanned)[0], state="sai", day=DAY(2025, 9, 1), person="A")
    bad = Entry(case_code="0000000000", state="sai", day=DAY(2025, 9, 1), person="A")
    with pytest.raises(UsageError, match="0000000000"):
        record(scanned, [good, bad], NOW)
    assert history(scanned, good.case_code) == ()


def test_the_reform_index_counts_handled_documents_and_leaves_out_false_alarms(scanned: Store) -> None:
    by_document: dict[str, list[str]] = {}
    for row in findings(scanned, Filter()):
        if row.rule == "TT01":
            by_document.setdefault(row.path, []).append(row.case_code)
    (_, first), (_, second) = sorted(by_document.items())

    def question() -> tuple[int, int, int]:
        found = count(scanned, Filter(), DAY(2025, 12, 1)).reform.procedures
        return found.found, found.handled, found.wrong

    assert question() == (2, 0, 0)
    record(scanned, [Entry(case_code=code, state="da-xu-ly", day=DAY(2025, 9, 1), person="A") for code in first], NOW)
    assert question() == (2, 1, 0)
    record(scanned, [Entry(case_code=code, state="sai", day=DAY(2025, 9, 1), person="A") for code in second], NOW)
    assert question() == (1, 1, 1)


def test_overdue_findings_are_counted_on_the_day(scanned: Store) -> None:
    record(scanned, [Entry(case_code=codes(scanned)[0], state="da-gui-kien-nghi", day=DAY(2025, 7, 1), person="A")], NOW)
    assert count(scanned, Filter(), DAY(2025, 7, 31)).overdue == 0
    assert count(scanned, Filter(), DAY(2025, 8, 1)).overdue == 1


def test_a_filled_in_workbook_is_read_back(tmp_path: Path, scanned: Store) -> None:
    path = tmp_path / "ra-soat.xlsx"
    write_workbook(scanned, path, Filter(), DAY(2025, 9, 1))
    book = load_workbook(path)
    sheet = book["Phát hiện"]
    head = {cell.value: index for index, cell in enumerate(sheet[4], 1)}
    for row, state, day in ((5, "Giải trình", "5/9/2025"), (6, "Đã xử lý", datetime.datetime(2025, 9, 6))):
        for name, value in (("Trạng thái", state), ("Ngày", day), ("Người", "Trần B")):
            sheet.cell(row, head[name]).value = value
    book.save(path)
    entries = read_workbook(path)
    assert [(entry.state, entry.day, entry.person) for entry in entries] == [
        ("giai-trinh", DAY(2025, 9, 5), "Trần B"), ("da-xu-ly", DAY(2025, 9, 6), "Trần B"),
    ]  # fmt: skip
    assert record(scanned, entries, NOW) == 2
    sheet.cell(5, head["Trạng thái"]).value = "Đã xong"
    book.save(path)
    with pytest.raises(UsageError, match="Dòng 5: Trạng thái “Đã xong” không có"):
        read_workbook(path)
    (tmp_path / "other.xlsx").write_text("no workbook")
    with pytest.raises(UsageError, match="Không đọc được"):
        read_workbook(tmp_path / "other.xlsx")
