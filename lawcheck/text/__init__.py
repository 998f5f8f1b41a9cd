"""Text with provenance: spans, where every character came from, and the folded view used for matching."""

from lawcheck.text.fold import Folded, fold, fold_words, unmarked
from lawcheck.text.sought import Sought, SoughtNames
from lawcheck.text.source import (
    DocxOrigin,
    Generated,
    OcrOrigin,
    Origin,
    PdfOrigin,
    Piece,
    PlainOrigin,
    SourceText,
    contiguous,
)
from lawcheck.text.span import Span
from lawcheck.text.table import Table

__all__ = [
    "DocxOrigin",
    "Folded",
    "Generated",
    "OcrOrigin",
    "Origin",
    "PdfOrigin",
    "Piece",
    "PlainOrigin",
    "Sought",
    "SoughtNames",
    "SourceText",
    "Span",
    "Table",
    "contiguous",
    "fold",
    "fold_words",
    "unmarked",
]
