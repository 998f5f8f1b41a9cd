"""Properties of characters and paragraphs in a Word 97–2003 file: sprms ([MS-DOC] 2.6) and the pages that hold them (FKP, 2.9.34, 2.9.175).

Only what the reader of Word files looks at is kept: styles, fonts, hidden and tracked text, lists, tables.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lawcheck.reading.doc97.file import NotUnderstoodError, Piece, WordFile, plc_rows

_PAGE = 512
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""bytes of an operand by spra (2.2.5.1); 0: its first byte says"""
_DEFINE_TABLE, _DEFINE_TABLE_10, _CHANGE_TABS = 0xD608, 0xD606, 0xC615
_CHPX, _PAPX = 12, 13

Run = tuple[int, int, bytes]
"""first and last position in the text, and the sprms of what stands there"""


@dataclass(frozen=True, slots=True)
class Characters:
    """What sprms say about characters; None where they say nothing. `hidden` is a toggle (2.9.327): 0, 1, 128 as the style, 129 its opposite."""

    style: int | None = None
    ascii: int | None = None
    other: int | None = None
    hidden: int | None = None
    deleted: bool = False
    inserted: bool = False
    author: int = 0
    remover: int = 0
    special: bool = False
    symbol: tuple[int, int] | None = None
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What sprms say about a paragraph; `list` and `level` are None where they say nothing. `table` are the sprms of a table row."""

    style: int
    list: int | None = None
    level: int | None = None
    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    old_number: bool = False
    table: bytes = b""


class Ordered:
    """Runs in order, found by position. Raises NotUnderstoodError where there is none."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs, self._starts = runs, [start for start, _, _ in runs]

    def at(self, position: int) -> bytes:
        """The sprms at one position."""
        return self._runs[self._index(position)][2]

    def between(self, start: int, end: int) -> Iterator[Run]:
        """The runs that stand from `start` to `end`, cut to that."""
        index = self._index(start) if start < end else 0
        while start < end:
            _, last, grpprl = self._runs[index]
            stop = min(last, end)
            if stop > start:
                yield start, stop, grpprl
            start, index = stop, index + 1

    def _index(self, position: int) -> int:
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._runs[index][1]:
            raise NotUnderstoodError(f"no properties at {position}")
        return index


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and operand of each sprm (Prl, 2.2.5.1); those with a length byte without it. Ends where a list is cut off."""
    at, end = 0, len(grpprl)
    while at + 2 < end:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if size == 0:
            if code in (_DEFINE_TABLE, _DEFINE_TABLE_10):
                size = int.from_bytes(grpprl[at : at + 2], "little") - 1
                at += 2
            elif code == _CHANGE_TABS and grpprl[at] == 255:
                size = _long_tabs(grpprl, at + 1)
                at += 1
            else:
                size = grpprl[at]
                at += 1
        if size < 0 or at + size > end:
            return
        yield code, grpprl[at : at + size]
        at += size


def _long_tabs(grpprl: bytes, at: int) -> int:
    """Size of the operand of sprmPChgTabs that is too long for its length byte (2.9.181)."""
    deleted = grpprl[at] if at < len(grpprl) else 0
    added = at + 1 + 4 * deleted
    return 2 + 4 * deleted + 3 * (grpprl[added] if added < len(grpprl) else 0)


def characters(grpprl: bytes, start: Characters | None = None) -> Characters:
    """What `grpprl` says about characters that are `start` without it (2.6.1)."""
    found = start or Characters()
    values: dict[str, object] = {}
    for code, operand in sprms(grpprl):
        name = _SHORT.get(code)
        if name is not None:
            values[name] = int.from_bytes(operand, "little")
        elif code in _FLAGS:
            values[_FLAGS[code]] = operand[0] not in (0, 128)
        elif code == 0x6A09:
            values["symbol"] = struct.unpack("<HH", operand)
            values["special"] = True
        elif code == 0x6A03:
            values["picture"] = int.from_bytes(operand, "little")
            values["special"] = True
        elif code == 0x2A33:
            values.update(ascii=None, other=None, hidden=None)
    return replace(found, **values) if values else found  # type: ignore[arg-type]


_SHORT = {0x4A30: "style", 0x4A4F: "ascii", 0x4A51: "other", 0x083C: "hidden", 0x4804: "author", 0x4863: "remover"}
_FLAGS = {0x0800: "deleted", 0x0801: "inserted", 0x0855: "special"}


def paragraph(grpprl: bytes, start: Paragraph, file: WordFile) -> Paragraph:
    """What `grpprl` says about a paragraph that is `start` without it (2.6.2)."""
    list_, level, style = start.list, start.level, start.style
    in_table, depth, cell_end, row_end, old = False, start.depth, start.cell_end, start.row_end, start.old_number
    table: list[bytes] = []
    for code, operand in _with_long(grpprl, file):
        if code == 0x460B:
            list_ = int.from_bytes(operand, "little")
        elif code == 0x260A:
            level = operand[0]
        elif code == 0x4600:
            style, list_, level = int.from_bytes(operand, "little"), None, None
        elif code == 0x2416:
            in_table = operand[0] != 0
        elif code == 0x6649:
            depth = int.from_bytes(operand, "little", signed=True)
        elif code == 0x664A:
            depth += int.from_bytes(operand, "little", signed=True)
        elif code in (0x2417, 0x244C):
            row_end = operand[0] != 0
        elif code == 0x244B:
            cell_end = operand[0] != 0
        elif code == 0xC63E:
            old = True
        elif code >> 10 & 7 == 5:
            table.append(_packed(code, operand))
    if in_table and depth == 0:
        depth = 1
    return Paragraph(style, list_, level, depth, cell_end, row_end, old, b"".join(table) if row_end else b"")


def _packed(code: int, operand: bytes) -> bytes:
    """A sprm as it stands in a file; its operand must come from `sprms`."""
    if code >> 13 != 6:
        return struct.pack("<H", code) + operand
    length = struct.pack("<H", len(operand) + 1) if code in (_DEFINE_TABLE, _DEFINE_TABLE_10) else bytes([min(len(operand), 255)])
    return struct.pack("<H", code) + length + operand


def _with_long(grpprl: bytes, file: WordFile) -> Iterator[tuple[int, bytes]]:
    """The sprms of a paragraph, with those that stand in the data stream for want of room (sprmPHugePapx, sprmPTableProps)."""
    for code, operand in sprms(grpprl):
        if code in (0x6645, 0x6646, 0x646B):
            at = int.from_bytes(operand, "little")
            size = int.from_bytes(file.data[at : at + 2], "little")
            yield from sprms(file.data[at + 2 : at + 2 + size])
        else:
            yield code, operand


def character_runs(file: WordFile) -> Ordered:
    """The runs of all characters, each with its sprms and those of its piece."""
    return _by_piece(file, _pages(file, _CHPX))


def paragraph_runs(file: WordFile) -> Ordered:
    """The same for paragraphs; the first two bytes are the style (GrpPrlAndIstd, 2.9.114)."""
    return _by_piece(file, _pages(file, _PAPX))


def _by_piece(file: WordFile, runs: Sequence[Run]) -> Ordered:
    """`runs` by place in the file, cut to the pieces of the text. Raises NotUnderstoodError where characters of a story have none."""
    starts = [start for start, _, _ in runs]
    found = [run for piece in file.pieces for run in _of_piece(piece, runs, starts)]
    at = 0
    for start, end, _ in found:
        if start != at:
            break
        at = end
    if at < file.stories["header boxes"][1] - 1:
        raise NotUnderstoodError(f"no properties at {at}")
    return Ordered([*found, (at, len(file.text), b"")])  # what LibreOffice leaves out of the last marks


def _of_piece(piece: Piece, runs: Sequence[Run], starts: Sequence[int]) -> Iterator[Run]:
    at, end = piece.place, piece.place + (piece.end - piece.start) * piece.width
    index = bisect_right(starts, at) - 1
    while at < end and 0 <= index < len(runs) and runs[index][0] <= at < runs[index][1]:
        stop = min(runs[index][1], end)
        first = piece.start + (at - piece.place) // piece.width
        last = piece.end if stop == end else piece.start + (stop - piece.place) // piece.width
        if last > first:
            yield first, last, runs[index][2] + piece.changes
        at, index = stop, index + 1


def _pages(file: WordFile, which: int) -> list[Run]:
    """What all pages of formatted disk pages say, by place in the file (PlcBteChpx, 2.8.5; PlcBtePapx, 2.8.6)."""
    rows = list(plc_rows(file.structure(which), 4))
    if not rows or len(rows) > len(file.word) // _PAGE + 1:
        raise NotUnderstoodError("PlcBte")
    runs: list[Run] = []
    for _, _, row in rows:
        at = (int.from_bytes(row, "little") & 0x3FFFFF) * _PAGE
        page = file.word[at : at + _PAGE]
        if len(page) < _PAGE:
            raise NotUnderstoodError("FKP")
        count, width = page[_PAGE - 1], 13 if which == _PAPX else 1
        if count == 0 or 4 * (count + 1) + count * width >= _PAGE:
            raise NotUnderstoodError("FKP")
        places = struct.unpack_from(f"<{count + 1}I", page, 0)
        first = 4 * (count + 1)
        for index in range(count):
            if places[index] > places[index + 1] or (runs and places[index] < runs[-1][1]):
                raise NotUnderstoodError("FKP")
            entry = 2 * page[first + width * index]
            if places[index] == places[index + 1]:
                continue
            runs.append((places[index], places[index + 1], _papx(page, entry) if which == _PAPX else _chpx(page, entry)))
    return runs


def _chpx(page: bytes, entry: int) -> bytes:
    """Chpx (2.9.33): the sprms of a run; none at 0."""
    return _inside(page, entry + 1, page[entry]) if entry else b""


def _papx(page: bytes, entry: int) -> bytes:
    """PapxInFkp (2.9.175): the style of a paragraph and its sprms; the style “Normal” at 0."""
    if entry == 0:
        return b"\0\0"
    size = page[entry]
    found = _inside(page, entry + 1, 2 * size - 1) if size else _inside(page, entry + 2, 2 * page[entry + 1])
    if len(found) < 2:
        raise NotUnderstoodError("PapxInFkp")
    return found


def _inside(page: bytes, start: int, size: int) -> bytes:
    if size < 0 or start + size > _PAGE - 1:
        raise NotUnderstoodError("FKP")
    return page[start : start + size]
