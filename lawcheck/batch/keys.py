"""What a stored result depends on: content, options, program and rules. Equal keys mean an equal result."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lawcheck.datafiles import deciding_files, rules_folder

if TYPE_CHECKING:
    from lawcheck.batch.work import Options

_PACKAGE = Path(__file__).resolve().parent.parent
_READING = ("errors.py", "text", "reading")
JUDGING = (
    *_READING,
    "check.py",
    "datafiles.py",
    "structure",
    "language",
    "law",
    "rulebook",
    "batch/checking.py",
    "batch/examining.py",
    "reporting/model.py",
    "reporting/report.py",
    "reporting/json.py",
    "reporting/wording.py",
)
"""Files and folders of the program that a report depends on; a test holds that judging uses no others."""


@cache
def reader() -> str:
    """A hash of the program that reads files."""
    return _hash_files(_PACKAGE / name for name in _READING)


@cache
def judge(folder: Path | None = None) -> str:
    """A hash of the program that reads and judges, and of the rules and learned weights in `folder` (default: `rules/`)."""
    rules = _hash_files(deciding_files(folder or rules_folder()))
    return _hash(_hash_files(_PACKAGE / name for name in JUDGING), rules)


def reading_key(sha256: str, options: Options) -> str:
    """The key of a stored reading."""
    return _hash(reader(), sha256, options.changes)


def report_key(sha256: str, options: Options) -> str:
    """The key of a stored report; `today` is no part of it, because only documents without a date depend on it."""
    return _hash(judge(), sha256, _chosen(options))


@cache
def _chosen(options: Options) -> str:
    chosen = {field.name: getattr(options, field.name) for field in dataclasses.fields(options) if field.name != "today"}
    return json.dumps(chosen, sort_keys=True, default=str)


def waived_key(report_key: str, place: str) -> str:
    """The key of a stored report as the waivers beside one document leave it."""
    return _hash("waived", report_key, place)


def _hash_files(paths: Iterable[Path]) -> str:
    files = (file for path in paths for file in (sorted(path.rglob("*.py")) + sorted(path.rglob("*.npz")) if path.is_dir() else (path,)))
    return _hash(*(f"{file.name}:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files if file.is_file()))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]
