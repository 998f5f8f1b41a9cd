"""The lines of a pdf page through pdfium: letters of a second font put back in their place, words with boxes, footnotes apart.

Boxes are left, bottom, right, top in points from the lower left corner, as in layout.py.
"""

from __future__ import annotations

import ctypes
import functools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lawcheck.reading.columns import HEAD_ROWS, Row, is_head
from lawcheck.reading.docx_symbols import symbol
from lawcheck.reading.layout import Box, Line, wrap
from lawcheck.reading.pdf_raw import Characters, RawLine, Stamp, joined
from lawcheck.reading.pdf_rules import Rule, Rules
from lawcheck.reading.pdf_stamps import stamps_in_lines
from lawcheck.text import Generated, Origin, PdfOrigin

_STRAY = re.compile(
    r"(?:^|\s)(?![ởýôổủá](?:\s|$))[ăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]+(?=\s|$)",
    re.IGNORECASE,
)
"""vowels that are no word: letters taken from a second font, which the file has after the others of their line"""
_MANY = 4
"""such vowels on a page that show a file to have them; fewer concern their own line only"""
_SAME_LINE, _BLANK = 0.6, 0.15
"""shares of the height of a line: how far raised or lowered letters may stand from it, and the least distance between two words"""
_ADDRESSEES = re.compile(r"\W{0,3}Nơi nhận\W")
_NOTE = re.compile(r"\s*(\d{1,3})(?![\d.,)/])")
"""the number that a footnote begins with"""
_SIGN = re.compile("(?<![\ue000-\uf8ff])[\uf020-\uf0ff](?![\ue000-\uf8ff])")
"""a sign of a symbol font on its own; many in a row are letters of a font whose codes say nothing"""
_LOOKALIKES = str.maketrans("АВСЕНКМОРТХасеорх", "ABCEHKMOPTXaceopx")
"""Cyrillic letters that scanning programs put for Latin ones"""
_MIXED = re.compile(r"\S*[A-Za-z]\S*")
_MARK = re.compile(r"\W*(?:DỰ THẢO(?: LẦN \d+)?|H[OỎ][AẢ] TỐC|THƯỢNG KHẨN|KHẨN|TUYỆT MẬT|TỐI MẬT|MẬT)\W*")
"""a mark in a box of its own, which the file has after all that is not in a box"""
_JOINED: Origin = Generated("line wrap")
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a page in the order of the file, which goes cell after cell, and its footnotes.

    Words are given where columns or tables may stand. `shuffled` says that the file has letters of a second font after the others of their line.
    """

    rows: tuple[Row, ...] = ()
    notes: tuple[Line, ...] = ()
    shuffled: bool = False


def lines_of(page: Any, number: int, rules: Rules, shuffled: bool, stamps: Sequence[Stamp] = ()) -> Lines:
    """The lines that pdfium finds on page `number` (from 1), with what is stamped on it. `shuffled` says that other pages of the file are."""
    import pypdfium2

    try:
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Lines(shuffled=shuffled)
    try:
        text = text_page.get_text_range()
        if text_page.count_chars() != len(text):  # letters beyond the sixteen bits of pdfium: their places cannot be told
            plain = (shown(raw) for raw in text.splitlines())
            return Lines(tuple((Line(number, _NOWHERE, ((line, PdfOrigin(number, None)),)), ()) for line in plain if line), (), shuffled)
        shuffled = shuffled or len(_STRAY.findall(text)) >= _MANY
        chars = Characters(text_page, stamps)
        found = stamps_in_lines(chars, stamps, list(_raw_lines(chars, text, shuffled)))
        first = _first_note(chars, found, rules, page.get_width())
        numbers = _numbers(found[first:])
        rows: list[Row] = []
        along = rules.along if rules.may_enclose else ()
        beside = False
        head = HEAD_ROWS
        for line in (_unmarked(chars, line, numbers) for line in found[:first]):
            words = shown(line.raw)
            beside = beside or _ADDRESSEES.match(words) is not None
            head = HEAD_ROWS if is_head(words) else head - 1
            placed = _words(chars, number, line, along) if along or head >= 0 or beside else ()
            rows.append((Line(number, line.box, ((words, PdfOrigin(number, line.box)),)), placed))
        _put_head_first(rows)
        _put_marks_back(rows)
        return Lines(tuple(rows), tuple(_notes(found[first:], number)), shuffled)
    except UnicodeDecodeError:
        return Lines(shuffled=shuffled)
    finally:
        text_page.close()


def _put_head_first(rows: list[Row]) -> None:
    """Move the lines of a head that the file has after what stands below them, as where the head is a picture of boxes, to the top."""
    at = next((index for index, (line, _) in enumerate(rows) if is_head(line.text)), 0)
    above = [line.box[1] > rows[0][0].box[3] - 1 for line, _ in rows] if at else []
    if not above or not above[at]:
        return
    start, end = at, at + 1
    while above[start - 1]:
        start -= 1
    while end < len(rows) and above[end]:
        end += 1
    rows[:end] = [*rows[start:end], *rows[:start]]


def _put_marks_back(rows: list[Row]) -> None:
    """Move each mark of draft, urgency or secrecy under the line that is seen right above it."""
    for index in range(1, len(rows)):
        mark = rows[index][0]
        if not _MARK.fullmatch(mark.text):
            continue
        left, _, right, top = mark.box
        above = [at for at in range(index) if rows[at][0].box[1] > top - 1 and rows[at][0].box[0] < right and left < rows[at][0].box[2]]
        if above:
            rows.insert(min(above, key=lambda at: rows[at][0].box[1]) + 1, rows.pop(index))


def _raw_lines(chars: Characters, text: str, shuffled: bool) -> Iterator[RawLine]:
    """The lines with letters or signs, in the order of the file."""
    at = 0
    for raw in text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n"):
        start, at = at, at + len(raw) + 1
        places: Sequence[int] = range(start, start + len(raw))
        if raw and (shuffled or _STRAY.search(raw)):
            raw, places = _left_to_right(chars, raw, start)
        if shown(raw):
            first, last = places[len(raw) - len(raw.lstrip())], places[len(raw.rstrip()) - 1]
            yield RawLine(raw, places, joined(chars.box(first), chars.box(last)))


def _first_note(chars: Characters, lines: Sequence[RawLine], rules: Rules, width: float) -> int:
    """The index of the first line of the footnotes; how many lines where there are none.

    Footnotes stand last on a page, under a short rule, and begin with a small raised number.
    """
    for rule in sorted(rules.across, key=lambda rule: rule.at):
        crossed = any(
            abs(side.at - end) < 3 and side.start - 3 < rule.at < side.end + 3 for side in rules.along for end in (rule.start, rule.end)
        )
        if crossed or not 50 < rule.end - rule.start < 0.4 * width:
            continue
        under = [line.box[3] < rule.at + 2 for line in lines]
        first = next((index for index, line in enumerate(lines) if under[index] and not _is_page_number(lines, index)), len(lines))
        if all(under[first:]) and any(under[first:]) and _has_raised_number(chars, lines[first:]):
            return first
    return len(lines)


def _is_page_number(lines: Sequence[RawLine], index: int) -> bool:
    """Whether a line is a number alone, with nothing beside it."""
    line = lines[index]
    return line.raw.strip().isdigit() and not any(
        other is not line and other.box[1] < line.box[3] and line.box[1] < other.box[3] for other in lines
    )


def _has_raised_number(chars: Characters, lines: Sequence[RawLine]) -> bool:
    """Whether `lines` begin with a number that is smaller and stands higher than what follows."""
    match = _NOTE.match(lines[0].raw)
    if match is None:
        return False
    places = [place for line in lines[:2] for char, place in zip(line.raw, line.places, strict=True) if not char.isspace()]
    digits = len(match[1])
    return len(places) > digits and _is_raised(chars, places[digits], places[0])


def _numbers(notes: Sequence[RawLine]) -> tuple[int, ...]:
    """The numbers of footnotes, which count up."""
    found: list[int] = []
    for line in notes:
        match = _NOTE.match(line.raw)
        if match and (not found or int(match[1]) == found[-1] + 1):
            found.append(int(match[1]))
    return tuple(found)


def _unmarked(chars: Characters, line: RawLine, numbers: Sequence[int]) -> RawLine:
    """A line without the raised numbers that point to footnotes: left in, "khoản 1" with note 2 would be "khoản 12"."""
    keep = list(range(len(line.raw)))
    for match in re.finditer(r"(?<=\S)\d{1,3}", line.raw):
        for start in range(match.start(), match.end()):
            if int(line.raw[start : match.end()]) in numbers and _is_raised(chars, line.places[start - 1], line.places[start]):
                keep = [at for at in keep if not start <= at < match.end()]
                break
    if len(keep) == len(line.raw):
        return line
    return RawLine("".join(line.raw[at] for at in keep), [line.places[at] for at in keep], line.box)


def _is_raised(chars: Characters, beside: int, index: int) -> bool:
    """Whether a character is small and stands higher than the one beside it."""
    small, usual = chars.box(index), chars.box(beside)
    return chars.baseline(index) > chars.baseline(beside) + 1 and small[3] - small[1] < 0.85 * (usual[3] - usual[1])


def _notes(lines: Sequence[RawLine], number: int) -> Iterator[Line]:
    """The footnotes without their numbers, each as one line."""
    parts: list[tuple[str, Origin]] = []
    boxes: list[Box] = []
    expected = 0
    for line in lines:
        match = _NOTE.match(line.raw)
        words = shown(line.raw)
        if match and int(match[1]) == (expected or int(match[1])):
            if parts:
                yield Line(number, functools.reduce(joined, boxes), tuple(parts), note=True)
            parts, boxes, expected = [], [], int(match[1]) + 1
            words = shown(line.raw[match.end() :])
        if words:
            if parts:
                parts.append((wrap(parts[-1][0], words), _JOINED))
            parts.append((words, PdfOrigin(number, line.box)))
            boxes.append(line.box)
    if parts:
        yield Line(number, functools.reduce(joined, boxes), tuple(parts), note=True)


def _left_to_right(chars: Characters, raw: str, start: int) -> tuple[str, list[int]]:
    """A line and the index of each of its characters on the page, as they stand from left to right.

    Where pdfium made one line of two that stand half a line apart, the one that came first stays first. A turned line stays as it is.
    """
    import pypdfium2.raw as raw_pdfium

    x, y, rect = ctypes.c_double(), ctypes.c_double(), raw_pdfium.FS_RECTF()
    baselines: list[tuple[float, list[tuple[float, float, int, str]]]] = []
    size = 0.0
    for index, char in enumerate(raw, start):
        if raw_pdfium.FPDFText_IsGenerated(chars.raw, index) == 1:
            continue
        raw_pdfium.FPDFText_GetCharOrigin(chars.raw, index, x, y)
        raw_pdfium.FPDFText_GetLooseCharBox(chars.raw, index, rect)
        size = max(size, rect.top - rect.bottom)
        apart, near = math.inf, list[tuple[float, float, int, str]]()
        for at, found in baselines:
            if abs(at - y.value) < apart:
                apart, near = abs(at - y.value), found
        if apart > _SAME_LINE * size:
            baselines.append((y.value, near := []))
        near.append((x.value, rect.right, index, char))
    if not baselines or abs(raw_pdfium.FPDFText_GetCharAngle(chars.raw, baselines[0][1][0][2])) > 0.1:
        return raw, list(range(start, start + len(raw)))
    text, places = "", list[int]()
    for _, found in baselines:
        end = -math.inf
        for left, right, index, char in sorted(found):
            if text and left - end > _BLANK * size and not char.isspace() and not text.endswith(" "):
                text += " "
                places.append(index)
            text += char
            places.append(index)
            end = right
    return text, places


def _words(chars: Characters, number: int, line: RawLine, along: Sequence[Rule]) -> list[tuple[str, Origin, Box]]:
    """The words of a line with their boxes, cut where a rule of `along` stands in them."""
    found: list[tuple[str, Origin, Box]] = []
    for match in re.finditer(r"\S+", line.raw):
        box = joined(chars.box(line.places[match.start()]), chars.box(line.places[match.end() - 1]))
        for start, end in _between_rules(chars, line.places, match.span(), box, along):
            if text := shown(line.raw[start:end]):
                if end - start < match.end() - match.start():
                    box = joined(chars.box(line.places[start]), chars.box(line.places[end - 1]))
                found.append((text, PdfOrigin(number, box), box))
    return found


def _between_rules(
    chars: Characters, places: Sequence[int], word: tuple[int, int], box: Box, along: Sequence[Rule]
) -> Iterator[tuple[int, int]]:
    """The parts of a word that stand in different cells: pdfium sees no blank where cells are narrow."""
    start, end = word
    left, bottom, right, top = box
    cuts = [rule.at for rule in along if left + 1 < rule.at < right - 1 and rule.start <= (bottom + top) / 2 <= rule.end]
    for cut in sorted(cuts):
        after = next((at for at in range(start, end) if sum(chars.box(places[at])[::2]) / 2 > cut), end)
        if start < after:
            yield start, after
        start = after
    if start < end:
        yield start, end


def shown(raw: str) -> str:
    """Text as it is kept: NFC, signs of symbol fonts by their looks, pdfium's mark for a hyphen at the line end as hyphen, no control characters, no broken surrogates."""
    text = _SIGN.sub(lambda match: symbol(ord(match.group()), "Wingdings"), raw)
    text = _MIXED.sub(lambda match: match.group().translate(_LOOKALIKES), text) if re.search("[А-х]", text) else text
    text = text.replace("\ufffe", "-").replace("\u00ad", "-").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", re.sub(r"[\x00-\x1f\x7f\u200b\ufeff]+", " ", text)).strip()
