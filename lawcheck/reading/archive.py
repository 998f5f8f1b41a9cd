"""Archives and mails as containers of documents."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from lawcheck.errors import UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.limits import MAX_BYTES

_ALL = 190_000_000
"""bytes of all members together"""


def unpack(data: bytes, kind: str) -> Iterator[tuple[str, bytes]] | None:
    """Name and bytes of every file inside; None where a zip is an office package. Raises UnreadableError."""
    return _mail(data) if kind == "mail" else _zip(data)


def _zip(data: bytes) -> Iterator[tuple[str, bytes]] | None:
    from lawcheck.reading.packages import open_package

    package = open_package(data, "tệp nén")
    names = set(package.namelist())
    if "[Content_Types].xml" in names or "mimetype" in names or any(name.startswith("word/") for name in names):
        return None
    return _entries(data)


def _entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    from lawcheck.reading.packages import open_package, read_part

    package = open_package(data, "tệp nén")
    left = _ALL
    for entry in package.infolist():
        name = _name(entry)
        if entry.is_dir() or name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith((".", "~$")):
            continue
        content = read_part(package, entry.filename, "tệp nén", limit=MAX_BYTES)
        left -= len(content)
        if left < 0:
            raise UnreadableError(reasons.too_large(f"tệp nén chứa hơn {_ALL // 1_000_000} MB"))
        yield name, content


def _name(entry: object) -> str:
    """The name; zips made on Vietnamese Windows hold UTF-8 without saying so, which zipfile reads as cp437."""
    name = str(getattr(entry, "filename", ""))
    if not getattr(entry, "flag_bits", 0) & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return "".join(char if char.isprintable() else "�" for char in name)


def _mail(data: bytes) -> Iterator[tuple[str, bytes]]:
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not content.strip():
            continue
        name = part.get_filename()
        if name or part.get_content_type() in ("text/plain", "text/html"):
            yield "".join(char if char.isprintable() else "�" for char in name or f"thu-{number}.{part.get_content_subtype()}"), content
