"""The working text of a document and where each of its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lawcheck.text.span import Span


@dataclass(frozen=True, slots=True)
class PlainOrigin:
    """Characters copied from a plain text or html file, starting at `offset` (code points of the decoded file)."""

    offset: int


@dataclass(frozen=True, slots=True)
class DocxOrigin:
    """Characters `offset`… of run `run` in paragraph `paragraph` of a docx part.

    `part` is the package path ("word/document.xml"). `paragraph` counts all w:p of the part in document order from 0,
    `run` counts all w:r of that paragraph in document order from 0, `offset` counts the characters of that run from 0.
    """

    part: str
    paragraph: int
    run: int
    offset: int


@dataclass(frozen=True, slots=True)
class PdfOrigin:
    """Characters from the text layer of `page` (from 1); `box` is left, bottom, right, top in points."""

    page: int
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class OcrOrigin:
    """A word read by OCR on `page` (from 1) with `confidence` 0–1; `box` in points as in PdfOrigin; `written`: its digits are handwriting."""

    page: int
    confidence: float
    box: tuple[float, float, float, float] | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """Characters that stand in no file: an automatic number, a paragraph break, a cell separator; `why` names it."""

    why: str


Origin = PlainOrigin | DocxOrigin | PdfOrigin | OcrOrigin | Generated


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters with one origin."""

    span: Span
    origin: Origin


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
        pieces: list[Piece] = []
        at = 0
        for text, origin in parts:
            if text:
                pieces.append(Piece(Span(at, at + len(text)), origin))
                at += len(text)
        return cls("".join(text for text, _ in parts), tuple(pieces))

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
