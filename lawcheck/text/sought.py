"""Patterns of which only matters whether they occur: most texts hold none of the words without which they cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[\d,]*\}|.", re.DOTALL)
_FOREIGN = re.compile(r"\(\?[a-zA-Z#(]|(?<!\\)\((?!\?)|\\[xuUNA-Z0-9]|\\[aefnrtv]")
_REPEATS = ("?", "*", "+", "{")
_SPECIAL = frozenset("\\[(^$.")

_Search = Callable[[str], re.Match[str] | None]


class Sought:
    """A pattern as its alternatives: plain words are looked up as they stand, any other alternative is tried where the longest words it needs are.

    Where an alternative says no word outside its groups they are taken apart: "(?:a|b)\\d" needs "a" or "b". Faster than one regular expression
    wherever alternatives begin with something else than a letter, three times on a passage without any. Raises ValueError for what it does not
    read: flags, groups that capture, escapes that name a character.
    """

    def __init__(self, pattern: str) -> None:
        if _FOREIGN.search(pattern):
            raise ValueError(f"not a pattern of plain alternatives: {pattern}")
        plain: list[str] = []
        others: dict[str, list[str]] = {}
        for branch in _branches(_atoms(pattern)):
            for atoms in _taken_apart(branch):
                words = _needed(atoms)
                if len(words) == len(atoms):
                    plain.append(words)
                else:
                    others.setdefault(words, []).append("".join(atoms))
        self.pattern = pattern
        self.plain = tuple(dict.fromkeys(plain))
        self.others = tuple((words, re.compile("|".join(found)).search) for words, found in others.items())

    def search(self, text: str) -> bool:
        """True where `re.search(pattern, text)` finds a match."""
        for words in self.plain:
            if words in text:
                return True
        for words, search in self.others:  # noqa: SIM110 (most calls look up a few words: a generator would cost as much again)
            if words in text and search(text):
                return True
        return False


class SoughtNames:
    """Several such patterns, each under its name, looked for at once: one pass over a text finds the words of all of them (Aho–Corasick)."""

    def __init__(self, sought: Mapping[str, Sought]) -> None:
        import ahocorasick

        ways: dict[str, list[tuple[str, _Search | None]]] = {"": []}
        for name, one in sought.items():
            for words in one.plain:
                ways.setdefault(words, []).append((name, None))
            for words, search in one.others:
                ways.setdefault(words, []).append((name, search))
        self._always = tuple(ways.pop(""))
        self._ways = tuple(ways.values())
        """for each of the words, what it tells: the names found, or to be searched for"""
        self._words: Any = ahocorasick.Automaton()
        for number, words in enumerate(ways):
            self._words.add_word(words, number)
        self._words.make_automaton()

    def found_in(self, text: str) -> frozenset[str]:
        """The names of the patterns that match somewhere in `text`."""
        found = {name for name, search in self._always if search is None or search(text)}
        for number in {number for _, number in self._words.iter(text)}:
            for name, search in self._ways[number]:
                if name not in found and (search is None or search(text)):
                    found.add(name)
        return frozenset(found)


def _atoms(pattern: str) -> list[str]:
    """The pattern cut into characters, escapes, classes, repetitions and whole groups."""
    atoms: list[str] = []
    depth = start = 0
    for match in _ATOM.finditer(pattern):
        if match.group() == "(":
            start = match.start() if depth == 0 else start
            depth += 1
        elif match.group() == ")":
            depth -= 1
            if depth == 0:
                atoms.append(pattern[start : match.end()])
        elif depth == 0:
            atoms.append(match.group())
    return atoms


def _branches(atoms: Sequence[str]) -> Iterator[list[str]]:
    """The alternatives that "|" separates."""
    branch: list[str] = []
    for atom in atoms:
        if atom == "|":
            yield branch
            branch = []
        else:
            branch.append(atom)
    yield branch


def _taken_apart(atoms: list[str]) -> Iterator[list[str]]:
    """One alternative as one for each way through its first group, until each says a word."""
    group = next((at for at, atom in enumerate(atoms) if atom.startswith("(?:") and not _repeated(atoms, at)), None)
    if group is None or len(_needed(atoms).strip()) > 1:
        yield atoms
        return
    for branch in _branches(_atoms(atoms[group][3:-1])):
        yield from _taken_apart([*atoms[:group], *branch, *atoms[group + 1 :]])


def _repeated(atoms: Sequence[str], at: int) -> bool:
    return at + 1 < len(atoms) and atoms[at + 1].startswith(_REPEATS)


def _needed(atoms: Sequence[str]) -> str:
    """The longest run of characters that every match holds."""
    best = run = ""
    for at, atom in enumerate(atoms):
        run = "" if atom[0] in _SPECIAL or atom.startswith(_REPEATS) or _repeated(atoms, at) else run + atom
        best = max(best, run, key=len)
    return best
