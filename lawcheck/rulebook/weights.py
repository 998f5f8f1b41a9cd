"""Learned weights: how much each consideration and each wording speaks for or against, fitted on labelled provisions.

A model is one JSON file of `rules/weights/`: `bias`, `considerations` (weight by name), `wording` (weight by syllable or pair), and within it
`own`, a model of a passage's own words alone, and `ordinary`, one for ordinary administrative documents. The belief of a passage is the logistic function of the sum; nothing is hidden in it: `reasons` names what counted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lawcheck.datafiles import rules_folder
from lawcheck.errors import DataFileError

WORDING_VALUE = 0.2
"""value of a wording that is present; considerations are 0–1 or small numbers"""
THOUSAND = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """One fitted model."""

    bias: float
    considerations: Mapping[str, float]
    wording: Mapping[str, int]
    """in thousandths: whole numbers add up to the same in any order"""
    own: Weights | None = None
    """what a passage itself says, whatever document it stands in; None where no such model is fitted"""
    ordinary: Weights | None = None
    """for passages of ordinary administrative documents (`ordinary_norms.py`); None where no such model is fitted"""

    def of_itself(self, grams: Iterable[str], values: Mapping[str, float]) -> float:
        """The logit that a passage by itself gives; `grams` as in `of_wording`, no titles; of `values` only its own considerations count. Minus infinity without such a model."""
        return -math.inf if self.own is None else self.own.bias + self.own.of_considerations(values) + self.own.of_wording(grams)

    def of_wording(self, grams: Iterable[str], *titles: frozenset[str]) -> float:
        """The learned sign: what the wording alone adds to the sum, in logits. `titles`: further grams, which neighbouring passages share; none twice."""
        return (self._heard(grams) + sum([_heard_in_title(self, title) for title in titles])) * WORDING_VALUE / THOUSAND

    def of_considerations(self, values: Mapping[str, float]) -> float:
        """What the named considerations add to the sum, in logits."""
        weight = self.considerations.get
        return sum([weight(name, 0.0) * value for name, value in values.items()])

    def _heard(self, grams: Iterable[str]) -> int:
        return sum(filter(None, map(self.wording.get, grams)))


@lru_cache(maxsize=64)
def _heard_in_title(weights: Weights, grams: frozenset[str]) -> int:
    """Neighbouring passages stand under the same titles."""
    return weights._heard(grams)


def log_odds(belief: float) -> float:
    """The sum whose logistic function is `belief` (0–1, both excluded)."""
    return math.log(belief / (1 - belief))


def logistic(sum_: float) -> float:
    """0–1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum_))))


@cache
def load_weights(name: str) -> Weights:
    """The weights `rules/weights/<name>.json`. Raises DataFileError where the file is missing or broken."""
    path = rules_folder() / "weights" / f"{name}.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _weights(raw)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, error) from None


@cache
def load_parts() -> Mapping[str, Weights]:
    """The weights of each part of a procedure (`rules/weights/parts.json`). Raises DataFileError where the file is missing or broken."""
    path = rules_folder() / "weights" / "parts.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {str(part): _weights(model) for part, model in raw.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path, error) from None


def _weights(raw: Mapping[str, Any]) -> Weights:
    own, ordinary = (_weights(raw[name]) if name in raw else None for name in ("own", "ordinary"))
    wording = {gram: round(weight * THOUSAND) for gram, weight in raw["wording"].items()}
    return Weights(float(raw["bias"]), dict(raw["considerations"]), wording, own, ordinary)


def _unreadable(path: Path, error: Exception) -> DataFileError:
    return DataFileError(f"Không đọc được trọng số “{path.name}” ({error}); hãy cài lại lawcheck hoặc chạy “make train”.", path=path)


@dataclass(frozen=True, slots=True)
class Models:
    """The weights of the two questions, and of each part of a procedure."""

    tthc: Weights
    qppl: Weights
    parts: Mapping[str, Weights]


def load_models() -> Models:
    """The shipped weights."""
    return Models(load_weights("tthc"), load_weights("qppl"), load_parts())
