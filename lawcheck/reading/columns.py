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
_MIDDLE = (0.35, 0.68)
"""share of the page's width where a line of the right column begins"""


def in_columns(rows: Sequence[Row], width: float) -> list[Line]:
    """The lines of a page of `width` points in reading order."""
    out: list[Line] = []
    at = done = 0
    while at < len(rows):
        text = rows[at][0].text
        if _STATE.search(text):
            limit = at + HEAD_ROWS
            before = rows[max(done, at - 3) : at]
            back = at - next((n for n, (line, _) in enumerate(reversed(before)) if line.box[2] > 0.6 * width), len(before))
        elif _ADDRESSEES.match(text):
            limit, back = at + _FOOT_ROWS, at
        else:
            out.append(rows[at][0])
            at += 1
            continue
        left, right, end = _part(rows, back, limit, width)
        if end <= at or not right:  # one column after all
            out.append(rows[at][0])
            at += 1
            continue
        del out[len(out) - (at - back) :]
        out += left + right
        at = done = end
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
    """The line in two at the first wide blank before a word about the middle of the page (later ones leave room for a day); None without one."""
    state = next((n for n in range(1, len(words) - 2) if _STATE.match(" ".join(word for word, _, _ in words[n : n + 4]))), None)
    if state is not None:
        return line_of(line.page, words[:state]), line_of(line.page, words[state:])
    gaps = [
        (b[2][0] - a[2][2], index)
        for index, (a, b) in enumerate(itertools.pairwise(words), 1)
        if _MIDDLE[0] * width < b[2][0] < _MIDDLE[1] * width
    ]
    usual = sorted(b[2][0] - a[2][2] for a, b in itertools.pairwise(words))
    index = next((index for gap, index in gaps if gap >= max(0.7 * line.height, 2.5 * usual[len(usual) // 4])), None)
    if index is None:
        return None
    return line_of(line.page, words[:index]), line_of(line.page, words[index:])
