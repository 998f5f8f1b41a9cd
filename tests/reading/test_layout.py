"""Lines on pages: columns side by side, running heads, wrapped lines; no word is ever lost."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lawcheck.reading.columns import in_columns
from lawcheck.reading.layout import Box, Line, Page, flow, line_of, wrap
from lawcheck.reading.pdf_tables import _rows
from lawcheck.text import OcrOrigin, Origin, PdfOrigin

WIDTH, HEIGHT = 595.0, 842.0
WORDS = st.sampled_from(
    ["CỘNG", "HÒA", "XÃ", "HỘI", "Nơi", "nhận:", "-", "Độc", "lập", "Số:", "12/QĐ-UBND", "ngày", "TM.", "Điều", "5.", "hồ", "sơ", "2"]
)


def placed(text: str, left: float, bottom: float, page: int = 1) -> tuple[Line, list[tuple[str, Origin, Box]]]:
    """A line of words six points a letter, a blank of four points between; "_" makes a wide blank."""
    words: list[tuple[str, Origin, Box]] = []
    for word in text.split(" "):
        if word == "_":
            left += 60
            continue
        box = (left, bottom, left + 6.0 * len(word), bottom + 14.0)
        words.append((word, PdfOrigin(page, box), box))
        left = box[2] + 4
    return line_of(page, words), words


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_the_left_column_comes_first() -> None:
    rows = [
        placed("UBND TỈNH A _ CỘNG HÒA XÃ HỘI", 80, 780),
        placed("SỞ NỘI VỤ _ _ Độc lập - Tự do", 80, 760),
        placed("Số: _ /TB-SNV _ A, ngày _ tháng 3 năm 2026", 60, 740),
        placed("V/v tổ chức họp", 80, 720),
        placed("Kính gửi: các sở, ban, ngành và các đơn vị trực thuộc của tỉnh", 120, 700),
    ]
    assert texts(in_columns(rows, WIDTH)) == [
        "UBND TỈNH A",
        "SỞ NỘI VỤ",
        "Số: /TB-SNV",
        "V/v tổ chức họp",
        "CỘNG HÒA XÃ HỘI",
        "Độc lập - Tự do",
        "A, ngày tháng 3 năm 2026",
        "Kính gửi: các sở, ban, ngành và các đơn vị trực thuộc của tỉnh",
    ]


def test_a_head_is_read_in_columns_though_ocr_lost_marks_of_the_name_of_the_state() -> None:
    rows = [placed("UBND TỈNH A _ CỘNG HÒA XÃ HỌI CHỦ NGHĨA", 80, 780), placed("SỞ NỘI VỤ _ _ Độc lập - Tự do", 80, 760)]
    assert texts(in_columns(rows, WIDTH)) == ["UBND TỈNH A", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỌI CHỦ NGHĨA", "Độc lập - Tự do"]


def test_who_is_written_to_is_no_part_of_the_head_however_far_the_name_stands_from_the_word() -> None:
    rows = [
        placed("UBND TỈNH A _ CỘNG HÒA XÃ HỘI", 80, 780),
        placed("SỞ NỘI VỤ _ _ Độc lập - Tự do", 80, 760),
        placed("Kính gửi: _ Thủ trưởng các đơn vị", 160, 740),
    ]
    assert texts(in_columns(rows, WIDTH))[-1] == "Kính gửi: Thủ trưởng các đơn vị"


def test_a_foot_is_read_in_columns_though_a_signature_hides_the_word_for_addressees() -> None:
    foot = [
        placed("đốc (để báo cáo); _ _ KTGIAM ĐỌC", 60, 300),
        placed("- Các Phòng chức năng; _ _ PHÓ GIÁM ĐỐC", 60, 280),
        placed("- Lưu: VT.", 60, 260),
        placed("Hà Văn A", 380, 200),
    ]
    seen = [(line, [(text, OcrOrigin(1, 0.9, box), box) for text, _, box in words]) for line, words in foot]
    assert texts(in_columns(seen, WIDTH)) == [
        "đốc (để báo cáo);",
        "- Các Phòng chức năng;",
        "- Lưu: VT.",
        "KTGIAM ĐỌC",
        "PHÓ GIÁM ĐỐC",
        "Hà Văn A",
    ]


def test_one_column_stays_as_it_is() -> None:
    rows = [
        placed("UBND TỈNH A", 80, 780),
        placed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM VÀ NHIỀU CHỮ KHÁC", 80, 760),
        placed("SỞ NỘI VỤ", 80, 740),
    ]
    assert texts(in_columns(rows, WIDTH)) == [line.text for line, _ in rows]


@given(st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=9), st.floats(20, 500)), max_size=25))
def test_no_word_is_lost_between_columns(rows: list[tuple[list[str], float]]) -> None:
    made = [placed(" ".join(words), left, 800.0 - 20 * index) for index, (words, left) in enumerate(rows)]
    before = Counter(word for line, _ in made for word in line.text.split())
    assert Counter(word for line in in_columns(made, WIDTH) for word in line.text.split()) == before


@given(st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=9), st.floats(20, 500), st.integers(1, 4)), max_size=25))
def test_the_flow_keeps_every_word_but_page_numbers(rows: list[tuple[list[str], float, int]]) -> None:
    pages = [
        Page(
            number,
            HEIGHT,
            tuple(placed(" ".join(words), left, 700.0 - 20 * i, number)[0] for i, (words, left, on) in enumerate(rows) if on == number),
        )
        for number in range(1, 5)
    ]
    parts, tables = flow(pages)
    text = "".join(part for part, _ in parts)
    before = Counter(char for page in pages for line in page.lines for char in line.text if char != " ")
    assert Counter(char for char in text if not char.isspace()) == before
    assert tables == ()


def test_running_heads_come_once_after_the_body_and_page_numbers_go() -> None:
    pages = [
        Page(
            n,
            HEIGHT,
            tuple(
                placed(text, 90, bottom, n)[0] for text, bottom in ((str(n), 800), (f"Nội dung trang {n}.", 600), ("CÔNG BÁO tỉnh A", 20))
            ),
        )
        for n in range(1, 5)
    ]
    text = "".join(part for part, _ in flow(pages)[0])
    assert text.splitlines() == [f"Nội dung trang {n}." for n in range(1, 5)] + ["CÔNG BÁO tỉnh A"]


def test_a_wrapped_line_is_joined_and_a_new_item_is_not() -> None:
    lines = [
        "Uỷ ban nhân dân xã tiếp nhận hồ sơ theo khoản 3 Điều 4 của Nghị định",
        "số 61/2018/NĐ-CP và trả kết quả trong ngày làm việc cho người nộp đơn",
        "theo quy định.",
        "1. Hồ sơ gồm đơn.",
    ]
    page = Page(1, HEIGHT, tuple(placed(text, 90, 600.0 - 20 * n)[0] for n, text in enumerate(lines)))
    text = "".join(part for part, _ in flow([page])[0])
    assert text == " ".join(lines[:3]) + "\n" + lines[3] + "\n"


def row(page: int, bottom: float, *cells: str) -> Line:
    """A row of a ruled table."""
    text = " | ".join(cells)
    spans: list[tuple[int, int]] = []
    for cell in cells:
        start = spans[-1][1] + 3 if spans else 0
        spans.append((start, start + len(cell)))
    box = (60.0, bottom, 500.0, bottom + 14)
    return Line(page, box, ((text, PdfOrigin(page, box)),), cells=tuple(spans), table=1)


def test_titles_of_a_table_are_read_once_though_each_page_repeats_them() -> None:
    titles, first, second = ("STT", "Hồ sơ"), ("1", "Đơn"), ("2", "Bản sao")
    pages = [
        Page(1, HEIGHT, (row(1, 700, *titles), row(1, 680, *first))),
        Page(2, HEIGHT, (row(2, 700, *titles), row(2, 680, *second))),
    ]
    assert "".join(text for text, _ in flow(pages)[0]).splitlines() == ["STT | Hồ sơ", "1 | Đơn", "2 | Bản sao"]
    other = [pages[0], Page(2, HEIGHT, (row(2, 700, "Tên", "Mức thu"), row(2, 680, *second)))]
    assert "Tên | Mức thu" in "".join(text for text, _ in flow(other)[0])


def word(text: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, object]:
    """A word as pdfplumber gives it."""
    return {"text": text, "x0": x0, "x1": x1, "top": top, "bottom": bottom}


def test_indices_and_powers_belong_to_the_word_they_touch() -> None:
    words = [
        word("chất", 60, 80, 100, 112),
        word("H", 84, 92, 100, 112),
        word("2", 92, 95.5, 106, 113),
        word("SO", 95.5, 111, 100, 112),
        word("4", 111, 114.5, 106, 113),
        word("100", 120, 138, 100, 112),
        word("m", 142, 151, 100, 112),
        word("2", 151, 154.5, 97, 104),
        word("1", 60, 63.5, 140, 147),
    ]
    assert [[found["text"] for found in line] for line in _rows(words)] == [["chất", "H2SO4", "100", "m2"], ["1"]]


def test_a_number_that_breaks_at_its_hyphen_is_whole_again() -> None:
    assert wrap("theo Quyết định số 12/QĐ-", "UBND") == "" and wrap("107-13-", "1") == ""
    assert wrap("kinh tế -", "xã hội") == " " and wrap("gồm:", "đơn") == " "


def test_a_symbol_of_several_offices_on_two_lines_is_one() -> None:
    lines = [placed(text, left, bottom)[0] for text, left, bottom in (("Số: 24/HDLN-BCA-BYT-", 100, 700), ("BCT-TANDTC", 120, 684))]
    parts, _ = flow([Page(1, HEIGHT, (*lines, *(placed(" ".join(["chữ"] * 20), 80, 600 - 18 * n)[0] for n in range(5))))])
    assert "".join(text for text, _ in parts).startswith("Số: 24/HDLN-BCA-BYT-BCT-TANDTC\n")
