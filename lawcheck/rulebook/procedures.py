"""Which clauses set a part of an administrative procedure (Nghị định 63/2010/NĐ-CP Điều 3, Điều 8 khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lawcheck.language.model import Sentence, Sign
from lawcheck.law import PART_NAMES
from lawcheck.rulebook.annexes import row_of_a_fee
from lawcheck.rulebook.case import Case, Hit
from lawcheck.rulebook.cohesion import ALIEN, STRANGER, is_alien, strangeness
from lawcheck.rulebook.model import Evidence
from lawcheck.rulebook.occasion import between_authorities, concerns_one_case, only_tells, recalls_law
from lawcheck.rulebook.passages import Passage, own_words, quote_around
from lawcheck.rulebook.procedure_considerations import NO_PART, Weighed, procedure_considerations
from lawcheck.rulebook.procedure_parts import likeliest, parts_of
from lawcheck.rulebook.procedure_points import COUNTED_BY_PLACE, is_about_something_else, rule_logits
from lawcheck.rulebook.reasons import excuse_in, reasons_of
from lawcheck.rulebook.weights import Weights, log_odds, logistic
from lawcheck.text import Span
from lawcheck.text.quoting import clip

WORDING = "loi-van"
"""label of the learned sign"""
COMPANION = -2.0
"""logit of the learned sign from which a passage is shown as evidence in a clause that is a finding"""
HOPELESS = -5.5
"""logit of all considerations below which the wording of a passage without signs is not asked: of 9,787 labelled ones it lifted three to COMPANION from there, none of a procedure"""
RULE_SHARE, LEARNED_SHARE, BOTH = 0.6, 0.7, 1.0
NO_SIGN = -1.4
"""what a clause without an unexcused sign gets from the rules"""
RULE_BOUND, LEARNED_BOUND, DOUBT_BOUND = 2.0, 4.0, 1.35
"""how far each side is heard; the learned sign's doubt about a clause that has signs only so far. Chosen by cross-validation over provinces and over drafted documents."""
OWN_LEAN, OWN_BOUND, OWN_DOUBT_BOUND = 0.5, 3.0, 4.0
"""added to what a passage about something else than its document says by itself; how far that is heard each way"""
FAMILIAR, OWN_FAMILIAR = 0.5, 5.0
"""strangeness from which it is heard at all, and what it loses for each whole of strangeness below ALIEN"""
OWN_NEVER = -4.0
"""up to here a passage by itself is none of a procedure. These six were chosen on passages of documents that nothing was fitted on, put into regulations about other things."""
HEADING = 200
"""code points of a heading at most"""
OUTSIDE = 1.0
"""logits taken in a document that is not issued as a normative one, or whose papers by its title pass between authorities: of 137 labelled administrative documents none sets a procedure, 33 of 107 normative ones do. Taken twice from licences, minutes, reports, replies about one file and letters that recall the law"""


@dataclass(frozen=True, slots=True)
class Learned:
    """A passage with what its wording adds and the whole logit of the learned sign."""

    weighed: Weighed
    wording: float
    logit: float
    heard: float
    """the logit as far as it is heard in a belief"""


def find_procedures(
    case: Case, passages: Sequence[Passage], at_least: float, weights: Weights, part_models: Mapping[str, Weights]
) -> Iterator[Hit]:
    """The clauses believed to set a part at least that much (0–1); as excused hits those that a modifier or a consideration brought below it.

    `part_models` say which parts a clause sets.
    """
    considered = tuple(procedure_considerations(case, passages))
    alone = {one.passage.node.address: weights.of_itself(one.passage.grams[0], one.values) for one in considered if one.signs}
    weighed = tuple(_or_no_part(case, one, alone) for one in considered)
    by_rule = rule_logits(case, weighed)
    doubts = _doubts(case, weighed)
    clauses: dict[str, list[Learned]] = {}
    for one in weighed:
        unworded = weights.bias + weights.of_considerations(one.values)
        hopeless = unworded < HOPELESS and not one.signs and COUNTED_BY_PLACE.isdisjoint(one.values)
        wording = 0.0 if hopeless else weights.of_wording(*one.passage.grams)
        logit = -LEARNED_BOUND if _set_no_part(one) else unworded + wording
        address = one.passage.clause.address
        heard = _heard(case, one, logit, alone, _needed(by_rule.get(address), doubts[address], at_least))
        clauses.setdefault(address, []).append(Learned(one, wording, logit, heard))
    beliefs = {
        address: together(by_rule.get(address), max(row.heard for row in found), doubts[address]) for address, found in clauses.items()
    }
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
        evidence = _evidence(case, shown, part_models)
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


def doubt_of(case: Case) -> float:
    """Logits taken from the clauses of a document that by its form or title sets no procedure, but for those about something else (`_doubts`)."""
    if case.document.kind.name == "vbqppl":
        return OUTSIDE if between_authorities(case) else 0.0
    return 2 * OUTSIDE if concerns_one_case(case) or only_tells(case) or recalls_law(case) else OUTSIDE


def _doubts(case: Case, weighed: Sequence[Weighed]) -> Mapping[str, float]:
    """The doubt about each clause (by address). What a document was written for (papers between authorities, one case, the law recalled) explains nothing that it says of something else."""
    doubt = doubt_of(case)
    least = 0.0 if case.document.kind.name == "vbqppl" else OUTSIDE
    addresses = {one.passage.clause.address: doubt for one in weighed}
    if doubt > least:
        addresses |= {one.passage.clause.address: least for one in weighed if one.signs and is_about_something_else(case, one.passage)}
    return addresses


def _or_no_part(case: Case, weighed: Weighed, alone: Mapping[str, float]) -> Weighed:
    """`weighed`, marked as setting no part where its signs stand in a passage about something else than its document that by itself is none of a procedure.

    `alone` says what passages with signs say by themselves (logits, by address of their nodes).
    """
    if not weighed.signs or not COUNTED_BY_PLACE.isdisjoint(weighed.values) or alone[weighed.passage.node.address] > OWN_NEVER:
        return weighed
    if not is_alien(case, weighed.passage.span, weighed.passage.span):
        return weighed
    return replace(weighed, values={**weighed.values, STRANGER: 1.0})


def _heard(case: Case, weighed: Weighed, logit: float, alone: Mapping[str, float], needed: float) -> float:
    """The learned sign within its bounds. A passage with signs that is about something else than its document is judged by itself where that says more.

    What it is about is asked only where it decides: on one side of `needed` (logit) by itself, on the other in its document.
    """
    if not weighed.signs and COUNTED_BY_PLACE.isdisjoint(weighed.values):
        return max(-LEARNED_BOUND, min(LEARNED_BOUND, logit))
    there = max(-DOUBT_BOUND, min(LEARNED_BOUND, logit))
    if not weighed.signs or not NO_PART.isdisjoint(weighed.values):
        return there
    own = alone[weighed.passage.node.address] + OWN_LEAN
    if (_own_bounded(own, logit) >= needed) == (there >= needed):
        return there
    strange = strangeness(case, weighed.passage.span, weighed.passage.span)
    return there if strange < FAMILIAR else _own_bounded(own - OWN_FAMILIAR * max(0.0, ALIEN - strange), logit)


def _own_bounded(own: float, logit: float) -> float:
    return max(-OWN_DOUBT_BOUND, logit, min(OWN_BOUND, own))


def _needed(rule: float | None, doubt: float, at_least: float) -> float:
    """The logit of the learned sign from which `together` believes a clause at least that much (0–1)."""
    return (log_odds(at_least) - RULE_SHARE * _of_rule(rule) - BOTH + doubt) / LEARNED_SHARE


def _of_rule(rule: float | None) -> float:
    return NO_SIGN if rule is None else max(-RULE_BOUND, min(RULE_BOUND, rule))


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
    """The belief (0–1) from what the signs' points say (a logit, None without a sign) and what the learned sign says within its bounds, less `doubt` (logits)."""
    return logistic(RULE_SHARE * _of_rule(rule) + LEARNED_SHARE * learned + BOTH - doubt)


def _excused(case: Case, address: str, found: Sequence[Weighed], best: Learned, weights: Weights, at_least: float) -> Iterator[Hit]:
    """A hit that is shown only on request: all its signs were excused, or one consideration outweighed them."""
    reached = next(((one, label, span) for one in found for label, span in one.excused), None)
    stranger = next((one for one in found if STRANGER in one.values), None)
    if stranger is not None:
        yield _set_aside(case, address, stranger, STRANGER, None)
    elif reached is not None and not any(one.signs for one in found):
        yield _set_aside(case, address, *reached)
    elif best.weighed.signs:
        name = excuse_in(reasons_of("tthc", best.weighed.values, weights, best.wording), at_least)
        if name is not None:
            yield _set_aside(case, address, best.weighed, name, None)


def _set_aside(case: Case, address: str, weighed: Weighed, name: str, by: Span | None) -> Hit:
    """An excused hit: the sentence that would have been told, and the words `by` which it is excused, None for a consideration."""
    quote = quote_around(case, weighed.passage, by or weighed.signs[0][1].span)
    return Hit(node=case.nodes[address], span=quote, score=0.1, excused=((name, by or quote),), values={"parts": ""})


def _quote(case: Case, weighed: Weighed) -> Span:
    """The sentence of the strongest sign, or the opening words of the passage; a listed form with its number, which stands in a cell of its own."""
    if "muc-bieu-mau" in weighed.values:
        return own_words(case, weighed.passage.node, whole=True)
    if weighed.signs:
        sentence, sign = max(weighed.signs, key=lambda pair: pair[1].points)
        return clip(sentence.body, sign.span, case.document.text)
    start = weighed.passage.span.start
    told = row_of_a_fee(case, weighed.passage) if "bieu-phi" in weighed.values else Span(start, start)
    return clip(weighed.passage.span, told, case.document.text)


def _evidence(case: Case, shown: Sequence[Weighed], models: Mapping[str, Weights]) -> tuple[Evidence, ...]:
    """Proofs for the parts that the passages set, in the order of the text: one for each sentence and part, or the passage where only its wording speaks.

    Signs of parts that a passage does not set ("Lệ phí cấp giấy phép" sets no result) prove the part that its wording speaks most for.
    """
    parts = parts_of(shown, models)
    known = {part: models[part] for part in parts}
    proofs: list[Evidence] = []
    for one in shown:
        proofs += _of_signs(case, one, known) or [_of_wording(case, likeliest(one, known), _quote(case, one))]
    told = {proof.part for proof in proofs}
    proofs += [_of_wording(case, part, _quote(case, one)) for part, one in parts.items() if part not in told]
    return tuple(sorted(proofs, key=lambda proof: proof.span))


def _of_signs(case: Case, weighed: Weighed, known: Mapping[str, Weights]) -> list[Evidence]:
    """The strongest sign of each sentence and known part; signs of other parts as words, where no other proof quotes them."""
    text = case.document.text
    best: dict[tuple[int, str], tuple[Sentence, Sign]] = {}
    for sentence, sign in weighed.signs:
        key = (sentence.span.start, sign.part)
        if key not in best or best[key][1].points < sign.points:
            best[key] = (sentence, sign)
    spans = [(sign, clip(sentence.body, sign.span, text)) for sentence, sign in best.values()]
    proofs = [Evidence(sign=sign.label, part=sign.part, span=span, quote=span.of(text)) for sign, span in spans if sign.part in known]
    for sign, span in spans:
        if sign.part not in known and not any(span.overlaps(proof.span) for proof in proofs):
            proofs.append(_of_wording(case, likeliest(weighed, known), span))
    return proofs


def _of_wording(case: Case, part: str, span: Span) -> Evidence:
    return Evidence(sign=WORDING, part=part, span=span, quote=span.of(case.document.text))
