"""Ink on paper: its connected pieces, cut where figures may touch, joined, slanted. Lengths are dots; `em` is the size of the printed letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Mask = NDArray[numpy.bool_]
_ASIDE = 0.2
"""what a step aside costs a way through the ink, in dots of ink"""
_CROSSED, _LEAST = 0.35, 0.02
"""in em, how much ink a cut crosses at most; in em², how much ink it leaves on each side at least"""


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


def threshold(part: NDArray[numpy.uint8]) -> int:
    """The grey that best parts ink from paper (Otsu)."""
    counts = numpy.bincount(part.ravel(), minlength=256).astype(numpy.float64)
    dark, sums = counts.cumsum(), (counts * numpy.arange(256)).cumsum()
    light = dark[-1] - dark
    apart = (sums[-1] * dark / dark[-1] - sums) ** 2 / numpy.maximum(dark * light, 1.0)
    return int(apart.argmax())


def seams(mask: Mask, em: float) -> list[NDArray[numpy.int64]]:
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
    ends = numpy.flatnonzero(total <= _CROSSED * em)
    ends = ends[numpy.argsort(total[ends], kind="stable")]
    all_ways = numpy.empty((height, len(ends)), numpy.int64)
    at = ends
    for row in range(height - 1, -1, -1):
        all_ways[row] = at
        at = at + steps[row, at]
    crossed = numpy.take_along_axis(mask, all_ways, axis=1).astype(numpy.int8)
    strokes = (numpy.diff(crossed, axis=0, prepend=0) == 1).sum(axis=0)
    before = numpy.take_along_axis(numpy.pad(mask.cumsum(axis=1), ((0, 0), (1, 0))), all_ways, axis=1).sum(axis=0)
    least = _LEAST * em * em
    found: list[NDArray[numpy.int64]] = []
    for index in numpy.flatnonzero((strokes <= 1) & (least < before) & (before < mask.sum() - least)):
        way = all_ways[:, index]
        if all(abs(way - other).mean() > 0.1 * em for other in found):
            found.append(way)
    return sorted(found, key=lambda way: float(way.mean()))


def thinnest(ink: Ink, start: float, end: float) -> int:
    """The column of `ink` with the least ink between two places of the page."""
    first = max(round(start) - ink.left, 0)
    columns = ink.mask[:, first : max(round(end) - ink.left, first + 1)].sum(axis=0)
    return first + int(columns.argmin())


def cut(ink: Ink, cuts: Sequence[NDArray[numpy.int64]]) -> list[Ink]:
    """The parts of `ink` between cuts (a column for each row), blank rims taken off."""
    found: list[Ink] = []
    columns = numpy.arange(ink.mask.shape[1])
    left = ink.mask
    for way in [*cuts, numpy.full(ink.mask.shape[0], ink.mask.shape[1])]:
        part, left = left & (columns < way[:, None]), left & (columns >= way[:, None])
        if part.any():
            rows, filled = numpy.flatnonzero(part.any(axis=1)), numpy.flatnonzero(part.any(axis=0))
            inner = part[rows[0] : rows[-1] + 1, filled[0] : filled[-1] + 1]
            found.append(Ink(ink.left + int(filled[0]), ink.top + int(rows[0]), inner))
    return found


def joined(pieces: Sequence[Ink]) -> Ink:
    """The pieces as one."""
    left, top = min(ink.left for ink in pieces), min(ink.top for ink in pieces)
    mask = numpy.zeros((max(ink.bottom for ink in pieces) - top, max(ink.right for ink in pieces) - left), bool)
    for ink in pieces:
        mask[ink.top - top : ink.bottom - top, ink.left - left : ink.right - left] |= ink.mask
    return Ink(left, top, mask)


def slanted(mask: Mask, slant: float) -> Mask:
    """The figure with each row moved to the right by `slant` times its height above the lowest."""
    if not slant:
        return mask
    height, width = mask.shape
    steps = moves(height, slant)
    found = numpy.zeros((height, width + int(steps.max())), bool)
    for row, move in enumerate(steps.tolist()):
        found[row, move : move + width] = mask[row]
    return found


def moves(height: int, slant: float) -> NDArray[numpy.int64]:
    """By how many dots each row of a slanted figure is moved, the least by none."""
    steps = numpy.round(slant * numpy.arange(height - 1, -1, -1)).astype(numpy.int64)
    found: NDArray[numpy.int64] = steps - steps.min()
    return found
