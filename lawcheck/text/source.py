"""The working text of a document and where each of its characters came from.

Origins and pieces are named tuples: a long Word file has tens of thousands, and a dataclass takes three times as long to make.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from lawcheck.text.span import Span


class PlainOrigin(NamedTuple):
    """Characters copied from a plain text or html file, starting at `offset` (code points of the decoded file)."""

    offset: int


class DocxOrigin(NamedTuple):
    """Characters `offset`… of run `run` in paragraph `paragraph` of a docx part.

    `part` is the package path ("word/document.xml"). `paragraph` counts all w:p of the part in document order from 0,
    `run` counts all w:r of that paragraph in document order from 0, `offset` counts the characters of that run from 0.
    """

    part: str
    paragraph: int
    run: int
    offset: int


class PdfOrigin(NamedTuple):
    """Characters from the text layer of `page` (from 1); `box` is left, bottom, right, top in points."""

    page: int
    box: tuple[float, float, float, float] | None = None


class OcrOrigin(NamedTuple):
    """A word read by OCR on `page` (from 1) with `confidence` 0–1; `box` in points as in PdfOrigin; `written`: its digits are handwriting."""

    page: int
    confidence: float
    box: tuple[float, float, float, float] | None = None
    written: bool = False


class Generated(NamedTuple):
    """Characters that stand in no file: an automatic number, a paragraph break, a cell separator; `why` names it."""

    why: str


Origin = PlainOrigin | DocxOrigin | PdfOrigin | OcrOrigin | Generated


class Piece(NamedTuple):
    """A run of characters with one origin."""

    span: Span
    origin: Origin


def contiguous(lengths: Sequence[int], origins: Iterable[Origin]) -> tuple[Piece, ...]:
    """Pieces of these lengths, one after the other from 0."""
    ends = list(accumulate(lengths))
    return tuple(map(Piece, map(Span, [0, *ends[:-1]], ends), origins))


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text and contiguous pieces that cover it.

    1. `pieces` are in order, none is empty, the first starts at 0, each starts where the one before ends, the last ends at len(text).
    2. An empty text has no pieces.

    Raises ValueError when a guarantee is broken: that is a bug of the reader, not of the document.
    """

    text: str
    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        at = 0
        for piece in self.pieces:
            if piece.span.start != at or piece.span.end <= at:
                raise ValueError(f"piece {piece!r} does not continue at {at}")
            at = piece.span.end
        if at != len(self.text):
            raise ValueError(f"pieces cover {at} of {len(self.text)} characters")

    @classmethod
    def plain(cls, text: str) -> SourceText:
        """A text that is its own file."""
        return cls(text, (Piece(Span(0, len(text)), PlainOrigin(0)),) if text else ())

    @classmethod
    def join(cls, parts: Sequence[tuple[str, Origin]]) -> SourceText:
        """The text made of `parts` in order; empty strings are left out."""
        kept = [part for part in parts if part[0]]
        text = "".join([text for text, _ in kept])
        return cls(text, contiguous([len(text) for text, _ in kept], [origin for _, origin in kept]))

    def origins(self, span: Span) -> tuple[Piece, ...]:
        """The pieces that share a character with `span`."""
        first = bisect_right(self.pieces, span.start, key=lambda piece: piece.span.start) - 1
        found: list[Piece] = []
        for index in range(max(first, 0), len(self.pieces)):
            piece = self.pieces[index]
            if piece.span.start >= span.end:
                break
            if piece.span.overlaps(span):
                found.append(piece)
        return tuple(found)

    def ocr_confidence(self, span: Span) -> float | None:
        """Mean confidence (0–1, by characters) of what OCR read in `span`; None where no character of it rests on OCR."""
        read = [piece for piece in self.origins(span) if isinstance(piece.origin, OcrOrigin)]
        total = sum(len(piece.span) for piece in read)
        return (
            sum(piece.origin.confidence * len(piece.span) for piece in read if isinstance(piece.origin, OcrOrigin)) / total
            if total
            else None
        )

    def page(self, offset: int) -> int | None:
        """The page (from 1) of the character at `offset`, where the format has pages."""
        for piece in self.origins(Span(offset, offset + 1)):
            if isinstance(piece.origin, PdfOrigin | OcrOrigin):
                return piece.origin.page
        return None
