"""`rules/documents.yml`: types of documents, issuing bodies, and who could issue normative documents when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from lawcheck.datafiles import DataFile, read_yaml, rules_folder
from lawcheck.structure.model import IssuerLevel
from lawcheck.text import fold


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document with its symbols in numbers ("QĐ")."""

    id: str
    name: str
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body: folded phrases of its name, symbols in numbers, usual level."""

    id: str
    level: IssuerLevel
    names: tuple[str, ...]
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Competence:
    """A body at a level may issue a normative document of a type from `start` until before `end`."""

    body: str
    level: str
    type: str
    start: datetime.date
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Documents:
    """The whole file."""

    types: tuple[DocumentType, ...]
    bodies: tuple[Body, ...]
    competence: tuple[Competence, ...]
    agencies: tuple[str, ...]
    provinces: tuple[str, ...]

    @property
    def type_of_symbol(self) -> Mapping[str, str]:
        """Type id by symbol as written ("QĐ")."""
        return {symbol: known.id for known in self.types for symbol in known.symbols}


@cache
def type_names() -> Mapping[str, str]:
    """Type id by folded name ("quyết định")."""
    return {fold(known.name).text: known.id for known in load_documents().types}


@cache
def load_documents() -> Documents:
    """Read the file once. Raises DataFileError."""
    file = read_yaml(rules_folder() / "documents.yml")
    types = tuple(DocumentType(row["id"], row["name"], tuple(row["symbols"])) for row in _rows(file, "types", {"id", "name", "symbols"}))
    bodies = tuple(
        Body(row["id"], cast(IssuerLevel, row["level"]), tuple(fold(name).text for name in row["names"]), tuple(row["symbols"]))
        for row in _rows(file, "bodies", {"id", "level", "names", "symbols"})
    )
    competence = tuple(
        Competence(row["body"], row["level"], row["type"], row["from"], row["to"])
        for row in _rows(file, "competence", {"body", "level", "type", "from", "to"})
    )
    return Documents(types, bodies, competence, _names(file, "agencies"), _names(file, "provinces"))


def _names(file: DataFile, key: str) -> tuple[str, ...]:
    """Names in lists of lists, as they are to be written."""
    rows = file.value.get(key) if isinstance(file.value, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) and all(isinstance(name, str) for name in row) for row in rows):
        raise file.error(f"“{key}” là danh sách của các danh sách tên.")
    return tuple(name for row in rows for name in row)


def _rows(file: DataFile, key: str, keys: set[str]) -> list[dict[str, Any]]:
    rows = file.value.get(key) if isinstance(file.value, dict) else None
    if not isinstance(rows, list):
        raise file.error(f"Thiếu danh sách “{key}”.")
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or set(row) != keys:
            raise file.error(f"Mỗi mục của “{key}” cần đúng các khóa: {', '.join(sorted(keys))}.", (key, index))
    return rows


def competence(body: str, level: IssuerLevel, type_: str, on: datetime.date) -> Literal["co", "khong", "khong-ro"]:
    """Whether `body` at `level` could issue a normative document of `type_` on that day.

    Central bodies are not judged ("khong-ro"); sở, offices and other bodies of a province never could.
    """
    if level == "trung-uong" or body in ("khac", "dang") or type_ == "khac":
        return "khong-ro"
    if level == "khac":
        return "khong-ro"
    for row in load_documents().competence:
        if (row.body, row.level, row.type) == (body, level, type_) and row.start <= on and (row.end is None or on < row.end):
            return "co"
    return "khong"
