"""What a file is, told by its content."""

from __future__ import annotations

import io
import re
import zipfile

from lawcheck.errors import Problem

MAX_BYTES = 200_000_000
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "E-FMT-03", "Tệp là RTF, chưa đọc được; hãy mở bằng Word và lưu lại thành .docx."),
    (b"\x89PNG", "E-FMT-04", "Tệp là ảnh; hãy dùng bản PDF có lớp chữ hoặc bản Word."),
    (b"\xff\xd8\xff", "E-FMT-04", "Tệp là ảnh; hãy dùng bản PDF có lớp chữ hoặc bản Word."),
    (b"II*\x00", "E-FMT-04", "Tệp là ảnh; hãy dùng bản PDF có lớp chữ hoặc bản Word."),
    (b"MM\x00*", "E-FMT-04", "Tệp là ảnh; hãy dùng bản PDF có lớp chữ hoặc bản Word."),
)


def sniff(data: bytes) -> str | Problem:
    """The format of `data` ("docx", "pdf", "html", "txt"), or the problem that says why it cannot be read."""
    if not data.strip():
        return Problem(code="E-FMT-01", message="Tệp trống, không có gì để kiểm tra; hãy chọn đúng tệp.")
    if len(data) > MAX_BYTES:
        return Problem(code="E-FMT-02", message=f"Tệp quá lớn (hơn {MAX_BYTES // 1_000_000} MB); hãy tách văn bản hoặc bỏ bớt ảnh.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return _zip(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            return Problem(code="E-DOCX-02", message="Tệp Word được đặt mật khẩu; hãy gỡ mật khẩu rồi kiểm tra lại.")
        return Problem(code="E-FMT-05", message="Tệp là Word 97–2003 (.doc), chưa đọc được; hãy mở bằng Word và lưu lại thành .docx.")
    for magic, code, message in _OTHERS:
        if data.startswith(magic):
            return Problem(code=code, message=message)
    head = data[:2000].lower()
    if re.search(rb"<(?:!doctype\s+html|html|head|body)\b", head):
        return "html"
    if b"\x00" in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(code="E-FMT-06", message="Không nhận ra định dạng của tệp; lawcheck đọc được .docx, .pdf có lớp chữ, .html, .txt.")
    return "txt"


def _zip(data: bytes) -> str | Problem:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Problem(code="E-DOCX-01", message="Tệp nén hoặc tệp Word bị hỏng; hãy mở bằng Word, sửa và lưu lại.")
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "mimetype" in names or "content.xml" in names:
        return Problem(code="E-FMT-07", message="Tệp là OpenDocument (.odt), chưa đọc được; hãy lưu lại thành .docx.")
    return Problem(code="E-FMT-08", message="Tệp là tệp nén, không phải văn bản; hãy giải nén rồi kiểm tra từng tệp.")
