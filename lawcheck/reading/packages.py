"""Zip archives, opened with limits: office packages and plain archives of files."""

from __future__ import annotations

import io
import zipfile

from lawcheck.errors import UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.limits import MAX_ENTRIES, MAX_PART, MAX_RATIO, MAX_UNZIPPED, RATIO_FROM


def open_package(data: bytes, what: str) -> zipfile.ZipFile:
    """The archive in `data`. Raises UnreadableError where it is broken or declares more than the limits."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, IndexError, UnicodeError) as error:
        raise UnreadableError(reasons.corrupt(what)) from error
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableError(reasons.too_large(f"{what} có {len(entries)} thành phần, có thể là tệp gây hại"))
    if sum(entry.file_size for entry in entries) > MAX_UNZIPPED:
        raise UnreadableError(reasons.too_large(f"{what} giải nén ra hơn {MAX_UNZIPPED // 1_000_000} MB, có thể là tệp gây hại"))
    return package


def read_part(package: zipfile.ZipFile, name: str, what: str, *, limit: int = MAX_PART) -> bytes:
    """One entry, read no further than its limits whatever its header declares. Raises UnreadableError."""
    entry = package.getinfo(name)
    if entry.flag_bits & 1:
        raise UnreadableError(reasons.encrypted(what))
    bomb = reasons.too_large(f"“{name}” trong {what} giải nén ra quá lớn, có thể là tệp gây hại")
    if entry.file_size > limit or (entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)):
        raise UnreadableError(bomb)
    try:
        with package.open(entry) as stream:
            raw = stream.read(limit + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise UnreadableError(reasons.corrupt(what)) from error
    if len(raw) > limit:
        raise UnreadableError(bomb)
    return raw
