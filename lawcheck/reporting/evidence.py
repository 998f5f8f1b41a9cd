"""Pictures as evidence: for a finding that rests on OCR, the part of the page's image where its words stand."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lawcheck.errors import UnreadableError
from lawcheck.reading import Place, page_pictures
from lawcheck.reporting.model import Crop, Report
from lawcheck.text import OcrOrigin, SourceText, Span

MAX_CROPS = 40
"""pictures in one report, findings of the highest level first"""
MAX_SHOWN = 400
"""code points of a quote that are shown, as in the html report"""
_ORDER = ("error", "warning", "note")
_Box = tuple[float, float, float, float]


def rests_on_ocr(report: Report) -> bool:
    """Whether an open finding stands on words that were recognised from an image."""
    return any(numbered.ocr_confidence is not None for numbered in report.open_findings)


def with_crops(report: Report, data: bytes) -> Report:
    """The report with pictures for findings on recognised words. `data` is the file; one that is not what was read gives none."""
    if report.document is None or not rests_on_ocr(report) or hashlib.sha256(data).hexdigest() != report.sha256:
        return report
    source = report.document.source
    wanted = sorted(
        (numbered for numbered in report.open_findings if numbered.ocr_confidence is not None),
        key=lambda numbered: _ORDER.index(numbered.finding.severity),
    )[:MAX_CROPS]
    places = [place_of(source, numbered.finding.span) for numbered in wanted]
    try:
        pictures = page_pictures(data, places)
    except UnreadableError:
        return report  # the report is good without them
    crops = {
        numbered.id: Crop(png=png, page=place.page, confidence=numbered.ocr_confidence or 0.0)
        for numbered, place, png in zip(wanted, places, pictures, strict=True)
        if png
    }
    return replace(report, findings=tuple(replace(numbered, crop=crops.get(numbered.id)) for numbered in report.findings))


def place_of(source: SourceText, span: Span) -> Place:
    """Where the recognised words at the start of `span` stand: the lines they are on, as wide as what is written there.

    Words on a later page are left out. `span` must hold recognised words.
    """
    words = _words(source, Span(span.start, min(span.end, span.start + MAX_SHOWN))) or _words(source, span)
    page = words[0].page
    boxes = [word.box for word in words if word.page == page and word.box is not None]
    if not boxes:
        return Place(page)
    turn = _turn(boxes)
    box = _around(boxes)
    low = 1 if turn % 180 == 0 else 0  # lines lie along the other axis
    beside = [
        word.box
        for word in _words(source, Span(0, len(source.text)))
        if word.page == page and word.box is not None and box[low] < (word.box[low] + word.box[low + 2]) / 2 < box[low + 2]
    ]
    wide = _around([*boxes, *beside])
    return Place(page, (wide[0], box[1], wide[2], box[3]) if low else (box[0], wide[1], box[2], wide[3]), turn)


def _words(source: SourceText, span: Span) -> list[OcrOrigin]:
    return [piece.origin for piece in source.origins(span) if isinstance(piece.origin, OcrOrigin)]


def _around(boxes: Sequence[_Box]) -> _Box:
    return min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes)


def _turn(boxes: Sequence[_Box]) -> int:
    """By how many degrees counter-clockwise the page must be turned so that words that follow each other go from left to right."""
    quarters: Counter[int] = Counter()
    for a, b in itertools.pairwise(boxes):
        across, up = (b[0] + b[2] - a[0] - a[2]) / 2, (b[1] + b[3] - a[1] - a[3]) / 2
        sides = [(box[2] - box[0], box[3] - box[1]) for box in (a, b)]
        if math.hypot(across, up) < sum(map(max, sides)) / 2 + 2 * min(map(min, sides)):  # else the next word is on another line
            quarters[round(math.degrees(math.atan2(up, across)) / 90) % 4] += 1
    return -90 * quarters.most_common(1)[0][0] % 360 if quarters else 0
