"""Whom a finding says that a norm is for: the whole name, or none where the text names nobody."""

from collections.abc import Callable

import pytest

from lawcheck.reporting.model import Report

LETTER = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: 315/UBND-KT
Lâm Đồng, ngày 12 tháng 6 năm 2025

Kính gửi: Các sở, ban, ngành.

1. Các cơ quan được gửi Công văn này có trách nhiệm tổ chức thực hiện.

2. {rule}
"""


def addressee_of(report: Report) -> str:
    message = next(shown.finding.message for shown in report.findings if shown.finding.rule == "QP01")
    return message.partition("đối tượng: ")[2].rstrip(".")


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("Hộ có ao bị bệnh phải cắm cờ đỏ tại cống xả và giữ nước trong ao không dưới 10 ngày sau khi xử lý.", "Hộ có ao bị bệnh"),
        (
            "Hộ kinh doanh có quầy, sạp cố định tại chợ phải đặt mã QR nhận chuyển khoản ở vị trí khách hàng dễ thấy.",
            "Hộ kinh doanh có quầy, sạp cố định tại chợ",
        ),
        (
            "Xe ô tô chở đất, đá có tải trọng từ 2,5 tấn trở lên chỉ được lưu thông trên đường nội thị từ 19 giờ 30 phút đến 05 giờ 30 phút.",
            "Xe ô tô chở đất, đá có tải trọng từ 2,5 tấn trở lên",
        ),
        ("Nghiêm cấm tổ chức, cá nhân lợi dụng việc tang để hành nghề mê tín.", "tổ chức, cá nhân"),
        (
            "Đối với hộ gia đình người địa phương thì được hỗ trợ 15 triệu đồng/hộ để xây nhà vệ sinh.",
            "hộ gia đình người địa phương",
        ),
        (
            "Trách nhiệm của các doanh nghiệp viễn thông có hạ tầng:\n- Không được treo cáp trên cây xanh, biển báo; cáp hỏng phải được thu hồi.",
            "doanh nghiệp viễn thông có hạ tầng",
        ),
        ("HỘ KINH DOANH:\nỞ nơi công cộng không được bày bán hàng hóa, phải dọn rác sau 22 giờ.", "HỘ KINH DOANH"),
        (
            "Khung mùa vụ\nTổ chức, hộ gia đình nuôi tôm thâm canh chỉ được thả giống từ tháng 3 đến tháng 8 hằng năm.",
            "Tổ chức, hộ gia đình nuôi tôm thâm canh",
        ),
        ("Chó phải được xích và đeo rọ mõm khi ra đường.", "xem trong đoạn"),
        (
            "Tổ chức, hộ gia đình nuôi tôm thâm canh chỉ được thả giống từ tháng 3 đến tháng 8 hằng năm.",
            "Tổ chức, hộ gia đình nuôi tôm thâm canh",
        ),
    ],
)
def test_the_whole_name_is_told(check_text: Callable[..., Report], rule: str, named: str) -> None:
    assert addressee_of(check_text(LETTER.format(rule=rule))) == named


@pytest.mark.parametrize(
    "rule",
    [
        "Bùn thải từ sinh hoạt, sản xuất của cá nhân, tổ chức phải được thu gom, không được đổ ra kênh.",
        "Việc cưới phải theo pháp luật về hôn nhân và gia đình, không được tổ chức quá hai ngày.",
    ],
)
def test_an_actor_inside_something_else_is_not_told(check_text: Callable[..., Report], rule: str) -> None:
    assert addressee_of(check_text(LETTER.format(rule=rule))) == "xem trong đoạn"
    proofs = [proof for shown in check_text(LETTER.format(rule=rule)).findings for proof in shown.finding.evidence]
    assert not [proof for proof in proofs if proof.part == "doi_tuong"]


def test_whoever_a_heading_names_is_shown_once(check_text: Callable[..., Report]) -> None:
    heading = "Các doanh nghiệp viễn thông:\n- Không được treo cáp trên cây xanh, biển báo; phải thu hồi cáp hỏng."
    proofs = [proof for shown in check_text(LETTER.format(rule=heading)).findings for proof in shown.finding.evidence]
    assert [proof.quote for proof in proofs if proof.part == "doi_tuong"] == ["doanh nghiệp viễn thông"]


def test_what_the_norm_does_and_where_it_may_come_from_is_told(check_text: Callable[..., Report]) -> None:
    def why(rule: str) -> str:
        return next(shown.finding.reasons for shown in check_text(LETTER.format(rule=rule)).findings if shown.finding.rule == "QP01")

    own = why("Nghiêm cấm tổ chức, cá nhân kinh doanh karaoke hoạt động sau 22 giờ.")
    assert own.startswith("Lời văn đặt điều cấm hoặc hạn chế đối với “tổ chức, cá nhân”") and "không thấy dẫn chiếu" in own
    citing = why(
        "Hộ kinh doanh karaoke phải đóng cửa trước 22 giờ; không hát loa ngoài trời. Giấy phép theo mẫu của Nghị định số 54/2019/NĐ-CP."
    )
    assert "Đoạn có dẫn “Nghị định số 54/2019/NĐ-CP” nhưng tự nêu nội dung" in citing


def test_what_was_set_aside_says_why_and_claims_no_norm(check_text: Callable[..., Report]) -> None:
    report = check_text(LETTER.format(rule="Hộ kinh doanh phải đóng cửa trước 22 giờ theo quy định tại Nghị định số 54/2019/NĐ-CP."))
    aside = [shown.finding for shown in report.findings if shown.finding.rule == "QP01" and shown.finding.excused_by]
    assert aside and all("quy tắc xử sự chung" not in finding.why for finding in aside)


def test_a_line_to_fill_in_costs_nothing(check_text: Callable[..., Report]) -> None:
    assert check_text(LETTER.format(rule="_" * 4000 + " (ghi rõ tên), người nuôi chim yến phải tắt loa trước 22 giờ."))
