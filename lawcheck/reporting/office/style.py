"""The look of an administrative paper: Phụ lục I Nghị định 30/2020/NĐ-CP (A4, lề, Times New Roman 13–14, số trang giữa lề trên)."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FONT = "Times New Roman"
SIZE = 13
"""points of running text (13–14 allowed)"""


def new_document() -> Any:
    """An empty python-docx document: A4, margins 20/20/30/20 mm, font of the decree, page numbers from the second page on."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    _drop_second_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    fonts = normal.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    normal.element.rPr.append(_element("w:lang", {"w:val": "vi-VN", "w:eastAsia": "vi-VN"}))
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.space_before = Pt(0)
    _page_number(section.header.paragraphs[0])
    return document


def _drop_second_styles(document: Any) -> None:
    """python-docx starts from a file with a copy of all styles for Word 2007; a copy that is not kept equal makes Word repair the file."""
    for id_, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[id_]


def paragraph(
    owner: Any,
    words: str = "",
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    align: str = "justify",
    indent: bool = False,
    after: float | None = None,
    keep: bool = False,
) -> Any:
    """Add a paragraph to a document or cell. `align`: left, center, right, justify; `indent`: first line 1 cm; `after` in points."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    added = owner.add_paragraph()
    added.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    if indent:
        added.paragraph_format.first_line_indent = Cm(1)
    if after is not None:
        added.paragraph_format.space_after = Pt(after)
    added.paragraph_format.keep_with_next = keep
    if words:
        run(added, words, bold=bold, italic=italic, size=size)
    return added


def run(owner: Any, words: str, *, bold: bool = False, italic: bool = False, size: float | None = None) -> Any:
    """Add words to a paragraph."""
    from docx.shared import Pt

    added = owner.add_run(words)
    added.bold, added.italic = bold, italic
    if size:
        added.font.size = Pt(size)
    return added


def heading(document: Any, words: str, level: int = 1) -> Any:
    """A heading a reader can jump by: outline level `level`, bold, kept with what follows."""
    added = paragraph(document, words, bold=True, align="left", keep=True)
    added._p.get_or_add_pPr().insert_element_before(_element("w:outlineLvl", {"w:val": str(level - 1)}), "w:rPr", "w:sectPr")
    return added


def line(owner: Any, *, length_cm: float, column_cm: float) -> None:
    """A centred line, as under Tiêu ngữ and under the name of the agency."""
    from docx.shared import Cm, Pt

    added = owner.add_paragraph()
    added.paragraph_format.space_after = Pt(2)
    added.paragraph_format.line_spacing = Pt(6)
    added.paragraph_format.left_indent = added.paragraph_format.right_indent = Cm((column_cm - 0.4 - length_cm) / 2)
    borders = _element("w:pBdr", {})
    borders.append(_element("w:top", {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"}))
    added._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def thin(document: Any, after: float = 0) -> None:
    """The paragraph that must stand between tables and at the end, as low as it can be; `after` in points."""
    from docx.shared import Pt

    added = paragraph(document, after=after)
    added.paragraph_format.line_spacing = Pt(1)


def columns(document: Any, widths_cm: Sequence[float]) -> tuple[Any, ...]:
    """The cells of a borderless one-row table, for what stands side by side; each must be given a paragraph."""
    from docx.shared import Cm

    made = document.add_table(rows=1, cols=len(widths_cm))
    made.autofit = False
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))
    for column, cell, width in zip(made.columns, made.rows[0].cells, widths_cm, strict=True):
        column.width = cell.width = Cm(width)
        cell._tc.remove(cell.paragraphs[0]._p)
    return tuple(made.rows[0].cells)


@dataclass(frozen=True, slots=True)
class Picture:
    """A png with the words that say what it shows, printed below it too."""

    png: bytes
    words: str


def table(
    document: Any,
    titles: Sequence[str],
    widths_cm: Sequence[float],
    rows: Sequence[Sequence[str]],
    *,
    size: float = 12,
    pictures: Sequence[Picture | None] = (),
) -> Any:
    """A bordered table whose title row repeats on each page and whose rows do not break across pages where they are short.

    `pictures` are one a row where there are any; each stands in a row of its own below its row.
    """
    from docx.shared import Cm

    made = document.add_table(rows=1, cols=len(titles))
    made.autofit = False
    borders = _element("w:tblBorders", {})
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"}))
    made._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", {}))
    _fill(made.rows[0], titles, size=size, bold=True)
    shown: list[tuple[Any, Picture]] = []
    for row, picture in itertools.zip_longest(rows, pictures):
        added = made.add_row()
        if sum(len(cell) for cell in row) < 900:
            added._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))
        _fill(added, row, size=size, bold=False)
        if picture is not None:
            shown.append((made.add_row(), picture))
    for made_row in made.rows:
        for cell, width in zip(made_row.cells, widths_cm, strict=True):
            cell.width = Cm(width)
    for made_row, picture in shown:
        _show(made_row, picture, width_cm=sum(widths_cm) - 0.5, size=size)
    for column, width in zip(made.columns, widths_cm, strict=True):
        column.width = Cm(width)
    thin(document, after=6)
    return made


def dotted(document: Any, length_cm: float, lines: int = 1, *, keep: bool = False) -> None:
    """Lines of dots over the whole width, to be written on."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm

    for _ in range(lines):
        added = paragraph(document, "\t", align="left", keep=keep)
        added.paragraph_format.tab_stops.add_tab_stop(Cm(length_cm), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _fill(row: Any, words: Sequence[str], *, size: float, bold: bool) -> None:
    from docx.shared import Pt

    for cell, text in zip(row.cells, words, strict=True):
        first = cell.paragraphs[0]
        for number, line in enumerate(text.split("\n")):
            target = first if number == 0 else cell.add_paragraph()
            target.paragraph_format.space_before = target.paragraph_format.space_after = Pt(1.5)
            target.paragraph_format.line_spacing = 1
            run(target, line, bold=bold, size=size)


def _show(row: Any, picture: Picture, *, width_cm: float, size: float) -> None:
    """A picture over the whole row, no wider than `width_cm` and no larger than it was on paper."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    row._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))
    cell = row.cells[0].merge(row.cells[-1])
    for extra in cell.paragraphs[1:]:
        cell._tc.remove(extra._p)
    first = cell.paragraphs[0]
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first.paragraph_format.space_before = first.paragraph_format.space_after = Pt(3)
    placed = first.add_run().add_picture(io.BytesIO(picture.png))
    if placed.width > Cm(width_cm):
        placed.height, placed.width = round(placed.height * Cm(width_cm) / placed.width), Cm(width_cm)
    placed._inline.docPr.set("descr", picture.words)
    below = cell.add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.paragraph_format.space_after = Pt(3)
    run(below, f"{picture.words}.", italic=True, size=size - 1)


def _page_number(target: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    target.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        added = target.add_run()
        if kind:
            added._r.append(_element("w:fldChar", {"w:fldCharType": kind}))
        else:
            words = _element("w:instrText", {})
            words.text = code
            added._r.append(words)


def _element(name: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made
