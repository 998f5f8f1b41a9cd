"""The digits written in a gap of a printed line: ink cut into pieces, pieces joined into figures, the likeliest row of digits.

Lengths are dots of the page's picture; `em` is the size of the printed letters, `base` the height at which they stand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
from numpy.typing import NDArray

from lawcheck.reading.digits import NO_DIGIT, normalise, probabilities
from lawcheck.reading.ink import Ink, components, cut, joined, moves, seams, slanted, thinnest, threshold

_KEPT = 12
"""rows of digits that are followed at a time"""
_LINE_SLANTS = (-0.3, -0.15, 0.0, 0.15)
"""slants in which a line is cut into figures"""
_SLANTS = (-0.15, 0.0, 0.15)
"""slants in which a figure is looked at, as hands lean to both sides"""
_LEFT_OUT = 3.0
"""what leaving a speck out costs a row, as the logarithm of how likely it is"""
_PARTS = 5
"""pieces that a digit may consist of"""
_WIDEST = 1.15
"""width of a digit against its height at most; wider ones are two that no cut parts"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where digits stand in a line: from `left` to `right`, on `base`, beside letters of size `em`."""

    left: float
    right: float
    base: float
    em: float


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
        cuts = seams(ink.mask, em) if ink.mask.shape[1] > 0.5 * em else []
        if ink.left < gap.left - 0.35 * em and ink.right > gap.left + 0.15 * em:
            cuts.append(numpy.full(ink.mask.shape[0], thinnest(ink, gap.left - 0.3 * em, gap.left + 0.15 * em)))
        if ink.right > gap.right + 0.3 * em and ink.left < gap.right - 0.15 * em:
            cuts.append(numpy.full(ink.mask.shape[0], thinnest(ink, gap.right - 0.15 * em, gap.right + 0.3 * em)))
        for piece in cut(ink, sorted(cuts, key=lambda way: float(way.mean()))):
            inside = min(piece.right, gap.right) - max(piece.left, gap.left)
            if gap.left - 0.02 * em <= piece.middle <= gap.right + 0.02 * em:
                found += [piece] if piece.mask.sum() >= 0.004 * em * em else []
            elif inside > 0.2 * em:
                return []  # it cannot be told whether it belongs to the print beside the gap
    return _whole(sorted(found, key=lambda ink: ink.middle), em)


def on_print(picture: NDArray[numpy.uint8], gap: Gap, right: float) -> Gap:
    """The gap on the line that the capitals after it (up to `right`) stand on: the box of a word that OCR made of both reaches down to what is written."""
    em = gap.em
    print_ = _ink(picture, Gap(gap.right + 0.5 * em, right - 0.5 * em, gap.base, em))
    bottoms = sorted(ink.bottom for ink in print_ if 0.58 < ink.mask.shape[0] / em < 0.76 and abs(ink.bottom - gap.base) < 0.5 * em)
    return replace(gap, base=float(bottoms[len(bottoms) // 2])) if len(bottoms) > 1 else gap


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
    ink = part < min(max(threshold(inside if inside.size else part), 90), 190)
    middle = min(max(round(base - 0.35 * em) - top, 0), ink.shape[0] - 1)
    return components(slanted(ink, slant), left - int(moves(ink.shape[0], slant)[middle]), top)


def _whole(pieces: Sequence[Ink], em: float) -> list[Ink]:
    """The pieces, joined where one lies mostly above or below another."""
    found: list[Ink] = []
    for ink in pieces:
        if found:
            last = found[-1]
            common = min(ink.right, last.right) - max(ink.left, last.left)
            narrower = min(ink.mask.shape[1], last.mask.shape[1])
            if common > 0.5 * narrower and max(ink.right, last.right) - min(ink.left, last.left) < em:
                found[-1] = joined([last, ink])
                continue
        found.append(ink)
    return found


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
            figure = joined(pieces[start:end])
            height, width = figure.mask.shape
            if width <= min(1.2 * em, _WIDEST * height) and 0.33 * em <= height <= 1.5 * em:
                spans[start, end] = figure
    if not spans:
        return []
    looks = [normalise(slanted(figure.mask, slant)) for slant in _SLANTS for figure in spans.values()]
    chances = dict(zip(spans, probabilities(numpy.stack(looks)).reshape(len(_SLANTS), len(spans), -1).mean(axis=0), strict=True))
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


def _likely(chance: Any) -> list[int]:
    return [int(digit) for digit in numpy.argsort(-chance[:NO_DIGIT])[:3]]


def _longer(row: _Row, digit: int, chance: Any, figure: Ink) -> _Row:
    return _Row(row.score + math.log(max(float(chance[digit]), 1e-6)), row.text + str(digit), (*row.figures, figure))


def _like_print(figures: Sequence[Ink], gap: Gap) -> bool:
    """Whether the figures stand as printed digits do: 0.68 em high, all on the line."""
    return all(0.6 < ink.mask.shape[0] / gap.em < 0.76 and abs(ink.bottom - gap.base) < 0.1 * gap.em for ink in figures)
