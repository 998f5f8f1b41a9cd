"""Conditions for a result that is granted on request belong to its procedure; who gets what, without papers or steps, does not."""

import datetime
from collections.abc import Callable

from lawcheck.language import analyse
from lawcheck.law import load_law
from lawcheck.reporting.model import Report
from lawcheck.rulebook.case import make_case
from lawcheck.rulebook.procedures import OUTSIDE, doubt_of
from lawcheck.structure import parse
from lawcheck.text import SourceText

DAY = datetime.date(2026, 7, 1)
DECISION = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/2025/QĐ-UBND\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\n{title}\n\n"
    "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định về đất đai trên địa bàn tỉnh.\n\n{articles}\n\n"
    "Điều 5. Hiệu lực\nQuyết định này có hiệu lực từ ngày 01 tháng 10 năm 2025.\n"
)
FILE = "Điều 4. Hồ sơ\nNgười sử dụng đất nộp 01 bộ hồ sơ tại Trung tâm phục vụ hành chính công cấp xã.\n"


def places(report: Report) -> set[str]:
    """Addresses of what is told as part of a procedure."""
    return {one.finding.node for one in report.open_findings if one.finding.group == "tthc"}


def test_conditions_for_splitting_land_belong_to_its_procedure(check_text: Callable[..., Report]) -> None:
    articles = (
        "Điều 2. Điều kiện để thực hiện việc tách thửa\n1. Thửa đất đã có giấy chứng nhận quyền sử dụng đất.\n"
        "2. Thửa đất có lối đi rộng ít nhất 3 mét.\n\nĐiều 3. Trường hợp không được tách thửa\n1. Đất có thông báo thu hồi.\n2. Đất đang có tranh chấp.\n\n"
    )
    found = places(check_text(DECISION.format(title="Quy định việc tách thửa đất", articles=articles + FILE)))
    assert {"dieu-2/khoan-1", "dieu-2/khoan-2", "dieu-3/khoan-1", "dieu-3/khoan-2"} <= found


def test_conditions_under_a_bare_heading_of_an_article_about_granting(check_text: Callable[..., Report]) -> None:
    articles = (
        "Điều 2. Nguyên tắc, điều kiện miễn, giảm tiền sử dụng đất\n1. Nguyên tắc\na) Mỗi hộ được miễn, giảm một lần.\n\n"
        "2. Điều kiện\na) Người được miễn, giảm có hộ khẩu thường trú tại xã nơi có đất đề nghị miễn, giảm.\n"
        "b) Người được miễn, giảm chưa được Nhà nước giao đất ở.\n\n"
    )
    found = places(check_text(DECISION.format(title="Quy định miễn, giảm tiền sử dụng đất", articles=articles + FILE)))
    assert "dieu-2/khoan-2" in found and "dieu-2/khoan-1" not in found


def test_conditions_alone_without_papers_or_steps_are_no_procedure(check_text: Callable[..., Report]) -> None:
    articles = "Điều 2. Điều kiện để thực hiện việc tách thửa\n1. Thửa đất có lối đi rộng ít nhất 3 mét.\n2. Thửa đất rộng ít nhất 60 m2.\n"
    assert check_text(DECISION.format(title="Quy định việc tách thửa đất", articles=articles)).tthc.status == "khong-co"


def test_minutes_about_one_file_need_twice_the_proof_of_a_plan() -> None:
    head = "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\n\n{number}Lào Cai, ngày 01 tháng 7 năm 2026\n\n"
    minutes = (
        head.format(number="")
        + "BIÊN BẢN\nThẩm định hồ sơ cấp Giấy phép vận chuyển của Công ty TNHH A\n\n1. Thời hạn Giấy phép là 24 tháng.\n"
    )
    plan = head.format(number="Số: 12/KH-SCT\n") + "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n1. Thời hạn Giấy phép là 24 tháng.\n"
    doubts = [doubt_of(make_case(analyse(parse(SourceText.plain(text))), DAY, load_law())) for text in (minutes, plan)]
    assert doubts == [2 * OUTSIDE, OUTSIDE]


def test_what_a_condition_names_on_the_way_is_not_the_part_it_sets(check_text: Callable[..., Report]) -> None:
    articles = (
        "Điều 2. Điều kiện để thực hiện việc tách thửa\n1. Thửa đất có lối đi rộng ít nhất 3 mét.\n\nĐiều 3. Trường hợp không được tách thửa\n"
        "1. Đất thuộc dự án đã được cơ quan nhà nước có thẩm quyền phê duyệt quy hoạch phân lô.\n2. Đất đang có tranh chấp.\n\n"
    )
    report = check_text(DECISION.format(title="Quy định việc tách thửa đất", articles=articles + FILE))
    (finding,) = [one.finding for one in report.open_findings if one.finding.node == "dieu-3/khoan-1" and one.finding.group == "tthc"]
    assert "yêu cầu/điều kiện" in finding.message and "cơ quan" not in finding.message.split("(")[1]


def test_the_title_of_an_article_is_not_told_beside_its_clauses(check_text: Callable[..., Report]) -> None:
    body = "Điều 2. Các trường hợp không được tách thửa\n1. Không được tách thửa đất đang có tranh chấp.\n2. Không được tách thửa đất đã có thông báo thu hồi.\n"
    text = DECISION.format(title="Quy định việc tách thửa đất", articles=body).replace("12/2025/QĐ-UBND", "12/QĐ-UBND")
    told = [one.finding for one in check_text(text).open_findings if one.finding.group == "qppl"]
    assert {finding.node for finding in told} == {"dieu-2/khoan-1", "dieu-2/khoan-2"}


def test_cases_are_no_schools(check_text: Callable[..., Report]) -> None:
    body = "Điều 2. Tách thửa\n1. Các trường hợp sau đây không được tách thửa: đất đang có tranh chấp.\n2. Các trường không được thu thêm tiền của học sinh.\n"
    text = DECISION.format(title="Quy định việc tách thửa đất", articles=body).replace("12/2025/QĐ-UBND", "12/QĐ-UBND")
    told = {one.finding.node: one.finding.message for one in check_text(text).open_findings if one.finding.group == "qppl"}
    assert "Các trường" not in told["dieu-2/khoan-1"]
    assert "Các trường" in told["dieu-2/khoan-2"]
