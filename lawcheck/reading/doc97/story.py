"""The stories of a Word 97–2003 file (body, notes, headers, text boxes) as paragraphs of a docx: runs, fields, signs, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lawcheck.reading.doc97.file import NotUnderstoodError, Slice, WordFile
from lawcheck.reading.doc97.lists import Lists
from lawcheck.reading.doc97.properties import Ordered
from lawcheck.reading.doc97.shapes import EMU_PER_TWIP, Anchored
from lawcheck.reading.doc97.styles import Look, Styles
from lawcheck.reading.doc97.tables import Written, blocks, changed_mark
from lawcheck.reading.doc97.xml import attribute, escaped
from lawcheck.reading.legacy import encoding_of_font

_MARK = re.compile("[\r\x07\x0c]")
_SIGN = re.compile("[\x00-\x1f\xad]")
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_PICTURE, _NOTE, _COMMENT, _SHAPE = "\x01", "\x02", "\x05", "\x08"
_SHOWN = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    "\x0b": "<w:br/>",
    "\x0c": '<w:br w:type="page"/>',
    "\x0e": '<w:br w:type="column"/>',
    "\x1e": "<w:noBreakHyphen/>",
    "\x1f": "<w:softHyphen/>",
    "\xad": "<w:softHyphen/>",
}
_SOFT_HYPHENS = ("\x1f", "\xad")
_SYMBOL_FIELD = re.compile(r'\s*SYMBOL\s+(\d{1,5})(?:.*?\\f\s+"?([^"\\]+))?', re.IGNORECASE | re.DOTALL)
_EMPTY_PICTURE = (
    '<wp:docPr id="1" name=""/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name=""/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill/><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
)
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands at single positions of the text: ends of sections, references to notes, floating shapes."""

    sections: dict[int, str]
    """position of the mark that ends a section → its w:sectPr"""
    notes: Mapping[int, str]
    """position of a reference → its XML"""
    shapes: Mapping[int, Anchored]


@dataclass(slots=True)
class Writer:
    """Writes stories; keeps which lists were used."""

    file: WordFile
    styles: Styles
    lists: Lists
    characters: Ordered
    paragraphs: Ordered
    marks: Marks
    used: set[int] = field(default_factory=set)
    used_styles: set[int] = field(default_factory=set)

    def story(self, story: Slice, depth: int = 0) -> str:
        """The XML of a story, or of a part of one that begins with a paragraph. Raises NotUnderstoodError where a field is not closed in it."""
        if depth > _DEEPEST:
            raise NotUnderstoodError("text boxes in text boxes")
        fields = Fields()
        written = [self._paragraph(start, end, fields, depth) for start, end in self._bounds(story)]
        if fields.open:
            raise NotUnderstoodError("field without end")
        return blocks(written)

    def _bounds(self, story: Slice) -> Iterator[Slice]:
        """First position of each paragraph, and that of its mark (2.4.2)."""
        start, end = story
        for match in _MARK.finditer(self.file.text, start, end):
            at = match.start()
            if self.file.text[at] == "\x0c" and at not in self.marks.sections:
                continue
            yield start, at
            start = at + 1
        if start < end:
            raise NotUnderstoodError("story without a last paragraph mark")

    def _paragraph(self, start: int, mark: int, fields: Fields, depth: int) -> Written:
        properties = self.styles.paragraph(self.paragraphs.at(mark), self.file)
        style = properties.style
        if style not in self.styles.styles:
            style = 0
        run = Runs(self.styles.font_of(style))
        for first, last, sprms in self.characters.between(start, mark):
            self._segment(first, last, self.styles.look(style, sprms), fields, run, depth)
        mark_look = self.styles.look(style, self.characters.at(mark))
        inner = run.xml()
        written = Written("", properties, self.file.text[mark], mark_look.deleted, mark_look.inserted, words=bool(inner))
        if properties.row_end:
            return written
        about = self._properties(written, style, mark)
        return Written(f"<w:p>{about}{inner}</w:p>", properties, written.mark, written.deleted, written.inserted, written.words)

    def _properties(self, one: Written, style: int, mark: int) -> str:
        """The w:pPr of a paragraph."""
        properties, out = one.properties, []
        if style:
            self.used_styles.add(style)
            out.append(f'<w:pStyle w:val="s{style}"/>')
        use = properties.list
        if use == 0x7FF or (properties.old_number and use is None):
            raise NotUnderstoodError("numbering of Word 95")
        use = 0x10000 - use if use is not None and use > 0xF800 else use
        if use and self.lists.has(use):
            self.used.add(use)
            out.append(f'<w:numPr><w:ilvl w:val="{properties.level or 0}"/><w:numId w:val="{use}"/></w:numPr>')
        if one.deleted is not None or one.inserted is not None:
            out.append(f"<w:rPr>{changed_mark(one)}</w:rPr>")
        if mark in self.marks.sections and one.mark == "\x0c":
            out.append(self.marks.sections[mark])
        return f"<w:pPr>{''.join(out)}</w:pPr>" if out else ""

    def _segment(self, start: int, end: int, look: Look, fields: Fields, run: Runs, depth: int) -> None:
        """Write characters of one look."""
        text = self.file.text[start:end]
        if look.symbol is not None and not text.strip("(") and not fields.hides:
            font, code = look.symbol
            run.add(look, f'<w:sym w:font="{attribute(font)}" w:char="{code:04X}"/>' * len(text))
            return
        at = 0
        for match in _SIGN.finditer(text):
            if match.start() > at:
                fields.text(text[at : match.start()], look, run)
            at = match.end()
            sign = match[0]
            if sign in (_BEGIN, _SEPARATE, _END):
                fields.sign(sign, look, run)
            elif not fields.hides:
                self._sign(sign, start + match.start(), look, run, depth)
        if at < len(text):
            fields.text(text[at:] if at else text, look, run)

    def _sign(self, sign: str, at: int, look: Look, run: Runs, depth: int) -> None:
        if sign in _SHOWN:
            if sign in _SOFT_HYPHENS and is_legacy(look.font or look.other):  # a letter of TCVN3
                run.text(look, "\xad")
            else:
                run.add(look, _SHOWN[sign])
        elif at in self.marks.notes:
            run.alone(look, self.marks.notes[at])
        elif at in self.marks.shapes:
            run.floating.append((self.marks.shapes[at].order, look, self._shape(self.marks.shapes[at], depth)))
        elif sign == _PICTURE and look.picture is not None:
            run.add(look, picture(self._size(look.picture)))

    def _shape(self, shape: Anchored, depth: int) -> str:
        boxes = (
            f'<w:pict><v:rect style="width:100pt;height:20pt"><v:textbox><w:txbxContent>{self.story(box, depth + 1)}</w:txbxContent></v:textbox></v:rect></w:pict>'
            for box in shape.boxes
        )
        return "".join(boxes) + picture(shape.picture)

    def _size(self, place: int) -> tuple[int, int] | None:
        """Width and height in EMU of a picture in the line (PICF, 2.9.190)."""
        head = self.file.data[place : place + 36]
        if len(head) < 36:
            return None
        width, height, across, up = (int.from_bytes(head[at : at + 2], "little") for at in (28, 30, 32, 34))
        return width * across * EMU_PER_TWIP // 1000, height * up * EMU_PER_TWIP // 1000


def picture(size: tuple[int, int] | None) -> str:
    """A picture of which only the size is known."""
    if size is None or 0 in size:
        return ""
    return f'<w:drawing><wp:inline><wp:extent cx="{size[0]}" cy="{size[1]}"/>{_EMPTY_PICTURE}</wp:inline></w:drawing>'


class Fields:
    """Where a story stands in its fields (2.8.25): codes are not shown, results are."""

    def __init__(self) -> None:
        self._open: list[list[str] | None] = []  # the code so far, None in the result
        self._codes = 0

    @property
    def open(self) -> bool:
        """Whether a field has begun and not ended."""
        return bool(self._open)

    @property
    def hides(self) -> bool:
        """Whether what comes now belongs to the code of a field."""
        return self._codes > 0

    def text(self, text: str, look: Look, run: Runs) -> None:
        """Write text, or keep it as a code."""
        if not self._codes:
            run.text(look, text)
        elif self._open[-1] is not None:
            self._open[-1].append(text)

    def sign(self, sign: str, look: Look, run: Runs) -> None:
        """Begin, turn to the result of, or end a field. Raises NotUnderstoodError for a sign that stands alone."""
        if sign == _BEGIN:
            self._open.append([])
            self._codes += 1
            return
        if not self._open:
            raise NotUnderstoodError("field sign")
        code = self._open[-1]
        if sign == _SEPARATE:
            self._open[-1] = None
            self._codes -= code is not None
            return
        self._open.pop()
        self._codes -= code is not None
        if code is not None and not self._codes:
            symbol = _SYMBOL_FIELD.match("".join(code))
            if symbol:
                run.add(look, f'<w:sym w:font="{attribute((symbol[2] or "Symbol").strip())}" w:char="{int(symbol[1]):04X}"/>')


class Runs:
    """The runs of a paragraph being written; neighbours that look the same become one, but for old fonts, where each was typed for itself."""

    def __init__(self, fonts: tuple[str, str]) -> None:
        self._fonts = fonts
        self.floating: list[tuple[int, Look, str]] = []
        self._out: list[str] = []
        self._look: Look | None = None
        self._content: list[str] = []
        self._text: list[str] = []

    def text(self, look: Look, text: str) -> None:
        """Add characters."""
        self._turn_to(look)
        self._text.append(text)

    def add(self, look: Look, xml: str) -> None:
        """Add an element."""
        if xml:
            self._turn_to(look)
            self._close_text()
            self._content.append(xml)

    def alone(self, look: Look, xml: str) -> None:
        """Add an element in a run of its own, as Word writes it."""
        self._close_run()
        self.add(look, xml)
        self._close_run()

    def xml(self) -> str:
        """All runs; what floats comes last."""
        for _, look, xml in sorted(self.floating, key=lambda one: one[0]):
            self.alone(look, xml)
        self._close_run()
        return "".join(self._out)

    def _turn_to(self, look: Look) -> None:
        if self._look is not look and (
            self._look is None or _shown_as(self._look) != _shown_as(look) or is_legacy(look.font or look.other)
        ):
            self._close_run()
        self._look = look

    def _close_text(self) -> None:
        text = escaped("".join(self._text))
        self._text = []
        if text and self._look is not None:
            tag = "delText" if self._look.deleted is not None else "t"
            self._content.append(f'<w:{tag} xml:space="preserve">{text}</w:{tag}>')

    def _close_run(self) -> None:
        if self._look is None:
            return
        self._close_text()
        if self._content:
            look = self._look
            made = f"<w:r>{_run_properties(look.font, look.other, look.hidden, self._fonts)}{''.join(self._content)}</w:r>"
            if look.deleted is not None:
                made = f'<w:del w:id="0" w:author="{attribute(look.deleted)}">{made}</w:del>'
            if look.inserted is not None:
                made = f'<w:ins w:id="0" w:author="{attribute(look.inserted)}">{made}</w:ins>'
            self._out.append(made)
        self._content = []


def _shown_as(look: Look) -> tuple[object, ...]:
    return look.font, look.other, look.hidden, look.deleted, look.inserted


@lru_cache(2048)
def is_legacy(font: str) -> bool:
    """Whether a font is of an encoding before Unicode."""
    return encoding_of_font(font) is not None


@lru_cache(2048)
def _run_properties(font: str, other: str, hidden: bool, usual: tuple[str, str]) -> str:
    """The w:rPr of a run in a paragraph whose style has the fonts `usual`."""
    out = font_xml(font, other) if (font, other) != usual else ""
    if hidden:
        out += "<w:vanish/>"
    return f"<w:rPr>{out}</w:rPr>" if out else ""


def font_xml(font: str, other: str) -> str:
    """The w:rFonts of two fonts."""
    return f'<w:rFonts w:ascii="{attribute(font)}" w:hAnsi="{attribute(other)}"/>' if font or other else ""
