"""The annotated copy of a document, in the format its name asks for."""

from __future__ import annotations

from lawcheck.errors import UnreadableError, UsageError
from lawcheck.reading import as_docx, read_bytes
from lawcheck.reporting.annotate.docx_comments import annotate_docx, can_be_annotated
from lawcheck.reporting.annotate.notes import notes_of
from lawcheck.reporting.annotate.pdf_notes import annotate_pdf
from lawcheck.reporting.annotate.text_docx import docx_of_text
from lawcheck.reporting.model import Report
from lawcheck.text import DocxOrigin, SourceText


def annotated_copy(report: Report, data: bytes, suffix: str, *, changes: str = "accepted", insert_suggestions: bool = False) -> bytes:
    """`data` with a note for each open finding: a Word file keeps all it has, a pdf is extended, any other text becomes a new Word file.

    `suffix` is the ending of the copy's name (".docx", ".docm", ".pdf"). Raises UsageError where the copy cannot have that format.
    """
    if report.document is None:
        raise UsageError("Không đọc được văn bản nên không có gì để ghi chú; lỗi đọc tệp ở dòng trên.")
    source, notes = report.document.source, notes_of(report)
    if suffix == ".pdf":
        if report.format != "pdf":
            raise UsageError("Chỉ ghi chú vào tệp .pdf khi văn bản vào là pdf; hãy đặt tên bản ghi chú kết thúc bằng .docx.")
        return annotate_pdf(data, source, notes)
    if suffix not in (".docx", ".docm"):
        raise UsageError("Tên bản ghi chú phải kết thúc bằng .docx (hoặc .pdf khi văn bản vào là pdf).")
    if report.format == "docx" and can_be_annotated(data):
        macros = b"vbaProject" in data
        if macros != (suffix == ".docm"):
            raise UsageError(
                f"Tệp Word này {'có' if macros else 'không có'} macro; hãy đặt tên bản ghi chú kết thúc bằng .{'docm' if macros else 'docx'}."
            )
        return annotate_docx(data, source, notes, changes=changes, insert_suggestions=insert_suggestions)
    if report.format in ("doc", "odt", "rtf") and any(isinstance(piece.origin, DocxOrigin) for piece in source.pieces):
        docx = as_docx(data)
        if docx is not None:
            return annotate_docx(docx, _as_in(docx, source, changes), notes, changes=changes, insert_suggestions=insert_suggestions)
    made, moved = docx_of_text(source.text)
    return annotate_docx(made, moved, notes, insert_suggestions=insert_suggestions)


def _as_in(docx: bytes, source: SourceText, changes: str) -> SourceText:
    """`source` as it stands in a docx that was made of the same file: with the paragraphs of that docx, where the text is the same to the letter."""
    try:
        own = read_bytes(docx, changes="original" if changes == "original" else "accepted").source
    except UnreadableError:
        return source
    return own if own.text == source.text else source  # words find their paragraphs then
