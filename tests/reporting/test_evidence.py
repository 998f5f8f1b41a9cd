"""What rests on OCR shows the image: the lines of the quote and no others, small, upright, and inside the report itself."""

import base64
import dataclasses
import io
import re

import PIL.Image
import PIL.ImageChops
import PIL.ImageStat
import pytest
from docx import Document

from lawcheck.batch.examples import TODAY
from lawcheck.check import check
from lawcheck.reading import Place, page_pictures
from lawcheck.reading.images import MAX_PICTURE
from lawcheck.reporting.evidence import MAX_CROPS, place_of, with_crops
from lawcheck.reporting.html import to_html
from lawcheck.reporting.model import Report
from lawcheck.reporting.office.pages import docx_to_html
from lawcheck.reporting.office.phieu import to_phieu
from lawcheck.reporting.wording import crop_text
from lawcheck.text import Span
from tests.reporting.scan_page import TEXT, scan, shade

ALT = "Ảnh chụp từ trang 1 của bản quét; chữ được nhận dạng từ ảnh này với độ tin cậy 90%"


def shades(png: bytes) -> set[int]:
    """The greys of the bars in a picture: those that make up a good part of its ink, blurred edges aside."""
    ink = PIL.Image.open(io.BytesIO(png)).convert("L").histogram()[:240]
    return {grey for grey, count in enumerate(ink) if count > sum(ink) / 5}


def rounded(grey: int) -> int:
    """The grey that stands for `grey` in a png of eight."""
    return round(round(grey * 7 / 255) * 255 / 7)


@pytest.fixture
def shown() -> Report:
    data, reading = scan()
    return with_crops(check(reading, today=TODAY), data)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_picture_holds_the_lines_of_the_quote_upright(turn: int) -> None:
    data, reading = scan(turn)
    plain, level = scan()
    for number, line in ((8, "1. Hộ kinh doanh nộp"), (9, "2. Thời hạn giải quyết")):
        start = TEXT.index(line)
        (png,) = page_pictures(data, [place_of(reading.source, Span(start, start + len(line)))])
        picture = PIL.Image.open(io.BytesIO(png))
        assert shades(png) == {rounded(shade(number))}
        assert picture.width > 8 * picture.height  # the whole line, not the four words alone
        upright = PIL.Image.open(io.BytesIO(page_pictures(plain, [place_of(level.source, Span(start, start + len(line)))])[0]))
        change = PIL.ImageChops.difference(picture.convert("L").resize(upright.size), upright.convert("L"))
        assert PIL.ImageStat.Stat(change).mean[0] < 10


def test_a_quote_of_two_lines_shows_both() -> None:
    data, reading = scan()
    span = Span(TEXT.index("1. Hộ kinh doanh"), TEXT.index("\nĐiều 2."))
    (png,) = page_pictures(data, [place_of(reading.source, span)])
    assert shades(png) == {rounded(shade(8)), rounded(shade(9))}


def test_every_finding_on_recognised_words_has_its_picture(shown: Report) -> None:
    assert shown.open_findings
    for numbered in shown.open_findings:
        assert numbered.crop is not None
        assert numbered.crop.png.startswith(b"\x89PNG") and len(numbered.crop.png) <= MAX_PICTURE
        assert crop_text(numbered.crop) == ALT


def test_the_html_carries_the_pictures_and_asks_nothing_of_a_network(shown: Report) -> None:
    page = to_html(shown)
    pictures = re.findall(r'<img src="([^"]*)" alt="([^"]*)"', page)
    assert [alt for _, alt in pictures] == [ALT] * len(shown.open_findings)
    for source, _ in pictures:
        kind, _, data = source.partition(",")
        assert kind == "data:image/png;base64"
        assert base64.b64decode(data) in {numbered.crop.png for numbered in shown.open_findings if numbered.crop}
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page and "http" not in re.sub(r"http-equiv", "", page)


def test_the_paper_carries_the_pictures_with_their_words(shown: Report) -> None:
    paper = to_phieu(shown)
    document = Document(io.BytesIO(paper))
    words = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert words == [ALT] * len(shown.open_findings)
    assert all(shape.width.cm <= 16 for shape in document.inline_shapes)
    page = docx_to_html(paper)
    assert page.count('<img src="data:image/png;base64,') == len(words) and '<td colspan="4">' in page


def test_another_file_than_the_one_read_gives_no_picture() -> None:
    data, reading = scan()
    report = check(reading, today=TODAY)
    assert with_crops(report, data + b"x") == report


def test_what_was_typed_needs_no_picture() -> None:
    data, reading = scan()
    typed = check(dataclasses.replace(reading, source=type(reading.source).plain(reading.source.text), ocr=()), today=TODAY)
    assert typed.open_findings and with_crops(typed, data) == typed


def test_a_report_holds_a_bounded_number_of_pictures() -> None:
    many = TEXT + "".join(f"\nĐiều {n}. Hồ sơ\n1. Hộ kinh doanh nộp 01 bộ hồ sơ gồm đơn đề nghị tại Sở {n}." for n in range(3, 60))
    data, reading = scan(text=many)
    report = with_crops(check(reading, today=TODAY), data)
    assert len(report.open_findings) > MAX_CROPS
    assert sum(numbered.crop is not None for numbered in report.open_findings) <= MAX_CROPS


def test_a_page_that_is_not_there_is_an_empty_picture() -> None:
    data, _ = scan()
    there, gone = page_pictures(data, [Place(1), Place(7)])
    assert there.startswith(b"\x89PNG") and gone == b""


def test_a_page_full_of_dust_stays_small() -> None:
    dust = PIL.Image.effect_noise((1240, 1754), 200)
    out = io.BytesIO()
    dust.save(out, "PNG", dpi=(150, 150))
    (png,) = page_pictures(out.getvalue(), [Place(1)])
    assert len(png) <= MAX_PICTURE
