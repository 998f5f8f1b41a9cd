"""Reading files: bytes in, text with provenance out. The format is told by content, not by suffix.

Every caller is safe by default: whatever parses hostile bytes runs in a child process with limits (jail.py); only plain text is decoded here.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import itertools
import multiprocessing
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lawcheck.errors import Problem, UnreadableError, os_reason
from lawcheck.reading import jail, reasons
from lawcheck.reading.limits import MAX_BYTES, MAX_TOGETHER, OFFICE, OFFICE_TOGETHER, READ, ocr_limits
from lawcheck.reading.model import Changes, Converted, Format, OcrPage, Place, Reading
from lawcheck.reading.sniff import sniff
from lawcheck.text import SourceText

__all__ = ["Member", "OcrPage", "Place", "Reading", "convert_together", "file_bytes", "members", "page_pictures", "read_bytes", "read_file"]


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""what could command a terminal; each is shown as one U+FFFD, so that offsets stay"""


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive or mail: its path there, and its bytes."""

    name: str
    data: bytes


def read_file(path: Path, *, changes: Changes = "accepted") -> Reading:
    """Read one file. Raises UnreadableError with the reason."""
    return read_bytes(file_bytes(path), changes=changes)


def read_bytes(data: bytes, *, changes: Changes = "accepted", converted: Converted | None = None) -> Reading:
    """Read a document from memory; its text holds no control characters but tab and line end. Raises UnreadableError with the reason.

    `converted` is what `convert_together` made of it.
    """
    reading = _read(data, changes, converted)
    text = reading.source.text
    if not _CONTROL.search(text):
        return reading
    return dataclasses.replace(reading, source=SourceText(_CONTROL.sub("\ufffd", text), reading.source.pieces))


def _read(data: bytes, changes: Changes, converted: Converted | None) -> Reading:
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
        docx = converted.docx if converted is not None and converted.sha256 == sha256 else None
        return _through_office(data, header, changes, sha256, docx)
    if "ocr" in header:
        header, _ = jail.call("read", data, ocr_limits(header["ocr"]), kind=kind, recognise=True, jobs=_ocr_jobs())
    return _unpack(header)


def as_docx(data: bytes) -> bytes | None:
    """The docx that LibreOffice makes of a .doc, .odt or .rtf; None for other files. Raises UnreadableError where it cannot be made.

    Without LibreOffice a .doc becomes the docx that it is read from, which has its words and no layout.
    """
    header, _ = jail.call("read", data, READ, kind=sniff(data), changes="accepted", asked=True)
    if "convert" not in header:
        return None
    try:
        return jail.call("convert", data, OFFICE, suffix=header["convert"])[1]
    except UnreadableError:
        own = jail.call("doc-docx", data, READ)[1] if header.get("own") else b""
        if not own:
            raise
        return own


def convert_together(files: Iterable[bytes]) -> tuple[Converted | None, ...]:
    """What LibreOffice makes of all of `files` that need it, in one call, which costs a fifth of a call for each; for `read_bytes`.

    None for a file that seems to need no LibreOffice, and for all that it did not make cleanly: `read_bytes` then has it converted alone.
    """
    from lawcheck.reading.office import find_office

    if find_office() is None:
        return tuple(None for _ in files)
    wanted = [_for_office(data) for data in files]
    together = [one for one in wanted if one is not None]
    try:
        made = iter(_docx_of(together) if len(together) > 1 else [b""] * len(together))
    except UnreadableError:
        return (None,) * len(wanted)
    answers = []
    for one in wanted:
        docx = b"" if one is None else next(made)
        answers.append(Converted(hashlib.sha256(one[0]).hexdigest(), docx) if one is not None and docx else None)
    return tuple(answers)


def _for_office(data: bytes) -> tuple[bytes, str] | None:
    """A file and its suffix where LibreOffice has to convert it and may do so together with others."""
    kind = sniff(data)
    odt = data[30:38] == b"mimetype"  # the first entry of every OpenDocument package: other packages need not be opened here
    if len(data) > MAX_TOGETHER or not (odt or kind in ("ole", "rtf", "word-xml")):
        return None
    try:
        header, _ = jail.call("read", data, READ, kind=kind, changes="accepted", asked=True)
    except UnreadableError:
        return None
    return (data, header["convert"]) if "convert" in header and not header.get("own") else None


def _docx_of(files: Sequence[tuple[bytes, str]]) -> list[bytes]:
    """The docx of each of `files`, empty where none was made. Raises UnreadableError where the call as a whole failed."""
    sizes = [(len(data), suffix) for data, suffix in files]
    header, body = jail.call("convert-together", b"".join(data for data, _ in files), OFFICE_TOGETHER, files=sizes)
    return _parts(header["sizes"], body)


def members(path: Path) -> tuple[Member, ...] | None:
    """The files inside an archive (.zip) or mail (.eml), folders and office packages left alone; None where `path` is a document itself.

    Raises UnreadableError for a broken, locked or oversized archive. An archive inside is a member, not unpacked: its reading names it.
    """
    data = file_bytes(path)
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
    return tuple(_parts(header["sizes"], body))


def _parts(sizes: Sequence[int], body: bytes) -> list[bytes]:
    """`body` cut into parts of these sizes."""
    return [body[end - size : end] for size, end in zip(sizes, itertools.accumulate(sizes), strict=True)]


_CONTAINER = Problem(
    code="E-READ-10",
    message="Thư điện tử (.eml): một thư không phải một văn bản; hãy dùng “lawcheck scan” với tệp này để kiểm tra từng tệp đính kèm.",
)


def _through_office(data: bytes, wanted: dict[str, Any], changes: Changes, sha256: str, docx: bytes | None) -> Reading:
    """Read what LibreOffice makes a docx of, or has made.

    A .doc comes here where we did not wholly understand it; where LibreOffice is missing or fails it is read roughly, and marked so.
    """
    from lawcheck.reading.office import find_office

    suffix = wanted["convert"]
    try:
        if find_office() is None:
            raise UnreadableError(reasons.office_missing(f"tệp {suffix}"))
        reading = _made(data, suffix, changes, docx)
    except UnreadableError:
        if suffix != ".doc":
            raise
        from lawcheck.reading.doc97.ole import FALLBACK
        from lawcheck.reading.plain import from_legacy

        header, _ = jail.call("doc-text", data, READ)
        source, converted = from_legacy(header["text"])
        return Reading(source=source, format="doc", sha256=sha256, problems=(FALLBACK, *converted))
    macros = (reasons.MACROS,) if wanted.get("macros") and reasons.MACROS not in reading.problems else ()
    format_: Format = "odt" if suffix == ".odt" else "rtf" if suffix == ".rtf" else "doc"
    return dataclasses.replace(reading, format=format_, sha256=sha256, problems=(*reading.problems, *macros))


def _made(data: bytes, suffix: str, changes: Changes, docx: bytes | None) -> Reading:
    """The reading of `docx` where there is one that can be read, else of what LibreOffice makes of the file alone."""
    if docx is not None:
        with contextlib.suppress(UnreadableError):
            return _unpack(jail.call("read", docx, READ, kind="zip", changes=changes)[0])
    _, docx = jail.call("convert", data, OFFICE, suffix=suffix)
    return _unpack(jail.call("read", docx, READ, kind="zip", changes=changes)[0])


def _unpack(header: dict[str, Any]) -> Reading:
    from lawcheck.reading.wire import unpack

    return unpack(header["reading"])


def _ocr_jobs() -> int:
    """How many pages may be recognised at a time: one where this process is already one of many."""
    return 1 if multiprocessing.parent_process() is not None else min(4, os.cpu_count() or 1)


def file_bytes(path: Path) -> bytes:
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
