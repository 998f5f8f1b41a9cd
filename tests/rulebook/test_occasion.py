"""What a document was written for decides whether its duties are rules for everybody."""

from collections.abc import Callable

import pytest

from lawcheck.reporting.model import Report

BAN = "Nghiêm cấm đổ bùn thải ra sông, suối."
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: {number}\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\n{title}\n\n{body}\n"


@pytest.mark.parametrize(
    ("number", "title", "body", "wanted"),
    [
        ("45/KH-UBND", "KẾ HOẠCH\nBảo vệ môi trường lưu vực sông", f"1. {BAN}", "co-dau-hieu"),
        ("45/QĐ-UBND", "QUYẾT ĐỊNH\nVề việc phê duyệt phương án nổ mìn mỏ đá Sâu Chua", f"Điều 1. {BAN}", "khong-co"),
        ("45/GP-UBND", "GIẤY PHÉP\nKhai thác khoáng sản", f"Điều 1. {BAN}", "khong-co"),
        ("45/STNMT-KS", "V/v thực hiện quy định sau khi được cấp phép", f"Kính gửi: Công ty TNHH An Phát\n\n1. {BAN}", "khong-co"),
        ("45/STNMT-KS", "V/v bảo vệ nguồn nước", f"Kính gửi: Các tổ chức, cá nhân khai thác khoáng sản\n\n1. {BAN}", "co-dau-hieu"),
    ],
)
def test_a_ban_in_a_permit_binds_its_holder_only(
    check_text: Callable[..., Report], number: str, title: str, body: str, wanted: str
) -> None:
    assert check_text(HEAD.format(number=number, title=title, body=body)).qppl.status == wanted


def test_a_regulation_on_land_allocation_is_no_single_case(check_text: Callable[..., Report]) -> None:
    found = check_text(
        HEAD.format(
            number="45/QĐ-UBND", title="QUYẾT ĐỊNH\nBan hành Quy định giao đất, cho thuê đất cho hộ gia đình", body=f"Điều 1. {BAN}"
        )
    )
    assert found.qppl.status == "co-dau-hieu"
