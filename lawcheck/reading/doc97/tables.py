"""Tables of a Word 97–2003 file: paragraphs with marks of cells and rows ([MS-DOC] 2.4.3) become w:tbl with merged cells."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lawcheck.reading.doc97.file import NotUnderstoodError
from lawcheck.reading.doc97.properties import Paragraph, sprms

_DEEPEST = 20
_FUZZ = 20
"""twips by which edges of one column may differ from row to row"""
_CELL_MARK = "\x07"
_NO_RULE = (0, 0xFF)


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph that is XML already, its properties, its mark, and who deleted or inserted that."""

    xml: str
    properties: Paragraph
    mark: str
    deleted: str | None = None
    inserted: str | None = None
    words: bool = True


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the mark of a row says: edges of its cells in twips, merging flags (TC80, 2.9.313), whether rules stand between its cells."""

    edges: tuple[int, ...] = ()
    across: tuple[bool, ...] = ()
    down: tuple[int, ...] = ()
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    content: Sequence[Written]
    left: int
    right: int
    down: int


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    mark: Written | None
    ruled: bool


def blocks(paragraphs: Sequence[Written], depth: int = 0) -> str:
    """The XML of `paragraphs`, which stand at least `depth` tables deep: those that stand deeper are put in tables."""
    if depth > _DEEPEST:
        raise NotUnderstoodError("tables too deep")
    out: list[str] = []
    for inside, group in groupby(paragraphs, key=lambda one: one.properties.depth > depth):
        some = list(group)
        out.append(_table(some, depth + 1) if inside else "".join([one.xml for one in some]))
    return "".join(out)


def _table(paragraphs: Sequence[Written], depth: int) -> str:
    rows = list(_rows(paragraphs, depth))
    edges: list[int] = []
    for edge in sorted({edge for row in rows for cell in row.cells for edge in (cell.left, cell.right)}):
        if not edges or edge - edges[-1] > _FUZZ:
            edges.append(edge)
    ruled = all(row.ruled for row in rows) and any(len(row.cells) > 1 for row in rows)
    borders = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>' if ruled else ""
    grid = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    out = [f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>']
    above: dict[int, int] = {}
    for row in rows:
        out.append("<w:tr>")
        if row.mark is not None and (row.mark.deleted is not None or row.mark.inserted is not None):
            out.append(f"<w:trPr>{changed_mark(row.mark)}</w:trPr>")
        here: dict[int, int] = {}
        for cell in row.cells:
            first, last = _column(edges, cell.left), _column(edges, cell.right)
            down = ""
            if cell.down == 2 or (cell.down == 1 and above.get(first) != last):
                down, here[first] = '<w:vMerge w:val="restart"/>', last
            elif cell.down == 1:
                down, here[first] = "<w:vMerge/>", last
            span = f'<w:gridSpan w:val="{last - first}"/>' if last - first > 1 else ""
            out.append(f'<w:tc><w:tcPr><w:tcW w:w="{cell.right - cell.left}" w:type="dxa"/>{span}{down}</w:tcPr>')
            out.append((blocks(cell.content, depth) or "<w:p/>") + "</w:tc>")
        above = here
        out.append("</w:tr>")
    out.append("</w:tbl>")
    return "".join(out)


def changed_mark(one: Written) -> str:
    """What says that the mark of a paragraph or row was deleted or inserted."""
    inserted = f'<w:ins w:id="0" w:author="{one.inserted}"/>' if one.inserted is not None else ""
    return inserted + (f'<w:del w:id="0" w:author="{one.deleted}"/>' if one.deleted is not None else "")


def _column(edges: Sequence[int], edge: int) -> int:
    """The number of the edge of the grid that `edge` is."""
    index = bisect_left(edges, edge)
    return index if index < len(edges) and edges[index] == edge else index - 1


def _rows(paragraphs: Sequence[Written], depth: int) -> Iterator[_Row]:
    """The rows of a table whose paragraphs stand `depth` deep, or deeper inside its cells."""
    cells: list[list[Written]] = []
    cell: list[Written] = []
    for one in paragraphs:
        here = one.properties.depth == depth
        if here and one.properties.row_end:
            if cell:
                cells.append(cell)
            if cells:
                yield _row(cells, one)
            cells, cell = [], []
            continue
        cell.append(one)
        if here and (one.mark == _CELL_MARK if depth == 1 else one.properties.cell_end):
            cells.append(cell)
            cell = []
    if cell:
        cells.append(cell)
    if cells:
        yield _row(cells, None)


def _row(cells: Sequence[Sequence[Written]], mark: Written | None) -> _Row:
    layout = _layout(mark.properties.table) if mark is not None else _Layout()
    edges = layout.edges if len(layout.edges) > len(cells) else tuple(range(0, 1000 * (len(cells) + 1), 1000))
    found: list[_Cell] = []
    for index, content in enumerate(cells):
        right = edges[index + 1]
        if index < len(layout.across) and layout.across[index] and found and not any(one.words for one in content):
            found[-1] = _Cell(found[-1].content, found[-1].left, right, found[-1].down)
        else:
            found.append(_Cell(content, edges[index], right, layout.down[index] if index < len(layout.down) else 0))
    return _Row(tuple(found), mark, layout.ruled)


def _layout(table: bytes) -> _Layout:
    """What the sprms of a row say (sprmTDefTable 2.9.315, sprmTVertMerge, sprmTMerge, borders)."""
    edges: tuple[int, ...] = ()
    cells: list[bytes] = []
    down: dict[int, int] = {}
    joined: list[range] = []
    between = False
    for code, operand in sprms(table):
        if code == 0xD608 and operand:
            count = operand[0]
            edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
            first = 1 + 2 * (count + 1)
            cells = [operand[at : at + 20] for at in range(first, min(first + 20 * count, len(operand) - 19), 20)]
        elif code == 0xD62B and len(operand) >= 2:
            down[operand[0]] = {1: 1, 3: 2}.get(operand[1], 0)
        elif code == 0x5624:
            joined.append(range(operand[0] + 1, operand[1]))
        elif code == 0xD605 and len(operand) >= 24:
            between = operand[20 + 1] not in _NO_RULE
        elif code == 0xD613 and len(operand) >= 48:
            between = operand[40 + 5] not in _NO_RULE
    flags = [struct.unpack_from("<H", cell)[0] for cell in cells]
    return _Layout(
        edges,
        tuple(away or any(index in some for some in joined) for index, away in enumerate(_across([flag & 3 for flag in flags]))),
        tuple(down.get(index, (2 if flag & 0x40 else 1) if flag & 0x20 else 0) for index, flag in enumerate(flags)),
        between and not any(map(_bare, cells)),
    )


def _across(flags: Sequence[int]) -> list[bool]:
    """Which cells are merged into the cell before them: the first of a set bears another flag than the others."""
    away: list[bool] = []
    first = 0
    for flag in flags:
        away.append(bool(flag and first and flag != first))
        first = (first if away[-1] else flag) if flag else 0
    return away


def _bare(cell: bytes) -> bool:
    """Whether a cell says that no rule is drawn left or right of it (Brc80MayBeNil, 2.9.18)."""
    return cell[8:12] == b"\xff" * 4 or cell[16:20] == b"\xff" * 4
