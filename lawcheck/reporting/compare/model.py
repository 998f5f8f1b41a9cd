"""Pairing two reports: findings by fingerprint and nearest words, provisions by their words and not by their numbers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.wording import clean
from lawcheck.structure import Document, Level, Node
from lawcheck.text import fold

Outcome = Literal["fixed", "explained", "moved", "remains", "new"]
OUTCOMES: dict[Outcome, str] = {
    "fixed": "Không còn (đã sửa)",
    "explained": "Đã giải trình",
    "moved": "Còn, đã chuyển chỗ",
    "remains": "Còn",
    "new": "Mới xuất hiện",
}
Change = Literal["changed", "added", "removed", "moved"]
CHANGES: dict[Change, str] = {"changed": "Sửa đổi", "added": "Bổ sung", "removed": "Bãi bỏ", "moved": "Chuyển chỗ"}
SAME_PASSAGE = 0.6
"""likeness (0–1) of words from which a changed passage counts as the same"""
_SKIPPED = {Level.VAN_BAN, Level.NOI_NHAN, Level.CHU_KY, Level.DAU}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """A finding in both readings, or in one. `reason`: why it was explained."""

    outcome: Outcome
    old: Numbered | None
    new: Numbered | None
    reason: str = ""

    @property
    def either(self) -> Numbered:
        """The finding of the newer reading, else of the older."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change without a finding")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A provision's own words with its label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionChange:
    """A provision that is not the same in both readings."""

    change: Change
    old: Passage | None
    new: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two readings of one draft."""

    old: Report
    new: Report
    findings: tuple[FindingChange, ...]
    provisions: tuple[ProvisionChange, ...]
    renumbered: int
    """provisions whose words stayed and whose number changed"""

    def count(self, outcome: Outcome) -> int:
        """How many findings came to `outcome`."""
        return sum(change.outcome == outcome for change in self.findings)


def compare(old: Report, new: Report) -> Comparison:
    """What became of `old` in `new`."""
    provisions, renumbered = _provisions(old.document, new.document)
    return Comparison(old=old, new=new, findings=tuple(_findings(old, new)), provisions=provisions, renumbered=renumbered)


def _findings(old: Report, new: Report) -> Iterator[FindingChange]:
    left = list(new.findings)
    pairs: list[tuple[Numbered, Numbered | None]] = []
    waiting: list[Numbered] = []
    for numbered in old.open_findings:
        same = [known for known in left if known.finding.fingerprint == numbered.finding.fingerprint]
        match = next((known for known in same if known.finding.node == numbered.finding.node), same[0] if same else None)
        if match is None:
            waiting.append(numbered)
        else:
            left.remove(match)
            pairs.append((numbered, match))
    for numbered in waiting:
        match = _nearest(numbered, left)
        if match is not None:
            left.remove(match)
        pairs.append((numbered, match))
    for numbered, match in sorted(pairs, key=lambda pair: pair[0].finding.span):
        yield _outcome(numbered, match)
    for numbered in left:
        if numbered in new.open_findings:
            yield FindingChange(outcome="new", old=None, new=numbered)


def _nearest(numbered: Numbered, left: Sequence[Numbered]) -> Numbered | None:
    """The finding of the same rule with the likest words, if they are like enough."""
    best, score = None, SAME_PASSAGE
    for known in left:
        if known.finding.rule == numbered.finding.rule:
            likeness = _likeness(_words(numbered.finding.quote), _words(known.finding.quote), score)
            if likeness > score or (likeness == score and best is None):
                best, score = known, likeness
    return best


def _outcome(old: Numbered, new: Numbered | None) -> FindingChange:
    if new is None:
        return FindingChange(outcome="fixed", old=old, new=None)
    if new.waiver is not None:
        return FindingChange(outcome="explained", old=old, new=new, reason=f"{new.waiver.reason} ({new.waiver.by})")
    if new.finding.excused_by:
        return FindingChange(outcome="explained", old=old, new=new, reason=new.finding.excused_by[0].because)
    moved = new.finding.label != old.finding.label
    return FindingChange(outcome="moved" if moved else "remains", old=old, new=new)


def _provisions(old: Document | None, new: Document | None) -> tuple[tuple[ProvisionChange, ...], int]:
    before, after = list(_passages(old)), list(_passages(new))
    keys_before, keys_after = [_key(passage) for passage in before], [_key(passage) for passage in after]
    changes: list[ProvisionChange] = []
    renumbered = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, keys_before, keys_after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs = zip(before[a:b], after[c:d], strict=True)
            renumbered += sum(mine.label != theirs.label for mine, theirs in pairs)
        else:
            changes += _block(before[a:b], after[c:d])
    return _with_moves(changes), renumbered


def _passages(document: Document | None) -> Iterator[Passage]:
    """Each unit's own words, in order; the head, recipients and signature aside."""
    if document is None:
        return
    todo: list[Node] = [document.root]
    while todo:
        node = todo.pop()
        if node.level in _SKIPPED and node is not document.root:
            continue
        words = clean(node.lead.of(document.text))
        if words and node is not document.root:
            yield Passage(label=node.label, text=words)
        todo.extend(reversed(node.children))


_NUMBER = re.compile(r"(?:điều\s+\d+[a-zđ]*[.:]?|[ivxlc]+[.)]|\d+(?:\.\d+)*[.)]?|[a-zđ]{1,2}\)|[-+•])\s+")


def _key(passage: Passage) -> str:
    """The words without their number, so that renumbering changes nothing."""
    words = fold(passage.text).text
    number = _NUMBER.match(words)
    return words[number.end() :] if number else words


def _block(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[ProvisionChange]:
    """Pair what was replaced by the likest words, in order; the rest was removed or added."""
    left = list(after)
    for mine in before:
        words = _words(mine.text)
        best = max(left, key=lambda theirs: _likeness(words, _words(theirs.text), 0.0), default=None) if len(left) <= 200 else left[0]
        if best is not None and _likeness(words, _words(best.text), 0.0) >= SAME_PASSAGE:
            index = left.index(best)
            yield from (ProvisionChange(change="added", old=None, new=passage) for passage in left[:index])
            left = left[index + 1 :]
            yield ProvisionChange(change="changed", old=mine, new=best)
        else:
            yield ProvisionChange(change="removed", old=mine, new=None)
    yield from (ProvisionChange(change="added", old=None, new=passage) for passage in left)


def _with_moves(changes: Sequence[ProvisionChange]) -> tuple[ProvisionChange, ...]:
    """What was removed at one place and added word for word at another has moved."""
    removed = {_key(change.old): change.old for change in changes if change.change == "removed" and change.old is not None}
    moved: set[str] = set()
    out: list[ProvisionChange] = []
    for change in changes:
        key = _key(change.new) if change.change == "added" and change.new is not None else None
        if key is not None and key in removed and key not in moved:
            moved.add(key)
            out.append(ProvisionChange(change="moved", old=removed[key], new=change.new))
        else:
            out.append(change)
    return tuple(change for change in out if not (change.change == "removed" and change.old is not None and _key(change.old) in moved))


def _words(text: str) -> list[str]:
    return fold(clean(text)).text.split()


def _likeness(a: Sequence[str], b: Sequence[str], at_least: float) -> float:
    """Likeness of two lists of words, 0–1; 0 where it cannot reach `at_least`."""
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    return matcher.ratio()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a changed passage; `kind`: same, old (only before), new (only after)."""

    text: str
    kind: Literal["same", "old", "new"]


def word_changes(old: str, new: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """The words of both passages, marked where they differ."""
    before, after = old.split(), new.split()
    left: list[Words] = []
    right: list[Words] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if b > a:
            left.append(Words(" ".join(before[a:b]), "same" if tag == "equal" else "old"))
        if d > c:
            right.append(Words(" ".join(after[c:d]), "same" if tag == "equal" else "new"))
    return tuple(left), tuple(right)
