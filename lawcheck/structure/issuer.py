"""Who issues a document: the block of agency lines in its head, the symbol of its number.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawcheck.structure.agencies import is_agency, letters, spelled
from lawcheck.structure.dates import DATE
from lawcheck.structure.documents import load_documents, type_names
from lawcheck.structure.model import IssuerLevel
from lawcheck.text import Span, fold_words

_ENACTING = re.compile(
    r"^[ \t*]*(?P<body>(?:ỦY BAN THƯỜNG VỤ QUỐC HỘI|QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|BỘ TRƯỞNG [^\n,:]{3,60}|(?:CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN [^\n,:]{3,60}|HỘI ĐỒNG NHÂN DÂN [^\n,:]{3,60}?))"
    r"(?: KHÓA [^\n]*)?(?:[-_]{3,}[^\n]*)?[ \t*,:]*$",
    re.M,
)
"""who enacts, on a line of its own before the căn cứ: all that is left where the head of the page is lost"""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues: the name as written in running text, where it stands, level and body (`rules/documents.yml`)."""

    name: str | None
    span: Span | None
    level: IssuerLevel
    body: str


def find_issuer(text: str, start: int, end: int, number: str | None) -> Issuer:
    """The agency named between `start` and `end`; level and body also from the symbol of its `number`."""
    lines = _issuer_lines(text, start, end)
    name = spelled(re.sub(r"\s*\([^()]*\)", "", " ".join(line for line, _ in lines))).strip(" -*")
    if not is_agency(name):
        lines, name = [], ""
    symbol = number or ""
    span = Span(lines[0][1].start, lines[-1][1].end) if lines else None
    if not lines and (enacting := _ENACTING.search(text, start, min(len(text), end + 300))):
        span = Span(*enacting.span("body"))
        name = spelled(enacting["body"])
    folded = fold_words(name)
    shown = _own_first(name) or None
    if re.search(r"\bsở\s+[^\n]{3,}|\bvăn phòng\b|\bban quản lý\b|\bthanh tra (?:tỉnh|thành phố)\b", folded):
        return Issuer(shown, span, "so", "so")
    if re.search(r"/(?:\d{4}/)?[\wĐđ-]*CTUBND", symbol):
        return Issuer(shown, span, "tinh", "chu-tich-ubnd")
    body = _body(folded, symbol)
    return Issuer(shown, span, _level(folded, body, symbol), body)


_OF_PROVINCE = re.compile(r"(?P<parent>UBND (?:tỉnh|thành phố) .+?) (?P<own>(?:Sở|Thanh tra|Ban Quản lý)\b.*)")
_OF_AGENCY = re.compile(
    r"(?P<parent>(?:Bộ|Sở) .*[^-]) (?P<own>(?:Tổng cục|Cục|Chi cục|Bệnh viện|Trung tâm|Thanh tra|Văn phòng|Phòng|Ban (?:Tổ chức|Chỉ đạo|Quản lý)|Trường)\b.*)"
)


_OF_COUNCIL = re.compile(
    r"(?P<parent>(?:UBND|HĐND) (?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|đặc khu) .+?) (?P<own>Văn phòng|Đoàn Giám Sát|(?:Ban Chỉ đạo|Hội đồng|Trung tâm|Tổ Công Tác|Phòng)\b.*)"
)
"""an office, board or centre under the committee or council that has it"""
_ON_ONE_LINE = re.compile(r"^((?:[UỦ][ỶY] BAN|HỘI ĐỒNG) NHÂN DÂN)\s{2,}(?=(?:TỈNH|THÀNH PHỐ|THỊ XÃ|HUYỆN|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU) )")
"""two lines of the head that blanks alone keep apart"""


def _own_first(name: str) -> str:
    """The agency before what it belongs to: "UBND tỉnh Lào Cai Sở Công Thương" → "Sở Công Thương tỉnh Lào Cai".

    Likewise "Bộ Công Thương Cục Hóa chất" → "Cục Hóa chất, Bộ Công Thương", "UBND tỉnh Lào Cai Văn phòng" → "Văn phòng UBND tỉnh Lào Cai".
    """
    if below := _OF_PROVINCE.fullmatch(name):
        province = below["parent"].removeprefix("UBND ")
        return below["own"] if province in below["own"] else f"{below['own']} {province}"
    if below := _OF_COUNCIL.fullmatch(name):
        return (
            f"{below['own']} {below['parent']}" if below["own"] in ("Văn phòng", "Đoàn Giám Sát") else f"{below['own']}, {below['parent']}"
        )
    if below := _OF_AGENCY.fullmatch(name):
        return f"{below['own']}, {below['parent']}"
    return name


_NO_AGENCY = re.compile(r"(?:số|độc lập|v/v|về việc|luật số)\b|cộng|hòa xã|xã hội chủ|chủ nghĩa|việt nam|đảng cộng sản")
"""opens lines of the head that name no agency"""


def _issuer_lines(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """Lines of the agency block: before the number or the national name, in capitals."""
    found: list[tuple[str, Span]] = []
    at = start
    for raw in text[start:end].splitlines(keepends=True):
        span = Span(at, at + len(raw.rstrip()))
        at += len(raw)
        line = _ON_ONE_LINE.sub(r"\1 ", raw.strip(" *#_|\t\r\n-"))
        line = re.split(r"\s{2,}|\s*\|\s*|\t|(?=C[ỘOỌÔ]NG H[ÒOÓÔ])|(?<=\S )(?=Độc lập)", line)[0].strip()
        folded = fold_words(line)
        if not line or set(line) <= set("-_=*~. ") or line.startswith("[") or "ký bởi" in folded:
            if found and re.fullmatch(r"[-_=*~. ]{3,}", raw.strip() or "x"):
                break
            continue
        if (
            not line.isupper()
            or _NO_AGENCY.match(folded)
            or letters(line).startswith("conghoa")
            or DATE.match(line)
            or re.match(r"\S{1,20}(?: \S{1,20}){0,4}, ngày", folded)
        ):
            if found:
                break
            continue
        if folded in type_names():
            break
        if _GAZETTE.fullmatch(folded) or folded.startswith("dự thảo"):
            continue
        if found and found[-1][0] == line:
            found.pop()
        found.append((line, span))
        if len(found) == 5:
            break
    return found


_GAZETTE = re.compile(r"(?:phần )?(?:văn bản quy phạm pháp luật|các văn bản khác)|công báo.*")
"""headings of the official gazette above the head of a document; below them it names the agency once more"""


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
