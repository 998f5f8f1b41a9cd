"""Two columns side by side: the head of a document, and addressees beside the signature. Left column first, then right.

Place of both on the page: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục IV. A pdf or OCR may give such lines across both columns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from lawcheck.reading.layout import Box, Line, line_of
from lawcheck.text import OcrOrigin, Origin, unmarked

Words = Sequence[tuple[str, Origin, Box]]
Row = tuple[Line, Words]
"""a line as it was found, and its words where they are known"""
_O, _A = "[OÒÓỎÕỌÔỒỐỔỖỘ]", "[AÀÁẢÃẠ]"
STATE = re.compile(rf"C{_O}NG\s+H{_O}{_A}\s+X{_A}(?:\s+H{_O}I)?", re.IGNORECASE)
"""the name of the State, however OCR reads its marks"""
_ADDRESSEES = re.compile(r"\W{0,3}N[ơo]i nh[ậâa]n\W", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\s*[-–]\s*\w")
_BELOW = re.compile(r"\W{0,3}K[íi]nh g[ửu]i\W", re.IGNORECASE)
"""what stands under the head, however short"""
_SIGNER = re.compile(r"(?:kt|tm|tl|tuq)\b|.*(?:giam doc|chu tich|truong)")
"""the title of who signs, without marks"""
HEAD_ROWS = 16
"""rows of a page among which a head in two columns may stand"""
_FOOT_ROWS = 40
_MIDDLE = (0.35, 0.68)
"""share of the page's width where a line of the right column begins"""


def in_columns(rows: Sequence[Row], width: float, *, goes_on: bool = False) -> list[Line]:
    """The lines of a page of `width` points in reading order; `goes_on` says that addressees began on the page before."""
    out: list[Line] = []
    at = done = 0
    first = _first(line for line, _ in rows)
    while at < len(rows):
        text = rows[at][0].text
        if is_head(text):
            limit = at + HEAD_ROWS
            before = rows[max(done, at - 3) : at]
            back = at - next((n for n, (line, _) in enumerate(reversed(before)) if not _is_left(line, width)), len(before))
        elif is_addressees(text) or (goes_on and at == first and _is_left(rows[at][0], width)) or _is_beside_signer(*rows[at], width):
            limit = _next_head(rows, at, at + _FOOT_ROWS, width)
            back = at
            while back > done and _is_title_beside(rows[back - 1][0], rows[at][0], width):
                back -= 1
        else:
            out.append(rows[at][0])
            at += 1
            continue
        left, right, end = _part(rows, back, limit, width, is_head=is_head(text))
        if end <= at or not right:  # one column after all
            out.append(rows[at][0])
            at += 1
            continue
        del out[len(out) - (at - back) :]
        out += left + right
        at = done = end
    return out


def is_head(text: str) -> bool:
    """Whether a line holds the name of the State in capitals, as heads have it and running text does not."""
    found = STATE.search(text)
    return found is not None and 2 * sum(char.isupper() for char in found.group()) > sum(char.isalpha() for char in found.group())


def _next_head(rows: Sequence[Row], start: int, limit: int, width: float) -> int:
    """Where the next head begins with the lines of its left column; `limit` where none stands before that."""
    head = next((index for index in range(start, min(limit, len(rows))) if is_head(rows[index][0].text)), None)
    if head is None:
        return limit
    beside = itertools.takewhile(lambda row: _is_left(row[0], width), reversed(rows[max(start + 1, head - 3) : head]))
    return head - sum(1 for _ in beside)


def is_addressees(text: str) -> bool:
    """Whether a line begins the list of those a document is sent to."""
    return _ADDRESSEES.match(text) is not None


def _is_title_beside(line: Line, addressees: Line, width: float) -> bool:
    """Whether a line is the title of who signs, a little higher than the addressees beside it."""
    return line.box[0] > 0.38 * width and line.text.isupper() and 0 <= line.box[1] - addressees.box[1] < 3 * line.height


def _is_beside_signer(line: Line, words: Words, width: float) -> bool:
    """Whether a line of OCR is an addressee with the title of who signs far to its right: a signature may hide the words "Nơi nhận"."""
    cut = _cut(line, words, width) if words and isinstance(words[0][1], OcrOrigin) else None
    if cut is None or not cut[0].text.endswith(";") or not cut[1].text.isupper():
        return False
    return _SIGNER.match(unmarked(cut[1].text)) is not None


def _is_left(line: Line, width: float) -> bool:
    return line.box[2] < 0.6 * width and line.box[0] < 0.35 * width


def open_signature(lines: Sequence[Line], width: float) -> int:
    """How many lines at the end of a page are a signature beside addressees that may go on on the next page."""
    start = next((index for index in range(len(lines) - 1, -1, -1) if is_addressees(lines[index].text)), None)
    if start is None or any(line.cells for line in lines[start:]):
        return 0
    right = sum(1 for _ in itertools.takewhile(lambda line: line.box[0] > 0.38 * width, reversed(lines[start:])))
    return right if all(_is_left(line, width) for line in lines[start : len(lines) - right]) else 0


def addressees_going_on(before: Sequence[Line], lines: Sequence[Line], width: float) -> tuple[int, int]:
    """Where in `lines` of a page the addressees begun in `before` go on, and where they end; the same place twice where they do not."""
    start = end = _first(lines)
    unfinished = bool(before) and re.search(r"[.…;:,]\s*$", before[-1].text) is None
    while end < len(lines) and _is_left(lines[end], width):
        line, last = lines[end], lines[end - 1]
        beneath = end > start and 0 < last.box[1] - line.box[1] < 1.8 * line.height
        goes_on = beneath if end > start else unfinished
        if line.text.isupper() or not (goes_on or _ADDRESSEE.match(line.text)):
            break
        end += 1
    return start, end


def _first(lines: Iterable[Line]) -> int:
    """The index of the first line that is no page number."""
    return sum(1 for _ in itertools.takewhile(lambda line: line.text.strip("-– ").isdigit(), lines))


def _part(rows: Sequence[Row], start: int, limit: int, width: float, *, is_head: bool) -> tuple[list[Line], list[Line], int]:
    """The two columns of the rows from `start`, and the first row that belongs to neither."""
    left: list[Line] = []
    right: list[Line] = []
    apart = False  # the file has lines of the right column after the lines beside them
    limit = min(limit, len(rows))
    for index in range(start, limit):
        line, words = rows[index]
        if is_head and _BELOW.match(line.text):
            return left, right, index
        is_right = line.box[0] > 0.38 * width
        apart = apart or bool(is_right and left and line.box[1] >= left[-1].box[3])
        cut = None if is_right else _cut(line, words, width)
        if cut is not None:
            left.append(cut[0])
            right.append(cut[1])
        elif is_right:
            right.append(line)
        elif _is_left(line, width) and not (apart and _is_below(rows[index:limit], left if is_head else (), width)):
            left.append(line)
        else:
            return left, right, index
    return left, right, limit


def _is_below(rows: Sequence[Row], left: Sequence[Line], width: float) -> bool:
    """Whether the first of `rows` stands below both columns: nothing beside it follows, nor is it centred as the lines in `left` are."""
    first = rows[0][0]
    beside = next((line for line, _ in rows if not _is_left(line, width)), None)
    if beside is not None and beside.box[0] > 0.38 * width and beside.box[3] > first.box[1]:
        return False
    middles = [(line.box[0] + line.box[2]) / 2 for line in left]
    return all(abs((first.box[0] + first.box[2]) / 2 - middle) > 0.03 * width for middle in middles)


def _cut(line: Line, words: Words, width: float) -> tuple[Line, Line] | None:
    """The line in two at the first wide blank before a word about the middle of the page (later ones leave room for a day); None without one."""
    state = next((n for n in range(1, len(words) - 2) if STATE.match(" ".join(word for word, _, _ in words[n : n + 4]))), None)
    if state is not None:
        return line_of(line.page, words[:state]), line_of(line.page, words[state:])
    gaps = [
        (b[2][0] - a[2][2], index)
        for index, (a, b) in enumerate(itertools.pairwise(words), 1)
        if _MIDDLE[0] * width < b[2][0] < _MIDDLE[1] * width
    ]
    usual = sorted(b[2][0] - a[2][2] for a, b in itertools.pairwise(words))
    least = 2.5 * usual[len(usual) // 4] if len(usual) > 2 else 1.5 * line.height
    index = next((index for gap, index in gaps if gap >= max(0.7 * line.height, least)), None)
    if index is None:
        return None
    return line_of(line.page, words[:index]), line_of(line.page, words[index:])
