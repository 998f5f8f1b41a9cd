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
    "tthc": "lời văn giống các đoạn đặt thủ tục đã gán nhãn (máy ước lượng)",
    "qppl": "lời văn giống các quy phạm đã gán nhãn (máy ước lượng)",
}
"""what a question's learned wording is called from one logit on"""


_WEAKER = {"la-voi-van-ban": "la-han"}
"""considerations that are not named where another says the same more strongly"""


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
        speaking = sides(self.question)
        pro = [name for name in (*self.carried, *(name for name, _ in self.pro)) if name in speaking[PRO]]
        speaks = [speaking[PRO][name] for name in pro if _WEAKER.get(name) not in pro]
        against = [speaking[CONTRA][name] for name, _ in self.contra if name not in self.carried]
        return _text(speaks, against, LIKENESS[self.question] if self.wording >= 1 else "")


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


def excuse_phrase(question: str, name: str) -> str:
    """What a consideration is called where it takes a hit away. Raises DataFileError like `sides`, KeyError for a name that has no phrase."""
    return sides(question)[CONTRA][name]


def reasons_of(question: str, values: Mapping[str, float], weights: Weights, wording: float, carried: Sequence[str] = ()) -> Reasons:
    """The reasons of one passage; only considerations that have a phrase are named."""
    speaking = sides(question)
    shares = {name: weights.considerations.get(name, 0.0) * value for name, value in values.items()}
    named = sorted(shares.items(), key=lambda row: -abs(row[1]))
    pro = tuple(row for row in named if row[1] >= TELLING and row[0] in speaking[PRO])
    contra = tuple(row for row in named if row[1] <= -TELLING and row[0] in speaking[CONTRA])
    return Reasons(question, pro, contra, wording, weights.bias + sum(shares.values()) + wording, tuple(carried))


def _text(pro: Sequence[str], contra: Sequence[str], likeness: str) -> str:
    speaks = list(dict.fromkeys(pro))[:SHOWN]
    against = list(dict.fromkeys(contra))[:SHOWN]
    if likeness:
        speaks.append(likeness)
    sentences = []
    if speaks:
        sentences.append("Tính là dấu hiệu vì: " + "; ".join(speaks) + ".")
    if against:
        sentences.append("Điểm ngược lại, chưa đủ để loại trừ, cần người xem: " + "; ".join(against) + ".")
    return " ".join(sentences)


def excuse_in(reasons: Reasons, at_least: float, *, ruled: bool = False) -> str | None:
    """The name of the strongest consideration against, where the passage would reach `at_least` without those against it, or by the points of the rules alone (`ruled`)."""
    if not reasons.contra:
        return None
    without = reasons.total - sum(share for _, share in reasons.contra)
    return reasons.contra[0][0] if ruled or logistic(without) >= max(at_least, 0.5) else None
