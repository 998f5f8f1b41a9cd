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
