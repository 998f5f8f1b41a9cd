"""The number of a document: its own, however a clerk, a stamping program or a scan wrote it, and that of the decision it was issued with.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.3 and Luật 64/2025/QH15 Điều 7 khoản 3.
"""

from __future__ import annotations

import datetime
import re

from lawcheck.structure.dates import day_of
from lawcheck.structure.documents import load_documents
from lawcheck.text import Span

HEAD_LENGTH = 4000
"""Code points within which a head is looked for."""
_SYMBOL = r"[A-ZĐÐ][A-Za-zĐđÐ]*(?:[-.–][A-ZĐÐa-zđ&]+)*(?:\s?[-–]\s?[A-ZĐÐ][A-Za-zĐđÐ.&]*)*"
_OWN_NUMBER = re.compile(
    r"(?:^|[\n|\t]|\s{2}|[-_]\s)[\s*|>“\"]*(?:Luật|Bộ luật|Pháp lệnh|Sắc lệnh|LUẬT)?\s*(?:[Ss][ốôỐÔ6o]|SỐ)\s*(?:hiệu|hiệu văn bản|ký hiệu)?\s*[:.;]?\s*\**\s*(?P<number>(?P<run>[\d…._\s]{0,14}?[\d…._\s]?[A-Za-zđ]?)\s*"
    rf"(?P<year>/\s*(?:19|20)\d\d\s*)?[/\\]\s*(?P<symbol>{_SYMBOL}|QH\d+|(?:UBTVQH|SL)\d*)(?P<rest>\d{{0,3}}))",
)
_BARE_NUMBER = re.compile(
    rf"(?P<number>(?P<run>\d{{1,6}}[a-zA-Z]?)\s*(?P<year>/\s*(?:19|20)\d\d\s*)?/\s*(?P<symbol>{_SYMBOL}|QH\d+)(?P<rest>\d{{0,3}}))\s*$",
    re.M,
)
_DAMAGED_NUMBER = re.compile(
    r"^\W{0,4}[Ss]{1,2}[ốôóồoơöéèẽỐÔÓO6]{1,2}[a-z]?\s*[:.;]?\s*(?P<number>(?P<run>[^\n]{0,12}?)\s*(?P<year>[/⁄]\s*(?:19|20)\d\d\s*)?[/⁄\\]+\s*"
    r"(?P<symbol>(?:[A-ZĐÐ][A-Za-zĐđÐ]{0,4})\s?[-–]\s?[A-ZĐÐ][A-Za-zĐđÐ]*(?:[-–][A-ZĐÐ]+)*)(?P<rest>))",
    re.M,
)
"""the number line of a scan whose running number was stamped or written by hand ("Só45//QĐ-SYT")"""
_UNSLASHED = re.compile(r"^[\s*]*[Ss]ố\s*:\s*(?P<run>\d{1,5})(?P<symbol>[A-ZĐ]{2,3}-[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})*)\s*$", re.M)
"""a number whose slash a scanner lost ("Số: 01NQ-HĐQLQ")"""
_TORN_NUMBER = re.compile(
    rf"^[\s*]*[Ss]ố\s*:\s*(?P<run>\d{{1,5}})[ \t]*\n[^\0]{{0,300}}?^\s*(?P<year>/(?:19|20)\d\d)/(?P<symbol>{_SYMBOL})\s*$", re.M
)
"""a number stamped on a signed file, as programs copy it out: "Số: 13", and further down "/2025/QĐ-UBND" """
_CITED_ABOVE = re.compile(r"(?:NGHỊ QUYẾT|QUYẾT ĐỊNH|NGHỊ ĐỊNH|THÔNG TƯ|CHỈ THỊ)\s*\n\s*SỐ\s*:?\s*$")
_ITS_DAY = re.compile(r"\s+NGÀY\s+\d")
"""a title that goes on with the number of what it amends: "SỬA ĐỔI NGHỊ QUYẾT / SỐ 72/2016/NQ-HĐND NGÀY 08 THÁNG 12 NĂM 2016" """
_PARTY_NUMBER = re.compile(r"(?:^|\n)[\s*]*[Ss]ố\s*[:.]?\s*(?P<number>\d{1,5}\s*-\s*[A-ZĐ]{1,4}/[A-ZĐ]{2,})")
_ISSUED_WITH = re.compile(
    r"^[ \t*]*\(?\s*Ban\s+hành\s+(?:kèm\s+)?theo\s+(?:Quyết\s+định|Nghị\s+quyết)\s+[Ss]ố\s*:?\s*(?P<number>\d[^\n,()]{3,30}?)(?:,\s*|\s+)ngày\s+"
    r"(?P<day>\d{1,2})(?:\s*/\s*|\s*tháng\s+)(?P<month>\d{1,2})(?:\s*/\s*|\s*năm\s+)(?P<year>\d{4})",
    re.M,
)
"""a line below the title of a regulation: the decision that issued it"""
_ISSUED_APART = frozenset({"quy-dinh", "quy-che"})
"""types of what a decision issues and what then may lie in a file of its own"""


def normalise_number(text: str) -> str | None:
    """The number in its plain form ("số 12 /2025/ QÐ – UBND" → "12/2025/QĐ-UBND"); None where the text holds none.

    A blank running number stands as "…".
    """
    match = (
        _OWN_NUMBER.search("\n" + text)
        or _BARE_NUMBER.search(text)
        or _OWN_NUMBER.search("\nSố: " + text)
        or _PARTY_NUMBER.search("\nsố " + text)
    )
    return _number(match) if match else None


def year_of(number: str) -> int | None:
    """The year that a number carries ("12/2025/QĐ-UBND" → 2025)."""
    match = re.match(r"[\d…]+[a-zA-Z]?/((?:19|20)\d\d)/", number)
    return int(match[1]) if match else None


def _number(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if "symbol" not in groups:
        return re.sub(r"\s", "", groups["number"]).replace("Ð", "Đ")
    run = re.sub(r"[\s._…]", "", groups["run"] or "")
    run = re.sub(r"^[lI]", "1", run)
    run = run if any(char.isdigit() for char in run) else ""
    year = re.sub(r"\s", "", groups["year"] or "")
    raw = groups["symbol"]
    if "-" in raw and re.match(r"[^\W\d_]|/v", match.string[match.end("symbol") : match.end("symbol") + 2]):
        raw = raw.rsplit("-", 1)[0]  # "442/SYT-NVY-Kiên Giang, ngày …", "442/SYT-NVY - V/v …": place or subject are glued to the number
    symbol = re.sub(r"\s", "", raw).replace("Ð", "Đ").replace("–", "-").replace("&", "&").rstrip(".-")
    symbol = re.sub(r"^T[Il1]r(?=-)", "TTr", symbol)  # as OCR reads it
    return f"{run or '…'}{year}/{symbol}{groups['rest'] or ''}"


def find_number(text: str, start: int, end: int) -> tuple[str | None, Span | None, bool]:
    """The number that a document bears between `start` and `end`, where it stands, and whether its running number was left blank."""
    for pattern in (_OWN_NUMBER, _PARTY_NUMBER):
        for match in pattern.finditer(text, max(0, start - 1) if start else 0, min(len(text), end + 200)):
            if match.start("number") > end:
                break
            before = text[max(0, match.start("number") - 40) : match.start("number")]
            if re.search(r"(?:Căn cứ|theo|Nghị định|Thông tư|Quyết định|Luật|của|tại|Tờ trình)[^\n]*$", before) and not re.search(
                r"(?:\n|\|)\s*(?:(?:Bộ l|L)uật|Pháp lệnh)?\s*[Ss]ố\s*[:.]?\s*$", before
            ):
                continue
            if _CITED_ABOVE.search(before) and _ITS_DAY.match(text, match.end("number")):
                continue
            number = _number(match)
            raw = match["number"]
            lead = len(raw) - len(raw.lstrip())
            blank = number.startswith("…") and not any(char.isalpha() for char in raw.partition("/")[0])
            return number, Span(match.start("number") + lead, match.end("number")), blank
    damaged = _DAMAGED_NUMBER.search(text, start, end)
    if damaged and not _CITED_ABOVE.search(text[max(0, damaged.start("number") - 40) : damaged.start("number")]):
        return _damaged_number(damaged), Span(*damaged.span("number")), False
    if (unslashed := _UNSLASHED.search(text, start, end)) and unslashed["symbol"].split("-")[0] in load_documents().type_of_symbol:
        return f"{unslashed['run']}/{unslashed['symbol']}", Span(unslashed.start("run"), unslashed.end("symbol")), False
    if torn := _TORN_NUMBER.search(text, start, end):
        return f"{torn['run']}{torn['year']}/{torn['symbol'].replace('Ð', 'Đ')}", Span(torn.start("run"), torn.end("run")), False
    return None, None, False


def _damaged_number(match: re.Match[str]) -> str:
    """The number with "…" for a running number that is not digits; a symbol with a misread Đ is put right where the type is known."""
    number = _number(match)
    run, _, rest = number.partition("/")
    symbol = re.sub(r"^(?:((?:19|20)\d\d/)?)(?:QD|Qb|QÐ|QĐÐ|OĐ)(?=-)", r"\1QĐ", rest)
    whole = re.sub(r"^[A-Za-z](?=(?:19|20)\d\d/)", "", symbol)  # the last digit of a number written by hand, read as a letter of the year
    return f"{run if re.fullmatch(r'[0-9]+[a-z]?', run) and whole == symbol else '…'}/{whole}"


def issued_with(text: str, type_: str) -> tuple[str, datetime.date | None] | None:
    """Number and day of the decision that a regulation in a file of its own was issued with, None where it names none.

    `type_` is the type of the document in `text`.
    """
    match = _ISSUED_WITH.search(text, 0, HEAD_LENGTH) if type_ in _ISSUED_APART else None
    number = normalise_number(match["number"]) if match else None
    return (number, day_of(match["day"], match["month"], match["year"])) if match and number else None
