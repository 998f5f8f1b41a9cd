"""Blank forms and schedules of fees in annexes belong to the procedure of their document; examples, shares of fees and lists of powers do not."""

from collections.abc import Callable

import pytest

from lawcheck.reporting.model import Report

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/2025/QĐ-UBND\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\n{title}\n\n"
    "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định việc nêu trên trên địa bàn tỉnh.\n\n{articles}\n"
    "Điều 5. Hiệu lực\nQuyết định này có hiệu lực từ ngày 01 tháng 10 năm 2025.\n\nNơi nhận:\n- Như Điều 5;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n{annex}"
)
FILE = "Điều 2. Hồ sơ\nHộ gia đình nộp 01 bộ hồ sơ tại Trung tâm phục vụ hành chính công cấp xã.\n"
FORM = (
    "PHỤ LỤC\n(Kèm theo Quyết định số 12/2025/QĐ-UBND)\n\nĐƠN ĐỀ NGHỊ HỖ TRỢ DI DỜI CHUỒNG TRẠI\nKính gửi: Ủy ban nhân dân xã ..............\n\n"
    "Họ và tên: .................. Số định danh: ..................\n\nĐịa chỉ: ..................\n"
)


def told(report: Report) -> dict[str, set[str]]:
    """What is told as part of a procedure: addresses with the parts named there."""
    return {
        one.finding.node: {evidence.part for evidence in one.finding.evidence}
        for one in report.open_findings
        if one.finding.group == "tthc"
    }


def test_a_blank_form_for_people_sets_the_form_of_the_procedure(check_text: Callable[..., Report]) -> None:
    found = told(check_text(HEAD.format(title="Quy định hỗ trợ di dời chuồng trại", articles=FILE, annex=FORM)))
    assert [parts for place, parts in found.items() if place.startswith("phu-luc")] == [{"mau_don"}]


def test_a_blank_form_alone_is_no_procedure(check_text: Callable[..., Report]) -> None:
    plain = "Điều 2. Trách nhiệm\nChủ cơ sở chăn nuôi giữ vệ sinh chuồng trại.\n"
    assert not told(check_text(HEAD.format(title="Quy định hỗ trợ di dời chuồng trại", articles=plain, annex=FORM)))


ROWS = (
    "BIỂU MỨC THU\n(Kèm theo Quyết định số 12/2025/QĐ-UBND)\n\nSTT\tNội dung\t{column}\n1\tThẩm định đề án thăm dò nước dưới đất\t{one}\n"
    "2\tCấp lại giấy phép khai thác nước\t{two}\n3\tBình tuyển, công nhận cây đầu dòng\t{three}\n"
)


def test_rows_of_fees_for_files_set_fees(check_text: Callable[..., Report]) -> None:
    annex = ROWS.format(column="Mức thu (đồng)", one="380.000", two="150.000", three="2.000.000")
    fees = "Điều 2. Mức thu\nMức thu phí, lệ phí theo Biểu kèm theo.\n"
    found = told(check_text(HEAD.format(title="Quy định mức thu một số khoản phí, lệ phí", articles=fees, annex=annex)))
    assert [parts for place, parts in found.items() if place.startswith("bieu")] == [{"phi_le_phi"}]


def test_rows_of_support_from_the_budget_are_no_fees(check_text: Callable[..., Report]) -> None:
    annex = ROWS.format(column="Mức kinh phí hỗ trợ (đồng)", one="30.000.000", two="15.000.000", three="20.000.000")
    annex = annex.replace("BIỂU MỨC THU", "DANH MỤC I\nMỨC KINH PHÍ HỖ TRỢ")
    support = "Điều 2. Mức hỗ trợ\nMức kinh phí hỗ trợ theo Danh mục kèm theo.\n"
    assert not told(check_text(HEAD.format(title="Quy định mức kinh phí hỗ trợ doanh nghiệp", articles=support, annex=annex)))


def test_a_schedule_is_quoted_where_it_names_what_is_applied_for(check_text: Callable[..., Report]) -> None:
    minerals = "".join(f"{number}\tQuặng loại {number} khai thác lộ thiên\ttấn\t{number}0.000\n" for number in range(1, 20))
    annex = ROWS.format(column="Mức thu (đồng)", one="380.000", two="150.000", three="2.000.000").replace("1\tThẩm", f"{minerals}20\tThẩm")
    fees = "Điều 2. Mức thu\nMức thu phí, lệ phí theo Biểu kèm theo.\n"
    report = check_text(HEAD.format(title="Quy định mức thu một số khoản phí, lệ phí", articles=fees, annex=annex))
    quotes = [one.finding.quote for one in report.open_findings if one.finding.node.startswith("bieu")]
    assert len(quotes) == 1 and "Thẩm định đề án" in quotes[0] and "Quặng loại 1 " not in quotes[0]


def test_rows_of_shares_of_fees_set_none(check_text: Callable[..., Report]) -> None:
    annex = ROWS.format(column="Để lại (%)", one="50", two="70", three="80")
    shares = "Điều 2. Tỷ lệ\nTỷ lệ để lại cho đơn vị thu theo Biểu kèm theo.\n"
    title = "Quy định tỷ lệ để lại và chế độ quản lý, sử dụng tiền phí, lệ phí"
    assert not told(check_text(HEAD.format(title=title, articles=shares, annex=annex)))


def test_an_example_in_an_annex_sets_no_condition(check_text: Callable[..., Report]) -> None:
    annex = "PHỤ LỤC I\nVÍ DỤ XÁC ĐỊNH CẤP CÔNG TRÌNH\n\n1. Cá nhân được cấp chứng chỉ hành nghề phải đáp ứng điều kiện sau: đã thiết kế 01 công trình cấp II.\n"
    real = annex.replace("VÍ DỤ XÁC ĐỊNH CẤP CÔNG TRÌNH", "ĐIỀU KIỆN CẤP CHỨNG CHỈ")
    title = "Quy định cấp chứng chỉ hành nghề"
    example, condition = (told(check_text(HEAD.format(title=title, articles=FILE, annex=text))) for text in (annex, real))
    assert not [place for place in example if place.startswith("phu-luc")]
    assert [place for place in condition if place.startswith("phu-luc")]


def test_handing_powers_to_another_office_sets_no_procedure(check_text: Callable[..., Report]) -> None:
    powers = "Điều 2. Phân cấp\n1. Sở Xây dựng cấp giấy phép xây dựng đối với công trình cấp I, cấp II.\n2. Ủy ban nhân dân cấp xã cấp giấy phép xây dựng nhà ở riêng lẻ.\n"
    assert not told(check_text(HEAD.format(title="Phân cấp thẩm quyền cấp giấy phép xây dựng", articles=powers, annex="")))


@pytest.mark.parametrize(
    ("clause", "excuse"),
    [
        ("Tổ chức được cấp giấy phép thông báo cho Sở Công Thương ngày nổ mìn chậm nhất 05 ngày, kèm bản sao giấy phép.", "chi-thong-bao"),
        ("Hồ sơ đề nghị bổ sung kinh phí gồm văn bản của Ủy ban nhân dân cấp huyện và biểu tổng hợp.", "tien-ngan-sach"),
        ("Hồ sơ thanh toán gồm giấy đề nghị của người đứng đầu tổ chức, bảng kê và hóa đơn.", "tien-ngan-sach"),
        ("Chủ đầu tư bàn giao cho Ban quản trị 01 bộ hồ sơ hoàn công và quy trình bảo trì.", "giua-cac-ben"),
        ("Trong 05 ngày, Bộ Nội vụ thẩm định hồ sơ đề nghị phê chuẩn kết quả bầu Chủ tịch Ủy ban nhân dân cấp tỉnh.", "nhan-su"),
        ("Cơ sở không phải cấp giấy chứng nhận vẫn phải bảo đảm nguồn nước hợp vệ sinh.", "khong-phai-cap"),
    ],
)
def test_what_looks_like_a_part_and_is_none(check_text: Callable[..., Report], clause: str, excuse: str) -> None:
    report = check_text(HEAD.format(title="Quy định quản lý trên địa bàn tỉnh", articles=f"Điều 2. Nội dung\n{clause}\n", annex=""))
    assert not told(report)
    assert excuse in {one.modifier for numbered in report.findings for one in numbered.finding.excused_by}


def test_a_document_about_reports_that_also_brings_forms_is_read(check_text: Callable[..., Report]) -> None:
    reports = "Điều 2. Báo cáo\nSở Công Thương gửi 01 bộ hồ sơ đề nghị khen thưởng kèm báo cáo.\n"
    plain, mixed = "Quy định chế độ báo cáo về cụm công nghiệp", "Quy định chế độ báo cáo và một số mẫu văn bản về cụm công nghiệp"
    scores = [check_text(HEAD.format(title=title, articles=reports, annex=FORM)).tthc.score for title in (plain, mixed)]
    assert scores[0] < scores[1]


def test_papers_of_an_association_are_a_procedure(check_text: Callable[..., Report]) -> None:
    clause = (
        "Hội nộp 01 bộ hồ sơ đề nghị phê duyệt điều lệ tại Sở Nội vụ, gồm: đơn đề nghị, biên bản đại hội, kết quả bầu ban chấp hành hội."
    )
    assert told(check_text(HEAD.format(title="Quy định quản lý hội trên địa bàn tỉnh", articles=f"Điều 2. Hồ sơ\n1. {clause}\n", annex="")))
