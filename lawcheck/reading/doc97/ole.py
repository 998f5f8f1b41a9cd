"""What an OLE file is; and the bare text of a .doc by the piece table ([MS-DOC] 2.4.1, 2.8.35), where nothing better can be had.

Automatic numbers are not in that text, and text that a tracked change has deleted is: a reading made here is always marked as partial.
A sound .doc never comes to that: `docx` makes one of it, and LibreOffice of most others.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
from dataclasses import dataclass
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons

FALLBACK = Problem(
    code="E-DOC-01",
    message="Tệp .doc này thuộc đời cũ hoặc hỏng một phần nên chỉ được đọc tạm: thiếu số tự động (Điều, khoản, điểm đánh số tự động) và có thể còn chữ đã xóa; "
    "hãy cài LibreOffice (libreoffice.org) hoặc lưu lại thành .docx rồi kiểm tra lại.",
)
_OLE = "tệp OLE (Word, Excel … 97–2003)"
_WHAT = "tệp Word 97–2003 (.doc)"
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_WORD97, _FIB_97 = 0xA5EC, 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200


@dataclass(frozen=True, slots=True)
class OleKind:
    """What an OLE file is ("doc" or "wps"), whether it holds macros, and whether its head says Word 97 or later."""

    name: str
    macros: bool = False
    word97: bool = False


def ole_kind(data: bytes) -> OleKind | Problem:
    """What kind of OLE file this is. Encrypted Word files, tables, slides and mails are problems."""
    try:
        with _open(data) as ole:
            names = {entry[0].lower() for entry in ole.listdir(streams=True, storages=True)}
            if "encryptedpackage" in names:
                return reasons.encrypted("tệp Word")
            if "worddocument" in names:
                head = ole.openstream("WordDocument").read(64)
                if len(head) < 32:
                    return reasons.corrupt(_WHAT)
                magic, version, flags = struct.unpack_from("<HH6xH", head, 0)
                if flags & _ENCRYPTED:
                    return reasons.encrypted("tệp Word")
                macros = bool({"macros", "_vba_project_cur", "vba"} & names)
                return OleKind("doc", macros=macros, word97=magic == _WORD97 and version >= _FIB_97)
    except Exception as error:  # olefile raises anything on malformed files
        return reasons.corrupt(_OLE, detail=type(error).__name__)
    if not names:  # bytes lost or added before the directory: what it was can no longer be told
        return reasons.corrupt(_OLE)
    for stream, name in (
        ("workbook", "bảng tính Excel"),
        ("book", "bảng tính Excel"),
        ("powerpoint document", "bản trình chiếu PowerPoint"),
    ):
        if stream in names:
            return reasons.unsupported(name)
    if any(name.startswith(("__substg1.0_", "__properties")) for name in names):
        return reasons.unsupported("thư Outlook (.msg); hãy lưu tệp đính kèm ra ngoài")
    if {"contents", "matoffice", "mm"} & names:
        return OleKind("wps")
    return reasons.unsupported("tệp OLE không chứa văn bản Word")


def doc_text(data: bytes) -> str:
    """The main text and notes of a .doc in NFC, a line a paragraph. Raises UnreadableError where it is broken or has no words."""
    try:
        with _open(data) as ole:
            word = ole.openstream("WordDocument").read()
            magic, flags = struct.unpack_from("<H8xH", word, 0)
            if magic == _WORD97:
                raw = _pieces(word, ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read())
            else:
                start, end = struct.unpack_from("<II", word, 24)
                raw = word[start:end].decode("cp1252", errors="replace")
    except Exception as error:  # olefile and struct raise anything on malformed files
        raise UnreadableError(reasons.corrupt(_WHAT, detail=type(error).__name__)) from error
    text = _clean(raw)
    if not any(char.isalnum() for char in text):
        raise UnreadableError(reasons.no_text("tệp Word không có chữ", "hãy chọn đúng tệp"))
    return text


def _open(data: bytes) -> Any:
    import olefile

    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL)


def _pieces(word: bytes, table: bytes) -> str:
    """The text by the piece table: body and footnotes, without headers, comments and text boxes."""
    body, notes = struct.unpack_from("<II", word, 76)
    start, size = struct.unpack_from("<II", word, 418)
    clx = table[start : start + size]
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    length = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + length]
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc, 0)
    out: list[str] = []
    left = body + notes
    for index in range(count):
        chars = min(places[index + 1] - places[index], left)
        if chars <= 0:
            break
        position = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        if position & 0x40000000:
            position = (position & 0x3FFFFFFF) // 2
            out.append(word[position : position + chars].decode("cp1252", errors="replace"))
        else:
            out.append(word[position : position + 2 * chars].decode("utf-16-le", errors="replace"))
        left -= chars
    return "".join(out)


def _clean(raw: str) -> str:
    """Field codes out, their results kept; Word's control characters as what they look like."""
    before = None
    while before != raw:
        before, raw = raw, _FIELD_CODE.sub(lambda match: match[1] or "", raw)
    raw = (
        raw.replace("\r\x07", "\n")
        .replace("\x07", " | ")
        .translate(
            {0x0D: "\n", 0x0B: "\n", 0x0C: "\n", 0x1E: "-", 0x1F: "\u00ad", 0xA0: " "}
            | dict.fromkeys([0, 1, 2, 3, 4, 5, 6, 8, 0x13, 0x14, 0x15])
        )
    )
    raw = "".join(char for char in raw if char in "\n\t\u00ad" or char.isprintable())
    return unicodedata.normalize("NFC", raw).strip("\n") + "\n"
