"""What stands in columns in a Word file is read as an officer reads it: heads and signatures column after column, forms row after row."""

import pytest

from lawcheck.reading import read_bytes
from lawcheck.structure.header import read_header
from lawcheck.text import DocxOrigin, Span
from tests.reading.word import paragraph, word

RULED = '<w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr>'
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def typed(*texts: str) -> str:
    """A body with a paragraph a line."""
    return "".join(paragraph(text).replace("<w:t>", '<w:t xml:space="preserve">') for text in texts)


def lines(body: str) -> list[str]:
    return [line.strip() for line in read_bytes(word(body)).source.text.splitlines() if line.strip()]


def cell(*texts: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{typed(*texts)}</w:tc>"


def whole(*texts: str) -> str:
    """A row that is one cell over two columns."""
    over_both = '<w:gridSpan w:val="2"/>'
    return f"<w:tr>{cell(*texts, properties=over_both)}</w:tr>"


def test_a_head_typed_with_blanks_is_read_column_after_column() -> None:
    head = typed(f"VĂN PHÒNG          {STATE}", f"   PHÒNG NỘI CHÍNH\t\t    {MOTTO}", "", "PHIẾU TRÌNH")
    assert lines(head) == ["VĂN PHÒNG", "PHÒNG NỘI CHÍNH", STATE, MOTTO, "PHIẾU TRÌNH"]


def test_number_and_day_of_a_typed_head_are_found() -> None:
    head = typed(
        f"ỦY BAN NHÂN DÂN       {STATE}",
        f"TỈNH LÂM ĐỒNG                 {MOTTO}",
        "",
        "Số:   12/QĐ-UBND\t\tLâm Đồng, ngày 05 tháng 8 năm 2025",
        "QUYẾT ĐỊNH",
        "Về việc ban hành Quy chế tiếp công dân",
    )
    assert lines(head)[:3] == ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG", "Số:   12/QĐ-UBND"]
    header = read_header(read_bytes(word(head)).source.text)
    assert (header.number, str(header.date), header.place) == ("12/QĐ-UBND", "2025-08-05", "Lâm Đồng")


def test_a_line_that_stands_right_alone_belongs_to_the_right_column() -> None:
    head = typed(f"Tên đơn vị:            {STATE}", f"\t\t\t\t{MOTTO}", "Kính gửi: Sở Tư pháp")
    assert lines(head) == ["Tên đơn vị:", STATE, MOTTO, "Kính gửi: Sở Tư pháp"]


def test_every_letter_of_a_typed_head_keeps_its_place_in_the_file() -> None:
    source = read_bytes(word(typed(f"SỞ Y TẾ          {STATE}", f"Số: 1/KH          {MOTTO}"))).source
    start = source.text.index(MOTTO)
    (piece,) = source.origins(Span(start, start + len(MOTTO)))
    origin = piece.origin
    assert isinstance(origin, DocxOrigin)
    assert (origin.paragraph, origin.offset) == (1, len("Số: 1/KH          "))


@pytest.mark.parametrize(
    "sentence",
    [
        f"Quốc hiệu “{STATE}” được trình bày bằng chữ in hoa.",
        f"Trích   yếu của văn bản đã được trình bày theo quy định, sau đó có dòng chữ Quốc hiệu như sau:   {STATE}",
    ],
)
def test_the_name_of_the_state_in_a_sentence_moves_nothing(sentence: str) -> None:
    assert lines(typed(sentence, "Khoản 2          được bãi bỏ.")) == [sentence, "Khoản 2          được bãi bỏ."]


def test_a_form_with_rules_between_its_columns_is_read_row_after_row() -> None:
    rows = (
        whole("I. NỘI DUNG TRÌNH", "1. Văn bản trình")
        + f"<w:tr>{cell('Chuyên viên', 'Nguyễn A')}{cell('Lãnh đạo phòng', 'Trần B')}</w:tr>"
        + whole("TRÌNH CHỦ TỊCH")
    )
    assert lines(f"<w:tbl>{RULED}{rows}</w:tbl>") == [
        "I. NỘI DUNG TRÌNH",
        "1. Văn bản trình",
        "Chuyên viên Nguyễn A | Lãnh đạo phòng Trần B",
        "TRÌNH CHỦ TỊCH",
    ]


def test_a_head_whose_rules_are_hidden_in_its_cells_stays_a_head() -> None:
    hidden = '<w:tcBorders><w:left w:val="nil"/><w:right w:val="nil"/></w:tcBorders>'
    row = f"<w:tr>{cell('SỞ Y TẾ', 'Số: 1/KH', properties=hidden)}{cell(STATE, MOTTO, properties=hidden)}</w:tr>"
    assert lines(f"<w:tbl>{RULED}{row}</w:tbl>") == ["SỞ Y TẾ", "Số: 1/KH", STATE, MOTTO]


def test_a_row_over_both_columns_stays_between_what_is_above_and_below() -> None:
    rows = (
        f"<w:tr>{cell('Tài liệu kèm theo')}{cell('GIÁM ĐỐC')}</w:tr>"
        + whole("Phụ lục số VI")
        + f"<w:tr>{cell('TÊN CÔNG TY')}{cell(STATE)}</w:tr><w:tr>{cell('Số: …')}{cell(MOTTO)}</w:tr>"
    )
    assert lines(f"<w:tbl>{rows}</w:tbl>") == ["Tài liệu kèm theo", "GIÁM ĐỐC", "Phụ lục số VI", "TÊN CÔNG TY", "Số: …", STATE, MOTTO]


def test_a_cell_beside_a_merged_one_stays_in_its_column() -> None:
    merged = [cell("Nơi nhận:", properties=f'<w:vMerge w:val="{value}"/>') for value in ("restart", "continue")]
    rows = f"<w:tr>{merged[0]}{cell('KT. GIÁM ĐỐC')}</w:tr><w:tr>{merged[1]}{cell('Nguyễn Văn A')}</w:tr>"
    assert lines(f"<w:tbl>{rows}</w:tbl>") == ["Nơi nhận:", "KT. GIÁM ĐỐC", "Nguyễn Văn A"]
