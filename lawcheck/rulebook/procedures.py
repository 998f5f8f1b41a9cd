"""Which clauses set a part of an administrative procedure (Nghị định 63/2010/NĐ-CP Điều 3, Điều 8 khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawcheck.law import PART_NAMES
from lawcheck.rulebook.case import Case, Hit
from lawcheck.rulebook.model import Evidence
from lawcheck.rulebook.occasion import between_authorities
from lawcheck.rulebook.passages import Passage, own_words
from lawcheck.rulebook.procedure_considerations import NO_PART, TOPICS, Weighed, procedure_considerations
from lawcheck.rulebook.procedure_points import rule_logits
from lawcheck.rulebook.reasons import excuse_in, reasons_of
from lawcheck.rulebook.weights import Weights, logistic
from lawcheck.structure import Level
from lawcheck.text import Span
from lawcheck.text.quoting import clip

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
WORDING = "loi-van"
"""label of the learned sign"""
COMPANION = -2.0
"""logit of the learned sign from which a passage is shown as evidence in a clause that is a finding"""
RULE_SHARE, LEARNED_SHARE, BOTH = 0.71, 0.7, 1.0
NO_SIGN = -1.4
"""what a clause without an unexcused sign gets from the rules"""
RULE_BOUND, LEARNED_BOUND, DOUBT_BOUND = 2.8, 4.0, 1.35
"""how far each side is heard; the learned sign's doubt about a clause that has signs only so far, else one procedure alone in a regulation about something else
would never be believed. Chosen by cross-validation over provinces."""


HEADING = 200
"""code points of a heading at most"""
OUTSIDE = 1.5
"""logits taken in a document that is not issued as a normative one, or whose papers by its title pass between authorities: of 137 labelled administrative documents none sets a procedure, 33 of 107 normative ones do"""


@dataclass(frozen=True, slots=True)
class Learned:
    """A passage with what its wording adds and the whole logit of the learned sign."""

    weighed: Weighed
    wording: float
    logit: float


def find_procedures(case: Case, passages: Sequence[Passage], at_least: float, weights: Weights) -> Iterator[Hit]:
    """The clauses believed to set a part at least that much (0–1); as excused hits those that a modifier or a consideration brought below it."""
    weighed = tuple(procedure_considerations(case, passages))
    by_rule = rule_logits(case, weighed)
    doubt = OUTSIDE if case.document.kind.name != "vbqppl" or between_authorities(case) else 0.0
    clauses: dict[str, list[Learned]] = {}
    for one in weighed:
        wording = weights.of_wording(*one.passage.grams)
        logit = -LEARNED_BOUND if _set_no_part(one) else weights.bias + weights.of_considerations(one.values) + wording
        clauses.setdefault(one.passage.clause.address, []).append(Learned(one, wording, logit))
    beliefs = {address: together(by_rule.get(address), max(row.logit for row in found), doubt) for address, found in clauses.items()}
    told = [address for address, belief in beliefs.items() if belief >= at_least]
    introduced = _introductions(told, clauses)
    for address, found in clauses.items():
        best, belief = max(found, key=lambda row: row.logit), beliefs[address]
        if address in introduced:
            continue
        if belief < at_least:
            yield from _excused(case, address, [row.weighed for row in found], best, weights, at_least)
            continue
        above = [row for intro, first in introduced.items() if first == address for row in clauses[intro]]
        shown = [row.weighed for row in (*above, *found) if row is best or row.weighed.signs or row.logit >= COMPANION]
        evidence = tuple(proof for one in shown for proof in _proofs(case, one))
        parts = [part for part in PART_NAMES if any(proof.part == part for proof in evidence)]
        yield Hit(
            node=case.nodes[address],
            span=_quote(case, _telling(found, best).weighed),
            score=belief,
            evidence=evidence,
            values={"parts": ", ".join(PART_NAMES[part] for part in parts)},
            reasons=reasons_of("tthc", best.weighed.values, weights, best.wording).text,
            certainty="high" if belief >= 0.85 else "medium" if belief >= 0.6 else "low",
        )


def _telling(found: Sequence[Learned], best: Learned) -> Learned:
    """The passage to quote: not a bare title where something below it speaks."""
    if not _introduces(best.weighed.passage) or best.weighed.passage.words.endswith(":"):
        return best
    below = [row for row in found if not _introduces(row.weighed.passage) and (row.weighed.signs or row.logit >= COMPANION)]
    return max(below, key=lambda row: row.logit, default=best)


def _set_no_part(weighed: Weighed) -> bool:
    """True for books and reports in a list of forms, for amendments of single words, for acts of a council in session, for who answers for a file, and below headings about the use of fees or about fees for services where nothing else speaks of a procedure."""
    values = weighed.values
    if not NO_PART.isdisjoint(values):
        return True
    return not weighed.signs and ("su-dung-phi-o-tren" in values or "phi-dich-vu-o-tren" in values)


def _introductions(told: Sequence[str], clauses: Mapping[str, Sequence[Learned]]) -> dict[str, str]:
    """Clauses that only introduce what stands below them ("Hồ sơ gồm:" above khoản 1, 2 …), with the first told clause below, which shows their evidence."""
    found: dict[str, str] = {}
    for address in told:
        first = next((other for other in told if other.startswith(f"{address}/")), None)
        if first is not None and all(_introduces(row.weighed.passage) for row in clauses[address]):
            found[address] = first
    return found


def _introduces(passage: Passage) -> bool:
    """True for words that only head what stands below: "Hồ sơ gồm:", "Điều kiện cấp giấy phép"."""
    return passage.words.endswith(":") or (bool(passage.node.children) and len(passage.words) < HEADING and passage.words[-1:] not in ".;")


def together(rule: float | None, learned: float, doubt: float) -> float:
    """The belief (0–1) from what the signs' points say (a logit, None without a sign) and what the learned sign says, less `doubt` (logits)."""
    by_rule = NO_SIGN if rule is None else max(-RULE_BOUND, min(RULE_BOUND, rule))
    least = -LEARNED_BOUND if rule is None else -DOUBT_BOUND
    return logistic(RULE_SHARE * by_rule + LEARNED_SHARE * max(least, min(LEARNED_BOUND, learned)) + BOTH - doubt)


def _excused(case: Case, address: str, found: Sequence[Weighed], best: Learned, weights: Weights, at_least: float) -> Iterator[Hit]:
    """A hit that is shown only on request: all its signs were excused, or one consideration outweighed them."""
    excused = next(((label, span) for one in found for label, span in one.excused), None)
    if excused is not None and not any(one.signs for one in found):
        yield Hit(node=case.nodes[address], span=excused[1], score=0.1, excused=(excused,), values={"parts": ""})
    elif best.weighed.signs:
        name = excuse_in(reasons_of("tthc", best.weighed.values, weights, best.wording), at_least)
        if name is None:
            return
        span = best.weighed.signs[0][1].span
        yield Hit(node=case.nodes[address], span=span, score=0.1, excused=((name, span),), values={"parts": ""})


def _quote(case: Case, weighed: Weighed) -> Span:
    """The sentence of the strongest sign, or the opening words of the passage; a listed form with its number, which stands in a cell of its own."""
    if "muc-bieu-mau" in weighed.values:
        return own_words(case, weighed.passage.node, whole=True)
    if weighed.signs:
        sentence, sign = max(weighed.signs, key=lambda pair: pair[1].points)
        return clip(sentence.body, sign.span, case.document.text)
    return clip(weighed.passage.span, Span(weighed.passage.span.start, weighed.passage.span.start), case.document.text)


def _proofs(case: Case, weighed: Weighed) -> Iterator[Evidence]:
    """One proof for each sentence and part, the strongest sign of each; the passage itself where only its place and wording speak."""
    text = case.document.text
    best: dict[tuple[int, str], Evidence] = {}
    points: dict[tuple[int, str], int] = {}
    for sentence, sign in weighed.signs:
        key = (sentence.span.start, sign.part)
        if points.get(key, 0) < sign.points:
            span = clip(sentence.body, sign.span, text)
            best[key], points[key] = Evidence(sign=sign.label, part=sign.part, span=span, quote=span.of(text)), sign.points
    if not best:
        span = _quote(case, weighed)
        yield Evidence(sign=WORDING, part=_promised(weighed), span=span, quote=span.of(text))
    yield from sorted(best.values(), key=lambda evidence: evidence.span)


def _promised(weighed: Weighed) -> str:
    """The part that the unit above, the article or the chapter promises; conditions where none does."""
    values = weighed.values
    listed = [name.removeprefix("muc-cua:") for name in values if name.startswith("muc-cua:")]
    for label, part in (("thanh-phan-ho-so", "ho_so"), ("giay-to-phai-nop", "ho_so"), ("dieu-kien-duoc-giai-quyet", "yeu_cau_dieu_kien")):
        if label in listed:
            return part
    if weighed.passage.node.level is Level.PHU_LUC:
        return "mau_don"
    for place in ("tren", "dieu", "loi", "chuong"):
        for topic in TOPICS:
            if f"{place}:{topic}" in values and topic in _PART_OF_TOPIC:
                return _PART_OF_TOPIC[topic]
    return "yeu_cau_dieu_kien"
