"""Automatic numbers of Word lists: what stands on the page but in no text of the file (ISO/IEC 29500-1 §17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_LEVEL = 9


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: where it starts, how its number is written, and which levels restart it (`restart` 0: none)."""

    start: int
    format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document, with running counters per abstract list."""

    levels: dict[str, dict[int, ListLevel]]
    abstract_of: dict[str, str]
    start_overrides: dict[tuple[str, int], int]
    styles: dict[str, tuple[str | None, int | None, str | None]]
    """style id → numId, level, basedOn"""
    level_of_style: dict[tuple[str, str], int]
    """numId and style id → the level that names the style (w:lvl/w:pStyle)"""
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: Any | None) -> str:
        """The number that Word shows before a paragraph with these w:pPr, with what follows it (blank or nothing); empty where it has none. Counts on."""
        if not self.levels:
            return ""
        num_id, level = self._list_of(properties)
        if num_id is None or num_id == "0" or num_id not in self.levels or level not in self.levels[num_id]:
            return ""
        abstract = self.abstract_of[num_id]
        counters = self.counters.setdefault(abstract, {})
        rule = self.levels[num_id][level]
        override = self.start_overrides.get((num_id, level))
        if override is not None and (num_id, level) not in self.begun:
            counters[level] = override
        else:
            counters[level] = counters[level] + 1 if level in counters else rule.start
        self.begun.add((num_id, level))
        for deeper in [known for known in counters if known > level]:
            below = self.levels[num_id].get(deeper)
            if below is None or below.restart is None or 0 < below.restart <= level + 1:
                del counters[deeper]
        if rule.format == "bullet":
            return f"{rule.text} " if rule.text in ("-", "–", "—", "+", "*", "•") else "- "
        if rule.format == "none":
            return ""
        text = re.sub(r"%(\d)", lambda match: self._number(num_id, int(match[1]) - 1, counters, legal=rule.legal), rule.text)
        return text + ("" if rule.suffix == "nothing" or not text else " ")

    def _number(self, num_id: str, level: int, counters: dict[int, int], *, legal: bool) -> str:
        rule = self.levels[num_id].get(level)
        if rule is None:
            return ""
        return format_number(counters.get(level, rule.start), "decimal" if legal else rule.format)

    def _list_of(self, properties: Any | None) -> tuple[str | None, int]:
        num = properties.find(f"{W}numPr") if properties is not None else None
        num_id, level = _num_values(num)
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = named.get(f"{W}val") if named is not None else None
        seen: set[str] = set()
        while style is not None and style not in seen and (num_id is None or level is None):
            seen.add(style)
            from_style = self.styles.get(style, (None, None, None))
            num_id = from_style[0] if num_id is None else num_id
            if level is None and num_id is not None:
                level = self.level_of_style.get((num_id, style), from_style[1])
            style = from_style[2]
        return num_id, min(max(level or 0, 0), _MAX_LEVEL)


def _num_values(num: Any) -> tuple[str | None, int | None]:
    if num is None:
        return None, None
    id_, level = num.find(f"{W}numId"), num.find(f"{W}ilvl")
    return (id_.get(f"{W}val") if id_ is not None else None), (_int(level.get(f"{W}val")) if level is not None else None)


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value) else default


def format_number(value: int, format_: str) -> str:
    """`value` as Word writes it in this number format; unknown formats as decimal."""
    if format_ in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value < 1000 else str(value)
        return letter.upper() if format_ == "upperLetter" else letter
    if format_ in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman if format_ == "upperRoman" else roman.lower()
    return f"{value:02d}" if format_ == "decimalZero" else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    result = ""
    for size, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= size:
            result += sign
            value -= size
    return result


def read_numbering(numbering: Any | None, styles: Any | None) -> Numbering:
    """The lists of `word/numbering.xml` and the list properties of `word/styles.xml` (either may be None)."""
    style_rows = _styles(styles)
    abstracts: dict[str, Any] = {}
    by_link: dict[str, Any] = {}
    for abstract in numbering.iter(f"{W}abstractNum") if numbering is not None else ():
        abstracts[abstract.get(f"{W}abstractNumId", "")] = abstract
        link = abstract.find(f"{W}styleLink")
        if link is not None:
            by_link[link.get(f"{W}val", "")] = abstract
    levels: dict[str, dict[int, ListLevel]] = {}
    abstract_of: dict[str, str] = {}
    starts: dict[tuple[str, int], int] = {}
    of_style: dict[tuple[str, str], int] = {}
    for num in numbering.iter(f"{W}num") if numbering is not None else ():
        num_id = num.get(f"{W}numId", "")
        reference = num.find(f"{W}abstractNumId")
        abstract = abstracts.get(reference.get(f"{W}val", "") if reference is not None else "")
        if abstract is None:
            continue
        link = abstract.find(f"{W}numStyleLink")
        if link is not None:
            abstract = by_link.get(link.get(f"{W}val", ""), abstract)
        abstract_of[num_id] = abstract.get(f"{W}abstractNumId", "")
        levels[num_id] = {_int(level.get(f"{W}ilvl")): _level(level) for level in abstract.findall(f"{W}lvl")}
        for level in abstract.findall(f"{W}lvl"):
            style = level.find(f"{W}pStyle")
            if style is not None:
                of_style[num_id, style.get(f"{W}val", "")] = _int(level.get(f"{W}ilvl"))
        for override in num.findall(f"{W}lvlOverride"):
            at = _int(override.get(f"{W}ilvl"))
            full, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if full is not None:
                levels[num_id][at] = _level(full)
            if start is not None:
                starts[num_id, at] = _int(start.get(f"{W}val"), 1)
    return Numbering(levels, abstract_of, starts, style_rows, of_style)


def _level(level: Any) -> ListLevel:
    def value(name: str, default: str) -> str:
        child = level.find(f"{W}{name}")
        return child.get(f"{W}val", default) if child is not None else default

    restart = level.find(f"{W}lvlRestart")
    legal = level.find(f"{W}isLgl")
    return ListLevel(
        _int(value("start", "1"), 1),
        value("numFmt", "decimal"),
        value("lvlText", ""),
        value("suff", "tab"),
        _int(restart.get(f"{W}val")) if restart is not None else None,
        legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
    )


def _styles(styles: Any | None) -> dict[str, tuple[str | None, int | None, str | None]]:
    rows: dict[str, tuple[str | None, int | None, str | None]] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        properties = style.find(f"{W}pPr")
        num_id, level = _num_values(properties.find(f"{W}numPr") if properties is not None else None)
        based = style.find(f"{W}basedOn")
        rows[style.get(f"{W}styleId", "")] = (num_id, level, based.get(f"{W}val") if based is not None else None)
    return rows
