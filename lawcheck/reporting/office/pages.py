"""A Word paper of this package as html pages, for machines without LibreOffice: WeasyPrint makes the pdf."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape
from typing import Any

from lawcheck.reporting.office.style import FONT, SIZE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU_PER_CM = 360_000
_ALIGN = {"both": "justify", "center": "center", "right": "right", "left": "left"}
_STYLE = f"""
@page {{ size: A4; margin: 20mm 20mm 20mm 30mm; @top-center {{ content: counter(page); font: {SIZE}pt "{FONT}", Tinos, serif; }} }}
@page :first {{ @top-center {{ content: none; }} }}
body {{ font: {SIZE}pt/1.25 "{FONT}", Tinos, "Noto Serif", serif; margin: 0; }}
p {{ margin: 0 0 6pt; }} td p {{ margin: 1.5pt 0; }} table {{ border-collapse: collapse; width: 100%; margin: 0 0 6pt; table-layout: fixed; }}
img {{ max-width: 100%; }} td {{ vertical-align: top; padding: 0 4pt; overflow-wrap: anywhere; }} table.lines td {{ border: .5pt solid #000; }} tr {{ break-inside: avoid; }}
.dots {{ border-bottom: 1pt dotted #000; height: 1.2em; }} hr {{ border: 0; border-top: .7pt solid #000; width: 40%; margin: 1pt auto 4pt; }}
"""


def docx_to_html(docx: bytes) -> str:
    """The paragraphs and tables of a paper made here, with their alignment, weight and size; A4 pages with numbers as in the docx."""
    from docx import Document

    document = Document(io.BytesIO(docx))
    wide = document.sections[0].page_width > document.sections[0].page_height
    style = _STYLE.replace("size: A4", "size: A4 landscape") if wide else _STYLE
    body = "".join(_blocks(document.element.body, document.part))
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Phiếu</title><style>{style}</style></head><body>{body}</body></html>'


def _blocks(parent: Any, part: Any) -> Iterator[str]:
    for block in parent:
        if block.tag == f"{_W}p":
            yield _paragraph(block, part)
        elif block.tag == f"{_W}tbl":
            yield _table(block, part)


def _paragraph(element: Any, part: Any) -> str:
    if element.find(f"{_W}pPr/{_W}pBdr") is not None:
        return "<hr>"
    if element.find(f"{_W}pPr/{_W}tabs") is not None:
        return '<p class="dots"></p>'
    runs = "".join(_run(run, part) for run in element.iter(f"{_W}r"))
    align = element.find(f"{_W}pPr/{_W}jc")
    indent = element.find(f"{_W}pPr/{_W}ind")
    style = f"text-align:{_ALIGN.get(align.get(f'{_W}val'), 'left')};" if align is not None else ""
    if indent is not None and indent.get(f"{_W}firstLine"):
        style += "text-indent:1cm;"
    if element.find(f"{_W}pPr/{_W}keepNext") is not None:
        style += "break-after:avoid;"
    return f'<p style="{style}">{runs}</p>' if runs else ""


def _run(run: Any, part: Any) -> str:
    shown = next(run.iter(f"{_A}blip"), None)
    if shown is not None:
        png = base64.b64encode(part.related_parts[shown.get(f"{_R}embed")].blob).decode("ascii")
        width = int(next(run.iter(f"{_WP}extent")).get("cx")) / _EMU_PER_CM
        words = escape(next(run.iter(f"{_WP}docPr")).get("descr", ""))
        return f'<img src="data:image/png;base64,{png}" alt="{words}" style="width:{width:.2f}cm">'
    text = escape("".join(piece.text or "" for piece in run.iter(f"{_W}t")))
    size = run.find(f"{_W}rPr/{_W}sz")
    if size is not None:
        text = f'<span style="font-size:{int(size.get(f"{_W}val")) / 2}pt">{text}</span>'
    for name, tag in (("b", "b"), ("i", "i"), ("strike", "s")):
        mark = run.find(f"{_W}rPr/{_W}{name}")
        if mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false"):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _table(element: Any, part: Any) -> str:
    widths = [int(column.get(f"{_W}w")) for column in element.iter(f"{_W}gridCol")]
    total = sum(widths) or 1
    columns = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in widths)
    head = "".join(_row(row, part) for row in element.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is not None)
    rows = "".join(_row(row, part) for row in element.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is None)
    lined = ' class="lines"' if element.find(f"{_W}tblPr/{_W}tblBorders") is not None else ""
    return f"<table{lined}><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _row(row: Any, part: Any) -> str:
    return f"<tr>{''.join(_cell(cell, part) for cell in row.iter(f'{_W}tc'))}</tr>"


def _cell(cell: Any, part: Any) -> str:
    wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
    span = f' colspan="{int(wide.get(f"{_W}val"))}"' if wide is not None else ""
    return f"<td{span}>{''.join(_blocks(cell, part))}</td>"
