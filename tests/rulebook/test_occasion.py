"""What a document was written for decides whether its duties are rules for everybody."""

import datetime
from collections.abc import Callable

import pytest

from lawcheck.language import analyse
from lawcheck.law import load_law
from lawcheck.reporting.model import Report
from lawcheck.rulebook import make_case
from lawcheck.rulebook.occasion import works_inside
from lawcheck.structure import parse
from lawcheck.text import SourceText

BAN = "Nghiêm cấm đổ bùn thải ra sông, suối."
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: {number}\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\n{title}\n\n{body}\n"


@pytest.mark.parametrize(
    ("number", "title", "body", "wanted"),
    [
        ("45/KH-UBND", "KẾ HOẠCH\nBảo vệ môi trường lưu vực sông", f"1. {BAN}", "co-dau-hieu"),
        ("45/QĐ-UBND", "QUYẾT ĐỊNH\nVề việc phê duyệt phương án nổ mìn mỏ đá Sâu Chua", f"Điều 1. {BAN}", "khong-co"),
        ("45/GP-UBND", "GIẤY PHÉP\nKhai thác khoáng sản", f"Điều 1. {BAN}", "khong-co"),
        (
            "45/QĐ-UBND",
            "QUYẾT ĐỊNH\nVề việc cho phép sáp nhập Hội Điều dưỡng tỉnh A vào Hội Điều dưỡng tỉnh B",
            f"Điều 1. {BAN}",
            "khong-co",
        ),
        ("45/QĐ-TTg", "QUYẾT ĐỊNH\nPhê duyệt Phương án cổ phần hóa Tổng công ty Vận tải thủy", f"Điều 1. {BAN}", "khong-co"),
        ("45/QĐ-QLD", "QUYẾT ĐỊNH\nVề việc cấp số đăng ký cho 05 thuốc", "Điều 1. Công ty phải in số đăng ký lên nhãn thuốc.", "khong-co"),
        ("45/STNMT-KS", "V/v thực hiện quy định sau khi được cấp phép", f"Kính gửi: Công ty TNHH An Phát\n\n1. {BAN}", "khong-co"),
        ("45/STNMT-KS", "V/v bảo vệ nguồn nước", f"Kính gửi: Các tổ chức, cá nhân khai thác khoáng sản\n\n1. {BAN}", "co-dau-hieu"),
    ],
)
def test_a_ban_in_a_permit_binds_its_holder_only(
    check_text: Callable[..., Report], number: str, title: str, body: str, wanted: str
) -> None:
    assert check_text(HEAD.format(number=number, title=title, body=body)).qppl.status == wanted


@pytest.mark.parametrize(
    "title", ["Quy định công tác trực ban phòng, chống thiên tai", "Quy chế phòng, chống lãng phí trong cơ quan, đơn vị thuộc Sở Y tế"]
)
def test_rules_for_those_on_watch_and_for_the_units_of_one_office_bind_nobody_outside(
    check_text: Callable[..., Report], title: str
) -> None:
    duty = "Điều 1. Khi xảy ra sự cố phải kịp thời tổ chức ứng phó.\nĐiều 2. Việc mua sắm phải công khai."
    assert check_text(HEAD.format(number="45/QĐ-SYT", title=f"QUYẾT ĐỊNH\nBan hành {title}", body=duty)).qppl.status == "khong-co"
    other = "Quy định bảo vệ công trình thủy lợi"
    assert check_text(HEAD.format(number="45/QĐ-SYT", title=f"QUYẾT ĐỊNH\nBan hành {other}", body=duty)).qppl.status == "co-dau-hieu"


def test_a_regulation_on_land_allocation_is_no_single_case(check_text: Callable[..., Report]) -> None:
    found = check_text(
        HEAD.format(
            number="45/QĐ-UBND", title="QUYẾT ĐỊNH\nBan hành Quy định giao đất, cho thuê đất cho hộ gia đình", body=f"Điều 1. {BAN}"
        )
    )
    assert found.qppl.status == "co-dau-hieu"


def test_an_advance_ruling_for_one_importer_is_one_case(check_text: Callable[..., Report]) -> None:
    ruling = HEAD.format(
        number="45/TB-CHQ", title="THÔNG BÁO\nVề kết quả xác định trước mã số", body="1. Không sử dụng sản phẩm quá 60 độ."
    )
    assert check_text(ruling).qppl.status == "khong-co"


def test_a_regulation_for_the_issuers_own_officials_binds_nobody_outside(check_text: Callable[..., Report]) -> None:
    articles = (
        "Điều 1. Phạm vi điều chỉnh\nQuy chế này quy định việc nâng bậc lương.\n\nĐiều 2. Đối tượng áp dụng\nCông chức, viên chức của Sở.\n\n"
        "Điều 3. Tiêu chuẩn\n1. Công chức được xét nâng bậc lương khi có đủ 36 tháng giữ bậc.\n2. Thành viên Hội đồng phải có tên trong quyết định.\n\n"
        "Điều 4. Hồ sơ\n1. Hồ sơ đề nghị nâng bậc lương gồm danh sách và biên bản họp.\n\nĐiều 5. Thi hành\nChánh Văn phòng chịu trách nhiệm thi hành.\n"
    )
    own = check_text(HEAD.format(number="45/QĐ-SNV", title="QUYẾT ĐỊNH\nBan hành Quy chế nâng bậc lương", body=articles))
    assert (own.qppl.status, own.tthc.status) == ("khong-co", "khong-co")
    market = articles.replace("nâng bậc lương", "bố trí quầy hàng").replace(
        "Công chức, viên chức của Sở", "Tổ chức, cá nhân kinh doanh tại chợ"
    )
    outside = check_text(HEAD.format(number="45/QĐ-SCT", title="QUYẾT ĐỊNH\nBan hành Quy chế quản lý chợ", body=market))
    assert outside.qppl.status == "co-dau-hieu"


def test_a_letter_that_speaks_of_this_decree_retells_it(check_text: Callable[..., Report]) -> None:
    ban = "Tổ chức, cá nhân không được kinh doanh ngoài khu vực quy định tại {text} này."
    letter = HEAD.format(number="45/STC-QLG", title="V/v giá đất", body=f"Kính gửi: Thuế tỉnh.\n\n1. {ban}")
    assert check_text(letter.format(text="Nghị định")).qppl.status == "khong-co"
    assert check_text(letter.format(text="Công văn")).qppl.status == "co-dau-hieu"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Quy định trình tự, thủ tục phê chuẩn kết quả bầu Chủ tịch Ủy ban nhân dân", "khong-co"),
        ("Quy chế xây dựng và ban hành văn bản quy phạm pháp luật", "khong-co"),
        ("Quy chế quản lý, sử dụng chữ ký số, chứng thư số và thiết bị lưu khóa bí mật trong hoạt động của cơ quan nhà nước", "khong-co"),
        ("Quy định trình tự, thủ tục hỗ trợ doanh nghiệp", "co-dau-hieu"),
        ("Quy định trình tự, thủ tục hỗ trợ cá nhân sử dụng chữ ký số", "co-dau-hieu"),
        ("Quy định hỗ trợ doanh nghiệp sử dụng chữ ký số trong giao dịch điện tử", "co-dau-hieu"),
        ("Quy định gửi, nhận hồ sơ của tổ chức, cá nhân qua Hệ thống quản lý văn bản", "co-dau-hieu"),
        ("Quy chế tiếp nhận hồ sơ của doanh nghiệp qua hệ thống thư điện tử tỉnh", "co-dau-hieu"),
    ],
)
def test_papers_that_pass_between_authorities_are_no_procedure(check_text: Callable[..., Report], title: str, wanted: str) -> None:
    body = (
        "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định trình tự, thủ tục.\n\nĐiều 2. Trình tự\n"
        "1. Trong thời hạn 05 ngày kể từ ngày nhận đủ 02 bộ hồ sơ qua hệ thống quản lý văn bản, Sở Nội vụ thẩm định hồ sơ, trả kết quả.\n"
    )
    assert check_text(HEAD.format(number="45/2025/QĐ-UBND", title=f"QUYẾT ĐỊNH\n{title}", body=body)).tthc.status == wanted


def test_a_rule_in_a_decision_that_publishes_procedures_is_a_warning_to_compare(check_text: Callable[..., Report]) -> None:
    body = "Điều 1. Công bố danh mục.\n\n1. Tổ chức, cá nhân không được nộp hồ sơ quá thời hạn."
    report = check_text(HEAD.format(number="45/QĐ-UBND", title="QUYẾT ĐỊNH\nVề việc công bố danh mục thủ tục hành chính", body=body))
    assert report.qppl.status == "co-dau-hieu"
    assert [(one.finding.rule, one.finding.severity) for one in report.open_findings if one.finding.group == "qppl"] == [
        ("QP01", "warning")
    ]


PERMIT = (
    "Điều 1. Cho phép Công ty TNHH An Phát khai thác đá làm vật liệu xây dựng thông thường tại mỏ đá Sâu Chua, diện tích khu vực khai thác 12,5 ha, "
    "trữ lượng khai thác 1.250.000 m3 đá nguyên khối, công suất khai thác 50.000 m3 đá nguyên khối mỗi năm, thời hạn khai thác đến hết năm 2040.\n\n"
    "Điều 2. Công ty TNHH An Phát có trách nhiệm:\n\n1. Nộp tiền cấp quyền khai thác đá theo thông báo của cơ quan thuế; nộp lệ phí cấp giấy phép và các khoản phí có liên quan.\n\n"
    "2. Khai thác đá theo đúng tọa độ, diện tích, độ sâu, trữ lượng, công suất nêu tại Điều 1; lập thiết kế mỏ, phê duyệt và nộp cho Sở Nông nghiệp và Môi trường trước khi khai thác đá.\n\n"
    "3. Cắm mốc giới khu vực khai thác trên thực địa, thông báo ngày bắt đầu xây dựng mỏ, ngày bắt đầu khai thác; bổ nhiệm giám đốc điều hành mỏ có đủ tiêu chuẩn.\n\n"
    "4. Thực hiện nổ mìn theo phương án đã được duyệt, che chắn bụi, tưới nước đường vận chuyển đá, sửa chữa đường do xe của mỏ làm hỏng, ký quỹ cải tạo, phục hồi môi trường khu vực khai thác.\n\n"
    "{}5. Báo cáo kết quả hoạt động khai thác đá, thống kê, kiểm kê trữ lượng còn lại của mỏ, gửi Sở Nông nghiệp và Môi trường; đóng cửa mỏ khi giấy phép hết hạn.\n\n"
    "Điều 3. Giấy phép này có hiệu lực kể từ ngày ký. Hoạt động khai thác đá của Công ty chỉ được tiến hành sau khi có thiết kế mỏ đã nộp và đăng ký ngày bắt đầu khai thác."
)


@pytest.mark.parametrize(
    ("passage", "wanted"),
    [
        ("", "khong-co"),
        ("- Nghiêm cấm Công ty khai thác đá ngoài diện tích, độ sâu, trữ lượng nêu tại Điều 1.\n\n", "khong-co"),
        (
            "- Chủ quán karaoke không được mở nhạc quá 22 giờ đêm, không được tiếp khách dưới mười tám tuổi, phải lắp tường cách âm.\n\n",
            "co-dau-hieu",
        ),
    ],
)
def test_a_rule_about_something_else_than_the_permit_is_none_of_its_conditions(
    check_text: Callable[..., Report], passage: str, wanted: str
) -> None:
    permit = HEAD.format(number="45/GP-UBND", title="GIẤY PHÉP\nKhai thác khoáng sản", body=PERMIT.format(passage))
    assert check_text(permit).qppl.status == wanted


def test_a_circular_that_a_letter_sends_along_is_not_judged_and_the_report_says_so(check_text: Callable[..., Report]) -> None:
    letter = (
        "SỞ Y TẾ\n-------\n\nSố: 18/SYT-VP\n\nKiên Giang, ngày 15 tháng 9 năm 2025\n\nV/v triển khai Thông tư số 48/2017/TT-BYT\n\n"
        "Kính gửi: Các cơ sở khám bệnh, chữa bệnh.\n\nSở Y tế gửi Thông tư để các đơn vị thực hiện.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\n"
    )
    copy = (
        "BỘ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nHà Nội, ngày 28 tháng 12 năm 2017\n\nTHÔNG TƯ\nQuy định trích chuyển dữ liệu\n\n"
        "Điều 1. Phạm vi điều chỉnh\nThông tư này quy định việc gửi dữ liệu.\n\nĐiều 2. Trách nhiệm\n1. Cơ sở khám bệnh, chữa bệnh phải gửi dữ liệu trong 07 ngày.\n"
    )
    report = check_text(letter + copy)
    assert report.qppl.status == "khong-co"
    assert "N-DOC-01" in [problem.code for problem in report.problems]
    own = letter.replace("triển khai Thông tư số 48/2017/TT-BYT", "gửi dữ liệu") + copy.replace("THÔNG TƯ", "QUY ĐỊNH").replace(
        "Thông tư này", "Quy định này"
    )
    assert check_text(own).qppl.status == "co-dau-hieu"


def test_prices_that_a_report_tells_are_no_rates(check_text: Callable[..., Report]) -> None:
    price = "Đối với cơ sở khám bệnh của Nhà nước: khám bệnh tại bệnh viện hạng 1 là 39.000 đồng/lượt."
    report = HEAD.format(number="45/BC-STC", title="BÁO CÁO\nTình hình giá cả thị trường quý I", body=f"1. {price}")
    assert check_text(report).qppl.status == "khong-co"
    letter = HEAD.format(number="45/UBND-VX", title="V/v mức thu dịch vụ khám bệnh", body=f"1. {price}")
    assert check_text(letter).qppl.status == "co-dau-hieu"


def test_how_large_an_inspected_store_is_binds_nobody(check_text: Callable[..., Report]) -> None:
    size = "Kho chứa thuốc nổ được đặt tại trung tâm khu đất, dung tích chứa tối đa là 05 tấn."
    notice = HEAD.format(number="45/TB-SCT", title="THÔNG BÁO\nKết quả kiểm tra công tác nghiệm thu công trình", body=f"1. {size}")
    assert check_text(notice).qppl.status == "khong-co"


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Ban hành Nội quy cơ quan Sở Tư pháp thành phố Hồ Chí Minh", True),
        ("Ban hành Nội quy quản lý hồ sơ cán bộ", True),
        ("Ban hành Nội quy ra vào cơ quan Cảng vụ", True),
        ("Ban hành Nội quy và mức thu tại chợ Trung tâm", False),
        ("Ban hành Nội quy hoạt động của các bến đò ngang", False),
    ],
)
def test_rules_of_an_office_bind_its_people_those_of_a_market_whoever_comes(title: str, inside: bool) -> None:
    text = f"UBND HUYỆN A\nSố: 12/QĐ-UBND\nA, ngày 01 tháng 6 năm 2024\n\nQUYẾT ĐỊNH\n{title}\n\nĐiều 1. Ban hành kèm theo Quyết định này Nội quy.\n"
    assert works_inside(make_case(analyse(parse(SourceText.plain(text))), datetime.date(2024, 6, 1), load_law())) is inside
