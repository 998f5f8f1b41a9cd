"""Cutting quotations to a length that fits a report."""

from __future__ import annotations

from lawcheck.text import Span

LONGEST = 240
"""code points of a quotation"""


def clip(body: Span, around: Span, text: str) -> Span:
    """`body`, or where it is long a window of about LONGEST code points of whole words that holds `around`."""
    if len(body) <= LONGEST:
        return body
    start = max(body.start, around.start - LONGEST // 3)
    end = max(around.end, min(body.end, start + LONGEST))
    if start > body.start:
        start = next((at + 1 for at in range(start, around.start) if text[at].isspace()), around.start)
    if end < body.end:
        end = next((at for at in range(end, around.end, -1) if text[at].isspace()), around.end)
    return Span(start, end)
