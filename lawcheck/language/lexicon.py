"""Signs and modifiers as data: `rules/words.yml`, `rules/signs/*.yml`, `rules/modifiers/*.yml`.

A sign speaks for a finding, a modifier excuses or weakens signs in its reach. Both are sets of patterns (`patterns.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from lawcheck.datafiles import DataFile, KeyPath, read_yaml, rules_folder, yaml_files
from lawcheck.errors import did_you_mean
from lawcheck.language.patterns import Pattern, PatternError, read_pattern

Direction = Literal["before", "after", "around"]
Reach = Literal["sentence", "node"]

_SIGN_KEYS = frozenset({"label", "group", "part", "title", "why", "patterns", "not_after", "not_within", "not_before"})
_MODIFIER_KEYS = frozenset(
    {"label", "title", "because", "patterns", "excuses", "side", "within", "reach", "stops_at", "not_after", "not_within", "not_before"}
)
_PATTERN_KEYS = frozenset({"text", "points"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignType:
    """A kind of sign: `group` (tthc, qppl, …) and `part` (ho_so, quy_tac, …) say what it speaks for."""

    label: str
    group: str
    part: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifierType:
    """A kind of modifier and what it reaches.

    `excuses`: labels of signs, or groups written "tthc:*". `side`: which signs it reaches, seen from the modifier ("after": those behind it).
    `within`: how many tokens away at most (0: no bound). `reach`: signs of the same sentence or of the whole node.
    `stops_at`: words between it and a sign behind it that end its reach.
    """

    label: str
    title: str
    because: str
    excuses: frozenset[str]
    side: Direction = "around"
    within: int = 0
    reach: Reach = "sentence"
    stops_at: tuple[str, ...] = ()

    def excuses_sign(self, sign: SignType) -> bool:
        """True where signs of this kind are among those it excuses."""
        return sign.label in self.excuses or f"{sign.group}:*" in self.excuses


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern of a sign or modifier. `not_after`/`not_before`: folded words that must not stand right before/after a match, `not_within`: anywhere in it."""

    label: str
    points: int
    pattern: Pattern
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All signs and modifiers, with their entries numbered in file order."""

    signs: Mapping[str, SignType]
    modifiers: Mapping[str, ModifierType]
    entries: tuple[Entry, ...]


@cache
def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Read signs, modifiers and word lists below `folder` (default: `rules/`). Raises DataFileError."""
    root = folder or rules_folder()
    words = _words(read_yaml(root / "words.yml"))
    signs: dict[str, SignType] = {}
    modifiers: dict[str, ModifierType] = {}
    entries: list[Entry] = []
    for path in yaml_files(root / "signs"):
        for file, at, row in _rows(path, _SIGN_KEYS):
            label = _text(file, at, row, "label")
            _once(file, at, label, signs)
            signs[label] = SignType(
                label=label,
                group=_text(file, at, row, "group"),
                part=_text(file, at, row, "part"),
                title=_text(file, at, row, "title"),
            )
            entries += _entries(file, at, row, label, words)
    for path in yaml_files(root / "modifiers"):
        for file, at, row in _rows(path, _MODIFIER_KEYS):
            label = _text(file, at, row, "label")
            _once(file, at, label, signs, modifiers)
            side, reach = str(row.get("side", "around")), str(row.get("reach", "sentence"))
            if side not in ("before", "after", "around"):
                raise file.error(f"“side: {side}” không hợp lệ.", (*at, "side"), hint=did_you_mean(side, ("before", "after", "around")))
            if reach not in ("sentence", "node"):
                raise file.error(f"“reach: {reach}” không hợp lệ.", (*at, "reach"), hint=did_you_mean(reach, ("sentence", "node")))
            modifiers[label] = ModifierType(
                label=label,
                title=_text(file, at, row, "title"),
                because=_text(file, at, row, "because"),
                excuses=frozenset(_strings(row, "excuses")),
                side=cast(Direction, side),
                within=int(row.get("within", 0)),
                reach=cast(Reach, reach),
                stops_at=_strings(row, "stops_at"),
            )
            entries += _entries(file, at, row, label, words)
    return Lexicon(signs, modifiers, tuple(entries))


def _rows(path: Path, allowed: frozenset[str]) -> Iterator[tuple[DataFile, KeyPath, dict[str, Any]]]:
    file = read_yaml(path)
    if not isinstance(file.value, list):
        raise file.error("Tệp này phải là một danh sách (mỗi mục bắt đầu bằng “- label: …”).")
    for index, row in enumerate(file.value):
        if not isinstance(row, dict):
            raise file.error("Mục này phải có các khóa label, patterns …", (index,))
        for key in row:
            if key not in allowed:
                raise file.error(f"Không có khóa “{key}”.", (index, key), hint=did_you_mean(key, allowed))
        yield file, (index,), row


def _entries(file: DataFile, at: KeyPath, row: dict[str, Any], label: str, words: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    patterns = row.get("patterns")
    if not isinstance(patterns, list):
        raise file.error(f"“{label}” phải có danh sách “patterns” (có thể trống: []).", at)
    for index, pattern in enumerate(patterns):
        here = (*at, "patterns", index)
        if isinstance(pattern, str):
            pattern = {"text": pattern}
        if not isinstance(pattern, dict) or not isinstance(pattern.get("text"), str):
            raise file.error("Mỗi mẫu là một câu chữ, hoặc {text: …, points: …}.", here)
        for key in pattern:
            if key not in _PATTERN_KEYS:
                raise file.error(f"Không có khóa “{key}”.", (*here, key), hint=did_you_mean(key, _PATTERN_KEYS))
        points = pattern.get("points", 1)
        if points not in (1, 2, 3):
            raise file.error("“points” là 1 (yếu), 2 hoặc 3 (tự đủ).", (*here, "points"))
        try:
            compiled = read_pattern(pattern["text"], words)
        except PatternError as error:
            raise file.error(f"{error}.", here) from None
        yield Entry(label, points, compiled, _strings(row, "not_after"), _strings(row, "not_before"), _strings(row, "not_within"))


def _words(file: DataFile) -> Mapping[str, Sequence[str]]:
    if not isinstance(file.value, dict):
        raise file.error("Tệp này phải là các danh sách từ có tên.")
    for name, phrases in file.value.items():
        if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
            raise file.error(f"“{name}” phải là danh sách các từ.", (name,))
    return cast(Mapping[str, Sequence[str]], file.value)


def _text(file: DataFile, at: KeyPath, row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise file.error(f"Thiếu “{key}”.", at)
    return value


def _strings(row: dict[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _once(file: DataFile, at: KeyPath, label: str, *known: Mapping[str, object]) -> None:
    if any(label in table for table in known):
        raise file.error(f"Nhãn “{label}” đã có.", (*at, "label"))
