"""Lists of a Word 97–2003 file: PlfLst and PlfLfo ([MS-DOC] 2.9.184, 2.9.183), written as the numbering part of a docx."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lawcheck.reading.doc97.file import NotUnderstoodError, WordFile
from lawcheck.reading.doc97.xml import attribute

_LISTS, _OVERRIDES = 73, 74
_LIST, _LEVEL, _OVERRIDE = 28, 28, 16
_FORMATS = (
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText", "hex", "chicago",
    "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth", "decimalHalfWidth", "japaneseLegal",
    "japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2", "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet",
)  # fmt: skip
"""MSONFC ([MS-OSHARED] 2.2.1.3) to ST_NumberFormat"""
_NO_NUMBER = 0xFF
_AFTER = ("tab", "space", "nothing")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (LVLF, 2.9.150): its text holds “%1” to “%9” for the numbers of the levels."""

    start: int
    format: int
    text: str
    after: int
    legal: bool
    restart: int | None
    """the level from which on numbers above restart this one; None where all above do"""


@dataclass(frozen=True, slots=True)
class Override:
    """How one use of a list differs from it at a level (LFOLVL, 2.9.132)."""

    start: int | None
    level: Level | None


@dataclass(frozen=True, slots=True)
class Use:
    """A list as paragraphs name it (LFO, 2.9.131)."""

    list: int
    overrides: dict[int, Override]


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists by id, and their uses in order."""

    lists: dict[int, tuple[Level, ...]]
    uses: tuple[Use, ...]

    def has(self, use: int) -> bool:
        """Whether paragraphs that name this use (from 1) are in a list."""
        return 1 <= use <= len(self.uses) and self.uses[use - 1].list in self.lists

    def xml(self, used: Iterable[int]) -> str:
        """The numbering part of a docx with the lists of `used`. Raises NotUnderstoodError for a format of numbers that is not known."""
        uses = {number: self.uses[number - 1] for number in sorted(used)}
        ids = {id_: index for index, id_ in enumerate(dict.fromkeys(use.list for use in uses.values()))}
        return "".join(
            [*(self._abstract(id_, index) for id_, index in ids.items()), *(_num(n, use, ids[use.list]) for n, use in uses.items())]
        )

    def _abstract(self, id_: int, index: int) -> str:
        levels = "".join(_level(number, level) for number, level in enumerate(self.lists[id_]))
        return f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>'


def _num(number: int, use: Use, index: int) -> str:
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{at}">'
        + (f'<w:startOverride w:val="{one.start}"/>' if one.start is not None else "")
        + (_level(at, one.level) if one.level is not None else "")
        + "</w:lvlOverride>"
        for at, one in use.overrides.items()
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{index}"/>{overrides}</w:num>'


def _level(number: int, level: Level) -> str:
    if level.format == _NO_NUMBER:
        format_ = "none"
    elif level.format < len(_FORMATS):
        format_ = _FORMATS[level.format]
    else:
        raise NotUnderstoodError(f"number format {level.format}")
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{level.start}"/><w:numFmt w:val="{format_}"/>'
        + (f'<w:lvlRestart w:val="{level.restart}"/>' if level.restart is not None else "")
        + ("<w:isLgl/>" if level.legal else "")
        + f'<w:suff w:val="{_AFTER[min(level.after, 2)]}"/><w:lvlText w:val="{attribute(level.text)}"/></w:lvl>'
    )


def read_lists(file: WordFile) -> Lists:
    """The lists of a file. Raises NotUnderstoodError where they are cut off."""
    start, size = file.where(_LISTS)
    if size == 0:
        return Lists({}, ())
    table = file.table
    count = struct.unpack_from("<h", table, start)[0]
    if count < 0 or 2 + count * _LIST > size:
        raise NotUnderstoodError("PlfLst")
    at = start + size
    if size > 2 + count * _LIST:  # written by programs that count the levels as part of the structure
        at = start + 2 + count * _LIST
    lists: dict[int, tuple[Level, ...]] = {}
    for index in range(count):
        head = start + 2 + index * _LIST
        id_, simple = struct.unpack_from("<i22xB", table, head)
        levels: list[Level] = []
        for _ in range(1 if simple & 1 else 9):
            level, at = _read_level(table, at)
            levels.append(level)
        lists[id_] = tuple(levels)
    return Lists(lists, tuple(_read_uses(file)))


def _read_level(table: bytes, at: int) -> tuple[Level, int]:
    """A level (LVL, 2.9.149) and where the next begins."""
    start, format_, flags, places, after, chpx, papx, restart = struct.unpack_from("<iBB9sB8xBBB", table, at)
    text_at = at + _LEVEL + chpx + papx
    length = struct.unpack_from("<H", table, text_at)[0]
    end = text_at + 2 + 2 * length
    if end > len(table) or length > 255:
        raise NotUnderstoodError("LVL")
    text = table[text_at + 2 : end].decode("utf-16-le", "surrogatepass")
    return Level(start, format_, _with_places(text, places), after, bool(flags & 4), restart if flags & 8 else None), end


def _with_places(text: str, places: bytes) -> str:
    """The text of a level with “%n” where the number of level n stands (`places` counts from 1)."""
    at = {place - 1 for place in places if place}
    out = [f"%{ord(char) + 1}" if index in at and ord(char) < 9 else char for index, char in enumerate(text)]
    return "".join(out)


def _read_uses(file: WordFile) -> Iterator[Use]:
    table = file.structure(_OVERRIDES)
    if not table:
        return
    count = struct.unpack_from("<i", table, 0)[0]
    if count < 0 or 4 + count * _OVERRIDE > len(table):
        raise NotUnderstoodError("PlfLfo")
    at = 4 + count * _OVERRIDE
    for index in range(count):
        id_, overrides = struct.unpack_from("<i8xB", table, 4 + index * _OVERRIDE)
        if overrides > 9:
            raise NotUnderstoodError("LFO")
        found: dict[int, Override] = {}
        at += 4  # LFOData.cp
        for _ in range(overrides):
            start, flags = struct.unpack_from("<iB", table, at)
            at += 8
            level = None
            if flags & 0x20:
                level, at = _read_level(table, at)
            found[flags & 15] = Override((start if level is None else level.start) if flags & 0x10 else None, level)
        yield Use(id_, found)
