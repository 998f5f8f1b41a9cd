"""Why a passage was believed or not: the considerations that counted most, in the words of `rules/considerations.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lawcheck.datafiles import read_yaml, rules_folder
from lawcheck.rulebook.weights import Weights, logistic

SHOWN = 3
"""considerations of each side that are named"""
TELLING = 0.25
"""logits from which a consideration is worth naming"""
PRO, CONTRA = "ung-ho", "nguoc-lai"
"""the two sides of a question's considerations. A weight fitted beside others may come out the other way round; no reader would follow that, so it is not told"""
LIKENESS = {
    "tthc": "lời văn giống các đoạn đặt thủ tục mà người đọc đã xác nhận",
    "qppl": "lời văn giống các quy phạm mà người đọc đã xác nhận",
}
"""what a question's learned wording is called from one logit on"""


@dataclass(frozen=True, slots=True)
class Reasons:
    """`pro` and `contra`: names of considerations with their weight in logits, strongest first; `wording` is what the wording adds, `total` the whole sum.

    `carried`: signs whose points the rules counted, told whatever they weigh.
    """

    question: str
    pro: tuple[tuple[str, float], ...]
    contra: tuple[tuple[str, float], ...]
    wording: float
    total: float
    carried: tuple[str, ...]

    @property
    def text(self) -> str:
        """It all in Vietnamese."""
        known = phrases(self.question)
        speaks = (*(name for name in self.carried if name in known), *(name for name, _ in self.pro))
        against = tuple(name for name, _ in self.contra if name not in self.carried)
        return _text(known, speaks, against, LIKENESS[self.question] if self.wording >= 1 else "")


@cache
def sides(question: str) -> Mapping[str, Mapping[str, str]]:
    """What considerations of a question ("tthc", "qppl") are called, by the side they speak for. Raises DataFileError for anything but texts by name."""
    file = read_yaml(rules_folder() / "considerations.yml")
    value = file.value.get(question) if isinstance(file.value, dict) else None
    if not isinstance(value, dict) or set(value) != {PRO, CONTRA}:
        raise file.error(f"“{question}” phải có hai phần “{PRO}” và “{CONTRA}”.", (question,))
    for side, texts in value.items():
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            raise file.error(f"“{side}” phải là danh sách tên: lời.", (question, side))
    return {side: {str(name): text for name, text in texts.items()} for side, texts in value.items()}


@cache
def phrases(question: str) -> Mapping[str, str]:
    """What considerations of a question are called, whichever side they speak for. Raises DataFileError like `sides`."""
    return {name: text for texts in sides(question).values() for name, text in texts.items()}


def reasons_of(question: str, values: Mapping[str, float], weights: Weights, wording: float, carried: Sequence[str] = ()) -> Reasons:
    """The reasons of one passage; only considerations that have a phrase are named."""
    known, speaking = phrases(question), sides(question)
    shares = {name: weights.considerations.get(name, 0.0) * value for name, value in values.items()}
    named = sorted(((name, share) for name, share in shares.items() if name in known), key=lambda row: -abs(row[1]))
    pro = tuple(row for row in named if row[1] >= TELLING and row[0] in speaking[PRO])
    contra = tuple(row for row in named if row[1] <= -TELLING and row[0] in speaking[CONTRA])
    return Reasons(question, pro, contra, wording, weights.bias + sum(shares.values()) + wording, tuple(carried))


def _text(known: Mapping[str, str], pro: Sequence[str], contra: Sequence[str], likeness: str) -> str:
    speaks = list(dict.fromkeys(known[name] for name in pro))[:SHOWN]
    against = list(dict.fromkeys(known[name] for name in contra))[:SHOWN]
    if likeness:
        speaks.append(likeness)
    sentences = []
    if speaks:
        sentences.append("Tính là dấu hiệu vì: " + "; ".join(speaks) + ".")
    if against:
        sentences.append("Đã cân nhắc điểm ngược lại nhưng chưa đủ để loại trừ: " + "; ".join(against) + ".")
    return " ".join(sentences)


def excuse_in(reasons: Reasons, at_least: float) -> str | None:
    """The name of the strongest consideration against, where the passage would reach `at_least` without those against it."""
    if not reasons.contra:
        return None
    without = reasons.total - sum(share for _, share in reasons.contra)
    return reasons.contra[0][0] if logistic(without) >= max(at_least, 0.5) else None
