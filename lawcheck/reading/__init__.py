"""Reading files: bytes in, text with provenance out. The format is told by content, not by suffix.

Every caller is safe by default: whatever parses hostile bytes runs in a child process with limits (jail.py); only plain text is decoded here.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import multiprocessing
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lawcheck.errors import Problem, UnreadableError, os_reason
from lawcheck.reading import jail, reasons
from lawcheck.reading.limits import MAX_BYTES, OFFICE, READ, ocr_limits
from lawcheck.reading.model import Changes, Format, OcrPage, Place, Reading
from lawcheck.reading.sniff import sniff
from lawcheck.text import SourceText

__all__ = ["Member", "OcrPage", "Place", "Reading", "members", "page_pictures", "read_bytes", "read_file"]


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""what could command a terminal; each is shown as one U+FFFD, so that offsets stay"""


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive or mail: its path there, and its bytes."""

    name: str
    data: bytes


def read_file(path: Path, *, changes: Changes = "accepted") -> Reading:
    """Read one file. Raises UnreadableError with the reason."""
    return read_bytes(_bytes_of(path), changes=changes)


def read_bytes(data: bytes, *, changes: Changes = "accepted") -> Reading:
    """Read a document from memory; its text holds no control characters but tab and line end. Raises UnreadableError with the reason."""
    reading = _read(data, changes)
    text = reading.source.text
    if not _CONTROL.search(text):
        return reading
    return dataclasses.replace(reading, source=SourceText(_CONTROL.sub("\ufffd", text), reading.source.pieces))


def _read(data: bytes, changes: Changes) -> Reading:
    kind = sniff(data)
    if isinstance(kind, Problem):
        raise UnreadableError(kind)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "txt":
        from lawcheck.reading.plain import read_text

        return read_text(data, sha256=sha256)
    if kind == "mail":
        raise UnreadableError(_CONTAINER)
    header, _ = jail.call("read", data, READ, kind=kind, changes=changes)
    if "convert" in header:
        return _through_office(data, header, changes, sha256)
    if "ocr" in header:
        header, _ = jail.call("read", data, ocr_limits(header["ocr"]), kind=kind, recognise=True, jobs=_ocr_jobs())
    return _unpack(header)


def as_docx(data: bytes) -> bytes | None:
    """The docx that LibreOffice makes of a .doc, .odt or .rtf; None for other files. Raises UnreadableError where it cannot be made."""
    header, _ = jail.call("read", data, READ, kind=sniff(data), changes="accepted")
    return jail.call("convert", data, OFFICE, suffix=header["convert"])[1] if "convert" in header else None


def members(path: Path) -> tuple[Member, ...] | None:
    """The files inside an archive (.zip) or mail (.eml), folders and office packages left alone; None where `path` is a document itself.

    Raises UnreadableError for a broken, locked or oversized archive. An archive inside is a member, not unpacked: its reading names it.
    """
    data = _bytes_of(path)
    kind = sniff(data)
    if kind not in ("zip", "mail"):
        return None
    header, body = jail.call("members", data, READ, kind=kind)
    if "files" not in header:
        return None
    found: list[Member] = []
    at = 0
    for name, size in header["files"]:
        found.append(Member(name, body[at : at + size]))
        at += size
    return tuple(found)


def page_pictures(data: bytes, places: Sequence[Place]) -> tuple[bytes, ...]:
    """A small grey png of each of `places` in a pdf or image: evidence for what OCR read. Empty for a page that is not there or damaged.

    Raises UnreadableError where the file has no pages to show or cannot be opened.
    """
    kind = sniff(data)
    if kind not in ("pdf", "image"):
        raise UnreadableError(reasons.unsupported("tệp không có ảnh trang"))
    header, body = jail.call("pictures", data, READ, kind=kind, places=[(place.page, place.box, place.turn) for place in places])
    ends = list(itertools.accumulate(header["sizes"]))
    return tuple(body[end - size : end] for size, end in zip(header["sizes"], ends, strict=True))


_CONTAINER = Problem(
    code="E-READ-10",
    message="Thư điện tử (.eml): một thư không phải một văn bản; hãy dùng “lawcheck scan” với tệp này để kiểm tra từng tệp đính kèm.",
)


def _through_office(data: bytes, wanted: dict[str, Any], changes: Changes, sha256: str) -> Reading:
    """Read what LibreOffice makes a docx of; a .doc is read roughly, and marked so, where LibreOffice is missing or fails."""
    from lawcheck.reading.office import find_office

    suffix = wanted["convert"]
    try:
        if find_office() is None:
            raise UnreadableError(reasons.office_missing(f"tệp {suffix}"))
        _, docx = jail.call("convert", data, OFFICE, suffix=suffix)
        header, _ = jail.call("read", docx, READ, kind="zip", changes=changes)
        reading = _unpack(header)
    except UnreadableError:
        if suffix != ".doc":
            raise
        from lawcheck.reading.doc97 import FALLBACK
        from lawcheck.reading.plain import from_legacy

        header, _ = jail.call("doc-text", data, READ)
        source, converted = from_legacy(header["text"])
        return Reading(source=source, format="doc", sha256=sha256, problems=(FALLBACK, *converted))
    macros = (reasons.MACROS,) if wanted.get("macros") and reasons.MACROS not in reading.problems else ()
    format_: Format = "odt" if suffix == ".odt" else "rtf" if suffix == ".rtf" else "doc"
    return dataclasses.replace(reading, format=format_, sha256=sha256, problems=(*reading.problems, *macros))


def _unpack(header: dict[str, Any]) -> Reading:
    from lawcheck.reading.wire import unpack

    return unpack(header["reading"])


def _ocr_jobs() -> int:
    """How many pages may be recognised at a time: one where this process is already one of many."""
    return 1 if multiprocessing.parent_process() is not None else min(4, os.cpu_count() or 1)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file of bearable size. Raises UnreadableError."""
    if path.is_dir():
        raise UnreadableError(Problem(code="E-FILE-02", message=f"“{path}” là thư mục; hãy dùng lệnh “lawcheck scan” cho thư mục."))
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError(Problem(code="E-FILE-04", message=f"“{path.name}” không phải tệp thường; hãy chọn một tệp văn bản."))
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(reasons.too_large(f"hơn {MAX_BYTES // 1_000_000} MB"))
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(Problem(code="E-FILE-01", message=f"Không có tệp “{path}”; hãy kiểm tra lại tên và thư mục.")) from None
    except (OSError, ValueError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "tên tệp không hợp lệ"
        raise UnreadableError(
            Problem(code="E-FILE-03", message=f"Không mở được tệp “{path.name}” ({reason}); hãy kiểm tra quyền đọc.")
        ) from None
