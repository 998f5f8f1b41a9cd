"""Rules of conduct as sentences word them: the modal or measure, and who it speaks to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lawcheck.language.bound import (
    NAMES_WHO,
    PLAIN_DUTY,
    demands_an_act,
    has_own_subject,
    is_about_a_thing,
    is_plain_duty,
    measures_a_thing,
    speaks_past_heading,
)
from lawcheck.language.lexicon import load_lexicon
from lawcheck.language.model import Actor, Analysis, Norm, Sentence, Sign
from lawcheck.structure import Document, Level, Node
from lawcheck.structure.sentences import without_number
from lawcheck.text import Folded, Span

MODAL_GROUP = "qppl"
_OF_OR_AT = tuple(f"{word} {all_}" for word in ("của", "tại", "trong", "ở", "từ") for all_ in ("", "các "))
"""stands before whoever only owns or houses the thing that a rule is about"""


def norms_of(analysis: Analysis) -> Mapping[Span, tuple[Norm, ...]]:
    """The norms of each sentence that words any, by its span. Apart from `analyse`: it is the dearest step, and most normative documents are never asked."""
    document, folded = analysis.document, analysis.folded
    parents = {child.address: node for node in document.root.walk() for child in node.children}
    inherited: dict[str, tuple[Actor, Span] | None] = {}
    found = ((sentence.span, _norms(sentence, folded, parents, document, inherited)) for sentence in analysis.sentences)
    return {span: norms for span, norms in found if norms}


def _norms(
    sentence: Sentence, folded: Folded, parents: Mapping[str, Node], document: Document, inherited: dict[str, tuple[Actor, Span] | None]
) -> tuple[Norm, ...]:
    lexicon = load_lexicon()
    wording = [sign for sign in sentence.signs if lexicon.signs[sign.label].group == MODAL_GROUP and sign.part != "tinh_huong"]
    if not wording:
        return ()
    at = folded.to_folded(sentence.body)
    words = at.of(folded.text)
    placed = [(sign, folded.to_folded(sign.span).shift(-at.start)) for sign in wording]
    modals = [(sign, place) for sign, place in placed if sign.label != PLAIN_DUTY or is_plain_duty(words, place)]
    if not modals:
        return ()
    from lawcheck.language.pipeline import bind_modals

    norms = []
    bound = bind_modals(words, [(sign.label, place) for sign, place in modals])
    for (sign, place), (actor, where) in zip(modals, bound, strict=True):
        measure = measures_a_thing(words, sign.label)
        if where is not None and not measure and not (actor == "mo" and _only_places(where, sign, words, place)):
            norms.append(Norm(sign=sign, actor=actor, actor_span=folded.to_original(where.shift(at.start))))  # type: ignore[arg-type]
            continue
        above = None if measure else _actor_above(sentence.node, parents, folded, document, inherited)
        if above is not None and _is_about_others(above[0], sign, words, place, document.text):
            above = None
        norms.append(
            Norm(sign=sign, actor=above[0] if above else "khong-ro", actor_span=above[1] if above else None, inherited=above is not None)
        )
    return tuple(norms)


def _only_places(actor: Span, sign: Sign, words: str, place: Span) -> bool:
    """True for an actor that only says where the thing is that must have or undergo something: "Nước thải của chợ phải được thu gom …"."""
    return sign.label == "nghia-vu" and words[: actor.start].endswith(_OF_OR_AT) and demands_an_act(words, place)


def _is_about_others(actor: Actor, sign: Sign, words: str, place: Span, text: str) -> bool:
    """True where whoever the heading names is not bound: the sentence has a subject of its own."""
    if sign.label == "nghia-vu" and sign.points >= NAMES_WHO:
        return True
    if actor == "mo":
        return sign.label == "nghia-vu" and (is_about_a_thing(words) or demands_an_act(words, place))
    return (
        _is_sum(sign, words, text)
        or sign.label == "gio-hoat-dong"
        or speaks_past_heading(words, sign.label, place)
        or has_own_subject(words, place)
    )


_SUM = re.compile(
    r"(?:mức (?:thu|phí|đóng|nộp)|phí|lệ phí|giá|đơn giá|miễn|không thu|giảm)\b|[^.;]{0,200} thì (?:mức thu|mức phí|phí|lệ phí|giá|đơn giá|chi phí|diện tích|tiền)\b"
)
"""a sentence about what something costs, or what a sum is in a case"""


def _is_sum(sign: Sign, words: str, text: str) -> bool:
    """True for money: an agency named above collects or pays it; who owes or gets it is whoever comes."""
    return sign.label == "muc-dinh-luong" and ("đồng" in sign.span.of(text) or bool(_SUM.match(words)))


def _actor_above(
    node: Node, parents: Mapping[str, Node], folded: Folded, document: Document, known: dict[str, tuple[Actor, Span] | None]
) -> tuple[Actor, Span] | None:
    """The first actor named in the opening words of the nearest unit above that names one ("Điều 7. Trách nhiệm của chủ đầu tư")."""
    parent = parents.get(node.address)
    if parent is None or parent.level in (Level.VAN_BAN, Level.PHU_LUC):
        return None
    if parent.address not in known:
        known[parent.address] = _opening_actor(parent, folded, document) or _actor_above(parent, parents, folded, document, known)
    return known[parent.address]


def _opening_actor(node: Node, folded: Folded, document: Document) -> tuple[Actor, Span] | None:
    from lawcheck.language.pipeline import find_actors

    lead = node.heading or Span(node.lead.start, min(node.lead.end, node.lead.start + 400))
    at = folded.to_folded(without_number(document.text, lead))
    found = find_actors(at.of(folded.text))
    return (found[0][0], folded.to_original(found[0][1].shift(at.start))) if found else None  # type: ignore[return-value]
