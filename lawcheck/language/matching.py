"""Finding signs and modifiers: an Aho–Corasick pre-filter over the whole text, regular expressions only where it points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Any

from lawcheck.language.lexicon import Entry, Lexicon, load_lexicon
from lawcheck.text import Span


@cache
def _automaton() -> Any:
    """The automaton over the literal words of every entry of the shipped lexicon; values are the numbers of the entries."""
    import ahocorasick

    entries: dict[str, set[int]] = {}
    for number, entry in enumerate(load_lexicon().entries):
        for literal in entry.pattern.literals:
            entries.setdefault(words_only(literal), set()).add(number)
    automaton = ahocorasick.Automaton()
    for literal, numbers in entries.items():
        automaton.add_word(literal, frozenset(numbers))
    automaton.make_automaton()
    return automaton


def words_only(text: str) -> str:
    """`text` with a blank for every character that is no letter or digit, and one more at each end: whole words stand between blanks."""
    for sign in [char for char in set(text) if not char.isalnum() and char != " "]:
        text = text.replace(sign, " ")
    return f" {text} "


def point_at(words: str, spans: Sequence[Span]) -> Mapping[int, Set[int]]:
    """For each span of a folded text that holds literal words (by index; `spans` are in order, disjoint) the lexicon entries they belong to.

    `words` is the text as `words_only` makes it.
    """
    literals = _automaton().iter
    found: dict[int, Set[int]] = {}
    for index, (start, end) in enumerate(spans):
        # the blank before the text moves everything by one: these are the span and the characters on both sides of it
        if numbers := [numbers for _, numbers in literals(words[start : end + 2])]:
            found[index] = frozenset().union(*numbers)
    return found


def find_matches(sentence: str, numbers: Iterable[int], lexicon: Lexicon) -> Iterator[tuple[Entry, Span]]:
    """Matches of the numbered entries in a folded sentence (without its label)."""
    for number in sorted(numbers):
        entry = lexicon.entries[number]
        for span in entry.pattern.matches(sentence):
            if _allowed(sentence, span, entry):
                yield entry, span


def _allowed(sentence: str, span: Span, entry: Entry) -> bool:
    if not entry.not_after and not entry.not_before and not entry.not_within:
        return True
    if entry.not_within and any(word in sentence[span.start : span.end] for word in entry.not_within):
        return False
    before, after = sentence[: span.start].rstrip(), sentence[span.end :].lstrip()
    return not (
        any(before.endswith(word) and not _is_letter(before[-len(word) - 1 : -len(word)]) for word in entry.not_after)
        or any(after.startswith(word) and not _is_letter(after[len(word) : len(word) + 1]) for word in entry.not_before)
    )


def _is_letter(char: str) -> bool:
    return char.isalnum()
