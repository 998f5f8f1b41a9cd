"""The outline parser places every line and never loses a character."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.structure import Level, Node
from lawcheck.structure.outline import parse_outline
from lawcheck.text import SourceText

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
LINES = st.sampled_from(
    ["Điều 1. Phạm vi", "Điều\n19.", "Ðiều 2: Đối tượng", "1. Nội dung", "2025. và", "a) Đơn;", "đ) Tờ khai", "- gạch", "I. MỤC ĐÍCH", "Chương II", "PHỤ LỤC I", "Nơi nhận:",
     "TM. ỦY BAN NHÂN DÂN", "QUYẾT ĐỊNH:", "Căn cứ Luật;", "“Điều 5. Sửa”", "", "\t", "văn xuôi nối tiếp", "QUY ĐỊNH", "(Ban hành kèm theo Quyết định số 1/2025/QĐ-UBND)", "\u200b", "| a | b |"]
)  # fmt: skip


def outline(text: str) -> Node:
    return parse_outline(SourceText.plain(text))


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_any_text_parses_and_leads_join_to_it(text: str) -> None:
    nodes = list(outline(text).walk())
    assert "".join(node.lead.of(text) for node in nodes) == text
    addresses = [node.address for node in nodes]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt"))[::9], ids=lambda path: path.stem)
def test_leads_of_real_documents_join_to_the_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "".join(node.lead.of(text) for node in outline(text).walk()) == text


def addresses(text: str, *levels: Level) -> list[str]:
    return [node.address for node in outline(text).walk() if node.level in levels]


def test_articles_clauses_and_points_have_readable_addresses() -> None:
    text = "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Hồ sơ\n1. Hồ sơ gồm:\na) Đơn;\nđ) Bản sao.\n2. Nơi nộp.\nĐiều 2. Thời hạn\n"
    assert addresses(text, Level.DIEU, Level.KHOAN, Level.DIEM) == [
        "dieu-1", "dieu-1/khoan-1", "dieu-1/khoan-1/diem-a", "dieu-1/khoan-1/diem-dd", "dieu-1/khoan-2", "dieu-2",
    ]  # fmt: skip


def test_a_plan_has_roman_sections_numbers_and_letters() -> None:
    text = (DOCUMENTS / "ke-hoach-5204-kh-ubnd.txt").read_text(encoding="utf-8")
    found = addresses(text, Level.LA_MA, Level.SO, Level.CHU)
    assert found[:4] == ["muc-i", "muc-i/1", "muc-i/1/a", "muc-i/1/b"]
    assert {"muc-ii", "muc-ii/1", "muc-ii/2/a", "muc-ii/3/c"} <= set(found)


def test_a_reference_wrapped_to_the_line_start_is_no_heading() -> None:
    text = "Điều 1. Hồ sơ\n1. Hồ sơ thực hiện theo quy định tại\nĐiều 12 Nghị định số 63/2010/NĐ-CP.\nĐiều 2. Thời hạn\n"
    assert addresses(text, Level.DIEU) == ["dieu-1", "dieu-2"]


def test_legal_bases_stand_one_by_one_and_hold_nothing() -> None:
    text = "ỦY BAN NHÂN DÂN\n\nCăn cứ Luật A;\nCăn cứ Luật\nB;\nTheo đề nghị của Sở C.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Nội dung\n"
    assert addresses(text, Level.CAN_CU) == ["can-cu-1", "can-cu-2", "can-cu-3"]
    assert addresses(text, Level.DIEU) == ["dieu-1"]


OUTLINES = [json.loads(line) for line in (DOCUMENTS.parent / "gold" / "outlines.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("wanted", OUTLINES, ids=lambda row: row["id"])
def test_outlines_checked_by_hand(wanted: dict[str, Any]) -> None:
    text = (DOCUMENTS / f"{wanted['id']}.txt").read_text(encoding="utf-8")
    levels = {Level.PHAN, Level.CHUONG, Level.MUC, Level.TIEU_MUC, Level.DIEU, Level.KHOAN, Level.DIEM, Level.LA_MA, Level.SO, Level.CHU}
    levels |= {Level.KEM_THEO, Level.PHU_LUC}
    assert [node.address for node in outline(text).walk() if node.level in levels] == wanted["units"]


def test_a_number_alone_on_its_line_opens_the_unit_of_the_next() -> None:
    root = outline("Báo cáo công tác\nI.\nXây dựng văn bản\n1.\nVăn bản trình Chính phủ\nTrong tháng đã trình.\n")
    assert [node.address for node in root.walk() if node.level in (Level.LA_MA, Level.SO)] == ["muc-i", "muc-i/1"]


SIGNED = "CÔNG VĂN\n\n1. Thực hiện kế hoạch.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn A\n\n"


@pytest.mark.parametrize(
    ("after", "level"),
    [
        ("PHỤ\nLỤC\n(Ban hành kèm theo Công văn số 5/SXD)\n\n1. Nghiêm cấm đổ bùn thải.\n", Level.PHU_LUC),
        ("Phụ lục:\nDanh mục khu vực\n\n1. Nghiêm cấm đổ bùn thải.\n", Level.PHU_LUC),
        ("BẢNG CHẤM ĐIỂM\nTRUNG TÂM HỌC TẬP\n(Ban hành kèm theo Công văn số 5/SXD)\n\n1. Nghiêm cấm đổ bùn thải.\n", Level.KEM_THEO),
    ],
)
def test_what_is_attached_after_the_signature_is_read(after: str, level: Level) -> None:
    nodes = list(outline(SIGNED + after).walk())
    attached = next(node for node in nodes if node.level is level)
    assert any(node.level in (Level.KHOAN, Level.SO) and attached.span.start < node.span.start for node in nodes)


def test_an_office_and_a_name_below_the_signature_open_nothing() -> None:
    nodes = outline("Điều 1. Nội dung\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH THƯỜNG TRỰC\nNguyễn Văn A\n").walk()
    assert [node.level for node in nodes if node.level in (Level.KEM_THEO, Level.PHU_LUC)] == []


@pytest.mark.parametrize("head", ["Điều 5. Hồ sơ", "Điêu 5. Hồ sơ", "Điểu 5. Hồ sơ", "Diéu 5. Hồ sơ"])
def test_a_point_whose_bar_was_lost_is_found_as_the_law_cites_it(head: str) -> None:
    text = f"Điều 4. Phạm vi\n{head}\n1. Hồ sơ gồm:\na) Đơn;\nb) Bản sao;\nc) Ảnh;\nd) Biên lai;\nd) Tờ khai;\ne) Giấy hẹn.\n2. Lệ phí:\na) Lần đầu;\nb) Cấp lại.\n"
    points = [node for node in outline(text).walk() if node.level is Level.DIEM]
    assert [node.number for node in points] == ["a", "b", "c", "d", "đ", "e", "a", "b"]
    assert [(node.address, node.label, node.lead.of(text)) for node in points[3:5]] == [
        ("dieu-5/khoan-1/diem-d", "Điều 5 khoản 1 điểm d", "d) Biên lai;\n"),
        ("dieu-5/khoan-1/diem-dd", "Điều 5 khoản 1 điểm đ", "d) Tờ khai;\n"),
    ]


def test_in_a_plan_a_lost_bar_is_found_too() -> None:
    text = "I. MỤC ĐÍCH\n1. Nội dung\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nd) Năm;\ne) Sáu.\n"
    assert addresses(text, Level.CHU)[-3:] == ["muc-i/1/d", "muc-i/1/dd", "muc-i/1/e"]


def test_a_number_in_a_cell_of_its_own_opens_a_clause_inside_an_article_only() -> None:
    rows = "STT\n\nTên mẫu\n\n1.\n\nĐơn đề nghị\n\n2.\n\nBản cam kết\n\n"
    assert addresses(f"Điều 4. Các mẫu\n\n{rows}", Level.KHOAN) == ["dieu-4/khoan-1", "dieu-4/khoan-2"]
    assert addresses(f"I. DANH MỤC\n\n{rows}", Level.KHOAN, Level.SO) == []


BEHIND = (
    "SỞ Y TẾ\n-------\n\nSố: 12/SYT-NVY\n\nV/v kế hoạch học\n\nKính gửi: Các đơn vị.\n\n1. Sở Y tế gửi kế hoạch học đến các đơn vị để thực hiện.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT, NVY.\n\nGIÁM ĐỐC\nNguyễn Văn A\n\n{behind}"
)


@pytest.mark.parametrize(
    ("behind", "read"),
    [
        ("- Học viên không được mang điện thoại, máy ảnh, thiết bị ghi âm vào buồng bệnh của người đang điều trị.\n", True),
        ("- Bản chính;\n- Bản sao.\n", False),
        ("[1] Kế hoạch số 53/KH-UBND ngày 21/3/2018 của Ủy ban nhân dân thành phố; Kế hoạch số\n55/KH-UBND ngày 10/4/2018.\n", False),
        ("1. This Circular provides for fees for licensing karaoke and nightclub services and payment thereof.\n", False),
    ],
)
def test_a_text_behind_the_addressees_is_read_also_without_a_head_of_its_own(behind: str, read: bool) -> None:
    root = parse_outline(SourceText.plain(BEHIND.format(behind=behind)))
    assert any(node.level is Level.KEM_THEO for node in root.walk()) is read


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("- Xe khách không được đón, trả khách trong phạm vi 50 mét trước cổng các trường học của tỉnh.", True),
        ("- Phòng Y tế, Trung tâm Y tế các huyện, thị xã, thành phố, các cơ sở được kiểm tra trong đợt này;", False),
    ],
)
def test_a_rule_that_strayed_among_the_addressees_of_a_scan_is_read(line: str, body: bool) -> None:
    text = f"1. Sở Y tế gửi kế hoạch học đến các đơn vị để thực hiện.\n\nNơi nhận:\n- Như trên;\n{line}\n- Lưu: VT, NVY.\n"
    root = parse_outline(SourceText.plain(text))
    assert [node.level for node in root.children][1:] == ([Level.NOI_NHAN, Level.DOAN, Level.NOI_NHAN] if body else [Level.NOI_NHAN])
