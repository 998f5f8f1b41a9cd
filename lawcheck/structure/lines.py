"""What one line of a document looks like: a heading of some level, or plain text.

A line is judged by its own words only; whether it really opens a unit is decided by `outline.py`, which knows what stood before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lawcheck.structure.model import Level
from lawcheck.text import Folded, Span

_LEAD = r"[\s*#>_|“\"'”(\[]*"
_BEFORE_WORDS = " *#>_|\"'(["
"""the same signs as they stand in folded text"""
_WEAK_AFTER = re.compile(
    r"\s*(?:[,;]|(?:này|và|hoặc|đến|của|tại|nêu|trên|khoản|điểm|điều|nghị định|nghị quyết|luật|bộ luật|thông tư|quyết định|quy định|quy chế|pháp lệnh|hiến pháp|chương|mục)\b)"
)
_DIEU = re.compile(rf"(?P<lead>{_LEAD})[đd]i[eéèẻẽẹêếềểễệ]u\s*(?P<number>\d{{1,3}}[a-zđ]?)\s*(?P<sign>[.:/-]|\b)\**\s*")
_CHUONG = re.compile(rf"(?P<lead>{_LEAD})chương\s+(?P<number>[ivxlc]+|\d{{1,2}})\b\s*(?P<sign>[.:-]?)\**\s*")
_PHAN = re.compile(rf"(?P<lead>{_LEAD})phần\s+(?P<number>thứ\s+\w+(?:\s+\w+)?|[ivx]+|\d{{1,2}}|[a-e])\b\s*(?P<sign>[.:-]?)\**\s*")
_MUC = re.compile(rf"(?P<lead>{_LEAD})(?P<word>tiểu mục|mục)\s+(?P<number>[ivx]+|\d{{1,2}})\b\s*(?P<sign>[.:-]?)\**\s*")
_LA_MA = re.compile(rf"(?P<lead>{_LEAD})(?P<number>[ivx]{{1,6}}|[a-h])\s*(?P<sign>[./)-]|\.-)\**\s*(?=\S)")
_DOTTED = re.compile(rf"(?P<lead>{_LEAD})(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})\s*(?P<sign>[.)/:]?)\**\s+(?=\D)")
_NUMBER = re.compile(rf"(?P<lead>{_LEAD})(?:khoản\s+)?(?P<number>\d{{1,3}}|l(?!\s*\)))\s*(?P<sign>[.)/:])\**\s*(?=\S)(?!\d)")
_LETTER = re.compile(rf"(?P<lead>{_LEAD})(?:điểm\s+)?(?P<number>[a-zđ]\d?|[a-zđ]{{2}})\s*(?P<sign>[).])\**\s*(?=\S)")
_DASH = re.compile(r"(?P<lead>[\s>\"“]*)(?P<number>)(?P<sign>[-+•*·‣])\s*(?=[^\s*_-])")
_ANNEX = re.compile(
    rf"(?P<lead>{_LEAD})(?P<word>phụ lục|phụ biểu|biểu mẫu|mẫu biểu|biểu|mẫu số|mẫu|danh mục)\b\s*(?:số\s*:?)?\s*(?P<number>\d{{1,2}}(?:[./-]?[a-z]\b)?|[ivx]{{1,5}}(?:[-.]?[a-z]\b)?)?\s*(?P<sign>[.:-]?)\**\s*"
)
_ALONE = frozenset({"phụ lục", "mẫu kèm theo", "mẫu đơn", "mẫu phiếu", "mẫu tờ khai", "mẫu giấy đề nghị", "mẫu đơn kèm theo"})
"""lines that open an annex without a number"""
ATTACHED = (
    "quy định",
    "quy chế",
    "quy trình",
    "kế hoạch",
    "đề án",
    "điều lệ",
    "phương án",
    "chương trình",
    "nội quy",
    "hướng dẫn",
    "danh mục",
    "bộ tiêu chí",
    "định mức",
    "bảng giá",
    "tiêu chuẩn",
    "quy tắc",
    "chiến lược",
    "bộ đơn giá",
    "đơn giá",
    "bảng tiêu chí",
    "chính sách",
    "dự toán",
    "cơ chế",
)
_BASES = re.compile(
    rf"{_LEAD}(?:căn cứ|xét đề nghị|theo đề nghị|xét tờ trình|xét báo cáo|thực hiện (?:nghị|quyết|chỉ|luật|thông|công)|trên cơ sở)\b"
)
_FORMULA = re.compile(rf"{_LEAD}(?:quyết định|quyết nghị|quy định|chỉ thị|nghị quyết|ban hành|yêu cầu)\s*[:.]?[*\s]*$")
_ADDRESSEES = re.compile(rf"{_LEAD}n[ơo]i nhận\b(?! (?:hồ sơ|kết quả|đơn|tiền|thông tin|giấy|trợ cấp))\s*[:.]?")
_SIGNER = re.compile(
    r"[\s|*]*(?:t\s?m\s?[./]|k\s?t\s?[./]|t\s?l\s?[./]|t\.?u\.?q\s?[./]|q\.\s|(?:phó )?(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng|chủ nhiệm|cục trưởng|thứ trưởng|tổng giám đốc)\s*[*|\s]*$)"
)


class Line(NamedTuple):
    """A line of the text. `span` holds its line end. `level` is what it may open, None for plain text; `body` starts after number and sign.

    `sign` is the mark after the number. `blank_before`: a blank line stands before it. `upper`: no lower-case letter in its words.
    `apart`: a blank line stands between its number and its words, as between the cells of a table. A named tuple, as there are so many.
    """

    span: Span
    folded: str
    level: Level | None = None
    number: str = ""
    sign: str = ""
    body: int = 0
    blank_before: bool = False
    upper: bool = False
    quote: bool = False
    word: str = ""
    apart: bool = False


def read_lines(text: str, view: Folded) -> Iterator[Line]:
    """The non-blank lines of `text`, whose folded `view` is given, in order; blank lines belong to the line before (or to the first line)."""
    at = 0
    blank = True
    for raw in _LINE.findall(text):
        span = Span(at, at + len(raw))
        at = span.end
        stripped = raw.strip()
        if not stripped or (len(stripped) > 1 and not stripped.strip(_RULE)):
            blank = True
            continue
        yield _classify(view, span, raw, stripped, blank)
        blank = False


_LINE = re.compile(
    r"[ \t*#]*(?:[ĐđÐ]i[ềê]u|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ lục|PHỤ LỤC)[ \t*]*\n(?=[ \t*]*(?:\d|[IVXL]+\b))[^\n]*\n?|"
    r"[ \t*#]*(?:PHỤ[ \t*]*\n[ \t*]*LỤC|Phụ[ \t*]*\n[ \t*]*lục)\b[^\n]*\n?|"
    r"[ \t*#]*(?:[IVX]{1,5}|\d{1,2}|[A-Da-zđ])[.)][ \t]*\n(?=[ \t]*[^\W\d_])[^\n]*\n?|[ \t]*\d{1,2}\.[ \t]*\n[ \t]*\n(?=[ \t]*[^\W\d_])[^\n]*\n?|[^\n]*\n|[^\n]+"
)
"""a line; where web copies break the line between the word and its number, or after the number, the two lines are one"""
_RULE = " \t\r\n\u00a0\u200b-_=*~."
"""what a line drawn between paragraphs is made of"""
_APART = re.compile(r"[ \t]*\d{1,2}\.[ \t]*\n[ \t]*\n")


def _classify(view: Folded, span: Span, raw: str, stripped: str, blank: bool) -> Line:
    folded = view.words(span).rstrip()
    upper = stripped.isupper()
    level, match = _level(folded, stripped, upper)
    quote = stripped[0] in ("“", '"', "”")
    if match is None:
        return Line(span=span, folded=folded, level=level, blank_before=blank, upper=upper, quote=quote, body=span.start)
    at = view.to_folded(span)
    end = at.start + match.end()
    body = view.starts[end] if end < at.end else span.end
    number = match["number"] or ""
    return Line(
        span=span,
        folded=folded,
        level=level,
        number="1" if number == "l" and level is not Level.DIEM else " ".join(number.split()),
        sign=match["sign"],
        body=body,
        blank_before=blank,
        upper=upper,
        quote=quote,
        word=match.groupdict().get("word") or "",
        apart=bool(_APART.match(raw)),
    )


_MAY_OPEN = re.compile(
    rf"[\s>\"“]*[-+•*·‣]|[\s|*]*(?:[tkq]\b|t ?[ml]\b|k ?t\b|t.?u|(?:phó )?(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng|chủ nhiệm|cục trưởng|thứ trưởng|tổng giám đốc))|"
    rf"{_LEAD}(?:[^\W\d_]{{1,6}}\s*[.:/)-]|[^\W\d_]\d|[đd]i[eéèẻẽẹêếềểễệ]u|điểm|khoản|l\b|chương|phần|tiểu mục|mục|mẫu|phụ|biểu|danh mục|n[ơo]i nhận|căn cứ|xét|theo đề|thực hiện|trên cơ|"
    r"quyết|quy định|chỉ thị|nghị quyết|ban hành|yêu cầu)"
)
"""whether a line that begins with a letter can begin a unit at all: most lines of a text broken by hand cannot, and one look tells"""


def _level(folded: str, raw: str, upper: bool) -> tuple[Level | None, re.Match[str] | None]:
    """What the line opens by its first sign; only what begins with a letter can be more than a number or a dash."""
    if not folded.lstrip(_BEFORE_WORDS)[:1].isalpha():
        return _numbered(folded)
    return _worded(folded, raw, upper) if _MAY_OPEN.match(folded) else (None, None)


def _numbered(folded: str) -> tuple[Level | None, re.Match[str] | None]:
    if match := _DOTTED.match(folded):
        return Level.SO, match
    if match := _NUMBER.match(folded):
        return Level.KHOAN, match
    if match := _DASH.match(folded):
        return Level.GACH, match
    return None, None


def _worded(folded: str, raw: str, upper: bool) -> tuple[Level | None, re.Match[str] | None]:
    if (match := _DIEU.match(folded)) and not (match["sign"] not in (".", ":") and _WEAK_AFTER.match(folded, match.end("number"))):
        return Level.DIEU, match
    capital = raw.lstrip('*#>_ “"|(')[:1].isupper()
    if capital and (match := _CHUONG.match(folded)) and not _WEAK_AFTER.match(folded, match.end("number")):
        return Level.CHUONG, match
    if capital and (match := _PHAN.match(folded)) and (upper or match["sign"] or match.end() == len(folded)):
        return Level.PHAN, match
    if capital and (match := _MUC.match(folded)) and not _WEAK_AFTER.match(folded, match.end("number")):
        return (Level.TIEU_MUC if match["word"] == "tiểu mục" else Level.MUC), match
    if _ADDRESSEES.match(folded):
        return Level.NOI_NHAN, None
    if (
        (match := _ANNEX.match(folded))
        and (upper or (match["number"] and match.end() >= len(folded) - 1) or folded.strip(" *:.()") in _ALONE)
        and len(folded) < 120
        and not _WEAK_AFTER.match(folded, match.end())
    ):
        return Level.PHU_LUC, match
    if _BASES.match(folded):
        return Level.CAN_CU, None
    if _FORMULA.match(folded) and upper:
        return Level.BAN_HANH, None
    if _SIGNER.match(folded) and (upper or len(folded) < 40):
        return Level.CHU_KY, None
    if match := _NUMBER.match(folded):
        return Level.KHOAN, match
    if (match := _LA_MA.match(folded)) and raw.lstrip('*#>_ “"|(')[:1].isupper():
        return Level.LA_MA, match
    if (match := _LETTER.match(folded)) and raw.lstrip('*#>_ “"|(')[:1].islower():
        return Level.DIEM, match
    if match := _DASH.match(folded):
        return Level.GACH, match
    return None, None
