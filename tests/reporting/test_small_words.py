"""What a reader must be told in words: too little to judge, more places than are named, nothing named, numbers as Vietnamese write them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from lawcheck.cli.main import cli
from lawcheck.reporting.markdown import to_markdown
from lawcheck.reporting.model import Report
from lawcheck.reporting.summary import answer, rule_groups
from lawcheck.reporting.terminal import to_text

Check = Callable[..., Report]
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: 52/KH-UBND
Lâm Đồng, ngày 14 tháng 8 năm 2025

KẾ HOẠCH
Triển khai công tác dân vận

I. TỔ CHỨC THỰC HIỆN
{tasks}
"""
CHARTER = """ĐIỀU LỆ
HỘI LÀM VƯỜN

Điều 1. Hội viên
1. Hội viên phải đóng hội phí hằng tháng và chấp hành nghị quyết của Hội; hội viên không đóng hội phí ba tháng liền bị xóa tên khỏi danh sách.
2. Tổ chức, cá nhân muốn gia nhập Hội phải nộp đơn xin gia nhập kèm theo bản sao giấy tờ tùy thân cho Ban Chấp hành; trong thời hạn 15 ngày Ban Chấp hành xem xét, quyết định kết nạp.
"""


def plan(districts: int) -> str:
    return PLAN.format(tasks="\n".join(f"{n}. Ủy ban nhân dân cấp huyện báo cáo kết quả lần {n}." for n in range(1, districts + 1)))


@pytest.mark.parametrize("text", ["hong\n", "Kính gửi Sở Y\n"])
def test_a_few_words_are_no_document(text: str, check_text: Check) -> None:
    report = check_text(text)
    assert report.status == "khong-doc-duoc" and report.problems[0].code == "E-DOC-01"
    assert "quá ngắn" in report.problems[0].message and "hãy xem lại" in report.problems[0].message
    assert {report.tthc.status, report.qppl.status} == {"khong-kiem-tra-duoc"}
    assert {row.status for row in report.checklist} == {"khong-kiem-tra-duoc", "nguoi-kiem-tra"}


def test_a_short_letter_with_a_number_and_a_short_rule_are_judged(check_text: Check) -> None:
    assert check_text("Số: 12/UBND-VX\nKính gửi: Sở Y tế.\n").status == "du"
    assert check_text(plan(1)).status == "du"


def test_a_file_that_could_not_be_checked_has_no_table_on_the_terminal(tmp_path: Path) -> None:
    for content in ("", "hong"):
        (tmp_path / "a.docx").write_text(content)
        done = CliRunner().invoke(cli, ["check", str(tmp_path / "a.docx")])
        assert done.exit_code == 2 and len(done.stdout.splitlines()) < 12
        assert "Không kiểm tra được văn bản này" in done.stdout and "E-" in done.stdout


def test_places_beyond_the_first_five_are_counted_for_the_reader(check_text: Check) -> None:
    five, seven = check_text(plan(5)), check_text(plan(7))
    for report, more in ((five, False), (seven, True)):
        (group,) = [group for group in rule_groups(report) if group.rule == "TC04"]
        assert len(group.findings) == 5 and ("và 2 chỗ khác trong văn bản" in group.why) == more
        for shown in (to_text(report), to_markdown([report])):
            assert ("và 2 chỗ khác" in " ".join(shown.split())) == more


def test_what_is_to_be_looked_at_without_a_place_says_why(check_text: Check) -> None:
    report = check_text(CHARTER)
    assert report.kind.name == "khac" and "can-xem-xet" in (report.tthc.status, report.qppl.status)
    for group, verdict in (("tthc", report.tthc), ("qppl", report.qppl)):
        if verdict.status == "can-xem-xet":
            assert "không liệt kê từng đoạn" in answer(report, group) and "--kind vbhc" in answer(report, group)
    assert "không liệt kê từng đoạn" in " ".join(to_text(report).split())


def test_numbers_have_a_decimal_comma_for_readers(check_text: Check) -> None:
    for shown in (to_text(check_text(plan(1))), CliRunner().invoke(cli, ["rules", "show", "TT01"]).stdout):
        assert re.search(r"\d,\d\d", shown) and not re.search(r"\b0\.\d\d\b", shown)


def test_a_number_that_is_not_there_matches_nothing(check_text: Check) -> None:
    with_number, without = check_text(plan(1)), check_text(plan(1).replace("Số: 52/KH-UBND\n", ""))
    status = {
        report.header.number: next(row.status for row in report.checklist if row.id == "so-ky-hieu") for report in (with_number, without)
    }
    assert status == {"52/KH-UBND": "dat", None: "nguoi-kiem-tra"}
