"""Place and date in the head of a document: the day, or what a scan left of it.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.4.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from lawcheck.text import Span

_DAY = re.compile(
    r"ng[àaá]y\s*(?P<day>[\dlOo…._]{1,6}|[…._ ]{7,40})?\s*(?:tháng|/|-)\s*(?P<month>[\dlOo…._]{1,6})?\s*(?:n[ăa]m|/|-)\s*(?P<year>\d{4})?",
    re.I,
)
_LONGEST_PLACE = 40
DATE = re.compile(rf"(?P<place>[^\n,|]{{0,{_LONGEST_PLACE}}}?)\s*,?\s*{_DAY.pattern}", re.I)
PLACE_DATE = re.compile(
    r"(?:^|(?<=\s))(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,3}),\s*(?i:ng[àaá]y)\s*(?P<day>[^\n]{0,8}?)\s*(?i:th[áaà]ng)\s*(?P<month>[^\n]{0,6}?)\s*"
    r"(?i:n[ăaắ]m)\s*(?P<year>(?:19|20)\d\d)(?=[\s.]*$)",
    re.M,
)
"""place and date at a line's end, whatever a scanner made of a day and month that were written by hand"""
_DIGITS = str.maketrans("lITOoØ", "111000")
_CITED = re.compile(r"\d+/\d{4}/[A-ZĐ][\w-]*,?\s*(?i:ngày\s*)?$")
"""the number of an instrument before a date: the day of that instrument"""

_IN_A_BASIS = re.compile(
    r"(?:^|\n)[\s*-]*(?:Căn\s+cứ|Xét|Theo|Thực hiện)\b|^\s*(?:Luật|Bộ luật|Pháp lệnh|Nghị (?:định|quyết)|Thông tư|Quyết định số|Báo cáo|Tờ trình|Công văn)\b|"
    r"hiệu\s+lực[^;.]{0,60}$"
)
"""a legal basis or reason that goes on to the date: "Căn cứ Luật Tổ chức chính quyền địa phương / ngày 19 tháng 6 năm 2015;" """
_END = re.compile(r";|\.\s*\n|\n\s*\n")
"""ends a legal basis: a semicolon, the end of a sentence or paragraph"""
_LONGEST_BASIS = 500
"""code points"""


def find_date(text: str, start: int, end: int, number_span: Span | None) -> tuple[datetime.date | None, Span | None, str | None]:
    """The first date between `start` and `end` that is not of an instrument cited there: day, where it stands, place."""
    for match in _dates(text, start, end):
        own = number_span.end if number_span and number_span.end <= match.end() else start  # the number may stand in the same line
        before = text[max(own, match.start() - 60) : match.start("day") if match["day"] else match.start()]
        if re.search(r"(?:số|Số|hiệu lực|Căn cứ|Nghị định|Luật|kể từ|Quyết định|Tờ trình|họp|theo)[^\n]*$", before.split("\n")[-1]) or not (
            match["day"] or match["month"]
        ):
            continue
        if _IN_A_BASIS.search(_END.split(text[max(start, match.start() - _LONGEST_BASIS) : match.end()])[-1]):
            continue
        if _CITED.search(before) and not (number_span and number_span.end > match.start() - 15):
            continue
        if match.start() > 0 and number_span is None and "/" in match.group() and "tháng" not in match.group():
            continue
        if not match["year"]:
            return None, Span(match.start(), match.end()), None
        place = (match["place"] or "").strip(" *|\t") or None
        if place is None or place.isdigit():
            above = text[max(0, match.start() - 50) : match.start()].rstrip().rsplit("\n", 1)[-1].strip(" ,*")
            place = above or None
        return day_of(match["day"], match["month"], match["year"]), Span(match.start(), match.end()), place
    return None, None, None


def _dates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of DATE, in order; a place is only looked for in front of a day."""
    for day in _DAY.finditer(text, start, end):
        before = text[start : day.start()].rstrip().removesuffix(",").rstrip()
        match = DATE.search(text, max(start, start + len(before) - _LONGEST_PLACE), day.end())
        assert match is not None
        yield match
        start = match.end()


def day_of(day: str | None, month: str | None, year: str | None) -> datetime.date | None:
    """The day that three groups of digits name, letters read for digits put right; None where they name none."""
    try:
        values = [int((part or "").translate(_DIGITS)) for part in (year, month, day)]
        return datetime.date(*values)
    except ValueError:
        return None


def own_date(text: str, start: int, end: int) -> re.Match[str] | None:
    """The line of place and date, capitals in the place."""
    return next((m for m in PLACE_DATE.finditer(text, start, end) if all(word[0].isupper() for word in m["place"].split())), None)


def until(written: str) -> datetime.date | None:
    """The last day of the month (of the year where the month is misread) in a date whose day cannot be read; None where it names no year.

    >>> until("Kiên Giang, ngày Ƒ tháng 11 năm 2017")
    datetime.date(2017, 11, 30)
    """
    match = re.search(r"th[áaà]ng\s*(?P<month>[^\n]{0,6}?)\s*n[ăaắ]m\s*(?P<year>(?:19|20)\d\d)", written, re.I)
    if match is None:
        return None
    month = match["month"].translate(_DIGITS)
    number = int(month) if re.fullmatch(r"0?[1-9]|1[0-2]", month) else 12
    year = int(match["year"])
    return datetime.date(year, number, calendar.monthrange(year, number)[1])
