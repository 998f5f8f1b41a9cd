"""The points that its wording gives a norm: modal or measure, who it binds, whether it stands for every time the situation arises; less what `norm_doubts.py` finds against it.

Luật 80/2015/QH13 và Luật 64/2025/QH15 Điều 3 khoản 1. This is what a rule by itself says of a clause; `norms.py` adds the learned sign in regulations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lawcheck.language.bound import NAMES_WHO, PAPERWORK, PLAIN_DUTY, TASK, WHENEVER, demands_an_act, is_about_a_thing, measures_a_thing
from lawcheck.language.model import Actor, Norm, Sentence
from lawcheck.rulebook import money
from lawcheck.rulebook import norm_considerations as seen
from lawcheck.rulebook.case import Case
from lawcheck.rulebook.norm_considerations import REGULATION, TRANSITION, WeighedNorms, actor_of, delegates, is_subject
from lawcheck.rulebook.norm_doubts import BINDING, OF_NOBODY, Spoken, doubts, form_doubt
from lawcheck.rulebook.occasion import publishes_procedures
from lawcheck.text import Span

_BASE = {
    "cam": 3.0,
    "tu-choi": 3.0,
    "muc-dinh-luong": 2.0,
    "nghia-vu": 2.0,
    "quyen-loi": 2.0,
    "dieu-kien": 1.5,
    "che-tai": 2.0,
    "tham-quyen": 1.5,
    "giai-quyet": 3.0,
    "dung-han": 2.5,
    "pham-vi": 1.0,
    "thuong-quyen": 1.0,
    "khong-lam": 2.5,
    "viec-lam": 2.0,
    "gio-hoat-dong": 3.5,
    "nguong": 1.0,
    "gia-tri": 3.0,
    "tang-thuong": 3.0,
}
_ACTOR = {"mo": 1.5, "khong-ro": 0.0, "co-quan": -2.0, "can-bo": -2.5}
_ACTOR_IN_REGULATION = {"mo": 1.5, "khong-ro": 0.0, "co-quan": -0.5, "can-bo": -0.5}
"""in a document built like a regulation, what it lays on agencies stands for good too"""
ENOUGH = 3.0
"""points at which a clause is as likely as not to hold a norm; in a regulation REGULATION_LESS fewer"""
REGULATION_LESS = 1.5
STEP = 1.1
"""logits for a point"""
MORE, MOST_MORE = 0.5, 2
"""points for each further sentence of the clause that likely holds a norm too, and how many are counted"""
_GRANT = re.compile(r"hưởng|hỗ trợ|miễn|giảm|vay|trợ cấp|phụ cấp|bồi thường|nhận|thu|thanh toán|tính")
"""a right to money"""
_REPLACED = re.compile(
    r"(?:khi|trường hợp)\b[^;.]{0,200}(?:văn bản|quy định|nghị định|luật|thông tư)[^;.]{0,160}(?:sửa đổi|thay thế|bãi bỏ)[^;.]{0,80} thì (?:áp dụng|thực hiện)"
)
"""says which text counts when one that is cited is replaced"""
_OBJECT = 25
"""code points behind a modal in which a paper to draw up is its object"""
_DUTIES_OF = re.compile(
    r"(?:trách nhiệm|nghĩa vụ|quyền|quyền và nghĩa vụ) của (?:các |những |mọi )?(?:tổ chức|cá nhân|hộ|doanh nghiệp|nhà đầu tư|chủ (?!tịch|trì|nhiệm)|người (?!đứng|có thẩm))[^.;:]{0,80}:"
)
"""a heading in the same breath: "Trách nhiệm của nhà đầu tư thứ cấp: …" """
_SPOKEN_TO = frozenset({"mo", "khong-ro"})
_BY_AGENCIES = frozenset({"tham-quyen", "giai-quyet", "thuong-quyen"})
"""norms that speak to agencies: standing powers, standing duties towards whoever files or asks"""


@dataclass(frozen=True, slots=True)
class Strongest:
    """The norm that speaks most for its clause: its points as a logit, 0 at ENOUGH."""

    logit: float
    sentence: Sentence
    norm: Norm


def strongest_norms(case: Case, weighed: Sequence[WeighedNorms], build: float) -> Mapping[str, Strongest]:
    """For each clause (by address) with a norm that binds more than the apparatus: the one with most points."""
    regulation = build >= REGULATION
    found: dict[str, Strongest] = {}
    likely: dict[str, set[Span]] = {}
    for one in weighed:
        address = one.passage.clause.address
        for sentence, norm in one.norms:
            if not (
                regulation
                or actor_of(norm) in _SPOKEN_TO
                or norm.sign.label in _BY_AGENCIES | OF_NOBODY
                or _pays_officials(case, sentence, norm)
            ):
                continue
            points = _points(case, sentence, norm, build)
            points -= form_doubt(case, sentence, norm) if points > 0 else 0.0
            logit = (points + (REGULATION_LESS if regulation else 0.0) - ENOUGH) * STEP
            if address not in found or logit > found[address].logit:
                found[address] = Strongest(logit, sentence, norm)
            if logit >= 0:
                likely.setdefault(address, set()).add(sentence.span)
    for address, sentences in likely.items():
        more = min(len(sentences) - 1, MOST_MORE) * MORE
        found[address] = replace(found[address], logit=found[address].logit + more * STEP)
    return found


def _points(case: Case, sentence: Sentence, norm: Norm, build: float) -> float:
    words = case.folded(sentence.body)
    place = case.analysis.folded.to_folded(norm.sign.span).shift(-case.analysis.folded.to_folded(sentence.body).start)
    if delegates(norm, words):
        return ENOUGH + 1
    if norm.sign.label == TRANSITION:
        return ENOUGH + 0.5
    if norm.sign.label == "giai-quyet":
        return ENOUGH + 0.5 if seen.TOWARDS.search(words) and not publishes_procedures(case) else 0.0
    if seen.decides_alone(norm, words):
        return ENOUGH + 0.5
    if norm.sign.label == PLAIN_DUTY and (norm.actor != "mo" or norm.inherited):
        return 0.0
    if _REPLACED.match(words):
        return 0.0
    actor = _bound(case, sentence, norm)
    regulation = build >= REGULATION
    points = _BASE.get(norm.sign.label, 1.0) + (_ACTOR_IN_REGULATION if regulation else _ACTOR)[actor]
    points += 0.5 if any(sign.part == "tinh_huong" for sign in sentence.signs) else 0.0
    points += 0.5 * (norm.sign.points - 2) if norm.sign.label == "muc-dinh-luong" else 0.0
    if norm.sign.label == "muc-dinh-luong" and money.is_rate(words, norm.sign.points):
        points += 2.0
    if norm.sign.label == "quyen-loi" and actor == "khong-ro" and _GRANT.search(case.folded(norm.sign.span)) and money.is_rate(words, 3):
        points += 2.0
    stated = norm.sign.label == "muc-dinh-luong" and bool(money.STATED.search(words))
    if TASK.match(words) and not stated and not _supports_at_a_rate(norm, words) and not _opens_with_actor(norm, sentence):
        points -= 2.0
    elif actor == "khong-ro":
        points += _impersonal(norm, words, place, frozenset(sign.label for sign in sentence.signs))
    elif actor == "mo":
        named = is_subject(norm, sentence) or _DUTIES_OF.match(words) or seen.EVERYBODY.search(words) or seen.OUTSIDER.match(words)
        of_a_thing = norm.sign.label == "nghia-vu" and not norm.inherited and is_about_a_thing(words)
        points += 0.5 if named or of_a_thing else -0.5
        if norm.sign.label == "quyen-loi" and _GRANT.search(case.folded(norm.sign.span)) and money.is_rate(words, 3):
            points += 1.0
        if norm.sign.label == "muc-dinh-luong" and WHENEVER.match(words) and not is_subject(norm, sentence) and _is_reckoned(words):
            points += 1.0
    if norm.sign.label == "che-tai" and actor == "mo" and norm.inherited and money.AMOUNT.search(words):
        points += 0.5
    if (
        norm.sign.label == "muc-dinh-luong"
        and actor == "mo"
        and not norm.inherited
        and seen.AT_MOST.search(words)
        and not money.BUDGET.search(words)
    ):
        points += 0.5
    return points - doubts(Spoken(case, sentence, norm, words, place, actor)) + _head_start(build)


def _bound(case: Case, sentence: Sentence, norm: Norm) -> Actor:
    """Who the norm binds for its points: whoever holds an office that is paid so, agencies that are named like everybody, else as its words say."""
    if norm.sign.label in OF_NOBODY or _pays_officials(case, sentence, norm):
        return "khong-ro"
    span = norm.actor_span
    if norm.actor == "mo" and span is not None and seen.SUBORDINATE.match(case.folded(Span(span.end, max(span.end, sentence.body.end)))):
        return "co-quan"
    return actor_of(norm)


def _pays_officials(case: Case, sentence: Sentence, norm: Norm) -> bool:
    """True for what every holder of an office gets: "Trưởng ban bảo vệ dân phố được hưởng phụ cấp 210.000 đồng/tháng"."""
    return (
        norm.sign.label in ("muc-dinh-luong", "quyen-loi")
        and actor_of(norm) in ("co-quan", "can-bo")
        and bool(money.STATED.search(words := case.folded(sentence.body)) or (money.RATE.search(words) and not money.BUDGET.search(words)))
    )


def _supports_at_a_rate(norm: Norm, words: str) -> bool:
    """True for "Hỗ trợ tiền ăn là 50.000 đồng/người/ngày", which is no task to support somebody."""
    return words.startswith("hỗ trợ") and norm.sign.label in ("muc-dinh-luong", "quyen-loi") and money.is_rate(words, norm.sign.points)


def _opens_with_actor(norm: Norm, sentence: Sentence) -> bool:
    """True where what looks like a task names who is bound: "Tổ chức phát hành không được …"."""
    opens = norm.actor_span is not None and norm.actor_span.start == sentence.body.start
    return opens and norm.actor == "mo" and not norm.inherited and norm.sign.label in BINDING


def _impersonal(norm: Norm, words: str, place: Span, labels: frozenset[str]) -> float:
    """Rules that name nobody bind everybody: "Nghiêm cấm đổ bùn thải …", "Khi xảy ra sự cố phải cắt điện", "Mật khẩu phải có tối thiểu 09 ký tự"."""
    if norm.sign.label in ("cam", "khong-lam", "tu-choi") or norm.sign.label in OF_NOBODY:
        return 1.0
    if "là nghĩa vụ của" in words and seen.EVERYBODY.search(words):
        return 2.0
    if (
        seen.EVERYBODY.search(words)
        or (norm.sign.label == "nghia-vu" and norm.sign.points >= NAMES_WHO)
        or (norm.sign.label == "muc-dinh-luong" and money.SPARES.match(words))
    ):
        return 1.5
    paperwork = PAPERWORK.search(words[: place.end + _OBJECT])
    if norm.sign.label == "nghia-vu" and labels & {"muc-dinh-luong", "nguong", "khong-lam", "cam"} and not paperwork:
        return 1.5
    if measures_a_thing(words, norm.sign.label) or (norm.sign.label == "che-tai" and money.AMOUNT.search(words)):
        return 2.0
    if norm.sign.label == "nghia-vu" and not paperwork:
        if demands_an_act(words, place):
            return 2.0 if is_about_a_thing(words) else 1.75
        if is_about_a_thing(words):
            return 1.5
    if norm.sign.label == "muc-dinh-luong" and _is_reckoned(words):
        return 2.0
    return 1.5 if norm.sign.label == "nghia-vu" and WHENEVER.match(words) and not paperwork else 0.0


def _is_reckoned(words: str) -> bool:
    """True for how a sum is worked out each time: "Đối với dự án tự xây dựng thì chi phí xây dựng được xác định căn cứ vào bảng giá …"."""
    return bool((WHENEVER.match(words) or money.SUM.match(words)) and money.RECKONED.search(words)) and not money.BUDGET.search(words)


def _head_start(build: float) -> float:
    return 1.5 if build >= REGULATION else 0.5 if build >= 2 else -0.5
