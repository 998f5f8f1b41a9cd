"""Two columns side by side: the head of a document, and addressees beside the signature. Left column first, then right.

Place of both on the page: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục IV. A pdf or OCR may give such lines across both columns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from lawcheck.reading.layout import Box, Line, line_of
from lawcheck.text import Origin

Words = Sequence[tuple[str, Origin, Box]]
Row = tuple[Line, Words]
"""a line as it was found, and its words where they are known"""
_STATE = re.compile(r"C[ỘOÔ]NG\s+H[ÒOÔ]A\s+X[ÃA]\s+H[ỘOÔ]I|CỘNG\s+HOÀ\s+XÃ", re.IGNORECASE)
_ADDRESSEES = re.compile(r"\W{0,3}N[ơo]i nh[ậâa]n\W", re.IGNORECASE)
HEAD_ROWS = 16
"""rows of a page among which a head in two columns may stand"""
_FOOT_ROWS = 40
_MIDDLE = (0.33, 0.66)
"""share of the page's width where the blank between the columns lies"""


def in_columns(rows: Sequence[Row], width: float) -> list[Line]:
    """The lines of a page of `width` points in reading order."""
    out: list[Line] = []
    at = 0
    while at < len(rows):
        text = rows[at][0].text
        if _STATE.search(text):
            limit = at + HEAD_ROWS
            back = at - next(
                (n for n, (line, _) in enumerate(reversed(rows[max(0, at - 3) : at])) if line.box[2] > 0.6 * width), min(at, 3)
            )
        elif _ADDRESSEES.match(text):
            limit, back = at + _FOOT_ROWS, at
        else:
            out.append(rows[at][0])
            at += 1
            continue
        del out[len(out) - (at - back) :]
        left, right, end = _part(rows, back, limit, width)
        out += left + right
        at = max(end, at + 1)
        if end <= back:
            out.append(rows[back][0])
    return out


def _part(rows: Sequence[Row], start: int, limit: int, width: float) -> tuple[list[Line], list[Line], int]:
    """The two columns of the rows from `start`, and the first row that runs across both."""
    left: list[Line] = []
    right: list[Line] = []
    for index in range(start, min(limit, len(rows))):
        line, words = rows[index]
        cut = _cut(line, words, width)
        if cut is not None:
            left.append(cut[0])
            right.append(cut[1])
        elif line.box[2] < 0.6 * width and line.box[0] < 0.35 * width:
            left.append(line)
        elif line.box[0] > 0.38 * width:
            right.append(line)
        else:
            return left, right, index
    return left, right, min(limit, len(rows))


def _cut(line: Line, words: Words, width: float) -> tuple[Line, Line] | None:
    """The line in two at the widest blank about the middle of the page; None where there is none as wide as half a letter's height."""
    state = next((n for n in range(1, len(words) - 2) if _STATE.match(" ".join(word for word, _, _ in words[n : n + 4]))), None)
    if state is not None:
        return line_of(line.page, words[:state]), line_of(line.page, words[state:])
    gaps = [
        (b[2][0] - a[2][2], index)
        for index, (a, b) in enumerate(itertools.pairwise(words), 1)
        if _MIDDLE[0] * width < (a[2][2] + b[2][0]) / 2 < _MIDDLE[1] * width
    ]
    widest, index = max(gaps, default=(0.0, 0))
    usual = sorted(b[2][0] - a[2][2] for a, b in itertools.pairwise(words))
    if not gaps or widest < 0.7 * line.height or widest < 2.5 * usual[len(usual) // 2]:
        return None
    return line_of(line.page, words[:index]), line_of(line.page, words[index:])
