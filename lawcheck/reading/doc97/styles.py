"""Styles and fonts of a Word 97–2003 file: STSH ([MS-DOC] 2.9.271) and SttbfFfn (2.9.286)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from lawcheck.reading.doc97.file import NotUnderstoodError, WordFile
from lawcheck.reading.doc97.properties import Characters, Paragraph, characters, paragraph

_STYLES, _FONTS, _AUTHORS = 1, 15, 51
_PARAGRAPH, _CHARACTER, _TABLE, _LIST = 1, 2, 3, 4
_NONE = 0xFFF
_TOGGLE = 0x80


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its kind, the style it is based on, its name, and the sprms for paragraphs and characters."""

    kind: int
    base: int
    name: str
    paragraphs: bytes
    characters: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """How characters are shown: names of fonts, and what must be told of them."""

    font: str
    other: str
    hidden: bool
    deleted: str | None
    inserted: str | None
    """who deleted or inserted them"""
    special: bool
    symbol: tuple[str, int] | None
    picture: int | None


@dataclass(slots=True)
class Styles:
    """All styles with their fonts; what was looked up once is kept."""

    styles: dict[int, Style]
    fonts: tuple[str, ...]
    authors: tuple[str, ...]
    default: tuple[int, int]
    _characters: dict[int, Characters] = field(default_factory=dict)
    _paragraphs: dict[int, Paragraph] = field(default_factory=dict)
    _own: dict[bytes, Characters] = field(default_factory=dict)
    _looks: dict[tuple[int, bytes], Look] = field(default_factory=dict)
    _papx: dict[bytes, Paragraph] = field(default_factory=dict)

    def look(self, style: int, grpprl: bytes) -> Look:
        """How characters with these sprms look in a paragraph of `style`."""
        key = (style, grpprl)
        if key not in self._looks:
            self._looks[key] = self._look(self._of_style(style), self._said(grpprl))
        return self._looks[key]

    def paragraph(self, papx: bytes, file: WordFile) -> Paragraph:
        """The properties of a paragraph, with its list as its style has it where it has none of its own."""
        if papx not in self._papx:
            self._papx[papx] = self._resolved(papx, file)
        return self._papx[papx]

    def font_of(self, style: int) -> tuple[str, str]:
        """The fonts of a paragraph style."""
        look = self.look(style, b"")
        return look.font, look.other

    def _said(self, grpprl: bytes) -> Characters:
        if grpprl not in self._own:
            self._own[grpprl] = characters(grpprl)
        return self._own[grpprl]

    def _resolved(self, papx: bytes, file: WordFile) -> Paragraph:
        own = paragraph(papx[2:], Paragraph(int.from_bytes(papx[:2], "little")), file)
        base = self._paragraph_style(own.style, file)
        return Paragraph(
            own.style,
            base.list if own.list is None else own.list,
            base.level if own.level is None else own.level,
            own.depth, own.cell_end, own.row_end, own.old_number, own.table,
        )  # fmt: skip

    def _paragraph_style(self, style: int, file: WordFile) -> Paragraph:
        if style not in self._paragraphs:
            found = Paragraph(style)
            for one in self._chain(style):
                found = paragraph(one.paragraphs, found, file)
            self._paragraphs[style] = found
        return self._paragraphs[style]

    def _of_style(self, style: int) -> Characters:
        if style not in self._characters:
            found = Characters(ascii=self.default[0], other=self.default[1], hidden=0)
            for one in self._chain(style):
                found = _laid_over(found, self._said(one.characters))
            self._characters[style] = found
        return self._characters[style]

    def _chain(self, style: int) -> list[Style]:
        """A style and those it is based on, the furthest first."""
        chain: list[Style] = []
        seen: set[int] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            chain.append(self.styles[style])
            style = self.styles[style].base
        return chain[::-1]

    def _look(self, base: Characters, own: Characters) -> Look:
        whole = base
        if own.style is not None:
            for one in self._chain(own.style):
                if one.kind == _CHARACTER:
                    whole = _laid_over(whole, self._said(one.characters))
        whole = _laid_over(whole, own)
        symbol = (self._font(own.symbol[0]), own.symbol[1]) if own.symbol is not None else None
        return Look(
            self._font(whole.ascii),
            self._font(whole.other),
            bool(whole.hidden),
            self._author(own.remover) if own.deleted else None,
            self._author(own.author) if own.inserted else None,
            own.special,
            symbol,
            own.picture,
        )

    def _font(self, index: int | None) -> str:
        return self.fonts[index] if index is not None and index < len(self.fonts) else ""

    def _author(self, index: int) -> str:
        return self.authors[index] if index < len(self.authors) else ""


def _laid_over(base: Characters, top: Characters) -> Characters:
    """Fonts and hiddenness of `base` with what `top` says of them."""
    hidden = top.hidden
    if hidden is None:
        hidden = base.hidden
    elif hidden & _TOGGLE:
        hidden = int(bool(base.hidden) != bool(hidden & 1))
    return Characters(
        ascii=base.ascii if top.ascii is None else top.ascii,
        other=base.other if top.other is None else top.other,
        hidden=hidden,
    )


def read_styles(file: WordFile) -> Styles:
    """The styles, fonts and authors of a file. Raises NotUnderstoodError for a style sheet that is cut off."""
    stsh = file.structure(_STYLES)
    size, count, base_size, ascii_, other = struct.unpack_from("<HHH8xH2xH", stsh, 0)
    at = 2 + size
    found: dict[int, Style] = {}
    for number in range(count):
        length = struct.unpack_from("<H", stsh, at)[0]
        if at + 2 + length > len(stsh):
            raise NotUnderstoodError("STSH")
        if length:
            found[number] = _style(stsh[at + 2 : at + 2 + length], base_size)
        at += 2 + length + length % 2
    return Styles(found, _fonts(file.structure(_FONTS)), _authors(file.structure(_AUTHORS)), (ascii_, other))


def _style(std: bytes, base_size: int) -> Style:
    """One style (STD, 2.9.262; LPUpx, 2.9.142–143)."""
    kind_base, upx_count = struct.unpack_from("<HH", std, 2)
    kind, base = kind_base & 15, kind_base >> 4
    length = struct.unpack_from("<H", std, base_size)[0]
    name = std[base_size + 2 : base_size + 2 + 2 * length].decode("utf-16-le", "replace")
    at = base_size + 2 + 2 * length + 2
    upx: list[bytes] = []
    for _ in range(upx_count & 15):
        if at + 2 > len(std):
            break
        size = struct.unpack_from("<H", std, at)[0]
        upx.append(std[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    upx += [b""] * 3
    papx, chpx = {_PARAGRAPH: (upx[0], upx[1]), _CHARACTER: (b"", upx[0]), _TABLE: (b"", b""), _LIST: (upx[0], b"")}.get(kind, (b"", b""))
    return Style(kind, base if base != _NONE else -1, name, papx[2:], chpx)


def _fonts(table: bytes) -> tuple[str, ...]:
    """The names of all fonts (FFN, 2.9.78)."""
    if len(table) < 4:
        return ()
    count = struct.unpack_from("<H", table, 0)[0]
    names: list[str] = []
    at = 4
    for _ in range(count):
        if at >= len(table):
            break
        size = table[at] + 1
        names.append(table[at + 40 : at + size].decode("utf-16-le", "replace").partition("\0")[0])
        at += size
    return tuple(names)


def _authors(table: bytes) -> tuple[str, ...]:
    """The people that changed the document (SttbfRMark, 2.9.288)."""
    if len(table) < 6 or table[:2] != b"\xff\xff":
        return ()
    count = struct.unpack_from("<H", table, 2)[0]
    names: list[str] = []
    at = 6
    for _ in range(count):
        if at + 2 > len(table):
            break
        size = 2 * struct.unpack_from("<H", table, at)[0]
        names.append(table[at + 2 : at + 2 + size].decode("utf-16-le", "replace"))
        at += 2 + size
    return tuple(names)
