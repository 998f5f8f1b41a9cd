"""What a whole document was written for, with which each of its passages is weighed. Its title and how often it names papers or agencies are left out: fitted on them, the models took provincial form for content."""

from __future__ import annotations

from collections.abc import Mapping

from lawcheck.rulebook.case import Case, once
from lawcheck.rulebook.occasion import (
    answers_one_file,
    concerns_one_case,
    one_occasion,
    only_tells,
    publishes_procedures,
    recalls_law,
    steers,
    works_inside,
)

_OCCASIONS = {
    "noi-bo": works_inside,
    "mot-vu-viec": concerns_one_case,
    "chi-thong-tin": only_tells,
    "tra-loi-mot-ho-so": answers_one_file,
    "nhac-luat": recalls_law,
    "chi-dao": steers,
    "mot-dip": one_occasion,
    "cong-bo": publishes_procedures,
}


@once
def document_facts(case: Case) -> Mapping[str, float]:
    """What the document of `case` was written for, 1 by name ("van-ban:chi-dao")."""
    return {f"van-ban:{name}": 1.0 for name, holds in _OCCASIONS.items() if holds(case)}
