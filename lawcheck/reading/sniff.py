"""What a file is, told by its first bytes. What stands inside a package is looked at in the jail (steps.py)."""

from __future__ import annotations

import re
from typing import Literal

from lawcheck.errors import Problem
from lawcheck.reading import reasons
from lawcheck.reading.limits import MAX_BYTES

Kind = Literal["txt", "html", "pdf", "zip", "ole", "rtf", "image", "word-xml", "mail"]
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
)
_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "tệp nén RAR; hãy giải nén trước"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z; hãy giải nén trước"),
    (b"\x1f\x8b", "tệp nén gzip; hãy giải nén trước"),
    (b"BZh", "tệp nén bzip2; hãy giải nén trước"),
    (b"\xfd7zXZ\x00", "tệp nén xz; hãy giải nén trước"),
    (b"MZ", "chương trình, không phải văn bản"),
    (b"\x7fELF", "chương trình, không phải văn bản"),
    (b"GIF8", "ảnh GIF"),
    (b"%!PS", "PostScript"),
    (b"SQLite format 3", "cơ sở dữ liệu SQLite"),
    (b"\x00\x00\x01\x00", "biểu tượng (ico)"),
    (b"ID3", "tệp âm thanh"),
    (b"OggS", "tệp âm thanh"),
    (b"RIFF", "tệp âm thanh, phim hoặc ảnh RIFF"),
)
_MAIL = re.compile(rb"\A(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}", re.DOTALL)


def sniff(data: bytes) -> Kind | Problem:
    """The kind of `data`, or the problem that says why it cannot be read."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return reasons.empty()
    if len(data) > MAX_BYTES:
        return reasons.too_large(f"hơn {MAX_BYTES // 1_000_000} MB")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, name in _KNOWN:
        if data.startswith(magic):
            return reasons.unsupported(name)
    head = data[:4000]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and (b"\x00" in head or _control_share(head) > 0.05):
        return reasons.wrong_type()
    low = head.lower()
    if b"<?mso-application" in low or b"<w:worddocument" in low or b"<pkg:package" in low:
        return "word-xml"
    if re.search(rb"<(?:!doctype\s+html|html|head|body)\b", low):
        return "mail" if low.startswith(b"mime-version:") else "html"
    if re.match(rb"(?:mime-version|received|return-path|from|delivered-to|message-id|date|subject):", low) and _MAIL.match(
        head.replace(b"\r", b"")
    ):
        return "mail"
    return "txt"


def _control_share(head: bytes) -> float:
    """The share of control bytes that no text file has."""
    return sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head) / max(len(head), 1)
