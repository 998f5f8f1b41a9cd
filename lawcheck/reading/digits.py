"""Which digit a small picture shows: directions of its edges, weighed by a network of one hidden layer.

The weights (`digits.npz`) are fitted by `lawcheck.training.digits`; nothing but numpy is needed to use them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import numpy
from numpy.typing import NDArray

SIDE = 28
"""side of a normalised picture in dots; the figure fills at most INNER of them, as in MNIST"""
INNER = 20
NO_DIGIT = 10
"""class of what is no single digit: parts of one, two joined, letters"""
_DIRECTIONS, _CELL = 8, 4
Floats = NDArray[numpy.float32]


def normalise(mask: NDArray[numpy.bool_]) -> Floats:
    """The inked dots of a figure as a picture of SIDE × SIDE values 0–1, its longer side INNER dots, its centre of mass in the middle."""
    import PIL.Image

    rows, columns = numpy.flatnonzero(mask.any(axis=1)), numpy.flatnonzero(mask.any(axis=0))
    figure = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = figure.shape
    factor = INNER / max(height, width)
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    image = PIL.Image.fromarray(figure.astype(numpy.uint8) * 255)
    small = (
        numpy.asarray(image.resize(size, PIL.Image.Resampling.BOX if factor < 1 else PIL.Image.Resampling.BILINEAR), dtype=numpy.float32)
        / 255
    )
    weight = float(small.sum()) or 1.0
    middle_y = float((small.sum(axis=1) * numpy.arange(size[1])).sum()) / weight
    middle_x = float((small.sum(axis=0) * numpy.arange(size[0])).sum()) / weight
    top = min(max(round((SIDE - 1) / 2 - middle_y), 0), SIDE - size[1])
    left = min(max(round((SIDE - 1) / 2 - middle_x), 0), SIDE - size[0])
    picture = numpy.zeros((SIDE, SIDE), numpy.float32)
    picture[top : top + size[1], left : left + size[0]] = small
    return picture


def _box_sums(pictures: Any, size: int, weights: tuple[float, float, float]) -> Any:
    """Around each dot the sum of its 3 × 3 neighbours, weighed; `pictures` have a rim of one dot more than `size` on each side."""
    return sum(pictures[:, i : i + size, j : j + size] * (weights[i] * weights[j]) for i in range(3) for j in range(3))


def features(pictures: Floats) -> Floats:
    """Directions of edges in cells of the pictures (n × SIDE × SIDE) → n × 392, each row of length 1."""
    count = len(pictures)
    wide = numpy.pad(pictures, ((0, 0), (2, 2), (2, 2)))
    smooth = _box_sums(wide, SIDE + 2, (0.25, 0.5, 0.25))
    across = smooth[:, 1:-1, 2:] - smooth[:, 1:-1, :-2]
    down = smooth[:, 2:, 1:-1] - smooth[:, :-2, 1:-1]
    strength = numpy.hypot(across, down)
    turn = (numpy.arctan2(down, across) / (2 * numpy.pi) * _DIRECTIONS) % _DIRECTIONS
    lower = numpy.floor(turn).astype(numpy.int64) % _DIRECTIONS
    share = turn - numpy.floor(turn)
    cells = SIDE // _CELL
    found = numpy.zeros((count, _DIRECTIONS, cells, cells), numpy.float32)
    for direction in range(_DIRECTIONS):
        part = strength * ((lower == direction) * (1 - share) + ((lower + 1) % _DIRECTIONS == direction) * share)
        spread = _box_sums(numpy.pad(part, ((0, 0), (1, 1), (1, 1))), SIDE, (1.0, 1.0, 1.0))
        found[:, direction] = spread.reshape(count, cells, _CELL, cells, _CELL).sum(axis=(2, 4))
    flat = numpy.sqrt(found.reshape(count, -1))
    unit: Floats = (flat / numpy.maximum(numpy.linalg.norm(flat, axis=1, keepdims=True), 1e-6)).astype(numpy.float32)
    return unit


def probabilities(pictures: Floats) -> Floats:
    """For each picture (n × SIDE × SIDE) how likely each digit is, and that it is none → n × 11, rows summing to 1."""
    weights = _weights()
    hidden = numpy.maximum(features(pictures) @ weights["hidden"] + weights["hidden_bias"], 0)
    raw = hidden @ weights["out"] + weights["out_bias"]
    raw = numpy.exp(raw - raw.max(axis=1, keepdims=True))
    shares: Floats = raw / raw.sum(axis=1, keepdims=True)
    return shares


@cache
def _weights() -> dict[str, Any]:
    with files("lawcheck.reading").joinpath("digits.npz").open("rb") as stored, numpy.load(stored, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(numpy.float32) for name in arrays.files}
