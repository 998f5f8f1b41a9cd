"""A Word 97–2003 file opened: its streams, the places of its tables (FIB), and all its characters by the piece table.

Sections of [MS-DOC] are named where a structure is read. Whatever is not as Word 97–2003 writes it raises NotUnderstoodError: such a file is
left to another reader. Nothing here may cost more than the size of the file allows.
"""

from __future__ import annotations

import io
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_WORD97, _FIB_97, _COUNT_16, _COUNT_32 = 0xA5EC, 0x00C1, 0x0E, 0x16
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COMPRESSED, _PLACE = 0x40000000, 0x3FFFFFFF
_STORIES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header boxes")
_BYTES = [bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code)) for code in range(256)]
"""[MS-DOC] 2.9.73: one byte a character, Windows-1252; the five bytes it leaves free stand for themselves"""
_SINGLE = {code: ord(char) for code, char in enumerate(_BYTES) if code != ord(char)}

Slice = tuple[int, int]


class NotUnderstoodError(Exception):
    """The file holds something that this reader of Word 97–2003 does not know, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of the text stand in the file from byte `place` on, `width` bytes each; `changes` are property changes to them."""

    start: int
    end: int
    place: int
    width: int
    changes: bytes


class WordFile:
    """The streams of a .doc, its text (one item a UTF-16 code unit, as positions count) and where its stories are in it."""

    def __init__(self, data: bytes) -> None:
        import olefile

        self._ole: Any = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL)
        self._data: bytes | None = None
        self.word: bytes = self._ole.openstream("WordDocument").read()
        magic, version, flags = struct.unpack_from("<HH6xH", self.word, 0)
        if magic != _WORD97 or version < _FIB_97 or flags & _ENCRYPTED:
            raise NotUnderstoodError(f"FIB {magic:#x} {version:#x} {flags:#x}")
        shorts, longs = struct.unpack_from("<H28xH", self.word, 32)
        if shorts != _COUNT_16 or longs != _COUNT_32:
            raise NotUnderstoodError("FIB")
        self._places = struct.unpack_from("<H", self.word, 152)[0]
        self.table: bytes = self._ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        self.stories = self._stories()
        self.pieces, self.text = self._read_pieces()

    @property
    def data(self) -> bytes:
        """The stream of pictures and long properties; empty where there is none."""
        if self._data is None:
            self._data = self._ole.openstream("Data").read() if self._ole.exists("Data") else b""
        return self._data

    def structure(self, index: int) -> bytes:
        """The structure that entry `index` of FibRgFcLcb97 points at in the table stream (2.5.6); empty where there is none."""
        start, size = self.where(index)
        if size == 0:
            return b""
        if start + size > len(self.table):
            raise NotUnderstoodError(f"FibRgFcLcb {index}")
        return self.table[start : start + size]

    def where(self, index: int) -> Slice:
        """Offset and size of a structure in the table stream."""
        if index >= self._places:
            return 0, 0
        start, size = struct.unpack_from("<II", self.word, 154 + 8 * index)
        return start, size

    def _stories(self) -> dict[str, Slice]:
        """Where each story stands in the text (2.4.1, 2.5.4)."""
        lengths = struct.unpack_from("<8i", self.word, 76)
        if min(lengths) < 0 or sum(lengths) > len(self.word):
            raise NotUnderstoodError("ccpText")
        stories: dict[str, Slice] = {}
        at = 0
        for name, length in zip(_STORIES, lengths, strict=True):
            stories[name] = (at, at + length)
            at += length
        return stories

    def _read_pieces(self) -> tuple[tuple[Piece, ...], str]:
        """The pieces of the text and the text itself (Clx, 2.9.38; Pcd, 2.9.177)."""
        clx = self.structure(33)
        changes: list[bytes] = []
        at = 0
        while clx[at] == 1:
            size = struct.unpack_from("<H", clx, at + 1)[0]
            changes.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        kind, length = struct.unpack_from("<BI", clx, at)
        if kind != 2 or at + 5 + length > len(clx):
            raise NotUnderstoodError("Clx")
        pieces: list[Piece] = []
        text: list[str] = []
        for start, end, row in plc_rows(clx[at + 5 : at + 5 + length], 8):
            place, change = struct.unpack_from("<2xIH", row)
            width = 1 if place & _COMPRESSED else 2
            place = (place & _PLACE) // 2 if width == 1 else place
            raw = self.word[place : place + (end - start) * width]
            if len(raw) != (end - start) * width or end > len(self.word):
                raise NotUnderstoodError("pieces")
            pieces.append(Piece(start, end, place, width, _changes(change, changes)))
            text.append(_decoded(raw, width))
        whole = "".join(text)
        body, last = self.stories["body"][1], self.stories["header boxes"][1]
        wanted = last + 1 if last > body else last
        if not pieces or pieces[0].start != 0 or not last <= len(whole) <= wanted + 1:
            raise NotUnderstoodError(f"{len(whole)} characters of {wanted}")
        return tuple(pieces), whole


def plc_rows(plc: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """The rows of a PLC (2.2.2): first and last position, and the data of `size` bytes. Raises NotUnderstoodError where positions fall."""
    count = (len(plc) - 4) // (4 + size)
    if count <= 0:
        return
    places = struct.unpack_from(f"<{count + 1}I", plc, 0)
    data = 4 * (count + 1)
    for index in range(count):
        if places[index] > places[index + 1]:
            raise NotUnderstoodError("PLC")
        yield places[index], places[index + 1], plc[data + size * index : data + size * (index + 1)]


def _decoded(raw: bytes, width: int) -> str:
    if width == 1:
        return raw.decode("latin-1").translate(_SINGLE)
    text = raw.decode("utf-16-le", "surrogatepass") if not _has_pairs(raw) else ""
    return text if 2 * len(text) == len(raw) else "".join(map(chr, array("H", raw)))


def _has_pairs(raw: bytes) -> bool:
    return any(0xD8 <= byte <= 0xDF for byte in set(raw[1::2]))


def _changes(prm: int, long: list[bytes]) -> bytes:
    """The property changes of a piece (Prm, 2.9.213–215): one short change, or one of the lists before the piece table."""
    if prm & 1:
        return long[prm >> 1] if prm >> 1 < len(long) else b""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", code, prm >> 8) if code is not None else b""


_SHORT = {
    0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x43: 0x0802, 0x47: 0x0806, 0x53: 0x2A33, 0x55: 0x0835, 0x56: 0x0836,
    0x5B: 0x083B, 0x5C: 0x083C, 0x75: 0x0855, 0x76: 0x0856,
}  # fmt: skip
"""isprm of a Prm0 (2.9.214) to the sprm it stands for, as far as they are read"""
