"""Lines on pages become text in flow: running heads and page numbers out, hard lines joined where it is safe.

Used for the text layer of a pdf and for the lines that OCR finds. Boxes are left, bottom, right, top in points from the lower left corner.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from lawcheck.text import Generated, Origin, Span, Table

Box = tuple[float, float, float, float]
Parts = list[tuple[str, Origin]]
LINE_END: Origin = Generated("line end")
_JOINED: Origin = Generated("line wrap")
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–—]?\s*\d{1,4}\s*(?:[-–—]|/\s*\d{1,4})?\s*", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:[ĐD]i[eéèẻẽẹêếềểễệ]u\s+\d+[a-zđ]?\s*[.:]|(?:Chương|Mục|Phần|Tiểu mục|Phụ lục|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+[\dIVXLC]+|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]{1,5}[.)]\s|[-–+•*]\s"
    r"|Căn cứ\s|Theo đề nghị|Nơi nhận|Kính gửi|Số:|TM\.|KT\.|TL\.|TUQ\.)"
)
_ALWAYS = re.compile(r"Nơi nhận|Kính gửi|KÍNH GỬI|TM\.|KT\.|TL\.|TUQ\.")
_STATE = re.compile(r"c[ộôo]ng h[òoô]a x[ãa] h[ộôo]i")
_EDGE = 0.09
"""share of the page's height at top and bottom where running heads and page numbers stand"""
_SYMBOL_BEGUN = re.compile(r"/\S*[A-ZĐ][-–]\s*$")
_SYMBOL_REST = re.compile(r"[A-ZĐ]{2,}(?:[-–][A-ZĐ]{2,})*")
"""the symbol of several offices, on two lines: `24/HDLN-BCA-BYT-` and `BCT-TANDTC`"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one page: its words with their origins, and its box.

    A row of a ruled table is a line too: `cells` are the spans of its cells in its text, `table` tells the tables of the page apart (from 1).
    `note` marks a footnote, all its lines as one.
    """

    page: int
    box: Box
    parts: tuple[tuple[str, Origin], ...]
    cells: tuple[tuple[int, int], ...] = ()
    table: int = 0
    note: bool = False

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(text for text, _ in self.parts)

    @property
    def height(self) -> float:
        """Height in points, at least 1."""
        return max(self.box[3] - self.box[1], 1.0)

    @property
    def char_width(self) -> float:
        """Mean advance of a character in points."""
        return (self.box[2] - self.box[0]) / max(len(self.text.strip()), 1)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, and its height in points."""

    number: int
    height: float
    lines: tuple[Line, ...]


def flow(pages: Sequence[Page]) -> tuple[Parts, tuple[Table, ...]]:
    """The text of `pages` with its tables: body first, then footnotes and each running head or foot once. Page numbers are left out."""
    heads = _running(pages)
    out: Parts = []
    rows: dict[tuple[int, int], list[tuple[Span, ...]]] = {}
    at = 0
    aside: dict[str, Line] = {}
    last: tuple[Line, _Body] | None = None
    bodies: list[list[Line]] = []
    notes: list[Line] = []
    for page in pages:
        body: list[Line] = []
        for line in page.lines:
            if line.note:
                notes.append(line)
                continue
            place = _at_edge(line, page)
            if place and _PAGE_NUMBER.fullmatch(line.text):
                continue
            if place and _key(line.text) in heads:
                aside.setdefault(_key(line.text), line)
            else:
                body.append(line)
        if body:
            bodies.append(body)
    for body in _tables_over_pages(bodies):
        setting = _body([line for line in body if not line.cells] or body)
        for line in body:
            if last is not None:
                blank = _between(last[0], line, last[1], setting)
                out.append((blank, LINE_END if blank == "\n" else _JOINED))
                at += len(blank)
            if line.cells:
                rows.setdefault((line.page, line.table), []).append(tuple(Span(at + a, at + b) for a, b in line.cells))
            out += line.parts
            at += len(line.text)
            last = (line, setting)
    if last is not None:
        out.append(("\n", LINE_END))
    for line in (*notes, *aside.values()):
        out += [*line.parts, ("\n", LINE_END)]
    tables = tuple(Table(Span(found[0][0].start, found[-1][-1].end), tuple(found)) for found in rows.values())
    return out, tables


def _tables_over_pages(bodies: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of pages with tables that run on made whole: titles repeated on a later page left out, a row cut by the page end as one."""
    out: list[list[Line]] = []
    table: list[Line] = []  # the rows of the table at the end of `out`
    for body in bodies:
        rows = _leading_rows(body)
        known = 0
        if table and rows:
            same = (above.text.split() == below.text.split() for above, below in zip(table, rows, strict=False))
            known = sum(itertools.takewhile(bool, same))
            if known < len(rows) and (rest_of_row := _rest(table, rows[known:])):
                table[-1] = out[-1][-1] = _continued(table[-1], rest_of_row)
                known += 1
        rest = body[known:]
        if rest:
            out.append(rest)
        table = [*table, *rest] if table and len(rows) == len(body) else _leading_rows(rest[::-1])[::-1]
    return out


def _leading_rows(lines: Sequence[Line]) -> list[Line]:
    """The rows of the table that `lines` begin with; none where they begin with other text."""
    return list(itertools.takewhile(lambda line: line.cells and line.table == lines[0].table, lines))


def _rest(table: Sequence[Line], below: Sequence[Line]) -> Line | None:
    """The first row on a page as the rest of the row before, with as many cells; None where it is a row of its own.

    A rest only adds to what stands. It has no number while other rows do, or its first words go on in small letters.
    """
    last, first = table[-1], below[0]
    if abs(last.box[2] - first.box[2]) > 3:
        return None
    if len(first.cells) == len(last.cells) + 1 and not _cell_texts(first)[0]:  # a cell merged down to here has its own part on each page
        first = replace(first, cells=first.cells[1:])
    elif abs(last.box[0] - first.box[0]) > 3:
        return None
    before, more = _cell_texts(last), _cell_texts(first)
    if len(before) != len(more) or not any(more) or not all(old or not new for old, new in zip(before, more, strict=True)):
        return None
    numbered = [bool(_cell_texts(row)[0]) for row in (*table, *below[1:2]) if len(row.cells) == len(more)]
    unnumbered = not more[0] and all(numbered[-3:]) and sum(numbered) > 0.9 * len(numbered)
    return first if unnumbered or _goes_on(before, more) else None


def _goes_on(before: Sequence[str], more: Sequence[str]) -> bool:
    """Whether the first words in the cells of a row go on with a sentence begun in the same cell above."""
    begun, words = next((old, new) for old, new in zip(before, more, strict=True) if new)
    return words[0].islower() and not _ITEM.match(words) and re.search(r"[.;:!?]$", begun) is None


def _cell_texts(row: Line) -> list[str]:
    return [row.text[start:end].strip() for start, end in row.cells]


def _continued(row: Line, rest: Line) -> Line:
    """A row with what its cells hold on the next page."""
    parts: Parts = []
    spans: list[tuple[int, int]] = []
    done = at = 0
    for (start, end), (more_start, more_end) in zip(row.cells, rest.cells, strict=True):
        parts += _slice(row, done, start)
        begin = at = at + start - done
        cell = _slice(row, start, end)
        more = _slice(rest, more_start, more_end)
        if row.text[start:end].strip() and rest.text[more_start:more_end].strip():
            blank = wrap(row.text[start:end], rest.text[more_start:more_end])
            cell.append((blank, _JOINED))
        cell += more
        parts += cell
        at += sum(len(text) for text, _ in cell)
        spans.append((begin, at))
        done = end
    return Line(row.page, row.box, tuple(parts), cells=tuple(spans), table=row.table)


def _slice(line: Line, start: int, end: int) -> Parts:
    out: Parts = []
    at = 0
    for text, origin in line.parts:
        piece = text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            out.append((piece, origin))
        at += len(text)
    return out


def _key(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).split()).lower()


def _at_edge(line: Line, page: Page) -> bool:
    return line.box[1] > page.height * (1 - _EDGE) or line.box[3] < page.height * _EDGE


def _running(pages: Sequence[Page]) -> set[str]:
    """Texts that stand at the edge of at least three pages, and of a third of all; or of both of two pages, at the same place.

    Two pages that both begin with the name of the State are two documents, not one with a running head.
    """
    edges = [{_key(line.text): line.box for line in page.lines if _at_edge(line, page) and line.text.strip()} for page in pages]
    seen = Counter(key for edge in edges for key in edge)
    if len(edges) == 2 and not any(_STATE.search(key) for key, count in seen.items() if count == 2):
        first, second = edges
        return {key for key in first if key in second and abs(first[key][0] - second[key][0]) + abs(first[key][1] - second[key][1]) < 4}
    return {key for key, count in seen.items() if count >= max(3, len(pages) / 3)}


@dataclass(frozen=True, slots=True)
class _Body:
    """How the body of a page is set: left and right edge of long lines, and the usual distance from line to line, in points."""

    left: float
    right: float
    pitch: float


def _body(lines: Sequence[Line]) -> _Body:
    widest = max(line.box[2] - line.box[0] for line in lines)
    long = [line for line in lines if line.box[2] - line.box[0] >= 0.75 * widest]
    reached = sorted((line.box[2] for line in long), reverse=True)
    steps = [a.box[1] - b.box[1] for a, b in itertools.pairwise(lines) if 0 < a.box[1] - b.box[1] < 4 * a.height]
    return _Body(
        left=min(line.box[0] for line in long),
        right=reached[0] if len(long) < 4 else median(reached[: max(3, len(long) // 2)]),
        pitch=median(steps) if len(steps) >= 4 else 1.6 * median(line.height for line in lines),
    )


def _between(a: Line, b: Line, before: _Body, body: _Body) -> str:
    """What stands between two lines: a line end, or a blank (nothing after the hyphen of a number) where `a` only broke at the margin."""
    words = b.text.strip()
    first = words.split(" ", 1)[0]
    advance = max(a.char_width, b.char_width)
    fits = a.box[2] + (len(first) + 1) * advance < before.right - 2 * advance  # two characters: justified lines and scans are not exact
    indent = b.box[0] - body.left
    apart = a.page == b.page and not 0.3 * body.pitch < a.box[1] - b.box[1] < 1.4 * body.pitch
    if not (a.cells or b.cells) and _SYMBOL_BEGUN.search(a.text) and _SYMBOL_REST.fullmatch(words):
        return ""
    if (
        a.cells
        or b.cells
        or fits
        or (a.page != b.page and re.search(r"[.;:]\s*$", a.text))
        or apart
        or indent > 1.6 * b.height
        or a.box[0] > before.left + 4 * a.height
        or not 0.6 < a.height / b.height < 1.6
        or _ALWAYS.match(words)
        or (_ITEM.match(words) and (indent > 0.8 * b.height or re.search(r"[.:;]\s*$", a.text)))
    ):
        return "\n"
    return wrap(a.text, first)


def wrap(line: str, following: str) -> str:
    """What stands where `line` only broke at a margin: nothing after the hyphen of a number ("12/QĐ-" "UBND", "107-13-" "1"), else a blank."""
    line = line.rstrip()
    number = re.search(r"[\wĐ][-–]$", line) and re.match(r"[A-ZĐ]", following)
    code = re.search(r"\d[-–]$", line) and re.match(r"\d", following)
    return "" if number or code else " "


def line_of(page: int, words: Sequence[tuple[str, Origin, Box]]) -> Line:
    """A line made of words, with blanks between them."""
    boxes = [box for _, _, box in words]
    parts: Parts = []
    for text, origin, _ in words:
        if parts:
            parts.append((" ", Generated("blank")))
        parts.append((text, origin))
    return Line(
        page, (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)), tuple(parts)
    )
