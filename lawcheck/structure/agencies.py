"""Names of agencies as they are written in running text, from lines in capitals whose accents a scan may have lost.

Capitals after Nghị định 30/2020/NĐ-CP, Phụ lục II; the names known are in `rules/documents.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from lawcheck.structure.documents import load_documents
from lawcheck.text import fold, unmarked

_LONGEST = 10
"""words of the longest name"""
_NO_BASE_LETTER = re.compile("[^a-z]+")
_VOWEL = re.compile("[aeiouy]")
"""an abbreviation ("QLCN") has none"""
_BY_LETTERS = {
    "ủy ban nhân dân": "UBND",
    "ubnd": "UBND",
    "hội đồng nhân dân": "HĐND",
    "hđnd": "HĐND",
    "tỉnh": "tỉnh",
    "thành phố": "thành phố",
}
"""words of every head, known by their letters alone"""
_BELOW = frozenset(fold(word).text for word in ("huyện", "xã", "phường", "quận", "thị xã", "thị trấn", "đặc khu"))
_SMALL = _BELOW | {fold(word).text for word in ("và", "của", "về", "các")}
_AGENCY = re.compile(
    r"\b(?:ubnd|hđnd|ủy ban|hội|hội đồng|sở|bộ|cục|tổng cục|chi cục|ban|văn phòng|thanh tra|quốc hội|chính phủ|thủ tướng|chủ tịch|trung tâm|bệnh viện|trường"
    r"|đại học|học viện|viện|công an|quân khu|quân đội|tòa án|kiểm toán|ngân hàng|kho bạc|bảo hiểm|đảng|đảng bộ|đảng ủy|tỉnh ủy|thành ủy|huyện ủy|liên đoàn|liên minh"
    r"|mặt trận|đoàn|phòng|đội|trạm|công ty|tổng công ty|tập đoàn|chi nhánh|quỹ|hợp tác xã|tổ công tác|báo|đài|nhà nước|tỉnh|thành phố|huyện|xã|phường|quận|đặc khu)\b"
)


def letters(text: str) -> str:
    """Base letters only: no accents, blanks or signs."""
    return _NO_BASE_LETTER.sub("", unmarked(text))


def spelled(line: str) -> str:
    """ "SƠ Y TE" → "Sở Y tế", "ÚY BAN NHÂN DẦN TÍNH QUẢNG NGÃI" → "UBND tỉnh Quảng Ngãi"; unknown words begin with a capital."""
    words = [word for word in line.split() if letters(word) or word in ("-", "–") or any(char.isdigit() for char in word)]
    out: list[str] = []
    at = 0
    while at < len(words):
        below = bool(out) and fold(out[-1]).text in _BELOW
        for count in range(min(_LONGEST, len(words) - at), 0, -1):
            name = _name(" ".join(words[at : at + count]), below=below)
            if name is not None:
                break
        else:
            count, name = 1, words[at].capitalize() if _VOWEL.search(letters(words[at])) else words[at]
        out.append(name)
        at += count
    return " ".join(out)


@lru_cache(maxsize=512)
def _name(words: str, *, below: bool) -> str | None:
    """The name that these words are, None where they are none. `below`: a unit below the province is named, which may differ by an accent alone."""
    folded = fold(words).text
    if folded in _SMALL:
        return words.lower()
    first, last = words.split()[0], words.split()[-1]
    name = _known().get(_key(words)) if letters(first) and letters(last) else None
    if name is None or fold(name).text == folded or name in ("UBND", "HĐND"):
        return name
    return None if below or (len(_key(name)) < 5 and name not in _BY_LETTERS.values()) else name


def is_agency(name: str) -> bool:
    """True where a name holds a word that agencies are called by."""
    return _AGENCY.search(fold(name).text) is not None


def _key(text: str) -> str:
    """Letters with doubles as one: OCR reads "TẾ" as "TẾÉ"."""
    return re.sub(r"(.)\1+", r"\1", letters(text))


@cache
def _known() -> Mapping[str, str]:
    documents = load_documents()
    return {_key(name): name for name in (*documents.provinces, *documents.agencies)} | {
        _key(name): shown for name, shown in _BY_LETTERS.items()
    }
