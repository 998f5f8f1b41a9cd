"""A scan made by hand, so that tests of evidence need no Tesseract: a page of bars, one a word, and its reading."""

import hashlib
import io

import PIL.Image
import PIL.ImageDraw

from lawcheck.reading.model import OcrPage, Reading
from lawcheck.text import Generated, OcrOrigin, Origin, SourceText

DPI = 150
HEIGHT = 842.0
"""of the page in points"""
TEXT = """ỦY BAN NHÂN DÂN
TỈNH A
Số: 12/2025/QĐ-UBND
A, ngày 05 tháng 5 năm 2025
QUYẾT ĐỊNH
Ban hành Quy định về hỗ trợ hộ kinh doanh
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;
Điều 1. Hồ sơ
1. Hộ kinh doanh nộp 01 bộ hồ sơ gồm đơn đề nghị và bản sao giấy phép.
2. Thời hạn giải quyết là 07 ngày làm việc kể từ ngày nhận đủ hồ sơ.
Điều 2. Hiệu lực
Quyết định này có hiệu lực kể từ ngày 20 tháng 5 năm 2025."""


def shade(line: int) -> int:
    """The grey (0–255) of the words of a line, counted from 0: neighbours differ after reduction to few greys."""
    return (0, 73, 146)[line % 3]


def scan(turn: int = 0, text: str = TEXT) -> tuple[bytes, Reading]:
    """A png whose page lies on its side after turning it clockwise by `turn` degrees, and what OCR would read on it."""
    image = PIL.Image.new("L", (1240, 1754), 255)
    draw = PIL.ImageDraw.Draw(image)
    parts: list[tuple[str, Origin]] = []
    for number, line in enumerate(text.splitlines()):
        left, top = 72.0, 60.0 + 30 * number
        for word in line.split():
            box = (left, HEIGHT - top - 12, left + 5.5 * len(word), HEIGHT - top)
            draw.rectangle((box[0] * DPI / 72, top * DPI / 72, box[2] * DPI / 72, (top + 12) * DPI / 72), fill=shade(number))
            parts += [(word, OcrOrigin(1, 0.9, _turned(box, turn))), (" ", Generated("blank"))]
            left = box[2] + 4
        parts[-1] = ("\n", Generated("line end"))
    out = io.BytesIO()
    image.rotate(-turn, expand=True).save(out, "PNG", dpi=(DPI, DPI))
    data = out.getvalue()
    page = OcrPage(page=1, words=len(text.split()), confidence=0.9, doubtful=0)
    return data, Reading(source=SourceText.join(parts), format="image", sha256=hashlib.sha256(data).hexdigest(), pages=1, ocr=(page,))


def _turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """The box on the page turned clockwise by `turn` degrees."""
    width, height = 1240 * 72 / DPI, 1754 * 72 / DPI
    left, bottom, right, top = box
    for _ in range(turn // 90):
        left, bottom, right, top = bottom, width - right, top, width - left
        width, height = height, width
    return left, bottom, right, top
