"""Number and day written by hand between printed words: read where certain, else left alone. All handwriting here is drawn from strokes."""

import datetime
import io
from collections.abc import Mapping

import numpy
import PIL.Image
import PIL.ImageChops
import PIL.ImageDraw
import PIL.ImageFont
import pytest

from lawcheck.reading import read_bytes
from lawcheck.reading.digits import NO_DIGIT, normalise, probabilities
from lawcheck.reading.figures import Gap, read_figures
from lawcheck.reading.handwriting import with_written_digits
from lawcheck.reading.ink import components
from lawcheck.reading.model import OcrPage, Reading
from lawcheck.reading.ocr import OcrLines, Picture, _recognised
from lawcheck.reading.tesseract import can_recognise
from lawcheck.reading.wire import pack, unpack
from lawcheck.structure import parse
from lawcheck.text import OcrOrigin, SourceText
from lawcheck.training.digits import drawn

EM, BASE = 54.0, 300.0
"""size of the printed letters and the height they stand on, in dots"""
Rows = list[Mapping[str, str]]


class Page:
    """A page's picture with words of which Tesseract knows the boxes, and digits of which it does not."""

    def __init__(self) -> None:
        self.image = PIL.Image.new("L", (2480, 1754), 255)
        self.rows: Rows = []

    def word(self, text: str, left: float, right: float, confidence: float = 96, line: int = 1) -> None:
        self.rows.append(
            {"level": "5", "block_num": "1", "par_num": "1", "line_num": str(line), "text": text, "conf": str(confidence)}
            | {"left": f"{left:.0f}", "width": f"{right - left:.0f}", "top": f"{BASE - 0.7 * EM:.0f}", "height": f"{0.7 * EM:.0f}"}
        )

    def capitals(self, left: float, right: float) -> None:
        """Strokes as high as printed capitals, on the line."""
        for x in range(round(left), round(right), 30):
            PIL.ImageDraw.Draw(self.image).line((x, BASE - 0.66 * EM, x, BASE), fill=0, width=6)

    def digits(self, text: str, left: float, seed: int = 1, height: float = 44, apart: int = 6) -> None:
        random = numpy.random.default_rng(seed)
        for digit in text:
            mask = drawn(int(digit), random)
            mask = mask[mask.any(axis=1)][:, mask.any(axis=0)]
            figure = PIL.Image.fromarray(numpy.where(mask, 0, 255).astype(numpy.uint8))
            figure = figure.resize((max(round(figure.width * height / figure.height), 4), round(height)))
            self.image.paste(0, (round(left), round(BASE - height)), PIL.ImageChops.invert(figure))
            left += figure.width + apart

    def slash(self, left: float) -> None:
        PIL.ImageDraw.Draw(self.image).line((left + 0.26 * EM, BASE - 0.68 * EM, left + 2, BASE), fill=0, width=5)

    def number(self, label: str, digits: str, symbol: str, confidence: float = 30, seed: int = 1) -> None:
        """ "Số:" at 300, what is written at 380, the symbol at 560: `label` is the word that OCR makes of the first two, or of all three."""
        wide = {"/SYT-NVY": 4.70, "/2025/QĐ-UBND": 7.12}[symbol]
        if digits:
            self.digits(digits, 380, seed)
        self.slash(560)
        if label.endswith(symbol):
            self.word(label, 300, 560 + wide * EM, confidence)
        else:
            self.word(label, 300, 300 + 1.3 * EM if label == "Số:" else 540, confidence)
            self.word(symbol, 560, 560 + wide * EM)

    def date(self, day: str, month: str, read: str = "", confidence: float = 40, seed: int = 1) -> None:
        """The line of place and date with handwriting between "ngày" (to 1505) and "tháng" (from 1640)."""
        self.word("Kiên", 1200, 1300, line=2)
        self.word("Giang,", 1310, 1390, line=2)
        self.word("ngày", 1400, 1505, line=2)
        if read:
            self.word(read, 1520, 1620, confidence, line=2)
        if day:
            self.digits(day, 1530, seed)
        self.word("tháng", 1640, 1640 + 2.26 * EM, line=2)
        self.word(month, 1780, 1825, line=2)
        self.word("năm", 1840, 1840 + 1.69 * EM, line=2)
        self.word("2017", 1950, 1950 + 1.96 * EM, line=2)

    def told(self) -> list[tuple[str, bool]]:
        """The words after the second look, and whether they were read from handwriting."""
        return [(row["text"], bool(row.get("written"))) for row in with_written_digits(self.rows, self.image)]


def test_digits_drawn_in_the_shapes_of_offices_are_told_apart() -> None:
    random = numpy.random.default_rng(7)
    meant = [digit for digit in range(10) for _ in range(30)]
    read = probabilities(numpy.stack([normalise(drawn(digit, random)) for digit in meant])).argmax(axis=1)
    assert float((read == meant).mean()) > 0.95


def test_two_digits_together_are_no_digit() -> None:
    random = numpy.random.default_rng(3)
    pairs = [numpy.hstack([drawn(a, random)[:, 8:40], drawn(b, random)[:, 8:40]]) for a, b in ((2, 0), (5, 6), (8, 8), (3, 9), (6, 2))]
    assert probabilities(numpy.stack([normalise(pair) for pair in pairs])).argmax(axis=1).tolist() == [NO_DIGIT] * 5


def test_strokes_that_touch_at_a_corner_are_one_piece() -> None:
    found = components(numpy.array([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0]], bool), 10, 20)
    assert sorted((ink.left, ink.top, ink.right, ink.bottom) for ink in found) == [(10, 20, 12, 22), (10, 23, 11, 24), (13, 20, 14, 22)]


@pytest.mark.parametrize(("digits", "seed"), [("2083", 1), ("367", 2), ("95", 3), ("80", 4)])
def test_a_number_between_label_and_symbol_is_read(digits: str, seed: int) -> None:
    page = Page()
    page.number("Số:", digits, "/SYT-NVY", seed=seed)
    assert page.told() == [("Số:", False), (f"{digits}/SYT-NVY", True)]


@pytest.mark.parametrize(("digits", "apart", "seed"), [("20", -9, 3), ("26", -9, 2), ("65", -6, 2), ("83", -9, 3)])
def test_digits_that_touch_each_other_are_told_apart(digits: str, apart: int, seed: int) -> None:
    page = Page()
    page.number("Số:", "", "/SYT-NVY")
    page.digits(digits, 380, seed, apart=apart)
    assert page.told() == [("Số:", False), (f"{digits}/SYT-NVY", True)]


def test_two_digits_written_into_each_other_are_not_read_as_one() -> None:
    page = Page()
    page.number("Số:", "", "/SYT-NVY")
    page.digits("38", 380, 2, apart=-6)
    assert not any(written for _, written in page.told())


def test_a_digit_higher_than_the_print_is_read_whole_where_ocr_made_one_word_of_the_line() -> None:
    page = Page()
    page.date("", "10", "09", confidence=97)
    page.capitals(590, 790)
    page.slash(560)
    page.digits("5", 385, 2, height=60)
    page.digits("7", 430, 2, height=60)
    page.word("Số:5#/SYT-NVY", 300, 560 + 4.70 * EM, 20)
    page.rows[-1] = {**page.rows[-1], "height": f"{0.7 * EM + 19:.0f}"}  # down to a stroke below the line
    assert ("57/SYT-NVY", True) in page.told()


@pytest.mark.parametrize(("wide", "symbol"), [(3.74, "/TB-SYT"), (3.41, "/TBSYT")])
def test_a_hyphen_that_ocr_lost_is_put_back_where_the_symbol_is_as_wide_as_with_it(wide: float, symbol: str) -> None:
    page = Page()
    page.date("", "10", "09", confidence=97)
    page.word("Số:", 300, 300 + 1.3 * EM)
    page.digits("20", 390)
    page.slash(560)
    page.word("/TBSYT", 560, 560 + wide * EM)
    assert ((f"20{symbol}", True) in page.told()) == (symbol == "/TB-SYT")


def test_a_symbol_that_goes_on_on_the_next_line_keeps_its_hyphen() -> None:
    page = Page()
    page.date("", "10", "09", confidence=97)
    page.word("Số:", 300, 300 + 1.3 * EM)
    page.digits("35", 390)
    page.slash(560)
    page.word("/SYT-NVY-", 560, 560 + 5.03 * EM)
    assert ("35/SYT-NVY-", True) in page.told()


def test_the_year_of_a_normative_document_is_no_part_of_what_is_written() -> None:
    page = Page()
    page.number("Số:Â§", "35", "/2025/QĐ-UBND")
    assert page.told() == [("Số:", False), ("35/2025/QĐ-UBND", True)]


def test_the_slash_of_a_word_that_ocr_glued_together_is_no_1() -> None:
    page = Page()
    page.date("", "10", "09", confidence=97)
    page.number("Số:2ÔÊ3/SYT-NVY", "2083", "/SYT-NVY")
    assert ("2083/SYT-NVY", True) in page.told()


def test_a_day_is_read_and_the_words_around_it_stay() -> None:
    page = Page()
    page.date("23", "10", "ÄÔ")
    assert page.told()[2:] == [("ngày", False), ("23", True), ("tháng", False), ("10", False), ("năm", False), ("2017", False)]


def test_a_digit_glued_to_the_word_before_it_is_read_again() -> None:
    page = Page()
    page.date("5", "10")
    page.rows[2] = {**page.rows[2], "text": "ngàyÁ*j", "width": "170", "conf": "18"}
    assert [text for text, _ in page.told()[2:6]] == ["ngày", "5", "tháng", "10"]


def test_digits_that_ocr_is_sure_of_are_not_looked_at_again() -> None:
    page = Page()
    page.date("", "10", "20", confidence=97)
    page.number("Số:", "", "/SYT-NVY")
    assert with_written_digits(page.rows, page.image) == page.rows


def test_a_guess_of_ocr_that_the_ink_does_not_confirm_is_told_as_no_more_than_a_guess() -> None:
    page = Page()
    page.number("Số:310/SYT-NVY", "", "/SYT-NVY", confidence=69)
    page.date("", "10", "12", confidence=86)
    draw = PIL.ImageDraw.Draw(page.image)
    for left in (400, 1540):  # a scribble
        draw.line([(left + 9 * step, BASE - (40 if step % 2 else 4)) for step in range(8)], fill=0, width=4)
    rows = with_written_digits(page.rows, page.image)
    assert {row["text"]: float(row["conf"]) for row in rows if row["text"] in ("Số:310/SYT-NVY", "12")} == {"Số:310/SYT-NVY": 0, "12": 0}


def test_an_impossible_day_is_not_read() -> None:
    page = Page()
    gap = Gap(1505, 1640, BASE, EM)
    page.digits("85", 1530)
    picture = numpy.asarray(page.image)
    free = read_figures(picture, gap, 2, lambda text: True)
    assert free is not None
    assert free.text == "85"
    bound = read_figures(picture, gap, 2, lambda text: 1 <= int(text) <= 31)
    assert bound is None or bound.confidence < 0.1


def test_a_date_that_is_cited_in_the_text_is_left_alone() -> None:
    page = Page()
    page.date("23", "10", "ÄÔ")
    page.word("của", 2080, 2140, line=2)
    assert with_written_digits(page.rows, page.image) == page.rows


def test_what_was_written_by_hand_is_marked_on_the_way_to_the_report() -> None:
    page = Page()
    page.number("Số:", "2083", "/SYT-NVY")
    picture = Picture(page.image, 300, page.image.height * 72 / 300)
    found = _recognised(1, [dict(row) for row in page.rows], picture, lambda box: box)
    assert isinstance(found.page, OcrLines)
    source = SourceText.join([part for line in found.page.lines for part in line.parts])
    reading = Reading(source=source, format="image", sha256="", pages=1, ocr=(OcrPage(1, 2, 0.9, 0),))
    assert unpack(pack(reading)) == reading
    assert [piece.span.of(source.text) for piece in source.pieces if isinstance(piece.origin, OcrOrigin) and piece.origin.written] == [
        "2083/SYT-NVY"
    ]


FONT = "Tinos-{}.ttf"
"""has the widths of Times New Roman and all Vietnamese letters"""


def font(style: str) -> PIL.ImageFont.FreeTypeFont:
    try:
        return PIL.ImageFont.truetype(FONT.format(style), round(EM))
    except OSError:
        pytest.skip("máy không có phông chữ Tinos")


def test_a_printed_number_in_smaller_letters_whose_slash_ocr_lost_is_confirmed() -> None:
    page = Page()
    page.date("", "10", "09", confidence=97)
    small = font("Regular").font_variant(size=round(0.88 * EM))
    pen = PIL.ImageDraw.Draw(page.image)
    pen.text((300, BASE), "Số:", font=small, fill=0, anchor="ls")
    pen.text((385, BASE), "01/NQ-HĐQLQ", font=small, fill=0, anchor="ls")
    page.word("Số:", 300, 300 + small.getlength("Số:"))
    page.word("01NQ-HĐQLQ", 385, 385 + small.getlength("01/NQ-HĐQLQ"), 66)
    assert ("01/NQ-HĐQLQ", False) in page.told()


@pytest.mark.office
@pytest.mark.skipif(not can_recognise(), reason="máy không có Tesseract tiếng Việt")
def test_a_scan_with_its_number_and_day_in_ink_is_read_as_it_was_written() -> None:
    page = Page()
    page.image = PIL.Image.new("L", (2480, 3508), 255)
    pen = PIL.ImageDraw.Draw(page.image)
    upright, italic = font("Regular"), font("Italic")
    for line, (left, right) in enumerate(
        (("UBND TỈNH KIÊN GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc"))
    ):
        pen.text((300 + 180 * line, BASE - 190 + 70 * line), left, font=upright, fill=0, anchor="ls")
        pen.text((1100 + 160 * line, BASE - 190 + 70 * line), right, font=upright, fill=0, anchor="ls")
    pen.text((300, BASE), "Số:", font=upright, fill=0, anchor="ls")
    pen.text((560, BASE), "/SYT-NVY", font=upright, fill=0, anchor="ls")
    pen.text((1200, BASE), "Kiên Giang, ngày", font=italic, fill=0, anchor="ls")
    pen.text((1730, BASE), "tháng 10 năm 2017", font=italic, fill=0, anchor="ls")
    page.digits("2083", 385)
    page.digits("23", 1610)
    for line, text in enumerate(
        ("Kính gửi: Các bệnh viện trong tỉnh", "Sở Y tế yêu cầu các đơn vị báo cáo kết quả thực hiện công tác khám chữa bệnh.")
    ):
        pen.text((300, BASE + 200 + 90 * line), text, font=upright, fill=0, anchor="ls")
    out = io.BytesIO()
    page.image.save(out, "PNG", dpi=(300, 300))
    reading = read_bytes(out.getvalue())
    header = parse(reading.source).header
    assert (header.number, header.date) == ("2083/SYT-NVY", datetime.date(2017, 10, 23))
    assert [piece.span.of(reading.source.text) for piece in reading.source.pieces if getattr(piece.origin, "written", False)]
