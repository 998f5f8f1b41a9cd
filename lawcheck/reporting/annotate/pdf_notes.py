"""Highlights and notes in the officer's own pdf, added as an incremental update: the file's own bytes stay."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reporting.annotate.notes import AUTHOR, Note
from lawcheck.text import OcrOrigin, PdfOrigin, SourceText, Span

Box = tuple[float, float, float, float]
"""left, bottom, right, top in points"""
_YELLOW = "ffe066"


def annotate_pdf(data: bytes, source: SourceText, notes: Sequence[Note]) -> bytes:
    """The pdf `data` with a highlight and a note for each note; `source` is the text that was read from it.

    Words whose place on the page is not known get a note at the top of their page. Raises UnreadableError for a pdf that is locked or broken.
    """
    from pypdf import PdfWriter
    from pypdf.errors import DependencyError, PyPdfError

    if not notes:
        return data
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings on odd files are not for the officer
    try:
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        with _Pages(data) as pages:
            unplaced: dict[int, int] = {}
            for note in notes:
                placed = _boxes(note.span, source, pages)
                for page, boxes in placed.items():
                    writer.add_annotation(page - 1, _highlight(boxes, note.text))
                if not placed:
                    page = min(max(note.page or source.page(note.span.start) or 1, 1), len(writer.pages))
                    unplaced[page] = unplaced.get(page, 0) + 1
                    writer.add_annotation(page - 1, _loose_note(writer.pages[page - 1].mediabox, unplaced[page], note.text))
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, DependencyError, NotImplementedError, ValueError, KeyError, RecursionError) as error:
        raise UnreadableError(
            Problem(
                code="E-PDF-06",
                message="Không ghi chú được vào tệp PDF này (tệp bị khóa chỉnh sửa hoặc cấu trúc bị lỗi); hãy dùng “--annotate tên.docx”.",
            )
        ) from error
    return out.getvalue()


def _boxes(span: Span, source: SourceText, pages: _Pages) -> dict[int, tuple[Box, ...]]:
    """A box for each line of `span`, by page: from the origins where they know it, else by searching the words on the page."""
    known: dict[int, list[Box]] = {}
    words: dict[int, str] = {}
    for piece in source.origins(span):
        if isinstance(piece.origin, PdfOrigin | OcrOrigin):
            if piece.origin.box is not None:
                known.setdefault(piece.origin.page, []).append(piece.origin.box)
            part = source.text[max(span.start, piece.span.start) : min(span.end, piece.span.end)]
            words[piece.origin.page] = words.get(piece.origin.page, "") + part
    placed = {page: pages.find(page, text) for page, text in words.items()}
    placed = {page: boxes or tuple(_lines(known.get(page, ()))) for page, boxes in placed.items()}
    return {page: boxes for page, boxes in placed.items() if boxes}


def _lines(boxes: Sequence[Box]) -> Iterator[Box]:
    """`boxes` joined where they stand on one line."""
    for _, line in groupby(boxes, key=lambda box: round((box[1] + box[3]) / 2 / 6)):
        row = list(line)
        yield min(box[0] for box in row), min(box[1] for box in row), max(box[2] for box in row), max(box[3] for box in row)


class _Pages:
    """The text layer of each page, for finding words whatever breaks stand between them."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)
        self._dense: dict[int, tuple[str, list[int]]] = {}

    def __enter__(self) -> _Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def find(self, page: int, words: str) -> tuple[Box, ...]:
        """The boxes of the first place of `words` on `page`, one a line; empty where they are not found."""
        wanted = "".join(unicodedata.normalize("NFC", words).split())
        if not wanted or not 1 <= page <= len(self._document):
            return ()
        opened = self._document[page - 1]
        text = opened.get_textpage()
        try:
            if page not in self._dense:
                self._dense[page] = _dense(text)
            dense, index = self._dense[page]
            at = dense.find(wanted)
            if at < 0:
                return ()
            first, last = index[at], index[at + len(wanted) - 1]
            return tuple(text.get_rect(number) for number in range(text.count_rects(first, last - first + 1)))
        finally:
            text.close()
            opened.close()


def _dense(text_page: object) -> tuple[str, list[int]]:
    """The page's characters without blanks, in NFC, and the index of each in the text layer."""
    from pypdfium2 import raw

    chars = [chr(raw.FPDFText_GetUnicode(text_page, number)) for number in range(text_page.count_chars())]  # type: ignore[attr-defined]
    out: list[str] = []
    index: list[int] = []
    for number, char in enumerate(chars):
        if char.isspace() or char in "\x00\ufffe\x02":
            continue
        if out and unicodedata.combining(char):
            joined = unicodedata.normalize("NFC", out[-1] + char)
            out[-1:] = list(joined)
            index += [number] * (len(joined) - 1)
        else:
            out.append(char)
            index.append(number)
    return "".join(out), index


def _highlight(boxes: Sequence[Box], text: str) -> object:
    from pypdf.annotations import Highlight
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    rect = (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))
    corners = [value for left, bottom, right, top in boxes for value in (left, top, right, top, left, bottom, right, bottom)]
    annotation = Highlight(rect=rect, quad_points=ArrayObject([FloatObject(value) for value in corners]), highlight_color=_YELLOW)
    annotation[NameObject("/Contents")] = TextStringObject(text)
    annotation[NameObject("/T")] = TextStringObject(AUTHOR)
    annotation[NameObject("/F")] = FloatObject(4)
    return annotation


def _loose_note(page_box: object, number: int, text: str) -> object:
    """A note icon at the top left of the page, further notes below it."""
    from pypdf.annotations import Text
    from pypdf.generic import NameObject, TextStringObject

    left, top = float(page_box.left) + 12, float(page_box.top) - 12 - 24 * number  # type: ignore[attr-defined]
    annotation = Text(rect=(left, top - 20, left + 20, top), text=text, open=False)
    annotation[NameObject("/T")] = TextStringObject(AUTHOR)
    return annotation
