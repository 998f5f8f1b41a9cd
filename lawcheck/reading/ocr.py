"""Reading images of pages with Tesseract's Vietnamese model, a separate program: words with confidence and place."""

from __future__ import annotations

import csv
import functools
import io
import math
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.columns import Row, in_columns
from lawcheck.reading.handwriting import with_written_digits
from lawcheck.reading.layout import Box, Line, line_of
from lawcheck.reading.leftovers import with_leftovers
from lawcheck.reading.limits import OCR_PAGE_SECONDS, ocr_seconds
from lawcheck.reading.model import OcrPage
from lawcheck.reading.noise import DOUBTFUL, Word, mended, printed
from lawcheck.reading.tesseract import find_tesseract
from lawcheck.text import OcrOrigin

DPI = 300
"""dots per inch of the picture that Tesseract gets"""
MAX_PIXELS = 20_000_000
"""dots of a page's picture: A3 at 300 dots per inch; larger pages are drawn coarser"""
LOW_PAGE, LOW_SHARE = 0.80, 0.15
"""a page below this mean confidence, or with more than this share of doubtful words, cannot bear a conclusion"""
_SIDEWAYS = 0.6
"""mean confidence below which a page may lie on its side"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a greyscale image (PIL), its dots per inch, and its size in points."""

    image: Any
    dpi: float
    height: float


@dataclass(frozen=True, slots=True)
class OcrLines:
    """The lines that OCR found on a page."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The words, a line a line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised page and how sure its words are."""

    page: OcrLines
    summary: OcrPage


def render(document: Any, index: int) -> Picture:
    """Page `index` (from 0) of a pdfium document as a picture, never larger than MAX_PIXELS."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
        bitmap = page.render(scale=scale, draw_annots=True)
        image = grey(bitmap.to_pil())
        bitmap.close()
        return Picture(image, scale * 72, height)
    finally:
        page.close()


def grey(image: Any) -> Any:
    """The image without colour. The red channel is taken: red stamps and seals vanish, black and blue ink stay."""
    return image.convert("RGB").getchannel("R") if image.mode not in ("L", "1") else image.convert("L")


def recognise_pages(pages: Sequence[tuple[int, Callable[[], Picture]]], jobs: int) -> list[Recognised | Problem]:
    """What OCR reads on each of `pages` (number, how to draw it), in order; a page that fails is a problem of its own."""
    end = time.monotonic() + ocr_seconds(len(pages))
    results: list[Recognised | Problem] = []
    with ThreadPoolExecutor(max(jobs, 1)) as pool:  # drawing stays in this thread: pdfium has no threads
        running: list[Future[Recognised | Problem]] = []
        for number, draw in pages:
            if time.monotonic() > end:
                break
            running.append(pool.submit(_page, number, drawn(draw)))
            if len(running) > jobs:
                results.append(running.pop(0).result())
        results += [future.result() for future in running]
    return results + [_given_up(number) for number, _ in pages[len(results) :]]


def drawn(draw: Callable[[], Picture]) -> Picture | None:
    """The picture, or None where the page or frame is damaged."""
    try:
        return draw()
    except (MemoryError, UnreadableError):
        raise
    except Exception:  # pdfium and Pillow raise anything on malformed pages
        return None


def _given_up(number: int) -> Problem:
    return Problem(
        code="E-OCR-04",
        page=number,
        message=f"Trang {number}: chưa nhận dạng chữ vì tệp mất quá nhiều thời gian; hãy tách tệp rồi kiểm tra từng phần.",
    )


def _page(number: int, picture: Picture | None) -> Recognised | Problem:
    """What OCR reads on one page, turned upright where that reads better."""
    if picture is None:
        return Problem(code="E-OCR-03", page=number, message=f"Trang {number} bị hỏng, không vẽ ra được; hãy quét lại hoặc dùng bản Word.")
    if is_blank(picture.image):
        return Recognised(OcrLines(()), OcrPage(number, 0, 1.0, 0))
    try:
        found = _read_turned(number, picture, skew(picture.image))
        if found.summary.confidence < _SIDEWAYS or found.summary.words < 8:
            turn = _quarter_turns(picture)
            if turn:
                other = _read_turned(number, picture, turn)
                if other.summary.confidence * other.summary.words > found.summary.confidence * found.summary.words:
                    return other
        return found
    except subprocess.TimeoutExpired:
        return Problem(
            code="E-OCR-03",
            page=number,
            message=f"Trang {number}: nhận dạng chữ quá {OCR_PAGE_SECONDS:.0f} giây nên đã dừng; hãy dùng bản quét rõ hơn.",
        )
    except (OSError, UnreadableError, ValueError) as error:
        return Problem(
            code="E-OCR-03",
            page=number,
            message=f"Trang {number}: không nhận dạng được chữ ({type(error).__name__}); hãy quét lại hoặc dùng bản Word.",
        )


def _read_turned(number: int, picture: Picture, angle: float) -> Recognised:
    """What OCR reads after turning the page counter-clockwise by `angle` degrees; boxes are on the page as it is."""
    if abs(angle) < 0.3:
        return _recognised(number, _tesseract(picture), picture, lambda box: box)
    image = picture.image.rotate(angle, resample=2, expand=abs(angle) >= 45, fillcolor=255)
    turned = Picture(image, picture.dpi, image.height * 72 / picture.dpi)
    return _recognised(number, _tesseract(turned), turned, functools.partial(_turn_back, picture, turned, math.radians(angle)))


def _quarter_turns(picture: Picture) -> int:
    """By how many degrees counter-clockwise Tesseract's orientation model would turn the page: 0, 90, 180 or 270."""
    said = _run_tesseract(picture, "--psm", "0", "-l", "osd")
    match = re.search(rb"Rotate:\s*(\d+)", said)
    return (360 - int(match[1])) % 360 if match else 0


def _recognised(number: int, rows: Sequence[Mapping[str, str]], picture: Picture, turned: Callable[[Box], Box]) -> Recognised:
    groups: dict[tuple[str, ...], list[Word]] = {}
    rows = with_leftovers(rows, picture.image, lambda part: _tesseract(Picture(part, picture.dpi, picture.height), "6"))
    for row in with_written_digits(rows, picture.image):
        word = mended(row["text"])
        if row["level"] != "5" or not word:
            continue
        scale = 72 / picture.dpi
        left, top, width, height = (float(row[key]) for key in ("left", "top", "width", "height"))
        box = (
            round(left * scale, 1),
            round(picture.height - (top + height) * scale, 1),
            round((left + width) * scale, 1),
            round(picture.height - top * scale, 1),
        )
        origin = OcrOrigin(number, round(max(float(row["conf"]), 0.0) / 100, 3), turned(box), bool(row.get("written")))
        groups.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append((word, origin, box))
    found: list[Row] = []
    sure: list[float] = []
    for words in groups.values():
        kept = printed(words)
        if kept:
            found.append((line_of(number, kept), kept))
            sure += [origin.confidence for _, origin, _ in words]  # scraps that were dropped too: they tell how hard the page is to read
    mean = sum(sure) / len(sure) if sure else 0.0
    doubtful = sum(confidence < DOUBTFUL for confidence in sure)
    lines = in_columns(found, picture.image.width * 72 / picture.dpi)
    return Recognised(OcrLines(tuple(lines)), OcrPage(number, len(sure), round(mean, 3), doubtful))


def _tesseract(picture: Picture, layout: str = "3") -> list[dict[str, str]]:
    """Tesseract's table of words; `layout` is its mode of page segmentation. Raises subprocess.TimeoutExpired, OSError, UnreadableError."""
    table = _run_tesseract(picture, "-l", "vie", "--psm", layout, "tsv")
    return list(csv.DictReader(io.StringIO(table.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE))


def _run_tesseract(picture: Picture, *options: str) -> bytes:
    command = find_tesseract()
    if command is None:
        raise UnreadableError(reasons.ocr_missing())
    image = io.BytesIO()
    picture.image.save(image, "PPM")
    done = subprocess.run(
        [command, "stdin", "stdout", "--dpi", str(round(picture.dpi)), *options],
        input=image.getvalue(),
        capture_output=True,
        timeout=OCR_PAGE_SECONDS,
        check=False,
    )
    if done.returncode != 0 and "osd" not in options:
        raise OSError(f"tesseract {done.returncode}")
    return done.stdout


def _turn_back(page: Picture, turned: Picture, angle: float, box: Box) -> Box:
    """The box on `page` around a box of the page turned counter-clockwise by `angle` (radians) about its middle."""
    from_x, from_y = _middle(turned)
    to_x, to_y = _middle(page)
    cosine, sine = math.cos(-angle), math.sin(-angle)
    corners = [(x - from_x, y - from_y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [x * cosine - y * sine + to_x for x, y in corners]
    ys = [x * sine + y * cosine + to_y for x, y in corners]
    return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)


def _middle(picture: Picture) -> tuple[float, float]:
    return picture.image.width * 36 / picture.dpi, picture.height - picture.image.height * 36 / picture.dpi


def is_blank(image: Any) -> bool:
    """True for the back of a sheet: hardly any dark dot inside the rim, where scanners leave shadows."""
    rim_x, rim_y = image.width // 20, image.height // 20
    inner = image.crop((rim_x, rim_y, image.width - rim_x, image.height - rim_y)).resize((200, 280), resample=4)
    low, high = inner.getextrema()
    return bool(high - low < 40 or sum(inner.histogram()[: max(high - 60, 1)]) <= 3)


def skew(image: Any) -> float:
    """The angle in degrees, -6 to 6, by which turning `image` counter-clockwise makes its text lines level.

    Lines are level where the rows' sums of ink differ most (projection profile).
    """
    import numpy

    small = image.resize((max(image.width // 4, 1), max(image.height // 4, 1)))
    ink = small.point(lambda value: 255 if value < 140 else 0)
    if not ink.getbbox():
        return 0.0

    def sharpness(angle: float) -> float:
        rows = numpy.asarray(ink.rotate(angle, resample=0, fillcolor=0), dtype=numpy.float32).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = max((step / 1.0 for step in range(-6, 7)), key=sharpness)
    best = max((best + step / 4 for step in range(-3, 4)), key=sharpness)
    return best if sharpness(best) > 1.05 * sharpness(0.0) else 0.0


def problems_of(pages: Sequence[OcrPage]) -> list[Problem]:
    """What the reader of the report must know about recognised pages: doubtful ones bear no conclusion."""
    found = [
        Problem(
            code="E-OCR-02",
            page=page.page,
            message=f"Trang {page.page}: chữ nhận dạng từ ảnh không chắc (độ tin cậy {page.confidence:.0%}, {page.doubtful}/{page.words} từ nghi ngờ); "
            "không kết luận “đạt” từ trang này, hãy đọc bản gốc.",
        )
        for page in pages
        if page.confidence < LOW_PAGE or page.doubtful > LOW_SHARE * page.words
    ]
    pages = [page for page in pages if page.words]
    if pages:
        mean = sum(page.confidence * page.words for page in pages) / max(sum(page.words for page in pages), 1)
        found.append(
            Problem(
                code="N-OCR-01",
                severity="notice",
                message=f"{_listed([page.page for page in pages])} được nhận dạng chữ từ ảnh (OCR), độ tin cậy trung bình {mean:.0%}; "
                "phát hiện trên các trang này dựa vào chữ nhận dạng, hãy đối chiếu với ảnh.",
            )
        )
    return found


def _listed(pages: Sequence[int]) -> str:
    """ "Trang 1–3, 5"."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return "Trang " + ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ranges)
