"""Fitting: logistic regression over considerations and wording, the same every time for the same labels."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lawcheck.rulebook.cohesion import STRANGER
from lawcheck.rulebook.ordinary_norms import of_own_words
from lawcheck.rulebook.weights import THOUSAND, WORDING_VALUE, Weights
from lawcheck.training.dataset import Row

REGULARISATION, OF_OWN_WORDS = 0.3, 2.5
"""scikit-learn's C, chosen by cross-validation over provinces among 0.1, 0.3, 0.5, 1 and 2; for own words alone on passages of other documents among 0.25, 0.75, 2.5 and 7.5"""
OF_ORDINARY = 0.5
"""the same for ordinary documents, among 0.1, 0.2, 0.5, 1 and 2 by drafted documents and provinces held out"""
OWN_FOLDS = 5
TITLE_GRAMS = ("h:", "u:")
"""begin the grams of titles"""
EXCUSE = "tru:"
"""considerations that take something away: one that came out as speaking for a procedure or norm is left out, since no reader could follow it (held-out figures stay the same)"""
ITSELF_BEGINS = ("dau-hieu:", "chu-the:", "loi:", EXCUSE)
ITSELF = frozenset(
    [
        "nguoi-dan",
        "co-quan-mo-dau",
        "so-ngay",
        "so-tien",
        "tong-diem",
        "so-bo-phan",
        "co-quan-lap-ho-so",
        "pham-vi",
        "tieu-chuan-de-xet",
        "tinh-huong",
        "bat-ky-ai",
        "moi-khi",
        "giao-viec",
        "chu-ngu-mo",
        "co-vien-dan",
        "mot-lan",
        "bao-cao",
        "ngan-sach",
        "theo-luat",
        "giay-to-co-quan",
        "thi-hanh",
        "muc-kem-tien",
        "buoc-kem-nguong",
        "buoc-moi-khi",
        "cam-khong-neu-ai",
        "ke-chuyen",
        "day-manh",
        "chiu-trach-nhiem",
    ]
)
"""considerations that a passage brings with it, whatever document it stands in"""
RARE = 4
"""passages that a wording must occur in"""
NEGLIGIBLE = 0.02
"""weights below this are not shipped"""


def fit(rows: Sequence[Row]) -> Weights:
    """Weights fitted on `rows`; those of no weight are left out.

    Of the passages of a silver clause labelled positive, the one that the model believes most is taken as the positive one; the choice is made twice.
    """
    used = [row for row in rows if row.weight > 0]
    sizes = Counter(row.belongs for row in used)
    weights = solve([row for row in used if not (row.belongs and row.label) or sizes[row.belongs] == 1])
    return solve(_choose(used, weights))


def fit_with_own_words(rows: Sequence[Row], alone: Sequence[Row]) -> Weights:
    """As `fit`, with a second model that hears nothing but what a passage itself says; `alone` are passages of which nothing else is known."""
    return replace(fit(rows), own=solve([_of_itself(row) for row in (*rows, *alone) if row.weight > 0], OF_OWN_WORDS))


def fit_norms(rows: Sequence[Row], alone: Sequence[Row], ordinary: Sequence[Row]) -> Weights:
    """As `fit_with_own_words`, with a third model for ordinary documents (`ordinary`), which hears the second: of each row one that was fitted without its group."""
    hearing: list[Row] = []
    spoken = [row for row in (*rows, *alone) if row.weight > 0]
    for fold in range(OWN_FOLDS):
        own = solve([_of_itself(row) for row in spoken if _fold(row) != fold], OF_OWN_WORDS)
        for row in ordinary:
            if _fold(row) == fold and row.weight > 0:
                itself = _of_itself(row)
                said = own.bias + own.of_considerations(itself.values) + own.of_wording(itself.wording)
                hearing.append(replace(row, values={**row.values, **of_own_words(said, row.values[STRANGER])}))
    return replace(fit_with_own_words(rows, alone), ordinary=solve(hearing, OF_ORDINARY))


def _fold(row: Row) -> int:
    return zlib.crc32(row.group.encode()) % OWN_FOLDS


def _of_itself(row: Row) -> Row:
    """A row without what its document and the titles above it say."""
    values = {name: value for name, value in row.values.items() if name in ITSELF or name.startswith(ITSELF_BEGINS)}
    return replace(row, values=values, wording=frozenset(gram for gram in row.wording if not gram.startswith(TITLE_GRAMS)))


def _choose(rows: Sequence[Row], weights: Weights) -> list[Row]:
    best: dict[str, tuple[float, int]] = {}
    for index, row in enumerate(rows):
        if row.belongs and row.label:
            best[row.belongs] = max(best.get(row.belongs, (-1e9, -1)), (logit(row, weights), index))
    return [row for index, row in enumerate(rows) if not (row.belongs and row.label) or best[row.belongs][1] == index]


def logit(row: Row, weights: Weights) -> float:
    """The sum that the belief in a row is the logistic function of."""
    return weights.bias + weights.of_considerations(row.values) + weights.of_wording(row.wording)


def solve(rows: Sequence[Row], regularisation: float = REGULARISATION, negligible: float = NEGLIGIBLE) -> Weights:
    """Weights by logistic regression over all of `rows`, without those below `negligible`."""
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
    model: Any = LogisticRegression(C=regularisation, max_iter=500, solver="liblinear", random_state=0)
    model.fit(matrix, [row.label for row in rows], [row.weight for row in rows])
    solved = model.coef_[0]
    weighed = {name: float(solved[columns["c", name]]) for name in considerations}
    return Weights(
        bias=round(float(model.intercept_[0]), 4),
        considerations={
            name: round(weight, 3)
            for name, weight in weighed.items()
            if abs(weight) >= negligible and not (weight > 0 and name.startswith(EXCUSE))
        },
        wording={
            gram: round(float(solved[columns["w", gram]]) * THOUSAND) for gram in wording if abs(solved[columns["w", gram]]) >= negligible
        },
    )


def write(weights: Weights | Mapping[str, Weights], path: Path) -> None:
    """Write a model, or one a part, as JSON, strongest weights first, so that a reader sees what it rests on."""

    def ordered(values: dict[str, float]) -> dict[str, float]:
        return dict(sorted(values.items(), key=lambda row: (-abs(row[1]), row[0])))

    def content(model: Weights) -> dict[str, Any]:
        wording = {gram: weight / THOUSAND for gram, weight in model.wording.items()}
        plain = {"bias": model.bias, "considerations": ordered(dict(model.considerations)), "wording": ordered(wording)}
        inner = {"own": model.own, "ordinary": model.ordinary}
        return plain | {name: content(one) for name, one in inner.items() if one is not None}

    written = content(weights) if isinstance(weights, Weights) else {part: content(model) for part, model in weights.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
