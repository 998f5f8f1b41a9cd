"""Heads that were typed in two columns with blanks or tabs between them, put as they are read: the left column, then the right."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from lawcheck.reading.columns import STATE, is_head
from lawcheck.text import DocxOrigin, Generated, Origin

_Piece = tuple[str, Origin]
_Slice = tuple[int, int]
_LINE_END: Origin = Generated("paragraph")
_WIDE = re.compile(r"(?<=\S)(?: *\t[ \t]*| {3,})(?=\S)")
"""what stands between two columns that were typed"""
_RIGHT = re.compile(r"C[ỘO]NG\s|Độc\s+lập|[^,\t]{2,30},\s*ngày\b|[-_–—*]{3,}", re.IGNORECASE)
"""what the right column of a head holds"""
_INDENT, _LEFT_LENGTH, _ROWS = 12, 60, 8
"""blanks before a line that stands in the right column (a tab is eight), characters of the left column, lines of a head"""


def heads_in_columns(pieces: list[_Piece], tables: Sequence[_Slice]) -> list[_Piece]:
    """`pieces` with the lines of typed heads in reading order, outside `tables`. Nothing but places changes; the length stays the same."""
    text = "".join(piece for piece, _ in pieces)
    states = [state for state in STATE.finditer(text) if _WIDE.search(text, text.rfind("\n", 0, state.start()) + 1, state.end())]
    if not states:
        return pieces
    starts = list(itertools.accumulate((len(piece) for piece, _ in pieces), initial=0))
    out: list[_Piece] = []
    done = 0
    for state in states:
        start = text.rfind("\n", 0, state.start()) + 1
        if start < done or not is_head(text[start : state.end()]) or any(first <= start < last for first, last in tables):
            continue
        left, right, end = _columns(text, start)
        if left:
            out += _cut(pieces, starts, done, start)
            for first, last in left:
                out += [*_cut(pieces, starts, first, last - 1), ("\n", _LINE_END)]
            for first, last in right:
                out += _cut(pieces, starts, first, last)
            done = end
    return [*out, *_cut(pieces, starts, done, len(text))]


def _columns(text: str, start: int) -> tuple[list[_Slice], list[_Slice], int]:
    """The parts of the lines from `start` that stand left and right, and where the last of them that has a right part ends."""
    left: list[_Slice] = []
    right: list[_Slice] = []
    end = start
    waiting: list[_Slice] = []
    for at, stop in _lines(text, start):
        line = text[at:stop]
        cut = _gap(line)
        if cut is not None and len(line[:cut].strip()) <= _LEFT_LENGTH:
            left += [*waiting, (at, at + cut)]
            right.append((at + cut, stop))
        elif left and line.strip() and len(line.expandtabs(8)) - len(line.expandtabs(8).lstrip()) >= _INDENT:
            left += waiting
            right.append((at, stop))
        elif left and len(line) <= _LEFT_LENGTH:  # in the left column, if more of the right one follows
            waiting.append((at, stop))
            continue
        else:
            break
        waiting = []
        end = stop
    return left, right, end


def _lines(text: str, start: int) -> Iterator[_Slice]:
    for _ in range(_ROWS):
        end = text.find("\n", start) + 1
        if not end:
            return
        yield start, end
        start = end


def _gap(line: str) -> int | None:
    """Where the right column begins in a line: after the wide blank before what such a column holds, else after the widest."""
    gaps = list(_WIDE.finditer(line))
    if not gaps:
        return None
    known = next((gap for gap in gaps if _RIGHT.match(line, gap.end())), None)
    return (known or max(gaps, key=lambda gap: len(gap.group().expandtabs(8)))).end()


def _cut(pieces: Sequence[_Piece], starts: Sequence[int], start: int, end: int) -> Iterator[_Piece]:
    """The pieces from `start` to `end`; `starts` says where each begins."""
    for index in range(bisect_right(starts, start) - 1, bisect_left(starts, end)):
        text, origin = pieces[index]
        first, last = max(start - starts[index], 0), end - starts[index]
        if text[first:last]:
            yield text[first:last], origin._replace(offset=origin.offset + first) if isinstance(origin, DocxOrigin) else origin
