"""The report an officer reads at the terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lawcheck.reporting.model import Report
from lawcheck.reporting.terminal import to_text
from lawcheck.reporting.wording import shorten

DECISION = Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt"


@pytest.fixture
def shown(check_text: Callable[..., Report]) -> str:
    return to_text(check_text(DECISION.read_text(encoding="utf-8")))


def test_no_line_is_wider_than_80_columns(shown: str) -> None:
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_the_basis_of_a_rule_is_told_once_for_all_its_findings(shown: str) -> None:
    assert shown.count("Lỗi TT01") > 2
    assert shown.count("khoản 1 Điều 8 Nghị định số 63/2010/NĐ-CP") == 1


def test_parts_found_and_not_seen_are_summed_up(shown: str) -> None:
    assert "hồ sơ: f1, f3" in shown
    assert "cơ quan giải quyết: f4, f5" in shown
    assert "không thấy: phí/lệ phí; yêu cầu/điều kiện" in shown


def test_the_report_says_which_documents_the_decision_rests_on_and_what_is_missing(shown: str) -> None:
    words = " ".join(shown.split())
    assert "Luật Hỗ trợ doanh nghiệp nhỏ và vừa số 04/2017/QH14" in words
    assert "không nêu điều, khoản, điểm nào giao địa phương quy định nội dung này" in words


def test_an_authority_that_is_named_is_quoted(check_text: Callable[..., Report]) -> None:
    text = DECISION.read_text(encoding="utf-8").replace(
        "Căn cứ Nghị định số 80/2021/NĐ-CP", "Căn cứ khoản 3 Điều 13 Nghị định số 80/2021/NĐ-CP"
    )
    assert "cần đối chiếu điều khoản đó có giao đúng nội dung này không" in " ".join(to_text(check_text(text)).split())


def test_long_quotes_end_at_a_word() -> None:
    assert shorten("Hộ gia đình nộp hồ sơ", 12) == "Hộ gia đình …"


def test_a_document_of_which_nothing_was_excused_says_so(check_text: Callable[..., Report]) -> None:
    text = to_text(check_text("SỞ Y TẾ\nSố: 5/KH-SYT\nKẾ HOẠCH\nKiểm tra\n\n1. Họp ngày 05/8/2025.\n"), show_excused=True)
    assert "Đã trừ (không tính là phát hiện):\n  không có\n" in text
