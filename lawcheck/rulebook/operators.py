"""Named operators for rules that no counting of signs can express: dates, competence, numbers, own references."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping

from lawcheck.language.references import find_references
from lawcheck.rulebook.case import Case, Hit
from lawcheck.structure import Level, Node, competence
from lawcheck.text import Span, fold

Operator = Callable[[Case], Iterator[Hit]]

_EFFECT = re.compile(
    r"(?:có hiệu lực|hiệu lực thi hành)[^.;:]{0,40}?(?:từ|kể từ|vào)?\s*(?:ngày\s+)?(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?:/|\s+năm\s+)(?P<year>\d{4})"
)
_EFFECT_ON_SIGNING = re.compile(
    r"(?:quyết định|nghị quyết|quy định|quy chế) này có hiệu lực[^.;:]{0,30}(?:kể )?từ ngày (?:ký|ban hành|thông qua)"
)
_VAGUE_REPEAL = re.compile(
    r"(?:các|những) (?:quy định|văn bản)[^.;:]{0,40}trước đây[^.;:]{0,60}(?:trái|mâu thuẫn|không phù hợp)[^.;:]{0,60}(?:bãi bỏ|hết hiệu lực|thay thế)"
)
_DISTRICT = re.compile(
    r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd) (?:cấp |các |cấp )?(?:huyện|quận|thị xã)(?!\w)|(?<!\w)cấp huyện(?!\w)"
)
_FORMER = re.compile(r"\((?:cũ|trước đây)\)|trước đây|(?<!\w)cũ(?!\w)|trước khi sắp xếp|không tổ chức|kết thúc hoạt động|giải thể")


def too_early(case: Case) -> Iterator[Hit]:
    """An effective date before the tenth (seventh) day from signing: Luật 80/2015 Điều 151; Luật 64/2025 Điều 53 khoản 1."""
    header = case.document.header
    if header.date is None:
        return
    days = 7 if header.issuer_level in ("huyen", "xa") and header.date < datetime.date(2025, 4, 1) else 10
    for node in _final_provisions(case):
        view = fold(node.lead.of(case.document.text))
        for match in _EFFECT.finditer(view.text):
            try:
                day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
            if header.date <= day < header.date + datetime.timedelta(days=days):
                span = view.to_original(Span(match.start(), match.end())).shift(node.lead.start)
                yield Hit(
                    node=node,
                    span=span,
                    score=0.9,
                    values={"days": str(days), "signed": f"{header.date:%d/%m/%Y}", "effective": f"{day:%d/%m/%Y}"},
                )


def vague_effect(case: Case) -> Iterator[Hit]:
    """ "Có hiệu lực kể từ ngày ký" in a normative document: Nghị định 78/2025 Điều 67 khoản 2."""
    yield from _search(case, _EFFECT_ON_SIGNING, _final_provisions(case), 0.85)


def vague_repeal(case: Case) -> Iterator[Hit]:
    """A repeal clause without a list: Luật 64/2025 Điều 8 khoản 3."""
    yield from _search(case, _VAGUE_REPEAL, case.nodes.values(), 0.85)


def not_competent(case: Case) -> Iterator[Hit]:
    """A body that could not issue a normative document of this type on that day."""
    header = case.document.header
    if header.number_span is None or competence(header.issuer_body, header.issuer_level, header.type, case.day) != "khong":
        return
    node = next((node for node in case.nodes.values() if node.level is Level.DAU), case.document.root)
    yield Hit(node=node, span=header.number_span, score=0.85, values={"issuer": header.issuer or "cơ quan này"})


def missing_article(case: Case) -> Iterator[Hit]:
    """A reference to an article of this document that the document does not have."""
    text = case.document.text
    own = {node.number for node in case.nodes.values() if node.level is Level.DIEU and not node.quoted}
    parts = any(node.level in (Level.KEM_THEO, Level.PHU_LUC) for node in case.nodes.values())
    numbers = [int(number) for number in own if number.isdigit()]
    if not numbers or sorted(set(numbers)) != list(range(1, max(numbers) + 1)):
        return
    word = {"quyet-dinh": "quyết định này", "nghi-quyet": "nghị quyết này"}.get(case.document.header.type)
    for reference in find_references(text):
        tail = fold(reference.span.of(text)).text
        if reference.how != "self" or word is None or not tail.endswith(word) or parts:
            continue
        for provision in reference.provisions:
            if provision.dieu and provision.dieu.isdigit() and provision.dieu not in own:
                yield Hit(
                    node=_node_at(case, reference.span),
                    span=reference.span,
                    score=0.9,
                    values={"article": provision.dieu, "last": str(max(numbers))},
                )


def district_level(case: Case) -> Iterator[Hit]:
    """Wording of the abolished district level in a document of 01/7/2025 or later."""
    if case.day < datetime.date(2025, 7, 1):
        return
    for hit in _search(
        case, _DISTRICT, [node for node in case.nodes.values() if node.level not in (Level.CAN_CU, Level.DAU, Level.NOI_NHAN)], 0.7
    ):
        around = fold(Span(max(0, hit.span.start - 80), hit.span.end + 80).of(case.document.text)).text
        if not _FORMER.search(around):
            yield hit


def ended_basis(case: Case) -> Iterator[Hit]:
    """A căn cứ that names an instrument no longer in force on the day of the document."""
    for base in case.document.bases:
        for reference in find_references(base.lead.of(case.document.text)):
            number = reference.instrument.number if reference.instrument else None
            known = case.law.by_number(number) if number else None
            if known is not None and known.end is not None and known.end <= case.day and known.confidence != "unverified":
                by = case.law.instrument(known.ended_by or "")
                yield Hit(
                    node=base,
                    span=reference.span.shift(base.lead.start),
                    score=0.85,
                    values={"instrument": known.name, "ended": f"{known.end:%d/%m/%Y}", "by": by.name if by else "văn bản khác"},
                )


OPERATORS: Mapping[str, Operator] = {
    "hieu-luc-qua-som": too_early,
    "hieu-luc-tu-ngay-ky": vague_effect,
    "bai-bo-chung-chung": vague_repeal,
    "khong-co-tham-quyen": not_competent,
    "dieu-khong-co": missing_article,
    "cap-huyen": district_level,
    "can-cu-het-hieu-luc": ended_basis,
}


def _final_provisions(case: Case) -> Iterator[Node]:
    """Units that may hold the effect clause."""
    return (
        node
        for node in case.nodes.values()
        if node.level not in (Level.CAN_CU, Level.DAU) and "hiệu lực" in fold(node.lead.of(case.document.text)).text
    )


def _search(case: Case, pattern: re.Pattern[str], nodes: object, score: float) -> Iterator[Hit]:
    for node in nodes:  # type: ignore[attr-defined]
        view = fold(node.lead.of(case.document.text))
        match = pattern.search(view.text)
        if match:
            yield Hit(node=node, span=view.to_original(Span(match.start(), match.end())).shift(node.lead.start), score=score)


def _node_at(case: Case, span: Span) -> Node:
    return next((node for node in case.nodes.values() if node.lead.covers(Span(span.start, span.start + 1))), case.document.root)
