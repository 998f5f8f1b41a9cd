"""Measure the reading of handwritten numbers on lines made up: how many are told, and how many of those are wrong, at several confidences.

    python benchmarks/written.py MNIST FONT [--lines 500]

MNIST is the folder of its files (see lawcheck/training/digits.py), FONT a Times-like .ttf. Half of the lines are of digits that MNIST keeps
for tests, half of digits drawn from strokes; they lean, touch each other and the print. No scan of an office is needed or used.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFilter
import PIL.ImageFont

from lawcheck.reading.figures import Gap, before_slash, read_figures
from lawcheck.reading.handwriting import _may_run
from lawcheck.reading.ink import slanted
from lawcheck.training.digits import drawn, mnist

EM, BASE, SIZE = 54, 200, (900, 300)
Chance = numpy.random.Generator


def figure(mask: Any, height: float, slant: float) -> Any:
    """A digit cut out, `height` dots high, leaning by `slant`."""
    mask = mask[mask.any(axis=1)][:, mask.any(axis=0)]
    width = min(max(round(mask.shape[1] * height / mask.shape[0]), 4), EM)
    image = PIL.Image.fromarray((mask * 255).astype(numpy.uint8)).resize((width, round(height)), PIL.Image.Resampling.BICUBIC)
    return slanted(numpy.asarray(image) > 110, slant)


def line(chance: Chance, digits: list[Any], font: Any) -> tuple[Any, Gap]:
    """A picture of "Số:", these digits by one hand, "/SYT-NVY", and the gap between the print."""
    image = PIL.Image.new("L", SIZE, 255)
    pen = PIL.ImageDraw.Draw(image)
    pen.text((100, BASE), "Số:", font=font, fill=0, anchor="ls")
    left = 100 + 1.3 * EM
    at = left + chance.uniform(-2, 0.5 * EM)
    slant, height, apart = chance.normal(0.12, 0.15), chance.uniform(0.75, 1.1) * EM, chance.uniform(-0.06, 0.25) * EM
    for mask in digits:
        shape = figure(mask, height * chance.uniform(0.85, 1.15), slant)
        top = round(BASE + chance.uniform(-0.08, 0.15) * EM) - shape.shape[0]
        image.paste(30, (round(at), top), PIL.Image.fromarray((shape * 255).astype(numpy.uint8)))
        at += shape.shape[1] - abs(slant) * shape.shape[0] + apart + chance.normal(0, 0.03) * EM
    end = at + max(chance.uniform(-0.05, 0.5) * EM + slant * height / 2, 0)
    pen.text((end, BASE), "/SYT-NVY", font=font, fill=0, anchor="ls")
    return numpy.asarray(image.filter(PIL.ImageFilter.GaussianBlur(0.7))), Gap(left, end + 0.04 * EM, BASE, EM)


def main() -> None:
    """Read made-up lines and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path)
    parser.add_argument("font", type=Path)
    parser.add_argument("--lines", type=int, default=500)
    wanted = parser.parse_args()
    pictures, labels = mnist(wanted.mnist, "t10k")
    font = PIL.ImageFont.truetype(str(wanted.font), EM)
    chance = numpy.random.default_rng(1)
    ends: list[tuple[float, bool]] = []
    for number in range(wanted.lines):
        text = str(chance.integers(1, 10 ** int(chance.integers(1, 5))))
        masks = [drawn(int(d), chance) if number % 2 else pictures[chance.choice(numpy.flatnonzero(labels == int(d)))] > 0.35 for d in text]
        picture, gap = line(chance, masks, font)
        read = read_figures(picture, before_slash(picture, gap, 0) or gap, 5, _may_run)
        ends.append((read.confidence, read.text == text) if read else (0.0, False))
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        told = [right for confidence, right in ends if confidence >= least]
        print(f"from {least}: told {len(told) / len(ends):.3f}, of them wrong {1 - sum(told) / max(len(told), 1):.4f}")


if __name__ == "__main__":
    main()
