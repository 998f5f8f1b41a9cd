"""Lines on pages become text in flow: running heads and page numbers out, hard lines joined where it is safe.

Used for the text layer of a pdf and for the lines that OCR finds. Boxes are left, bottom, right, top in points from the lower left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from lawcheck.text import Generated, Origin

Box = tuple[float, float, float, float]
Parts = list[tuple[str, Origin]]
LINE_END: Origin = Generated("line end")
_JOINED: Origin = Generated("line wrap")
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–—]?\s*\d{1,4}\s*(?:[-–—]|/\s*\d{1,4})?\s*", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:Điều\s+\d+[a-zđ]?\s*[.:]|(?:Chương|Mục|Phần|Tiểu mục|Phụ lục|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+[\dIVXLC]+|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]{1,5}[.)]\s|[-–+•*]\s"
    r"|Căn cứ\s|Theo đề nghị|Nơi nhận|Kính gửi|Số:|TM\.|KT\.|TL\.|TUQ\.)"
)
_EDGE = 0.09
"""share of the page's height at top and bottom where running heads and page numbers stand"""
_GAP = 2.2
"""blank inside a line, in line heights, that parts two columns"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one page: its words with their origins, and its box."""

    page: int
    box: Box
    parts: tuple[tuple[str, Origin], ...]

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


def flow(pages: Sequence[Page]) -> Parts:
    """The text of `pages`: body first, then each running head or foot once. Page numbers are left out."""
    heads = _running(pages)
    out: Parts = []
    aside: dict[str, Line] = {}
    last: tuple[Line, float] | None = None
    for page in pages:
        body: list[Line] = []
        for line in page.lines:
            place = _at_edge(line, page)
            if place and _PAGE_NUMBER.fullmatch(line.text):
                continue
            if place and _key(line.text) in heads:
                aside.setdefault(_key(line.text), line)
            else:
                body.append(line)
        if not body:
            continue
        margins = _margins(body)
        for line in body:
            if last is not None:
                before, right = last
                out.append((_between(before, line, right, margins), LINE_END))
                if out[-1][0] != "\n":
                    out[-1] = (out[-1][0], _JOINED)
            out += line.parts
            last = (line, margins[1])
    if last is not None:
        out.append(("\n", LINE_END))
    for line in aside.values():
        out += [*line.parts, ("\n", LINE_END)]
    return out


def _key(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).split()).lower()


def _at_edge(line: Line, page: Page) -> bool:
    return line.box[1] > page.height * (1 - _EDGE) or line.box[3] < page.height * _EDGE


def _running(pages: Sequence[Page]) -> set[str]:
    """Texts that stand at the edge of at least three pages, and of a third of all."""
    seen = Counter(key for page in pages for key in {_key(line.text) for line in page.lines if _at_edge(line, page)} if key)
    return {key for key, count in seen.items() if count >= max(3, len(pages) / 3)}


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the body: where most long lines begin, and how far they reach."""
    widest = max(line.box[2] - line.box[0] for line in lines)
    long = [line for line in lines if line.box[2] - line.box[0] >= 0.75 * widest]
    return min(line.box[0] for line in long), max(line.box[2] for line in long) if len(long) < 4 else median(
        sorted((line.box[2] for line in long), reverse=True)[: max(3, len(long) // 2)]
    )


def _between(a: Line, b: Line, right: float, margins: tuple[float, float]) -> str:
    """What stands between two lines: a line end, or a blank (nothing after the hyphen of a number) where `a` only broke at the margin."""
    left = margins[0]
    first = b.text.strip().split(" ", 1)[0]
    fits = a.box[2] + (len(first) + 1) * max(a.char_width, b.char_width) < right
    same_page = a.page == b.page
    if (
        fits
        or (same_page and (b.box[3] > a.box[1] + a.height * 0.6 or a.box[1] - b.box[3] > 1.6 * max(a.height, b.height)))
        or b.box[0] > left + 1.6 * b.height
        or (a.box[0] > left + 4 * a.height)
        or not 0.7 < a.height / b.height < 1.45
        or (_ITEM.match(b.text.strip()) and (b.box[0] > left + 0.8 * b.height or re.search(r"[.:;]\s*$", a.text)))
    ):
        return "\n"
    return "" if re.search(r"[\wĐ][-–]$", a.text.rstrip()) and re.match(r"[A-ZĐ]", first) else " "


def split_columns(line: Line, words: Sequence[tuple[str, Origin, Box]]) -> list[Line]:
    """The line cut where the blank between two words is as wide as the gutter between columns."""
    groups: list[list[tuple[str, Origin, Box]]] = []
    for word in words:
        if groups and word[2][0] - groups[-1][-1][2][2] < _GAP * line.height:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [line_of(line.page, group) for group in groups]


def line_of(page: int, words: Sequence[tuple[str, Origin, Box]]) -> Line:
    """A line made of words, with blanks between them."""
    boxes = [box for _, _, box in words]
    parts: Parts = []
    for text, origin, _ in words:
        if parts:
            parts.append((" ", Generated("blank")))
        parts.append((text, origin))
    return Line(page, (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)), tuple(parts))
