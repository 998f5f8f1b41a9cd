"""A second reading of a draft: what was fixed, what stays, what moved; renumbering does not confuse it."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from lawcheck.reporting.compare.docx import to_docx
from lawcheck.reporting.compare.html import to_html
from lawcheck.reporting.compare.model import compare, word_changes
from lawcheck.reporting.compare.terminal import to_text
from lawcheck.reporting.model import Report

DECISION = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt").read_text(encoding="utf-8")
METHOD = DECISION[DECISION.index("2. Phương thức nộp hồ sơ") : DECISION.index("3. Hồ sơ đề nghị")]
ONE_MORE = DECISION.replace("Điều 4.", "Điều 5.").replace("Điều 3.", "Điều 4.")
ONE_MORE = ONE_MORE.replace(
    "Điều 2. Trình tự", "Điều 2. Giải thích từ ngữ\nTrong Quyết định này, tư vấn viên là người có thẻ.\nĐiều 3. Trình tự"
)


@pytest.fixture
def old(check_text: Callable[..., Report]) -> Report:
    return check_text(DECISION)


def outcomes(old: Report, new: Report) -> list[str]:
    return [change.outcome for change in compare(old, new).findings]


def test_the_same_text_has_no_changes(old: Report) -> None:
    comparison = compare(old, old)
    assert {change.outcome for change in comparison.findings} == {"remains"}
    assert comparison.provisions == () and comparison.renumbered == 0


def test_a_removed_provision_is_fixed_and_the_rest_remains_or_moves_up(old: Report, check_text: Callable[..., Report]) -> None:
    new = check_text(DECISION.replace(METHOD, ""))
    fixed = [change.old.finding.label for change in compare(old, new).findings if change.outcome == "fixed" and change.old]
    assert fixed == ["Điều 2 khoản 2"]
    assert outcomes(old, new).count("remains") == len(old.open_findings) - 1


def test_renumbering_moves_findings_and_changes_no_provision(old: Report, check_text: Callable[..., Report]) -> None:
    comparison = compare(old, check_text(ONE_MORE))
    assert {change.outcome for change in comparison.findings} == {"moved"}
    assert [change.change for change in comparison.provisions] == ["added"] * len(comparison.provisions)
    assert comparison.renumbered > 10


def test_a_new_demand_is_new_and_the_same_change_read_backwards_is_fixed(old: Report, check_text: Callable[..., Report]) -> None:
    new = check_text(
        DECISION.replace(
            "3. Hồ sơ đề nghị", "3. Doanh nghiệp nộp lệ phí thẩm định 500.000 đồng và bản sao có chứng thực giấy phép.\n4. Hồ sơ đề nghị"
        )
    )
    assert "new" in outcomes(old, new)
    assert outcomes(old, new).count("new") == outcomes(new, old).count("fixed")


def test_a_reworded_provision_remains_with_both_texts(old: Report, check_text: Callable[..., Report]) -> None:
    comparison = compare(old, check_text(DECISION.replace("07 ngày làm việc", "10 ngày làm việc")))
    assert {change.outcome for change in comparison.findings} == {"remains"}
    (change,) = comparison.provisions
    assert change.change == "changed" and change.old is not None and change.new is not None
    left, right = word_changes(change.old.text, change.new.text)
    assert [part.text for part in left if part.kind == "old"] == ["07"] and [part.text for part in right if part.kind == "new"] == ["10"]


def test_a_provision_that_changed_places_is_told_as_moved(old: Report, check_text: Callable[..., Report]) -> None:
    new = check_text(DECISION.replace(METHOD, "").replace("Điều 3.", METHOD.replace("2. ", "5. ", 1) + "Điều 3.", 1))
    moved = [change for change in compare(old, new).provisions if change.change == "moved"]
    assert [change.new.label for change in moved if change.new] == ["Điều 2 khoản 5"]


def test_a_waiver_is_an_explanation(old: Report, check_text: Callable[..., Report]) -> None:
    import datetime

    from lawcheck.reporting.model import Waiver

    waiver = Waiver(reason="Được giao tại Điều 13", by="B", date=datetime.date(2026, 11, 1))
    new = replace(old, findings=tuple(replace(numbered, waiver=waiver) for numbered in old.findings))
    comparison = compare(old, new)
    assert {change.outcome for change in comparison.findings} == {"explained"}
    assert comparison.findings[0].reason == "Được giao tại Điều 13 (B)"


def test_all_outputs_say_the_same(old: Report, check_text: Callable[..., Report]) -> None:
    comparison = compare(old, check_text(ONE_MORE.replace("07 ngày", "10 ngày")))
    text, page = to_text(comparison), to_html(comparison)
    document = Document(io.BytesIO(to_docx(comparison)))
    paper = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for words in ("Còn, đã chuyển chỗ", "Bổ sung", "Sửa đổi", "Điều 3 khoản 1"):
        assert words in text and words in page and words in paper
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "<script" not in page and "<del>07</del>" in page and "<ins>10</ins>" in page
    assert "BẢNG TIẾP THU, GIẢI TRÌNH" in paper


def test_an_unreadable_reading_is_compared_without_failing(old: Report, check_text: Callable[..., Report]) -> None:
    comparison = compare(old, check_text(""))
    assert to_text(comparison) and to_html(comparison) and to_docx(comparison)
