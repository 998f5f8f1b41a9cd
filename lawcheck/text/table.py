"""Where tables stand in a text."""

from __future__ import annotations

from dataclasses import dataclass

from lawcheck.text.span import Span


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: its span and, row by row, the spans of its cells in reading order (a merged cell stands once)."""

    span: Span
    rows: tuple[tuple[Span, ...], ...]
