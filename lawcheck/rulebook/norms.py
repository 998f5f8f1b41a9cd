"""Which clauses hold a legal norm (Luật 80/2015/QH13 và Luật 64/2025/QH15 Điều 3 khoản 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawcheck.language.model import Norm, Sentence
from lawcheck.rulebook.addressees import addressee
from lawcheck.rulebook.case import Case, Hit
from lawcheck.rulebook.model import Evidence
from lawcheck.rulebook.norm_considerations import ORDERED, WeighedNorms, norm_considerations, normative_build
from lawcheck.rulebook.norm_points import Strongest, strongest_norms
from lawcheck.rulebook.ordinary_norms import heard_build, is_ordinary, ordinary_norms
from lawcheck.rulebook.passages import Passage, quote_around
from lawcheck.rulebook.procedure_points import has_clauses
from lawcheck.rulebook.procedures import WORDING
from lawcheck.rulebook.reasons import PRO, excuse_in, reasons_of, sides
from lawcheck.rulebook.weights import Weights, logistic
from lawcheck.structure import Level, Node
from lawcheck.text import Span
from lawcheck.text.quoting import clip

Ruling = tuple[Sentence, Norm]
"""a norm and the sentence it stands in"""
MAX_PROOFS = 30
"""passages of one clause that are shown"""
RULE_SHARE, LEARNED_SHARE, BOTH = 0.4, 1.0, 0.5
NO_SIGN = -2.2
"""what a clause without a norm gets from the rules"""
RULE_BOUND, LEARNED_BOUND = 4.4, 4.0
HEARD = ORDERED
"""build (0–7) from which the learned sign is heard; all five chosen by cross-validation over provinces"""
UNNAMED = "xem trong đoạn"
"""stands for whoever a norm is for where no name can be told from its words"""
NOT_TOLD = {"addressee": UNNAMED}
SURE, LIKELY = 0.9, 0.65
"""beliefs (0–1) from which a finding's certainty is high or medium"""


def find_norms(case: Case, passages: Sequence[Passage], at_least: float, weights: Weights) -> Iterator[Hit]:
    """The clauses believed to hold a norm at least that much (0–1); as excused hits those that a modifier or a consideration brought below it."""
    ordinary = weights.ordinary if is_ordinary(case) else None
    clauses = _in_regulation(case, passages, weights) if ordinary is None else _in_ordinary(case, passages, weights, ordinary)
    told = [address for address, clause in clauses.items() if clause.belief >= at_least]
    for address, clause in clauses.items():
        if _only_heads(case.nodes[address], [row.norms.passage for row in clause.rows], told):
            continue
        hit = (
            _told(case, clause, ordinary or weights) if clause.belief >= at_least else _excused(case, clause, ordinary or weights, at_least)
        )
        if hit is not None:
            yield hit


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with all that was weighed: its considerations, what the wording adds and the whole sum, both in logits."""

    norms: WeighedNorms
    values: Mapping[str, float]
    wording: float
    logit: float


@dataclass(frozen=True, slots=True)
class Clause:
    """What is believed of a clause (0–1), its passages, and the norm that the rules give most points."""

    belief: float
    rows: Sequence[Judged]
    strongest: Strongest | None
    only_wording: bool = False
    """True where the rules by themselves would not tell it: a person has to look at it, however sure the learned sign is"""

    @property
    def best(self) -> Judged:
        """The passage believed most."""
        return max(self.rows, key=lambda row: row.logit)

    @property
    def main(self) -> Ruling | None:
        """The norm that speaks for the clause."""
        return _main(self.best.norms) if self.strongest is None else (self.strongest.sentence, self.strongest.norm)


def _in_ordinary(case: Case, passages: Sequence[Passage], weights: Weights, ordinary: Weights) -> Mapping[str, Clause]:
    """The clauses of an ordinary administrative document, by address."""
    found: dict[str, list[tuple[Judged, Strongest | None]]] = {}
    for one in ordinary_norms(case, passages, weights):
        wording = ordinary.of_wording(*one.norms.passage.grams)
        logit = one.believed(ordinary.bias + ordinary.of_considerations(one.values) + wording)
        found.setdefault(one.norms.passage.clause.address, []).append((Judged(one.norms, one.values, wording, logit), one.strongest))
    return {
        address: _ordinary_clause([row for row, _ in rows], [one for _, one in rows if one is not None]) for address, rows in found.items()
    }


def _ordinary_clause(rows: Sequence[Judged], ruled: Sequence[Strongest]) -> Clause:
    strongest = max(ruled, key=lambda one: one.logit, default=None)
    return Clause(logistic(max(row.logit for row in rows)), rows, strongest, only_wording=strongest is None or strongest.logit < 0)


def _in_regulation(case: Case, passages: Sequence[Passage], weights: Weights) -> Mapping[str, Clause]:
    """The clauses of a normative document or one built like it, by address: what the rules say beside the learned sign."""
    build = normative_build(case)
    weighed = tuple(norm_considerations(case, passages, build))
    heard = heard_build(case, build)
    by_rule = strongest_norms(case, weighed, heard)
    found: dict[str, list[Judged]] = {}
    for one in weighed:
        wording = weights.of_wording(*one.passage.grams)
        logit = weights.bias + weights.of_considerations(one.values) + wording
        found.setdefault(one.passage.clause.address, []).append(Judged(one, one.values, wording, logit))
    return {
        address: Clause(
            together(None if address not in by_rule else by_rule[address].logit, max(row.logit for row in rows), listen=heard >= HEARD),
            rows,
            by_rule.get(address),
        )
        for address, rows in found.items()
    }


def _told(case: Case, clause: Clause, weights: Weights) -> Hit:
    best, main = clause.best, clause.main
    shown = [row.norms for row in clause.rows if row is best or row.norms.norms][:MAX_PROOFS]
    return Hit(
        node=case.nodes[best.norms.passage.clause.address],
        span=_quote(case, best.norms, main),
        score=clause.belief,
        evidence=tuple(dict.fromkeys(proof for one in shown for proof in _proofs(case, one))),
        values={"addressee": (named := _addressee(case, main)) or UNNAMED},
        reasons=f"{_what(main, named)} {reasons_of('qppl', best.values, weights, best.wording, _carried(main)).text}",
        certainty="low" if clause.only_wording else "high" if clause.belief >= SURE else "medium" if clause.belief >= LIKELY else "low",
    )


def _excused(case: Case, clause: Clause, weights: Weights, at_least: float) -> Hit | None:
    """The clause as an excused hit: what a modifier took away, or a consideration without which it would be told; None where nothing else speaks for a norm."""
    best, node = clause.best, case.nodes[clause.best.norms.passage.clause.address]
    reached = next(((row.norms.passage, label, span) for row in clause.rows for label, span in row.norms.excused), None)
    if reached is not None and not any(row.norms.norms for row in clause.rows):
        passage, label, span = reached
        quote = quote_around(case, passage, span)
        return Hit(node=node, span=quote, score=0.1, excused=((label, span),), values=NOT_TOLD)
    if not best.norms.norms:
        return None
    ruled = clause.strongest is not None and logistic(clause.strongest.logit) >= at_least
    name = excuse_in(reasons_of("qppl", best.values, weights, best.wording), at_least, ruled=ruled)
    quote = quote_around(case, best.norms.passage, best.norms.norms[0][1].sign.span)
    return None if name is None else Hit(node=node, span=quote, score=0.1, excused=((name, quote),), values=NOT_TOLD)


def _only_heads(node: Node, passages: Sequence[Passage], told: Sequence[str]) -> bool:
    """True for an article of which nothing but the title is left to tell: its clauses are told one by one."""
    title_alone = node.level is Level.DIEU and all(passage.node is node for passage in passages)
    return title_alone and has_clauses(node) and any(address.startswith(f"{node.address}/") for address in told)


def together(rule: float | None, learned: float, *, listen: bool) -> float:
    """The belief (0–1) from what the wording's points say (a logit, None without a norm) and, where `listen`, what the learned sign says.

    In normative documents that say little of a regulation it is not heard.
    """
    if not listen:
        return 0.0 if rule is None else logistic(rule)
    by_rule = NO_SIGN if rule is None else max(-RULE_BOUND, min(RULE_BOUND, rule))
    return logistic(RULE_SHARE * by_rule + LEARNED_SHARE * max(-LEARNED_BOUND, min(LEARNED_BOUND, learned)) + BOTH)


def _main(weighed: WeighedNorms) -> Ruling | None:
    """The norm that speaks for a passage which the rules say nothing of: one that binds an open class before one that names nobody."""
    order = {"mo": 0, "khong-ro": 1, "co-quan": 2, "can-bo": 3}
    return min(weighed.norms, key=lambda pair: (order[pair[1].actor], -pair[1].sign.points), default=None)


def _quote(case: Case, weighed: WeighedNorms, main: Ruling | None) -> Span:
    if main is not None:
        return clip(main[0].body, main[1].sign.span, case.document.text)
    start = weighed.passage.span.start
    return clip(weighed.passage.span, Span(start, start), case.document.text)


def _carried(main: Ruling | None) -> tuple[str, ...]:
    """The name of the sign that speaks for the clause: the rules counted it, whatever the learned weights make of it."""
    return (f"dau-hieu:{main[1].sign.label}",) if main is not None else ()


def _addressee(case: Case, main: Ruling | None) -> str:
    """Whoever the norm is for, as the text names them; "" where it does not."""
    span = addressee(case, *main) if main is not None else None
    return "" if span is None else " ".join(span.of(case.document.text).split())


def _what(main: Ruling | None, named: str) -> str:
    """A sentence on what the norm does, and for whom: "Lời văn đặt điều cấm hoặc hạn chế đối với “tổ chức, cá nhân”." """
    if main is None:
        return "Lời văn giống các quy phạm đã gán nhãn (máy ước lượng); cần người đọc xác định."
    does = sides("qppl")[PRO].get(f"dau-hieu:{main[1].sign.label}", "đặt quy tắc").partition(" (")[0]
    return f"Lời văn {does} đối với “{named}”." if named else f"Lời văn {does}."


def _proofs(case: Case, weighed: WeighedNorms) -> Iterator[Evidence]:
    """The sentences with a rule, who they bind, the situation they stand for; the passage itself where only place and wording speak."""
    text = case.document.text
    told: set[int] = set()
    for sentence, norm in weighed.norms:
        if sentence.span.start not in told:
            told.add(sentence.span.start)
            span = clip(sentence.body, norm.sign.span, text)
            part = "bat_buoc" if norm.sign.part == "bat_buoc" else "quy_tac"
            yield Evidence(sign=norm.sign.label, part=part, span=span, quote=span.of(text))
        if norm.actor == "mo" and (named := addressee(case, sentence, norm)) is not None:
            yield Evidence(sign="doi-tuong-mo", part="doi_tuong", span=named, quote=named.of(text))
        for sign in sentence.signs:
            if sign.part == "tinh_huong":
                yield Evidence(sign=sign.label, part="tinh_huong", span=sign.span, quote=sign.span.of(text))
                break
    if not weighed.norms:
        span = _quote(case, weighed, None)
        yield Evidence(sign=WORDING, part="quy_tac", span=span, quote=span.of(text))
