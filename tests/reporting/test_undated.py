"""Drafts that leave the day blank: the law of today is applied, and the reader is told where the month they name had another law."""

import datetime
import hashlib

import pytest

from lawcheck.check import check
from lawcheck.reading.model import Reading
from lawcheck.reporting.model import Report
from lawcheck.reporting.terminal import to_text
from lawcheck.text import SourceText

DRAFT = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: {number}
Lâm Đồng, {day}

QUYẾT ĐỊNH
Ban hành Quy định về hỗ trợ máy móc

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc hỗ trợ máy móc trên địa bàn tỉnh.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày ký.
"""


def draft(day: str, *, today: str = "2026-11-25", on: datetime.date | None = None, number: str = "…/2026/QĐ-UBND") -> Report:
    text = DRAFT.format(day=day, number=number)
    reading = Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode()).hexdigest())
    return check(reading, on=on, today=datetime.date.fromisoformat(today))


def told(report: Report) -> list[str]:
    return [problem.message for problem in report.problems if problem.code == "N-LAW-01"]


@pytest.mark.parametrize(
    "day", ["ngày … tháng 3 năm 2025", "ngày    tháng 3 năm 2025", "ngày ............ tháng 03 năm 2025", "ngày ___ tháng 3 năm 2025"]
)
def test_a_month_under_another_law_is_told_with_the_way_out(day: str) -> None:
    report = draft(day, number="…/QĐ-UBND")
    assert report.checked_on.date == datetime.date(2026, 11, 25) and report.status == "du"
    (message,) = told(report)
    assert message.startswith("Dự thảo ghi tháng 3 năm 2025 nhưng chưa có ngày, nên được xét theo luật ngày 25/11/2026")
    assert "“Luật năm 2015 được sửa đổi năm 2020”" in message and "--on 2025-03-31" in message
    assert "--on 2025-03-31" in " ".join(to_text(report).split())


@pytest.mark.parametrize(
    "day",
    ["ngày … tháng 8 năm 2025", "ngày … tháng 10 năm 2026", "ngày … tháng … năm 2025", "ngày … tháng … năm …", "ngày 05 tháng 3 năm 2025"],
)
def test_nothing_is_said_under_the_same_law_or_with_a_day(day: str) -> None:
    assert not told(draft(day, number="…/QĐ-UBND"))


def test_the_month_is_compared_with_the_day_used_whatever_it_is() -> None:
    assert told(draft("ngày … tháng 8 năm 2025", today="2025-05-05", number="…/QĐ-UBND"))
    assert told(draft("ngày … tháng 3 năm 2025", number="…/2025/QĐ-UBND")), "the year of the number leads to the last day of 2025"
    assert told(draft("ngày … tháng … năm 2019", number="…/QĐ-UBND"))
    assert "ngoài phạm vi dữ liệu" in told(draft("ngày … tháng 3 năm 2015", number="…/QĐ-UBND"))[0]
    assert not told(draft("ngày … tháng 3 năm 2025", on=datetime.date(2025, 3, 31), number="…/QĐ-UBND"))
