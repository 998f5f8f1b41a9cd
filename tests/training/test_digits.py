"""What the reader of handwritten digits learns from: the same drawings every time, pictures in MNIST's form, and parts and pairs that are no digit."""

import struct
from pathlib import Path

import numpy
import pytest

pytest.importorskip("scipy", reason="SciPy chưa được cài (extra “train”)")

from lawcheck.training.digits import SHAPES, distorted, drawn, mnist, no_digit


def random() -> numpy.random.Generator:
    return numpy.random.default_rng(5)


def test_every_digit_has_shapes_within_its_box() -> None:
    assert sorted(SHAPES) == list(range(10))
    points = [point for shapes in SHAPES.values() for shape in shapes for stroke in shape for point in stroke]
    assert all(-0.1 <= x <= 1.1 and -0.1 <= y <= 1.1 for x, y in points)


def test_the_same_seed_gives_the_same_drawings() -> None:
    first, second = (distorted(drawn(7, one).astype(numpy.float32), one) for one in (random(), random()))
    assert first.any()
    assert numpy.array_equal(first, second)


def test_pictures_and_digits_are_read_from_the_files_of_mnist(tmp_path: Path) -> None:
    pictures = numpy.zeros((2, 28, 28), numpy.uint8)
    pictures[1, 3, 4] = 255
    (tmp_path / "train-images-idx3-ubyte").write_bytes(struct.pack(">4i", 2051, 2, 28, 28) + pictures.tobytes())
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(struct.pack(">2i", 2049, 2) + bytes([3, 9]))
    values, digits = mnist(tmp_path, "train")
    assert digits.tolist() == [3, 9]
    assert (values.max(), numpy.argwhere(values).tolist()) == (1.0, [[1, 3, 4]])


def test_what_is_no_digit_has_less_or_more_ink_than_one() -> None:
    one = random()
    eight, three = drawn(8, one), drawn(3, one)
    sizes = {int(no_digit(eight, three, one).sum()) for _ in range(40)}
    assert min(sizes) < 0.7 * eight.sum() < 1.2 * eight.sum() < max(sizes)
