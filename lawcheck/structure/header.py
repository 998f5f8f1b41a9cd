"""The head of a document: agency, number, place and date, type, title.

Reads the first lines only; a number in a căn cứ or in the body is never the document's own. Sources of the form:
Nghị định 30/2020/NĐ-CP Phụ lục I mục II; Luật 64/2025/QH15 Điều 7 khoản 3.
"""

from __future__ import annotations

import calendar
import datetime
import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache

from lawcheck.structure.agencies import letters
from lawcheck.structure.dates import DATE, PLACE_DATE, day_of, find_date, own_date, until
from lawcheck.structure.documents import load_documents, type_names
from lawcheck.structure.issuer import find_issuer
from lawcheck.structure.model import Header
from lawcheck.structure.numbers import HEAD_LENGTH, find_number, issued_with, normalise_number, year_of
from lawcheck.text import Folded, Span, fold

_NATIONAL = ("conghoaxahoichu", "doclap")
"""letters of the national name and the motto"""
CLOSING_LENGTH = 1500
"""code points at the end within which the day of adoption is looked for"""

_META_NUMBER = re.compile(r"^Số hiệu\s*:?\s*(?P<number>\S.*)$", re.M)
_META_DATE = re.compile(r"^Ngày ban hành\s*:?\s*(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.M)
_META_LINES = re.compile(
    r"^(?:Số hiệu|Ngày ban hành|Ngày có hiệu lực|Loại văn bản|Cơ quan ban hành|Người ký|Lĩnh vực|Số công báo|Tình trạng)\b.*$", re.M
)
_LINE_END = re.compile("\n")
_BODY_START = re.compile(
    r"\s*[*“\"]*(?:đ[iỉ][eêềể]u\s*1\b|i\.\s|1\.\s|(?P<words>căn cứ|xét đề nghị|theo đề nghị|kính gửi|(?P<carrying>thực hiện)))"
)
_BROKEN = re.compile(r"\S\n")
"""words that begin the body stand in one line"""
_SHORTEST_HEAD = 40
"""folded code points that stand before the body at least"""
_ADDRESSED = re.compile(r"\s*\**[Kk][íi]nh\s+g[ửưứi]i", re.M)
"""a text whose head is lost and that begins with its addressees: an official letter"""
_ADDRESSED_LINE = re.compile(r"^[\s*]*[Kk][íi]nh\s+g[ửưứi]i", re.M)
_SUBJECT = re.compile(r"^[\s*]*V/v\s", re.M)
_ADOPTED = re.compile(
    r"(?:được|đã\s+được)\s+(?:Quốc\s+hội|Ủy\s+ban\s+[Tt]hường\s+vụ\s+Quốc\s+hội|Hội\s+đồng\s+nhân\s+dân)[^.;]{0,160}?thông\s+qua\s+ngày\s+(?P<day>\d{1,2})(?:\s+tháng\s+|/)(?P<month>\d{1,2})(?:\s+năm\s+|/)(?P<year>\d{4})"
)
"""the closing line of laws and of resolutions of people's councils, which give their day there"""


def read_header(text: str, view: Folded | None = None) -> Header:
    """Return what the head of `text` says; unknown fields are None or "khac". `view` is its folded view, where that is at hand."""
    view = view or fold(text)
    meta = _metadata(text)
    offset = meta.end if meta else 0
    head_end = _head_end(text, view, offset)
    number, number_span, blank = find_number(text, offset, head_end)
    date, date_span, place = find_date(text, offset, min(len(text), head_end + 600), number_span)
    own = own_date(text, offset, min(len(text), head_end + 600))
    date_until = None
    if own and (date_span is None or date is None or own.end() <= date_span.start or "tháng" not in date_span.of(text)):
        date, date_span, place = day_of(own["day"], own["month"], own["year"]), Span(own.start("place"), own.end()), own["place"]
        date_until = until(date_span.of(text)) if own["day"].strip(" .…_") else None
    if date is not None and number is not None and date.year != (year_of(number) or date.year):
        date = date_span = place = None  # the day of another document that is cited nearby
    if meta:
        block = meta.of(text)
        if number is None and (match := _META_NUMBER.search(block)):
            number = normalise_number(match["number"])
        if date is None and (match := _META_DATE.search(block)):
            date = day_of(match["day"], match["month"], match["year"])
    if date is None and (adopted := _ADOPTED.search(text, max(0, len(text) - CLOSING_LENGTH))):
        date, date_span = day_of(adopted["day"], adopted["month"], adopted["year"]), Span(adopted.start("day"), adopted.end())
    type_, type_span = _find_type(text, view, Span(offset, head_end), number)
    if number is None and date is None and (decision := issued_with(text, type_)):
        date = decision[1]
    issuer = find_issuer(text, offset, head_end, number)
    title, title_span = _find_title(text, type_span, head_end)
    return Header(
        number=number,
        number_span=number_span,
        number_blank=blank,
        issuer=issuer.name,
        issuer_span=issuer.span,
        issuer_level=issuer.level,
        issuer_body=issuer.body,
        date=date,
        date_span=date_span,
        date_until=date_until if date is None else None,
        place=place,
        type=type_,
        type_span=type_span,
        title=title,
        title_span=title_span,
        metadata_span=meta,
    )


def months_named(header: Header, text: str) -> tuple[datetime.date, ...]:
    """The last days of the months a draft may be signed in, where its head leaves the day blank: of one month, of all of a year, () where it says neither.

    "Nghệ An, ngày … tháng 8 năm 2025" gives 31/8/2025.
    """
    if header.date is not None or header.date_span is None:
        return ()
    match = DATE.search(text, header.date_span.start, header.date_span.end)
    if match is None or not match["year"]:
        return ()
    year, month = int(match["year"]), match["month"] or ""
    months = [int(month)] if month.isdigit() else range(1, 13)
    return tuple(datetime.date(year, one, calendar.monthrange(year, one)[1]) for one in months if 1 <= one <= 12)


def _metadata(text: str) -> Span | None:
    """The lines a web page puts before the document ("Số hiệu …", "Ngày ban hành …")."""
    last = None
    for match in _META_LINES.finditer(text, 0, 1500):
        last = match
    return Span(0, last.end()) if last and _META_NUMBER.search(text, 0, 1500) else None


def _head_end(text: str, view: Folded, offset: int) -> int:
    """Where the first line of the body begins."""
    head = view.to_folded(Span(offset, min(len(text), offset + HEAD_LENGTH)))
    for line_end in _LINE_END.finditer(text, offset, offset + HEAD_LENGTH):
        at = bisect_left(view.starts, line_end.start(), head.start, head.end)
        if at == head.end or view.text[at] != " " or view.starts[at] != line_end.start() or at + 1 - head.start <= _SHORTEST_HEAD:
            continue
        match = _BODY_START.match(view.text, at + 1, head.end)
        if match is None:
            continue
        words = view.to_original(Span(*match.span("words"))).of(text) if match["words"] else ""
        if not (_BROKEN.search(words) or (match["carrying"] and words[0].islower())):  # a title goes on
            return view.starts[at + 1]
    return min(len(text), offset + 1500)


def _find_type(text: str, view: Folded, head: Span, number: str | None) -> tuple[str, Span | None]:
    """By the name on a line of its own, else by the symbol, else by the first words (texts without a head)."""
    documents = load_documents()
    symbol = re.split(r"[/-]", re.sub(r"^[\d…]+[a-zA-Z]?(?:/\d{4})?/", "", number)) if number else []
    known = documents.type_of_symbol
    by_symbol = next((known[part] for part in symbol if part in known), None)
    if number and re.search(r"/QH\d|/\d{4}/QH", number):
        by_symbol = by_symbol or "luat"
    start, end = head
    by_name = _type_line(text, view, head)
    if by_symbol in (None, "luat") and by_name and not (number and by_name[0] == "quyet-dinh"):
        return by_name
    if by_symbol == "chi-thi" and not (by_name and by_name[0] == "chi-thi") and not (number or "").endswith(("UBND", "TTg", "UB")):
        return "cong-van", None  # "5435/CT-NVT": CT is Cục Thuế here
    if by_symbol:
        return by_symbol, by_name[1] if by_name and by_name[0] == by_symbol else None
    if by_name:
        return by_name
    if number and re.search(r"/[A-ZĐ]+(?:-[A-ZĐ0-9&]+)*$", number):
        return "cong-van", None
    if number is None and (
        _ADDRESSED.match(text, start) or (_SUBJECT.search(text, start, end) and _ADDRESSED_LINE.search(text, start, end + 400))
    ):
        return "cong-van", None
    return "khac", None


def _type_line(text: str, view: Folded, head: Span) -> tuple[str, Span] | None:
    names = type_names()
    at = head.start
    first = True
    for raw in head.of(text).splitlines(keepends=True):
        words = view.words(Span(at, at + len(raw))).strip(' *#_|"')
        span = Span(at, at + len(raw.rstrip()))
        at += len(raw)
        if not words:
            continue
        if words in names and names[words] != "cong-van":
            return names[words], span
        for name, id_ in names.items():
            if words.startswith(name + " ") and (first or raw.strip().isupper()) and not words.startswith("quyết định số"):
                return id_, _first_words(raw, name.count(" ") + 1).shift(span.start)
        first = False
    return _misread_type_line(text, head)


def _first_words(line: str, count: int) -> Span:
    """The first words of a line, which may be set in by blanks or marks."""
    words = list(re.finditer(r"[^\s*#_|\"]+", line))
    return Span(words[0].start(), words[min(count, len(words)) - 1].end())


def _misread_type_line(text: str, head: Span) -> tuple[str, Span] | None:
    """The type on a line of capitals whose accents or blanks were misread ("KÉ HOẠCH", "QUYẾTĐỊNH")."""
    at = head.start
    for raw in head.of(text).splitlines(keepends=True):
        span = Span(at, at + len(raw.rstrip()))
        at += len(raw)
        if not raw.strip().isupper() or not (whole := letters(raw)):
            continue
        starts = {letters(" ".join(raw.split()[:count])) for count in range(1, 5)}
        for name, id_ in _plain_names().items():
            if name in starts or (whole.startswith(name) and len(whole) <= len(name) + 2):
                return id_, span
    return None


@cache
def _plain_names() -> Mapping[str, str]:
    """Type id by the letters of its name, but for names too short to be told from other words."""
    return {letters(known.name): known.id for known in load_documents().types if known.id != "cong-van" and len(letters(known.name)) >= 6}


_ENACTORS = (
    "uyban",
    "hoidong",
    "chutich",
    "botruong",
    "giamdoc",
    "cuctruong",
    "chicuctruong",
    "chinhphu",
    "thutuong",
    "hieutruong",
    "truongban",
    "conghoa",
)
"""letters with which lines of capitals after a title begin: who issues, the national name"""
_TITLE_ENDS = ("doclaptudo", "kinhgui", "trencoso", "cancu", "conghoaxahoi")
"""letters with which other lines after a title begin"""
_TITLE_STOP = re.compile(
    r"[-+•]\s|Số\s*:|(?:Phần|PHẦN|Chương|CHƯƠNG)\s+[\dIVX]|[IVX][IVXL]*[.-]\s|IL\.\s|[Đđ]i[ềê]u \d+\s*[.:]|A\.\s|1\.\s|Ngày \d"
)


def _find_title(text: str, type_span: Span | None, end: int) -> tuple[str | None, Span | None]:
    """The lines after the type (or from "V/v" on) up to a rule, a blank line after text, the first line of the body, or the end of the head."""
    if type_span is None:
        subject = re.search(r"^[\s*]*(?:V/v|Về việc)", text[:end], re.M)
        if subject is None:
            return None, None
        return _title(text, subject.start() + len(subject.group()) - len(subject.group().lstrip()), end, most=6)
    return _title(text, type_span.end, end, most=12)


def _title(text: str, start: int, end: int, *, most: int) -> tuple[str | None, Span | None]:
    lines: list[Span] = []
    at = start
    for raw in text[start:end].splitlines(keepends=True):
        span = Span(at, at + len(raw.rstrip("\n")))
        at += len(raw)
        stripped = raw.strip(" *#\t\r\n")
        if not stripped or set(stripped) <= set("-_=*~. "):
            if lines:
                break
            continue
        if not lines and letters(stripped).startswith(_NATIONAL):
            continue  # a pdf file whose columns were copied out one after the other
        if lines and (
            len(lines) == most
            or _TITLE_STOP.match(stripped)
            or PLACE_DATE.match(stripped)
            or letters(stripped).startswith(_ENACTORS if " ".join(stripped.split()[:2]).isupper() else _TITLE_ENDS)
        ):
            break
        lines.append(span)
    if not lines:
        return None, None
    span = Span(lines[0].start, lines[-1].end)
    return " ".join(span.of(text).replace("*", "").split()), span
