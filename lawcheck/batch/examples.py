"""The rules' own examples, run through the whole road."""

from __future__ import annotations

import datetime
import hashlib
import re

from lawcheck.check import check
from lawcheck.reading.model import Reading
from lawcheck.reporting.model import Report
from lawcheck.rulebook import load_rulebook
from lawcheck.rulebook.schema import Example, Rule
from lawcheck.text import SourceText

_MARKED = re.compile(r"⟦([^⟧]+)⟧")
TODAY = datetime.date(2026, 11, 24)
_ISSUER = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\n"
_DAY = "Lâm Đồng, ngày {day} tháng {month} năm {year}\n\n"
_SCOPE = "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định một số nội dung trên địa bàn tỉnh.\n"
_RULE = f"{_ISSUER}Số: 12/{{year}}/QĐ-UBND\n\n{_DAY}QUYẾT ĐỊNH\nQuy định một số nội dung\n\n"
FRAMES = {
    "quyet-dinh-qppl": f"{_RULE}Căn cứ Luật Tổ chức chính quyền địa phương;\n\n{_SCOPE}{{text}}\n",
    "can-cu": f"{_RULE}{{text}}\n\n{_SCOPE}",
    "nghi-quyet": f"HỘI ĐỒNG NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/{{year}}/NQ-HĐND\n\n{_DAY}NGHỊ QUYẾT\nQuy định một số nội dung\n\n{{text}}\n",
    "thong-tu": "BỘ TÀI CHÍNH\n-------\n\nSố: 12/{year}/TT-BTC\n\nHà Nội, ngày {day} tháng {month} năm {year}\n\nTHÔNG TƯ\nQuy định một số nội dung\n\n{text}\n",
    "ke-hoach": f"{_ISSUER}Số: 5204/KH-UBND\n\n{_DAY}KẾ HOẠCH\nTriển khai một số nhiệm vụ\n\nI. NỘI DUNG\n{{text}}\n",
    "huong-dan": f"{_ISSUER}Số: 52/HD-UBND\n\n{_DAY}HƯỚNG DẪN\nÁp dụng quy định về lễ hội\n\nI. NỘI DUNG\n{{text}}\n",
    "cong-bo": f"{_ISSUER}Số: 520/QĐ-UBND\n\n{_DAY}QUYẾT ĐỊNH\nVề việc công bố danh mục thủ tục hành chính\n\nĐiều 1. Công bố danh mục thủ tục hành chính\n{{text}}\n",
    "nguyen-van": "{text}\n",
}
"""the documents that examples stand in; "nguyen-van" is the example alone"""


def frame(example: Example) -> str:
    """The example's text inside the head of a document of its kind, without the marks."""
    day = example.on or datetime.date(2025, 9, 15)
    text = example.text.replace("⟦", "").replace("⟧", "")
    return FRAMES[example.document].format(text=text, year=day.year, month=f"{day.month:02d}", day=f"{day.day:02d}")


def run(example: Example) -> Report:
    """The report on the framed example."""
    text = frame(example)
    reading = Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode()).hexdigest())
    return check(reading, today=TODAY, id="example")


def fires(rule: Rule, example: Example) -> bool:
    """True where the rule has an open finding in the example, at the marked words where some are marked."""
    marked = _MARKED.search(example.text)
    words = "" if marked is None else marked[1]
    return any(
        not words or _touches(words, (numbered.finding.quote, *(evidence.quote for evidence in numbered.finding.evidence)))
        for numbered in run(example).open_findings
        if numbered.finding.rule == rule.id
    )


def _touches(words: str, quotes: tuple[str, ...]) -> bool:
    return any(words in quote or quote in words for quote in quotes)


def failed_examples() -> list[str]:
    """A line for each example that does not do what it stands for."""
    failures = []
    for rule in load_rulebook().rules:
        for wanted, examples, kind in (
            (True, rule.examples.finds, "finds"),
            (False, rule.examples.passes, "passes"),
            (False, rule.examples.misses, "misses"),
            (True, rule.examples.overfires, "overfires"),
        ):
            failures += [f"{rule.id} {kind}: {example.text[:90]}" for example in examples if fires(rule, example) is not wanted]
    return failures
