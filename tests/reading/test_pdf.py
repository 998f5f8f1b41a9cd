"""What a pdf shows is read in the order in which people read it: letters, cells, rows, columns and footnotes."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from lawcheck.reading import read_bytes
from lawcheck.reading.pdf import read_pdf
from tests.reading.pages import ROOM, Drawn, Grid, Ground, Stamped, Stroke, Words, pdf

LONG = "Đề nghị cơ quan có thẩm quyền xem xét, cấp giấy phép cho cơ sở nêu trên."


def lines(*pages: Sequence[Drawn]) -> list[str]:
    return read_bytes(pdf(*pages)).source.text.splitlines()


def column(x: float, top: float, *texts: str, step: float = 20) -> list[Words]:
    return [Words(x, top - step * index, text) for index, text in enumerate(texts)]


def test_letters_of_a_second_font_stand_where_they_are_seen() -> None:
    text = "KT. GIÁM ĐỐC SỞ Y TẾ"
    second = [at for at, char in enumerate(text) if char in "ỐỞẾ"]
    first = "".join(ROOM if at in second else char for at, char in enumerate(text))
    assert lines([Words(80, 700, first), *(Words(80 + 6 * at, 700, text[at], font=2) for at in second)]) == [text]


def test_cells_are_told_apart_by_their_rules_even_where_words_touch() -> None:
    table: list[Words | Stroke | Grid] = [
        Grid([80, 110, 300], [600, 640, 680]),
        Words(85, 660, "STT"),
        Words(115, 660, "Hồ sơ"),
        Words(82, 620, "12345"),
        Words(113, 620, "Đơn đề nghị"),
    ]
    assert lines([Words(80, 750, "Danh mục hồ sơ"), *table, Words(80, 550, "Hết danh mục")]) == [
        "Danh mục hồ sơ",
        "STT | Hồ sơ",
        "12345 | Đơn đề nghị",
        "Hết danh mục",
    ]


def page_of_rows(top: float, *rows: tuple[str, str], start: float = 80, first: float = 40) -> list[Words | Stroke | Grid]:
    ys = [top - 30 * index for index in range(len(rows) + 1)]
    drawn: list[Words | Stroke | Grid] = [Grid([start, start + first, start + 400], ys)]
    for index, (number, text) in enumerate(rows):
        drawn += ([Words(start + first + 5, ys[index] - 20, text)] if text else []) + (
            [Words(start + 5, ys[index] - 20, number)] if number else []
        )
    return drawn


def test_a_row_cut_by_the_end_of_a_page_is_one_row() -> None:
    first = page_of_rows(700, ("STT", "Thành phần hồ sơ"), ("1", "Đơn đề nghị"), ("2", "Bản sao giấy phép"))
    second = page_of_rows(780, ("STT", "Thành phần hồ sơ"), ("", "môi trường"), ("3", "Lệ phí"))
    assert lines(first, second) == ["STT | Thành phần hồ sơ", "1 | Đơn đề nghị", "2 | Bản sao giấy phép môi trường", "3 | Lệ phí"]


def test_rows_without_numbers_stay_rows_of_their_own() -> None:
    first = page_of_rows(700, ("STT", "Thông số"), ("1", "Đập"), ("", "Chiều cao"), ("", "Chiều dài"))
    second = page_of_rows(780, ("", "Cao trình"), ("2", "Cống"))
    assert lines(first, second)[-2:] == [" | Cao trình", "2 | Cống"]


def test_a_row_over_three_pages_is_one_row_and_no_word_comes_twice() -> None:
    pages = [
        page_of_rows(700, ("STT", "Hồ sơ"), ("1", "Bản sao")),
        page_of_rows(780, ("STT", "Hồ sơ"), ("", "giấy phép")),
        page_of_rows(780, ("STT", "Hồ sơ"), ("", "môi trường"), ("2", "Đơn")),
    ]
    assert lines(*pages) == ["STT | Hồ sơ", "1 | Bản sao giấy phép môi trường", "2 | Đơn"]


def test_a_footnote_comes_after_the_text_and_its_number_does_not_join_an_article() -> None:
    page: list[Words | Stroke | Grid] = [
        Words(80, 700, "Thực hiện theo khoản 1"),
        Words(212, 704, "2", size=7),
        Words(216, 700, " của Nghị định này và các quy định khác"),
        Words(80, 680, "có liên quan của pháp luật."),
        Stroke(80, 120, 200, 120),
        Words(80, 107, "2", size=6),
        Words(84, 104, "Khoản này được sửa đổi năm 2025.", size=9),
    ]
    rest = column(80, 700, "Điều 5. Hiệu lực thi hành")
    read = lines(page, rest)
    assert read[0].startswith("Thực hiện theo khoản 1 của Nghị định này")
    assert read[-2:] == ["Điều 5. Hiệu lực thi hành", "Khoản này được sửa đổi năm 2025."]


def test_a_short_rule_without_a_raised_number_makes_no_footnote() -> None:
    page: list[Words | Stroke | Grid] = [
        Words(200, 700, "QUYẾT ĐỊNH"),
        Stroke(200, 690, 300, 690),
        *column(80, 650, "1 bộ hồ sơ gồm đơn", "và bản sao giấy phép."),
    ]
    assert lines(page, column(80, 700, "Trang sau."))[-1] == "Trang sau."


LEFT = ["Nơi nhận:", "- Như Điều 3;", "- UBND các xã;"]
RIGHT = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_addressees_going_on_on_the_next_page_stay_before_the_signature() -> None:
    first = [*column(80, 700, "Điều 3. Tổ chức thực hiện."), *column(80, 160, *LEFT), *column(350, 160, *RIGHT)]
    second = [*column(80, 780, "- Các sở, ngành;", "- Lưu: VT."), Words(370, 780, "Nguyễn Văn A")]
    assert lines(first, second) == [
        "Điều 3. Tổ chức thực hiện.",
        *LEFT,
        "- Các sở, ngành;",
        "- Lưu: VT.",
        *RIGHT,
        "Nguyễn Văn A",
    ]


def test_a_title_a_little_above_the_addressees_belongs_to_the_signature() -> None:
    page = [Words(350, 215, "TM. ỦY BAN NHÂN DÂN"), *column(80, 200, *LEFT), Words(380, 199, "CHỦ TỊCH")]
    assert lines(page) == [*LEFT, *RIGHT]


def test_notes_below_addressees_and_signature_come_after_both() -> None:
    page = [*column(80, 300, *LEFT), *column(350, 300, *RIGHT), Words(80, 200, "Ghi chú:"), Words(80, 180, "(1) Tên cơ quan.")]
    assert lines(page) == [*LEFT, *RIGHT, "Ghi chú:", "(1) Tên cơ quan."]


def test_the_name_of_the_state_within_a_sentence_makes_no_head() -> None:
    page = column(
        80,
        700,
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam đã được sửa đổi một số",
        "điều theo Nghị quyết số 203/2025/QH15;",
        "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công như sau:",
    )
    assert " ".join(lines(page)) == " ".join(words.text for words in page)


def test_the_head_of_both_of_two_pages_is_read_once() -> None:
    pages = [[Words(400, 810, "BM01/VPUB"), Words(80, 700, f"{number}. Nội dung trình.")] for number in (1, 2)]
    assert lines(*pages) == ["1. Nội dung trình.", "2. Nội dung trình.", "BM01/VPUB"]


def test_two_letters_in_one_file_keep_their_heads() -> None:
    head = [Words(80, 790, "SỞ NỘI VỤ"), Words(330, 790, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")]
    body = "Sở Nội vụ kính gửi các cơ quan, đơn vị trong tỉnh thư số"
    read = lines(*[[*head, Words(80, 600, f"{body} {number}.")] for number in (1, 2)])
    assert read == [words for number in (1, 2) for words in (*(words.text for words in head), f"{body} {number}.")]


@pytest.mark.parametrize(("sign", "seen"), [("\uf0e0", "→"), ("\uf0fe", "☑")])
def test_signs_of_symbol_fonts_are_read_as_in_word(sign: str, seen: str) -> None:
    assert lines([Words(80, 700, f"Dừng xe {sign} báo công an")]) == [f"Dừng xe {seen} báo công an"]


GARBLED = (
    "UBND 7ӌ1+ L¿O CAI &Ӝ1* HO¿ XÃ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 NAM",
    "6Ӣ C‘NG 7+ѬѪ1* ĈӝF OұS - 7ӵ do - +ҥQK ph˙c",
    "NӃ KRҥFK NLӇP tra cÙng t·c QJKLӋP thu ho‡n th‡nh cÙng trÏnh",
)
REAL = ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Sở Công Thương kiểm tra công tác nghiệm thu công trình xây dựng kho chứa của dự án")


def test_a_text_layer_in_letters_of_no_language_is_read_from_the_picture_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawcheck.reading.pdf.can_recognise", lambda: True)
    assert read_pdf(pdf(column(80, 700, *GARBLED), column(80, 700, *REAL)), sha256="") == 1
    assert not isinstance(read_pdf(pdf(column(80, 700, *REAL)), sha256=""), int)


def test_a_draft_mark_in_a_box_stands_where_it_is_seen() -> None:
    left = column(80, 760, "ỦY BAN NHÂN DÂN", "TỈNH BÌNH THUẬN", "Số: /QĐ-UBND")
    right = column(300, 760, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    page = [*left, *right, *column(80, 600, "Điều 1. Công nhận điều lệ.", "Điều 2. Hiệu lực."), Words(100, 700, "DỰ THẢO")]
    assert lines(page)[:5] == ["ỦY BAN NHÂN DÂN", "TỈNH BÌNH THUẬN", "Số: /QĐ-UBND", "DỰ THẢO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_number_and_day_stamped_on_a_signed_file_stand_where_they_are_seen() -> None:
    head = [Words(80, 720, "Số:      /2025/QĐ-UBND"), Words(300, 702, "Hà Nội, ngày      tháng      năm 2025")]
    stamps = [Stamped(Words(110, 720, "13")), Stamped(Words(380, 702, "28")), Stamped(Words(452, 702, "02"))]
    body: list[Drawn] = [
        Words(80, 600, "Điều 1. Quyết định này có hiệu lực kể từ ngày ....tháng....năm 2025."),
        Stamped(Words(360, 600, "01")),
        Stamped(Words(414, 600, "3")),
    ]
    assert lines([*head, *stamps, *body]) == [
        "Số: 13/2025/QĐ-UBND",
        "Hà Nội, ngày 28 tháng 02 năm 2025",
        "Điều 1. Quyết định này có hiệu lực kể từ ngày 01 tháng 3 năm 2025.",
    ]


def test_a_stamp_drawn_twice_is_read_once_and_what_tells_of_the_signature_is_left_out() -> None:
    number = Stamped(Words(110, 720, "13"))
    signed = [
        Stamped(Words(300, 780, "Signature Not Verified")),
        Stamped(Words(80, 560, "Người ký: Văn phòng Ủy ban nhân dân tỉnh, ngày 28/02/2025")),
    ]
    assert lines([Words(80, 720, "Số:      /2025/QĐ-UBND"), number, number, *signed]) == ["Số: 13/2025/QĐ-UBND"]


def test_a_stamp_beside_no_line_is_a_line_after_the_others() -> None:
    assert lines([Words(80, 720, "Điều 1. Công nhận điều lệ."), Stamped(Words(400, 200, "MẬT"))]) == ["Điều 1. Công nhận điều lệ.", "MẬT"]


def test_a_head_that_the_file_has_last_is_read_first() -> None:
    text = [Words(260, 600, "QUYẾT ĐỊNH"), Words(80, 570, "Điều 1. Công nhận điều lệ của Hội Luật gia thành phố Hà Nội nhiệm kỳ tới.")]
    left = column(80, 780, "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "Số: 67/2024/QĐ-UBND")
    right = column(300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    found = lines([*text, *left, *right])
    assert found[:3] == [words.text for words in left]
    assert found[3:5] == [words.text for words in right]
    assert found[5:] == [words.text for words in text]


def test_the_head_of_a_form_further_down_on_a_page_is_read_in_two_columns() -> None:
    text = column(80, 780, *(f"{number}. Hồ sơ gồm giấy tờ thứ {number};" for number in range(1, 19)), step=18)
    head = [
        Words(120, 420, "TÊN CÔNG TY" + " " * 18 + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        Words(120, 400, "Số: …" + " " * 40 + "Độc lập - Tự do - Hạnh phúc"),
    ]
    assert lines([*text, *head])[-4:] == ["TÊN CÔNG TY", "Số: …", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def test_a_row_alone_on_its_page_is_a_row() -> None:
    first = page_of_rows(700, ("STT", "Thành phần hồ sơ"), ("1", "Đơn đề nghị"), ("2", "Bản sao giấy phép"))
    assert lines(first, page_of_rows(780, ("3", "Lệ phí")))[-1] == "3 | Lệ phí"


def test_a_rule_that_a_program_left_out_at_a_merged_cell_is_there() -> None:
    ys = [700 - 20 * row for row in range(7)]
    across = [Stroke(80 if row in (0, 1, 5, 6) else 120, y, 400, y) for row, y in enumerate(ys)]
    along = [Stroke(x, *ends) for x in (80, 120) for ends in ((700, x, 680), (600, x, 580))] + [Stroke(x, 700, x, 580) for x in (300, 400)]
    words = [Words(125, y - 15, f"Lưu lượng {row}") for row, y in enumerate(ys[:-1], 1)] + [Words(305, y - 15, "m3/s") for y in ys[:-1]]
    table = lines([*across, *along, *words, Words(85, 685, "3.3"), Words(85, 665, "3.4"), Words(85, 585, "3.5")])
    assert table[0] == "3.3 | Lưu lượng 1 | m3/s"
    assert table[1:5] == ["3.4 | Lưu lượng 2 | m3/s", "Lưu lượng 3 | m3/s", "Lưu lượng 4 | m3/s", "Lưu lượng 5 | m3/s"]


def test_a_page_with_an_empty_table_and_no_word_does_not_spoil_the_file() -> None:
    assert lines(column(80, 700, "Điều 1. Hồ sơ gồm đơn đề nghị."), [Grid([80, 200, 400], [600, 640, 680])]) == [
        "Điều 1. Hồ sơ gồm đơn đề nghị."
    ]


def test_cyrillic_letters_that_a_scanning_program_put_into_a_symbol_are_latin() -> None:
    page = [Words(80, 700, "Số: 24/HDLN-BCA-BYT-ВСТ-ВТC-TANDTC"), Words(80, 500, "Москва")]
    assert lines(page) == ["Số: 24/HDLN-BCA-BYT-BCT-BTC-TANDTC", "Москва"]


def test_a_head_in_framed_cells_is_read_column_after_column() -> None:
    head: list[Words | Stroke | Grid] = [
        Grid([80, 230, 520], [640, 680, 720]),
        *column(90, 705, "TÊN CƠ SỞ", "-------"),
        Words(90, 655, "Số: …"),
        *column(240, 705, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        Words(260, 655, "…, ngày … tháng … năm …"),
    ]
    assert lines([*head, Words(80, 600, LONG)]) == [
        "TÊN CƠ SỞ",
        "-------",
        "Số: …",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "…, ngày … tháng … năm …",
        LONG,
    ]


def test_a_signature_ends_where_the_head_of_the_next_form_begins() -> None:
    signature = [*column(80, 600, *LEFT), *column(350, 600, *RIGHT), Words(420, 480, "Mẫu số 02")]
    head = [*column(100, 440, "TÊN TỔ CHỨC", "Số: …"), *column(300, 440, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do")]
    assert lines([*signature, *head, Words(80, 380, LONG)]) == [
        *LEFT,
        *RIGHT,
        "Mẫu số 02",
        "TÊN TỔ CHỨC",
        "Số: …",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do",
        LONG,
    ]


def test_a_cell_without_a_rule_on_its_left_is_a_cell() -> None:
    across = [Stroke(80, 700, 500, 700), Stroke(80, 660, 500, 660), Stroke(150, 620, 500, 620), Stroke(150, 580, 500, 580)]
    across.append(Stroke(80, 580, 120, 580))
    along = [Stroke(80, 580, 80, 700), Stroke(120, 580, 120, 700), Stroke(500, 580, 500, 700)]
    along += [Stroke(300, 580, 300, 700), Stroke(220, 660, 220, 700)]
    words = [Words(85, 675, "1"), Words(125, 675, "Trường mầm non"), Words(225, 675, "Số lớp"), Words(305, 675, "Cấp III")]
    words += [Words(152, 635, "Trường tiểu học"), Words(305, 635, "Cấp II"), Words(152, 595, "Trường trung học"), Words(305, 595, "Cấp I")]
    assert lines([*across, *along, *words])[-2:] == [" | Trường tiểu học | Cấp II", "Trường trung học | Cấp I"]


def test_a_row_without_number_whose_sentence_goes_on_on_the_next_page_is_one_row() -> None:
    first = page_of_rows(700, ("Loại", "Cấp"), ("Kho chìm dưới nước và", "I"), first=200)
    second = page_of_rows(780, ("nửa chìm", ""), ("Kho lưu động", "II"), first=200)
    assert lines(first, second) == ["Loại | Cấp", "Kho chìm dưới nước và nửa chìm | I", "Kho lưu động | II"]


def test_a_row_beside_a_merged_cell_goes_on_on_the_next_page() -> None:
    first: list[Words | Stroke | Grid] = [
        *(Stroke(120 if y == 660 else 80, y, 500, y) for y in (700, 660, 620)),
        *(Stroke(x, 620, x, 700) for x in (80, 120, 300, 500)),
        *(Words(85, 675, "2"), Words(125, 675, "Nhà máy bột"), Words(305, 675, "Sản lượng")),
        *(Words(125, 635, "Nhà máy giấy"), Words(305, 635, "Nghìn tấn")),
    ]
    second: list[Words | Stroke | Grid] = [
        Grid([80, 120, 300, 500], [740, 780]),
        *(Words(125, 755, "và bìa"), Words(305, 755, "một năm")),
    ]
    assert lines(first, second) == ["2 | Nhà máy bột | Sản lượng", "Nhà máy giấy và bìa | Nghìn tấn một năm"]


def test_a_row_that_begins_with_an_item_in_small_letters_is_a_row_of_its_own() -> None:
    first = page_of_rows(700, ("Loại", "Cấp"), ("a) Kho chìm", "I"), first=200)
    second = page_of_rows(780, ("b) Kho nổi", ""), first=200)
    assert lines(first, second)[-1] == "b) Kho nổi | "


def test_white_behind_marked_words_makes_no_table() -> None:
    grounds = [Ground(80, 695, 300, 715), Ground(300, 695, 500, 715), Ground(80, 675, 300, 695), Ground(300, 675, 500, 695)]
    sentence = [
        Words(80, 700, "Cơ quan, tổ chức trong nước,"),
        Words(300, 700, "tổ chức quốc tế"),
        Words(80, 680, "thực hiện Quy chế này."),
    ]
    text = " ".join(lines([*grounds, *sentence]))
    assert text == "Cơ quan, tổ chức trong nước, tổ chức quốc tế thực hiện Quy chế này."


def test_the_white_grounds_of_cells_are_cells_where_rules_are_drawn() -> None:
    rules = [Stroke(80, 720, 500, 720), Stroke(80, 660, 500, 660), *(Stroke(x, 660, x, 720) for x in (80, 300, 500))]
    grounds = [Ground(x, y, right, y + 30) for y in (690, 660) for x, right in ((80, 300), (300, 500))]
    words = [Words(85, 700, "Sắt"), Words(305, 700, "250 kg"), Words(85, 670, "Nhựa"), Words(305, 670, "400 kg")]
    assert lines([*grounds, *rules, *words]) == ["Sắt | 250 kg", "Nhựa | 400 kg"]


def test_a_pdf_with_text_loads_nothing_that_only_scans_need(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(column(80, 700, *REAL)))
    code = (
        "import sys; from pathlib import Path; from lawcheck.reading.pdf import read_pdf; "
        f"read_pdf(Path({str(file)!r}).read_bytes(), sha256=''); print([name for name in ('numpy', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", "mỗi tệp được đọc trong một tiến trình mới: thư viện nạp thừa là trả lại từng tệp"
