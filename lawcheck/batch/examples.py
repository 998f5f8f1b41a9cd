"""The rules' own examples, run through the whole road."""

from __future__ import annotations

import datetime
import hashlib

from lawcheck.check import check
from lawcheck.reading.model import Reading
from lawcheck.reporting.model import Report
from lawcheck.rulebook import load_rulebook
from lawcheck.rulebook.schema import Example, Rule
from lawcheck.text import SourceText

TODAY = datetime.date(2026, 11, 24)
_HEADS = {
    "quyet-dinh-qppl": "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/{year}/QĐ-UBND\n\nLâm Đồng, ngày {day} tháng {month} năm {year}\n\nQUYẾT ĐỊNH\nQuy định một số nội dung\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\nĐiều 1. Phạm vi điều chỉnh\nQuyết định này quy định một số nội dung trên địa bàn tỉnh.\n",
    "ke-hoach": "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 5204/KH-UBND\n\nLâm Đồng, ngày {day} tháng {month} năm {year}\n\nKẾ HOẠCH\nTriển khai một số nhiệm vụ\n\nI. NỘI DUNG\n",
}


def frame(example: Example) -> str:
    """The example's text inside the head of a document of its kind, without the marks."""
    day = example.on or datetime.date(2025, 9, 15)
    head = _HEADS[example.document].format(year=day.year, month=f"{day.month:02d}", day=f"{day.day:02d}")
    return f"{head}{example.text.replace('⟦', '').replace('⟧', '')}\n"


def run(example: Example) -> Report:
    """The report on the framed example."""
    text = frame(example)
    reading = Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode()).hexdigest())
    return check(reading, today=TODAY, id="example")


def fires(rule: Rule, example: Example) -> bool:
    """True where the rule has an open finding in the example."""
    return any(numbered.finding.rule == rule.id for numbered in run(example).open_findings)


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
