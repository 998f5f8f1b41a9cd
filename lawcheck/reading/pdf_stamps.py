"""Number and day that a clerk stamps on a signed pdf: they stand in the appearance of signature fields, which the text of a page leaves out.

Nghị định 30/2020/NĐ-CP Phụ lục I mục II.8: the clerk's office puts number, day and the organisation's signature on the signed file. The programs
in use draw each as a field of its own (ISO 32000-1, 12.5.5 and 12.7.4.5).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lawcheck.reading.layout import Box
from lawcheck.reading.pdf_raw import Characters, RawLine, Stamp, joined

LONGEST = 40
"""code points of a stamp that belongs to the text; longer ones say who signed, when and with what"""
_ABOUT_THE_SIGNATURE = re.compile(r"sign|verified|ký (?:bởi|số|ngày)|người ký|giờ ký|thời gian|sao y|email|@", re.I)
NEAR = 2.0
"""points (1/72 inch) within which two stamps with the same words are one that was drawn twice"""
FAR = 60.0
"""distance from which a stamp belongs to no line"""
STEEP = 5.0
"""what a point above or below a line counts more than one beside it"""
_BLANK = 0.5
"""width of a blank as a share of that of a figure"""
_ROOM = " .…_"
"""what is left free for a stamp"""


class Stamps:
    """The short stamps on the pages of a pdf, read from a copy of it that is opened when the first page has any. Close it after use."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._copy: Any = None

    def on(self, page: Any, index: int) -> tuple[Stamp, ...]:
        """The stamps on an open page, `index` from 0."""
        import pypdfium2

        if not _has_fields(page):
            return ()
        if self._copy is None:
            self._copy = pypdfium2.PdfDocument(self._data)
        return tuple(_stamps(self._copy, index))

    def close(self) -> None:
        """Let the copy go."""
        if self._copy is not None:
            self._copy.close()


def stamps_in_lines(chars: Characters, stamps: Sequence[Stamp], lines: Sequence[RawLine]) -> list[RawLine]:
    """The lines with each stamp put where it is seen: "Số: /2025/QĐ-UBND" with 13 drawn in the gap. A stamp that stands in no line is one of its own, after the others."""
    found = list(lines)
    place = 0
    for stamp in stamps:
        places = range(place - 1, place - 1 - len(stamp.words), -1)
        place -= len(stamp.words)
        drawn = RawLine(stamp.words, places, stamp.box)
        at = min(range(len(found)), key=lambda index: _distance(found[index].box, stamp.box), default=None)
        if at is None or _distance(found[at].box, stamp.box) > FAR:
            found.append(drawn)
        else:
            found[at] = _with_stamp(chars, found[at], drawn)
    return found


def _distance(line: Box, stamp: Box) -> float:
    """How far a stamp stands from a line, in points: what is beside it counts whole, what is above or below much more."""
    across, middle = (stamp[0] + stamp[2]) / 2, (stamp[1] + stamp[3]) / 2
    beside, away = max(line[0] - across, across - line[2], 0.0), max(line[1] - middle, middle - line[3], 0.0)
    return beside + STEEP * away + abs(middle - (line[1] + line[3]) / 2)


def _with_stamp(chars: Characters, line: RawLine, stamp: RawLine) -> RawLine:
    """The line with the stamp in the gap between words that it was drawn over, in place of the dots and blanks left for it."""
    cut = _gap(chars, line, (stamp.box[0] + stamp.box[2]) / 2)
    left, right = len(line.raw[:cut].rstrip(_ROOM)), len(line.raw) - len(line.raw[cut:].lstrip(_ROOM))
    if not line.raw[cut:right].strip() or right == len(line.raw):
        right = cut  # one full stop at the end of a line is no room
    before, after = line.raw[left - 1 : left], line.raw[right : right + 1]
    head = " " if before and before not in "/-(" else ""
    tail = " " if after.isalnum() else ""
    text = line.raw[:left] + head + stamp.raw + tail + line.raw[right:]
    first, last = stamp.places[0], stamp.places[-1]
    places = [*line.places[:left], *[first] * len(head), *stamp.places, *[last] * len(tail), *line.places[right:]]
    return RawLine(text, places, joined(line.box, stamp.box))


def _gap(chars: Characters, line: RawLine, across: float) -> int:
    """The index of the character that follows the gap nearest to `across`; the length of the line for what is drawn behind it."""
    seen = [at for at, char in enumerate(line.raw) if not char.isspace()]
    boxes = [chars.box(line.places[at]) for at in seen]
    gaps = [(max(across - boxes[0][0], 0.0), seen[0]), (max(boxes[-1][2] - across, 0.0), len(line.raw))]
    for number in range(1, len(seen)):
        at, before = seen[number], seen[number - 1]
        if at - before > 1 or not (line.raw[at].isalnum() and line.raw[before].isalnum()):
            gaps.append((max(boxes[number - 1][2] - across, across - boxes[number][0], 0.0), at))
    return min(gaps)[1]


def _has_fields(page: Any) -> bool:
    """True where something is drawn over the page that may hold words: a field, a stamp, free text."""
    import pypdfium2.raw as raw

    kinds = {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT}
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in kinds:
            return True
    return False


def _stamps(copy: Any, index: int) -> Iterator[Stamp]:
    """The short stamps of a page of the copy: flattened, all that is drawn over it becomes one form at its end, with one part each."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        page = copy[index]
        flat = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
        page.close()
        if not flat:
            return
        page = copy[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    try:
        drawn = raw.FPDFPage_GetObject(page, raw.FPDFPage_CountObjects(page) - 1)
        told: list[Stamp] = []
        for part in _parts(drawn):
            words = "".join(_words(part, text_page)).strip()
            if len(words) > LONGEST or _ABOUT_THE_SIGNATURE.search(words):
                continue
            told += [stamp for stamp in _apart(words, _bounds(part)) if not any(_same(stamp, other) for other in told)]
        yield from told
    finally:
        text_page.close()
        page.close()


def _apart(words: str, box: Box) -> Iterator[Stamp]:
    """The words of a stamp one by one, each with its share of the box: "01        12" is a day and a month."""
    width = (box[2] - box[0]) / max(sum(_BLANK if char.isspace() else 1.0 for char in words), 1.0)
    at = box[0]
    for run in re.findall(r"\s+|\S+", words):
        end = at + width * len(run) * (_BLANK if run.isspace() else 1.0)
        if not run.isspace():
            yield Stamp(run, (at, box[1], end, box[3]))
        at = end


def _same(stamp: Stamp, other: Stamp) -> bool:
    return stamp.words == other.words and all(abs(a - b) < NEAR for a, b in zip(stamp.box, other.box, strict=True))


def _parts(item: Any) -> Iterator[Any]:
    """What a form holds; nothing for other things."""
    import pypdfium2.raw as raw

    if item and raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
        for number in range(raw.FPDFFormObj_CountObjects(item)):
            yield raw.FPDFFormObj_GetObject(item, number)


def _words(item: Any, text_page: Any) -> Iterator[str]:
    """The words of a page object and of all it holds, in the order they are drawn."""
    import pypdfium2.raw as raw

    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
        size = raw.FPDFTextObj_GetText(item, text_page, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(item, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        yield buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
    for part in _parts(item):
        yield from _words(part, text_page)


def _bounds(item: Any) -> Box:
    """The box of a page object, in points."""
    import pypdfium2.raw as raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in (left, bottom, right, top)))
    return left.value, bottom.value, right.value, top.value
