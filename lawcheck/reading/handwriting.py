"""The number and day that an office writes by hand into the printed head of a document.

Tesseract reads the print around them ("Số:", "/QĐ-UBND", "ngày", "tháng", "năm 2025") and loses the digits; the words' boxes say where they stand.
A reading that is not certain is not told: a wrong number is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from lawcheck.reading.figures import Figures, Gap, before_slash, on_print, read_figures

Words = Mapping[str, str]
"""a row of Tesseract's table"""
HEAD = 0.35
"""share of the page's height in which a head is looked for"""
CERTAIN = 0.4
"""confidence from which digits are told"""
PRINT = 0.95
"""confidence of OCR from which digits are taken for print that needs no second look"""
SIZES = 15.0, 150.0
"""sizes of letters in dots between which a head is printed; others come of misread boxes"""
_AGREED = 0.05
"""confidence from which digits that OCR read too are told"""

_DAY_WORD, _MONTH_WORD, _YEAR_WORD = re.compile(r"ng[àáaảầ]y", re.I), re.compile(r"th[áàaảâấ]ng", re.I), re.compile(r"[nh][ăaắằâà]m", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d[.,;]?")
_NUMBER_WORD = re.compile(r"\W{0,2}[SŠ5s][ốóôõồỗòoéèêð6]\w?[:.;]?")
_SYMBOL = re.compile(
    r"(?P<slash>[/⁄])?(?P<symbol>(?:(?<=[/⁄])(?:19|20)\d\d[/⁄])?[A-ZĐ][A-Za-zĐđ&]*(?:[-–][A-ZĐ][A-Za-zĐđ&]*)+\d{0,3}|[A-ZĐ]{2,}[-–])[-–.]?$"
)
"""the symbol at the end of a word, with the year of a normative document"""
_NO_HYPHEN = re.compile(r"[/⁄](?P<kind>QĐ|TB|KH|BC|CV|GM|CT|HD|NQ|TTr)(?P<office>[A-ZĐ]{2,})$")
"""a symbol whose hyphen OCR may have lost; its width tells"""
_ADVANCES = {"/": 0.278, "-": 0.333, "–": 0.5, "&": 0.778} | {
    letter: width
    for width, letters in (
        (0.278, "iljt"),
        (0.333, "Ifr"),
        (0.389, "Js"),
        (0.444, "aceăâêz"),
        (0.556, "PSF"),
        (0.611, "ELTZ"),
        (0.667, "BCR"),
        (0.722, "ADGHKNOQUVXYĐÂÔwm"),
        (0.889, "M"),
        (0.944, "W"),
    )
    for letter in letters
}
"""widths in em of letters in Times New Roman, with which offices print; others are taken for 0.5"""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a line: index of its row, text, box in dots, confidence 0–1."""

    row: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a gap: text, confidence, box (left, right), whether it was read from handwriting. The text is empty where nothing stands there."""

    text: str
    confidence: float
    left: float
    right: float
    written: bool = False


def with_written_digits(rows: Sequence[Words], image: Any) -> list[Words]:
    """Tesseract's `rows` of a page (a grey PIL image) with the digits of number and date in its head read again; such rows have "written": "1".

    Digits that OCR guessed and that were not confirmed get the confidence 0.
    """
    import numpy

    lines = [line for line in _lines(rows) if line[0].top < HEAD * image.height]
    picture = numpy.asarray(image.convert("L").crop((0, 0, image.width, round(image.height * (HEAD + 0.1)))))

    changed: dict[int, list[Words]] = {}
    size = None
    for line in lines:
        if (date := _find_date(line)) is not None:
            changed |= _date_rows(rows, date, picture)
            size = date.em
            break
    for line in lines:
        if (number := _find_number(line, size)) is not None:
            changed |= _number_rows(rows, number, picture)
            break
    return [new for index, row in enumerate(rows) for new in changed.get(index, [row])]


def _lines(rows: Sequence[Words]) -> list[list[_Word]]:
    groups: dict[tuple[str, ...], list[_Word]] = {}
    for index, row in enumerate(rows):
        text = re.sub("ĐÐ|ÐĐ|Ð", "Đ", row["text"].strip())
        if row["level"] == "5" and text:
            left, top, width, height = (float(row[key]) for key in ("left", "top", "width", "height"))
            word = _Word(index, text, left, top, left + width, top + height, max(float(row["conf"]), 0.0) / 100)
            groups.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(word)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class _Date:
    """A line of place and date: its words from "ngày" to "năm", the gaps of day and month, and what OCR read there."""

    words: tuple[_Word, ...]
    day: Gap
    month: Gap
    day_read: _Told
    month_read: _Told
    em: float


_DAY_WIDTH, _MONTH_WIDTH, _YEAR_WIDTH = 1.94, 2.26, 1.69
"""widths in em of "ngày", "tháng" and "năm" in italics"""


def _find_date(line: Sequence[_Word]) -> _Date | None:
    """The line "…, ngày … tháng … năm 2025", words perhaps glued to what is written between them."""
    while line and not any(char.isalnum() for char in line[-1].text):
        line = line[:-1]
    if len(line) < 3 or not _YEAR.fullmatch(line[-1].text):
        return None
    at = {name: next((i for i, word in enumerate(line) if pattern.search(word.text)), None) for name, pattern in _PARTS.items()}
    first, second, third = at["ngày"], at["tháng"], at["năm"]
    if first is None or second is None or third is None or not first <= second <= third == len(line) - 2 or third - first > 7:
        return None
    if first == 0 or not line[first - 1].text[:1].isupper():
        return None
    ngay, thang, nam, year = line[first], line[second], line[third], line[-1]
    sizes = [(year.right - year.left) / (1.96 + 0.2 * (len(year.text) > 4))]
    for word, pattern, width in ((ngay, _DAY_WORD, _DAY_WIDTH), (thang, _MONTH_WORD, _MONTH_WIDTH), (nam, _YEAR_WORD, _YEAR_WIDTH)):
        if pattern.fullmatch(word.text):
            sizes.append((word.right - word.left) / width)
    em = median(sizes)
    if not SIZES[0] < em < SIZES[1]:
        return None
    day_start = ngay.left + _DAY_WIDTH * em
    month_end = nam.right - _YEAR_WIDTH * em
    starts, ends = _MONTH_WORD.match(thang.text) is not None, _MONTH_WORD.fullmatch(thang.text[-5:]) is not None
    if starts and ends and thang.right - thang.left > 1.12 * _MONTH_WIDTH * em:  # a stroke of what is written touches the word
        right = line[second + 1].confidence > 0.85 and second + 1 < third
        starts, ends = not right, right
    if not starts and not ends:
        return None
    day_end = thang.left if starts else thang.right - _MONTH_WIDTH * em
    month_start = thang.right if ends else thang.left + _MONTH_WIDTH * em
    base = median([word.bottom for word in (nam, year)])
    if not 0.15 * em < day_end - day_start < 5 * em or not 0.15 * em < month_end - month_start < 5 * em:
        return None
    day, month = Gap(day_start, day_end, base, em), Gap(month_start, month_end, base, em)
    return _Date(
        tuple(line[first : third + 1]),
        day,
        month,
        _between(line[first : second + 1], _DAY_WORD, _MONTH_WORD, day),
        _between(line[second : third + 1], _MONTH_WORD, _YEAR_WORD, month),
        em,
    )


_PARTS = {"ngày": _DAY_WORD, "tháng": _MONTH_WORD, "năm": _YEAR_WORD}


def _between(words: Sequence[_Word], before: re.Pattern[str], after: re.Pattern[str], gap: Gap) -> _Told:
    """What OCR read between two words of the form, glued letters included."""
    text = " ".join(word.text for word in words)
    start = before.search(text)
    assert start is not None
    end = after.search(text, start.end())
    found = text[start.end() : end.start() if end else len(text)].strip()
    inner = [
        word
        for word in words
        if any(char in found for char in word.text) and not before.fullmatch(word.text) and not after.fullmatch(word.text)
    ]
    return _Told(found, min((word.confidence for word in inner), default=0.0), gap.left, gap.right)


def _date_rows(rows: Sequence[Words], date: _Date, picture: Any) -> dict[int, list[Words]]:
    day = _told(date.day_read, lambda: read_figures(picture, date.day, 2, lambda text: 1 <= int(text) <= 31), r"0?[1-9]|[12]\d|3[01]")
    month = _told(date.month_read, lambda: read_figures(picture, date.month, 2, lambda text: 1 <= int(text) <= 12), r"0?[1-9]|1[0-2]")
    if day is date.day_read and month is date.month_read:
        return {}
    sure = max(word.confidence for word in date.words)
    words = [
        _Told("ngày", sure, date.words[0].left, date.day.left),
        day,
        _Told("tháng", sure, date.day.right, date.month.left),
        month,
        _Told("năm", sure, date.month.right, date.words[-1].right),
    ]
    return _replaced(rows, date.words, words)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number line: its words from "Số:" to the symbol, the gap between and by how much its right edge may be too far, what OCR read there, the symbol with its slash."""

    words: tuple[_Word, ...]
    gap: Gap
    doubt: float
    read: _Told
    symbol: str


def _find_number(line: Sequence[_Word], size: float | None) -> _Number | None:
    """The line "Số: … /QĐ-UBND". `size` is that of the letters of the date, where the symbol stands too close to what is written to measure it."""
    first = next((i for i, word in enumerate(line[:3]) if _NUMBER_WORD.match(word.text)), None)
    if first is None or any(char.isalnum() for word in line[:first] for char in word.text):
        return None
    for at in range(first, min(first + 4, len(line))):
        match = _SYMBOL.search(_with_hyphen(line[at], size))
        if match is None or (at == first and match.start() < 2):
            continue
        last, symbol = at, match["symbol"]
        if symbol[-1] in "-–" and at + 1 < len(line) and re.fullmatch(r"[A-ZĐ]{2,}", line[at + 1].text):
            last, symbol = at + 1, symbol + line[at + 1].text
        if "-" not in symbol.strip("-–").replace("–", "-"):
            return None
        if match.string.endswith("-"):  # it goes on on the next line
            symbol += "-"
        wide = _width(f"/{symbol}")
        end = line[last].right
        before = match.string[: match.start()]
        glued = 0.5 * len(before) if before.isdigit() and not match["slash"] else None  # "01NQ-BCĐ": printed digits, a lost slash
        own = (end - line[at].left) / (wide + (glued or 0.0)) if glued or (match.start() == 0 and match["slash"]) else None
        em = own if own is not None and (size is None or 0.85 < own / size < 1.15) else size
        if em is None or not SIZES[0] < em < SIZES[1]:
            return None
        slashes = [end - wide * em, line[at].left if match.start() == 0 else end - wide * em]
        start = line[first].left + 1.3 * em
        gap = Gap(start, max(slashes), median([word.bottom for word in (line[first], line[at])]), em)
        if not 0.2 * em < min(slashes) - start < 6 * em:
            return None
        text = " ".join([*(word.text for word in line[first:at]), match.string[: match.start()]])
        label = _NUMBER_WORD.match(text)
        assert label is not None
        found = text[label.end() :].strip(" .:_")
        inner = [word.confidence for word in line[first : at + 1] if any(char in found for char in word.text)]
        return _Number(
            tuple(line[first : last + 1]),
            gap,
            max(slashes) - min(slashes),
            _Told(found, min(inner, default=0.0), start, gap.right),
            f"/{symbol}",
        )
    return None


def _width(text: str) -> float:
    """How wide print is, in em."""
    return sum(_ADVANCES.get(char, 0.5) for char in text) - 0.04


def _with_hyphen(word: _Word, size: float | None) -> str:
    """The text of a word, with the hyphen that OCR lost in a symbol where the word is as wide as with it, in letters of `size`."""
    match = _NO_HYPHEN.fullmatch(word.text)
    if match is None or size is None:
        return word.text
    whole = f"/{match['kind']}-{match['office']}"
    measured = (word.right - word.left) / size
    return whole if abs(measured - _width(whole)) < min(abs(measured - _width(word.text)), 0.15) else word.text


def _number_rows(rows: Sequence[Words], number: _Number, picture: Any) -> dict[int, list[Words]]:
    told = _told(number.read, lambda: _running_number(number, picture), r"\d{1,5}[a-zA-Z]?")
    if told is number.read:
        return {}
    if told.confidence == 0.0:
        return {
            word.row: [{**rows[word.row], "conf": "0"}]
            for word in number.words
            if any(char.isdigit() for char in word.text.partition("/")[0])
        }
    words = [
        _Told("Số:", max(told.confidence, *(word.confidence for word in number.words)), number.words[0].left, number.gap.left),
        _Told(told.text + number.symbol, told.confidence, told.left, number.words[-1].right, told.written),
    ]
    return _replaced(rows, number.words, words)


def _may_run(text: str) -> bool:
    """Whether digits may be a running number; with a 1 before a year, they are a slash and the year."""
    return int(text) > 0 and not re.fullmatch(r"\d*1(?:19|20)\d\d", text)


def _running_number(number: _Number, picture: Any) -> Figures | None:
    """The digits before the slash; None where it cannot be told which stroke is the slash."""
    whole = on_print(picture, number.gap, number.words[-1].right)
    gap = before_slash(picture, whole, number.doubt)
    if gap is None and number.doubt > 0.3 * whole.em:
        return None
    figures = read_figures(picture, gap or whole, 5, _may_run)
    if figures is None or gap is not None or not figures.text.endswith("1") or figures.text == number.read.text:
        return figures
    return replace(figures, text=figures.text[:-1]) if figures.text[:-1] == number.read.text else None


def _told(ocr: _Told, read: Callable[[], Figures | None], form: str) -> _Told:
    """What is told of a gap where OCR read `ocr`: that where it is sure, else what was read from the ink if certain, else nothing to rely on."""
    guess = re.sub(r"[\s._]", "", ocr.text)
    valid = re.fullmatch(form, guess) is not None
    if valid and ocr.confidence >= PRINT:
        return ocr
    figures = read()
    if figures is not None:
        agreed = valid and figures.text == guess
        if figures.confidence >= (_AGREED if agreed else CERTAIN):
            confidence = max(figures.confidence, ocr.confidence) if agreed else figures.confidence
            return _Told(figures.text, confidence, figures.box[0], figures.box[2], written=not figures.like_print)
    return _Told(ocr.text, 0.0, ocr.left, ocr.right) if any(char.isdigit() for char in guess) else ocr


def _replaced(rows: Sequence[Words], old: Sequence[_Word], new: Sequence[_Told]) -> dict[int, list[Words]]:
    """Rows in place of those of the words `old`: the first gives way to all of `new`, the others to nothing."""
    base = rows[old[0].row]
    top, bottom = min(word.top for word in old), max(word.bottom for word in old)
    made: list[Words] = [
        {
            **base,
            "text": told.text,
            "conf": f"{100 * told.confidence:.1f}",
            "left": f"{told.left:.0f}",
            "width": f"{max(told.right - told.left, 1.0):.0f}",
            "top": f"{top:.0f}",
            "height": f"{bottom - top:.0f}",
            "written": "1" if told.written else "",
        }
        for told in new
        if told.text
    ]
    return {word.row: made if word is old[0] else [] for word in old}
