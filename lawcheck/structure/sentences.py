"""Sentences inside one unit.

underthesea's sentence splitter breaks after "Điều 2." and "1." and never at ";" (measured), so this is our own: a sentence ends
at a full stop before a capital, at ";" before a line end, at ":" before a line end, and at a paragraph end.
"""

from __future__ import annotations

import re

from lawcheck.text import Span

_END = re.compile(
    r"[.;:!?…\n](?:"  # begins with what it consumes and looks back from there: a search then skips all other characters
    r"(?<=[^\s.][.!?…])(?P<stop>[.!?…]*[”\")\]]*)(?=\s+(?:[-+•]\s+)?[“\"(\[]?[^\W\d_a-zà-ỹđ])"  # a full stop before a capital letter
    r"|(?<=[^\s.][;:])(?=[ \t]*\n|\s+[-+•]\s|[ \t]+[a-zđ]\)\s)"  # the end of an item or of its opening words
    r"|(?<=[^\s.][.;:!?…])[”\")\]]*(?=[ \t]*\n)"
    r"|(?P<blank>(?<=\n)[ \t\r]*\n)"  # a blank line, but behind a full stop
    r")",
    re.DOTALL,
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.,])(?:[A-ZĐ]{1,3}|[Tt]h[Ss]|[Pp][Gg][Ss]|[Tt]p|[Tt]x|[Qq]|[Pp]|v\.v|[Ss]t|[Tt]r|[Bb][Ss]|[Kk][Ss]|[Tt][Ss]|[Cc][Nn]|No|[Nn]x[Bb])\.$"
)
_LABEL_ONLY = re.compile(
    r"\s*(?:(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Khoản|khoản|điểm|số)\s+)?(?:\d{1,3}(?:\.\d+)*|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)]\s*$"
)


_NUMBER = re.compile(
    r"\s*(?:(?:điều|đ[iỉị][eêể]u|mục|chương|phần|tiểu mục)\s+[\divxlc]+[a-zđ]?\s*[.:)]?|[\divxlc]+(?:\.\d+)*\s*[.)/]|[a-zđ]{1,2}(?:\.\d+)?\s*\)|[-+•*–])\s*",
    re.IGNORECASE,
)


def without_number(text: str, span: Span) -> Span:
    """`span` without the number of a unit at its start ("Điều 5.", "2.", "a)", "-"); unchanged where nothing would be left."""
    match = _NUMBER.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of `span` of `text` in order, without the blanks around them; every other character is in one."""
    found: list[Span] = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        end = match.end() if match["blank"] is None else match.start()
        before = text[start:end]
        if match["blank"] is not None:
            last = before.rstrip(" \t\r")[-1:]
            if last in ("", ".") or last.isspace():
                continue
        elif match["stop"] is not None and (_LABEL_ONLY.fullmatch(before) or _ABBREVIATION.search(before[-8:])):
            continue
        _add(found, text, start, end)
        start = end
    _add(found, text, start, span.end)
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    raw = text[start:end]
    stripped = raw.strip()
    if stripped:
        begin = start + len(raw) - len(raw.lstrip())
        found.append(Span(begin, begin + len(stripped)))
