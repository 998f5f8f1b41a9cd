"""Text boxes and pictures that float over a Word 97–2003 document, found by where they are anchored.

The drawing ([MS-ODRAW], by [MS-DOC] 2.9.172) says which shapes belong together: the anchor names a group, the text one shape of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from lawcheck.reading.doc97.file import NotUnderstoodError, Slice, WordFile, plc_rows

_DRAWING = 50
_GROUP, _SHAPE, _SHAPE_ID, _OPTIONS = 0xF003, 0xF004, 0xF00A, 0xF00B
_PICTURE, _PICTURE_OPTION = 75, 0x0104
_DEPTH = 30
EMU_PER_TWIP = 635


@dataclass(frozen=True, slots=True)
class Anchored:
    """What stands at an anchor: the texts of its boxes (parts of the story of boxes), and the size of a picture in EMU.

    `order` is where it lies over others: as a rule the order in which they were drawn, and are to be read.
    """

    order: int
    boxes: tuple[Slice, ...]
    picture: tuple[int, int] | None


@dataclass(slots=True)
class _Drawing:
    """Shapes by the outermost group they belong to, and which of them are pictures."""

    members: dict[int, list[int]] = field(default_factory=dict)
    pictures: set[int] = field(default_factory=set)


def anchored(file: WordFile, anchors: int, texts: int, first: int, boxes: int) -> dict[int, Anchored]:
    """What floats at each position of the text: structures `anchors` (PlcfSpa, 2.8.37) and `texts` (PlcftxbxTxt, 2.8.32) of stories from `first` and `boxes` on."""
    spots = list(plc_rows(file.structure(anchors), 26))
    if not spots:
        return {}
    drawing = _drawing(file.structure(_DRAWING))
    order = {top: number for number, top in enumerate(drawing.members)}
    of_shape: dict[int, Slice] = {}
    for start, end, row in plc_rows(file.structure(texts), 22):
        reusable, shape = struct.unpack_from("<8xH4xI", row)
        if not reusable and shape:
            guarded = end - start > 1 and file.text[boxes + end - 2 : boxes + end] == "\r\r"
            of_shape.setdefault(shape, (boxes + start, boxes + end - guarded))
    found: dict[int, Anchored] = {}
    for at, _, row in spots:
        top, left, upper, right, lower = struct.unpack_from("<I4i", row)
        members = drawing.members.pop(top, [top])
        size = (max(right - left, 0) * EMU_PER_TWIP, max(lower - upper, 0) * EMU_PER_TWIP)
        found[first + at] = Anchored(
            order.get(top, len(order)),
            tuple(of_shape.pop(shape) for shape in members if shape in of_shape),
            size if top in drawing.pictures else None,
        )
    return found


def _drawing(content: bytes) -> _Drawing:
    """The shapes of the main and of the header document (OfficeArtContent, 2.9.172)."""
    drawing = _Drawing()
    if not content:
        return drawing
    at = 8 + struct.unpack_from("<I", content, 4)[0]
    while at + 9 <= len(content):
        size = struct.unpack_from("<I", content, at + 5)[0]
        for _, kind, start, end in _records(content, at + 9, min(at + 9 + size, len(content))):
            if kind == _GROUP:
                for _, inner, first, last in _records(content, start, end):
                    if inner in (_GROUP, _SHAPE):
                        _collect(content, inner, first, last, drawing, None, 0)
        at += 9 + size
    return drawing


def _collect(content: bytes, kind: int, start: int, end: int, drawing: _Drawing, top: int | None, depth: int) -> int | None:
    """Add a shape, or a group with all its shapes, to `drawing`; the id of its first shape."""
    if depth > _DEPTH:
        raise NotUnderstoodError("OfficeArtSpgrContainer")
    if kind == _GROUP:
        for _, inner, first, last in _records(content, start, end):
            if inner in (_GROUP, _SHAPE):
                made = _collect(content, inner, first, last, drawing, top, depth + 1)
                top = made if top is None else top
        return top
    shape: int | None = None
    picture = False
    for instance, inner, first, last in _records(content, start, end):
        if inner == _SHAPE_ID and last - first >= 8:
            (shape,) = struct.unpack_from("<I", content, first)
            picture = picture or instance == _PICTURE
        elif inner == _OPTIONS:
            picture = picture or any(
                struct.unpack_from("<H", content, first + 6 * number)[0] & 0x3FFF == _PICTURE_OPTION
                for number in range(min(instance, (last - first) // 6))
            )
    if shape is None:
        return top
    drawing.members.setdefault(shape if top is None else top, []).append(shape)
    if picture:
        drawing.pictures.add(shape)
    return shape


def _records(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """The records between two places ([MS-ODRAW] 2.2.1): instance, type, where their content begins and ends."""
    while start + 8 <= end:
        head, kind, size = struct.unpack_from("<HHI", content, start)
        yield head >> 4, kind, start + 8, min(start + 8 + size, end)
        start += 8 + size
