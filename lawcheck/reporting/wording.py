"""The words all outputs share: names of kinds, verdicts and statuses, one-line quotes, the text of a legal basis."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lawcheck.law import PART_NAMES, Provision
from lawcheck.text import Span
from lawcheck.text.quoting import SLACK, phrase_end

if TYPE_CHECKING:
    from lawcheck.reporting.model import Crop

KINDS = {"vbqppl": "văn bản quy phạm pháp luật", "vbhc": "văn bản hành chính", "khac": "văn bản khác"}
VERDICTS = {
    "khong-co": "Không thấy dấu hiệu",
    "co-dau-hieu": "Có dấu hiệu",
    "can-xem-xet": "Cần xem xét",
    "duoc-mien": "Được miễn (công bố, quy trình nội bộ)",
    "khong-kiem-tra-duoc": "Không kiểm tra được",
}
STATUSES = {
    "dat": "Đạt",
    "khong-dat": "Có dấu hiệu không đạt",
    "can-xem-xet": "Cần xem xét",
    "khong-ap-dung": "Không áp dụng",
    "khong-kiem-tra-duoc": "Không kiểm tra được",
    "nguoi-kiem-tra": "Người kiểm tra",
}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "note": "Lưu ý"}
LEVELS = {"error": "mức cao", "warning": "mức vừa", "note": "lưu ý"}
"""how bad a finding is if it holds, for papers that are signed: never a reproach"""
CERTAINTIES = {"high": "chắc chắn cao", "medium": "chắc chắn vừa", "low": "chắc chắn thấp"}
NORM_ELEMENTS = {
    "quy_tac": "quy tắc xử sự",
    "bat_buoc": "bắt buộc chung",
    "doi_tuong": "đối tượng không xác định",
    "tinh_huong": "áp dụng khi có tình huống",
}
ELEMENTS = {**PART_NAMES, **NORM_ELEMENTS}
DISCLAIMER = "Công cụ hỗ trợ, không thay thế thẩm định của cơ quan tư pháp."
_PHRASE = 100
"""code points below which a quotation is a phrase, which nobody takes for the whole sentence"""
_STOPS = ".;:!?"
_NEAR = 200
"""code points around a quotation that are looked at"""
_MARKER = re.compile(r"(?:^|\n)\s*(?:\d+|[a-zđ]|[IVX]+)[.)]$|[-–+•*]$")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` on one line without control characters: what a document contains never steers the terminal."""
    return " ".join(unicodedata.normalize("NFC", _CONTROLS.sub("", text)).split())


def shorten(text: str, most: int) -> str:
    """`text` on one line; where it is longer than `most` code points it is cut where a reader would pause, else at a word."""
    line = clean(text)
    if len(line) <= most:
        return line
    at = phrase_end(line, most - min(SLACK, most // 3), most)
    return line[:at].rstrip(" ,;:…") + " …"


LONGEST_TITLE = 240
"""code points of a title that papers show: where the head of a page is lost, the first paragraph may be read as part of it"""


def title_text(title: str) -> str:
    """A document's title as papers show it."""
    return shorten(title, LONGEST_TITLE)


def excerpt(text: str, span: Span) -> str:
    """The words at `span`, with "…" where a long quotation begins or ends inside a sentence of `text`."""
    words = clean(span.of(text))
    if len(span) < _PHRASE:
        return words
    before, gap = _split(text[max(0, span.start - _NEAR) : span.start][::-1])
    after, gap_after = _split(text[span.end : span.end + _NEAR])
    before = before[::-1]
    starts_inside = _goes_on(gap, words) and before and before[-1] not in _STOPS + "”|" and not _MARKER.search(before)
    ends_inside = _goes_on(gap_after, after) and words[-1:] not in _STOPS and after[:1] not in _STOPS + "|”"
    return f"{'… ' if starts_inside else ''}{words}{' …' if ends_inside else ''}"


def _split(text: str) -> tuple[str, str]:
    """The rest of `text` without the blanks before it, and these blanks."""
    rest = text.lstrip()
    return rest, text[: len(text) - len(rest)]


def _goes_on(gap: str, words: str) -> bool:
    """Whether a sentence goes on with `words` across `gap`: on one line, or on the next where that does not begin anew."""
    return "\n" not in gap or (gap.count("\n") == 1 and words[:1].islower() and words[1:2] not in (")", "."))


def day_text(day: datetime.date) -> str:
    """A day as Vietnamese papers write it: 0 before days below 10 and before the first two months (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    >>> day_text(datetime.date(2025, 7, 1))
    '01/7/2025'
    """
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


def basis_text(provision: Provision) -> str:
    """Label, since when in force, and the wording where it is verified."""
    until = f" đến trước {day_text(provision.end)}" if provision.end else ""
    words = f": “{provision.quote}”" if provision.quote else "" if provision.confidence == "verified" else " (cần đối chiếu nguyên văn)"
    return f"{provision.label}, hiệu lực từ {day_text(provision.start)}{until}{words}"


def crop_text(crop: Crop) -> str:
    """What a picture of a page shows, for those who do not see it and below it.

    >>> from lawcheck.reporting.model import Crop
    >>> crop_text(Crop(png=b"", page=3, confidence=0.874))
    'Ảnh chụp từ trang 3 của bản quét; chữ được nhận dạng từ ảnh này với độ tin cậy 87%'
    """
    return f"Ảnh chụp từ trang {crop.page} của bản quét; chữ được nhận dạng từ ảnh này với độ tin cậy {crop.confidence:.0%}"


_UNIT = re.compile(r"(?P<above>(?:.* )?Điều \S+)(?: khoản (?P<khoan>\S+)(?: điểm (?P<diem>\S+))?)?\Z")
_PART = re.compile(r"(?P<part>\S.*) (?P<article>Điều \S+)\Z")


def _smallest_first(above: str) -> str:
    """ "Văn bản kèm theo Điều 16" as "Điều 16 văn bản kèm theo"."""
    part = _PART.match(above)
    if part is None:
        return above
    name = part["part"]
    return f"{part['article']} {name[0].lower() + name[1:] if name.startswith('Văn bản') else name}"


def number_text(number: float, digits: int = 2) -> str:
    """A number with a decimal comma: 0,87."""
    return f"{number:.{digits}f}".replace(".", ",")


def cite(labels: Iterable[str], most: int = 12) -> str:
    """Places as a legal paper names them, the smallest unit first, joined where they share an article.

    >>> cite(["Điều 2 khoản 1", "Điều 2 khoản 3", "Điều 5 khoản 1 điểm a", "Mục II.3", "Quy chế Điều 8 khoản 2"])
    'khoản 1, 3 Điều 2; điểm a khoản 1 Điều 5; Mục II.3; khoản 2 Điều 8 Quy chế'
    """
    unique = list(dict.fromkeys(clean(label) for label in labels))
    places: dict[tuple[str, str], list[str]] = {}
    for label in unique:
        unit = _UNIT.match(label)
        if unit is None:
            places[label, ""] = []
        elif unit["diem"]:
            places.setdefault((f"khoản {unit['khoan']} {_smallest_first(unit['above'])}", "điểm"), []).append(unit["diem"])
        elif unit["khoan"]:
            places.setdefault((_smallest_first(unit["above"]), "khoản"), []).append(unit["khoan"])
        else:
            places[_smallest_first(unit["above"]), ""] = []
    named = [f"{kind} {', '.join(numbers)} {above}" if numbers else above for (above, kind), numbers in places.items()]
    more = f" và {len(named) - most} chỗ khác" if len(named) > most else ""
    return "; ".join(named[:most]) + more
