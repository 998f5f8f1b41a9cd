"""Print that Tesseract's layout analysis left out, found as ink of the size of letters outside its words, and read again.

A narrow column of numbers, or a name under a signature, may be taken for a picture. What is read there joins the line beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from lawcheck.reading.ink import components

Words = Mapping[str, str]
"""a row of Tesseract's table"""
_COARSE = 3
"""by how much the picture is made coarser to look for ink"""
_DARK = 140
_STROKES = 20_000
"""runs of ink left over on a page, above which it is a photograph or dirty all over and is not searched"""
_LEAST, _MOST, _WIDE = 0.4, 1.7, 3.0
"""how high at least and at most, and how wide at most a letter or letters that touch are, in heights of a word"""
_APART = 3.0
"""blank between two columns, in heights of a word"""
_BESIDE = 6.0
"""how far beside a column known words are looked at, in heights of a word"""
_COLUMNS = 3
"""columns that are read; more are the pieces of a picture"""
_FEW = 2
"""letters of a column at least; fewer are dust"""
_SURE = 0.8
"""mean confidence from which a line is taken"""
_NUMBERED = 2 / 3
"""share of a column's lines with figures from which it is one of numbers"""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def wider(self, across: float, down: float) -> _Box:
        return _Box(self.left - across, self.top - down, self.right + across, self.bottom + down)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    @property
    def edges(self) -> tuple[int, int, int, int]:
        return round(self.left), round(self.top), round(self.right), round(self.bottom)


def with_leftovers(rows: Sequence[Words], image: Any, read: Callable[[Any], Sequence[Words]]) -> list[Words]:
    """The words of Tesseract's `rows` of a page (a grey PIL image), line by line, with those it left out; `read` gives the rows of a part."""
    lines = _lines(rows)
    words = [_box(row) for line in lines for row in line]
    if not words:
        return []
    height = median(word.bottom - word.top for word in words)
    known = [word.wider(0.3 * height, 0.2 * height) for word in words]
    for column in _columns(_letters(image, known, height), _APART * height):
        for line in _sure(_lines(_read(image, column, known, height, read))):
            lines = _with_line(lines, line)
    return [row for line in lines for row in line]


def _lines(rows: Sequence[Words]) -> list[list[Words]]:
    found: dict[tuple[str, ...], list[Words]] = {}
    for row in rows:
        if row["level"] == "5" and row["text"].strip():
            found.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    return list(found.values())


def _box(row: Words) -> _Box:
    left, top, width, height = (float(row[key]) for key in ("left", "top", "width", "height"))
    return _Box(left, top, left + width, top + height)


def _around(boxes: Sequence[_Box]) -> _Box:
    return _Box(
        min(box.left for box in boxes), min(box.top for box in boxes), max(box.right for box in boxes), max(box.bottom for box in boxes)
    )


def _letters(image: Any, known: Sequence[_Box], height: float) -> list[_Box]:
    """Ink outside the `known` words that is as large as letters are."""
    import numpy

    ink = numpy.asarray(image.reduce(_COARSE)) < _DARK
    for box in known:
        left, top, right, bottom = (max(edge // _COARSE, 0) for edge in box.edges)
        ink[top : bottom + 1, left : right + 1] = False
    if numpy.count_nonzero(ink[:, 1:] > ink[:, :-1]) > _STROKES:
        return []
    found: list[_Box] = []
    for piece in components(ink, 0, 0):
        down, across = ((size * _COARSE) / height for size in piece.mask.shape)
        if _LEAST < down < _MOST and across < _WIDE:
            found.append(_Box(*(float(edge * _COARSE) for edge in (piece.left, piece.top, piece.right, piece.bottom))))
    return found


def _columns(letters: Sequence[_Box], apart: float) -> list[list[_Box]]:
    """The letters by the columns they stand in; none where they are all over the page."""
    found: list[list[_Box]] = []
    edge = float("-inf")
    for letter in sorted(letters, key=lambda box: box.left):
        if letter.left - edge > apart:
            found.append([])
        found[-1].append(letter)
        edge = max(edge, letter.right)
    found = [column for column in found if len(column) >= _FEW]
    return found if len(found) <= _COLUMNS else []


def _read(image: Any, letters: Sequence[_Box], known: Sequence[_Box], height: float, read: Callable[[Any], Sequence[Words]]) -> list[Words]:
    """What is read where `letters` stand, at its place on the page.

    Nothing else is on the picture but known words to the right of them, which tell how large letters are.
    """
    import PIL.Image

    part = _around([letter.wider(height, height) for letter in letters])
    part = replace(part, right=part.right + _BESIDE * height)
    left, top, right, bottom = part.edges
    picture = PIL.Image.new("L", (right - left, bottom - top), 255)
    beside = [
        word for word in known if part.left < word.left and word.right < part.right and part.top < word.top and word.bottom < part.bottom
    ]
    for box in (*(letter.wider(0.4 * height, 0.5 * height) for letter in letters), *beside):
        edges = box.edges
        picture.paste(image.crop(edges), (edges[0] - left, edges[1] - top))
    rows = [{**row, "left": str(int(row["left"]) + left), "top": str(int(row["top"]) + top)} for row in read(picture)]
    return [row for row in rows if not any(box.holds(_box(row).middle) for box in known)]


def _sure(lines: Sequence[list[Words]]) -> list[list[Words]]:
    """The lines that are no scraps of seals and signatures: several sure words, or figures, which may be less sure in a column of them."""
    figures = [any(char.isdigit() for row in line for char in row["text"]) for line in lines]
    numbers = len(lines) > _FEW and sum(figures) > _NUMBERED * len(lines)
    found = []
    for line, has_figures in zip(lines, figures, strict=True):
        mean = sum(float(row["conf"]) for row in line) / len(line) / 100
        if (mean >= _SURE and (len(line) > 1 or has_figures)) or (numbers and has_figures):
            found.append(line)
    return found


def _with_line(lines: Sequence[list[Words]], new: list[Words]) -> list[list[Words]]:
    """The lines of a page with one more: joined to the line beside it, else after the one above it."""
    box = _around([_box(row) for row in new])
    boxes = [_around([_box(row) for row in line]) for line in lines]
    beside = [index for index, other in enumerate(boxes) if other.top < (box.top + box.bottom) / 2 < other.bottom]
    if beside:
        nearest = min(beside, key=lambda index: max(boxes[index].left - box.right, box.left - boxes[index].right))
        key = {name: lines[nearest][0][name] for name in ("block_num", "par_num", "line_num")}
        added: list[Words] = [{**row, **key} for row in new]
        joined = sorted([*lines[nearest], *added], key=lambda row: float(row["left"]))
        return [*lines[:nearest], joined, *lines[nearest + 1 :]]
    above = max(
        (index for index, other in enumerate(boxes) if other.bottom <= box.bottom), key=lambda index: boxes[index].bottom, default=-1
    )
    own: list[Words] = [{**row, "block_num": f"+{len(lines)}"} for row in new]
    return [*lines[: above + 1], own, *lines[above + 1 :]]
