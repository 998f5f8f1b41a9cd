"""Fitting: logistic regression over considerations and wording, the same every time for the same labels."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lawcheck.rulebook.weights import WORDING_VALUE, Weights
from lawcheck.training.dataset import Row

REGULARISATION = 0.3
"""scikit-learn's C, chosen by cross-validation over provinces among 0.1, 0.3, 0.5, 1 and 2"""
RARE = 4
"""passages that a wording must occur in"""
NEGLIGIBLE = 0.02
"""weights below this are not shipped"""
EXCUSE = "tru:"
"""considerations that take something away: one that came out as speaking for a procedure or norm is left out, since no reader could follow it (held-out figures stay the same)"""


def fit(rows: Sequence[Row]) -> Weights:
    """Weights fitted on `rows`; those of no weight are left out.

    Of the passages of a silver clause labelled positive, the one that the model believes most is taken as the positive one; the choice is made twice.
    """
    used = [row for row in rows if row.weight > 0]
    sizes = Counter(row.belongs for row in used)
    weights = _solve([row for row in used if not (row.belongs and row.label) or sizes[row.belongs] == 1])
    return _solve(_choose(used, weights))


def _choose(rows: Sequence[Row], weights: Weights) -> list[Row]:
    best: dict[str, tuple[float, int]] = {}
    for index, row in enumerate(rows):
        if row.belongs and row.label:
            best[row.belongs] = max(best.get(row.belongs, (-1e9, -1)), (logit(row, weights), index))
    return [row for index, row in enumerate(rows) if not (row.belongs and row.label) or best[row.belongs][1] == index]


def logit(row: Row, weights: Weights) -> float:
    """The sum that the belief in a row is the logistic function of."""
    return weights.bias + weights.of_considerations(row.values) + weights.of_wording(row.wording)


def _solve(rows: Sequence[Row]) -> Weights:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    considerations = sorted({name for row in rows for name in row.values})
    often = Counter(gram for row in rows for gram in row.wording)
    wording = sorted(gram for gram, times in often.items() if times >= RARE)
    columns = {("c", name): index for index, name in enumerate(considerations)}
    columns |= {("w", gram): len(columns) + index for index, gram in enumerate(wording)}
    data: list[float] = []
    at: list[int] = []
    starts = [0]
    for row in rows:
        for name, value in row.values.items():
            at.append(columns["c", name])
            data.append(value)
        for gram in sorted(row.wording):
            if ("w", gram) in columns:
                at.append(columns["w", gram])
                data.append(WORDING_VALUE)
        starts.append(len(at))
    matrix = csr_matrix((data, at, starts), shape=(len(rows), len(columns)))
    model: Any = LogisticRegression(C=REGULARISATION, max_iter=500, solver="liblinear", random_state=0)
    model.fit(matrix, [row.label for row in rows], [row.weight for row in rows])
    solved = model.coef_[0]
    weighed = {name: float(solved[columns["c", name]]) for name in considerations}
    return Weights(
        bias=round(float(model.intercept_[0]), 4),
        considerations={
            name: round(weight, 3)
            for name, weight in weighed.items()
            if abs(weight) >= NEGLIGIBLE and not (weight > 0 and name.startswith(EXCUSE))
        },
        wording={gram: round(float(solved[columns["w", gram]]), 3) for gram in wording if abs(solved[columns["w", gram]]) >= NEGLIGIBLE},
    )


def write(weights: Weights, path: Path) -> None:
    """Write a model as JSON, strongest weights first, so that a reader sees what it rests on."""

    def ordered(values: dict[str, float]) -> dict[str, float]:
        return dict(sorted(values.items(), key=lambda row: (-abs(row[1]), row[0])))

    content = {"bias": weights.bias, "considerations": ordered(dict(weights.considerations)), "wording": ordered(dict(weights.wording))}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
