"""The store as an Excel workbook: figures, documents by risk, findings with their handling and sums that follow it, what could not be read, copies.

The sheet "Phát hiện" is also a form: state, day, person and note can be filled in and read back with `lawcheck handle --from`.
"""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from lawcheck.batch.answers import lists, words
from lawcheck.batch.answers.figures import UNKNOWN, Figures, Filter
from lawcheck.batch.answers.figures import count as count_figures
from lawcheck.batch.answers.sheet import Sheet
from lawcheck.batch.handling import DONE, STATES, WRONG
from lawcheck.batch.store import Store
from lawcheck.batch.store.rows import RISKS
from lawcheck.reporting.counting import COUNTED_COLUMN, Formula, count, counts, equal_to, letters, literal

_FIRST = 5
"""the first row of a list, counted from 1"""
LIMIT = 2_500
"""Rows of a list unless told otherwise: more than anybody reads, written in a second."""
_RISK_COLOURS = ("#FFFFFF", "#FFF7D6", "#FFE3B8", "#FFC9C2")
_WIDTHS = {
    "Mã": 12,
    "Số, ký hiệu": 20,
    "Cơ quan ban hành": 30,
    "Trích yếu": 50,
    "Đường dẫn": 40,
    "Đoạn văn bản": 60,
    "Nội dung": 60,
    "Căn cứ": 40,
    "Hướng xử lý": 40,
    "Miễn trừ": 40,
    "Quy tắc": 36,
    "Giá trị": 60,
    "Việc phải làm": 44,
    "Thủ tục đã công bố": 36,
}


def write_workbook(store: Store, path: Path, chosen: Filter, today: datetime.date, *, limit: int = LIMIT) -> None:
    """Write the workbook, at most `limit` rows a list; where that cuts a list, its sheet says so. Raises OSError where the file cannot be written."""
    figures = count_figures(store, chosen, today)
    out = io.BytesIO()  # a file that cannot be written is then told once, not again when its parts are thrown away
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    try:
        pen = _Pen(book)
        _summary(pen, figures, today)
        _documents(pen, store, chosen, sum(figures.risks[1:]), limit)
        _findings(pen, store, chosen, figures.findings + figures.waived, limit)
        _unread(pen, store, chosen, figures.unread + figures.partly, limit)
        pen.table(
            "Bản trùng",
            ("Bản trùng", "Trùng với"),
            lists.copies(store, limit=limit) if figures.copies else (),
            "Cùng nội dung, hoặc cùng số, cơ quan và ngày ban hành." + _cut(figures.copies, limit),
        )
    finally:
        book.close()
    path.write_bytes(out.getvalue())


class _Tallied(NamedTuple):
    """What the sums of findings are made from."""

    issuer: str
    rule: str
    severity: str
    state: str
    counts: bool


class _Pen:
    """Writes sheets in one look."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top"})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1}
        )
        self.cells = [
            book.add_format({"valign": "top", "text_wrap": True, "border": 1, "border_color": "#D0D0D0", "bg_color": colour})
            for colour in _RISK_COLOURS
        ]
        self.number = book.add_format({"num_format": "#,##0", "border": 1, "border_color": "#D0D0D0"})

    def table(self, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], note: str, risk_column: int | None = None) -> Any:
        """A sheet with a title, a note, one table with a filter, its head frozen; rows are coloured by risk where there is such a column."""
        sheet = self.book.add_worksheet(name, Sheet)
        for column, title in enumerate(head):
            sheet.set_column(column, column, _WIDTHS.get(title, 16))
        sheet.write(0, 0, name, self.title)
        sheet.write(1, 0, note, self.book.add_format({"italic": True, "font_color": "#555555"}))
        sheet.write_row(3, 0, head, self.head)
        levels = {title: level for level, title in words.RISK_TITLES.items()}
        last = 3
        for last, row in enumerate(rows, 4):
            risk = levels[row[risk_column]] if risk_column is not None else 0
            cell = self.cells[risk]
            for column, value in enumerate(row):
                if isinstance(value, Formula):
                    sheet.write_formula(last, column, value.text, cell, value.value)
                else:
                    (sheet.write_string if isinstance(value, str) else sheet.write_number)(last, column, value, cell)
        if COUNTED_COLUMN in head:
            sheet.set_column(head.index(COUNTED_COLUMN), head.index(COUNTED_COLUMN), 8, None, {"hidden": True})
        sheet.autofilter(3, 0, max(last, 4), len(head) - 1)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        return sheet


def _summary(pen: _Pen, figures: Figures, today: datetime.date) -> None:
    sheet = pen.book.add_worksheet("Tổng hợp", Sheet)
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 3, 16)
    sheet.write(0, 0, "Kết quả rà soát văn bản", pen.title)
    sheet.write(
        1,
        0,
        f"Ngày lập: {today:%d/%m/%Y}. lawcheck {figures.version}, luật kiểm tra {figures.rules}.{' Lần quét gần nhất chưa xong.' if figures.unfinished else ''}",
        pen.note,
    )
    at = 3
    reform = figures.reform
    for title, rows in (
        ("Văn bản", [("Văn bản (mỗi văn bản tính một lần)", figures.documents), ("Không đọc được", figures.unread), ("Đọc được một phần", figures.partly), ("Bản trùng", figures.copies)]),
        ("Mức rủi ro", [(words.RISK_TITLES[level], figures.risks[level]) for level in reversed(range(len(RISKS)))]),
        (
            "Chỉ số cải cách hành chính (mục II.2 Kế hoạch 5204/KH-UBND)",
            [
                ("VBQPPL chưa thấy dấu hiệu nghiêm trọng", reform.sound),
                ("Trên tổng số VBQPPL đọc được", reform.normative),
                ("VBQPPL có dấu hiệu chứa thủ tục hành chính", reform.procedures.found),
                ("– đã xử lý", reform.procedures.handled),
                ("Văn bản hành chính có dấu hiệu chứa quy phạm pháp luật", reform.norms.found),
                ("– đã xử lý", reform.norms.handled),
                ("Văn bản hành chính có dấu hiệu đặt thủ tục hành chính", reform.procedures_in_administrative.found),
                ("– đã xử lý", reform.procedures_in_administrative.handled),
            ],
        ),
        ("Xử lý phát hiện", [*((STATES[name].title, number) for name, number in figures.by_state if number or name in ("moi", "da-xu-ly")), ("Quá hạn", figures.overdue), *([("Miễn trừ (được chấp nhận kèm lý do, không tính)", figures.waived)] if figures.waived else [])]),
    ):  # fmt: skip
        sheet.write(at, 0, title, pen.head)
        sheet.write(at, 1, "Số lượng", pen.head)
        for at, (name, number) in enumerate(rows, at + 1):  # noqa: B020 - the place of the last row is where the next table begins
            sheet.write(at, 0, name, pen.cells[0])
            sheet.write(at, 1, number, pen.number)
        at += 2
    head = ("Cơ quan ban hành", "Văn bản", "Rủi ro cao", "Không đọc được")
    sheet.write_row(at, 0, head, pen.head)
    for at, part in enumerate(figures.by_issuer[:500], at + 1):  # noqa: B020
        sheet.write(at, 0, part.name, pen.cells[0])
        for column, number in enumerate((part.documents, part.high, part.unread), 1):
            sheet.write(at, column, number, pen.number)
    sheet.write(at + 2, 0, words.DISCLAIMER, pen.note)
    sheet.set_row(at + 2, 45)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)


def _documents(pen: _Pen, store: Store, chosen: Filter, whole: int, limit: int) -> None:
    head = ("Rủi ro", "Số, ký hiệu", "Loại", "Cơ quan ban hành", "Ngày ban hành", "Trích yếu", "Thủ tục hành chính", "Quy phạm pháp luật", *words.SEVERITY_TITLES.values(), "Đường dẫn")  # fmt: skip
    rows = (
        (
            words.RISK_TITLES[row.risk], row.number or "", words.type_title(row.type), row.issuer or "", words.day_title(row.date), row.title or "",
            words.VERDICT_TITLES.get(row.tthc, row.tthc), words.VERDICT_TITLES.get(row.qppl, row.qppl), row.errors, row.warnings, row.notes, row.path,
        )
        for row in lists.by_risk(store, chosen, limit=limit)
    )  # fmt: skip
    pen.table(
        "Theo rủi ro",
        head,
        rows,
        "Văn bản có dấu hiệu, rủi ro cao trước; văn bản chưa thấy dấu hiệu không liệt kê." + _cut(whole, limit),
        risk_column=0,
    )


def _findings(pen: _Pen, store: Store, chosen: Filter, whole: int, limit: int) -> None:
    head = (
        "Mã", "Số, ký hiệu", "Cơ quan ban hành", "Ngày ban hành", "Vị trí", "Quy tắc", "Mức", "Chắc chắn", "Đoạn văn bản", "Nội dung", "Căn cứ", "Hướng xử lý",
        "Miễn trừ", "Trạng thái", "Ngày", "Người", "Ghi chú", "Hạn", "Việc phải làm", "Danh mục TTHC", "Thủ tục đã công bố", "Đường dẫn", COUNTED_COLUMN,
    )  # fmt: skip
    tally: Counter[_Tallied] = Counter()
    written = 0

    def counted(row: lists.FindingRow, number: int) -> Formula:
        """Whether a finding counts in the sums: shown, not accepted, not called wrong; noted in `tally` on the way."""
        nonlocal written
        written = number
        counts_ = row.waiver_reason is None and row.state != WRONG
        tally[_Tallied(row.issuer or UNKNOWN, row.rule, row.severity, row.state, counts_)] += 1
        waived, state = (letters(head.index(title)) for title in ("Miễn trừ", "Trạng thái"))
        return counts(number, f'*(${waived}{number}="")*(${state}{number}<>"{STATES[WRONG].title}")', value=int(counts_))

    rows = (
        (
            row.case_code, row.number or "", row.issuer or UNKNOWN, words.day_title(row.date), row.label, row.rule, words.SEVERITY_TITLES[row.severity],
            words.CERTAINTY_TITLES[row.certainty], row.quote, row.message, row.basis, row.suggestion, words.waiver_title(row), STATES[row.state].title, words.day_title(row.day),
            row.person or "", row.note or "", f"{row.deadline.due:%d/%m/%Y}" if row.deadline else "",
            f"{row.deadline.period.who}: {row.deadline.period.what} ({row.deadline.period.basis})" if row.deadline else "",
            words.MATCH_TITLES.get(row.match_status or "", ""), f"{row.procedure_code} {row.procedure_title}" if row.procedure_code else "", row.path, counted(row, number),
        )
        for number, row in enumerate(lists.findings(store, chosen, limit=limit), _FIRST)
    )  # fmt: skip
    note = (
        "Điền Trạng thái, Ngày, Người, Ghi chú rồi nạp lại: lawcheck handle KHO --from TỆP.xlsx. Trạng thái: "
        + ", ".join(state.title for state in STATES.values())
        + "."
        + _cut(whole, limit)
    )
    sheet = pen.table("Phát hiện", head, rows, note)
    note = "Đếm trên trang “Phát hiện”, theo bộ lọc và trạng thái đang có ở đó; không tính phát hiện được miễn trừ hoặc báo sai."
    _sums(pen, head, tally, max(written, _FIRST), note + _cut(whole, limit))
    state = head.index("Trạng thái")
    sheet.data_validation(4, state, limit + 4, state, {"validate": "list", "source": [state.title for state in STATES.values()]})


def _sums(pen: _Pen, head: Sequence[str], tally: Mapping[_Tallied, int], last: int, note: str) -> None:
    """Counts of the sheet "Phát hiện" that follow what is edited or filtered there."""
    columns = ("Nhóm theo", "Giá trị", "Phát hiện", *words.SEVERITY_TITLES.values(), STATES[DONE].title)
    groups: list[tuple[str, str, str, str]] = []
    for title, values in (
        ("Cơ quan ban hành", {one.issuer: one.issuer for one in tally}),
        ("Quy tắc", {one.rule: words.rule_title(one.rule, "") for one in tally}),
        ("Trạng thái", {name: state.title for name, state in STATES.items() if name != WRONG}),
    ):
        key = {"Cơ quan ban hành": "issuer", "Quy tắc": "rule", "Trạng thái": "state"}[title]
        groups += [(title, shown, key, value) for value, shown in sorted(values.items(), key=lambda pair: pair[1])]

    def row(number: int, title: str, shown: str, key: str, value: str) -> tuple[Any, ...]:
        same = literal(value) if key == "rule" else equal_to(f"$B{number}", shown)
        mine = [(one, how_many) for one, how_many in tally.items() if getattr(one, key) == value and one.counts]

        def cell(conditions: Sequence[tuple[str, str]], value: int) -> Formula:
            wanted = [(title, same), *conditions, (COUNTED_COLUMN, "1")]
            return count("Phát hiện", _FIRST, last, [(head.index(name), criterion) for name, criterion in wanted], value)

        levels = (
            cell([("Mức", literal(shown))], sum(n for one, n in mine if one.severity == level))
            for level, shown in words.SEVERITY_TITLES.items()
        )
        done = cell([("Trạng thái", literal(STATES[DONE].title))], sum(n for one, n in mine if one.state == DONE))
        return title, shown, cell([], sum(n for _, n in mine)), *levels, done

    rows = [row(number, *group) for number, group in enumerate(groups, _FIRST)]
    pen.table("Đếm phát hiện", columns, rows, note)


def _unread(pen: _Pen, store: Store, chosen: Filter, whole: int, limit: int) -> None:
    rows = ((row.path, words.STATUS_TITLES[row.status], row.problem or "") for row in lists.unread(store, chosen, limit=limit))
    pen.table(
        "Không đọc được",
        ("Đường dẫn", "Tình trạng", "Nội dung"),
        rows,
        "Các văn bản này chưa được kiểm tra, hoặc chỉ kiểm tra được một phần." + _cut(whole, limit),
    )


def _cut(whole: int, limit: int) -> str:
    """What the note of a sheet says where its list is cut."""
    return f" Hiện {words.number_title(limit)} trong {words.number_title(whole)} dòng; lấy thêm bằng --limit." if whole > limit else ""
