"""Reading files: bytes in, text with provenance out. The format is told by content, not by suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading.model import Changes, Reading
from lawcheck.reading.sniff import MAX_BYTES, sniff
from lawcheck.text import SourceText

__all__ = ["Reading", "read_bytes", "read_file"]


def read_file(path: Path, *, changes: Changes = "accepted") -> Reading:
    """Read one file. Raises UnreadableError with the reason."""
    if path.is_dir():
        raise UnreadableError(Problem(code="E-FILE-02", message=f"“{path.name}” là thư mục; hãy dùng lệnh “lawcheck scan” cho thư mục."))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(
                Problem(code="E-FMT-02", message=f"Tệp quá lớn (hơn {MAX_BYTES // 1_000_000} MB); hãy tách văn bản hoặc bỏ bớt ảnh.")
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(Problem(code="E-FILE-01", message=f"Không có tệp “{path}”; hãy kiểm tra lại tên và thư mục.")) from None
    except OSError as error:
        raise UnreadableError(
            Problem(code="E-FILE-03", message=f"Không mở được tệp “{path.name}” ({error.strerror}); hãy kiểm tra quyền đọc.")
        ) from None
    return read_bytes(data, changes=changes)


def read_bytes(data: bytes, *, changes: Changes = "accepted") -> Reading:
    """Read a document from memory. Raises UnreadableError with the reason."""
    format_ = sniff(data)
    if isinstance(format_, Problem):
        raise UnreadableError(format_)
    sha256 = hashlib.sha256(data).hexdigest()
    if format_ == "docx":
        from lawcheck.reading.docx import read_docx

        return read_docx(data, sha256=sha256, changes=changes)
    if format_ == "pdf":
        from lawcheck.reading.pdf import read_pdf

        return read_pdf(data, sha256=sha256)
    from lawcheck.reading.plain import decode, html_text

    if format_ == "html":
        return Reading(source=html_text(data), format="html", sha256=sha256)
    text, problems = decode(data)
    return Reading(source=SourceText.plain(text), format="txt", sha256=sha256, problems=problems)
