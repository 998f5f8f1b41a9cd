"""The outline of a document: a total parser from lines to a tree of units.

Every line either opens a unit or continues the one before; what cannot be placed is a paragraph. Nothing is refused, and the
leads of all nodes join to the text. Sources of the levels: Nghị định 78/2025/NĐ-CP Điều 63; Nghị định 30/2020/NĐ-CP Phụ lục I II.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lawcheck.structure.addresses import place
from lawcheck.structure.lines import ATTACHED, Line, read_lines
from lawcheck.structure.model import Level, Node
from lawcheck.text import Folded, SourceText, Span, Table, fold

_RANKS = {
    Level.DAU: 2,
    Level.CAN_CU: 2,
    Level.BAN_HANH: 2,
    Level.NOI_NHAN: 2,
    Level.CHU_KY: 2,
    Level.KEM_THEO: 1,
    Level.PHU_LUC: 1,
    Level.PHAN: 3,
    Level.CHUONG: 4,
    Level.MUC: 5,
    Level.TIEU_MUC: 6,
    Level.LA_MA: 7,
    Level.DIEU: 8,
    Level.SO: 11,
    Level.KHOAN: 10,
    Level.CHU: 13,
    Level.DIEM: 13,
    Level.GACH: 14,
    Level.DOAN: 16,
    Level.BANG: 16,
}
_LEAVES = frozenset({Level.DAU, Level.CAN_CU, Level.BAN_HANH, Level.NOI_NHAN, Level.CHU_KY})
"""units that hold no others"""
_CLOSING = frozenset({Level.NOI_NHAN, Level.CHU_KY})
"""parts after the body"""
_LARGE = frozenset({Level.DIEU, Level.CHUONG, Level.PHAN})
"""units that only a body holds, whatever part was read before"""
_BEGINNING = frozenset({Level.DIEU, Level.CHUONG, Level.LA_MA, Level.KHOAN, Level.PHAN})
"""units that a text without a head begins with"""
_NO_UNITS = frozenset({Level.CAN_CU, Level.BAN_HANH, Level.CHU_KY, Level.NOI_NHAN, Level.PHU_LUC})
"""levels of lines that open parts"""
_TITLED = frozenset({Level.DIEU, Level.CHUONG, Level.MUC, Level.PHAN, Level.TIEU_MUC, Level.LA_MA})
_TITLES_ALONE = frozenset({Level.DIEU, Level.CHUONG, Level.MUC, Level.PHAN, Level.LA_MA})
"""units whose title may stand on a line of its own"""
_INSIDE_DIEU = 9
"""rank of "I." below an article"""
_QUOTED = 20
"""added to the rank of units inside quotation marks, so that they stand below the unit that quotes them"""
_MAX_QUOTE = 400
"""lines after which an unclosed quotation mark is taken for a slip"""
_ENDS = tuple('.;:!?…/"”)')
"""what ends a paragraph"""
_TITLE_WORDS = re.compile(r"\s*(?:về việc|v/v|quy định|ban hành|về )")
_HEAD_LINE = re.compile(r"\s*(?:số|kính gửi|v/v|về việc|độc lập|cộng hòa|.{0,40}ngày\s+.{0,6}\s*tháng)\b")
_NATIONAL_NAME = re.compile(r"c[ộọ]ng h\w+[ .]{1,2}x[ãâ] h[ộọ]i ch[ủu] ngh[ĩi]a")
_KEPT = re.compile(r"[-–*•+_ ]*lưu\b *:?")
"""the last line of the addressees: "- Lưu: VT, TH." """
_FOOTNOTE = re.compile(r"\[\d+\]")
"""opens the notes of the text before, which end a document"""
_MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_RESUMES = frozenset({Level.SO, Level.LA_MA, Level.KHOAN, Level.GACH, Level.CHU, Level.DIEM})
"""units in which a text sent along goes on behind the addressees where its own head is lost"""
_AHEAD, _SAYS = 10, 50
"""lines of a text sent along that are looked at, and code points of each on average from which they say something; names and titles are shorter"""
_RARELY = 20
"""letters of which at least one bears a mark in Vietnamese, by far"""
_LONG = 70
"""code points of a line that by itself is no name or title"""
_RULES = re.compile(
    r"[-–+•* ]+(?=.{50})(?!lưu\b|như trên).*\b(?:phải|cấm|không (?:được|quá|thu)|chỉ được|được (?:hưởng|hỗ trợ|miễn|giảm|phép|cấp)|áp dụng|tối đa|tối thiểu|\d+ ?%)"
)
"""an item among the addressees that lays something down: in a scan of two columns the body goes on between them"""
_ATTACHED_NOTE = re.compile(
    r"\(?\s*(?:ban hành|kèm theo|kèm)\s*(?:kèm )?(?:theo )?(?:quyết định|nghị quyết|thông tư|kế hoạch|công văn|tờ trình|nghị định)"
)


class Opening(NamedTuple):
    """A unit as it opens: where, how deep, and what it is called."""

    level: Level
    rank: int
    start: int
    number: str = ""
    heading: Span | None = None
    quoted: bool = False
    word: str = ""


@dataclass(slots=True)
class _State:
    """What the parser remembers while it walks down the lines."""

    part: Level = Level.DAU
    last: dict[int, str] = field(default_factory=dict)
    """the last number opened at each rank below the current units"""
    body: bool = False
    in_dieu: bool = False
    quote_left: int = 0
    formula: bool = False
    kept: bool = False
    """the addressees have ended: the line that says where a copy is kept has passed"""
    strayed: bool = False
    """the line before stands among the addressees and is none"""


def parse_outline(source: SourceText, tables: Sequence[Table] = (), view: Folded | None = None) -> Node:
    """Return the root of the outline of `source`; `tables` become nodes with a row each. Never raises for any text.

    `view` is the folded view of the text, where that is at hand.
    """
    text = source.text
    lines = tuple(read_lines(text, view or fold(text)))
    openings = [Opening(level=Level.VAN_BAN, rank=0, start=0), *_open(text, lines, tables)]
    return place(text, _nest(text, openings))


def _open(text: str, lines: Sequence[Line], tables: Sequence[Table]) -> Iterator[Opening]:
    state = _State()
    rows = {row[0].start: row for table in tables for row in table.rows if row}
    table_starts = {table.span.start for table in tables}
    inside = sorted((table.span for table in tables), reverse=True)
    for index, line in enumerate(lines):
        while inside and inside[-1].end <= line.span.start:
            inside.pop()
        if inside and inside[-1].start <= line.span.start:
            if line.span.start in table_starts:
                yield Opening(level=Level.BANG, rank=15, start=line.span.start)
            if line.span.start in rows:
                yield Opening(level=Level.DONG, rank=16, start=line.span.start)
            continue
        opening = _line(text, lines, index, state)
        if opening is not None:
            yield opening


def _line(text: str, lines: Sequence[Line], index: int, state: _State) -> Opening | None:
    """What the line opens, None where it continues the unit before."""
    line = lines[index]
    before = lines[index - 1] if index else None
    quoted = state.quote_left > 0 or line.quote
    _track_quotes(text, line, state)
    if not quoted:
        part = _part(lines, index, state)
        if part is not None:
            return _open_part(part, line, state)
    level = None if line.apart and not state.in_dieu else line.level
    if state.part in _CLOSING and level not in _LARGE:
        return _among_addressees(line, state)
    if (
        not state.body
        and (level in _BEGINNING or level is Level.MUC)
        and (level is not Level.KHOAN or state.part is not Level.DAU or line.number == "1")
    ):
        state.body, state.part = True, Level.VAN_BAN
    if not state.body:
        if not _is_prose(text, line, before, state):
            return None
        state.body, state.part = True, Level.VAN_BAN
        return Opening(level=Level.DOAN, rank=16, start=line.span.start)
    if level in _LARGE and state.part in _CLOSING:
        state.part = Level.VAN_BAN
    opening = _unit(line, before, state, quoted) if level is not None else None
    if opening is None and _new_paragraph(text, line, before):
        return Opening(level=Level.DOAN, rank=16 + (_QUOTED if quoted else 0), start=line.span.start, quoted=quoted)
    return opening


def _among_addressees(line: Line, state: _State) -> Opening | None:
    """A paragraph of the body that strayed among the addressees, and the addressees again behind it."""
    rank, before = _RANKS[Level.NOI_NHAN], state.strayed
    state.strayed = state.part is Level.NOI_NHAN and bool(_RULES.match(line.folded))
    if state.strayed:
        return Opening(level=Level.DOAN, rank=rank, start=line.span.start)
    return Opening(level=Level.NOI_NHAN, rank=rank, start=line.span.start) if before else None


def _track_quotes(text: str, line: Line, state: _State) -> None:
    if not line.quote and not state.quote_left:
        return
    raw = line.span.of(text)
    opened, closed = raw.count("“"), raw.count("”")
    if opened > closed and line.quote:
        state.quote_left = _MAX_QUOTE
    elif state.quote_left and closed > opened:
        state.quote_left = 0
    elif state.quote_left:
        state.quote_left -= 1


def _part(lines: Sequence[Line], index: int, state: _State) -> Level | None:
    """The part that this line opens: head and căn cứ before the body, addressees and signature, attached texts, annexes."""
    line = lines[index]
    closing = state.part in _CLOSING
    if closing and state.kept and line.level in _RESUMES and _goes_on(lines[index : index + _AHEAD]):
        return Level.KEM_THEO
    state.kept = closing and (state.kept or bool(_KEPT.match(line.folded))) and not _FOOTNOTE.match(line.folded)
    if index and line.level is None and not line.upper and not closing:
        return None
    if not state.body and (
        line.level is Level.CAN_CU or (line.level is Level.BAN_HANH and (state.part is Level.CAN_CU or ":" in line.folded))
    ):
        return line.level
    if not state.body and index == 0 and line.level not in _BEGINNING:
        return Level.DAU
    if line.level is Level.NOI_NHAN:
        return Level.NOI_NHAN
    if line.level is Level.CHU_KY and (state.body or state.formula):
        return Level.CHU_KY if state.part is not Level.CHU_KY else None
    if line.level is Level.PHU_LUC and index and lines[index - 1].level is Level.PHU_LUC:
        return None  # "PHỤ LỤC" over "DANH MỤC …": one annex and its title
    if line.level is Level.PHU_LUC and (state.body or closing):
        return Level.PHU_LUC
    if closing and _NATIONAL_NAME.search(line.folded):
        return Level.KEM_THEO  # the head of another document that is sent along
    if (state.body or closing) and line.upper and line.folded.strip(" *#:.") in ATTACHED:
        near = " ".join(other.folded for other in lines[index + 1 : index + 9])
        if _ATTACHED_NOTE.search(near) or (closing and line.level is not Level.BAN_HANH):
            return Level.KEM_THEO
    if closing and line.upper and _titles_an_attachment(lines[index + 1 : index + 7]):
        return Level.KEM_THEO
    return None


def _goes_on(lines: Sequence[Line]) -> bool:
    """True where lines behind the addressees are a text and no signature: the first is long, or they are on average; a translation into another language is none."""
    words = "".join(line.folded for line in lines)
    if len(_MARKED.findall(words)) * _RARELY < len(words):
        return False
    return len(lines[0].span) >= _LONG or sum(len(line.span) for line in lines) >= _AHEAD * _SAYS


def _titles_an_attachment(after: Sequence[Line]) -> bool:
    """True where the lines after a line of capitals end the title and say of which document it is a part ("(Ban hành kèm theo Công văn số …")."""
    below = next((line for line in after if not line.upper), None)
    return below is not None and bool(_ATTACHED_NOTE.match(below.folded.lstrip()))


def _open_part(part: Level, line: Line, state: _State) -> Opening:
    state.part = part
    if part is Level.BAN_HANH:
        state.formula = True
    if part in (Level.KEM_THEO, Level.PHU_LUC):
        state.last, state.in_dieu, state.body, state.quote_left = {}, False, True, 0
    number = line.number if part is Level.PHU_LUC else ""
    unnamed = line.level in _RESUMES or _NATIONAL_NAME.search(line.folded)
    word = "văn bản kèm theo" if unnamed else line.word or line.folded.strip(" *#:.")
    return Opening(level=part, rank=_RANKS[part], start=line.span.start, number=number, word=word)


def _unit(line: Line, before: Line | None, state: _State, quoted: bool) -> Opening | None:
    """The unit that the line opens, None where its number does not fit: then it is a wrapped line."""
    assert line.level is not None
    level = line.level
    if level not in _RANKS or level in _NO_UNITS:
        return None
    rank = _RANKS[level]
    if level is Level.LA_MA and state.in_dieu:
        rank = _INSIDE_DIEU
    if level is Level.SO:
        rank = 10 + min(line.number.count("."), 2)
    shift = _QUOTED if quoted else 0
    if not _fits(line, level, rank + shift, before, state):
        return None
    if level in (Level.KHOAN, Level.DIEM) and not (state.in_dieu or quoted):
        level = Level.SO if level is Level.KHOAN else Level.CHU
    if not quoted:
        state.in_dieu = level is Level.DIEU or (state.in_dieu and rank > _RANKS[Level.DIEU])
    number = line.number
    if level in (Level.DIEM, Level.CHU) and number == state.last.get(rank + shift) == "d":
        number = "đ"  # typing or OCR lost the bar: no list names a point twice
    if level is not Level.GACH:
        state.last[rank + shift] = number
    for deeper in [known for known in state.last if known > rank + shift]:
        if not (quoted is False and deeper >= _QUOTED):
            del state.last[deeper]
    heading = Span(line.body, line.span.end) if level in _TITLED else None
    return Opening(level=level, rank=rank + shift, start=line.span.start, number=number, heading=heading, quoted=quoted)


def _fits(line: Line, level: Level, rank: int, before: Line | None, state: _State) -> bool:
    """True where the number follows its sister, starts anew, or the line plainly begins a paragraph."""
    last = state.last.get(rank)
    wrapped = before is not None and not line.blank_before and not before.folded.endswith(_ENDS) and before.level is None
    if level is Level.GACH:
        return True
    follows = _follows(last, line.number)
    if level is Level.DIEU:
        return follows or last is None or (line.blank_before and bool(line.sign)) or (bool(line.sign) and not wrapped)
    if follows or line.number.lower() in ("1", "i", "a", "1.1"):
        return True
    if level is Level.KHOAN:
        ahead = (
            int(line.number) - int(last)
            if last and last.isdigit() and line.number.isdigit()
            else int(line.number)
            if line.number.isdigit()
            else 99
        )
        return (line.number.isdigit() and 0 < ahead <= 3 and not wrapped) or (last is None and not wrapped and ahead <= 40)
    if level is Level.LA_MA:
        return (len(line.number) > 1 and not wrapped) or (last is not None and not wrapped)
    return not wrapped


_ROMAN = {
    roman: index + 1
    for index, roman in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"]
    )
}
_LETTERS = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"]


def _follows(last: str | None, number: str) -> bool:
    if last is None:
        return False
    if last.isdigit() and number.isdigit():
        return int(number) == int(last) + 1
    if (match := re.fullmatch(r"(\d+)([a-zđ]?)", last)) and (now := re.fullmatch(r"(\d+)([a-zđ]?)", number)):
        return int(now[1]) == int(match[1]) + 1 or (now[1] == match[1] and now[2] > match[2])
    if last in _ROMAN and number in _ROMAN and _ROMAN[number] == _ROMAN[last] + 1:
        return True
    if last in _LETTERS and number in _LETTERS:
        return 0 < _LETTERS.index(number) - _LETTERS.index(last) <= 2 or last == number == "d"
    return (
        last.rpartition(".")[0] == number.rpartition(".")[0]
        and last.rpartition(".")[2].isdigit()
        and number.rpartition(".")[2].isdigit()
        and (int(number.rpartition(".")[2]) == int(last.rpartition(".")[2]) + 1)
    )


def _is_prose(text: str, line: Line, before: Line | None, state: _State) -> bool:
    """True for the first line of the body of a document without numbered opening."""
    if line.upper or (line.level is not None and line.level is not Level.GACH):
        return False
    if state.part is Level.CAN_CU or state.part is Level.BAN_HANH:
        continues = before is not None and not line.blank_before and not before.folded.endswith((";", "."))
        return not continues and not _TITLE_WORDS.match(line.folded) and len(line.folded) > 30
    if before is None or not line.blank_before or len(line.folded) < 60:
        return False
    return not _HEAD_LINE.match(line.folded) and not _TITLE_WORDS.match(line.folded)


def _new_paragraph(text: str, line: Line, before: Line | None) -> bool:
    if before is None or line.blank_before:
        return True
    first = line.span.of(text).lstrip()[:1]
    if before.level in _TITLES_ALONE and first.isupper() and not line.upper:
        return True
    return before.folded.endswith(_ENDS) and (first.isupper() or not first.isalnum())


def _nest(text: str, openings: Sequence[Opening]) -> tuple[tuple[Opening, Span, int], ...]:
    """Each opening with its lead and its depth in the tree."""
    result: list[tuple[Opening, Span, int]] = []
    stack: list[Opening] = []
    ends = [opening.start for opening in openings[1:]] + [len(text)]
    for opening, end in zip(openings, ends, strict=True):
        while stack and opening.rank > 0 and (stack[-1].rank >= opening.rank or stack[-1].level in _LEAVES):
            stack.pop()
        result.append((opening, Span(opening.start, end), len(stack)))
        stack.append(opening)
    return tuple(result)
