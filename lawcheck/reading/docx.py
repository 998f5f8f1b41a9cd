"""Word files: the package, its parts and what the reader of the report must know about them.

An own pass over the XML (docx_body.py) keeps automatic numbers, insertions, text boxes, content controls and notes; python-docx gives
none of these (measured). Macros are never run; external entities and networks are off.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.docx_body import Part, collect
from lawcheck.reading.docx_fonts import read_fonts, seen_in
from lawcheck.reading.docx_heads import heads_in_columns
from lawcheck.reading.docx_numbering import W, read_numbering
from lawcheck.reading.legacy import NAMES, notice
from lawcheck.reading.limits import MAX_TEXT
from lawcheck.reading.model import Changes, Reading
from lawcheck.reading.packages import open_package, read_part
from lawcheck.text import Generated, Origin, SourceText, Span, Table

_WHAT = "tệp Word"
_BREAK: Origin = Generated("paragraph")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/relationships|drawingml/main)")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_LOOKS = re.compile(
    rb"<w:(?:a(?:utoSpaceD[EN]|djustRightInd)|b(?:Cs|idi|ottom|ookmark(?:Start|End))?|c(?:olor|ontextualSpacing|antSplit)|gridCol|"
    rb"hi(?:ghlight|deMark)|i(?:Cs|nd|nsideH)?|jc|k(?:ern|eep(?:Next|Lines))|l(?:ang|eft(?! w:val=.n)|astRenderedPageBreak)|no(?:Proof|Wrap)|outlineLvl|"
    rb"p(?:osition|roofErr)|r(?:ight(?! w:val=.n)|tl)|s(?:zCs|z|hd|pacing|napToGrid|uppressAutoHyphens)|t(?:op|extAlignment|cW|rHeight|bl(?:W|Look|CellSpacing|Ind))|"
    rb"u|v(?:Align|ertAlign)|w(?:idowControl)?)(?:/| [^<>]*+(?<=/))>"
)
_HOLLOW = re.compile(rb"<w:(?:rPr></w:rPr|pPr></w:pPr|tcBorders></w:tcBorders|tcMar></w:tcMar|trPr></w:trPr)>")
"""what may be left where only looks stood in it"""
_REVISIONS = tuple(
    (re.compile(rb'<w:%b(?: (?:w:rsid\w*+|w14:paraId|w14:textId)="\w*+")+(?= ?/?>)' % tag), b"<w:%b" % tag) for tag in (b"p", b"r", b"tr")
)
_DECLARATIONS = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le"))
"""what can make a small file large or have another one read; big-endian text holds the same bytes, one further on"""
_SIDE_PARTS = ("footnotes", "endnotes", "header", "footer")
"""parts read after the body, in this order"""


def read_docx(data: bytes, *, sha256: str, changes: Changes = "accepted") -> Reading:
    """Read a docx or docm. Raises UnreadableError for a broken, encrypted or oversized package, and for one without words."""
    package = open_package(data, _WHAT)
    main = _main_part(package)
    body = _xml(package, main, required=True, slim=True)
    related = list(_related(package, main))
    numbering = read_numbering(*(_xml(package, _named(related, kind)) for kind in ("numbering", "styles")))
    fonts = seen_in(read_fonts(_xml(package, _named(related, "styles"))), body)
    parts = [collect(body, Part(main, changes, numbering, fonts))]
    parts[0].out = heads_in_columns(parts[0].out, [(start, end) for start, end, _ in parts[0].tables])
    seen: set[str] = set()
    for _, name in sorted({(_SIDE_PARTS.index(kind), target) for kind, target in related if kind in _SIDE_PARTS}):
        root = _xml(package, name, slim=True)
        if root is None:
            continue
        part = collect(root, Part(name, changes, numbering, fonts))
        text = "".join(piece for piece, _ in part.out)
        if text not in seen:  # sections often repeat one header
            parts.append(part)
        seen.add(text)
    comments = _xml(package, _named(related, "comments"))
    pieces, tables = _join(parts)
    source = SourceText.join(pieces)
    if len(source.text) > MAX_TEXT:
        raise UnreadableError(reasons.too_large("tệp Word chứa quá nhiều chữ"))
    if not source.text.strip():
        raise UnreadableError(reasons.no_text("tệp Word không có chữ (có thể chỉ có ảnh)", "hãy dùng bản có chữ hoặc bản PDF quét"))
    macros = any(name.lower().endswith("vbaproject.bin") for name in package.namelist())
    count = len(comments.findall(f"{W}comment")) if comments is not None else 0
    return Reading(source=source, format="docx", sha256=sha256, tables=tables, problems=tuple(_problems(parts, count, macros)))


def _problems(parts: list[Part], comments: int, macros: bool) -> Iterator[Problem]:
    tracked = sum(part.tracked for part in parts)
    found = [
        f"{number} {what}"
        for number, what in ((tracked, "chỗ sửa đổi chưa chấp nhận (track changes)"), (comments, "chú thích (comment)"))
        if number
    ]
    if found:
        reading = "bản gốc" if parts[0].changes == "original" else "đã chấp nhận"
        how = f"; sửa đổi được đọc như {reading}" if tracked else ""
        yield Problem(code="N-DOCX-01", severity="notice", message=f"Tệp Word có {', '.join(found)}{how}; hãy xử lý trước khi ban hành.")
    hidden = " ".join(" ".join(part.hidden for part in parts).split())
    if hidden:
        quote = f"{hidden[:120]}…" if len(hidden) > 120 else hidden
        yield Problem(
            code="N-DOCX-03",
            severity="notice",
            message=f"Có chữ ẩn, không in ra giấy và không được xét: “{quote}”; hãy xóa hoặc cho hiện chữ này.",
        )
    if macros:
        yield reasons.MACROS
    encodings = [name for name in NAMES if any(name in part.encodings for part in parts)]
    if encodings:
        yield notice(encodings)
    pictures = sum(part.large_pictures for part in parts)
    if pictures:
        yield Problem(
            code="E-DOCX-06",
            message=f"Tệp Word có {pictures} ảnh lớn bằng cả trang; chữ trong ảnh không được đọc, hãy xem bằng mắt hoặc đánh máy lại.",
        )
    embedded = sum(part.embedded for part in parts)
    if embedded:
        yield Problem(
            code="E-DOCX-07",
            message=f"Tệp Word nhúng {embedded} văn bản khác (altChunk) mà lawcheck không đọc; hãy mở bằng Word và lưu lại.",
        )


def _main_part(package: zipfile.ZipFile) -> str:
    """The name of the main document part: as the relationships say, else the usual name. Raises UnreadableError for other packages."""
    names = set(package.namelist())
    for kind, target in _related(package, ""):
        if kind == "officeDocument" and target in names:
            return target
    for name in sorted(names):
        if name.startswith("word/document") and name.endswith(".xml"):
            return name
    raise UnreadableError(reasons.corrupt(_WHAT))


def _related(package: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """Kind and part name of everything `name` refers to inside the package; the usual names too, for packages without relationships."""
    folder, _, file = name.rpartition("/")
    relations = _xml(package, posixpath.join(folder, "_rels", f"{file}.rels"))
    for relation in relations if relations is not None else ():
        if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
            target = str(relation.get("Target", ""))
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield str(relation.get("Type", "")).rpartition("/")[2], place
    if relations is None and name:
        for part in package.namelist():
            match = re.fullmatch(r"word/(header|footer|footnotes|endnotes|numbering|styles|comments)\d*\.xml", part)
            if match:
                yield match[1], part


def _named(related: list[tuple[str, str]], kind: str) -> str:
    return next((target for name, target in related if name == kind), "")


def _xml(package: zipfile.ZipFile, name: str, *, required: bool = False, slim: bool = False) -> Any | None:
    """The root of one part. A part that is missing or broken is None, unless it is required. Raises UnreadableError.

    The parser is the standard library's: its elements are Python objects, where lxml makes one anew for each look at a node.
    `slim` leaves out empty elements and attributes that only say how text looks: most of a Word table, and most of what its tree would take.
    """
    if not name or name not in package.NameToInfo:
        if required:
            raise UnreadableError(reasons.corrupt(_WHAT))
        return None
    raw = read_part(package, name, _WHAT)
    if any(mark in raw for mark in _DECLARATIONS):
        raise UnreadableError(reasons.unsafe(_WHAT))
    if b"purl.oclc.org" in raw[:8000]:
        raw = _STRICT.sub(lambda match: _TRANSITIONAL[match[1]], raw)
    if slim:
        raw = _slim(raw)
    try:
        return ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        if required:
            raise UnreadableError(reasons.corrupt(_WHAT)) from error
        return None


def _slim(raw: bytes) -> bytes:
    raw = _HOLLOW.sub(b"", _LOOKS.sub(b"", raw))
    for attributes, tag in _REVISIONS:
        raw = attributes.sub(tag, raw)
    return raw


def _join(parts: list[Part]) -> tuple[list[tuple[str, Origin]], tuple[Table, ...]]:
    """All parts after one another, with the tables' spans moved to where their part begins."""
    pieces: list[tuple[str, Origin]] = []
    tables: list[Table] = []
    at = 0
    for part in parts:
        text = "".join(piece for piece, _ in part.out)
        if part is not parts[0] and not any(char.isalpha() for char in text):
            continue
        if part is not parts[0]:
            pieces.append(("\n", _BREAK))
            at += 1
        for start, end, rows in part.tables:
            tables.append(Table(Span(at + start, at + end), tuple(tuple(Span(at + a, at + b) for a, b in row) for row in rows)))
        pieces += part.out
        at += len(text)
    return pieces, tuple(tables)
