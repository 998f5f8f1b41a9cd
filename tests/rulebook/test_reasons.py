"""What is told as speaking for and against a passage: each consideration only on its own side."""

import pytest

from lawcheck.rulebook.reasons import CONTRA, PRO, reasons_of, sides
from lawcheck.rulebook.weights import Weights

STEPS, BETWEEN_OFFICES = "dau-hieu:trinh-tu-giai-quyet", "dieu:giua-co-quan"


def told(steps: float, between_offices: float) -> str:
    weights = Weights(0.0, {STEPS: steps, BETWEEN_OFFICES: between_offices}, {})
    return reasons_of("tthc", {STEPS: 1.0, BETWEEN_OFFICES: 1.0}, weights, 0.0).text


def test_steps_speak_for_a_procedure_and_work_between_offices_against() -> None:
    text = told(steps=1.0, between_offices=-1.0)
    before, after = text.split("Điểm ngược lại")
    assert "nêu các bước tiếp nhận" in before
    assert "chỉ nói về việc giữa các cơ quan" in after


def test_what_was_fitted_the_other_way_round_is_not_told() -> None:
    """A sign weighs less than nothing where the signs beside it already say the same; an officer would read that as an error."""
    assert told(steps=-1.0, between_offices=1.0) == ""


@pytest.mark.parametrize("question", ["tthc", "qppl"])
def test_no_consideration_speaks_for_both_sides(question: str) -> None:
    both = sides(question)
    assert not both[PRO].keys() & both[CONTRA].keys()
    assert not any(name.startswith("dau-hieu:") for name in both[CONTRA])
