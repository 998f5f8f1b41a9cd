"""Formulas that count rows of a sheet, so that sums follow what an officer edits or filters.

No criterion asks for empty cells: LibreOffice leaves them out where they end a column. A sheet that is counted has a column with `counts`: 1 on rows a filter shows, which COUNTIFS alone does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

COUNTED_COLUMN = "Đang tính"
_WILD = "*?~"


class Formula(NamedTuple):
    """A formula, and its value for programs that show a workbook without reckoning."""

    text: str
    value: int


def counts(row: int, conditions: str = "", *, value: int = 1) -> Formula:
    """1 where row `row` (from 1) is to be counted, 0 where a filter hides it or `conditions` (factors of a product) exclude it; column A must not be empty."""
    return Formula(f"=SUBTOTAL(103,$A{row}){conditions}", value)


def count(sheet: str, first: int, last: int, conditions: Sequence[tuple[int, str]], value: int) -> Formula:
    """How many of the rows `first` to `last` (from 1) of `sheet` fulfil all `conditions`: column (from 0) and criterion."""
    parts = (f"{column_range(sheet, column, first, last)},{criterion}" for column, criterion in conditions)
    return Formula(f"=COUNTIFS({','.join(parts)})", value)


def column_range(sheet: str, column: int, first: int, last: int) -> str:
    """The cells of a column (from 0) as a formula names them."""
    name = letters(column)
    return f"'{sheet}'!${name}${first}:${name}${max(first, last)}"


def letters(column: int) -> str:
    """The name of a column counted from 0: A, Z, AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def equal_to(cell: str, value: str) -> str:
    """The criterion "equal to what stands in `cell`", which holds `value`; signs that COUNTIFS reads as wild cards are taken literally."""
    if not any(sign in value for sign in _WILD):
        return f'"="&{cell}'
    escaped = "".join(f"~{sign}" if sign in _WILD else sign for sign in value)
    return literal(escaped)


def literal(value: str) -> str:
    """The criterion "equal to `value`"."""
    return '"=' + value.replace('"', '""') + '"'
