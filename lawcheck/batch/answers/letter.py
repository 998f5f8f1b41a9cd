"""Two papers in Word: one page for the leadership, and the account for the administrative reform index (plan 5204/KH-UBND, section II.2)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from lawcheck.batch.answers import words
from lawcheck.batch.answers.figures import Figures, Filter, Question, by_rule, count, reform_by_issuer
from lawcheck.batch.handling import STATES
from lawcheck.batch.store import Store
from lawcheck.reporting.office.phieu import save

_TOP = 5
"""Agencies and rules named on the page."""
_AGENCIES = 60
"""Agencies in the table of the reform index."""
_FONT = "Times New Roman"


def write_leadership(store: Store, path: Path, chosen: Filter, today: datetime.date) -> None:
    """Write the page for the leadership. Raises OSError where the file cannot be written."""
    figures, rules = count(store, chosen, today), by_rule(store, chosen)[:_TOP]
    paper = _paper("KẾT QUẢ RÀ SOÁT VĂN BẢN", f"Tính đến ngày {today:%d/%m/%Y}")
    read = figures.documents - figures.unread
    _paragraph(
        paper,
        f"Đã rà soát {words.number_title(figures.documents)} văn bản; đọc được {words.number_title(read)}, không đọc được "
        f"{words.number_title(figures.unread)}. Có {words.number_title(figures.risks[3])} văn bản ở mức rủi ro cao "
        f"({words.percent(figures.risks[3], read)} số văn bản đọc được) cần người có thẩm quyền xem trước."
        + (" Lần quét gần nhất chưa xong, số liệu chưa đủ." if figures.unfinished else ""),
    )
    _reform_table(paper, figures)
    high = [part for part in figures.by_issuer if part.high][:_TOP]
    if high:
        _heading(paper, "Cơ quan có nhiều văn bản rủi ro cao nhất")
        _table(
            paper,
            ("Cơ quan ban hành", "Văn bản", "Rủi ro cao", "Không đọc được"),
            [(p.name, p.documents, p.high, p.unread) for p in high],
            (9.5, 2.2, 2.2, 2.8),
        )
    if rules:
        _heading(paper, "Dấu hiệu gặp nhiều nhất")
        _table(
            paper,
            ("Dấu hiệu", "Văn bản", "Phát hiện"),
            [(words.rule_title(r.rule, r.name), r.documents, r.findings) for r in rules],
            (12.1, 2.3, 2.3),
        )
    _heading(paper, "Xử lý")
    states = dict(figures.by_state)
    sent = sum(number for name, number in states.items() if STATES[name].periods)
    _paragraph(
        paper,
        f"{words.number_title(figures.findings)} phát hiện: {words.number_title(states['moi'])} mới, {words.number_title(sent)} đang theo dõi thời hạn, "
        f"{words.number_title(states['da-xu-ly'])} đã xử lý, {words.number_title(states['sai'])} báo sai. "
        + (
            f"Ngoài ra {words.number_title(figures.waived)} phát hiện được miễn trừ, có lý do kèm theo, không tính. "
            if figures.waived
            else ""
        )
        + f"Quá hạn theo Điều 25, Điều 26 Nghị định số 79/2025/NĐ-CP: {words.number_title(figures.overdue)}.",
    )
    _note(paper, f"{words.DISCLAIMER} lawcheck {figures.version}, luật kiểm tra {figures.rules}.")
    path.write_bytes(save(paper))


def write_reform(store: Store, path: Path, chosen: Filter, today: datetime.date) -> None:
    """Write the account for the reform index, as a whole and by agency. Raises OSError where the file cannot be written."""
    figures = count(store, chosen, today)
    paper = _paper("BÁO CÁO SỐ LIỆU CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", f"Mục II.2 Kế hoạch số 5204/KH-UBND; tính đến ngày {today:%d/%m/%Y}")
    _reform_table(paper, figures)
    _heading(paper, "Theo cơ quan ban hành")
    reforms = reform_by_issuer(store, chosen)
    rows = [
        (
            part.name,
            f"{reform.sound}/{reform.normative}",
            f"{reform.procedures.found} ({reform.procedures.open})",
            f"{reform.norms.found} ({reform.norms.open})",
            part.unread,
        )
        for part in figures.by_issuer[:_AGENCIES]
        if (reform := reforms.get(part.value))
    ]
    _table(
        paper,
        (
            "Cơ quan",
            "VBQPPL chưa thấy dấu hiệu/tổng",
            "VBQPPL chứa TTHC (chưa xử lý)",
            "VB hành chính chứa QPPL (chưa xử lý)",
            "Không đọc được",
        ),
        rows,
        (6.2, 2.5, 2.9, 2.9, 2.2),
    )
    if len(figures.by_issuer) > len(rows):
        _paragraph(paper, f"Còn {len(figures.by_issuer) - len(rows)} cơ quan khác; xem đầy đủ trong bảng Excel.")
    _heading(paper, "Cách đếm")
    for line in (
        "Mỗi văn bản tính một lần, dù lưu ở nhiều nơi. Văn bản không đọc được không nằm trong mẫu số.",
        "“Ban hành đúng quy định” ở đây là chưa thấy dấu hiệu nghiêm trọng nào; máy không thay người kết luận văn bản đúng.",
        "“Đã xử lý” khi mọi phát hiện liên quan của văn bản đã có trạng thái Đã xử lý hoặc Báo sai. Văn bản chỉ có phát hiện báo sai hoặc được miễn trừ không được đếm.",
    ):
        _paragraph(paper, f"– {line}")
    _note(paper, f"{words.DISCLAIMER} lawcheck {figures.version}, luật kiểm tra {figures.rules}.")
    path.write_bytes(save(paper))


def _reform_table(paper: Any, figures: Figures) -> None:
    reform = figures.reform
    _heading(paper, "Số liệu theo mục II.2 Kế hoạch số 5204/KH-UBND")
    normative, administrative = reform.normative, reform.administrative
    rows = [
        ("VBQPPL chưa thấy dấu hiệu nghiêm trọng", f"{words.number_title(reform.sound)}/{words.number_title(normative)}", words.percent(reform.sound, normative), "", ""),
        _question_row("VBQPPL có dấu hiệu chứa thủ tục hành chính", reform.procedures, normative),
        _question_row("Văn bản hành chính có dấu hiệu chứa quy phạm pháp luật", reform.norms, administrative),
        _question_row("Văn bản hành chính có dấu hiệu đặt thủ tục hành chính", reform.procedures_in_administrative, administrative),
    ]  # fmt: skip
    _table(paper, ("Nội dung", "Số văn bản", "Tỷ lệ", "Đã xử lý", "Chưa xử lý"), rows, (7.7, 2.9, 1.9, 2.1, 2.1))


def _question_row(title: str, question: Question, whole: int) -> tuple[object, ...]:
    return (
        title,
        words.number_title(question.found),
        words.percent(question.found, whole),
        words.number_title(question.handled),
        words.number_title(question.open),
    )


def _paper(title: str, below: str) -> Any:
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(2.5), Cm(1.8), Cm(1.8), Cm(1.5)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    for text, size, bold in ((title, 15, True), (below, 12, False)):
        paragraph = paper.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(4)
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, not bold, Pt(size)
    return paper


def _heading(paper: Any, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(8), Pt(3)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True


def _paragraph(paper: Any, text: str) -> None:
    paragraph = paper.add_paragraph(text)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _note(paper: Any, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    run = paragraph.add_run(text)
    run.italic, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(0x55, 0x55, 0x55)


def _table(paper: Any, head: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[float]) -> None:
    table = paper.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    table.autofit = False
    for cells, values, bold in ((table.rows[0].cells, head, True), *((table.add_row().cells, row, False) for row in rows)):
        for column, (cell, value, width) in enumerate(zip(cells, values, widths, strict=True)):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            if column:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            text = words.number_title(value) if isinstance(value, int) else str(value)
            run = paragraph.add_run(text)
            run.bold, run.font.size = bold, Pt(11)
            if bold:
                _shade(cell)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # LibreOffice goes by the grid, Word by the cells
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "DCE6F1")
    cell._tc.get_or_add_tcPr().append(shade)
