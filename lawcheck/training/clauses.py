"""Whole regulations of provinces, every clause of which one reader labelled in its context (`gold/clauses.jsonl`): does it hold a norm?

Of normative documents the gold lists two or three norms each, so only these labels say what in a regulation is none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lawcheck.batch.quotes import quote_finder
from lawcheck.rulebook.case import Case

UNSURE_WEIGHT = 0.5
"""of the passages of a clause whose reader was less sure"""


@dataclass(frozen=True, slots=True)
class ClauseLabel:
    """One clause: the words it begins with, and whether it holds a norm."""

    quote: str
    norm: Literal["co", "khong", "ranh_gioi"]
    certainty: Literal["high", "low"]

    @property
    def weight(self) -> float:
        """0 where honest lawyers would differ."""
        return 0.0 if self.norm == "ranh_gioi" else 1.0 if self.certainty == "high" else UNSURE_WEIGHT


def read_clauses(folder: Path) -> Mapping[str, Sequence[ClauseLabel]]:
    """The labels by document."""
    found: dict[str, list[ClauseLabel]] = {}
    for line in (folder / "gold" / "clauses.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["document"], []).append(ClauseLabel(row["quote"], row["norm"], row["certainty"]))
    return found


def starting_at(labels: Sequence[ClauseLabel], text: str) -> Mapping[int, ClauseLabel]:
    """The labels by the place (code points) in `text` where their clause begins; of two clauses that begin with the same words only the first has one."""
    find = quote_finder(text)
    found: dict[int, ClauseLabel] = {}
    for label in labels:
        if (place := find(label.quote)) is not None:
            found.setdefault(place.start, label)
    return found


def score_clauses(judged: Sequence[tuple[Case, Sequence[ClauseLabel], Mapping[str, Any]]], name: str) -> dict[str, float]:
    """How well reports tell the clauses with a norm from the others: `name`_precision, _recall, _f1 and _n, doubtful clauses left out."""
    told = right = listed = count = 0
    for case, labels, report in judged:
        nodes = [finding["location"]["node"] for finding in report["findings"] if finding["group"] == "qppl"]
        begins = starting_at(labels, case.document.text)
        for address, node in case.nodes.items():
            label = begins.get(node.span.start)
            if label is None or label.norm == "ranh_gioi" or case.clause(node) is not node:
                continue
            is_told = any(one == address or one.startswith(f"{address}/") for one in nodes)
            count, listed, told = count + 1, listed + (label.norm == "co"), told + is_told
            right += is_told and label.norm == "co"
    return {
        f"{name}_precision": right / max(1, told),
        f"{name}_recall": right / max(1, listed),
        f"{name}_f1": 2 * right / max(1, told + listed),
        f"{name}_n": float(count),
    }
