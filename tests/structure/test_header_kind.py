"""Header fields and the form a document is issued in."""

import datetime
import json
from pathlib import Path

import pytest

from lawcheck.structure import competence
from lawcheck.structure.agencies import spelled
from lawcheck.structure.header import read_header
from lawcheck.structure.kind import decide_kind, kind_of_number
from lawcheck.structure.numbers import normalise_number
from lawcheck.structure.parsing import parse
from lawcheck.text import Generated, OcrOrigin, Origin, SourceText

CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_plan_5204_is_read_in_full() -> None:
    header = read_header((CORPUS / "documents" / "ke-hoach-5204-kh-ubnd.txt").read_text(encoding="utf-8"))
    assert (header.number, header.date, header.issuer, header.type) == (
        "5204/KH-UBND",
        datetime.date(2022, 7, 14),
        "UBND tỉnh Lâm Đồng",
        "ke-hoach",
    )
    assert (header.issuer_level, header.issuer_body) == ("tinh", "ubnd")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("12/2025/QĐ-UBND", "vbqppl"), ("05/2023/NQ-HĐND", "vbqppl"), ("144/2025/QĐ-CTUBND", "vbqppl"), ("…/2026/QĐ-UBND", "vbqppl"), ("80/2015/QH13", "vbqppl"),
        ("2979/QĐ-UBND", "vbhc"), ("5204/KH-UBND", "vbhc"), ("123/UBND-NC", "vbhc"), ("14-NQ/TU", "khac"), ("97/VBHN-BQP", "khac"),
    ],
)  # fmt: skip
def test_the_number_tells_the_form(number: str, kind: str) -> None:
    assert kind_of_number(number).name == kind


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Số: 12 /2025/ QÐ-UBND", "12/2025/QĐ-UBND"),
        ("Số:      /2026/QĐ-UBND", "…/2026/QĐ-UBND"),
        ("3559/UBND-VX", "3559/UBND-VX"),
        ("không có số", None),
    ],
)
def test_numbers_are_normalised(written: str, number: str | None) -> None:
    assert normalise_number(written) == number


@pytest.mark.parametrize(
    ("body", "level", "type_", "day", "answer"),
    [
        ("chu-tich-ubnd", "tinh", "quyet-dinh", "2025-06-30", "khong"), ("chu-tich-ubnd", "tinh", "quyet-dinh", "2025-07-01", "co"),
        ("ubnd", "huyen", "quyet-dinh", "2025-06-30", "co"), ("ubnd", "huyen", "quyet-dinh", "2025-07-01", "khong"),
        ("ubnd", "xa", "quyet-dinh", "2025-05-01", "khong"), ("ubnd", "xa", "quyet-dinh", "2025-07-01", "co"),
        ("ubnd", "tinh", "chi-thi", "2016-06-30", "co"), ("ubnd", "tinh", "chi-thi", "2016-07-01", "khong"), ("so", "so", "quyet-dinh", "2024-01-01", "khong"),
    ],
)  # fmt: skip
def test_competence_changes_with_the_law(body: str, level: str, type_: str, day: str, answer: str) -> None:
    assert competence(body, level, type_, datetime.date.fromisoformat(day)) == answer  # type: ignore[arg-type]


def test_kind_is_right_on_gold_documents_with_a_number() -> None:
    wrong = []
    for line in (CORPUS / "gold" / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (CORPUS / "documents" / f"{row['id']}.txt").read_text(encoding="utf-8")
        header = read_header(text)
        if header.number is not None and row["kind"] != "khac" and decide_kind(header, text).name != row["kind"]:
            wrong.append(row["id"])
    assert wrong == []


def test_the_user_overrules_the_form() -> None:
    header = read_header("Số: 12/2025/QĐ-UBND\n")
    assert decide_kind(header, "", override="vbhc").name == "vbhc"


def test_the_number_in_a_title_is_that_of_what_is_amended() -> None:
    text = "NGHỊ QUYẾT\nVỀ VIỆC SỬA ĐỔI, BỔ SUNG NGHỊ QUYẾT\nSỐ 72/2016/NQ-HĐND NGÀY 08 THÁNG 12 NĂM 2016 CỦA HỘI ĐỒNG NHÂN DÂN TỈNH\n\nCăn cứ Luật Giá;\n\nĐiều 1. Sửa đổi.\n"
    header = read_header(text)
    assert header.number is None and header.date is None


def test_the_day_of_a_law_that_is_named_as_a_basis_is_not_the_documents_own() -> None:
    bases = "Căn cứ Luật Tổ chức chính quyền địa phương\nngày 19 tháng 6 năm 2015;\nXét Tờ trình số 61/TTr-UBND\nngày 09 tháng 6 năm 2017 của Ủy ban nhân dân tỉnh;\n"
    text = (
        f"NGHỊ QUYẾT\nQUY ĐỊNH MỨC THU HỌC PHÍ\n\nHỘI ĐỒNG NHÂN DÂN TỈNH ĐỒNG THÁP\n{bases}\nQUYẾT NGHỊ:\n\nĐiều 1. Mức thu\n1. Mức thu.\n"
    )
    assert read_header(text).date is None
    adopted = "Nghị quyết này đã được Hội đồng\nnhân dân tỉnh Đồng Tháp khóa IX, kỳ họp thứ năm thông qua ngày 14/7/2017 và có hiệu lực từ ngày 01/8/2017./."
    assert read_header(text + adopted).date == datetime.date(2017, 7, 14)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("VỀ CHƯƠNG TRÌNH GIÁM SÁT CỦA HỘI ĐỒNG NHÂN DÂN TỈNH NĂM 2018", "vbhc"),
        ("VỀ CHẤT VẤN VÀ TRẢ LỜI CHẤT VẤN TẠI KỲ HỌP THỨ NĂM", "vbhc"),
        ("THÔNG QUA QUY HOẠCH PHÁT TRIỂN GIÁO DỤC TỈNH ĐIỆN BIÊN ĐẾN NĂM 2025", "vbhc"),
        ("QUY ĐỊNH MỨC CHI CHO HOẠT ĐỘNG GIÁM SÁT, PHẢN BIỆN XÃ HỘI", "vbqppl"),
        ("QUY ĐỊNH MỨC THU HỌC PHÍ TRÊN ĐỊA BÀN TỈNH", "vbqppl"),
    ],
)
def test_a_council_resolution_without_its_number_is_told_by_its_title(title: str, kind: str) -> None:
    text = f"NGHỊ QUYẾT\n{title}\n\nHỘI ĐỒNG NHÂN DÂN TỈNH ĐIỆN BIÊN\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT NGHỊ:\n\nĐiều 1. Nội dung\n1. Nhất trí.\n"
    assert decide_kind(read_header(text), text).name == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Về việc quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Tư pháp", "vbqppl"),
        ("Về việc quy định chức năng, nhiệm vụ và cơ cấu tổ chức của Chi cục Thủy lợi", "vbhc"),
        ("Về việc thu hồi đất của Trường Mầm non Hoa Sen", "vbhc"),
    ],
)
def test_a_decision_without_its_number_is_told_by_its_title(title: str, kind: str) -> None:
    text = f"QUYẾT ĐỊNH\n{title}\n\nỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN\n\nCăn cứ Luật Đất đai;\n\nĐiều 1. Nội dung\nQuyết định này thay thế Quyết định số 12/2016/QĐ-UBND.\n"
    assert decide_kind(read_header(text), text).name == kind


def test_a_number_torn_in_two_by_a_stamp_is_one() -> None:
    text = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\n\nSố: 13\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nHà Nội, ngày 28 tháng 02 năm 2025\n\n/2025/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc quy định\n"
    header = read_header(text + "Căn cứ Luật Thủ đô;\nĐiều 1. Phạm vi điều chỉnh.\n")
    assert header.number == "13/2025/QĐ-UBND" and header.type == "quyet-dinh"


def test_a_date_of_another_year_than_the_number_is_not_the_day_of_issue() -> None:
    text = "CHÍNH PHỦ\n-------\n\nSố: 62/2026/NĐ-CP\n\nNGHỊ ĐỊNH\nQuy định một số nội dung\n\nTheo Hiệp định ký tại Hà Nội, ngày 19 tháng 01 năm 2005\n"
    assert read_header(text).date is None


@pytest.mark.parametrize(
    ("line", "title", "number", "type_", "kind"),
    [
        ("Só45//QĐ-SYT ` Kiên Giang, ngày Ƒ tháng 11 năm 2017", "QUYÉT ĐỊNH", "45/QĐ-SYT", "quyet-dinh", "vbhc"),
        ("só:243Ÿ /KH-SYT Kiên Giang, ngày 14 tháng LÌ năm 2017", "KÉ HOẠCH", "…/KH-SYT", "ke-hoach", "vbhc"),
        ("Số: 0? /GM-SYT Kiên Giang, ngày 04 tháng 01 năm 2016", "GIÁY MỜI", "…/GM-SYT", "giay-moi", "vbhc"),
        ("Số: ÄŸ/2026/QĐ-UBND Kiên Giang, ngày 04 tháng 01 năm 2026", "QUYẾTĐỊNH", "…/2026/QĐ-UBND", "quyet-dinh", "vbqppl"),
        ("Số: 442/SYT-NVY-Kiên Giang, ngày 04 tháng 01 năm 2016", "", "442/SYT-NVY", "cong-van", "vbhc"),
        ("Số: 1943/SYT-NVY -\nV/v góp ý", "", "1943/SYT-NVY", "cong-van", "vbhc"),
        ("Số: 24/TIr-UBND", "", "24/TTr-UBND", "to-trinh", "vbhc"),
        ("Số: 04/QĐ-BCĐ138", "QUYẾT ĐỊNH", "04/QĐ-BCĐ138", "quyet-dinh", "vbhc"),
    ],
)
def test_numbers_and_types_misread_in_scans(line: str, title: str, number: str, type_: str, kind: str) -> None:
    text = f"UBND TỈNH KIÊN GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSỞ Y TẾ Độc lập - Tự do - Hạnh phúc\n{line}\n{title}\n\nVề việc tập huấn\n\nCăn cứ Luật X;\n"
    header = read_header(text)
    assert (header.number, header.type) == (number, type_)
    assert decide_kind(header, text).name == kind


def test_a_department_is_named_with_its_province() -> None:
    header = read_header(
        "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\n-------\n\nSố: 12/KH-SCT\n\nLào Cai, ngày 05 tháng 6 năm 2026\n\nKẾ HOẠCH\nKiểm tra\n"
    )
    assert (header.issuer, header.issuer_level) == ("Sở Công Thương tỉnh Lào Cai", "so")


def test_a_law_names_itself_in_its_number_line_and_its_day_at_the_end() -> None:
    header = read_header(
        "QUỐC HỘI\n-------\nLuật số: 60/2024/QH15\n\nLUẬT\nDỮ LIỆU\n\nCăn cứ Hiến pháp;\n\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định về dữ liệu số.\n\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 8 thông qua ngày 30 tháng 11 năm 2024."
    )
    assert (header.number, header.type, header.date) == ("60/2024/QH15", "luat", datetime.date(2024, 11, 30))


def test_a_text_that_begins_with_its_addressees_is_a_letter() -> None:
    header = read_header(
        "Kính gửi:\n\n- Sở Tài chính;\n- Sở Xây dựng.\n\nThực hiện ý kiến của Ủy ban nhân dân tỉnh, đề nghị các sở báo cáo."
    )
    assert (header.number, header.type) == (None, "cong-van")


def test_the_day_of_a_cited_decree_is_not_the_day_of_the_document() -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\nCHỈ THỊ\nVề bảo vệ rừng\n1. Thực hiện Nghị định số\n71/2016/NĐ-CP ngày 01/7/2016 của Chính phủ.\n"
    assert read_header(text).date is None


def test_a_subject_ends_where_the_national_motto_begins() -> None:
    text = "SỞ NỘI VỤ\nSố: 12/SNV-TC\nV/v kết quả Đại hội\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKính gửi: Sở Y tế.\n"
    assert read_header(text).title == "V/v kết quả Đại hội"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("SƠ Y TE", "Sở Y tế"),
        ('“"SỞYTẾÉ.', "Sở Y tế"),
        ("ÚY BAN NHÂN DẦN TÍNH QUẢNG NGÃI", "UBND tỉnh Quảng Ngãi"),
        ("ỦY BAN NHÂN DÂN XÃ QUẢNG TRÌ", "UBND xã Quảng Trì"),
        ("BỘ VĂN HOÁ, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("BỘ CÔNG AN - BỘ QUỐC PHÒNG", "Bộ Công an - Bộ Quốc phòng"),
        ("PHÒNG QLCN", "Phòng QLCN"),
        ("_ UBND TỈNH KIỀN GIANG —", "UBND tỉnh Kiên Giang"),
    ],
)
def test_agencies_are_written_as_the_decree_asks_whatever_accents_a_scan_lost(line: str, name: str) -> None:
    assert spelled(line) == name


def test_an_agency_stands_before_what_it_belongs_to() -> None:
    rest = "\nSố: 26/QĐ-XPVPHC\nHà Nội, ngày 08 tháng 7 năm 2026\nQUYẾT ĐỊNH\nXử phạt vi phạm hành chính\n"
    assert read_header(f"BỘ CÔNG THƯƠNG\nCỤC HÓA CHẤT{rest}").issuer == "Cục Hóa chất, Bộ Công Thương"
    assert read_header(f"UBND TỈNH KIÊN GIANG\nSỞ Y TẾ (DỰ ÁN GAVI){rest}").issuer == "Sở Y tế tỉnh Kiên Giang"
    gazette = "VĂN BẢN QUY PHẠM PHÁP LUẬT\n\nBỘ CÔNG AN\n\nBỘ CÔNG AN"
    assert read_header(f"{gazette}{rest}").issuer == "Bộ Công an", "đề mục của Công báo không phải tên cơ quan"


def test_the_title_of_a_form_is_no_agency() -> None:
    assert read_header("MẪU GIẤY ĐỀ NGHỊ\nĐIỀU CHỈNH THÔNG TIN\n(Kèm theo Nghị định số 161/2024/NĐ-CP)\n").issuer is None
    assert read_header("STT\nNội dung\n").issuer is None


SCAN = (
    "UBND TỈNH KIÊN GIANG\nSỞ Y TẾ\nSố:{{34.2 /KH-SYT\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{line}\nKẾ HOẠCH\n"
    "Tổ chức xét công nhận sáng kiến\nCăn cứ Hướng dẫn 1236/HD-UBND ngày 12 tháng 11 năm 2014 của Ủy ban nhân dân tỉnh;\n"
)


@pytest.mark.parametrize(
    ("line", "day", "until"),
    [
        ("Kiên Giang, ngày {Ô- tháng 10 năm 2017", None, "2017-10-31"),
        ("Kiên Giang, ngày Í ?tháng 1] năm 2017", None, "2017-12-31"),
        ("Kiên Giang, ngàyô} thángh năm 2017", None, "2017-12-31"),
        ("Kiên Giang, ngày 20 tháng T0 năm 2017", "2017-10-20", None),
        ("Kiên Giang, ngày Ø3 tháng 4 năm 2018", "2018-04-03", None),
        ("Kiên Giang, ngày     tháng 10 năm 2017", None, None),
    ],
)
def test_a_day_written_by_hand_is_not_taken_from_the_body(line: str, day: str | None, until: str | None) -> None:
    header = read_header(SCAN.format(line=line))
    assert (header.date and header.date.isoformat(), header.date_until and header.date_until.isoformat()) == (day, until)


def test_the_own_number_in_front_of_the_day_makes_it_no_cited_day() -> None:
    header = read_header(
        "UBND TỈNH A\nSỞ Y TẾ\nSố: 02/SYT-NVD Kiên Giang, ngày 02 tháng 01 năm 2018 V/v báo cáo tồn kho\nKính gửi: Bệnh viện\n"
    )
    assert (header.number, header.date) == ("02/SYT-NVD", datetime.date(2018, 1, 2))


def scanned(text: str, sure: dict[str, float]) -> SourceText:
    """The text as OCR gives it, all words sure but those of `sure`."""
    parts: list[tuple[str, Origin]] = []
    for line in text.splitlines():
        for word in line.split():
            parts += [(word, OcrOrigin(1, sure.get(word, 0.95))), (" ", Generated("blank"))]
        parts[-1] = ("\n", Generated("line end"))
    return SourceText.join(parts)


def test_digits_that_ocr_only_guessed_are_no_number_and_no_day() -> None:
    text = SCAN.format(line="Kiên Giang, ngày 17 tháng 10 năm 2017").replace("{34.2", "42")
    sure = parse(scanned(text, {})).header
    assert (sure.number, sure.date) == ("42/KH-SYT", datetime.date(2017, 10, 17))
    guessed = parse(scanned(text, {"Số:42": 0.47, "17": 0.3})).header
    assert (guessed.number, guessed.date, guessed.date_until) == ("…/KH-SYT", None, datetime.date(2017, 10, 31))
    whole = parse(scanned(text.replace("42 /KH", "42/KH"), {"Số:42/KH-SYT": 0.5})).header
    assert whole.number == "42/KH-SYT"  # a symbol lowers the confidence of printed digits too
    one_line = text.replace("/KH-SYT\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n", "/KH-SYT ")
    beside = parse(scanned(one_line, {"Số:42": 0.0})).header
    assert beside.date == datetime.date(2017, 10, 17)  # a number that nobody could read says nothing of the day
    blank = parse(scanned(text.replace("ngày 17", "ngày"), {})).header
    assert (blank.date, blank.date_until) == (None, datetime.date(2017, 10, 31))


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("KẾ HOẠCH\nKhảo sát giường bệnh\nIL. MỤC ĐÍCH", "Khảo sát giường bệnh"),
        ("KẾ HOẠCH\nKhảo sát giường bệnh\nII. MỤC ĐÍCH", "Khảo sát giường bệnh"),
        ("QUYẾT ĐỊNH\nVề việc công nhận\nGIÁM ĐÓC SỞ Y TẾ", "Về việc công nhận"),
        ("Số: 5/SYT-NVY\nV/v dự thảo Nghị định của\nChính phủ\n- Giám đốc các bệnh viện;", "V/v dự thảo Nghị định của Chính phủ"),
        (
            "UBND TỈNH A\nSỞ Y TẾ\nSố: 5/SYT-NVY\nV/v báo cáo 10 năm\nthực hiện Đề án 1816\nThực hiện Công văn số 1/BYT-KCB",
            "V/v báo cáo 10 năm thực hiện Đề án 1816",
        ),
    ],
)
def test_a_title_ends_where_the_body_begins(lines: str, title: str) -> None:
    assert read_header(f"SỞ Y TẾ\n{lines}\n").title == title


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        ("Quyết định số:01 /2020/QĐ- UBND, ngày 10 tháng 01 năm\n2020 của Uỷ ban nhân dân tỉnh", "vbqppl"),
        ("Quyết định số 09/QĐ-UBND ngày 10 tháng 01năm 2020 của Ủy ban nhân dân tỉnh", "vbhc"),
    ],
)
def test_a_regulation_in_a_file_of_its_own_is_of_the_kind_of_the_decision_that_issued_it(decision: str, kind: str) -> None:
    text = f"ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG\n\nQUY ĐỊNH\nQuản lý chợ trên địa bàn tỉnh\n(Ban hành kèm theo {decision})\n\nĐiều 1. Phạm vi\nQuy định này quản lý chợ.\n"
    header = read_header(text)
    assert (header.number, header.date) == (None, datetime.date(2020, 1, 10))
    assert decide_kind(header, text).name == kind


def test_a_regulation_cited_inside_a_draft_is_not_what_it_was_issued_with() -> None:
    cited = "Việc này theo Quy chế ban hành kèm theo Quyết định số 12/2010/QĐ-TTg ngày 10 tháng 01 năm 2010 của Thủ tướng Chính phủ."
    text = f"ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG\n\nQUY ĐỊNH\nQuản lý chợ\n\nĐiều 1. Phạm vi\n{cited}\n"
    header = read_header(text)
    assert header.date is None
    assert decide_kind(header, text).evidence[0].startswith("không có số ký hiệu")


def test_a_digit_written_by_hand_and_read_as_a_letter_of_the_year_leaves_the_year() -> None:
    head = (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH ĐẮK NÔNG\nSố: 0/y2019/NQ-HĐND\nĐắk Nông, ngày 19 tháng 7 năm 2019\nNGHỊ QUYẾT\nVề việc quy định mức chi\n"
    )
    assert read_header(head).number == "…/2019/NQ-HĐND"


def test_a_permit_is_no_letter() -> None:
    assert read_header("UBND TỈNH QUẢNG NGÃI\nSố: 36 /GP-UBND\nQuảng Ngãi, ngày 09 tháng 8 năm 2019\n").type == "giay-phep"


def test_the_national_name_copied_out_below_the_type_is_no_title() -> None:
    text = "UBND TỈNH A\nSố: 9/2026/QĐ-UBND\nQUYẾT ĐỊNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập -\nPHÂN CẤP MỘT SỐ NHIỆM VỤ\n"
    assert read_header(text).title == "PHÂN CẤP MỘT SỐ NHIỆM VỤ"


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN              TỈNH LÀO CAI", "UBND tỉnh Lào Cai"),
        ("UBND TỈNH LÂM ĐỒNG\nVĂN PHÒNG", "Văn phòng UBND tỉnh Lâm Đồng"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nDỰ THẢO", "UBND tỉnh Lâm Đồng"),
        ("UBND TỈNH LÂM ĐỒNG\nTRUNG TÂM XÚC TIẾN ĐẦU TƯ", "Trung tâm Xúc Tiến Đầu Tư, UBND tỉnh Lâm Đồng"),
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSỞ Y TẾ", "Sở Y tế tỉnh Lào Cai"),
    ],
)
def test_an_office_stands_before_the_council_or_committee_it_belongs_to(lines: str, issuer: str) -> None:
    assert read_header(f"{lines}\nSố: 5/VP-NC\n").issuer == issuer


@pytest.mark.parametrize(
    ("line", "title"), [("    PHƯƠNG ÁN TỔ CHỨC VẬN CHUYỂN", "TỔ CHỨC VẬN CHUYỂN"), ("**PHƯƠNG  ÁN PHÒNG CHỐNG LỤT**", "PHÒNG CHỐNG LỤT")]
)
def test_a_title_on_the_line_of_its_type_begins_after_it_however_far_it_is_set_in(line: str, title: str) -> None:
    assert read_header(f"SỞ CÔNG THƯƠNG\nSố: 12/PA-SCT\n\n{line}\n\nKính gửi: Cục Hóa chất\n").title == title


@pytest.mark.parametrize("issuer", ["CÔNG TY TNHH HÓA CHẤT SAO MAI", "HỢP TÁC XÃ VẬN TẢI HÒA BÌNH"])
def test_what_a_business_writes_is_no_document_of_an_authority(issuer: str) -> None:
    text = f"{issuer}\nSố: 12/PA-HC\n\nPHƯƠNG ÁN\nTổ chức vận chuyển hàng nguy hiểm\n\nKính gửi: Sở Công Thương\n"
    assert decide_kind(read_header(text), text).name == "khac"
    letter = f"SỞ CÔNG THƯƠNG\nSố: 12/SCT-KT\n\nKính gửi: {issuer.title()}\n\nTrả lời văn bản của Công ty.\n"
    assert decide_kind(read_header(letter), letter).name == "vbhc"


ARTICLE = "Ngày 28/11/2025, Bộ trưởng Bộ Tài chính ban hành Thông tư 112/2025/TT-BTC sửa đổi Thông tư 55/2023/TT-BTC.\n\n(1) Mức hỗ trợ là 13 triệu đồng/hộ.\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("## Quy định mới về lập dự toán\n" + ARTICLE, "khac", id="bài viết về một thông tư"),
        pytest.param("Kính gửi: Thuế các tỉnh.\n\n" + ARTICLE, "vbhc", id="công văn mở đầu như vậy"),
        pytest.param("KẾ HOẠCH\nThực hiện chương trình\n\n" + ARTICLE, "vbhc", id="kế hoạch chưa có số mở đầu như vậy"),
        pytest.param("Ngày 28/11/2025, Bộ trưởng " + "vừa có " * 70, "khac", id="lặp lại nhiều lần không làm treo máy"),
    ],
)
def test_an_article_about_a_document_is_none_itself(text: str, kind: str) -> None:
    assert parse(SourceText.plain(text)).kind.name == kind


@pytest.mark.parametrize(("number", "kind"), [("432-TB/VPTW", "khac"), ("15-KL/ĐU", "khac"), ("432/TB-VPCP", "vbhc")])
def test_papers_of_the_party_are_neither_form(number: str, kind: str) -> None:
    assert kind_of_number(number).name == kind
