"""The characters of a pdf page and its lines as pdfium gives them; words stamped on the page are put among them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lawcheck.reading.layout import Box


@dataclass(frozen=True, slots=True)
class Stamp:
    """Words drawn over a page and their box in points."""

    words: str
    box: Box


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as pdfium gives it, the place of each character on the page, and its box."""

    raw: str
    places: Sequence[int]
    box: Box


class Characters:
    """Where the characters of a page stand: from 0 on those of pdfium's text page, below 0 those of stamps."""

    def __init__(self, text_page: Any, stamps: Sequence[Stamp] = ()) -> None:
        self.raw = text_page.raw
        self._stamped = [box for stamp in stamps for box in _shares(stamp)]

    def box(self, place: int) -> Box:
        """The box of a character, as high as its font: tight boxes differ between x and h."""
        import pypdfium2.raw as raw

        if place < 0:
            return self._stamped[-place - 1]
        rect = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self.raw, place, rect)
        return round(rect.left, 1), round(rect.bottom, 1), round(rect.right, 1), round(rect.top, 1)

    def baseline(self, place: int) -> float:
        """The height in points of the line that a character stands on."""
        import pypdfium2.raw as raw

        if place < 0:
            return self._stamped[-place - 1][1]
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self.raw, place, x, y)
        return y.value


def _shares(stamp: Stamp) -> list[Box]:
    """The boxes of the characters of a stamp, all as wide."""
    left, bottom, right, top = stamp.box
    width = (right - left) / len(stamp.words)
    return [(left + width * at, bottom, left + width * (at + 1), top) for at in range(len(stamp.words))]


def joined(a: Box, b: Box) -> Box:
    """The box around two boxes."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
