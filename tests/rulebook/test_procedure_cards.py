"""Findings are grouped into the procedures they belong to."""

from collections.abc import Callable

from lawcheck.reporting.model import Report

HEAD = "HỘI ĐỒNG NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/2025/NQ-HĐND\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nNGHỊ QUYẾT\nQuy định chính sách hỗ trợ doanh nghiệp\n\n"
GRANT = (
    "Điều 3. Hồ sơ đề nghị hỗ trợ lãi suất vay vốn\n1. Doanh nghiệp nộp 01 bộ hồ sơ gồm: đơn đề nghị hỗ trợ theo mẫu, bản sao hợp đồng tín dụng.\n"
    "Điều 4. Trình tự, thủ tục hỗ trợ lãi suất vay vốn\n1. Trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, Sở Tài chính trả kết quả cho doanh nghiệp.\n"
)
CARD = "Điều 5. Hồ sơ cấp lại thẻ tư vấn viên pháp luật\n1. Cá nhân nộp 01 bộ hồ sơ tại Bộ phận Một cửa gồm: đơn đề nghị cấp lại thẻ, bản sao căn cước công dân.\n"


def test_two_procedures_make_two_cards(check_text: Callable[..., Report]) -> None:
    grant, card = check_text(HEAD + GRANT + CARD).procedures
    assert (grant.name, card.name) == ("hỗ trợ lãi suất vay vốn", "cấp lại thẻ tư vấn viên pháp luật")
    assert grant.clauses == ("dieu-3/khoan-1", "dieu-4/khoan-1") and card.clauses == ("dieu-5/khoan-1",)
    assert {"ho_so", "thoi_han"} <= set(grant.parts) and "thoi_han" in card.missing


def test_a_document_without_procedures_has_no_card(check_text: Callable[..., Report]) -> None:
    assert check_text(HEAD + "Điều 3. Tổ chức thực hiện\n1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.\n").procedures == ()


MARKET = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/2025/QĐ-UBND\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\nQuy định quản lý hè phố, bến bãi\n\n"
PARKING = (
    "Điều 3. Điểm trông giữ xe công cộng\n1. Hộ kinh doanh nộp 01 bộ hồ sơ gồm: đơn đề nghị theo mẫu, bản sao hợp đồng thuê mặt bằng.\n"
    "2. Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ, Ủy ban nhân dân cấp xã cấp giấy phép cho hộ kinh doanh.\n"
)
LANDING = "Điều 4. Bến bốc xếp hàng hóa\n1. Chủ bến nộp 01 bộ hồ sơ gồm: đơn xin mở bến, sơ đồ vị trí bến tại Ủy ban nhân dân cấp xã.\n"
FORM = "\nPHỤ LỤC\nMẫu đơn\nĐƠN XIN MỞ BẾN BỐC XẾP HÀNG HÓA\nKính gửi: Ủy ban nhân dân xã\nTôi là chủ bến, xin mở bến bốc xếp tại vị trí theo sơ đồ kèm theo.\n"


def cards(report: Report) -> dict[str, tuple[str, ...]]:
    return {card.name: card.clauses for card in report.procedures}


def test_a_heading_names_a_procedure_though_it_says_nothing_of_files(check_text: Callable[..., Report]) -> None:
    found = cards(check_text(MARKET + PARKING + LANDING))
    assert found == {
        "Điểm trông giữ xe công cộng": ("dieu-3/khoan-1", "dieu-3/khoan-2"),
        "Bến bốc xếp hàng hóa": ("dieu-4/khoan-1",),
    }


def test_a_renewal_is_a_procedure_of_its_own(check_text: Callable[..., Report]) -> None:
    renewal = (
        "3. Gia hạn giấy phép trông giữ xe: hộ kinh doanh nộp đơn đề nghị gia hạn trước khi hết hạn 15 ngày tại Ủy ban nhân dân cấp xã.\n"
    )
    found = cards(check_text(MARKET + PARKING + renewal + LANDING))
    assert found["Gia hạn giấy phép trông giữ xe"] == ("dieu-3/khoan-3",)


def test_a_form_goes_with_the_procedure_whose_words_it_shares(check_text: Callable[..., Report]) -> None:
    found = cards(check_text(MARKET + LANDING + PARKING.replace("Điều 3", "Điều 5") + FORM))
    assert any(clause.startswith("phu-luc") for clause in found["Bến bốc xếp hàng hóa"])


def test_two_fees_are_two_procedures(check_text: Callable[..., Report]) -> None:
    fees = (
        "Điều 1. Mức thu, chế độ thu, nộp, quản lý và sử dụng lệ phí cấp giấy phép xây dựng như sau:\n1. Mức thu: 75.000 đồng/giấy phép.\n"
        "Điều 2. Mức thu, chế độ thu, nộp, quản lý và sử dụng lệ phí cấp giấy phép lao động như sau:\n1. Cấp mới giấy phép lao động: 400.000 đồng/giấy phép.\n"
    )
    head = HEAD.replace("chính sách hỗ trợ doanh nghiệp", "một số loại phí, lệ phí")
    assert len(check_text(head + fees).procedures) == 2


def test_a_document_that_amends_another_is_not_the_name_of_a_procedure(check_text: Callable[..., Report]) -> None:
    head = HEAD.replace("Quy định chính sách hỗ trợ doanh nghiệp", "Sửa đổi, bổ sung một số điều của Nghị quyết số 05/2023/NQ-HĐND")
    clause = "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 3 như sau:\n1. Hộ gia đình nộp 01 bộ hồ sơ gồm: đơn đề nghị theo mẫu, bản sao căn cước công dân tại Bộ phận Một cửa.\n"
    assert [card.name for card in check_text(head + clause).procedures] == ["thủ tục chưa được đặt tên"]


def test_a_name_keeps_its_first_word(check_text: Callable[..., Report]) -> None:
    change = "3. Điều chỉnh giấy phép trông giữ xe: hộ kinh doanh nộp đơn đề nghị điều chỉnh tại Ủy ban nhân dân cấp xã.\n"
    assert cards(check_text(MARKET + PARKING + change + LANDING))["Điều chỉnh giấy phép trông giữ xe"] == ("dieu-3/khoan-3",)
