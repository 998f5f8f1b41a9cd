"""What of Tesseract's words is print, and what it made of stamps, signatures, dust and signs that no Vietnamese text has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawcheck.reading.layout import Box
from lawcheck.text import OcrOrigin
from lawcheck.text.syllables import is_syllable

Word = tuple[str, OcrOrigin, Box]
"""a word, its confidence and place on the page, its box on the page as it was turned"""
DOUBTFUL = 0.6
"""confidence of a word below which it is counted as doubtful"""
_NOISE = 0.35
"""mean confidence of a short stretch below which it is taken for a stamp, a signature or dirt"""
_NOISE_BESIDE = 0.5
"""the same where a scrap stands beside it"""
_SHORT = 4
"""words of a stretch, and letters of a word, up to which noise may look like them"""
_WIDE = 3.0
"""blank between two stretches of a line, in heights of the line; wider than what is left for a day written by hand"""
_RULE = re.compile(r"[|¦_¬~`^=«»°¡!'‘’,.;:*\\/]{1,3}")
"""what Tesseract makes of rules, borders and dust: no word of a document consists of it"""
_GLUED = re.compile(r"^[_|¦~¬]+|[_|¦~¬]+$")
_DOUBLED = re.compile("ĐÐ|ÐĐ|Ð")
"""the Vietnamese model often gives one printed Đ as Đ and Icelandic Ð together ("QĐÐ-UBND")"""
_EIGHT = re.compile(r"§(?=[\d.,;)]|$)|(?<=\d)§")
_FOREIGN = str.maketrans({"—": "–", "⁄": "/", "¡": "i", "ï": "i", "Ï": "I", "ÿ": "y", "Ÿ": "Y"})
"""signs that the model knows but Vietnamese offices do not print, and what is printed there"""
_BULLET = re.compile("[-–+•]")
_FILLED = re.compile(r"[.…]{2,}|%")
"""a place to fill in, a column of percentages"""
_NUMBER = re.compile(r"\W?[A-ZĐ]?\d+(?:[.,/:-]\d+)*[a-zđ]?\W{0,2}")
_MARK = re.compile(r"\(?\w(?:[.)]|/\S{1,4})")
"""the mark of a point, or letters for words: S. and b/c);"""
_LONG_NUMBER = re.compile(r"\W?(?:\d+[./-])+\d{2,}\W{0,2}")
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,}")


def mended(text: str) -> str:
    """A word of Tesseract without signs that stand in no Vietnamese document; empty where nothing else is left."""
    text = _DOUBLED.sub("Đ", text.strip())
    if _RULE.fullmatch(text):
        return ""
    text = _GLUED.sub("", text) if any(char.isalnum() for char in text) else text
    return _EIGHT.sub("8", text).translate(_FOREIGN)


def printed(words: Sequence[Word]) -> list[Word]:
    """The words of a line that are taken for print: each stretch between wide blanks by itself, without doubtful scraps at its ends."""
    stretches = _stretches(words)
    kept = [_without_noise(stretch) for stretch in stretches]
    if any(kept[1:]) and not kept[0]:
        kept[0] = stretches[0]  # left of print stands the number of a row or the name of an office, no signature
    return [word for stretch in kept for word in stretch]


def _stretches(words: Sequence[Word]) -> list[list[Word]]:
    height = max((box[3] - box[1] for _, _, box in words), default=0.0)
    found: list[list[Word]] = []
    for word in words:
        if found and word[2][0] - found[-1][-1][2][2] < _WIDE * height:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _without_noise(stretch: list[Word]) -> list[Word]:
    start, end = 0, len(stretch)
    while start < end and _is_scrap(stretch[start]) and not _BULLET.fullmatch(stretch[start][0]):
        start += 1
    while end > start and _is_scrap(stretch[end - 1]):
        end -= 1
    kept = stretch[start:end]
    if not any(char.isalnum() for text, _, _ in kept for char in text):
        return []
    least = _NOISE if len(kept) == len(stretch) else _NOISE_BESIDE
    mean = sum(origin.confidence for _, origin, _ in kept) / len(kept)
    if mean < least and len(kept) <= _SHORT and not any(_is_long(text) for text, _, _ in kept):
        return []
    return kept


def _is_long(text: str) -> bool:
    """Whether a word is too long to be made of a stroke: a long number, or letters in one case."""
    letters = re.sub(r"[^\w]|[\d_]", "", text)
    return _LONG_NUMBER.fullmatch(text) is not None or (
        len(letters) > _SHORT and (letters.isupper() or letters.islower() or letters.istitle())
    )


def _is_scrap(word: Word) -> bool:
    """Whether a word is doubtful and too short and odd for print."""
    text, origin, _ = word
    short = sum(char.isalnum() for char in text) <= _SHORT
    return short and origin.confidence < DOUBTFUL and not origin.written and not _may_be_print(text)


def _may_be_print(text: str) -> bool:
    if _FILLED.search(text) or _NUMBER.fullmatch(text) or _MARK.fullmatch(text):
        return True
    parts = re.findall(r"[^\W_]+", text)
    return bool(parts) and all(
        (is_syllable(part) and (part.islower() or part.isupper() or part.istitle())) or _ABBREVIATION.fullmatch(part) or part.isdigit()
        for part in parts
    )
