"""The digits written in a gap of a printed line: ink cut into pieces, pieces joined into figures, the likeliest row of digits.

Lengths are dots of the page's picture; `em` is the size of the printed letters, `base` the height at which they stand.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from lawcheck.reading.digits import NO_DIGIT, normalise, probabilities

Mask = NDArray[numpy.bool_]
_KEPT = 12
"""rows of digits that are followed at a time"""
_LINE_SLANTS = (-0.3, -0.15, 0.0, 0.15)
"""slants in which a line is cut into figures"""
_SLANTS = (-0.2, -0.1, 0.0, 0.1, 0.2)
"""slants in which a figure is looked at, as hands lean to both sides"""
_ASIDE = 0.2
"""what a step aside costs a way through the ink, in dots of ink"""
_LEFT_OUT = 3.0
"""what leaving a speck out costs a row, as the logarithm of how likely it is"""
_PARTS = 5
"""pieces that a digit may consist of"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where digits stand in a line: from `left` to `right`, on `base`, beside letters of size `em`."""

    left: float
    right: float
    base: float
    em: float


@dataclass(frozen=True, slots=True)
class Ink:
    """A piece of ink: its place and its dots (rows × columns)."""

    left: int
    top: int
    mask: Mask

    @property
    def right(self) -> int:
        return self.left + int(self.mask.shape[1])

    @property
    def bottom(self) -> int:
        return self.top + int(self.mask.shape[0])

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of digits, how sure it is (0–1), its box (left, top, right, bottom), and whether it stands like print: of one height, on the line."""

    text: str
    confidence: float
    box: tuple[int, int, int, int]
    like_print: bool


def read_figures(picture: NDArray[numpy.uint8], gap: Gap, most: int, allowed: Callable[[str], bool]) -> Figures | None:
    """The likeliest row of 1 to `most` digits in `gap` of a grey picture that is `allowed`; None where there is no ink, or no telling what belongs to the row.

    Hands lean, and figures that touch come apart where the cut leans with them: the gap is looked at in several slants, and what all of them say counts.
    """
    chances: dict[str, float] = {}
    best: tuple[float, _Row] | None = None
    for slant in _LINE_SLANTS:
        pieces = _pieces(picture, gap, slant)
        if not 0 < len(pieces) <= 4 * most:
            continue
        for row in _rows(pieces, gap.em, most):
            if allowed(row.text):
                chance = math.exp(row.score)
                chances[row.text] = chances.get(row.text, 0.0) + chance
                best = (chance, row) if best is None or chance > best[0] else best
    if best is None:
        return None
    likely, row = best
    box = (
        min(ink.left for ink in row.figures),
        min(ink.top for ink in row.figures),
        max(ink.right for ink in row.figures),
        max(ink.bottom for ink in row.figures),
    )
    return Figures(row.text, likely * chances[row.text] / sum(chances.values()), box, _like_print(row.figures, gap))


def _pieces(picture: NDArray[numpy.uint8], gap: Gap, slant: float) -> list[Ink]:
    """The ink in the gap, slanted, from left to right, cut where figures may touch each other or the print beside them."""
    em = gap.em
    found: list[Ink] = []
    for ink in _ink(picture, gap, slant):
        if not _may_be_written(ink, gap):
            continue
        cuts = _seams(ink.mask, em) if ink.mask.shape[1] > 0.5 * em else []
        if ink.left < gap.left - 0.35 * em and ink.right > gap.left + 0.15 * em:
            cuts.append(numpy.full(ink.mask.shape[0], _thinnest(ink, gap.left - 0.3 * em, gap.left + 0.15 * em)))
        if ink.right > gap.right + 0.3 * em and ink.left < gap.right - 0.15 * em:
            cuts.append(numpy.full(ink.mask.shape[0], _thinnest(ink, gap.right - 0.15 * em, gap.right + 0.3 * em)))
        for piece in _cut(ink, sorted(cuts, key=lambda cut: float(cut.mean()))):
            inside = min(piece.right, gap.right) - max(piece.left, gap.left)
            if gap.left - 0.02 * em <= piece.middle <= gap.right + 0.02 * em:
                found += [piece] if piece.mask.sum() >= 0.004 * em * em else []
            elif inside > 0.2 * em:
                return []  # it cannot be told whether it belongs to the print beside the gap
    return _whole(sorted(found, key=lambda ink: ink.middle), em)


def before_slash(picture: NDArray[numpy.uint8], gap: Gap, doubt: float) -> Gap | None:
    """The part of `gap` up to the printed slash at its right edge, which may stand up to `doubt` dots before; None where no stroke looks like it."""
    em = gap.em
    near = Gap(gap.right - doubt - 0.6 * em, gap.right + 0.45 * em, gap.base, em)
    slashes = [ink.left for ink in _ink(picture, near) if _is_slash(ink, gap) and near.left <= ink.left <= near.right]
    return Gap(gap.left, max(slashes), gap.base, em) if slashes else None


def _is_slash(ink: Ink, gap: Gap) -> bool:
    """Whether ink is one straight slanted stroke of the size of a printed slash."""
    height, width = ink.mask.shape
    if not (0.58 < height / gap.em < 0.85 and 0.18 < width / gap.em < 0.42 and abs(ink.bottom - gap.base) < 0.15 * gap.em):
        return False
    rows = numpy.arange(height)
    counts = ink.mask.sum(axis=1)
    if not counts.all() or counts.max() > 0.2 * gap.em:
        return False
    middles = (ink.mask * numpy.arange(width)).sum(axis=1) / counts
    slope, start = numpy.polyfit(rows, middles, 1)
    return bool(-0.6 < slope < -0.2 and numpy.abs(middles - slope * rows - start).max() < 0.06 * gap.em)


def _may_be_written(ink: Ink, gap: Gap) -> bool:
    """Whether ink reaches into the gap and is neither dirt, nor a rule, nor of the lines above and below."""
    if ink.top > gap.base - 0.1 * gap.em or ink.right < gap.left or ink.left > gap.right:
        return False
    height, width = ink.mask.shape
    dirt = max(height, width) < 0.12 * gap.em or ink.mask.sum() < 0.006 * gap.em**2
    rule = height < 0.08 * gap.em and width > 0.5 * gap.em
    return not dirt and not rule and gap.base - 1.05 * gap.em <= (ink.top + ink.bottom) / 2 <= gap.base + 0.3 * gap.em


def _ink(picture: NDArray[numpy.uint8], gap: Gap, slant: float = 0.0) -> list[Ink]:
    """The connected ink in and around the gap, slanted about the middle of the letters."""
    em, base = gap.em, gap.base
    top, left = max(int(base - 1.3 * em), 0), max(int(gap.left - 0.5 * em), 0)
    part = picture[top : int(base + 0.6 * em), left : max(int(gap.right + 0.5 * em), 0)]
    if not part.size:
        return []
    inside = part[:, max(int(gap.left) - left, 0) : max(int(gap.right) - left, 1)]  # print beside the gap is darker than a pencil
    ink = part < min(max(_threshold(inside if inside.size else part), 90), 190)
    middle = min(max(round(base - 0.35 * em) - top, 0), ink.shape[0] - 1)
    return components(_slanted(ink, slant), left - int(_moves(ink.shape[0], slant)[middle]), top)


def _whole(pieces: Sequence[Ink], em: float) -> list[Ink]:
    """The pieces, joined where one lies mostly above or below another."""
    found: list[Ink] = []
    for ink in pieces:
        if found:
            last = found[-1]
            common = min(ink.right, last.right) - max(ink.left, last.left)
            narrower = min(ink.mask.shape[1], last.mask.shape[1])
            if common > 0.5 * narrower and max(ink.right, last.right) - min(ink.left, last.left) < em:
                found[-1] = _joined([last, ink])
                continue
        found.append(ink)
    return found


def components(ink: Mask, left: int, top: int) -> list[Ink]:
    """The connected parts of `ink`, corners touching included; `left` and `top` are added to their places."""
    runs: list[tuple[int, int, int]] = []
    parents: list[int] = []

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    above: list[int] = []
    for row in range(ink.shape[0]):
        edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], ink[row].astype(numpy.int8), [0]))))
        here: list[int] = []
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            index = len(runs)
            runs.append((row, start, end))
            parents.append(index)
            here.append(index)
            for other in above:
                if runs[other][1] <= end and runs[other][2] >= start:
                    parents[root(other)] = root(index)
        above = here
    groups: dict[int, list[tuple[int, int, int]]] = {}
    for index, run in enumerate(runs):
        groups.setdefault(root(index), []).append(run)
    found: list[Ink] = []
    for group in groups.values():
        first, last = group[0][0], group[-1][0]
        start, end = min(run[1] for run in group), max(run[2] for run in group)
        mask = numpy.zeros((last - first + 1, end - start), bool)
        for row, a, b in group:
            mask[row - first, a - start : b - start] = True
        found.append(Ink(left + start, top + first, mask))
    return found


def _threshold(part: NDArray[numpy.uint8]) -> int:
    """The grey that best parts ink from paper (Otsu)."""
    counts = numpy.bincount(part.ravel(), minlength=256).astype(numpy.float64)
    dark, sums = counts.cumsum(), (counts * numpy.arange(256)).cumsum()
    light = dark[-1] - dark
    apart = (sums[-1] * dark / dark[-1] - sums) ** 2 / numpy.maximum(dark * light, 1.0)
    return int(apart.argmax())


def _seams(mask: Mask, em: float) -> list[NDArray[numpy.int64]]:
    """Ways from top to bottom (a column for each row) that cross one thin stroke: where two figures may touch. From left to right."""
    height, width = mask.shape
    cost = mask.astype(numpy.float64)
    total = cost[0].copy()
    steps = numpy.zeros((height, width), numpy.int64)
    for row in range(1, height):
        wide = numpy.pad(total, 1, constant_values=numpy.inf)
        ways = numpy.stack((wide[1:-1], wide[:-2] + _ASIDE, wide[2:] + _ASIDE))
        best = ways.argmin(axis=0)
        steps[row] = numpy.array((0, -1, 1))[best]
        total = cost[row] + ways[best, numpy.arange(width)]
    least = 0.02 * em * em
    found: list[NDArray[numpy.int64]] = []
    for end in numpy.argsort(total, kind="stable").tolist():
        if total[end] > 0.35 * em:
            break
        seam = numpy.empty(height, numpy.int64)
        at = end
        for row in range(height - 1, -1, -1):
            seam[row] = at
            at += int(steps[row, at])
        crossed = mask[numpy.arange(height), seam]
        strokes = int((numpy.diff(crossed.astype(numpy.int8), prepend=0) == 1).sum())
        left = int((mask & (numpy.arange(width) < seam[:, None])).sum())
        if strokes <= 1 and least < left < mask.sum() - least and all(abs(seam - other).mean() > 0.1 * em for other in found):
            found.append(seam)
    return sorted(found, key=lambda seam: float(seam.mean()))


def _thinnest(ink: Ink, start: float, end: float) -> int:
    """The column of `ink` with the least ink between two places of the page."""
    first = max(round(start) - ink.left, 0)
    columns = ink.mask[:, first : max(round(end) - ink.left, first + 1)].sum(axis=0)
    return first + int(columns.argmin())


def _cut(ink: Ink, cuts: Sequence[NDArray[numpy.int64]]) -> list[Ink]:
    """The parts of `ink` between cuts (a column for each row), blank rims taken off."""
    found: list[Ink] = []
    columns = numpy.arange(ink.mask.shape[1])
    left = ink.mask
    for cut in [*cuts, numpy.full(ink.mask.shape[0], ink.mask.shape[1])]:
        part, left = left & (columns < cut[:, None]), left & (columns >= cut[:, None])
        if part.any():
            rows, filled = numpy.flatnonzero(part.any(axis=1)), numpy.flatnonzero(part.any(axis=0))
            inner = part[rows[0] : rows[-1] + 1, filled[0] : filled[-1] + 1]
            found.append(Ink(ink.left + int(filled[0]), ink.top + int(rows[0]), inner))
    return found


def _joined(pieces: Sequence[Ink]) -> Ink:
    left, top = min(ink.left for ink in pieces), min(ink.top for ink in pieces)
    mask = numpy.zeros((max(ink.bottom for ink in pieces) - top, max(ink.right for ink in pieces) - left), bool)
    for ink in pieces:
        mask[ink.top - top : ink.bottom - top, ink.left - left : ink.right - left] |= ink.mask
    return Ink(left, top, mask)


@dataclass(frozen=True, slots=True)
class _Row:
    """Digits read from the left on, and the logarithm of how likely they are."""

    score: float = 0.0
    text: str = ""
    figures: tuple[Ink, ...] = ()


def _rows(pieces: Sequence[Ink], em: float, most: int) -> list[_Row]:
    """Rows of digits that all pieces can be read as, the likeliest first. A speck may be left out."""
    spans: dict[tuple[int, int], Ink] = {}
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + _PARTS, len(pieces)) + 1):
            figure = _joined(pieces[start:end])
            height, width = figure.mask.shape
            if width <= 1.2 * em and 0.33 * em <= height <= 1.5 * em:
                spans[start, end] = figure
    if not spans:
        return []
    slanted = [normalise(_slanted(figure.mask, slant)) for slant in _SLANTS for figure in spans.values()]
    chances = dict(zip(spans, probabilities(numpy.stack(slanted)).reshape(len(_SLANTS), len(spans), -1).mean(axis=0), strict=True))
    ending: list[list[_Row]] = [[_Row()]]
    for end in range(1, len(pieces) + 1):
        rows: list[_Row] = []
        if pieces[end - 1].mask.sum() < 0.03 * em * em:
            rows += [_Row(row.score - _LEFT_OUT, row.text, row.figures) for row in ending[end - 1]]
        for start in range(max(end - _PARTS, 0), end):
            if (start, end) in spans:
                chance = chances[start, end]
                rows += [
                    _longer(row, digit, chance, spans[start, end])
                    for row in ending[start]
                    if len(row.text) < most
                    for digit in _likely(chance)
                ]
        ending.append(sorted(rows, key=lambda row: -row.score)[:_KEPT])
    texts: dict[str, _Row] = {}
    for row in ending[-1]:
        texts.setdefault(row.text, row)
    return [row for text, row in texts.items() if text]


def _slanted(mask: Mask, slant: float) -> Mask:
    """The figure with each row moved to the right by `slant` times its height above the lowest."""
    if not slant:
        return mask
    height, width = mask.shape
    moves = _moves(height, slant)
    found = numpy.zeros((height, width + int(moves.max())), bool)
    for row, move in enumerate(moves.tolist()):
        found[row, move : move + width] = mask[row]
    return found


def _moves(height: int, slant: float) -> NDArray[numpy.int64]:
    """By how many dots each row of a slanted figure is moved, the least by none."""
    moves = numpy.round(slant * numpy.arange(height - 1, -1, -1)).astype(numpy.int64)
    found: NDArray[numpy.int64] = moves - moves.min()
    return found


def _likely(chance: Any) -> list[int]:
    return [int(digit) for digit in numpy.argsort(-chance[:NO_DIGIT])[:3]]


def _longer(row: _Row, digit: int, chance: Any, figure: Ink) -> _Row:
    return _Row(row.score + math.log(max(float(chance[digit]), 1e-6)), row.text + str(digit), (*row.figures, figure))


def _like_print(figures: Sequence[Ink], gap: Gap) -> bool:
    """Whether the figures stand as printed digits do: 0.68 em high, all on the line."""
    return all(0.6 < ink.mask.shape[0] / gap.em < 0.76 and abs(ink.bottom - gap.base) < 0.1 * gap.em for ink in figures)
