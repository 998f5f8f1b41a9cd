"""The running text of one part of a Word file: paragraphs, runs, tables, boxes, tracked changes, in reading order."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lawcheck.reading.docx_fonts import SOFT_HYPHEN, Fonts, plain_text
from lawcheck.reading.docx_numbering import Numbering, W
from lawcheck.reading.docx_symbols import symbol
from lawcheck.reading.legacy import Encoding, applies, encoding_of_font, reads_better, to_unicode
from lawcheck.reading.model import Changes
from lawcheck.text import DocxOrigin, Generated, Origin

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_P, _R, _T, _RPR, _BOX = (f"{W}{name}" for name in ("p", "r", "t", "rPr", "txbxContent"))
_RUNS = (_R, f"{_M}r")
_BREAK: Origin = Generated("paragraph")
_CELL: Origin = Generated("cell separator")
_NUMBER: Origin = Generated("automatic numbering")
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_SKIPPED = frozenset({f"{W}sectPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}tblGrid", f"{_MC}Fallback"})
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_PAGE_EMU = 5_000_000
"""a picture at least this wide and high (14 cm) fills most of a page"""
_Cells = list[Any | None]
"""the cells of a row; None for one that is merged into the cell above"""
_NO_RULE = ("nil", "none")
_LAYOUT_WORDS = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "NƠI NHẬN", "ĐỘC LẬP - TỰ DO", "TM. ", "KT. ", "CHỦ TỊCH", "GIÁM ĐỐC")


@dataclass(slots=True)
class Part:
    """What is being collected from one part of the package."""

    name: str
    changes: Changes
    numbering: Numbering
    fonts: Fonts
    out: list[tuple[str, Origin]] = field(default_factory=list)
    paragraph: int = -1
    tables: list[tuple[int, int, list[list[tuple[int, int]]]]] = field(default_factory=list)
    length: int = 0
    """code points in `out`"""
    boxes: bool = False
    """whether there are text boxes to look for"""
    tracked: int = 0
    hidden: str = ""
    encodings: set[Encoding] = field(default_factory=set)
    large_pictures: int = 0
    embedded: int = 0

    def add(self, text: str, origin: Origin) -> None:
        """Append one piece."""
        self.out.append((text, origin))
        self.length += len(text)

    def take_back(self, count: int) -> list[tuple[str, Origin]]:
        """Remove and return the pieces after the first `count`."""
        taken = self.out[count:]
        del self.out[count:]
        self.length -= sum(len(text) for text, _ in taken)
        return taken

    def drops(self, tag: object) -> bool:
        """True where the chosen reading of tracked changes leaves out what stands in this element."""
        return tag in (_DELETED if self.changes == "accepted" else _INSERTED)


def collect(root: Any, part: Part) -> Part:
    """`part` filled with the text below `root`."""
    body = root.find(f"{W}body")
    part.boxes = next(root.iter(_BOX), None) is not None
    _blocks(body if body is not None else root, part)
    return part


def _blocks(parent: Any, part: Part) -> None:
    """Paragraphs and tables below `parent`, in order, through content controls and notes."""
    for child in parent:
        tag = child.tag
        if tag == _P:
            _paragraph(child, part)
        elif tag == f"{W}tbl":
            _table(child, part)
        elif tag in _DELETED or tag in _INSERTED:
            part.tracked += 1
            if not part.drops(tag):
                _blocks(child, part)
        elif tag == f"{W}altChunk":
            part.embedded += 1
        elif tag not in _SKIPPED:
            _blocks(child, part)


def _paragraph(element: Any, part: Part) -> None:
    part.paragraph += 1
    here = part.paragraph
    properties = element.find(f"{W}pPr")
    mark = properties.find(_RPR) if properties is not None else None
    merged = False
    if mark is not None:
        for name in ("del", "ins", "moveFrom", "moveTo"):
            if mark.find(f"{W}{name}") is not None:
                part.tracked += 1
                merged = merged or part.drops(f"{W}{name}")
    content = part.fonts.content if part.fonts.content and reads_better(plain_text(element), part.fonts.content) else None
    inner = _runs(element, part, here, _style(properties), content)
    words = any(text.strip() for text, _ in inner)
    if not (merged and not words):  # a paragraph that is gone with its mark does not count in its list
        number = part.numbering.label(properties)
        if number:
            part.add(number if words else number.rstrip(), _NUMBER)
    for text, origin in inner:
        part.add(text, origin)
    if not merged:
        part.add("\n", _BREAK)


def _style(properties: Any | None) -> str:
    style = properties.find(f"{W}pStyle") if properties is not None else None
    return str(style.get(f"{W}val", "")) if style is not None else ""


def _runs(element: Any, part: Part, paragraph: int, style: str, content: Encoding | None) -> list[tuple[str, Origin]]:
    run = -1
    out: list[tuple[str, Origin]] = []
    boxes: list[Any] = []
    for node, kept in _walk(element, part):
        if node.tag == _BOX:
            if kept:
                boxes.append(node)
            continue
        run += 1
        if kept:
            _run_text(node, part, (paragraph, run), style, content, out)
    for box in boxes:
        before = len(part.out)
        part.add("\n", _BREAK)
        _blocks(box, part)
        out += part.take_back(before)
    return out


def _walk(element: Any, part: Part, kept: bool = True) -> Iterator[tuple[Any, bool]]:
    """The runs of a paragraph with whether the chosen reading of tracked changes keeps them; text boxes once."""
    for child in element:
        tag = child.tag
        if tag in _RUNS:
            yield child, kept
            if part.boxes:
                for box in _boxes(child):
                    yield box, kept
        elif tag in _DELETED or tag in _INSERTED:
            part.tracked += 1
            yield from _walk(child, part, kept and not part.drops(tag))
        elif tag not in _SKIPPED:
            yield from _walk(child, part, kept)


def _boxes(run: Any) -> Iterator[Any]:
    """The outermost text boxes in a run; where a box stands twice for old programs (Fallback), once."""
    for child in run:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED and len(child):
            yield from _boxes(child)


def _run_text(run: Any, part: Part, place: tuple[int, int], style: str, content: Encoding | None, out: list[tuple[str, Origin]]) -> None:
    """Add the characters of one run, which is at `place` (paragraph, run), to `out`.

    `offset` counts the characters of the run as the file has them, before NFC and legacy decoding.
    """
    fonts = part.fonts
    properties = run.find(_RPR) if fonts.vanish or fonts.legacy else None
    hidden = fonts.vanish and fonts.is_hidden(properties, style)
    legacy = (encoding_of_font(fonts.of_run(properties, style)) if fonts.legacy else None) or ((content, False) if content else None)
    offset = 0
    for child in run:
        text = _characters(child, part)
        if not text:
            continue
        shown = text
        if legacy is not None and applies(text, legacy[0], proven=content is not None or legacy[0] in fonts.proven):
            shown = to_unicode(text, legacy[0], capitals=legacy[1])
            if shown != text:
                part.encodings.add(legacy[0])
        if shown == "\u00ad":
            continue
        if not shown.isascii():
            shown = unicodedata.normalize("NFC", shown)
        if hidden:
            part.hidden += shown
        else:
            out.append((shown, DocxOrigin(part.name, *place, offset)))
        offset += len(text)


def _characters(child: Any, part: Part) -> str:
    """What one child of a run shows."""
    tag = child.tag
    if tag == _T or tag == f"{_M}t" or (tag == f"{W}delText" and part.changes == "original"):
        text: str = child.text or ""
        if _PRIVATE.search(text):
            return "".join(symbol(ord(char), "Wingdings") if "\uf000" <= char <= "\uf0ff" else char for char in text)
        return text
    if tag == _RPR:
        return ""
    if tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if tag in (f"{W}br", f"{W}cr"):
        return "\n"
    if tag == SOFT_HYPHEN:
        return "\u00ad"
    if tag == f"{W}noBreakHyphen":
        return "-"
    if tag == f"{W}sym":
        code = str(child.get(f"{W}char", ""))
        return (
            symbol(int(code, 16), str(child.get(f"{W}font", "")))
            if code and len(code) <= 6 and all(c in "0123456789abcdefABCDEF" for c in code)
            else "•"
        )
    if tag == f"{W}drawing":
        for extent in child.iter(f"{_WP}extent"):
            width, height = (str(extent.get(name, "")) for name in ("cx", "cy"))
            if width.isdigit() and height.isdigit() and min(int(width[:12]), int(height[:12])) >= _PAGE_EMU and _is_picture(child):
                part.large_pictures += 1
    return ""


def _is_picture(drawing: Any) -> bool:
    return next(drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"), None) is not None


def _table(element: Any, part: Part) -> None:
    """A data table a line a row; a layout table (head, addressees and signature) column after column, broken by rows that are one cell."""
    rows = [[None if _merged_away(cell) else cell for cell in _cells(row)] for row in _rows(element) if not _row_dropped(row, part)]
    widest = max((sum(cell is not None for cell in row) for row in rows), default=0)
    if widest > 1 and not (len(rows) <= 8 and widest <= 4 and _is_layout(rows)):
        _data(rows, part)
        return
    ruled = _is_ruled(element)
    for whole, block in itertools.groupby(rows, _is_whole):
        if ruled and not whole:
            _data(list(block), part)
        else:
            for cell in itertools.chain.from_iterable(itertools.zip_longest(*block)):
                if cell is not None:
                    _blocks(cell, part)


def _data(rows: list[_Cells], part: Part) -> None:
    """The rows of a data table with " | " between cells."""
    start = part.length
    spans: list[list[tuple[int, int]]] = []
    for row in rows:
        cells: list[tuple[int, int]] = []
        for index, cell in enumerate(cell for cell in row if cell is not None):
            if index:
                part.add(" | ", _CELL)
            before, at = len(part.out), part.length
            _blocks(cell, part)
            flat = [
                (text.replace("\n", " "), Generated("paragraph in a cell") if origin is _BREAK else origin)
                for text, origin in part.take_back(before)
            ]
            while flat and flat[-1][0].strip() == "" and isinstance(flat[-1][1], Generated):
                flat.pop()
            for text, origin in flat:
                part.add(text, origin)
            cells.append((at, part.length))
        part.add("\n", _BREAK)
        spans.append([cell for cell in cells if cell[1] > cell[0]] or cells[:1])
    part.tables.append((start, part.length, [row for row in spans if row]))


def _is_whole(row: _Cells) -> bool:
    """Whether a row is one cell over several columns."""
    return len(row) == 1 and row[0] is not None and row[0].find(f"{W}tcPr/{W}gridSpan") is not None


def _is_ruled(table: Any) -> bool:
    """Whether rules are drawn between the columns of a table: such a form is no mere layout."""
    inner = table.find(f"{W}tblPr/{W}tblBorders/{W}insideV")
    if inner is None or inner.get(f"{W}val") in _NO_RULE:
        return False
    sides = (cell.find(f"{W}tcPr/{W}tcBorders/{W}{side}") for row in _rows(table) for cell in _cells(row) for side in ("left", "right"))
    return not any(side is not None and side.get(f"{W}val") in _NO_RULE for side in sides)


def _is_layout(rows: list[_Cells]) -> bool:
    cells = (cell for row in rows for cell in row if cell is not None)
    texts = (" ".join("".join(node.text or "" for node in cell.iter(f"{W}t")).upper().split()) for cell in cells)
    return any(word in text for text in texts for word in _LAYOUT_WORDS)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of this table, not of tables in its cells; content controls and tracked changes may stand around them."""
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag not in _SKIPPED and child.tag != f"{W}tbl":
            yield from _rows(child)


def _row_dropped(row: Any, part: Part) -> bool:
    properties = row.find(f"{W}trPr")
    dropped = False
    for name in ("ins", "del"):
        if properties is not None and properties.find(f"{W}{name}") is not None:
            part.tracked += 1
            dropped = dropped or part.drops(f"{W}{name}")
    return dropped


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _cells(child)


def _merged_away(cell: Any) -> bool:
    properties = cell.find(f"{W}tcPr")
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"
