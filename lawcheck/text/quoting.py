"""Cutting quotations to a length that fits a report, at places where a reader would pause."""

from __future__ import annotations

import re

from lawcheck.text import Span

LONGEST = 240
"""code points of a quotation"""
SLACK = 60
"""code points of a quotation that may be given up so that it begins or ends at a pause"""
LEFT_OVER = 40
"""code points beyond LONGEST that are kept where they end the sentence: cutting off its last words saves nothing"""
_PAUSE = r"[,;](?=\s)"
_JOIN = r"\s(?=(?:và|hoặc|hay|của|theo|tại|trên|trong|để|khi|nếu|thì|mà|do|bởi|cho|với|đối với|từ|đến|về|bằng|được|phải|không|có|gồm|là)\s)"
_ENDS = tuple(re.compile(pattern) for pattern in (_PAUSE, _JOIN, r"\s"))
_STARTS = tuple(re.compile(pattern) for pattern in (r"[,;]\s+(?=\S)", _JOIN[:2] + r"+" + _JOIN[2:], r"\s+(?=\S)"))
"""where a quotation may end, or begin: at a pause, before a word that joins phrases, between syllables; the better place first"""


def clip(body: Span, around: Span, text: str) -> Span:
    """`body`, or where it is long a window of about LONGEST code points that holds `around` and begins and ends where phrases do, if it can."""
    if len(body) <= LONGEST:
        return body
    start = max(body.start, min(around.start - LONGEST // 3, body.end - LONGEST))
    if start > body.start:
        start = phrase_start(text, start, min(around.start, start + SLACK))
    if body.end - start <= LONGEST + LEFT_OVER:
        return Span(start, body.end)
    end = start + LONGEST
    return Span(start, around.end if end <= around.end else phrase_end(text, max(around.end, end - SLACK), end))


def phrase_end(text: str, least: int, most: int) -> int:
    """The best place in [least, most] for a quotation to end: the last pause, else the last joint of phrases, else the last blank, else `least`."""
    for pattern in _ENDS:
        if places := [match.start() for match in pattern.finditer(text, least, most + 1)]:
            return places[-1]
    return least


def phrase_start(text: str, least: int, most: int) -> int:
    """The best place in [least, most] for a quotation to begin: after the first pause, else joint, else blank, else `most`."""
    for pattern in _STARTS:
        place = next((match.end() for match in pattern.finditer(text, least, most) if match.end() <= most), None)
        if place is not None:
            return place
    return most
