"""The rules drawn on a page of a pdf, and the tables whose cells they enclose.

Boxes are left, bottom, right, top in points from the lower left corner, as in layout.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lawcheck.reading.layout import Box

Grid = list[list[Box]]
"""the cells of a table, row by row from above, each row from the left"""
_THICK = 3.0
"""points: a drawing thinner than this is a rule; rules closer than this are one, and so are ends that almost meet"""
_SHORT = 3.0
_MAX_DRAWINGS = 5000
"""drawings after which a page is a picture and not a table"""


_MAX_STANDING = 400
"""standing rules after which they are a drawing, whose gaps are meant"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: `at` is its place on the other axis, `start` and `end` its ends, in points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a page: those that lie across it and those that stand along it."""

    across: tuple[Rule, ...] = ()
    along: tuple[Rule, ...] = ()

    @property
    def may_enclose(self) -> bool:
        """Whether there are enough of them for a row of two cells."""
        return len(self.across) >= 2 and len(self.along) >= 3


def rules_of(page: Any) -> Rules:
    """The rules on a pdfium page: thin drawings, and the edges of boxes. None of a page with too many drawings.

    White boxes without an edge are the grounds of cells where rules are drawn too, else those of words, which nobody sees.
    """
    import pypdfium2
    import pypdfium2.raw as raw

    across: list[Rule] = []
    along: list[Rule] = []
    grounds: list[Box] = []
    try:
        for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
            if number > _MAX_DRAWINGS:
                return Rules()
            edges = list(_edges(item))
            if len(edges) > 1 and _is_unseen(item):
                grounds += edges
            else:
                _sort(edges, across, along)
    except pypdfium2.PdfiumError:
        return Rules()
    if Rules(tuple(across), tuple(along)).may_enclose:
        _sort(grounds, across, along)
    return Rules(_joined(across), _bridged(_joined(along), across))


def _sort(edges: Sequence[Box], across: list[Rule], along: list[Rule]) -> None:
    """Add thin boxes to the rules that they are."""
    for left, bottom, right, top in edges:
        if top - bottom < _THICK and right - left > _SHORT:
            across.append(Rule((top + bottom) / 2, left, right))
        elif right - left < _THICK and top - bottom > _SHORT:
            along.append(Rule((left + right) / 2, bottom, top))


def _edges(item: Any) -> Iterator[Box]:
    """What one drawing adds: itself where it is thin, else its straight edges."""
    import ctypes

    import pypdfium2.raw as raw

    box = item.get_bounds()
    left, bottom, right, top = box
    count = raw.FPDFPath_CountSegments(item.raw)
    if min(right - left, top - bottom) < _THICK:
        yield box
        return
    if count > 400:
        return
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield _between(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield _between(point, begin)
        last = point


def _is_unseen(item: Any) -> bool:
    """Whether a box is white and has no edge of its own."""
    import ctypes

    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    colour = tuple(ctypes.c_uint() for _ in range(4))
    return not stroke.value and bool(raw.FPDFPageObj_GetFillColor(item.raw, *colour)) and all(part.value == 255 for part in colour[:3])


def _between(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _joined(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Rules on one line as one where their ends meet."""
    out: list[Rule] = []
    for line in _clusters(rules):
        at = sum(rule.at for rule in line) / len(line)
        start, end = line[0].start, line[0].end
        for rule in sorted(line, key=lambda rule: rule.start):
            if rule.start > end + _THICK:
                out.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            start, end = min(start, rule.start), max(end, rule.end)
        out.append(Rule(at, start, end))
    return tuple(out)


def _bridged(along: Sequence[Rule], across: Sequence[Rule]) -> tuple[Rule, ...]:
    """Standing rules made whole where a program left a part out: rules across end there, or at a gap as high beside it, and the table goes on."""
    if len(along) > _MAX_STANDING:
        return tuple(along)
    gaps = [
        (a, b)
        for a, b in itertools.pairwise(sorted(along, key=lambda rule: (rule.at, rule.start)))
        if a.at == b.at and any(rule.start <= a.end and b.start <= rule.end for rule in along)
    ]
    ended = {
        (round(a.end), round(b.start))
        for a, b in gaps
        if any(
            a.end + _THICK < rule.at < b.start - _THICK and min(abs(rule.start - a.at), abs(rule.end - a.at)) < _THICK for rule in across
        )
    }
    return _joined([*along, *(Rule(a.at, a.end, b.start) for a, b in gaps if (round(a.end), round(b.start)) in ended)])


def _clusters(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Rules that lie less than _THICK from the next on the other axis."""
    line: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.start)):
        if line and rule.at - line[-1].at > _THICK:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def grids_of(rules: Rules) -> list[Grid]:
    """The tables with a row of two cells, from above."""
    xs = sorted({rule.at for rule in rules.along})
    ys = sorted({rule.at for rule in rules.across}, reverse=True)
    down = {(x, upper) for x, upper, lower in _steps(xs, ys, rules.along)}
    over = {(left, y) for y, left, _ in _steps(ys, xs, rules.across)}
    cells: list[tuple[int, int, int, int]] = []
    for i, j in itertools.product(range(len(ys) - 1), range(len(xs) - 1)):
        cell = _cell(i, j, xs, ys, down, over)
        if cell is not None:
            cells.append(cell)
    grids: list[Grid] = []
    for table in _tables(cells):
        rows: dict[int, list[Box]] = {}
        for top, left, bottom, right in sorted(table):
            rows.setdefault(top, []).append((xs[left], ys[bottom], xs[right], ys[top]))
        if max(map(len, rows.values())) > 1:
            grids.append(list(rows.values()))
    return sorted(grids, key=lambda grid: -grid[0][0][3])


def _steps(places: Sequence[float], stops: Sequence[float], rules: Sequence[Rule]) -> Iterator[tuple[float, float, float]]:
    """For each of `places` the steps from one of `stops` to the next that a rule there covers."""
    for place in places:
        mine = [rule for rule in rules if rule.at == place]
        for a, b in itertools.pairwise(stops):
            low, high = min(a, b), max(a, b)
            if any(rule.start <= low + _THICK and high - _THICK <= rule.end for rule in mine):
                yield place, a, b


def _cell(
    i: int, j: int, xs: Sequence[float], ys: Sequence[float], down: set[tuple[float, float]], over: set[tuple[float, float]]
) -> tuple[int, int, int, int] | None:
    """The smallest cell with its upper left corner at the crossing (ys[i], xs[j]): indices of top, left, bottom, right."""
    bottom = i
    while bottom < len(ys) - 1 and (xs[j], ys[bottom]) in down:
        bottom += 1
        right = j
        while right < len(xs) - 1 and (xs[right], ys[i]) in over and (xs[right], ys[bottom]) in over:
            right += 1
            if all((xs[right], ys[step]) in down for step in range(i, bottom)):
                return i, j, bottom, right
    return None


def _tables(cells: Sequence[tuple[int, int, int, int]]) -> Iterator[list[tuple[int, int, int, int]]]:
    """Cells grouped where they share a corner."""
    by_corner: dict[tuple[int, int], list[tuple[int, int, int, int]]] = {}
    for cell in cells:
        for corner in _corners(cell):
            by_corner.setdefault(corner, []).append(cell)
    left = set(cells)
    for first in cells:
        if first not in left:
            continue
        left.discard(first)
        table, todo = [first], [first]
        while todo:
            for corner in _corners(todo.pop()):
                for other in by_corner[corner]:
                    if other in left:
                        left.discard(other)
                        table.append(other)
                        todo.append(other)
        yield table


def _corners(cell: tuple[int, int, int, int]) -> tuple[tuple[int, int], ...]:
    top, left, bottom, right = cell
    return (top, left), (top, right), (bottom, left), (bottom, right)
