"""Where words of the text stand in the XML of a Word file: from spans to runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lawcheck.text import DocxOrigin, SourceText, Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ONE_CHARACTER = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}sym": "•",
}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}


@dataclass(slots=True)
class Letter:
    """One character of a paragraph as read (NFC): the run and the child of the run it stands in, and its place in that child."""

    char: str
    run: Any
    child: Any
    at: int


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start`…`end` of a paragraph element of `part`."""

    part: str
    paragraph: Any
    start: int
    end: int


def letters_of(paragraph: Any, changes: str = "accepted") -> list[Letter]:
    """The characters of a w:p in order, text boxes aside; tracked changes as `changes` says."""
    dropped = _DELETED if changes == "accepted" else _INSERTED
    letters: list[Letter] = []
    for run in runs_of(paragraph):
        if any(above.tag in dropped for above in run.iterancestors()):
            continue
        for child in run:
            if child.tag == f"{W}t" or (child.tag == f"{W}delText" and changes == "original"):
                letters += [Letter(char, run, child, at) for char, at in _composed(child.text or "")]
            elif child.tag in _ONE_CHARACTER:
                letters.append(Letter(_ONE_CHARACTER[child.tag], run, child, 0))
    return letters


def runs_of(paragraph: Any) -> list[Any]:
    """The runs of a w:p itself, in document order, whatever wraps them (insertions, links, content controls)."""
    return [run for run in paragraph.iter(f"{W}r") if next(run.iterancestors(f"{W}p")) is paragraph]


def _composed(text: str) -> list[tuple[str, int]]:
    """The characters of `text` in NFC, each with the index of its first character in `text`."""
    if unicodedata.is_normalized("NFC", text):
        return [(char, index) for index, char in enumerate(text)]
    out: list[tuple[str, int]] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            out += [(char, start) for char in unicodedata.normalize("NFC", text[start:index])]
            start = index
    return out


class Locator:
    """Finds spans of a text that was read from a docx in the XML of its parts.

    A paragraph is found by its number and checked by its words; where the words differ, the nearest paragraph that has
    them is taken, and only then the run and offset that the reader noted.
    """

    def __init__(self, source: SourceText, parts: dict[str, Any], changes: str = "accepted") -> None:
        self._source, self._changes = source, changes
        self._paragraphs = {name: list(root.iter(f"{W}p")) for name, root in parts.items()}
        self._letters: dict[Any, list[Letter]] = {}
        self._read: dict[tuple[str, int], list[tuple[Span, DocxOrigin]]] = {}
        for piece in source.pieces:
            if isinstance(piece.origin, DocxOrigin):
                self._read.setdefault((piece.origin.part, piece.origin.paragraph), []).append((piece.span, piece.origin))

    def letters(self, paragraph: Any) -> list[Letter]:
        """The characters of a paragraph, kept so that splitting runs can move them."""
        if paragraph not in self._letters:
            self._letters[paragraph] = letters_of(paragraph, self._changes)
        return self._letters[paragraph]

    def places(self, span: Span) -> tuple[Place, ...]:
        """Where the characters of `span` stand, one place a paragraph, in order; empty where none stands in a part that is known."""
        found: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for piece in self._source.origins(span):
            if isinstance(piece.origin, DocxOrigin) and piece.origin.part in self._paragraphs:
                key = (piece.origin.part, piece.origin.paragraph)
                found.setdefault(key, []).append((max(span.start, piece.span.start), min(span.end, piece.span.end)))
        places = (self._place(key, min(start for start, _ in spans), max(end for _, end in spans)) for key, spans in found.items())
        return tuple(place for place in places if place is not None)

    def _place(self, key: tuple[str, int], start: int, end: int) -> Place | None:
        part, number = key
        pieces = self._read[key]
        words = "".join(span.of(self._source.text) for span, _ in pieces)
        before = sum(min(span.end, start) - span.start for span, _ in pieces if span.start < start)
        within = sum(min(span.end, end) - max(span.start, start) for span, _ in pieces if span.start < end and start < span.end)
        paragraphs = self._paragraphs[part]
        for index in _nearest_first(number, len(paragraphs)) if words.strip() else ():
            at = "".join(letter.char for letter in self.letters(paragraphs[index])).find(words)
            if at >= 0:
                return Place(part, paragraphs[index], at + before, at + before + within)
        return self._by_offset(part, number, pieces, start, end)

    def _by_offset(self, part: str, number: int, pieces: Sequence[tuple[Span, DocxOrigin]], start: int, end: int) -> Place | None:
        """The place that the reader noted, for words that were changed on reading (old fonts)."""
        if number >= len(self._paragraphs[part]):
            return None
        paragraph = self._paragraphs[part][number]
        runs, letters = runs_of(paragraph), self.letters(paragraph)
        inside: list[int] = []
        for span, origin in pieces:
            if span.start < end and start < span.end and origin.run < len(runs):
                own = [index for index, letter in enumerate(letters) if letter.run is runs[origin.run]][origin.offset :]
                inside += own[max(0, start - span.start) : end - span.start]
        return Place(part, paragraph, min(inside), max(inside) + 1) if inside else None


def _nearest_first(number: int, count: int) -> Iterator[int]:
    """All paragraph numbers below `count`, the nearest to `number` first."""
    for step in range(max(count, number + 1)):
        yield from (index for index in dict.fromkeys((number - step, number + step)) if 0 <= index < count)
