"""What reading a file gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lawcheck.errors import Problem
from lawcheck.text import SourceText, Table

Format = Literal["txt", "md", "html", "docx", "pdf"]
Changes = Literal["accepted", "original"]
"""How tracked changes are read: as if all were accepted, or as if none had been made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of a file with provenance, its data tables and what could not be read.

    `sha256` is of the bytes. `pages` is known for pdf only. Headers, footers and notes are part of `source`, after the body.
    """

    source: SourceText
    format: Format
    sha256: str
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
