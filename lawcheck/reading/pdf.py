"""PDF page by page: the text layer through pdfium, pdfplumber where that comes out broken, OCR where there is none or a useless one."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.columns import HEAD_ROWS, Row, in_columns
from lawcheck.reading.layout import Box, Line, Page, flow
from lawcheck.reading.legacy import convert_lines, notice
from lawcheck.reading.limits import MAX_OCR_PAGES, MAX_PAGES, MAX_TEXT
from lawcheck.reading.model import OcrPage, Reading
from lawcheck.reading.pdf_tables import Rereader
from lawcheck.text import Origin, PdfOrigin, SourceText
from lawcheck.text.syllables import quality

_LONE_VOWEL = re.compile(r"(?:^|\s)[ăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ](?=\s|$)")
_ADDRESSEES = re.compile(r"\W{0,3}Nơi nhận\W")
_NO_MEANING = re.compile("[\ue000-\uf8ff\ufffd\x01-\x08\x0e-\x1f]")
_POOR = 0.6
"""quality of a text layer below which a page that is one big image is read again by OCR"""


@dataclass(frozen=True, slots=True)
class _Layer:
    """What the text layer of a page gives; `scan` says that OCR should look at the page, `broken` that pdfium cannot open it."""

    page: Page
    quality: float | None = None
    scan: bool = False
    broken: bool = False


def read_pdf(data: bytes, *, sha256: str, recognise: bool = False, jobs: int = 1) -> Reading | int:
    """Read a pdf; without `recognise`, the number of pages that need OCR where Tesseract is there to do it.

    Raises UnreadableError for an encrypted, broken or oversized file, and for one that holds only images where OCR is not installed.
    """
    import pypdfium2

    from lawcheck.reading.ocr import can_recognise

    try:
        document = pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise UnreadableError(_open_problem(error)) from None
    try:
        count = len(document)
        if count == 0:
            raise UnreadableError(reasons.corrupt("tệp PDF"))
        if count > MAX_PAGES:
            raise UnreadableError(reasons.too_large(f"tệp PDF có {count} trang, giới hạn là {MAX_PAGES} trang"))
        layers = _layers(document, count, data)
        if all(layer.broken for layer in layers):
            raise UnreadableError(reasons.corrupt("tệp PDF"))
        scans = [index for index, layer in enumerate(layers) if layer.scan]
        if scans and can_recognise() and not recognise:
            return min(len(scans), MAX_OCR_PAGES)
        pages, encodings = _in_unicode([layer.page for layer in layers])
        ocr: tuple[OcrPage, ...] = ()
        problems = [_broken_page(layer.page.number) for layer in layers if layer.broken]
        if scans and can_recognise():
            ocr, found = _recognise(document, layers, scans, pages, jobs)
            problems += found
        else:
            problems += [reasons.ocr_missing(layers[index].page.number) for index in scans]
    finally:
        document.close()
    parts, tables = flow(pages)
    source = SourceText.join(parts)
    if not any(char.isalnum() for char in source.text):
        if scans and not can_recognise():
            raise UnreadableError(reasons.ocr_missing())
        raise UnreadableError(reasons.no_text("tệp PDF không có chữ", "hãy chọn đúng tệp, hoặc dùng bản Word hay bản quét rõ hơn"))
    return Reading(source=source, format="pdf", sha256=sha256, tables=tables, pages=count, problems=(*problems, *encodings), ocr=ocr)


def _in_unicode(pages: list[Page]) -> tuple[list[Page], tuple[Problem, ...]]:
    """The pages with lines in old encodings made Unicode: a pdf keeps the signs of the old fonts as they were."""
    converted, encoding = convert_lines([line.text for page in pages for line in page.lines])
    if encoding is None:
        return pages, ()
    texts = iter(converted)
    return [Page(page.number, page.height, tuple(_rewritten(line, next(texts)) for line in page.lines)) for page in pages], (
        notice([encoding]),
    )


def _rewritten(line: Line, text: str) -> Line:
    return line if line.text == text else Line(line.page, line.box, ((text, line.parts[0][1]),))


def _broken_page(number: int) -> Problem:
    return Problem(
        code="E-PDF-03", page=number, message=f"Trang {number} của tệp PDF bị hỏng, không đọc được; hãy xuất lại PDF từ bản gốc."
    )


def _recognise(
    document: Any, layers: list[_Layer], scans: list[int], pages: list[Page], jobs: int
) -> tuple[tuple[OcrPage, ...], list[Problem]]:
    """Put OCR's lines into `pages`, unless the text layer was the better of the two."""
    from lawcheck.reading.ocr import Recognised, problems_of, recognise_pages, render

    todo, rest = scans[:MAX_OCR_PAGES], scans[MAX_OCR_PAGES:]
    results = recognise_pages([(layers[i].page.number, functools.partial(render, document, i)) for i in todo], jobs)
    done: list[OcrPage] = []
    problems: list[Problem] = []
    for index, result in zip(todo, results, strict=True):
        if not isinstance(result, Recognised):
            problems.append(result)
            continue
        own = layers[index].quality or 0.0
        if own > max(quality(result.page.text) or 0.0, 0.3):
            continue
        pages[index] = Page(layers[index].page.number, layers[index].page.height, result.page.lines)
        done.append(result.summary)
    problems += [reasons.too_many_scans(layers[i].page.number, MAX_OCR_PAGES) for i in rest[:1]]
    return tuple(done), [*problems, *problems_of(done)]


def _open_problem(error: Exception) -> Problem:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return reasons.encrypted("tệp PDF")
    return reasons.corrupt("tệp PDF")


def _layers(document: Any, count: int, data: bytes) -> list[_Layer]:
    """The text layers of all pages. Raises UnreadableError where they hold too much text."""
    rereader = Rereader(data, _shown)
    layers: list[_Layer] = []
    left = MAX_TEXT
    try:
        for index in range(count):
            layers.append(_layer(document, index, rereader))
            left -= sum(len(line.text) for line in layers[-1].page.lines)
            if left < 0:
                raise UnreadableError(reasons.too_large("tệp PDF chứa quá nhiều chữ"))
    finally:
        rereader.close()
    return layers


def _layer(document: Any, index: int, rereader: Rereader) -> _Layer:
    """The text layer of one page with the rows of its ruled tables; pages are always closed."""
    import pypdfium2

    number = index + 1
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return _Layer(Page(number, 842.0, ()), broken=True)
    try:
        height = float(page.get_height())
        lines = _lines(page, number)
        text = "\n".join(line.text for line in lines)
        ruled = _is_ruled(page)
        if text.strip() and (ruled or _looks_broken(text)):
            found = rereader.lines(index, tables=ruled)
            if _looks_broken(text) or any(line.cells for line in found):
                lines = found or lines
            text = "\n".join(line.text for line in lines)
        share = quality(text)
        letters = sum(char.isalnum() for char in text)
        if letters < 20:
            scan = _has_picture(page, 0.2) or (letters == 0 and _has_drawing(page))
        elif share is not None and share < _POOR:
            scan = _has_picture(page, 0.6) or len(_NO_MEANING.findall(text)) > letters // 20
        else:
            scan = False
        return _Layer(Page(number, height, tuple(_whole(line) for line in lines)), share, scan)
    finally:
        page.close()


def _lines(page: Any, number: int) -> list[Line]:
    """The lines that pdfium finds, in the order of the file, which goes cell after cell."""
    import pypdfium2

    try:
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        text = text_page.get_text_range()
        exact = text_page.count_chars() == len(text)
        rows: list[Row] = []
        beside = False
        at = 0
        for raw in text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n"):
            start, at = at, at + len(raw) + 1
            shown = _shown(raw)
            if not shown:
                continue
            first, last = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip()) - 1
            box = _join(_box(text_page, first), _box(text_page, last)) if exact else (0.0, 0.0, 0.0, 0.0)
            line = Line(number, box, ((shown, PdfOrigin(number, box if exact else None)),))
            beside = beside or _ADDRESSEES.match(shown) is not None
            rows.append((line, _words(text_page, number, raw, start) if exact and (len(rows) < HEAD_ROWS or beside) else ()))
        return in_columns(rows, page.get_width())
    except UnicodeDecodeError:
        return []
    finally:
        text_page.close()


def _whole(line: Line) -> Line:
    """A line made of words as one piece; the row of a table keeps its cells."""
    return line if line.cells or len(line.parts) == 1 else Line(line.page, line.box, ((line.text, PdfOrigin(line.page, line.box)),))


def _words(text_page: Any, number: int, raw: str, start: int) -> list[tuple[str, Origin, Box]]:
    """The words of a line with their boxes. `start` is the index of its first character on the page."""
    found: list[tuple[str, Origin, Box]] = []
    for match in re.finditer(r"\S+", raw):
        if shown := _shown(match.group()):
            box = _join(_box(text_page, start + match.start()), _box(text_page, start + match.end() - 1))
            found.append((shown, PdfOrigin(number, box), box))
    return found


def _shown(raw: str) -> str:
    """Text as it is kept: NFC, pdfium's mark for a hyphen at the line end as hyphen, no control characters, no broken surrogates."""
    text = raw.replace("\ufffe", "-").replace("\u00ad", "-").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", re.sub(r"[\x00-\x1f\x7f\u200b\ufeff]+", " ", text)).strip()


def _box(text_page: Any, index: int) -> Box:
    """The box of a character, as high as its font: tight boxes differ between x and h."""
    import pypdfium2.raw as raw

    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page.raw, index, rect)
    return round(rect.left, 1), round(rect.bottom, 1), round(rect.right, 1), round(rect.top, 1)


def _join(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _has_picture(page: Any, share: float) -> bool:
    """True where one image covers at least `share` of the page."""
    import pypdfium2
    import pypdfium2.raw as raw

    area = page.get_width() * page.get_height()
    try:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) > share * area:
                return True
    except pypdfium2.PdfiumError:
        return True
    return False


def _is_ruled(page: Any) -> bool:
    """True where thin lines lie across and along the page, as the rules of a table do."""
    import pypdfium2
    import pypdfium2.raw as raw

    across = along = 0
    try:
        for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
            left, bottom, right, top = item.get_bounds()
            across += top - bottom < 3 and right - left > 20
            along += right - left < 3 and top - bottom > 8
            if (across >= 3 and along >= 2) or number > 2000:
                return bool(across >= 3 and along >= 2)
            if right - left > 40 and 8 < top - bottom < 400 and number < 400:  # cells drawn as boxes
                across, along = across + 1, along + 1
    except pypdfium2.PdfiumError:
        return False
    return False


def _has_drawing(page: Any) -> bool:
    import pypdfium2

    try:
        return next(iter(page.get_objects(max_depth=4)), None) is not None
    except pypdfium2.PdfiumError:
        return True


def _looks_broken(text: str) -> bool:
    """True where many Vietnamese vowels stand alone: fallback fonts make pdfium push them to the line end."""
    return len(_LONE_VOWEL.findall(text)) > max(5, len(text.split()) // 40)
