"""Where a labelled quote stands in its document, and the clause it belongs to: the units that scores are counted in.

A clause is the khoản around a quote, or the điểm where the label's locator names one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lawcheck.text import Span

_KHOAN = re.compile(r"^[ \t]*(?:Điều\s+\d+|Chương\s|Mục\s|Phụ lục|PHỤ LỤC|[IVX]+\.\s|\d+(?:\.\d+)*[.)]\s|Nơi nhận)", re.M)
_DIEM = re.compile(_KHOAN.pattern + r"|^[ \t]*(?:[a-zđ]{1,2}(?:\.\d+)?\)\s|[-+•]\s)", re.M)
_POINT = re.compile(r"điểm|gạch|[a-zđ]\)|[IVX0-9]\.[0-9a-zđ]+$", re.I)


def quote_finder(text: str) -> Callable[[str], Span | None]:
    """A function that finds a quote in `text`, white space aside: its first place, None where it does not occur."""
    kept = [index for index, char in enumerate(text) if not char.isspace()]
    dense = "".join(text[index] for index in kept)

    def find(quote: str) -> Span | None:
        wanted = re.sub(r"\s+", "", quote)
        at = dense.find(wanted) if wanted else -1
        return None if at < 0 else Span(kept[at], kept[at + len(wanted) - 1] + 1)

    return find


def clause_of(text: str, quote: Span, locator: str | None) -> Span:
    """The clause of `text` around `quote`, by the marks at the starts of lines."""
    marks = [match.start() for match in (_DIEM if _POINT.search(locator or "") else _KHOAN).finditer(text)]
    start = max((mark for mark in marks if mark <= quote.start), default=0)
    return Span(start, max(quote.end, min((mark for mark in marks if mark > quote.start), default=len(text))))
