"""Which clauses hold a legal norm (Luật 80/2015/QH13 và Luật 64/2025/QH15 Điều 3 khoản 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from lawcheck.language.bound import TASK
from lawcheck.language.model import Norm, Sentence
from lawcheck.rulebook.case import Case, Hit
from lawcheck.rulebook.cohesion import STRANGER, is_alien
from lawcheck.rulebook.model import Evidence
from lawcheck.rulebook.norm_considerations import (
    DEFINES,
    ONE_STOP,
    ORDERED,
    REPEALS,
    REPORT,
    SCOPE,
    STAFF_CONDUCT,
    WeighedNorms,
    actor_of,
    norm_considerations,
    normative_build,
)
from lawcheck.rulebook.norm_points import strongest_norms
from lawcheck.rulebook.occasion import concerns_one_case, for_own_staff, only_tells, publishes_procedures, rules_of_the_house, works_inside
from lawcheck.rulebook.passages import Passage
from lawcheck.rulebook.procedure_points import has_clauses
from lawcheck.rulebook.procedures import WORDING
from lawcheck.rulebook.reasons import excuse_in, reasons_of
from lawcheck.rulebook.weights import Weights, logistic
from lawcheck.structure import Level, Node
from lawcheck.text import Span
from lawcheck.text.quoting import clip

Ruling = tuple[Sentence, Norm]
"""a norm and the sentence it stands in"""
MAX_PROOFS = 30
"""passages of one clause that are shown"""
RULE_SHARE, LEARNED_SHARE, BOTH = 0.64, 1.0, 0.5
NO_SIGN = -2.2
"""what a clause without a norm gets from the rules"""
RULE_BOUND, LEARNED_BOUND = 4.4, 4.0
OWN_STAFF = 1.0
"""build at most of a regulation for the issuer's own officials: however it is built, it binds nobody outside"""
HEARD = ORDERED
"""build (0–7) from which the learned sign is heard; all five chosen by cross-validation over provinces"""
NORM_PARTS = frozenset({"bat_buoc", "quy_tac", "tinh_huong"})
"""parts of signs that a norm may be worded with"""
NEVER = -30.0
"""logit of passages that are not judged by themselves"""
OWN_WORDS_LEAST = -1.5
"""logit of the words from which a passage's other considerations are asked"""
OWN_ENOUGH, OWN_ENOUGH_IN_A_CASE, OWN_BOUND = 0.3, 1.5, 3.2
"""logit at which a passage by itself is as likely as not to hold a norm; the same in documents about one case or an office; up to which it is heard. Chosen on passages of documents that nothing
was fitted on, put into plans, letters and notices, and on 667 real ones without norms."""


def find_norms(case: Case, passages: Sequence[Passage], at_least: float, weights: Weights) -> Iterator[Hit]:
    """The clauses believed to hold a norm at least that much (0–1); as excused hits those that a modifier or a consideration brought below it."""
    build = normative_build(case)
    aliens = _aliens(case, passages, build, weights)
    weighed = tuple(norm_considerations(case, passages, build, aliens))
    enough = OWN_ENOUGH_IN_A_CASE if concerns_one_case(case) or works_inside(case) or for_own_staff(case) else OWN_ENOUGH
    alone = {one.passage.node.address: _by_itself(one, weights) - enough for one in weighed if one.passage.node.address in aliens}
    heard = min(build, OWN_STAFF) if for_own_staff(case) or rules_of_the_house(case) else build
    by_rule = strongest_norms(case, weighed, heard)
    clauses: dict[str, list[tuple[float, WeighedNorms, float]]] = {}
    for one in weighed:
        wording = weights.of_wording(*one.passage.grams)
        logit = weights.bias + weights.of_considerations(one.values) + wording
        clauses.setdefault(one.passage.clause.address, []).append((logit, one, wording))
    beliefs = {
        address: together(None if address not in by_rule else by_rule[address].logit, max(row[0] for row in found), listen=heard >= HEARD)
        for address, found in clauses.items()
    }
    told = [address for address, belief in beliefs.items() if belief >= at_least]
    for address, found in clauses.items():
        _, best, wording = max(found, key=lambda row: row[0])
        strongest, belief = by_rule.get(address), beliefs[address]
        main = _main(best) if strongest is None else (strongest.sentence, strongest.norm)
        if _only_heads(case.nodes[address], [one.passage for _, one, _ in found], told):
            continue
        stranger = max((row[1] for row in found), key=lambda one: alone.get(one.passage.node.address, NEVER))
        own = logistic(alone.get(stranger.passage.node.address, NEVER))
        if belief < at_least <= own:
            yield _alien(case, stranger, own, weights)
            continue
        if belief >= at_least:
            shown = [row[1] for row in found if row[1] is best or row[1].norms][:MAX_PROOFS]
            yield Hit(
                node=case.nodes[address],
                span=_quote(case, best, main),
                score=belief,
                evidence=tuple(proof for one in shown for proof in _proofs(case, one)),
                values={"addressee": _addressee(case, main)},
                reasons=reasons_of("qppl", best.values, weights, wording, _carried(main)).text,
                certainty="high" if belief >= 0.9 else "medium" if belief >= 0.65 else "low",
            )
            continue
        excused = next(((label, span) for _, one, _ in found for label, span in one.excused), None)
        if excused is not None and not any(one.norms for _, one, _ in found):
            yield Hit(node=case.nodes[address], span=excused[1], score=0.1, excused=(excused,), values={"addressee": ""})
        elif best.norms and (name := excuse_in(reasons_of("qppl", best.values, weights, wording), at_least)) is not None:
            span = best.norms[0][1].sign.span
            yield Hit(node=case.nodes[address], span=span, score=0.1, excused=((name, span),), values={"addressee": ""})


def _only_heads(node: Node, passages: Sequence[Passage], told: Sequence[str]) -> bool:
    """True for an article of which nothing but the title is left to tell: its clauses are told one by one."""
    title_alone = node.level is Level.DIEU and all(passage.node is node for passage in passages)
    return title_alone and has_clauses(node) and any(address.startswith(f"{node.address}/") for address in told)


def _alien(case: Case, weighed: WeighedNorms, belief: float, weights: Weights) -> Hit:
    """A passage that only its own words speak for: a person has to look at it, however sure they are."""
    main = _main(weighed)
    return Hit(
        node=case.nodes[weighed.passage.clause.address],
        span=_quote(case, weighed, main),
        score=belief,
        evidence=tuple(_proofs(case, weighed)),
        values={"addressee": _addressee(case, main)},
        reasons=reasons_of("qppl", {}, weights, 1.0, (*_carried(main), STRANGER)).text,
        certainty="low",
    )


def _aliens(case: Case, passages: Sequence[Passage], build: float, weights: Weights) -> Set[str]:
    """Passages of an administrative document that nothing else in it explains and whose words may be those of a norm: addresses of their nodes.

    Only where a sign points, and not where another text is retold or the document by its form lays down nothing.
    """
    if (
        case.document.kind.name == "vbqppl"
        or build >= ORDERED
        or only_tells(case)
        or publishes_procedures(case)
        or rules_of_the_house(case)
    ):
        return frozenset()
    found: set[str] = set()
    for passage in passages:
        if passage.quoted or not any(sign.part in NORM_PARTS for sentence in passage.sentences for sign in sentence.signs):
            continue
        if _lays_nothing_down(passage.words):
            continue
        if weights.of_itself(passage.grams[0], {}) >= OWN_WORDS_LEAST and is_alien(case, passage.span, passage.node.lead):
            found.add(passage.node.address)
    return found


def _by_itself(weighed: WeighedNorms, weights: Weights) -> float:
    """What a passage alone says, as a logit."""
    return min(OWN_BOUND, weights.of_itself(weighed.passage.grams[0], weighed.values))


def _lays_nothing_down(words: str) -> bool:
    """True for tasks, how staff are to behave and to treat files, the end or the scope of a text, what a word means, reports and questions."""
    opens = TASK.match(words) or REPEALS.match(words) or SCOPE.match(words) or DEFINES.match(words)
    return bool(opens or STAFF_CONDUCT.search(words) or ONE_STOP.search(words) or REPORT.search(words)) or words.endswith("?")


def together(rule: float | None, learned: float, *, listen: bool) -> float:
    """The belief (0–1) from what the wording's points say (a logit, None without a norm) and, where `listen`, what the learned sign says.

    In documents that are not built like a regulation it is not heard: on provinces held out it found no norm there that the points had missed without accusing more clean documents.
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
    span = main[1].actor_span if main is not None and actor_of(main[1]) != "khong-ro" else None
    return " ".join(span.of(case.document.text).split()) if span else "không nêu tên (áp dụng chung)"


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
        if norm.actor == "mo" and norm.actor_span:
            yield Evidence(sign="doi-tuong-mo", part="doi_tuong", span=norm.actor_span, quote=norm.actor_span.of(text))
        for sign in sentence.signs:
            if sign.part == "tinh_huong":
                yield Evidence(sign=sign.label, part="tinh_huong", span=sign.span, quote=sign.span.of(text))
                break
    if not weighed.norms:
        span = _quote(case, weighed, None)
        yield Evidence(sign=WORDING, part="quy_tac", span=span, quote=span.of(text))
