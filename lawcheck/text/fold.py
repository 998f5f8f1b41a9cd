"""The folded view of a text: what matching sees, with the way back to every original character.

Folding: NFC, lower case, one placement of the tone mark (hòa), one spelling of i/y after h k l m q s t (kỹ, quý → ky-forms),
Ð and ð → đ, any run of blanks and line ends → one space, zero-width characters and soft hyphens dropped; letters that look alike
(full-width and Cyrillic forms, ƣ for ư) and what typing and OCR confuse in places where it can mean nothing else: "Điểu 5" → điều 5,
"ngày l0/O1/2O25" → ngày 10/01/2025. The text itself is never touched.
Spelling rules: Quyết định 240/QĐ (1984) and common practice; both spellings occur in official texts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from lawcheck.text.span import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded form of a text of `length` code points.

    Character i of `text` stands for the original characters [starts[i], ends[i]). Both rise strictly with i.
    Dropped characters lie between ends[i] and starts[i + 1]. Where none were dropped, `places` says for each original character, and for
    the end of the text, which folded one it belongs to; else it is None.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    length: int
    places: Sequence[int] | None = None

    def to_original(self, span: Span) -> Span:
        """The original span that the folded `span` stands for."""
        if span.start >= span.end:
            at = self.starts[span.start] if span.start < len(self.text) else self.length
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def to_folded(self, span: Span) -> Span:
        """The smallest folded span that covers every kept character of the original `span`."""
        if self.places is not None and span.start < span.end:
            return Span(self.places[span.start], self.places[span.end - 1] + 1)
        start = bisect_right(self.ends, span.start)
        end = bisect_left(self.starts, span.end)
        return Span(start, max(start, end))

    def words(self, span: Span) -> str:
        """The folded form of the original `span`."""
        if self.places is not None and span.start < span.end:
            return self.text[self.places[span.start] : self.places[span.end - 1] + 1]
        return self.to_folded(span).of(self.text)


_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_RARE_BLANKS = r"\x0b\x0c\x1c-\x1f\x85\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS = re.compile(r"[\s\u00a0\u180e\u2000-\u200a\u202f\u205f\u3000]+")
_ODD = re.compile(
    rf"[\s\u00a0\u180e\u2000-\u200a\u202f\u205f\u3000]{{2,}}|[{_RARE_BLANKS}]|[{_ZERO_WIDTH}]+|.?[\u0300-\u036f]+",
    re.DOTALL,
)
"""What does not fold one character to one: runs of blanks, rare blanks, zero-width characters, letters with combining marks."""
_RARE = re.compile(rf"[{_RARE_BLANKS}{_ZERO_WIDTH}\u0300-\u036f]")
"""Begins or ends whatever is odd, but for runs of plain blanks."""
_RUN = re.compile("   *")  # two blanks to begin with, which a search skips to

_SAME_LENGTH = (
    {"ð": "đ", "ɖ": "đ", "ƣ": "ư", "\u00a0": " ", "\t": " ", "\r": " "}
    | dict(zip("асеорхуіј", "aceopxyij", strict=True))
    | {chr(0xFEE0 + code): chr(code).lower() for code in range(0x21, 0x7F)}
    | dict.fromkeys("“”", '"')
    | dict.fromkeys("‘’", "'")
    | dict.fromkeys("–—‑−", "-")
)
_UNLIKE = re.compile(f"[{''.join(_SAME_LENGTH)}]")

# Tone placement: "new style" oà oá oả oã oạ, oè …, uỳ uý … becomes "old style" òa óa …; only at the end of a syllable, where both occur.
_TONES = ("àáảãạ", "èéẻẽẹ", "ỳýỷỹỵ")
_PLAIN = ("a", "e", "y")
_O, _U = "òóỏõọ", "ùúủũụ"
_MOVES = {
    first + toned: moved + plain
    for plain, tones in zip(_PLAIN, _TONES, strict=True)
    for first, marks in (("u", _U),)
    if plain == "y"
    for toned, moved in zip(tones, marks, strict=True)
} | {
    "o" + toned: moved + plain
    for plain, tones in zip(_PLAIN, _TONES, strict=True)
    if plain != "y"
    for toned, moved in zip(tones, _O, strict=True)
}
# Patterns begin with what they consume and look back from there: a search then skips everything that begins otherwise.
_MOVABLE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?<!q..)(?![a-zà-ỹđ])")
# i and y at the end of a syllable after one of h k l m q(u) s t: kĩ/kỹ, lí/lý, mĩ/mỹ, quí/quý, sĩ/sỹ, tỉ/tỷ.
_I_TO_Y = dict(zip("iìíỉĩị", "yỳýỷỹỵ", strict=True))
_END_I = re.compile(r"[iìíỉĩị](?![a-zà-ỹđ])(?:(?<=[hklmst].)(?<![a-zà-ỹđ]..)|(?<=qu.)(?<![a-zà-ỹđ]...))")

# "Điều" with lost or wrong accents, before a number; o and l for 0 and 1 inside dates, numbers of documents and after words that a number follows.
_DIEU = re.compile(r"[dđ](?<![a-zà-ỹđ].)i[eéèẻẽẹêếềểễệ]u(?<!điều)(?= [\dlo]{1,3}[a-zđ]?(?![a-zà-ỹđ\d]))")
_DATE = re.compile(r"[\dol](?<![a-zà-ỹđ\d].)[\dol]{0,4}(?:[/.-][\dol]{1,4})+(?![a-zà-ỹđ\d])")
_BEFORE_NUMBERS = "|".join(f"{word}(?<![a-zà-ỹđ]{word})" for word in ("ngày", "tháng", "năm", "điều", "khoản", "mục", "số"))
_NUMBERED = re.compile(rf"(?:{_BEFORE_NUMBERS}) [\dol]{{1,4}}(?![a-zà-ỹđ\d])")
_DIGITS = str.maketrans("ol", "01")
_MIXED = re.compile(r"\d(?:[/.-]?[ol]|(?<=[ol].)|(?<=[ol][/.-].))")
"""Somewhere in every date or number with digits and letters for digits."""


def fold(text: str) -> Folded:
    """Return the folded view of `text`.

    For every span that starts and ends between whole kept characters, to_original(to_folded(span)) == span.
    """
    plain = _one_for_one(text)
    if _RARE.search(text):
        return _fold_odd(text, plain)
    runs = [match.span() for match in _RUN.finditer(plain)]
    if not runs:
        return Folded(_respell(plain), range(len(text)), range(1, len(text) + 1), len(text), range(len(text) + 1))
    numbers = _numbers() if len(text) < _NUMBERS else range(len(text) + 1)
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    at = 0
    for start, end in runs:
        parts.append(plain[at:start])
        places.extend(numbers[len(starts) : len(starts) + start - at])
        starts.extend(numbers[at : start + 1])
        places.extend([len(starts) - 1] * (end - start))
        at = end
    parts.append(plain[at:])
    places.extend(numbers[len(starts) : len(starts) + len(text) + 1 - at])
    starts.extend(numbers[at : len(text)])
    return Folded(_respell(" ".join(parts)), starts, [*starts[1:], len(text)], len(text), places)


_NUMBERS = 1 << 17


@cache
def _numbers() -> list[int]:
    """The numbers below _NUMBERS, made once: as many new ones for each text would take longer than the rest of folding."""
    return list(range(_NUMBERS))


def _fold_odd(text: str, plain: str) -> Folded:
    """The folded view of a `text` with any odd characters; `plain` is the text one for one."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _ODD.finditer(text):
        _copy(plain, Span(at, match.start()), out, starts, ends)
        at = match.end()
        raw = match.group()
        if raw[0] in _ZERO_WIDTH:
            continue
        if _BLANKS.fullmatch(raw):
            if out and out[-1][-1] == " ":  # a dropped character stood between two blanks
                ends[-1] = at
                continue
            out.append(" ")
        else:
            out.append(_one_for_one(unicodedata.normalize("NFC", raw)[0]))
        starts.append(match.start())
        ends.append(at)
    _copy(plain, Span(at, len(text)), out, starts, ends)
    return Folded(_respell("".join(out)), starts, ends, len(text))


def _copy(plain: str, span: Span, out: list[str], starts: list[int], ends: list[int]) -> None:
    """Append a stretch of `plain` that folds one character to one."""
    if span.start == span.end:
        return
    chunk = span.of(plain)
    start = span.start
    if chunk[0] == " " and out and out[-1][-1] == " ":
        ends[-1], chunk, start = start + 1, chunk[1:], start + 1
    if chunk:
        out.append(chunk)
        starts.extend(range(start, span.end))
        ends.extend(range(start + 1, span.end + 1))


@lru_cache(maxsize=2048)
def fold_words(text: str) -> str:
    """The folded form of a few words; titles and lines of heads come back again and again."""
    return fold(text).text


_MARKS = re.compile("[\u0300-\u036f]+")
"""the accents that decomposing sets apart"""


def unmarked(text: str) -> str:
    """`text` in lower case without accents, đ as d: "Giám đốc" → "giam doc"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _MARKS.sub("", plain)


def _one_for_one(text: str) -> str:
    """`text` in lower case and plain signs, each character to exactly one ("İ" would grow)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(lower if len(lower := c.lower()) == 1 else c for c in text)
    return _UNLIKE.sub(lambda match: _SAME_LENGTH[match.group()], lowered.replace("\n", " "))


def _respell(lowered: str) -> str:
    moved = _MOVABLE.sub(lambda match: _MOVES[match.group()], lowered)
    spelled = _END_I.sub(lambda match: _I_TO_Y[match.group()], moved)
    spelled = _DIEU.sub("điều", spelled)
    if not _MIXED.search(spelled):
        return spelled
    return _NUMBERED.sub(_digits, _DATE.sub(_digits, spelled))


def _digits(match: re.Match[str]) -> str:
    """The match with its number in digits; where it holds no digit at all it is a word and stays."""
    word, blank, number = match.group().rpartition(" ")
    return word + blank + number.translate(_DIGITS) if any(char.isdigit() for char in number) else match.group()
