"""Facts of a whole document that a passage is weighed with: what it was written for, its title's subject, what it speaks about most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lawcheck.rulebook.case import Case, once
from lawcheck.rulebook.occasion import (
    answers_one_file,
    between_authorities,
    concerns_one_case,
    one_occasion,
    only_tells,
    publishes_procedures,
    recalls_law,
    steers,
    works_inside,
)
from lawcheck.text import fold

_OCCASIONS = {
    "noi-bo": works_inside,
    "mot-vu-viec": concerns_one_case,
    "chi-thong-tin": only_tells,
    "tra-loi-mot-ho-so": answers_one_file,
    "nhac-luat": recalls_law,
    "chi-dao": steers,
    "mot-dip": one_occasion,
    "cong-bo": publishes_procedures,
}
_TITLE_SUBJECTS = {
    "cap-phep": re.compile(r"cấp (?:giấy|phép|thẻ|chứng|lại|đổi)|cấp phép|đăng ký|giấy phép"),
    "xet-cong-nhan": re.compile(r"xét|công nhận|khen thưởng|tặng|danh hiệu|kỷ niệm chương"),
    "thu-tuc": re.compile(r"hồ sơ|thủ tục|trình tự"),
    "phi": re.compile(r"\b(?:phí|lệ phí)\b"),
    "ho-tro": re.compile(r"hỗ trợ|chính sách|ưu đãi|tài trợ|vay"),
    "sua-doi": re.compile(r"sửa đổi, bổ sung"),
}
_SPOKEN_OF = {
    "ho-so": ("hồ sơ ",),
    "nop": (" nộp ",),
    "don": (" đơn ", " tờ khai "),
    "ngay-nhan": ("kể từ ngày nhận",),
    "cap": (" cấp giấy", " cấp phép", " cấp thẻ", "công nhận", "xét tặng"),
    "phi": ("lệ phí", "mức thu", "mức phí"),
    "nguoi-dan": ("cá nhân", "doanh nghiệp", "hộ gia đình"),
    "co-quan": (" sở ", "ubnd", "ủy ban nhân dân"),
}
DENSE = 3
"""times in 2,000 code points from which a word counts as spoken of all the time"""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Values 0–1 by name: `occasion` for both questions, `subject` (title and density of words) for procedures."""

    occasion: Mapping[str, float]
    subject: Mapping[str, float]


@once
def document_facts(case: Case) -> DocumentFacts:
    """The facts of the document of `case`."""
    occasion = {f"van-ban:{name}": 1.0 for name, holds in _OCCASIONS.items() if holds(case)}
    title = fold((case.document.header.title or "")[:400]).text
    subject = {f"ten:{name}": 1.0 for name, pattern in _TITLE_SUBJECTS.items() if pattern.search(title)}
    if between_authorities(case):
        subject["ten:giua-co-quan"] = 1.0
    text = case.analysis.folded.text
    for name, words in _SPOKEN_OF.items():
        times = sum(text.count(word) for word in words) * 2000 / max(len(text), 2000)
        subject[f"mat-do:{name}"] = min(times, DENSE) / DENSE
    return DocumentFacts(occasion, subject)
