"""Rows for the model of ordinary administrative documents: labelled documents, and single passages put into real ones that hold no norm."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from lawcheck.rulebook.ordinary_norms import NORMS_ELSEWHERE, is_ordinary, ordinary_norms
from lawcheck.rulebook.passages import grams, passages_of
from lawcheck.text import Span
from lawcheck.training.dataset import (
    OVERLAP,
    SAYS_NOTHING,
    Row,
    WeighedPassage,
    bare,
    case_of,
    drafted,
    group_of,
    labelled,
    labelled_rows,
    shared,
    single_passages,
)
from lawcheck.training.implants import gaps, implant

SEED = 20261201
TOGETHER = 4
"""passages put into one document at a time: their matters differ, so they stay as strange to it as one alone"""
PICKED_WEIGHT, DRAWN_WEIGHT = 0.5, 0.2
"""of a passage put into a document, picked and read by two readers or drawn: three in ten of them are norms, in real documents one in a hundred"""


def ordinary_rows(folder: Path) -> list[Row]:
    """All rows; `values` are without what the passage's own words say, which only models that have not seen it may tell (`fit.fit_norms`)."""
    gold = labelled(folder / "gold" / "documents.jsonl", folder / "documents")
    silver = labelled(folder / "silver" / "documents.jsonl", folder / "silver" / "documents")
    documents = [one for one in (*gold, *silver, *drafted(folder, "fit")) if one[0]["kind"] == "vbhc"]
    rows = [row for record, text in documents for row in labelled_rows(record, text, "qppl", _weigh(text))]
    return [*rows, *_implanted(folder), *_in_a_short_plan(folder)]


def _weigh(text: str) -> list[WeighedPassage]:
    case = case_of(text)
    if not is_ordinary(case):
        return []
    return [(one.norms.passage, one.values) for one in ordinary_norms(case, passages_of(case), None)]


def _implanted(folder: Path) -> Iterator[Row]:
    """Rows of single passages inside central documents without norms, which belong to no province that may be held out."""
    silver = labelled(folder / "silver" / "documents.jsonl", folder / "silver" / "documents")
    clean = [text for record, text in silver if record["kind"] == "vbhc" and record["qppl"] == "khong" and group_of(record) == record["id"]]
    carriers = cycle([(text, places) for text in clean if len(places := gaps(text, 0.15, 0.85, blank=False)) > 1])
    choose = random.Random(SEED)
    waiting = single_passages(folder, "qppl")
    choose.shuffle(waiting)
    while waiting:
        carrier, places = next(carriers)
        taken, waiting = waiting[: min(TOGETHER, len(places))], waiting[min(TOGETHER, len(places)) :]
        text, spans = implant(carrier, [bare(passage["text"]) for passage, _ in taken], sorted(choose.sample(places, len(taken))))
        weighed = _weigh(text)
        for (record, label), span in zip(taken, spans, strict=True):
            yield from _placed(record, label, span, weighed)


def _in_a_short_plan(folder: Path) -> Iterator[Row]:
    """Rows of single passages that stand alone in a plan of a few lines, of which nobody can tell what is strange to it."""
    for record, label in single_passages(folder, "qppl"):
        words = bare(record["text"])
        span = Span(len(SAYS_NOTHING), len(SAYS_NOTHING) + len(words))
        yield from _placed(record, label, span, _weigh(SAYS_NOTHING + words))


def _placed(record: Mapping[str, Any], label: int, span: Span, weighed: Sequence[WeighedPassage]) -> Iterator[Row]:
    """The rows of one single passage that stands at `span`."""
    held = [(passage, values) for passage, values in weighed if shared(passage.span, span) >= min(OVERLAP, len(span) // 2)]
    weight = PICKED_WEIGHT if "group" in record else DRAWN_WEIGHT
    if label and len(held) > 1:
        weight /= 2  # nobody knows which of its pieces is the norm
    for passage, values in held:
        alone = {**values, NORMS_ELSEWHERE: 0.0}  # the others were put there too
        yield Row(alone, frozenset(grams(passage)), label, weight, group_of(record), record["id"], "", span)
