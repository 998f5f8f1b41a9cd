"""A Word 97–2003 file as a docx with what the reader of Word files looks at: text, lists, fonts, tables, notes, headers, tracked changes.

How it looks is left out. Of a file that is not wholly understood nothing is made: whoever asks then lets LibreOffice convert it.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from lawcheck.reading.doc97.file import Slice, WordFile, plc_rows
from lawcheck.reading.doc97.lists import read_lists
from lawcheck.reading.doc97.properties import character_runs, paragraph_runs, sprms
from lawcheck.reading.doc97.shapes import Anchored, anchored
from lawcheck.reading.doc97.story import Marks, Writer, font_xml
from lawcheck.reading.doc97.styles import Styles, read_styles
from lawcheck.reading.doc97.xml import attribute

_SECTIONS, _HEADERS, _DOP = 6, 11, 31
_KINDS = {"footnote": (2, 3, "footnotes"), "endnote": (46, 47, "endnotes"), "comment": (4, 5, "comments")}
"""places of references and texts in FibRgFcLcb97, and the story"""
_BOXES = {"body": (40, 56, "boxes"), "headers": (41, 58, "header boxes")}
_ORDER = (("header", "even"), ("header", "default"), ("footer", "even"), ("footer", "default"), ("header", "first"), ("footer", "first"))
"""what the stories of a section's headers are for (2.8.22)"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def docx_of_doc(data: bytes) -> bytes | None:
    """The docx of a .doc; None where it holds something unknown, is of another version, or is damaged."""
    try:
        return _made(data)
    except MemoryError:
        raise
    except Exception:  # olefile, struct and indexing raise anything on files that are not as Word writes them
        return None


def _made(data: bytes) -> bytes:
    file = WordFile(data)
    styles = read_styles(file)
    writer = Writer(file, styles, read_lists(file), character_runs(file), paragraph_runs(file), Marks({}, {}, {}))
    headers = list(_headers(file))
    writer.marks = Marks(_sections(file, headers), _references(file), _shapes(file))
    body = writer.story(file.stories["body"]) + next(reversed(writer.marks.sections.values()), "<w:sectPr/>")
    parts = {"document": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"}
    for kind, (places, texts, story) in _KINDS.items():
        count = sum(1 for _ in _places(file, kind, places))
        notes = [writer.story(where) for where, _ in zip(_notes(file, texts, story), range(count), strict=False)]
        if notes:
            inner = "".join(f'<w:{kind} w:id="{number}"{_author(kind)}>{note}</w:{kind}>' for number, note in enumerate(notes, 1))
            parts[f"{kind}s"] = f"<w:{kind}s {_SPACES}>{inner}</w:{kind}s>"
    for number, (_, kind, _, where) in enumerate(headers):
        tag = "hdr" if kind == "header" else "ftr"
        parts[f"{kind}{number:04}"] = f"<w:{tag} {_SPACES}>{writer.story(where)}</w:{tag}>"
    parts["styles"] = f"<w:styles {_SPACES}>{_styles(styles, writer.used_styles)}</w:styles>"
    if writer.used:
        parts["numbering"] = f"<w:numbering {_SPACES}>{writer.lists.xml(writer.used)}</w:numbering>"
    return _package(parts)


def _author(kind: str) -> str:
    return ' w:author=""' if kind == "comment" else ""


def _notes(file: WordFile, texts: int, story: str) -> Iterator[Slice]:
    """Where each note stands (PlcffndTxt, 2.8.20, and its like: the last position ends the story)."""
    first, last = file.stories[story]
    for start, end, _ in plc_rows(file.structure(texts), 0):
        if first + end > last:
            return
        yield first + start, first + end


def _places(file: WordFile, kind: str, places: int) -> Iterator[int]:
    """Where the body refers to notes (PlcffndRef, 2.8.19; PlcfandRef, 2.8.8)."""
    return (at for at, _, _ in plc_rows(file.structure(places), 30 if kind == "comment" else 2))


def _references(file: WordFile) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind, (places, _, _) in _KINDS.items():
        for number, at in enumerate(_places(file, kind, places), 1):
            found[at] = f'<w:{kind}Reference w:id="{number}"/>'
    return found


def _shapes(file: WordFile) -> dict[int, Anchored]:
    return {
        at: one
        for story, (anchors, texts, boxes) in _BOXES.items()
        for at, one in anchored(file, anchors, texts, file.stories[story][0], file.stories[boxes][0]).items()
    }


def _section_ends(file: WordFile) -> list[tuple[int, bytes]]:
    """The position behind each section, and its sprms (PlcfSed, 2.8.26; Sepx, 2.9.242)."""
    found: list[tuple[int, bytes]] = []
    for _, end, row in plc_rows(file.structure(_SECTIONS), 12):
        at = struct.unpack_from("<I", row, 2)[0]
        size = struct.unpack_from("<H", file.word, at)[0] if at + 2 <= len(file.word) else 0
        found.append((end, file.word[at + 2 : at + 2 + size]))
    return found


Header = tuple[int, str, str, Slice]
"""section, "header" or "footer", for which pages, where it stands"""


def _headers(file: WordFile) -> Iterator[Header]:
    """The headers and footers that pages show (Plcfhdd, 2.8.22): six notes' rules, then six for each section; an empty one is that before."""
    first, last = file.stories["headers"]
    stories = [(start, end) for start, end, _ in plc_rows(file.structure(_HEADERS), 0)][6:]
    facing = bool(file.structure(_DOP)[:1] and file.structure(_DOP)[0] & 1)
    for section, (_, grpprl) in enumerate(_section_ends(file)):
        title = any(code == 0x300A and operand[0] for code, operand in sprms(grpprl))
        for (kind, pages), (start, end) in zip(_ORDER, stories[6 * section : 6 * section + 6], strict=False):
            shown = facing if pages == "even" else title if pages == "first" else True
            if shown and end - start > 1 and first + end <= last:
                yield section, kind, pages, (first + start, first + end - 1)


def _sections(file: WordFile, headers: list[Header]) -> dict[int, str]:
    """The w:sectPr of each section, by the place of the mark that ends it."""
    references: dict[int, str] = {}
    titles = {section for section, _, pages, _ in headers if pages == "first"}
    for number, (section, kind, pages, _) in enumerate(headers):
        reference = f'<w:{kind}Reference w:type="{pages}" r:id="{kind}{number:04}"/>'
        references[section] = references.get(section, "") + reference
    return {
        end - 1: f"<w:sectPr>{references.get(section, '')}{'<w:titlePg/>' if section in titles else ''}</w:sectPr>"
        for section, (end, _) in enumerate(_section_ends(file))
    }


def _styles(styles: Styles, used: set[int]) -> str:
    """The paragraph styles in use, with their fonts."""
    out: list[str] = []
    for number in sorted({0, *used}):
        name = styles.styles[number].name if number in styles.styles else "Normal"
        default = ' w:default="1"' if number == 0 else ""
        fonts = font_xml(*styles.font_of(number))
        out.append(
            f'<w:style w:type="paragraph" w:styleId="s{number}"{default}><w:name w:val="{attribute(name)}"/><w:rPr>{fonts}</w:rPr></w:style>'
        )
    return "".join(out)


def _package(parts: dict[str, str]) -> bytes:
    """The docx with these parts, not compressed: it is read at once."""
    kinds = {name: name.rstrip("0123456789") for name in parts}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{"document.main" if kind == "document" else kind}+xml"/>'
        for name, kind in kinds.items()
    )
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items() if kind != "document"
    )
    about = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{about}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{about}/relationships"><Relationship Id="document" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{about}/relationships">{relations}</Relationships>',
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return out.getvalue()
