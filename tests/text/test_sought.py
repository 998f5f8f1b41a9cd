"""A sought pattern occurs exactly where the regular expression of the same words finds a match."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.rulebook import norm_considerations, procedure_considerations
from lawcheck.text import Sought, SoughtNames, fold

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
IN_USE = [
    pattern
    for module in (norm_considerations, procedure_considerations)
    for value in vars(module).values()
    for pattern in (value.values() if isinstance(value, dict) else [value])
    if isinstance(pattern, Sought)
]
OTHERS = [
    r"phí", r"\bphí\b|lệ phí", r"(?:trước|sau) (?:ngày )?\d+", r"a|", r"x[|)]y|z", r"a\|b", r"(?:a|b)?c", r"(?:a|b)(?:c|d)e+", r"^a|b$", r"\bước (?:tính|đạt)|[=×] ?\d|\d ?x ?\d",
    r"(?<!tháng \d )năm (?:20\d\d)\b", r"\d+ (?:\([^)]*\) )?(?:ngày|giờ)", r"ab{0,1}c", r"[a-c]d|e.f", r"((?:a|b)c|d)"[1:-1],
]  # fmt: skip


@pytest.mark.parametrize("sought", [*IN_USE, *map(Sought, OTHERS)], ids=lambda sought: sought.pattern[:40])
def test_it_occurs_where_the_regular_expression_matches(sought: Sought) -> None:
    regex = re.compile(sought.pattern)
    found = 0
    for path in sorted(DOCUMENTS.glob("*.txt"))[::12]:
        for line in fold(path.read_text(encoding="utf-8")).text.split(". "):
            assert sought.search(line) == bool(regex.search(line)), line
            found += sought.search(line)
    assert found or sought.pattern in OTHERS


@given(st.text(alphabet="abcdefxyz0129 |()=phí×nămthg"), st.sampled_from(OTHERS))
def test_it_agrees_on_any_text(text: str, pattern: str) -> None:
    assert Sought(pattern).search(text) == bool(re.search(pattern, text))


@given(st.text(alphabet="abcdefxyz0129 |()=phí×nămthg"))
def test_several_at_once_are_found_as_each_alone(text: str) -> None:
    sought = {pattern: Sought(pattern) for pattern in OTHERS}
    assert SoughtNames(sought).found_in(text) == {name for name, one in sought.items() if one.search(text)}


@pytest.mark.parametrize("pattern", [r"(a)b", r"(?P<a>b)", r"(?i)a", r"\x41", r"\u0041", r"a\1", r"\n"])
def test_what_it_does_not_read_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="plain alternatives"):
        Sought(pattern)
