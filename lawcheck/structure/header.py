"""The head of a document: agency, number, place and date, type, title.

Reads the first lines only; a number in a căn cứ or in the body is never the document's own. Sources of the form:
Nghị định 30/2020/NĐ-CP Phụ lục I mục II; Luật 64/2025/QH15 Điều 7 khoản 3.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass

from lawcheck.structure.documents import load_documents
from lawcheck.structure.model import Header, IssuerLevel
from lawcheck.text import Folded, Span, fold

HEAD_LENGTH = 4000
"""Code points within which a head is looked for."""
CLOSING_LENGTH = 1500
"""code points at the end within which the day of adoption is looked for"""

_SYMBOL = r"[A-ZĐÐ][A-Za-zĐđÐ]*(?:[-.–][A-ZĐÐa-zđ&]+)*(?:\s?[-–]\s?[A-ZĐÐ][A-Za-zĐđÐ.&]*)*"
_OWN_NUMBER = re.compile(
    r"(?:^|[\n|\t]|\s{2}|[-_]\s)[\s*|>“\"]*(?:Luật|Bộ luật|Pháp lệnh|Sắc lệnh|LUẬT)?\s*(?:[Ss][ốôỐÔ6o]|SỐ)\s*(?:hiệu|hiệu văn bản|ký hiệu)?\s*[:.;]?\s*\**\s*(?P<number>(?P<run>[\d…._\s]{0,14}?[\d…._\s]?[A-Za-zđ]?)\s*"
    rf"(?P<year>/\s*(?:19|20)\d\d\s*)?[/\\]\s*(?P<symbol>{_SYMBOL}|QH\d+|(?:UBTVQH|SL)\d*)(?P<rest>\d{{0,2}}))",
)
_BARE_NUMBER = re.compile(
    rf"(?P<number>(?P<run>\d{{1,6}}[a-zA-Z]?)\s*(?P<year>/\s*(?:19|20)\d\d\s*)?/\s*(?P<symbol>{_SYMBOL}|QH\d+)(?P<rest>\d{{0,2}}))\s*$",
    re.M,
)
_DAMAGED_NUMBER = re.compile(
    r"^\W{0,4}[Ss]{1,2}[ốôóồoơöỐÔÓO6]{1,2}[a-z]?\s*[:.;]?\s*(?P<number>(?P<run>[^\n]{0,12}?)\s*(?P<year>[/⁄]\s*(?:19|20)\d\d\s*)?[/⁄\\]+\s*"
    r"(?P<symbol>(?:[A-ZĐÐ][A-Za-zĐđÐ]{0,4})\s?[-–]\s?[A-ZĐÐ][A-Za-zĐđÐ]*(?:[-–][A-ZĐÐ]+)*)(?P<rest>))",
    re.M,
)
"""the number line of a scan whose running number was stamped or written by hand ("Só45//QĐ-SYT")"""
_PARTY_NUMBER = re.compile(r"(?:^|\n)[\s*]*[Ss]ố\s*[:.]?\s*(?P<number>\d{1,5}\s*-\s*[A-ZĐ]{1,4}/[A-ZĐ]{2,})")
_DATE = re.compile(
    r"(?P<place>[^\n,|]{0,40}?)\s*,?\s*ng[àaá]y\s*(?P<day>[\dlOo…._]{1,6}|[…._ ]{7,40})?\s*(?:tháng|/|-)\s*(?P<month>[\dlOo…._]{1,6})?\s*(?:n[ăa]m|/|-)\s*(?P<year>\d{4})?",
    re.I,
)
_META_NUMBER = re.compile(r"^Số hiệu\s*:?\s*(?P<number>\S.*)$", re.M)
_META_DATE = re.compile(r"^Ngày ban hành\s*:?\s*(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.M)
_META_LINES = re.compile(
    r"^(?:Số hiệu|Ngày ban hành|Ngày có hiệu lực|Loại văn bản|Cơ quan ban hành|Người ký|Lĩnh vực|Số công báo|Tình trạng)\b.*$", re.M
)
_BODY_START = re.compile(r"^\s*[*“\"]*(?:căn cứ|xét đề nghị|theo đề nghị|đ[iỉ][eêềể]u\s*1\b|i\.\s|1\.\s|kính gửi|thực hiện)", re.M)
_ENACTING = re.compile(
    r"^[ \t*]*(?P<body>(?:ỦY BAN THƯỜNG VỤ QUỐC HỘI|QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|BỘ TRƯỞNG [^\n,:]{3,60}|(?:CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN [^\n,:]{3,60}|HỘI ĐỒNG NHÂN DÂN [^\n,:]{3,60}?))"
    r"(?: KHÓA [^\n]*)?(?:[-_]{3,}[^\n]*)?[ \t*,:]*$",
    re.M,
)
"""who enacts, on a line of its own before the căn cứ: all that is left where the head of the page is lost"""
_ADDRESSED = re.compile(r"\s*\**[Kk][íi]nh\s+g[ửưứi]i", re.M)
"""a text whose head is lost and that begins with its addressees: an official letter"""
_ADOPTED = re.compile(
    r"(?:được|đã được) (?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội|Hội đồng nhân dân)[^.;]{0,160}?thông qua\s+ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
)
"""the closing line of laws and of resolutions of people's councils, which give their day there"""


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
    year = re.sub(r"\s", "", groups["year"] or "")
    raw = groups["symbol"]
    if "-" in raw and match.string[match.end("symbol") : match.end("symbol") + 1].isalpha():
        raw = raw.rsplit("-", 1)[0]  # "442/SYT-NVY-Kiên Giang, ngày …": the place is glued to the number
    symbol = re.sub(r"\s", "", raw).replace("Ð", "Đ").replace("–", "-").replace("&", "&").rstrip(".-")
    return f"{run or '…'}{year}/{symbol}{groups['rest'] or ''}"


def read_header(text: str) -> Header:
    """Return what the head of `text` says; unknown fields are None or "khac"."""
    meta = _metadata(text)
    offset = meta.end if meta else 0
    head_end = _head_end(text, offset)
    number, number_span, blank = _find_number(text, offset, head_end)
    date, date_span, place = _find_date(text, offset, min(len(text), head_end + 600), number_span)
    if date is not None and number is not None and date.year != (year_of(number) or date.year):
        date = date_span = place = None  # the day of another document that is cited nearby
    if meta:
        block = meta.of(text)
        if number is None and (match := _META_NUMBER.search(block)):
            number = normalise_number(match["number"])
        if date is None and (match := _META_DATE.search(block)):
            date = _date(match["day"], match["month"], match["year"])
    if date is None and (adopted := _ADOPTED.search(text, max(0, len(text) - CLOSING_LENGTH))):
        date, date_span = _date(adopted["day"], adopted["month"], adopted["year"]), Span(adopted.start("day"), adopted.end())
    type_, type_span = _find_type(text, offset, head_end, number)
    issuer = _find_issuer(text, offset, head_end, number, meta)
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
    match = _DATE.search(text, header.date_span.start, header.date_span.end)
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


def _head_end(text: str, offset: int) -> int:
    folded = fold(text[offset : offset + HEAD_LENGTH])
    lines = "".join(
        " " if char == " " and text[offset + folded.starts[i]] != "\n" else "\n" if char == " " else char
        for i, char in enumerate(folded.text)
    )
    starts = [match.start() for match in _BODY_START.finditer(lines) if match.start() > 40]
    return offset + folded.starts[starts[0]] if starts else min(len(text), offset + 1500)


def _find_number(text: str, start: int, end: int) -> tuple[str | None, Span | None, bool]:
    for pattern in (_OWN_NUMBER, _PARTY_NUMBER):
        for match in pattern.finditer(text, max(0, start - 1) if start else 0, min(len(text), end + 200)):
            if match.start("number") > end:
                break
            before = text[max(0, match.start("number") - 40) : match.start("number")]
            if re.search(r"(?:Căn cứ|theo|Nghị định|Thông tư|Quyết định|Luật|của|tại|Tờ trình)[^\n]*$", before) and not re.search(
                r"(?:\n|\|)\s*(?:(?:Bộ l|L)uật|Pháp lệnh)?\s*[Ss]ố\s*[:.]?\s*$", before
            ):
                continue
            number = _number(match)
            raw = match["number"]
            lead = len(raw) - len(raw.lstrip())
            return number, Span(match.start("number") + lead, match.end("number")), number.startswith("…")
    if damaged := _DAMAGED_NUMBER.search(text, start, end):
        return _damaged_number(damaged), Span(*damaged.span("number")), False
    return None, None, False


def _damaged_number(match: re.Match[str]) -> str:
    """The number with "…" for a running number that is not digits; a symbol with a misread Đ is put right where the type is known."""
    number = _number(match)
    run, _, rest = number.partition("/")
    symbol = re.sub(r"^(?:((?:19|20)\d\d/)?)(?:QD|Qb|QÐ|QĐÐ|OĐ)(?=-)", r"\1QĐ", rest)
    return f"{run if re.fullmatch(r'[0-9]+[a-z]?', run) else '…'}/{symbol}"


_CITED = re.compile(r"\d+/\d{4}/[A-ZĐ][\w-]*,?\s*(?:ngày\s*)?$")
"""the number of an instrument before a date: the day of that instrument"""


def _find_date(text: str, start: int, end: int, number_span: Span | None) -> tuple[datetime.date | None, Span | None, str | None]:
    for match in _DATE.finditer(text, start, end):
        before = text[max(start, match.start() - 60) : match.start("day") if match["day"] else match.start()]
        if re.search(r"(?:số|Số|hiệu lực|Căn cứ|Nghị định|Luật|kể từ|Quyết định|Tờ trình|họp|theo)[^\n]*$", before.split("\n")[-1]) or not (
            match["day"] or match["month"]
        ):
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
        return _date(match["day"], match["month"], match["year"]), Span(match.start(), match.end()), place
    return None, None, None


def _date(day: str | None, month: str | None, year: str | None) -> datetime.date | None:
    try:
        values = [int((part or "").translate(str.maketrans("lOo", "100"))) for part in (year, month, day)]
        return datetime.date(*values)
    except ValueError:
        return None


def _find_type(text: str, start: int, end: int, number: str | None) -> tuple[str, Span | None]:
    """By the name on a line of its own, else by the symbol, else by the first words (texts without a head)."""
    documents = load_documents()
    symbol = re.split(r"[/-]", re.sub(r"^[\d…]+[a-zA-Z]?(?:/\d{4})?/", "", number)) if number else []
    known = documents.type_of_symbol
    by_symbol = next((known[part] for part in symbol if part in known), None)
    if number and re.search(r"/QH\d|/\d{4}/QH", number):
        by_symbol = by_symbol or "luat"
    folded = fold(text[start:end])
    by_name = _type_line(folded, text, start)
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
    if number is None and _ADDRESSED.match(text, start):
        return "cong-van", None
    return "khac", None


def _type_line(folded: Folded, text: str, start: int) -> tuple[str, Span] | None:
    names = {fold(known.name).text: known.id for known in load_documents().types}
    at = 0
    first = True
    for raw in text[start : start + folded.length].splitlines(keepends=True):
        view = fold(raw.strip(' *#_|\t\r\n“”"')).text
        span = Span(start + at, start + at + len(raw.rstrip()))
        at += len(raw)
        if not view:
            continue
        if view in names and names[view] != "cong-van":
            return names[view], span
        for name, id_ in names.items():
            if view.startswith(name + " ") and (first or raw.strip().isupper()) and not view.startswith("quyết định số"):
                return id_, Span(span.start, span.start + len(name))
        first = False
    return _misread_type_line(text, start, folded.length)


def _misread_type_line(text: str, start: int, length: int) -> tuple[str, Span] | None:
    """The type on a line of capitals whose accents or blanks were misread ("KÉ HOẠCH", "QUYẾTĐỊNH")."""
    names = {
        _letters(known.name): known.id for known in load_documents().types if known.id != "cong-van" and len(_letters(known.name)) >= 6
    }
    at = start
    for raw in text[start : start + length].splitlines(keepends=True):
        span = Span(at, at + len(raw.rstrip()))
        at += len(raw)
        letters = _letters(raw)
        if not raw.strip().isupper() or not letters:
            continue
        for name, id_ in names.items():
            if letters == name or (letters.startswith(name) and len(letters) <= len(name) + 2):
                return id_, span
    return None


def _letters(text: str) -> str:
    """Base letters only: no accents, blanks or signs."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(char for char in plain if "a" <= char <= "z")


@dataclass(frozen=True, slots=True)
class _Issuer:
    name: str | None
    span: Span | None
    level: IssuerLevel
    body: str


def _find_issuer(text: str, start: int, end: int, number: str | None, meta: Span | None) -> _Issuer:
    lines = _issuer_lines(text, start, end)
    joined = " ".join(line for line, _ in lines)
    folded = fold(joined).text
    symbol = number or ""
    name = _clean_issuer(joined)
    span = Span(lines[0][1].start, lines[-1][1].end) if lines else None
    if not lines and (enacting := _ENACTING.search(text, start, min(len(text), end + 300))):
        span = Span(*enacting.span("body"))
        name = _clean_issuer(enacting["body"])
        folded = fold(enacting["body"]).text
    if re.search(r"\bsở\s+[^\n]{3,}|\bvăn phòng\b|\bban quản lý\b|\bthanh tra (?:tỉnh|thành phố)\b", folded):
        return _Issuer(_of_province(lines) or name, span, "so", "so")
    if re.search(r"/(?:\d{4}/)?[\wĐđ-]*CTUBND", symbol):
        return _Issuer(name, span, "tinh", "chu-tich-ubnd")
    body = _body(folded, symbol)
    return _Issuer(name, span, _level(folded, body, symbol), body)


def _of_province(lines: list[tuple[str, Span]]) -> str | None:
    """ "UBND TỈNH LÀO CAI" over "SỞ CÔNG THƯƠNG" → "Sở Công Thương tỉnh Lào Cai"; None where the head is not built so."""
    if len(lines) < 2 or not re.match(r"sở |thanh tra\b|ban quản lý\b", fold(lines[-1][0]).text):
        return None
    above = _clean_issuer(" ".join(line for line, _ in lines[:-1])) or ""
    own = (_clean_issuer(lines[-1][0]) or "").replace(" Và ", " và ")
    parent = re.search(r"(?:tỉnh|thành phố) .+$", above)
    return f"{own} {parent.group()}" if parent and parent.group() not in own else own


def _issuer_lines(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """Lines of the agency block: before the number or the national name, in capitals."""
    found: list[tuple[str, Span]] = []
    at = start
    for raw in text[start:end].splitlines(keepends=True):
        span = Span(at, at + len(raw.rstrip()))
        at += len(raw)
        line = raw.strip(" *#_|\t\r\n-")
        line = re.split(r"\s{2,}|\s*\|\s*|\t|(?=CỘNG H)", line)[0].strip()
        if not line or set(line) <= set("-_=*~. ") or line.startswith("[") or "ký bởi" in fold(line).text:
            if found and re.fullmatch(r"[-_=*~. ]{3,}", raw.strip() or "x"):
                break
            continue
        folded = fold(line).text
        if (
            re.match(r"(?:số|độc lập|v/v|về việc|luật số)\b", folded)
            or folded.startswith(("cộng hòa", "cộng", "hòa xã", "xã hội chủ", "chủ nghĩa", "việt nam", "đảng cộng sản"))
            or _DATE.match(line)
            or re.match(r"\S{1,20}(?: \S{1,20}){0,4}, ngày", folded)
        ):
            if found:
                break
            continue
        if not line.isupper():
            if found:
                break
            continue
        if folded in {fold(known.name).text for known in load_documents().types}:
            break
        found.append((line, span))
        if len(found) == 5:
            break
    return found


def _clean_issuer(joined: str) -> str | None:
    """ "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG" → "UBND tỉnh Lâm Đồng"."""
    name = " ".join(joined.split()).strip(" -*")
    if not name:
        return None
    words = [word.capitalize() for word in name.lower().split()]
    text = " ".join(words)
    text = re.sub(r"\b[UỦ][ỷỶyY] Ban Nhân Dân\b|\bỦy Ban Nhân Dân\b|\bUbnd\b", "UBND", text)
    text = re.sub(r"\bHội Đồng Nhân Dân\b|\bHđnd\b", "HĐND", text)
    return re.sub(r"\b(Tỉnh|Thành Phố|Huyện|Xã|Phường|Quận|Thị Xã|Đặc Khu|Và)\b", lambda match: match.group().lower(), text)


def _body(folded: str, symbol: str) -> str:
    if re.search(r"\b(?:hội đồng nhân dân|hđnd)\b", folded):
        return "hdnd"
    if re.search(r"\b(?:ủy ban nhân dân|ubnd)\b", folded):
        return "ubnd"
    for body in load_documents().bodies:
        if any(re.search(rf"\b{name}\b", folded) for name in body.names):
            return body.id
    tail = re.sub(r"^[\d…]+[a-zA-Z]?(?:/\d{4})?/", "", symbol)
    parts = re.split(r"[/-]", tail)
    if re.search(r"QH\d*$", symbol):
        return "quoc-hoi"
    for body in load_documents().bodies:
        if any(part.rstrip("0123456789") in body.symbols for part in parts):
            return body.id
    if parts and parts[-1][:1] == "S" and len(parts) > 1:
        return "so"
    return "bo" if len(parts) > 1 and parts[-1].startswith("B") else "khac"


def _level(folded: str, body: str, symbol: str) -> IssuerLevel:
    if body in ("hdnd", "ubnd", "chu-tich-ubnd"):
        if re.search(r"\b(?:xã|phường|thị trấn|đặc khu)\b(?! hội)", folded) and not re.search(r"\bthị xã\b", folded):
            return "xa"
        if re.search(r"\b(?:huyện|quận|thị xã)\b", folded) or (re.search(r"thành phố", folded) and "tỉnh" in folded):
            return "huyen"
        return "tinh"
    if body == "so":
        return "so"
    return next((known.level for known in load_documents().bodies if known.id == body), "khac")


def _find_title(text: str, type_span: Span | None, end: int) -> tuple[str | None, Span | None]:
    """The lines after the type up to a rule, a blank line after text, or the end of the head."""
    if type_span is None:
        match = re.search(
            r"^[\s*]*(?:V/v|Về việc)[^\n]*(?:\n(?!\s*\n|[\s*|]*(?:C[ỘO]NG H[ÒO]A|Độc lập|ĐỘC LẬP|Kính gửi|Điều \d|Số:))[^\n]+){0,3}",
            text[:end],
            re.M,
        )
        return (" ".join(match.group().split()), Span(match.start(), match.end())) if match else (None, None)
    lines: list[Span] = []
    at = type_span.end
    for raw in text[type_span.end : end].splitlines(keepends=True):
        span = Span(at, at + len(raw.rstrip("\n")))
        at += len(raw)
        stripped = raw.strip(" *#\t\r\n")
        if not stripped or set(stripped) <= set("-_=*~. "):
            if lines:
                break
            continue
        if lines and re.match(
            r"ỦY BAN|UỶ BAN|HỘI ĐỒNG|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CHÍNH PHỦ|THỦ TƯỚNG|CỘNG H[ÒO]A|Độc lập|Điều \d+\.", stripped
        ):
            break
        lines.append(span)
    if not lines:
        return None, None
    span = Span(lines[0].start, lines[-1].end)
    return " ".join(span.of(text).replace("*", "").split()), span
