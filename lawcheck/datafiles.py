"""Where the data files of `rules/` are, and how one is read with the place of every value.

YAML 1.2 scalars only (`on`, `yes`, `no` stay text, as lawyers write them), duplicate keys refused, dates as `datetime.date`.
"""

from __future__ import annotations

import datetime
import importlib.util
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from lawcheck.errors import DataFileError, os_reason

KeyPath = tuple[str | int, ...]

_SCALARS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("null", re.compile(r"(?:~|null|)\Z")),
    ("bool", re.compile(r"(?:true|false)\Z")),
    ("int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")),
    ("float", re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d\Z")),
)


@cache
def rules_folder() -> Path:
    """The folder of the data files: `rules/` beside the package in a checkout, the installed `lawcheck_rules` otherwise."""
    beside = Path(__file__).resolve().parent.parent / "rules"
    if (beside / "words.yml").is_file():
        return beside
    spec = importlib.util.find_spec("lawcheck_rules")
    if spec is None or not spec.submodule_search_locations:
        raise DataFileError("Không tìm thấy thư mục quy tắc “rules”; hãy cài lại lawcheck.", path=beside)
    return Path(next(iter(spec.submodule_search_locations)))


@dataclass(frozen=True, slots=True)
class DataFile:
    """A parsed YAML file: plain values in `value`, and for each key path the (line, column) where it stands, from 1."""

    path: Path
    value: Any
    places: dict[KeyPath, tuple[int, int]]
    lines: tuple[str, ...]

    def error(self, message: str, at: KeyPath = (), *, hint: str = "") -> DataFileError:
        """The error to raise for a mistake at key path `at` (the nearest known parent is shown)."""
        where = at
        while where and where not in self.places:
            where = where[:-1]
        line, column = self.places.get(where, (1, 1))
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        return DataFileError(message, path=self.path, line=line, column=column, source_line=source, hint=hint)


def read_yaml(path: Path) -> DataFile:
    """Read one YAML file.

    Raises DataFileError for a missing file, wrong encoding, wrong YAML, duplicate keys and tags or anchors out of place.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataFileError("Không có tệp này.", path=path) from None
    except OSError as error:
        raise DataFileError(f"Không đọc được tệp ({os_reason(error)}).", path=path) from None
    except UnicodeDecodeError:
        raise DataFileError("Tệp không phải UTF-8; hãy lưu lại với mã hóa UTF-8.", path=path) from None
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path) -> DataFile:
    """Parse YAML text; `path` is only named in errors. Raises DataFileError."""
    lines = tuple(text.splitlines())
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source = lines[line - 1] if line <= len(lines) else ""
        raise DataFileError(
            f"YAML sai (chi tiết kỹ thuật: {error.problem}).",
            path=path,
            line=line,
            column=column,
            source_line=source,
            hint="Kiểm tra thụt đầu dòng, dấu hai chấm và dấu ngoặc kép.",
        ) from None
    except yaml.YAMLError as error:
        raise DataFileError(f"YAML sai (chi tiết kỹ thuật: {error}).", path=path) from None
    places: dict[KeyPath, tuple[int, int]] = {}
    file = DataFile(path, None, places, lines)
    value = None if root is None else _construct(root, (), file)
    return DataFile(path, value, places, lines)


_compose: Any = partial(yaml.compose, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def yaml_files(folder: Path) -> Iterator[Path]:
    """The `*.yml` files below `folder`, sorted by path."""
    yield from sorted(folder.rglob("*.yml"))


def deciding_files(folder: Path) -> Iterator[Path]:
    """The files below the rules' `folder` that decide a finding, sorted by path: everything a lawyer writes, and the learned weights.

    `figures.json` is none of them: it tells how right rules were, and no report depends on it.
    """
    yield from sorted((*yaml_files(folder), *(folder / "weights").glob("*.json")))


def _construct(node: Any, at: KeyPath, file: DataFile) -> Any:
    file.places.setdefault(at, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            here = (*at, key)
            if not isinstance(key_node, yaml.ScalarNode) or key in result:
                file.places[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                raise file.error(f"Khóa “{key}” viết hai lần." if isinstance(key, str) else "Khóa phải là chữ.", here)
            file.places[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = _construct(value_node, here, file)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_construct(child, (*at, index), file) for index, child in enumerate(node.value)]
    return _scalar(node, at, file)


def _scalar(node: Any, at: KeyPath, file: DataFile) -> Any:
    text: str = node.value
    if node.style in tuple("'\"|>"):  # quoted or block text is text
        return text
    for kind, pattern in _SCALARS:
        if pattern.match(text):
            try:
                return _READERS[kind](text)
            except ValueError:
                raise file.error(f"Ngày “{text}” không có trong lịch.", at) from None
    return text


_READERS: dict[str, Callable[[str], object]] = {
    "null": lambda text: None,
    "bool": lambda text: text == "true",
    "int": int,
    "float": float,
    "date": datetime.date.fromisoformat,
}
