"""PDF with a text layer: pypdfium2, and pdfplumber for pages whose text comes out broken."""

from __future__ import annotations

import io
import re
import unicodedata

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading.model import Reading
from lawcheck.text import Generated, Origin, PdfOrigin, SourceText

MAX_PAGES = 2000
_LONE_VOWEL = re.compile(r"(?:^|\s)[ăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ](?=\s|$)")
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*)?\d{1,4}(?:\s*-)?\s*$")


def read_pdf(data: bytes, *, sha256: str) -> Reading:
    """Read a pdf page by page. Raises UnreadableError for an encrypted, broken or image-only file; pages are always closed."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_open_problem(error)) from None
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadableError(
                Problem(code="E-PDF-04", message=f"Tệp PDF có {count} trang, quá giới hạn {MAX_PAGES} trang; hãy tách tệp.")
            )
        pages = [_page_text(document, index, data) for index in range(count)]
    finally:
        document.close()
    problems = tuple(
        Problem(
            code="E-PDF-03",
            page=index,
            message=f"Trang {index} là ảnh hoặc không có lớp chữ, không kiểm tra được; hãy dùng bản Word hoặc nhận dạng chữ (OCR) trước.",
        )
        for index, text in enumerate(pages, 1)
        if not text.strip()
    )
    if len(problems) == len(pages):
        raise UnreadableError(
            Problem(code="E-PDF-02", message="Tệp PDF chỉ có ảnh, không có lớp chữ; hãy dùng bản Word hoặc nhận dạng chữ (OCR) trước.")
        )
    parts: list[tuple[str, Origin]] = []
    for number, text in enumerate(pages, 1):
        for line in text.split("\n"):
            parts += [(line, PdfOrigin(number)), ("\n", Generated("line end"))]
    return Reading(source=SourceText.join(parts), format="pdf", sha256=sha256, pages=count, problems=problems)


def _open_problem(error: Exception) -> Problem:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return Problem(code="E-PDF-01", message="Tệp PDF được đặt mật khẩu; hãy gỡ mật khẩu rồi kiểm tra lại.")
    return Problem(code="E-PDF-05", message="Tệp PDF bị hỏng, không mở được; hãy xuất lại PDF từ bản gốc.")


def _page_text(document: object, index: int, data: bytes) -> str:
    import pypdfium2

    try:
        page = document[index]  # type: ignore[index]
    except pypdfium2.PdfiumError:
        return ""
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
        finally:
            text_page.close()
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        text = ""
    finally:
        page.close()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\ufffe", "-"))
    if text.strip() and _looks_broken(text):
        text = _reread(data, index) or text
    lines = text.split("\n")
    while lines and (not lines[0].strip() or _PAGE_NUMBER.match(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1].strip() or _PAGE_NUMBER.match(lines[-1])):
        lines.pop()
    return "\n".join(lines)


def _looks_broken(text: str) -> bool:
    """True where many Vietnamese vowels stand alone: fallback fonts make pdfium push them to the line end."""
    return len(_LONE_VOWEL.findall(text)) > max(5, len(text.split()) // 40)


def _reread(data: bytes, index: int) -> str:
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
            page = document.pages[0]
            text = page.extract_text() or ""
            page.close()
            return unicodedata.normalize("NFC", text)
    except Exception:  # pdfminer raises anything on malformed pages; the pdfium text stays
        return ""
