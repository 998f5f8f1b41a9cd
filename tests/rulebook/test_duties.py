"""What every rule owes, and the form of a new one."""

from pathlib import Path

import pytest

from lawcheck.errors import LawcheckError
from lawcheck.law import load_coverage, load_law
from lawcheck.rulebook import load_rulebook
from lawcheck.rulebook.duties import unmet_duties
from lawcheck.rulebook.loading import Rulebook, read_rule
from lawcheck.rulebook.template import new_rule


def test_every_rule_meets_its_duties() -> None:
    assert unmet_duties(load_rulebook(), load_law(), load_coverage()) == ()


def test_a_rule_without_examples_or_basis_is_told() -> None:
    book = load_rulebook()
    rule = book.rules[0]
    poor = rule.model_copy(update={"basis": ("nd-0-0000",), "examples": type(rule.examples)()})
    lines = unmet_duties(Rulebook((poor,), book.version, book.sha256), load_law(), ())
    assert any("finds" in line for line in lines)
    assert any("nd-0-0000" in line for line in lines)
    assert any("coverage.yml" in line for line in lines)


def test_a_new_rule_is_a_draft_that_loads(tmp_path: Path) -> None:
    path = tmp_path / "TC77-thieu-noi-nhan.yml"
    path.write_text(new_rule("TC77", "thieu-noi-nhan"), encoding="utf-8")
    assert read_rule(path).status == "draft"


@pytest.mark.parametrize(("id_", "name"), [("T1", "thieu"), ("TC77", "Thiếu Nơi")])
def test_a_new_rule_needs_a_proper_id_and_name(id_: str, name: str) -> None:
    with pytest.raises(LawcheckError):
        new_rule(id_, name)
