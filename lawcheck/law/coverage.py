"""`rules/coverage.yml`: every requirement with the rules that check it, or the reason why only a person can."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lawcheck.datafiles import read_yaml, rules_folder
from lawcheck.errors import did_you_mean

_KEYS = frozenset({"id", "title", "basis", "rules", "by", "why", "partial"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A row of the checklist: `rules` check it, or it is empty and `why` says why a person has to."""

    id: str
    title: str
    basis: tuple[str, ...]
    rules: tuple[str, ...]
    why: str
    partial: bool = False
    """the rules find faults, but their silence does not prove that the requirement is met; `why` says what is left to a person"""


@cache
def load_coverage(path: Path | None = None) -> tuple[Requirement, ...]:
    """Read the file (default: `rules/coverage.yml`). Raises DataFileError."""
    file = read_yaml(path or rules_folder() / "coverage.yml")
    requirements = []
    for index, row in enumerate(file.value if isinstance(file.value, list) else []):
        for key in row:
            if key not in _KEYS:
                raise file.error(f"Không có khóa “{key}”.", (index, key), hint=did_you_mean(key, _KEYS))
        if bool(row.get("rules")) == (row.get("by") == "human"):
            raise file.error("Mỗi yêu cầu cần “rules”, hoặc “by: human” và “why”.", (index,))
        requirements.append(
            Requirement(
                id=row["id"],
                title=row["title"],
                basis=tuple(row["basis"]),
                rules=tuple(row.get("rules", ())),
                why=row.get("why") or row.get("partial", ""),
                partial="partial" in row,
            )
        )
    return tuple(requirements)
