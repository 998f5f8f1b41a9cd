"""The two verdicts of a document, from its hits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawcheck.rulebook.case import Case, Hit
from lawcheck.rulebook.model import Verdict, VerdictStatus
from lawcheck.rulebook.occasion import publishes_procedures, works_inside
from lawcheck.rulebook.profiles import Gear
from lawcheck.text import fold_words

_SETS_NOTHING = re.compile(
    r"^(?:về việc |v/v )?bãi bỏ|^(?:ban hành )?(?:quy định |quy chế )?(?:về )?(?:chức năng|cơ cấu tổ chức|tổ chức và hoạt động)|chức năng, nhiệm vụ"
)
NORMATIVE_PRIOR, NUMBERED_PRIOR = 0.85, 0.95
"""of gold documents in normative form that neither only repeal nor organise the issuer's own bodies 28 of 31 without a number and 57 of 57 with one contain norms"""
SURE = 0.5
"""score of a hit that on its own speaks for a sign; weaker ones do not add up"""


def tthc_verdict(case: Case, hits: Sequence[Hit], gear: Gear, *, authorised: bool) -> Verdict:
    """Whether the text sets a part of a procedure. `authorised`: the document may do so, so it is no violation."""
    counted = [hit for hit in hits if not hit.excused]
    if publishes_procedures(case):
        return Verdict(status="duoc-mien", score=min(0.15, combine(counted)), violation=False)
    score = combine(counted)
    status = _status(score, gear.review_tthc, gear.sign_tthc, case)
    return Verdict(status=status, score=score, violation=status == "co-dau-hieu" and not authorised)


def qppl_verdict(case: Case, hits: Sequence[Hit], gear: Gear) -> Verdict:
    """Whether the text contains norms; a violation in an administrative document."""
    score = combine([hit for hit in hits if not hit.excused])
    if normative_by_form(case):
        score = max(score, NORMATIVE_PRIOR if case.document.header.number is None else NUMBERED_PRIOR)
    status = _status(score, gear.review_qppl, gear.sign_qppl, case)
    return Verdict(status=status, score=score, violation=status == "co-dau-hieu" and case.document.kind.name != "vbqppl")


def normative_by_form(case: Case) -> bool:
    """True for documents in normative form but for those that by their title only repeal, or order how agencies are built and work."""
    title = case.document.header.title
    return case.document.kind.name == "vbqppl" and not works_inside(case) and not (title and _SETS_NOTHING.search(fold_words(title)))


def combine(hits: Sequence[Hit]) -> float:
    """One score for the document: the strongest hit, raised a little by each further one."""
    scores = sorted((hit.score for hit in hits), reverse=True)
    if not scores:
        return 0.02
    rest = 1.0
    for score in [score for score in scores[1:8] if score >= SURE]:
        rest *= 1 - 0.25 * score
    return 1 - (1 - scores[0]) * rest


def _status(score: float, review: float, sign: float, case: Case) -> VerdictStatus:
    """The verdict for a score. A charter, contract or party document is not judged by these two questions: at most a second look."""
    if case.document.kind.name == "khac":
        return "can-xem-xet" if score >= sign else "khong-co"
    return "co-dau-hieu" if score >= sign else "can-xem-xet" if score >= review else "khong-co"
