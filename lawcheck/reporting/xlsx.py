"""Excel for one or many reports: documents, findings with a column for the officer's answer, checklist, and sums by rule, agency and year.

What stands in a document is always written as text, so that no formula in it is ever run.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from lawcheck.reporting.counting import COUNTED_COLUMN, Formula, column_range, count, counts, equal_to, letters, literal
from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.summary import rule_title
from lawcheck.reporting.wording import CERTAINTIES, DISCLAIMER, KINDS, LEVELS, STATUSES, VERDICTS, clean, title_text
from lawcheck.structure.documents import load_documents

MAX_CELL = 32_000
"""code points; Excel takes 32767"""
LINE_HEIGHT, MAX_LINES = 15, 12
"""points; a row shows at most so many lines, the cell holds the whole text"""
FEEDBACK_COLUMN = "Đúng/Sai"
DOCUMENTS_SHEET, FINDINGS_SHEET = "Văn bản", "Phát hiện"
FINGERPRINT_COLUMN = "Mã phát hiện"
_STATES = {"du": "Đọc đủ", "mot-phan": "Đọc một phần", "khong-doc-duoc": "Không đọc được"}
_UNKNOWN = "(không rõ)"
_RISK = ("Cao", "Vừa", "Thấp", "Không đọc được")


def to_xlsx(reports: Sequence[Report], *, copies: Mapping[str, str] | None = None) -> bytes:
    """The reports as a workbook. `copies` gives for a report's id the path of its annotated copy, relative to the workbook."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": "Kết quả kiểm tra văn bản", "comments": DISCLAIMER})
    sheets = _Sheets(book)
    ordered = sorted(reports, key=lambda report: (_RISK.index(risk(report)), -len(report.open_findings), report.id))
    documents = [(*_document_row(report, copies or {}), number, counts(number + 1)) for number, report in enumerate(ordered, 1)]
    sheet = sheets.table(DOCUMENTS_SHEET, _DOCUMENT_COLUMNS, documents)
    _hide(sheet, _DOCUMENT_COLUMNS)
    findings = [(number, report, numbered) for number, report in enumerate(ordered, 1) for numbered in report.listed_findings]
    rows = [
        (*_finding_row(report, numbered), *_about(report), number, _counts(row, numbered))
        for row, (number, report, numbered) in enumerate(findings, 2)
    ]
    sheet = sheets.table(FINDINGS_SHEET, _FINDING_COLUMNS, rows)
    _hide(sheet, _FINDING_COLUMNS)
    if findings:
        column = [title for title, _ in _FINDING_COLUMNS].index(FEEDBACK_COLUMN)
        message = {
            "input_title": "Đúng hay sai?",
            "input_message": "Chọn Đúng nếu phát hiện có lý, Sai nếu báo nhầm. Đọc lại bằng lawcheck feedback.",
        }
        sheet.data_validation(1, column, len(findings), column, {"validate": "list", "source": ["Đúng", "Sai"], **message})
    sheets.table("Danh mục", _CHECKLIST_COLUMNS, [_checklist_row(report, row) for report in ordered for row in report.checklist])
    _sums(sheets, ordered)
    problems = [(_name(report), problem.code, problem.page or "", problem.message) for report in ordered for problem in report.problems]
    sheets.table("Lỗi đọc", (("Văn bản", 34), ("Mã", 12), ("Trang", 8), ("Nội dung", 90)), problems)
    book.close()
    return out.getvalue()


def risk(report: Report) -> str:
    """Cao: a main question is violated or an error stands; Vừa: something to look at; Thấp: neither; or that it could not be read."""
    if report.status == "khong-doc-duoc":
        return "Không đọc được"
    severities = {numbered.finding.severity for numbered in report.open_findings}
    if report.tthc.violation or report.qppl.violation or "error" in severities:
        return "Cao"
    unsure = {report.tthc.status, report.qppl.status} & {"can-xem-xet", "khong-kiem-tra-duoc"}
    return "Vừa" if "warning" in severities or unsure else "Thấp"


class _Sheets:
    """Writes tables: frozen title row, filter, widths, text kept as text."""

    def __init__(self, book: Any) -> None:
        self._book = book
        base = {
            "font_name": "Times New Roman",
            "font_size": 11,
            "valign": "top",
            "align": "left",
            "text_wrap": True,
            "border": 1,
            "border_color": "#C8CCD0",
        }
        self._title = book.add_format({**base, "bold": True, "bg_color": "#DDE6F0", "valign": "vcenter"})
        self._cell = book.add_format(base)
        self._date = book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
        self._link = book.add_format({**base, "font_color": "#0B57A4", "underline": 1})
        self._colours = {
            word: book.add_format({**base, "bg_color": colour})
            for word, colour in (
                ("Cao", "#FBD9D5"),
                ("Vừa", "#FCEFC9"),
                ("Không đọc được", "#E3E3E3"),
                ("Có dấu hiệu không đạt", "#FBD9D5"),
            )
        }

    def table(self, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> Any:
        """Add a sheet with `columns` (title, width) and `rows`; a row's value may be text, number, date or ("link", target, words)."""
        sheet = self._book.add_worksheet(name)
        for index, (title, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, title, self._title)
        for number, row in enumerate(rows, 1):
            for index, value in enumerate(row):
                self._write(sheet, number, index, value)
            sheet.set_row(number, LINE_HEIGHT * _lines(row, columns))
        if not rows:
            sheet.write_string(1, 0, "Không có.", self._cell)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._cell)
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, self._cell, value.value)
        elif isinstance(value, tuple):
            sheet.write_url(row, column, value[1], self._link, string=value[2])
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._cell)
        elif isinstance(value, str):
            text = _plain(clean(value)[:MAX_CELL])
            sheet.write_string(row, column, text, self._colours.get(text, self._cell))
        else:
            sheet.write_datetime(row, column, value, self._date)


def _lines(row: Sequence[Any], columns: Sequence[tuple[str, int]]) -> int:
    """How many lines the row needs, at most MAX_LINES; programs differ in whether they fit heights by themselves."""
    needed = (-(-len(value) // max(1, width - 2)) for value, (_, width) in zip(row, columns, strict=True) if isinstance(value, str))
    return min(MAX_LINES, max(1, *needed, 1))


_NUMBER = "STT văn bản"
"""names a document in both sheets: codes are file names, which two documents may share"""
_DOCUMENT_COLUMNS = (
    ("Văn bản", 34), ("Mức rủi ro", 11), ("Số ký hiệu", 20), ("Loại", 14), ("Hình thức", 20), ("Cơ quan", 24), ("Ngày", 12), ("Năm", 8),
    ("Trích yếu", 50), ("Thủ tục hành chính", 18), ("Quy phạm pháp luật", 18), ("Số phát hiện", 9), ("Mức cao", 8), ("Đã chấp nhận", 10),
    ("Tình trạng đọc", 14), ("Bản ghi chú", 20), ("Mã văn bản", 24), (_NUMBER, 6), (COUNTED_COLUMN, 6),
)  # fmt: skip
_FINDING_COLUMNS = (
    ("Văn bản", 24), ("Mã", 7), ("Quy tắc", 9), ("Vị trí", 18), ("Trang", 7), ("Phát hiện", 44), ("Trích nguyên văn", 60), (FEEDBACK_COLUMN, 10),
    ("Ý kiến", 26), ("Mức độ", 10), ("Độ chắc chắn", 14), ("Đề nghị", 46), ("Căn cứ", 44), ("Nội dung quy tắc", 36), ("Đã chấp nhận vì", 24),
    (FINGERPRINT_COLUMN, 22), ("Mã văn bản", 24), ("Cơ quan", 24), ("Năm", 8), ("Hình thức", 20), (_NUMBER, 6), (COUNTED_COLUMN, 6),
)  # fmt: skip
_CHECKLIST_COLUMNS = (("Văn bản", 34), ("Yêu cầu", 60), ("Kết quả", 20), ("Phát hiện", 20), ("Căn cứ", 60), ("Vì sao", 50))


def _name(report: Report) -> str:
    return report.header.number or report.path or report.id


def _document_row(report: Report, copies: Mapping[str, str]) -> tuple[Any, ...]:
    header = report.header
    copy = copies.get(report.id)
    types = {known.id: known.name for known in load_documents().types}
    return (
        report.path or report.id,
        risk(report),
        header.number,
        types.get(header.type, ""),
        KINDS[report.kind.name],
        header.issuer or _UNKNOWN,
        header.date,
        header.date.year if header.date else _UNKNOWN,
        title_text(header.title or ""),
        VERDICTS[report.tthc.status],
        VERDICTS[report.qppl.status],
        len(report.open_findings),
        sum(numbered.finding.severity == "error" for numbered in report.open_findings),
        len(report.waived_findings),
        _STATES[report.status],
        ("link", f"external:{copy}", "Mở bản ghi chú") if copy else "",
        report.id,
    )


def _finding_row(report: Report, numbered: Numbered) -> tuple[Any, ...]:
    finding = numbered.finding
    return (
        _name(report),
        numbered.id,
        finding.rule,
        finding.label,
        numbered.page,
        finding.message,
        numbered.quote,
        "",
        "",
        LEVELS[finding.severity],
        CERTAINTIES[finding.certainty],
        finding.suggestion,
        "; ".join(provision.label for provision in finding.basis),
        rule_title(finding.rule) or finding.name,
        numbered.waiver.reason if numbered.waiver else "",
        finding.fingerprint,
        report.id,
    )


def _checklist_row(report: Report, row: Any) -> tuple[Any, ...]:
    return (
        _name(report),
        row.title,
        STATUSES[row.status],
        ", ".join(row.findings),
        "; ".join(provision.label for provision in row.basis),
        row.why,
    )


def _about(report: Report) -> tuple[Any, ...]:
    """What a document and its findings are summed by: agency, year, form."""
    return report.header.issuer or _UNKNOWN, report.header.date.year if report.header.date else _UNKNOWN, KINDS[report.kind.name]


def _counts(row: int, numbered: Numbered) -> Formula:
    """Whether a finding counts: shown, not accepted, not marked "Sai"."""
    accepted, answered = (letters(_at(_FINDING_COLUMNS, title)) for title in ("Đã chấp nhận vì", FEEDBACK_COLUMN))
    return counts(row, f'*(${accepted}{row}="")*(${answered}{row}<>"Sai")', value=int(numbered.waiver is None))


def _hide(sheet: Any, columns: Sequence[tuple[str, int]]) -> None:
    """Hide the columns that only formulas read."""
    for index, (title, width) in enumerate(columns):
        if title in (_NUMBER, COUNTED_COLUMN):
            sheet.set_column(index, index, width, None, {"hidden": True})


def _sums(sheets: _Sheets, reports: Sequence[Report]) -> None:
    """Counts that the batch is read by: risk by agency, by year, and findings by rule; they follow edits and filters of the other sheets.

    Findings that are accepted, or marked "Sai", do not count.
    """
    about: list[tuple[str, str]] = []
    values = [dict(zip(("Cơ quan", "Năm", "Hình thức"), _about(report), strict=True)) for report in reports]
    for view in ("Cơ quan", "Năm", "Hình thức"):
        about += [(view, value) for value in sorted({str(one[view]) for one in values})]
    rules = sorted({numbered.finding.rule for report in reports for numbered in report.open_findings})
    rows = [_sum_row(row, view, value, reports, values) for row, (view, value) in enumerate(about, 2)]
    rows += [_rule_row(rule, reports) for rule in rules]
    columns = (
        ("Nhóm theo", 14),
        ("Giá trị", 60),
        ("Số văn bản", 12),
        ("Rủi ro cao", 12),
        ("Rủi ro vừa", 12),
        ("Rủi ro thấp", 12),
        ("Không đọc được", 15),
        ("Số phát hiện", 13),
    )
    sheets.table("Tổng hợp", columns, rows)


def _sum_row(row: int, view: str, value: str, reports: Sequence[Report], values: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
    mine = [report for report, one in zip(reports, values, strict=True) if str(one[view]) == value]
    levels = Counter(risk(report) for report in mine)
    same = equal_to(f"$B{row}", clean(value))
    documents = [(_at(_DOCUMENT_COLUMNS, view), same)]
    return (
        view,
        value,
        _count_documents(reports, documents, len(mine)),
        *(
            _count_documents(reports, [*documents, (_at(_DOCUMENT_COLUMNS, "Mức rủi ro"), literal(level))], levels[level])
            for level in _RISK
        ),
        _count_findings(reports, [(_at(_FINDING_COLUMNS, view), same)], sum(len(report.open_findings) for report in mine)),
    )


def _rule_row(rule: str, reports: Sequence[Report]) -> tuple[Any, ...]:
    having = [sum(numbered.finding.rule == rule for numbered in report.open_findings) for report in reports]
    wanted = [(_at(_FINDING_COLUMNS, "Quy tắc"), literal(rule))]
    each = column_range(DOCUMENTS_SHEET, _at(_DOCUMENT_COLUMNS, _NUMBER), 2, len(reports) + 1)
    inner = _count_findings(reports, [*wanted, (_at(_FINDING_COLUMNS, _NUMBER), each)], 0).text.removeprefix("=")
    documents = Formula(f"=SUMPRODUCT(--({inner}>0))", sum(map(bool, having)))
    return "Quy tắc", f"{rule} {rule_title(rule)}", documents, "", "", "", "", _count_findings(reports, wanted, sum(having))


def _count_documents(reports: Sequence[Report], conditions: Sequence[tuple[int, str]], value: int) -> Formula:
    return count(DOCUMENTS_SHEET, 2, len(reports) + 1, [*conditions, (_at(_DOCUMENT_COLUMNS, COUNTED_COLUMN), "1")], value)


def _count_findings(reports: Sequence[Report], conditions: Sequence[tuple[int, str]], value: int) -> Formula:
    last = sum(len(report.listed_findings) for report in reports) + 1
    return count(FINDINGS_SHEET, 2, last, [*conditions, (_at(_FINDING_COLUMNS, COUNTED_COLUMN), "1")], value)


def _at(columns: Sequence[tuple[str, int]], title: str) -> int:
    return [name for name, _ in columns].index(title)


def _plain(text: str) -> str:
    """`text`, with a blank behind it where xlsxwriter would take it for markup of its own ("<r>…</r>")."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
