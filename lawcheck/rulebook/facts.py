"""Facts of a document that can excuse a finding (`unless: {fact: …}` in a rule file)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lawcheck.language.model import Reference
from lawcheck.rulebook.case import Case
from lawcheck.rulebook.occasion import publishes_procedures
from lawcheck.text import Span, fold

_ASSIGNS = re.compile(
    r"(?:giao|được giao|phân cấp)[^.;]{0,120}(?:quy định|ban hành)|(?:trình tự|thủ tục|hồ sơ)[^.;]{0,60}(?:được giao|theo quy định tại)"
)


def central(case: Case) -> Span | None:
    """The issuer is a central body: the ban on provincial procedures does not speak to it."""
    header = case.document.header
    found = header.issuer_level == "trung-uong" or header.type in (
        "thong-tu",
        "nghi-dinh",
        "luat",
        "bo-luat",
        "phap-lenh",
        "thong-tu-lien-tich",
    )
    return (header.number_span or header.issuer_span or Span(0, 0)) if found else None


def published(case: Case) -> Span | None:
    """The document only publishes, lists or simplifies procedures."""
    header = case.document.header
    return (header.title_span or header.type_span or Span(0, 0)) if publishes_procedures(case) else None


def cited_authority(case: Case) -> Span | None:
    """A căn cứ, or an enabling phrase in the body, names the provision (not only the law) that assigns the regulation."""
    bases = [node.lead for node in case.document.bases]
    for reference in case.analysis.references:
        if reference.how != "named" or not any(provision.dieu for provision in reference.provisions):
            continue
        if any(base.covers(reference.span) for base in bases) or _assigns(case, reference):
            return reference.span
    return None


def authority_note(case: Case) -> str:
    """What the document itself names as the ground for its rules, and what is missing (Luật 64/2025/QH15 Điều 21 khoản 1; Luật 80/2015/QH13 Điều 14 khoản 4)."""
    cited = cited_authority(case)
    if cited is not None:
        return f"Văn bản nêu “{_one_line(cited, case)}”; cần đối chiếu điều khoản đó có giao đúng nội dung này không."
    bases = [node.lead for node in case.document.bases]
    named = [
        reference
        for reference in case.analysis.references
        if reference.how == "named" and any(base.covers(reference.span) for base in bases)
    ]
    if not named:
        return "Văn bản không nêu căn cứ nào giao địa phương quy định nội dung này."
    names = list(dict.fromkeys(_name(reference, case) for reference in named))
    shown = "; ".join(names[:SHOWN_BASES]) + (f" và {len(names) - SHOWN_BASES} văn bản khác" if len(names) > SHOWN_BASES else "")
    return f"Phần căn cứ nêu {shown}, nhưng không nêu điều, khoản, điểm nào giao địa phương quy định nội dung này; nêu tên văn bản mà không nêu điều khoản thì chưa phải căn cứ giao."


SHOWN_BASES = 4
"""names of documents that the note lists"""


def _name(reference: Reference, case: Case) -> str:
    instrument = reference.instrument
    if instrument is None or not instrument.number:
        return _one_line(reference.span, case)
    kind = instrument.type or "văn bản"
    title = f" {instrument.title}" if instrument.title else ""
    return f"{kind[:1].upper()}{kind[1:]}{title} số {instrument.number}"


def _one_line(span: Span, case: Case) -> str:
    return " ".join(span.of(case.document.text).split())


def _assigns(case: Case, reference: Reference) -> bool:
    around = Span(max(0, reference.span.start - 160), reference.span.start)
    return bool(_ASSIGNS.search(fold(around.of(case.document.text)).text.rsplit(". ", 1)[-1]))


FACTS: Mapping[str, Callable[[Case], Span | None]] = {"trung-uong": central, "cong-bo": published, "co-dieu-khoan-giao": cited_authority}
