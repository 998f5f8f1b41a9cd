"""Pictures of documents (png, jpeg, tiff, bmp) read as scans, and pictures of pages as evidence."""

from __future__ import annotations

import functools
import io
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.layout import Box, Page, flow
from lawcheck.reading.limits import MAX_OCR_PAGES
from lawcheck.reading.model import OcrPage, Reading
from lawcheck.reading.ocr import DPI, MAX_PIXELS, Picture, Recognised, can_recognise, grey, problems_of, recognise_pages
from lawcheck.text import SourceText

_MAX_FILE_PIXELS = 120_000_000
"""dots of a picture file: a good phone's camera; more is refused"""


def read_image(data: bytes, *, sha256: str, recognise: bool, jobs: int) -> Reading | int:
    """Read an image file by OCR; without `recognise`, the number of its pages. Raises UnreadableError."""
    if not can_recognise():
        raise UnreadableError(reasons.ocr_missing())
    image = _open(data)
    count = getattr(image, "n_frames", 1)
    if not recognise:
        return min(count, MAX_OCR_PAGES)
    todo = range(min(count, MAX_OCR_PAGES))
    results = recognise_pages([(index + 1, functools.partial(_frame, image, index)) for index in todo], jobs)
    pages: list[Page] = []
    done: list[OcrPage] = []
    problems: list[Problem] = []
    for index, result in enumerate(results):
        if isinstance(result, Recognised):
            pages.append(Page(index + 1, _frame(image, index).height, result.page.lines))
            done.append(result.summary)
        else:
            problems.append(result)
    if count > MAX_OCR_PAGES:
        problems.append(reasons.too_many_scans(MAX_OCR_PAGES + 1, MAX_OCR_PAGES))
    source = SourceText.join(flow(pages)[0])
    if not any(char.isalnum() for char in source.text):
        raise UnreadableError(reasons.no_text("không nhận dạng được chữ nào trong ảnh", "hãy quét lại rõ hơn hoặc dùng bản Word"))
    return Reading(source=source, format="image", sha256=sha256, pages=count, problems=(*problems, *problems_of(done)), ocr=tuple(done))


def _open(data: bytes) -> Any:
    import PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = _MAX_FILE_PIXELS // 2  # Pillow refuses twice as much
    try:
        return PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP"))
    except PIL.Image.DecompressionBombError:
        raise UnreadableError(reasons.too_large("ảnh có quá nhiều điểm ảnh")) from None
    except Exception as error:  # Pillow raises anything on malformed files
        raise UnreadableError(reasons.corrupt("tệp ảnh", detail=type(error).__name__)) from error


def _frame(image: Any, index: int) -> Picture:
    """One page of an image file. Without a believable resolution it is taken for an A4 page."""
    import PIL.ImageOps

    if index or getattr(image, "n_frames", 1) > 1:
        image.seek(index)
    if image.width * image.height > _MAX_FILE_PIXELS:
        raise UnreadableError(reasons.too_large("ảnh có quá nhiều điểm ảnh"))
    frame = grey(PIL.ImageOps.exif_transpose(image))
    dpi = float(image.info.get("dpi", (0, 0))[0] or 0)
    if not 100 <= dpi <= 1200:
        dpi = max(min(frame.width, frame.height) / 8.27, 70.0)
    if dpi < 200 or dpi > 400 or frame.width * frame.height > MAX_PIXELS:  # Tesseract wants letters of 20 to 40 dots
        factor = min(DPI / dpi, (MAX_PIXELS / (frame.width * frame.height)) ** 0.5)
        frame = frame.resize((max(round(frame.width * factor), 1), max(round(frame.height * factor), 1)), resample=3)
        dpi *= factor
    return Picture(frame, dpi, frame.height * 72 / dpi)


def picture(data: bytes, kind: str, page: int, box: Box | None) -> bytes:
    """A png of a page, or of the part in `box`, at 150 dots per inch, with a small rim. Raises UnreadableError where there is no such page."""
    import PIL.Image
    import pypdfium2

    scale = 150 / 72
    if kind == "pdf":
        try:
            document = pypdfium2.PdfDocument(data)
            image = document[page - 1].render(scale=scale).to_pil()
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise UnreadableError(reasons.corrupt(f"trang {page} của tệp PDF")) from error
    else:
        found = _frame(_open(data), page - 1)
        factor = 150 / found.dpi
        image = found.image.resize(
            (max(round(found.image.width * factor), 1), max(round(found.image.height * factor), 1)), PIL.Image.Resampling.LANCZOS
        )
    if box is not None:
        rim = 6
        left, bottom, right, top = (value * scale for value in box)
        image = image.crop(
            (
                max(int(left) - rim, 0),
                max(int(image.height - top) - rim, 0),
                min(int(right) + rim, image.width),
                min(int(image.height - bottom) + rim, image.height),
            )
        )
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
