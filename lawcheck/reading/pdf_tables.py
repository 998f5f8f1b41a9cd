"""Tables of a pdf, a line a row; and pages as pdfplumber sees them: lines from the places of the letters alone."""

from __future__ import annotations

import io
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from lawcheck.reading.columns import Row, in_columns, is_addressees, is_head
from lawcheck.reading.layout import Box, Line, line_of, wrap
from lawcheck.reading.pdf_rules import Grid
from lawcheck.text import Generated, Origin, PdfOrigin

BUDGET = 15.0
"""seconds that pdfplumber may take for one file; the pages after that are read by pdfium, their tables as lines"""
_SMALL, _APART = 0.8, 0.7
"""height of a sub- or superscript against the words around it, and the points that it stands from its word at most"""
_LAYOUT_ROWS, _LAYOUT_CELLS = 8, 4
"""rows, and cells in a row, that a grid which only holds a head or a signature has at most"""
_GAP = 8.0
"""points without a cell that may be one"""
_CELL: Origin = Generated("cell separator")
Word = tuple[str, Origin, Box]


@dataclass(slots=True)
class Rereader:
    """pdfplumber on one pdf: opened when first needed, given up after BUDGET seconds (it is a hundred times slower than pdfium).

    `shown` makes a word of the file what is kept of it.
    """

    data: bytes
    shown: Callable[[str], str]
    spent: float = 0.0
    document: Any = None

    def lines(self, index: int, *, tables: bool) -> list[Line]:
        """The lines of page `index` (from 0); with `tables`, the rows of ruled tables as lines with cells. Empty where pdfplumber fails."""
        import pdfplumber

        if self.spent > BUDGET:
            return []
        start = time.monotonic()
        try:
            if self.document is None:
                self.document = pdfplumber.open(io.BytesIO(self.data))
            page = self.document.pages[index]
            height, width = float(page.height), float(page.width)
            words = [word for word in page.extract_words() if self.shown(word["text"])]
            placed = [[(self.shown(word["text"]), _box(word, height)) for word in row] for row in _rows(words)]
            rows = [[(text, PdfOrigin(index + 1, box), box) for text, box in row] for row in placed]
            grids = [grid for table in page.find_tables() if len(grid := _grid(table, height)) > 1] if tables else []
            page.close()
            return in_tables([(line_of(index + 1, row), row) for row in rows], grids, width)
        except Exception:  # pdfminer raises anything on malformed pages; the pdfium text stays
            return []
        finally:
            self.spent += time.monotonic() - start

    def close(self) -> None:
        """Free what pdfplumber holds."""
        if self.document is not None:
            self.document.close()


def _grid(table: Any, height: float) -> Grid:
    """The cells row by row; empty where there are fewer than two columns."""
    rows = [[(cell[0], height - cell[3], cell[2], height - cell[1]) for cell in row.cells if cell is not None] for row in table.rows]
    return [row for row in rows if row] if max((len(row) for row in rows), default=0) > 1 else []


def in_tables(rows: Sequence[Row], grids: Sequence[Grid], width: float, *, goes_on: bool = False) -> list[Line]:
    """The lines of a page with the words in `grids` as rows of tables; what stands in no cell keeps its order, in columns where it has two.

    `goes_on` says that addressees began on the page before.
    """
    grids = [grid for grid in grids if not _is_layout(grid, rows)]
    if not grids or not rows:
        return in_columns(rows, width, goes_on=goes_on)
    number = rows[0][0].page
    grids = [_filled(grid, rows) for grid in grids]
    cells: dict[Box, list[tuple[Line, list[Word]]]] = {cell: [] for grid in grids for row in grid for cell in row}
    bands = [(min(cell[1] for cell in row), max(cell[3] for cell in row), row) for grid in grids for row in grid]
    free: list[Row] = []
    for line, words in rows:
        outside: list[Word] = []
        for word in words:
            x, y = (word[2][0] + word[2][2]) / 2, (word[2][1] + word[2][3]) / 2
            near = (cell for bottom, top, row in bands if bottom <= y <= top for cell in row)
            home = next((cell for cell in near if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]), None)
            if home is None:
                outside.append(word)
            elif cells[home] and cells[home][-1][0] is line:
                cells[home][-1][1].append(word)
            else:
                cells[home].append((line, [word]))
        if outside:
            free.append((line if len(outside) == len(words) else line_of(number, outside), outside))
    out: list[Line] = []
    for table, grid in enumerate(sorted(grids, key=lambda grid: -grid[0][0][3]), 1):
        top = grid[0][0][3]
        above = [row for row in free if row[0].box[1] >= top - 2]
        free = [row for row in free if row[0].box[1] < top - 2]
        out += in_columns(above, width, goes_on=goes_on and table == 1)
        out += [_row_line([(cell, [words for _, words in cells[cell]]) for cell in row], number, table) for row in grid]
    return out + in_columns(free, width)


def _filled(grid: Grid, rows: Sequence[Row]) -> Grid:
    """A grid with the cells that lack a rule on one side: what is left of its rows beside their other cells, where words stand in it."""
    left, right = min(row[0][0] for row in grid), max(row[-1][2] for row in grid)
    out: Grid = []
    merged: list[Box] = []  # cells of rows above that go on down
    for row in grid:
        bottom, top = max(cell[1] for cell in row), max(cell[3] for cell in row)
        middle = (bottom + top) / 2
        beside = sorted([*row, *(cell for cell in merged if cell[1] < middle)])
        ends = itertools.accumulate((cell[2] for cell in beside), max, initial=left)
        starts = (*(cell[0] for cell in beside), right)
        gaps = [(end, bottom, start, top) for end, start in zip(ends, starts, strict=True) if start - end > _GAP]
        boxes = [box for _, words in rows for _, _, box in words if box[1] < top and bottom < box[3]] if gaps else []
        free = [box for box in boxes if not any(_holds(cell, box) for cell in beside)]
        out.append(sorted([*row, *(gap for gap in gaps if any(_holds(gap, box) for box in free))]))
        merged += [cell for cell in row if cell[1] < bottom]
    return out


def _holds(cell: Box, box: Box) -> bool:
    """Whether the middle of a box is in a cell."""
    return cell[0] <= (box[0] + box[2]) / 2 <= cell[2] and cell[1] <= (box[1] + box[3]) / 2 <= cell[3]


def _is_layout(grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether a grid only holds a head, or addressees and signature, in their columns: their cells have a white ground or a frame, but are no data."""
    if len(grid) > _LAYOUT_ROWS or max(map(len, grid)) > _LAYOUT_CELLS:
        return False
    left, bottom = min(row[0][0] for row in grid), min(cell[1] for cell in grid[-1])
    right, top = max(row[-1][2] for row in grid), grid[0][0][3]
    return any(_holds((left, bottom, right, top), line.box) for line, _ in rows if is_head(line.text) or is_addressees(line.text))


def _row_line(row: Sequence[tuple[Box, list[list[Word]]]], number: int, table: int) -> Line:
    """One row of a table as a line: its cells with " | " between them, and where they stand in it."""
    parts: list[tuple[str, Origin]] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for place, lines in row:
        if spans:
            parts.append((" | ", _CELL))
            at += 3
        text = ""
        for line in (" ".join(word for word, _, _ in line) for line in lines):
            text += wrap(text, line) + line if text else line
        left, bottom, right, top = (round(side, 1) for side in place)
        parts.append((text, PdfOrigin(number, (left, bottom, right, top))))
        spans.append((at, at + len(text)))
        at += len(text)
    first, last = row[0][0], row[-1][0]
    return Line(number, (first[0], first[1], last[2], first[3]), tuple(parts), cells=tuple(spans), table=table)


def _rows(words: Sequence[Any]) -> list[list[Any]]:
    """Words grouped by line, each from left to right; a sub- or superscript is part of the word it touches ("H2SO4", "m2")."""
    if not words:
        return []
    usual = median(_height(word) for word in words)
    rows = _by_bottom([word for word in words if _height(word) >= _SMALL * usual])
    alone: list[Any] = []
    for word in words:
        if _height(word) < _SMALL * usual:
            row = next((row for row in rows if any(_touch(word, other) for other in row)), None)
            (alone if row is None else row).append(word)
    rows = sorted([*rows, *_by_bottom(alone)], key=lambda row: float(row[0]["bottom"]))
    return [_joined(sorted(row, key=lambda word: float(word["x0"]))) for row in rows]


def _by_bottom(words: Sequence[Any]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if not rows or word["bottom"] - rows[-1][0]["bottom"] > 0.3 * _height(word):
            rows.append([])
        rows[-1].append(word)
    return rows


def _height(word: Any) -> float:
    return float(word["bottom"] - word["top"])


def _touch(small: Any, other: Any) -> bool:
    """Whether a small word stands right beside another, at its head or foot."""
    beside = min(abs(small["x0"] - other["x1"]), abs(small["x1"] - other["x0"])) < _APART
    return bool(beside and small["top"] < other["bottom"] and other["top"] < small["bottom"])


def _joined(row: list[Any]) -> list[Any]:
    """A row with words as one where one of two that touch is much smaller."""
    out: list[Any] = []
    for word in row:
        last = out[-1] if out else None
        if last is not None and word["x0"] - last["x1"] < _APART and _differ(last["last"], word):
            edges = {"top": min(last["top"], word["top"]), "bottom": max(last["bottom"], word["bottom"]), "x1": word["x1"]}
            out[-1] = {**last, **edges, "text": last["text"] + word["text"], "last": word}
        else:
            out.append({**word, "last": word})
    return out


def _differ(a: Any, b: Any) -> bool:
    low, high = sorted((_height(a), _height(b)))
    return low < _SMALL * high


def _box(word: Any, height: float) -> Box:
    return round(word["x0"], 1), round(height - word["bottom"], 1), round(word["x1"], 1), round(height - word["top"], 1)
