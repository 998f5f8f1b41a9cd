"""Bảng tiếp thu, giải trình: the comparison as a Word paper, A4 across, to be completed by the drafting agency."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lawcheck.reporting.compare.model import CHANGES, OUTCOMES, Comparison, FindingChange, Passage, Words, word_changes
from lawcheck.reporting.office.letterhead import Letterhead
from lawcheck.reporting.office.phieu import NOTHING, head, save, signatures
from lawcheck.reporting.office.style import heading, line, new_document, paragraph, run, table
from lawcheck.reporting.summary import document_name
from lawcheck.reporting.wording import DISCLAIMER, clean, shorten

WIDTH_CM = 24.7
"""between the margins of A4 across"""
MAX_PROVISIONS = 400
"""changed provisions that are shown word for word; the paper says how many more there are"""


def to_docx(comparison: Comparison, letterhead: Letterhead | None = None) -> bytes:
    """The paper as a docx."""
    from docx.enum.section import WD_ORIENT

    document = new_document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    head(document, replace(letterhead or Letterhead(), symbol="BTT"), width_cm=WIDTH_CM)
    paragraph(document, "BẢNG TIẾP THU, GIẢI TRÌNH", bold=True, size=14, align="center", after=0)
    paragraph(document, f"So bản sau với bản trước: {document_name(comparison.new)}", bold=True, align="center", after=0)
    line(document, length_cm=6, column_cm=WIDTH_CM)
    _findings(document, comparison)
    _provisions(document, comparison)
    paragraph(document, f"Bảng do lawcheck lập. {DISCLAIMER}", italic=True, size=11, align="left", keep=True)
    signatures(document, replace(letterhead or Letterhead(), signer="Đại diện cơ quan soạn thảo"), width_cm=WIDTH_CM)
    return save(document)


def _findings(document: Any, comparison: Comparison) -> None:
    heading(document, "I. CÁC PHÁT HIỆN")
    counts = "; ".join(f"{words.lower()}: {comparison.count(outcome)}" for outcome, words in OUTCOMES.items())
    paragraph(document, f"Tổng hợp: {counts}.", indent=True)
    if not comparison.findings:
        paragraph(document, NOTHING, indent=True)
        return
    rows = [_finding_row(number, change) for number, change in enumerate(comparison.findings, 1)]
    titles = ("TT", "Phát hiện", "Vị trí ở bản trước", "Vị trí ở bản sau", "Kết quả", "Giải trình của cơ quan soạn thảo")
    table(document, titles, (1.1, 9.6, 3.4, 3.4, 2.9, 4.3), rows, size=11)


def _finding_row(number: int, change: FindingChange) -> tuple[str, ...]:
    finding = change.either.finding
    basis = "; ".join(provision.label for provision in finding.basis)
    words = f"{clean(finding.message)}\n“{shorten(change.either.quote, 260)}”" + (f"\nCăn cứ: {basis}." if basis else "")
    places = [clean(one.finding.label) if one else "–" for one in (change.old, change.new)]
    return (str(number), words, *places, OUTCOMES[change.outcome], clean(change.reason) or "………………")


def _provisions(document: Any, comparison: Comparison) -> None:
    heading(document, "II. ĐIỀU, KHOẢN CÓ THAY ĐỔI")
    paragraph(document, f"Điều, khoản chỉ đổi số thứ tự, giữ nguyên lời: {comparison.renumbered}.", indent=True)
    shown = comparison.provisions[:MAX_PROVISIONS]
    if not shown:
        paragraph(document, NOTHING, indent=True)
        return
    made = table(
        document, ("Thay đổi", "Bản trước", "Bản sau"), (2.7, 11.0, 11.0), [(CHANGES[change.change], "", "") for change in shown], size=11
    )
    for row, change in zip(made.rows[1:], shown, strict=True):
        old, new = word_changes(change.old.text if change.old else "", change.new.text if change.new else "")
        for cell, passage, words in ((row.cells[1], change.old, old), (row.cells[2], change.new, new)):
            _passage(cell, passage, words)
    if len(comparison.provisions) > len(shown):
        paragraph(document, f"Còn {len(comparison.provisions) - len(shown)} thay đổi khác; xem bản html.", italic=True)


def _passage(cell: Any, passage: Passage | None, words: tuple[Words, ...]) -> None:
    target = cell.paragraphs[0]
    if passage is None:
        run(target, "(không có)", italic=True, size=11)
        return
    run(target, f"{clean(passage.label)}: ", bold=True, size=11)
    for part in words:
        added = run(target, part.text, size=11, bold=part.kind == "new")
        added.font.strike = part.kind == "old"
        run(target, " ", size=11)
