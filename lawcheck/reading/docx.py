"""Word files: an own pass over the XML that keeps automatic numbers, insertions, text boxes, content controls and notes.

python-docx gives none of these (measured). Macros are never run; external entities and networks are off.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.docx_numbering import Numbering, W, read_numbering
from lawcheck.reading.model import Changes, Reading
from lawcheck.reading.packages import open_package, read_part
from lawcheck.text import DocxOrigin, Generated, Origin, SourceText, Span, Table

_WHAT = "tệp Word"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAK: Origin = Generated("paragraph")
_CELL: Origin = Generated("cell separator")
_NUMBER: Origin = Generated("automatic numbering")
_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}


@dataclass(slots=True)
class _Part:
    """What is being collected from one part of the package."""

    name: str
    changes: Changes
    numbering: Numbering
    out: list[tuple[str, Origin]] = field(default_factory=list)
    paragraph: int = -1
    notices: set[str] = field(default_factory=set)
    tables: list[tuple[int, int, list[list[tuple[int, int]]]]] = field(default_factory=list)
    length: int = 0
    """code points in `out`"""

    def add(self, text: str, origin: Origin) -> None:
        """Append one piece."""
        self.out.append((text, origin))
        self.length += len(text)

    def take_back(self, count: int) -> list[tuple[str, Origin]]:
        """Remove and return the pieces after the first `count`."""
        taken = self.out[count:]
        del self.out[count:]
        self.length -= sum(len(text) for text, _ in taken)
        return taken


def read_docx(data: bytes, *, sha256: str, changes: Changes = "accepted") -> Reading:
    """Read a docx or docm. Raises UnreadableError for a broken, encrypted or oversized package."""
    package = open_package(data, _WHAT)
    names = package.namelist()
    main = _main_part(package)
    body = _xml(package, main, required=True)
    numbering = read_numbering(_xml(package, "word/numbering.xml"), _xml(package, "word/styles.xml"))
    parts = [_read_part(body, main, changes, numbering)]
    for name in sorted(names):
        if name.startswith(("word/header", "word/footer", "word/footnotes", "word/endnotes")) and name.endswith(".xml"):
            root = _xml(package, name)
            if root is not None:
                parts.append(_read_part(root, name, changes, numbering))
    if any(name.startswith("word/comments") for name in names):
        parts[0].notices.add("chú thích (comment)")
    pieces, tables = _join(parts)
    source = SourceText.join(pieces)
    if not source.text.strip():
        raise UnreadableError(reasons.no_text("tệp Word không có chữ (có thể chỉ có ảnh)", "hãy dùng bản có chữ hoặc bản PDF quét"))
    return Reading(
        source=source, format="docx", sha256=sha256, tables=tables, problems=_notices(parts, any("vbaProject" in name for name in names))
    )


def _main_part(package: zipfile.ZipFile) -> str:
    """The name of the main document part: as the relationships say, else the usual name. Raises UnreadableError for other packages."""
    names = set(package.namelist())
    relations = _xml(package, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            target = str(relation.get("Target", "")).lstrip("/")
            if target in names:
                return target
    for name in ("word/document.xml", *sorted(names)):
        if name in names and name.startswith("word/document") and name.endswith(".xml"):
            return name
    raise UnreadableError(reasons.corrupt(_WHAT))


def _xml(package: zipfile.ZipFile, name: str, *, required: bool = False) -> Any | None:
    """The root of one part. A part that is missing or broken is None, unless it is required. Raises UnreadableError."""
    from lxml import etree

    if name not in package.namelist():
        if required:
            raise UnreadableError(reasons.corrupt(_WHAT))
        return None
    raw = read_part(package, name, _WHAT)
    if b"<!DOCTYPE" in raw[:4000] or b"<!ENTITY" in raw[:4000] or "<!DOCTYPE".encode("utf-16-le") in raw[:8000]:
        raise UnreadableError(reasons.unsafe(_WHAT))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if required:
            raise UnreadableError(reasons.corrupt(_WHAT)) from error
        return None
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(reasons.unsafe(_WHAT))
    return root


def _notices(parts: list[_Part], macros: bool) -> tuple[Problem, ...]:
    found = sorted(set().union(*(part.notices for part in parts))) + (["macro (không chạy)"] if macros else [])
    return (
        (Problem(code="N-DOCX-01", severity="notice", message=f"Tệp Word có {', '.join(found)}; hãy xem lại trước khi ban hành."),)
        if found
        else ()
    )


def _join(parts: list[_Part]) -> tuple[list[tuple[str, Origin]], tuple[Table, ...]]:
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


def _read_part(root: Any, name: str, changes: Changes, numbering: Numbering) -> _Part:
    part = _Part(name, changes, numbering)
    body = root.find(f"{W}body")
    _blocks(body if body is not None else root, part)
    return part


def _blocks(parent: Any, part: _Part) -> None:
    """Paragraphs and tables below `parent`, in order, through content controls and notes."""
    for child in parent:
        tag = child.tag
        if tag == f"{W}p":
            _paragraph(child, part)
        elif tag == f"{W}tbl":
            _table(child, part)
        elif (tag in _DELETED and part.changes == "accepted") or (tag in _INSERTED and part.changes == "original"):
            part.notices.add("sửa đổi chưa chấp nhận (track changes)")
        elif isinstance(tag, str) and tag not in (f"{W}sectPr", f"{W}sdtPr"):
            _blocks(child, part)


def _paragraph(element: Any, part: _Part) -> None:
    part.paragraph += 1
    number = part.numbering.label(element)
    here = part.paragraph
    inner = list(_runs(element, part, here))
    if number and any(text.strip() for text, _ in inner):
        part.add(number, _NUMBER)
    for text, origin in inner:
        part.add(text, origin)
    mark = element.find(f"{W}pPr/{W}rPr/{W}del")
    if not (mark is not None and part.changes == "accepted"):
        part.add("\n", _BREAK)


def _runs(element: Any, part: _Part, paragraph: int) -> Iterator[tuple[str, Origin]]:
    run = -1
    boxes: list[Any] = []
    for node, kept in _walk(element, part):
        if node.tag == f"{W}txbxContent":
            boxes.append(node)
            continue
        run += 1
        if kept:
            yield from _run_text(node, part, paragraph, run)
    for box in boxes:
        before = len(part.out)
        part.add("\n", _BREAK)
        _blocks(box, part)
        yield from part.take_back(before)


def _walk(element: Any, part: _Part, kept: bool = True) -> Iterator[tuple[Any, bool]]:
    """The runs of a paragraph with whether the chosen reading of tracked changes keeps them; text boxes once."""
    for child in element:
        tag = child.tag
        if tag == f"{W}r":
            yield child, kept
            for box in child.iter(f"{W}txbxContent"):
                if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
                    yield box, kept
        elif tag in _DELETED or tag in _INSERTED:
            part.notices.add("sửa đổi chưa chấp nhận (track changes)")
            dropped = _DELETED if part.changes == "accepted" else _INSERTED
            yield from _walk(child, part, kept and tag not in dropped)
        elif isinstance(tag, str) and tag not in (f"{W}pPr", f"{W}sdtPr", f"{_MC}Fallback"):
            yield from _walk(child, part, kept)


def _run_text(run: Any, part: _Part, paragraph: int, index: int) -> Iterator[tuple[str, Origin]]:
    """The characters of one run. `offset` counts the characters of the run as the file has them, before NFC."""
    offset = 0
    if run.find(f"{W}rPr/{W}vanish") is not None:
        part.notices.add("chữ ẩn")
    for child in run:
        tag = child.tag
        text = ""
        if tag == f"{W}t" or (tag == f"{W}delText" and part.changes == "original"):
            text = child.text or ""
        elif tag in (f"{W}tab", f"{W}ptab"):
            text = "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            text = "\n"
        elif tag == f"{W}noBreakHyphen":
            text = "-"
        elif tag == f"{W}sym":
            text = "•"
        if text:
            yield unicodedata.normalize("NFC", text), DocxOrigin(part.name, paragraph, index, offset)
            offset += len(text)


def _table(element: Any, part: _Part) -> None:
    """A data table a line a row with " | " between cells; a layout table (head, addressees and signature) cell after cell."""
    rows = [[cell for cell in _cells(row) if not _merged_away(cell)] for row in element.iter(f"{W}tr") if _nearest_table(row) is element]
    texts = ["".join(text for text in cell.itertext()) for row in rows for cell in row]
    layout = (
        len(rows) <= 3
        and max((len(row) for row in rows), default=0) <= 3
        and any(
            word in " ".join(text.upper().split())
            for text in texts
            for word in ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "NƠI NHẬN", "ĐỘC LẬP - TỰ DO", "TM. ", "KT. ", "CHỦ TỊCH", "GIÁM ĐỐC")
        )
    )
    if layout or all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                _blocks(cell, part)
        return
    start = part.length
    spans: list[list[tuple[int, int]]] = []
    for row in rows:
        cells: list[tuple[int, int]] = []
        for index, cell in enumerate(row):
            if index:
                part.add(" | ", _CELL)
            before, at = len(part.out), part.length
            _blocks(cell, part)
            flat = [
                (text.replace("\n", " "), Generated("paragraph in a cell") if origin is _BREAK else origin)
                for text, origin in part.take_back(before)
            ]
            while flat and flat[-1][0].strip() == "" and isinstance(flat[-1][1], Generated):
                flat.pop()
            for text, origin in flat:
                part.add(text, origin)
            cells.append((at, part.length))
        part.add("\n", _BREAK)
        spans.append([cell for cell in cells if cell[1] > cell[0]] or cells[:1])
    part.tables.append((start, part.length, [row for row in spans if row]))


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            yield from child.iter(f"{W}tc")


def _merged_away(cell: Any) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _nearest_table(row: Any) -> Any:
    return next(above for above in row.iterancestors() if above.tag == f"{W}tbl")
