"""Small .doc files of Word 97 written byte by byte ([MS-DOC], [MS-CFB]): what LibreOffice does not write, old encodings and fast saves among it."""

import itertools
import struct
from collections.abc import Sequence
from dataclasses import dataclass

SECTOR = 512
TEXT_AT = 2048
"""where the text begins in its stream; the pages of properties follow it"""
DELETED, INSERTED = b"\x00\x08\x01", b"\x01\x08\x01"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"


def font(number: int) -> bytes:
    """The sprms for a font."""
    return struct.pack("<HHHH", 0x4A4F, number, 0x4A51, number)


def in_list(use: int, level: int) -> bytes:
    """The sprms for a paragraph in a list."""
    return struct.pack("<HBHH", 0x260A, level, 0x460B, use)


def row_end(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The sprms of the mark that ends a row with cells between these edges; `flags` say which cells are merged."""
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    operand = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return IN_TABLE + ROW_END + struct.pack("<HH", 0xD608, len(operand) + 1) + operand


@dataclass(frozen=True)
class Typed:
    """A paragraph: runs of text with their sprms, the sprms of the paragraph, its mark and the mark's sprms."""

    runs: Sequence[tuple[str, bytes]]
    sprms: bytes = b""
    mark: str = "\r"
    mark_sprms: bytes = b""


def para(text: str, sprms: bytes = b"", mark: str = "\r") -> Typed:
    return Typed([(text, b"")], sprms, mark)


def doc(
    paragraphs: Sequence[Typed],
    *,
    fonts: Sequence[str] = ("Times New Roman",),
    levels: Sequence[tuple[int, str]] = (),
    compressed: str | None = None,
    changes: bytes = b"",
    pieces: int = 1,
) -> bytes:
    """A .doc with these paragraphs. `levels` are format and text of the levels of its one list, numbers as U+0000 to U+0008.

    `compressed` is the encoding of text with a byte a character; `changes` are sprms that a fast save laid over each of `pieces`.
    """
    text = "".join("".join(part for part, _ in one.runs) + one.mark for one in paragraphs)
    width = 1 if compressed else 2
    raw = text.encode(compressed or "utf-16-le")
    runs = [(len(part), sprms) for one in paragraphs for part, sprms in (*one.runs, (one.mark, one.mark_sprms)) if part]
    lengths = [sum(len(part) for part, _ in one.runs) + 1 for one in paragraphs]
    characters = _page([(size * width, bytes([len(sprms)]) + sprms if sprms else b"") for size, sprms in runs], 1)
    rows = [(size * width, _papx(one.sprms)) for size, one in zip(lengths, paragraphs, strict=True)]
    page_at = (TEXT_AT + len(raw) + SECTOR - 1) // SECTOR
    table, places = bytearray(), dict[int, tuple[int, int]]()
    fonts_table = struct.pack("<HH", len(fonts), 0) + b"".join(map(_font, fonts))
    for index, content in (
        (1, _styles()),
        (12, struct.pack("<III", TEXT_AT, TEXT_AT + len(raw), page_at)),
        (13, struct.pack("<III", TEXT_AT, TEXT_AT + len(raw), page_at + 1)),
        (15, fonts_table),
        (33, _clx(len(text), width, changes, pieces)),
        (73, struct.pack("<Hii", 1, 7, 7) + b"\xff\x0f" * 9 + b"\0\0" if levels else b""),
        (None, b"".join(_level(*level) for level in (*levels, *[(0xFF, "")] * (9 - len(levels)))) if levels else b""),
        (74, struct.pack("<IiIIBBBBI", 1, 7, 0, 0, 0, 0, 0, 0, 0xFFFFFFFF) if levels else b""),
    ):
        if index is not None and content:
            places[index] = (len(table), len(content))
        table += content
    head = bytearray(TEXT_AT)
    struct.pack_into("<HH6xH", head, 0, 0xA5EC, 0x00C1, 0x0200)
    struct.pack_into("<H28xH", head, 32, 14, 22)
    struct.pack_into("<i", head, 76, len(text))
    struct.pack_into("<H", head, 152, 93)
    for index, place in places.items():
        struct.pack_into("<II", head, 154 + 8 * index, *place)
    body = bytes(head) + raw.ljust((page_at * SECTOR) - TEXT_AT, b"\0") + characters + _page(rows, 13)
    return _compound({"1Table": bytes(table), "WordDocument": body})


def _papx(sprms: bytes) -> bytes:
    whole = b"\0\0" + sprms
    return bytes([0, len(whole) // 2]) + whole if len(whole) % 2 == 0 else bytes([(len(whole) + 1) // 2]) + whole


def _page(rows: Sequence[tuple[int, bytes]], width: int) -> bytes:
    """A page of properties: each row is a size in bytes of text, and what is said of it."""
    page = bytearray(SECTOR)
    places = list(itertools.accumulate((size for size, _ in rows), initial=TEXT_AT))
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    at = SECTOR - 1
    written = {b"": 0}
    for index, (_, content) in enumerate(rows):
        if content not in written:
            at = written[content] = (at - len(content)) // 2 * 2
            page[at : at + len(content)] = content
        page[4 * len(places) + width * index] = written[content] // 2
    assert at > 4 * len(places) + width * len(rows), "too much for one page"
    page[-1] = len(rows)
    return bytes(page)


def _styles() -> bytes:
    std = (
        struct.pack("<HHHHH", 0, 1 | 0xFFF << 4, 2, 0, 0)
        + struct.pack("<H", 6)
        + "Normal\0".encode("utf-16-le")
        + struct.pack("<HHH", 2, 0, 0)
    )
    return struct.pack("<H9H", 18, 1, 10, 1, 0, 0, 0, 0, 0, 0) + struct.pack("<H", len(std)) + std


def _font(name: str) -> bytes:
    ffn = bytes(39) + f"{name}\0".encode("utf-16-le")
    return bytes([len(ffn)]) + ffn


def _clx(length: int, width: int, changes: bytes, pieces: int) -> bytes:
    before = b"\x01" + struct.pack("<H", len(changes)) + changes if changes else b""
    cuts = [length * number // pieces for number in range(pieces + 1)]
    rows = b"".join(
        struct.pack("<HIH", 0, 0x40000000 | 2 * (TEXT_AT + cut) if width == 1 else TEXT_AT + 2 * cut, 1 if changes else 0)
        for cut in cuts[:-1]
    )
    plc = struct.pack(f"<{pieces + 1}I", *cuts) + rows
    return before + b"\x02" + struct.pack("<I", len(plc)) + plc


def _level(format_: int, text: str) -> bytes:
    places = [index + 1 for index, char in enumerate(text) if ord(char) < 9]
    return (
        struct.pack("<iBB", 1, format_, 0)
        + bytes(places).ljust(9, b"\0")
        + bytes(13)
        + struct.pack("<H", len(text))
        + text.encode("utf-16-le")
    )


def _compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams, named from the shortest up."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    fat, body, entries = [0xFFFFFFFD], b"", [_entry("Root Entry", 5, free, 1, end, 0)]
    for number, (name, content) in enumerate(streams.items(), 1):
        padded = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        first, count = len(fat), len(padded) // SECTOR
        fat += [*range(first + 1, first + count), end]
        body += padded
        entries.append(_entry(name, 2, number + 1 if number < len(streams) else free, free, first, len(padded)))
    directory = len(fat)
    fat.append(end)
    body += b"".join(entries).ljust(SECTOR, b"\0")
    assert len(fat) <= 128
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, directory, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return head + struct.pack("<128I", *fat, *[free] * (128 - len(fat))) + body


def _entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
    raw = f"{name}\0".encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
