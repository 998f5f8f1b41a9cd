"""The words all outputs share."""

import datetime

from lawcheck.reporting.wording import LONGEST_TITLE, cite, clean, day_text, title_text


def test_places_are_named_as_legal_papers_do() -> None:
    assert (
        cite(["Điều 2 khoản 1", "Điều 2 khoản 3", "Điều 5 khoản 1 điểm a", "Mục II.3"])
        == "khoản 1, 3 Điều 2; điểm a khoản 1 Điều 5; Mục II.3"
    )
    assert cite(["Quy định Điều 7 khoản 2", "Quy chế Điều 8"]) == "khoản 2 Điều 7 Quy định; Điều 8 Quy chế"
    kept = ["Văn bản kèm theo Điều 16 khoản 1", "Văn bản kèm theo Điều 16 khoản 2", "Văn bản kèm theo Điều 3 khoản 1 điểm b"]
    assert cite(kept) == "khoản 1, 2 Điều 16 văn bản kèm theo; điểm b khoản 1 Điều 3 văn bản kèm theo"
    assert cite(["Phụ lục II mục 1", "Điều 1"]) == "Phụ lục II mục 1; Điều 1"
    assert cite(["Điều 1", "Điều 1", "Điều 2"], most=1) == "Điều 1 và 1 chỗ khác"
    assert cite([]) == ""


def test_days_have_a_zero_below_ten_and_in_the_first_two_months() -> None:
    assert [day_text(datetime.date(2025, *day)) for day in ((7, 1), (2, 19), (12, 5))] == ["01/7/2025", "19/02/2025", "05/12/2025"]


def test_nothing_that_xml_or_a_terminal_cannot_hold_is_left() -> None:
    assert clean("a\x00b\ud800c\ufffe\x1b[0m\td") == "abc[0m d"


def test_a_title_that_runs_into_the_text_is_cut_on_paper() -> None:
    assert title_text("Về việc bảo đảm mỹ quan đô thị") == "Về việc bảo đảm mỹ quan đô thị"
    cut = title_text("Về việc bảo đảm mỹ quan đô thị " + "Thời gian qua, các doanh nghiệp đã đầu tư. " * 20)
    assert cut.endswith("…") and len(cut) <= LONGEST_TITLE + 2
