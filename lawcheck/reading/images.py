"""Pictures of documents (png, jpeg, tiff, bmp) read as scans, and pictures of pages as evidence."""

from __future__ import annotations

import functools
import io
import itertools
from collections.abc import Sequence
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.layout import Page, flow
from lawcheck.reading.limits import MAX_OCR_PAGES
from lawcheck.reading.model import OcrPage, Place, Reading
from lawcheck.reading.ocr import DPI, MAX_PIXELS, Picture, Recognised, drawn, grey, problems_of, recognise_pages, render
from lawcheck.reading.tesseract import can_recognise
from lawcheck.text import SourceText

_MAX_FILE_PIXELS = 120_000_000
"""dots of a picture file: a good phone's camera; more is refused"""
MAX_PICTURE = 60_000
"""bytes of the png of a part of a page"""
_PICTURE_DPI = (130, 110, 90, 75)
"""dots per inch that are tried for it, the finest first"""
_GREYS = 8
_RIM = 5.0
"""points around the part"""


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


def pictures(data: bytes, kind: str, places: Sequence[Place]) -> list[bytes]:
    """A small grey png of each of `places`, with a rim, as OCR saw it (red stamps are gone); empty for a page that is not there or damaged.

    Raises UnreadableError where the file cannot be opened.
    """
    import pypdfium2

    if kind == "pdf":
        try:
            document = pypdfium2.PdfDocument(data)
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise UnreadableError(reasons.corrupt("tệp PDF")) from error
        draw = functools.partial(render, document)
    else:
        draw = functools.partial(_frame, _open(data))
    found = [b""] * len(places)
    for page, group in itertools.groupby(sorted(range(len(places)), key=lambda at: places[at].page), key=lambda at: places[at].page):
        shown = drawn(functools.partial(draw, page - 1))
        if shown is not None:
            for at in group:
                found[at] = _small_png(_part(shown, places[at]))
    return found


def _part(shown: Picture, place: Place) -> Picture:
    """What stands in the box of `place` with a rim around it, upright."""
    image = shown.image
    if place.box is not None:
        scale = shown.dpi / 72
        left, bottom, right, top = place.box
        rim = _RIM * scale
        edges = (left * scale - rim, (shown.height - top) * scale - rim, right * scale + rim, (shown.height - bottom) * scale + rim)
        across, down = (
            [min(max(round(edge), 0), size) for edge in pair] for pair, size in ((edges[::2], image.width), (edges[1::2], image.height))
        )
        image = image.crop((across[0], down[0], max(across[1], across[0] + 1), max(down[1], down[0] + 1)))
    if place.turn:
        image = image.rotate(place.turn, expand=True)
    return Picture(image, shown.dpi, image.height * 72 / shown.dpi)


def _small_png(shown: Picture) -> bytes:
    """The picture as a png of _GREYS greys, coarser and in the end shorter until it is within MAX_PICTURE bytes."""
    import PIL.Image

    image = shown.image.convert("L")
    for dpi in _PICTURE_DPI:
        factor = min(dpi / shown.dpi, 1.0)
        size = max(round(image.width * factor), 1), max(round(image.height * factor), 1)
        small = image.resize(size, PIL.Image.Resampling.LANCZOS)
        if len(made := _grey_png(small, shown.dpi * factor)) <= MAX_PICTURE:
            return made
    while len(made) > MAX_PICTURE:
        small = small.crop((0, 0, small.width, max(small.height * 2 // 3, 1)))
        made = _grey_png(small, shown.dpi * factor)
    return made


def _grey_png(image: Any, dpi: float) -> bytes:
    import PIL.Image

    levels = image.point([round(value * (_GREYS - 1) / 255) for value in range(256)])
    picture = PIL.Image.frombytes("P", levels.size, levels.tobytes())
    picture.putpalette([round(level * 255 / (_GREYS - 1)) for level in range(_GREYS) for _ in range(3)])
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True, bits=4, dpi=(dpi, dpi))
    return out.getvalue()
