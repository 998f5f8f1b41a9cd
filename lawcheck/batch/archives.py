"""Documents inside a zip file or attached to a mail, within limits that a hostile file cannot pass."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import members as files_in
from lawcheck.reading.limits import MAX_BYTES

MAX_MEMBERS = 100_000
MAX_RATIO = 200
"""Unpacked to packed size above which a large member is taken for a bomb; office files stay below 100."""
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file: its name there, unpacked size in bytes, checksum as the zip file states it."""

    name: str
    size: int
    checksum: int


def is_archive(name: str) -> bool:
    """True for a local zip file by name and content (office files are zip files by content only), and for a mail by name."""
    return _is_mail(name) or (name.lower().endswith(".zip") and zipfile.is_zipfile(name))


def _is_mail(name: str) -> bool:
    return name.lower().endswith(".eml") and Path(name).is_file()


def members(name: str) -> tuple[Member, ...]:
    """The files of a zip file in its own order, without folders. A list that is too long or broken is no list: the zip file is one bad document."""
    if _is_mail(name):
        try:
            return tuple(Member(file.name, len(file.data), zlib.crc32(file.data)) for file in files_in(Path(name)) or ())
        except UnreadableError:
            return (Member("", 0, 0),)
    try:
        with zipfile.ZipFile(name) as archive:
            found = tuple(
                Member(info.filename, info.file_size, info.CRC)
                for info in archive.infolist()
                if not info.is_dir() and not info.filename.startswith("__MACOSX/") and not Path(info.filename).name.startswith((".", "~$"))
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return (Member("", 0, 0),)
    return found if len(found) <= MAX_MEMBERS else (Member("", 0, 0),)


def read_member(name: str, member: str) -> bytes:
    """The bytes of one file of a zip file or mail. Raises UnreadableError with the reason."""
    if _is_mail(name):
        found = next((file.data for file in files_in(Path(name)) or () if file.name == member), None)
        if found is None:
            raise _refused("E-ZIP-01", "Không lấy được tệp đính kèm của thư; hãy lưu tệp đính kèm ra rồi kiểm tra.")
        return found
    try:
        with zipfile.ZipFile(name) as archive:
            info = archive.getinfo(member)
            if info.flag_bits & 0x1:
                raise _refused("E-ZIP-02", "Tệp trong tệp nén được đặt mật khẩu; hãy giải nén bằng mật khẩu rồi kiểm tra.")
            if info.file_size > MAX_BYTES or (info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1)):
                raise _refused("E-ZIP-03", "Tệp trong tệp nén quá lớn hoặc nén bất thường, không mở; hãy giải nén và kiểm tra riêng.")
            with archive.open(info) as stream:
                data = stream.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise _refused("E-ZIP-03", "Tệp trong tệp nén quá lớn hoặc nén bất thường, không mở; hãy giải nén và kiểm tra riêng.")
            return data
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise _refused("E-ZIP-01", "Tệp nén bị hỏng, quá nhiều tệp hoặc dùng cách nén lạ; hãy giải nén rồi kiểm tra từng tệp.") from None


def _refused(code: str, message: str) -> UnreadableError:
    return UnreadableError(Problem(code=code, message=message))
