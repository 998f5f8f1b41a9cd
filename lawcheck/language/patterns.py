"""The small pattern language of signs and modifiers, and its translation into a regular expression.

A pattern is Vietnamese words with a few marks (all matching is on the folded text):

    nộp hồ sơ               these syllables, one after the other
    (gồm|bao gồm)           one of these phrases
    [đầy] đủ                the phrase in brackets may be missing
    hồ sơ … gồm             up to 8 other tokens between, never across . ; or :
    hồ sơ …3 gồm            up to 3 tokens between
    # ngày                  a number, in digits or words, with its repetition in brackets: "15 (mười lăm)"
    <danh-sach>             one phrase of the word list of that name (`rules/words.yml`)
    ^ và $                  start of the sentence (after its own label) and end of it

spaCy's Matcher was tried first: one call of it costs more than all regular expressions of a sentence together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from lawcheck.text import Span, fold

TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:[/-]\w+(?:-\w+)*)*|\w+|[^\w\s]")
"""A token of a text: number (with the rest of a document number or date), syllable, or one sign."""

GAP_DEFAULT = 8
MAX_LITERALS = 600
"""A pattern that needs more anchors than this is a mistake in the rule file: use two signs and a rule instead."""

_NUMBER_WORD = "(?:một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nửa)"
_NUMBER = rf"(?:\d[\d.,/]*|{_NUMBER_WORD}(?: {_NUMBER_WORD}){{0,2}})(?: ?\([^)]{{1,40}}\))?"
_UNITS = "(?:m|m2|m²|m3|km|km2|ha|kg|cm|đ|h|kw|tr)"
_WORD_END = rf"(?:(?!\w)|(?<=\d)(?={_UNITS}\b))"
"""the end of a match: a number may have its unit right behind it ("500m2")"""
_OTHER = r"(?: ?[^\w\s;:.]|(?: |(?<=[^\w\s]))\w++(?:[.,/]\w++)*+)"
"""Any other token. Possessive, so that a gap has one way to match a stretch: time stays linear."""
_OPTIONAL_END = "(?: ?(?:"
"""begins the expression of a phrase that may be missing at the end of a pattern, with the blank before it"""
_MARKS = re.compile(
    r"\s*(?:(?P<gap>…\d*)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|<(?P<list>[a-z0-9-]+)>|(?P<mark>[#^$])|(?P<word>[^\s()\[\]|<>…#^$]+))"
)

Phrase = tuple[str, ...]
"""Tokens of one way to match; None-words (gap, number, edge) stand as empty strings."""


class PatternError(ValueError):
    """A pattern that cannot be read; the message is Vietnamese."""


MOST_NEEDED = 16
"""words of which one must stand in a sentence: to look for more would cost as much as the pattern itself"""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: every match on the folded sentence contains one of the `literals` and one of each group of `needed`.

    `regex` does not look at what stands before a match: with a letter to begin with it skips ten times faster through a sentence.
    """

    regex: re.Pattern[str]
    literals: frozenset[str]
    needed: tuple[tuple[str, ...], ...] = ()

    def matches(self, sentence: str) -> Sequence[Span]:
        """Where it matches in whole words, from left to right, not overlapping."""
        for words in self.needed:
            for word in words:
                if word in sentence:
                    break
            else:
                return ()  # the words that every match begins or ends with, or a sign that it holds, are missing
        found: list[Span] = []
        match = self.regex.search(sentence)
        while match is not None:
            start, end = match.span()
            if start and _in_word(sentence[start - 1]):
                match = self.regex.search(sentence, start + 1)
            else:
                found.append(Span(start, end))
                match = self.regex.search(sentence, end)
        return found


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def read_pattern(text: str, words: Mapping[str, Sequence[str]]) -> Pattern:
    """Return pattern `text` compiled; `words` are the named word lists.

    Raises PatternError for unbalanced brackets, unknown lists, patterns that can match without a word, and too many alternatives.
    """
    regex, phrases, at = _choices(text, 0, words, depth=0)
    if at < len(text.rstrip()):
        raise PatternError(f"mẫu “{text}” thừa dấu đóng ngoặc")
    literals = frozenset(_longest_run(phrase) for phrase in phrases)
    if "" in literals:
        raise PatternError(f"mẫu “{text}” có thể khớp mà không cần từ nào")
    runs = [_runs(phrase) for phrase in phrases]
    needed = {tuple(sorted({words[end] for words in runs}, key=len)) for end in (0, -1)}
    needed |= {_with_word_before(sign, phrases) for sign in frozenset.intersection(*map(_signs, phrases))}
    return Pattern(
        re.compile(rf"(?:{regex}){_WORD_END}"), literals, tuple(sorted((words for words in needed if len(words) <= MOST_NEEDED), key=len))
    )


def _choices(text: str, at: int, words: Mapping[str, Sequence[str]], *, depth: int) -> tuple[str, list[Phrase], int]:
    """Alternatives separated by | from `at` on, up to the closing bracket or the end: regex, phrases, next offset."""
    branches: list[str] = [""]
    done: list[Phrase] = []
    current: list[Phrase] = [()]
    while match := _MARKS.match(text, at):
        at = match.end()
        if match["close"]:
            if depth == 0:
                raise PatternError(f"mẫu “{text}” thừa dấu đóng ngoặc")
            return "|".join(branches), done + current, at
        if match["bar"]:
            branches.append("")
            done, current = done + current, [()]
            continue
        regex, phrases, at = _step(match, text, at, words, depth)
        branches[-1] = _join(branches[-1], regex)
        current = [left + right for left, right in product(current, phrases)]
        if len(done) + len(current) > MAX_LITERALS:
            raise PatternError(f"mẫu “{text}” có hơn {MAX_LITERALS} cách khớp; hãy tách thành hai dấu hiệu")
    if depth:
        raise PatternError(f"mẫu “{text}” thiếu dấu đóng ngoặc")
    return "|".join(branches), done + current, at


def _step(match: re.Match[str], text: str, at: int, words: Mapping[str, Sequence[str]], depth: int) -> tuple[str, list[Phrase], int]:
    if match["open"]:
        regex, phrases, at = _choices(text, at, words, depth=depth + 1)
        if match["open"] == "(":
            return f"(?:{regex})", phrases, at
        # the blank goes with the phrase: to the one behind it in the middle, to the one before it at the end of the pattern
        optional = f"(?:(?:{regex})\\b ?)?" if text[at:].strip() else f"{_OPTIONAL_END}{regex}))?"
        return optional, [("",), *phrases], at
    if match["gap"]:
        return f"{_OTHER}{{0,{match['gap'][1:] or GAP_DEFAULT}}}? ?", [("",)], at
    if match["list"]:
        if match["list"] not in words:
            raise PatternError(f"không có danh sách từ <{match['list']}>")
        listed = [_tokens(phrase) for phrase in words[match["list"]]]
        return f"(?:{'|'.join(map(_phrase_regex, listed))})", listed, at
    if match["mark"]:
        return {"#": _NUMBER, "^": r"^[\"' ]*", "$": r"[ \".;:,]*$"}[match["mark"]], [("",)], at
    tokens = _tokens(match["word"])
    return _phrase_regex(tokens), [tokens], at


def _join(left: str, right: str) -> str:
    """Two steps in sequence with the blank between them optional only where a sign or a gap stands there, or behind a number (“80.000đ”)."""
    if not left or right.startswith(("[ ", _OTHER, _OPTIONAL_END)) or left.endswith((" ?", "]*", " ?)?")):
        return left + right
    return f"{left} ?{right}" if right[:1] == "\\" or left[-2:-1] == "\\" or left.endswith(_NUMBER) else f"{left} {right}"


def _tokens(phrase: str) -> Phrase:
    return tuple(TOKEN.findall(fold(phrase).text))


def _phrase_regex(tokens: Phrase) -> str:
    regex = ""
    for token in tokens:
        regex = _join(regex, re.escape(token) if token[0].isalnum() else f"\\{token}")
    return regex


def _signs(phrase: Phrase) -> frozenset[str]:
    """The tokens that are no words."""
    return frozenset(token for token in phrase if token and not token[0].isalnum())


def _with_word_before(sign: str, phrases: Sequence[Phrase]) -> tuple[str, ...]:
    """A sign that all phrases hold, behind the word that stands before it, if one always does: "đồng/" tells more than "/"."""
    words = sorted({phrase[phrase.index(sign) - 1] if phrase[0] != sign else "" for phrase in phrases})
    return (sign,) if "" in words else tuple(word + blank + sign for word in words for blank in ("", " "))


def _longest_run(phrase: Phrase) -> str:
    """The longest run of adjacent words (signs end a run)."""
    return max(_runs(phrase), key=len, default="")


def _runs(phrase: Phrase) -> list[str]:
    """The runs of adjacent words."""
    runs: list[list[str]] = [[]]
    for token in phrase:
        if token and token[0].isalnum():
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if run]
