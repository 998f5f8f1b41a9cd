"""What is kept of the words that OCR gives: print, not stamps and signatures; and what its layout analysis left out."""

from collections.abc import Mapping, Sequence
from typing import Any

import PIL.Image
import PIL.ImageDraw
import pytest

from lawcheck.reading.leftovers import with_leftovers
from lawcheck.reading.noise import Word, mended, printed
from lawcheck.text import OcrOrigin


def line(*words: tuple[str, float], apart: float = 5.0, at: float = 50.0) -> list[Word]:
    """Words of one line, 12 points high, each with its confidence in per cent, `apart` points from each other."""
    found: list[Word] = []
    for text, confidence in words:
        box = (at, 700.0, at + 6.0 * len(text), 712.0)
        found.append((text, OcrOrigin(1, confidence / 100, box), box))
        at = box[2] + apart
    return found


def kept(*stretches: tuple[tuple[str, float], ...]) -> str:
    """What is kept of stretches of a line with wide blanks between them."""
    words = [word for index, stretch in enumerate(stretches) for word in line(*stretch, at=50.0 + 300.0 * index)]
    return " ".join(text for text, _, _ in printed(words))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("QĐÐ-UBND", "QĐ-UBND"),
        ("143⁄STC-HCSN", "143/STC-HCSN"),
        ("§8", "88"),
        ("§.", "8."),
        ("(ï¡)", "(ii)"),
        ("_UBND", "UBND"),
        ("|", ""),
        ("Ông", "Ông"),
        ("a/b;", "a/b;"),
    ],
)
def test_signs_that_no_office_prints_are_read_as_what_stands_there(read: str, meant: str) -> None:
    assert mended(read) == meant


def test_what_a_signature_left_beside_the_addressees_is_dropped() -> None:
    addressee = (("-", 93.0), ("Như", 97.0), ("trên;", 97.0))
    assert kept(addressee, (("⁄Zf4c", 0.0), ("THỨ", 0.0), ("TRƯỞNG", 95.0))) == "- Như trên; THỨ TRƯỞNG"
    assert kept(addressee, (("Ƒ", 36.0), ("/4", 27.0))) == "- Như trên;"
    assert kept(addressee, (("T22", 22.0),)) == "- Như trên;"
    assert kept((("đính", 97.0), ("kèm).", 96.0), ("tỰ", 50.0))) == "đính kèm)."


def test_doubtful_words_that_may_be_print_are_kept() -> None:
    assert kept((("-", 93.0), ("BGĐ", 55.0), ("(để", 50.0), ("b/c);", 37.0))) == "- BGĐ (để b/c);"
    assert kept((("quy", 97.0), ("định.", 96.0)), (("SỞYTẾÉ.", 1.0),)) == "quy định. SỞYTẾÉ."
    assert kept((("ngày......", 16.0), ("tháng...", 26.0))) == "ngày...... tháng..."


def test_a_date_alone_on_its_line_is_kept_however_doubtful() -> None:
    assert kept((("26/8/2024;", 0.0),)) == "26/8/2024;"
    assert kept((("26/8", 0.0),)) == ""


def test_a_mark_inside_a_line_is_kept_since_a_day_may_be_written_there() -> None:
    assert kept((("ngày", 93.0), ("Ÿ", 35.0), ("tháng", 97.0), ("12", 97.0))) == "ngày Ÿ tháng 12"


def test_what_stands_left_of_print_is_kept_however_doubtful() -> None:
    assert kept((("X88", 0.0),), (("chất", 96.0), ("độc", 97.0))) == "X88 chất độc"
    assert kept((("SỚY", 20.0), ("TÉ.", 30.0)), (("Độc", 96.0), ("lập", 97.0))) == "SỚY TÉ. Độc lập"
    assert kept((("-", 30.0), ("Ông", 97.0))) == "- Ông"


HEIGHT = 40


class Page:
    """A page of 1200 × 800 dots with words that OCR found, and letters that it did not."""

    def __init__(self) -> None:
        self.image = PIL.Image.new("L", (1200, 800), 255)
        self.pen = PIL.ImageDraw.Draw(self.image)
        self.rows: list[dict[str, str]] = []
        self.asked: list[Any] = []

    def row(self, text: str, left: int, top: int, number: int, confidence: float = 96) -> dict[str, str]:
        width = 24 * len(text)
        place = {"left": str(left), "top": str(top), "width": str(width), "height": str(HEIGHT)}
        return {"level": "5", "block_num": "1", "par_num": "1", "line_num": str(number), "text": text, "conf": str(confidence), **place}

    def letters(self, text: str, left: int, top: int) -> None:
        for index in range(len(text)):
            self.pen.rectangle((left + 24 * index, top + 8, left + 24 * index + 14, top + 36), fill=0)

    def known(self, text: str, left: int, top: int) -> None:
        self.letters(text, left, top)
        self.rows.append(self.row(text, left, top, len(self.rows)))

    def read(self, *answers: Mapping[str, str]) -> str:
        """The words of the page, a line a line, where what was left out is read as `answers` (places on the page)."""

        def again(part: Any) -> Sequence[Mapping[str, str]]:
            self.asked.append(part)
            return [
                {**row, "left": str(int(row["left"]) - self.corner[0]), "top": str(int(row["top"]) - self.corner[1])} for row in answers
            ]

        found = with_leftovers(self.rows, self.image, again)
        lines: dict[tuple[str, str], list[str]] = {}
        for row in found:
            lines.setdefault((row["block_num"], row["line_num"]), []).append(row["text"])
        return "\n".join(" ".join(words) for words in lines.values())

    corner = (0, 0)


def test_a_column_of_numbers_that_ocr_left_out_is_read_again_row_by_row() -> None:
    page = Page()
    for index, top in enumerate((100, 160, 220)):
        page.letters(f"5{index}", 100, top)
        page.known("chất", 400, top)
    page.corner = (100 - HEIGHT, 108 - HEIGHT)
    numbers = [
        page.row(f"5{index}", 100, top, 10 + index, confidence) for index, (top, confidence) in enumerate(((100, 96), (160, 30), (220, 95)))
    ]
    assert page.read(*numbers) == "50 chất\n51 chất\n52 chất"


def test_a_name_under_a_signature_that_ocr_left_out_comes_after_the_line_above_it() -> None:
    page = Page()
    page.known("GIÁM", 700, 100)
    page.known("PHỤ LỤC", 100, 500)
    page.letters("LêAnh", 700, 300)
    page.corner = (700 - HEIGHT, 308 - HEIGHT)
    assert page.read(page.row("Lê", 700, 300, 1), page.row("Anh", 772, 300, 1)) == "GIÁM\nLê Anh\nPHỤ LỤC"


def test_scraps_of_a_seal_are_not_taken() -> None:
    page = Page()
    page.known("GIÁM", 700, 100)
    page.letters("SỞYT", 700, 300)
    page.corner = (700 - HEIGHT, 308 - HEIGHT)
    assert page.read(page.row("SỞ", 700, 300, 1, 94), page.row("ụ(", 772, 360, 2, 20), page.row("/Ỉ", 830, 360, 2, 10)) == "GIÁM"


def test_a_page_read_whole_is_not_read_again() -> None:
    page = Page()
    page.known("chất", 400, 100)
    page.pen.line((100, 300, 1100, 300), fill=0, width=4)  # a rule
    page.pen.ellipse((700, 400, 1000, 700), outline=0, width=6)  # a seal
    page.pen.point((50, 50), fill=0)  # dust
    assert (page.read(), page.asked) == ("chất", [])


def test_a_page_full_of_dirt_is_not_searched_for_letters() -> None:
    page = Page()
    page.known("chất", 400, 100)
    page.letters("5", 100, 100)
    page.letters("5", 100, 160)
    for x in range(0, 1200, 6):
        for y in range(200, 800, 3):
            page.pen.rectangle((x, y, x + 2, y + 2), fill=0)
    assert (page.read(), page.asked) == ("chất", [])
