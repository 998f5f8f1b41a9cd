"""PDF page by page: the text layer through pdfium, pdfplumber where that comes out broken, OCR where there is none or a useless one."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.columns import addressees_going_on, open_signature
from lawcheck.reading.layout import Line, Page, flow
from lawcheck.reading.legacy import convert_lines, notice
from lawcheck.reading.limits import MAX_OCR_PAGES, MAX_PAGES, MAX_TEXT
from lawcheck.reading.model import OcrPage, Reading
from lawcheck.reading.pdf_lines import lines_of, shown
from lawcheck.reading.pdf_rules import grids_of, rules_of
from lawcheck.reading.pdf_stamps import Stamps
from lawcheck.reading.pdf_tables import Rereader, in_tables
from lawcheck.reading.tesseract import can_recognise
from lawcheck.text import PdfOrigin, SourceText
from lawcheck.text.syllables import quality

_LONE_VOWEL = re.compile(r"(?:^|\s)[ăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ](?=\s|$)")
_NO_MEANING = re.compile("[\ue000-\uf8ff\ufffd\x01-\x08\x0e-\x1f]")
_FOREIGN = re.compile("[\u0460-\u1cff]")
"""letters of scripts that no Vietnamese document has; a font that names its letters wrongly gives many of them ("7ӌ1+" for "TỈNH")"""
_POOR = 0.6
"""quality of a text layer below which a page that is one big image, or has letters that mean nothing, is read again by OCR"""


@dataclass(frozen=True, slots=True)
class _Layer:
    """What the text layer of a page gives; `scan` says that OCR should look at the page, `broken` that pdfium cannot open it.

    `shuffled` says that the file has letters of a second font after the others of their line.
    """

    page: Page
    quality: float | None = None
    scan: bool = False
    broken: bool = False
    shuffled: bool = False
    width: float = 595.0

    def with_lines(self, lines: tuple[Line, ...]) -> _Layer:
        """The same with other lines on its page."""
        return replace(self, page=replace(self.page, lines=lines))


def read_pdf(data: bytes, *, sha256: str, recognise: bool = False, jobs: int = 1) -> Reading | int:
    """Read a pdf; without `recognise`, the number of pages that need OCR where Tesseract is there to do it.

    Raises UnreadableError for an encrypted, broken or oversized file, and for one that holds only images where OCR is not installed.
    """
    import pypdfium2

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
    return line if line.text == text else Line(line.page, line.box, ((text, line.parts[0][1]),), note=line.note)


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
    rereader, stamps = Rereader(data, shown), Stamps(data)
    try:
        layers = _in_turn(document, stamps, count, rereader, shuffled=False)
        if any(layer.shuffled for layer in layers) and not layers[0].shuffled:  # a page with few such letters does not show it by itself
            layers = _in_turn(document, stamps, count, rereader, shuffled=True)
    finally:
        rereader.close()
        stamps.close()
    for index in range(len(layers) - 1):
        layer, following = layers[index : index + 2]
        lines, later = layer.page.lines, following.page.lines
        signature = len(lines) - open_signature(lines, layer.width)
        start, end = addressees_going_on(lines[:signature], later, following.width)
        if signature < len(lines) and end > start:
            layers[index] = layer.with_lines(lines[:signature])
            layers[index + 1] = following.with_lines((*later[:end], *lines[signature:], *later[end:]))
    return layers


def _in_turn(document: Any, stamps: Stamps, count: int, rereader: Rereader, *, shuffled: bool) -> list[_Layer]:
    layers: list[_Layer] = []
    left = MAX_TEXT
    for index in range(count):
        goes_on = bool(layers) and open_signature(layers[-1].page.lines, layers[-1].width) > 0
        layers.append(_layer(document, stamps, index, rereader, shuffled=shuffled, goes_on=goes_on))
        shuffled = shuffled or layers[-1].shuffled
        left -= sum(len(line.text) for line in layers[-1].page.lines)
        if left < 0:
            raise UnreadableError(reasons.too_large("tệp PDF chứa quá nhiều chữ"))
    return layers


def _layer(document: Any, stamps: Stamps, index: int, rereader: Rereader, *, shuffled: bool, goes_on: bool) -> _Layer:
    """The text layer of one page with the rows of its ruled tables; pages are always closed."""
    import pypdfium2

    number = index + 1
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return _Layer(Page(number, 842.0, ()), broken=True, shuffled=shuffled)
    try:
        width, height = float(page.get_width()), float(page.get_height())
        rules = rules_of(page)
        found = lines_of(page, number, rules, shuffled, stamps.on(page, index))
        text = "\n".join(line.text for line, _ in found.rows)
        broken = _looks_broken(text)
        placed = page.get_rotation() == 0 and all(words for _, words in found.rows)
        grids = grids_of(rules) if rules.may_enclose and placed else []
        lines = in_tables(found.rows, grids, width, goes_on=goes_on) + list(found.notes)
        if text.strip() and (broken or (rules.may_enclose and not placed)):
            reread = rereader.lines(index, tables=rules.may_enclose)
            if broken or any(line.cells for line in reread):
                lines = reread or lines
        text = "\n".join(line.text for line in lines)
        share = quality(text)
        letters = sum(char.isalnum() for char in text)
        if letters < 20:
            scan = _has_picture(page, 0.2) or (letters == 0 and _has_drawing(page))
        elif share is not None and share < _POOR:
            odd = len(_NO_MEANING.findall(text)) > letters // 20 or len(_FOREIGN.findall(text)) > letters // 50
            scan = odd or _has_picture(page, 0.6)
        else:
            scan = False
        return _Layer(Page(number, height, tuple(_whole(line) for line in lines)), share, scan, shuffled=found.shuffled, width=width)
    finally:
        page.close()


def _whole(line: Line) -> Line:
    """A line made of words as one piece; the row of a table keeps its cells, a footnote its lines."""
    return line if line.cells or line.note or len(line.parts) == 1 else replace(line, parts=((line.text, PdfOrigin(line.page, line.box)),))


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


def _has_drawing(page: Any) -> bool:
    import pypdfium2

    try:
        return next(iter(page.get_objects(max_depth=4)), None) is not None
    except pypdfium2.PdfiumError:
        return True


def _looks_broken(text: str) -> bool:
    """True where many Vietnamese vowels stand alone: fallback fonts make pdfium push them to the line end."""
    return len(_LONE_VOWEL.findall(text)) > max(5, len(text.split()) // 40)
