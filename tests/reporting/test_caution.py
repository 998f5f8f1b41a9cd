"""Nothing is called "đạt" where the head was read with doubt, or where the law of the day is not known."""

import dataclasses
import datetime
import hashlib
import re

import pytest

from lawcheck.batch.examples import TODAY
from lawcheck.check import check
from lawcheck.reading.model import OcrPage, Reading
from lawcheck.text import OcrOrigin, Origin, PlainOrigin, SourceText

LETTER = (
    "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n-------\nSố: {number}/CT-UBND\nQuảng Ngãi, ngày {day}\nCHỈ THỊ\n"
    "Về công tác thi hành án\n\n1. Sở Tư pháp báo cáo kết quả.\n"
)


def reading(number: str, day: str) -> Reading:
    text = LETTER.format(number=number, day=day)
    return Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode()).hexdigest())


def passed(one: Reading) -> list[str]:
    return [row.id for row in check(one, today=TODAY).checklist if row.status == "dat"]


def test_a_typed_directive_passes() -> None:
    assert passed(reading("05", "12 tháng 3 năm 2018"))


@pytest.mark.parametrize(("number", "day"), [("ý#", "12 tháng 3 năm 2018"), ("05", "…")])
def test_a_scan_without_its_number_or_day_does_not(number: str, day: str) -> None:
    page = OcrPage(page=1, words=60, confidence=0.95, doubtful=2)
    assert passed(dataclasses.replace(reading("05", "12 tháng 3 năm 2018"), ocr=(page,)))
    assert not passed(dataclasses.replace(reading(number, day), ocr=(page,)))


def test_a_number_and_a_day_read_from_handwriting_are_told_and_bear_no_conclusion() -> None:
    typed = reading("05", "12 tháng 3 năm 2018")
    parts: list[tuple[str, Origin]] = []
    for text in re.split(r"(05/CT-UBND|(?<=ngày )12)", typed.source.text):
        written = text in ("05/CT-UBND", "12")
        parts.append((text, OcrOrigin(1, 0.87 if text == "12" else 0.91, written=True) if written else PlainOrigin(0)))
    scan = dataclasses.replace(typed, source=SourceText.join(parts), ocr=(OcrPage(page=1, words=60, confidence=0.95, doubtful=2),))
    report = check(scan, today=TODAY)
    assert (report.header.number, report.header.date) == ("05/CT-UBND", datetime.date(2018, 3, 12))
    (notice,) = [problem.message for problem in report.problems if problem.code == "N-OCR-02"]
    assert notice == (
        "Số 05/CT-UBND (độ tin cậy 91%) và ngày 12/3/2018 (độ tin cậy 87%) được đọc từ chữ viết tay, cần đối chiếu với ảnh; "
        "kết luận không dựa chắc vào đó."
    )
    assert not passed(scan)
    assert not [problem for problem in check(typed, today=TODAY).problems if problem.code == "N-OCR-02"]


def test_a_directive_older_than_the_law_on_hand_does_not() -> None:
    assert not passed(reading("05", "12 tháng 3 năm 2010"))


def test_a_scan_whose_day_was_written_by_hand_is_judged_by_the_law_of_its_month() -> None:
    report = check(reading("05", "|2 tháng 3 năm 2018"), today=TODAY)
    assert (report.header.date, report.checked_on.date) == (None, datetime.date(2018, 3, 31))
    assert "không đọc rõ ngày ban hành" in report.checked_on.why
