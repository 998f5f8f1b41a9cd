"""Patterns of which only matters whether they occur: most texts hold none of the words without which they cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[\d,]*\}|.", re.DOTALL)
_FOREIGN = re.compile(r"\(\?[a-zA-Z#(]|(?<!\\)\((?!\?)|\\[xuUNA-Z0-9]|\\[aefnrtv]")
_REPEATS = ("?", "*", "+", "{")
_SPECIAL = frozenset("\\[(^$.")


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
    """Several such patterns, each under its name, looked for at once."""

    def __init__(self, sought: Mapping[str, Sought]) -> None:
        self._plain = tuple((words, name) for name, one in sought.items() for words in one.plain)
        self._others = tuple((words, search, name) for name, one in sought.items() for words, search in one.others)

    def found_in(self, text: str) -> frozenset[str]:
        """The names of the patterns that match somewhere in `text`."""
        found = {name for words, name in self._plain if words in text}
        found.update(name for words, search, name in self._others if words in text and search(text))
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
