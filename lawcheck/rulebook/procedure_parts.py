"""Which parts of a procedure a clause sets that was found to set some (Nghị định 63/2010/NĐ-CP Điều 8 khoản 2).

A sign shows that a clause speaks of a procedure; it need not set the part whose word it holds: "Lệ phí cấp giấy phép" names a result and sets a fee.
One small model a part (`rules/weights/parts.json`) hears the signs, what the headings promise and the clause's own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lawcheck.law import PART_NAMES
from lawcheck.rulebook.procedure_considerations import TOPICS, Weighed
from lawcheck.rulebook.weights import Weights
from lawcheck.structure import Level

_PART_OF_TOPIC = {
    "phi": "phi_le_phi",
    "ho-so": "ho_so",
    "thoi-han": "thoi_han",
    "trinh-tu": "trinh_tu",
    "mau": "mau_don",
    "tham-quyen": "co_quan",
    "doi-tuong": "doi_tuong",
    "tieu-chuan": "yeu_cau_dieu_kien",
    "ho-tro": "yeu_cau_dieu_kien",
    "cap-phep": "ket_qua",
}
"""what a title promises for passages without a sign of their own"""
NAMED, NAMED_BY_A_SIGN = -0.1, -0.4
"""logit from which a part is named, and where a sign of this very part stands in the passage; chosen by cross-validation over provinces and on drafted documents for the best F1 over all parts"""


def parts_of(passages: Sequence[Weighed], models: Mapping[str, Weights]) -> dict[str, Weighed]:
    """The parts that a clause's passages set, in the order of the law, each with the passage that speaks most for it; never none."""
    rows = [_beyond(one, models) for one in passages]
    best = {part: max((row[part], at) for at, row in enumerate(rows)) for part in PART_NAMES if part in models}
    first = max(best, key=lambda part: best[part])
    return {part: passages[at] for part, (beyond, at) in best.items() if beyond >= 0 or part == first}


def _beyond(weighed: Weighed, models: Mapping[str, Weights]) -> dict[str, float]:
    """How far one passage speaks for each part beyond what it takes to be named (logits)."""
    signed = {sign.part for _, sign in weighed.signs}
    return {part: logit - (NAMED_BY_A_SIGN if part in signed else NAMED) for part, logit in logits(weighed, models).items()}


def likeliest(weighed: Weighed, models: Mapping[str, Weights]) -> str:
    """The part that one passage speaks most for."""
    found = logits(weighed, models)
    return max(found, key=lambda part: found[part])


def logits(weighed: Weighed, models: Mapping[str, Weights]) -> dict[str, float]:
    """How far one passage speaks for each part that has a model."""
    values, grams = features(weighed), weighed.passage.grams[0]
    return {part: model.bias + model.of_considerations(values) + model.of_wording(grams) for part, model in models.items()}


def features(weighed: Weighed) -> dict[str, float]:
    """The signs of a passage with their points ("dau-hieu:phi-le-phi:3"), and the part that the headings above it promise ("hua:ho_so")."""
    values = {f"hua:{_promised(weighed)}": 1.0}
    for _, sign in weighed.signs:
        values |= {f"dau-hieu:{sign.label}": 1.0, f"dau-hieu:{sign.label}:{sign.points}": 1.0}
    return values


def _promised(weighed: Weighed) -> str:
    """The part that the unit above, the article or the chapter promises; conditions where none does."""
    values = weighed.values
    listed = [name.removeprefix("muc-cua:") for name in values if name.startswith("muc-cua:")]
    for label, part in (("thanh-phan-ho-so", "ho_so"), ("giay-to-phai-nop", "ho_so"), ("dieu-kien-duoc-giai-quyet", "yeu_cau_dieu_kien")):
        if label in listed:
            return part
    if "bieu-phi" in values:
        return "phi_le_phi"
    if "to-mau" in values or weighed.passage.node.level is Level.PHU_LUC:
        return "mau_don"
    criterion = "tieu-chuan-de-xet" in values and not weighed.signs  # what it names on the way is not what it sets
    for place in ("tren", "dieu") if criterion else ("tren", "dieu", "loi", "chuong"):
        for topic in TOPICS:
            if f"{place}:{topic}" in values and topic in _PART_OF_TOPIC:
                return _PART_OF_TOPIC[topic]
    return "yeu_cau_dieu_kien"
