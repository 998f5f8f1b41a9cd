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


def _assigns(case: Case, reference: Reference) -> bool:
    around = Span(max(0, reference.span.start - 160), reference.span.start)
    return bool(_ASSIGNS.search(fold(around.of(case.document.text)).text.rsplit(". ", 1)[-1]))


FACTS: Mapping[str, Callable[[Case], Span | None]] = {"trung-uong": central, "cong-bo": published, "co-dieu-khoan-giao": cited_authority}
