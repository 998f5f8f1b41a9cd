"""What reading a file gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lawcheck.errors import Problem
from lawcheck.text import SourceText, Table

Format = Literal["txt", "md", "html", "docx", "doc", "odt", "rtf", "pdf", "image"]
Changes = Literal["accepted", "original"]
"""How tracked changes are read: as if all were accepted, or as if none had been made."""


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page (from 1) whose text rests on OCR: number of words, their mean confidence (0–1), and how many are doubtful."""

    page: int
    words: int
    confidence: float
    doubtful: int


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a page (from 1) to be shown: `box` in points as in OcrOrigin, None for the whole page.

    `turn` says by how many degrees counter-clockwise (0, 90, 180, 270) the part stands upright.
    """

    page: int
    box: tuple[float, float, float, float] | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Converted:
    """The docx that LibreOffice made, together with others, of the file with the hash `sha256`."""

    sha256: str
    docx: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of a file with provenance, its data tables and what could not be read.

    `sha256` is of the bytes of the file as given, also where another program made a docx of it. `pages` is known for pdf and images only.
    Headers, footers and notes are part of `source`, after the body. `ocr` names the pages whose text was recognised from an image.
    """

    source: SourceText
    format: Format
    sha256: str
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    ocr: tuple[OcrPage, ...] = ()
