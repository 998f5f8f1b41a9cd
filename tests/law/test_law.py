"""Dated law: the right version on the right day, and nothing unverified quoted."""

import datetime
from pathlib import Path

import pytest

from lawcheck.datafiles import parse_yaml
from lawcheck.errors import DataFileError
from lawcheck.law import load_coverage, load_law
from lawcheck.law.dated import load_law as load
from lawcheck.rulebook import load_rulebook


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "period"),
    [("2016-06-30", None), ("2016-07-01", "P1"), ("2020-12-31", "P1"), ("2021-01-01", "P2"), ("2025-04-01", "P3"), ("2025-07-01", "P4")],
)
def test_periods(on: str, period: str | None) -> None:
    found = load_law().period(day(on))
    assert (found.id if found else None) == period


def test_article_14_is_not_cited_after_the_law_of_2025() -> None:
    assert load_law().in_force(["luat-80-2015/dieu-14/khoan-4"], day("2025-03-31"))
    assert not load_law().in_force(["luat-80-2015/dieu-14/khoan-4"], day("2025-04-01"))


def test_versions_of_a_provision_never_overlap() -> None:
    versions: dict[str, list[tuple[datetime.date, datetime.date | None]]] = {}
    for provision in load_law().provisions:
        versions.setdefault(provision.id, []).append((provision.start, provision.end))
    for spans in versions.values():
        for (_, end), (start, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            assert end is not None and end <= start


def test_unverified_wording_never_leaves_the_loader(tmp_path: Path) -> None:
    assert all(provision.quote is None for provision in load_law().provisions if provision.confidence != "verified")
    path = tmp_path / "laws.yml"
    path.write_text(
        "checked_on: 2026-01-01\nperiods: []\ninstruments: []\nprovisions:\n  - {id: a, label: A, from: 2020-01-01, to: null, confidence: unverified, quote: bịa}\n",
        encoding="utf-8",
    )
    assert load(path).provisions[0].quote is None


def test_coverage_and_rules_name_each_other() -> None:
    rules = {rule.id for rule in load_rulebook().rules}
    covered = {rule for row in load_coverage() for rule in row.rules}
    assert covered == rules


def test_rules_and_coverage_cite_only_known_provisions() -> None:
    known = {provision.id for provision in load_law().provisions}
    cited = {id_ for rule in load_rulebook().rules for id_ in rule.basis} | {id_ for row in load_coverage() for id_ in row.basis}
    assert cited <= known


@pytest.mark.parametrize(
    ("text", "message"), [("a: 1\na: 2\n", "hai lần"), ("a: [1\n", "YAML sai"), ("a: 2025-02-30\n", "không có trong lịch")]
)
def test_mistakes_in_data_files_show_their_place(text: str, message: str) -> None:
    with pytest.raises(DataFileError, match=message) as caught:
        parse_yaml(text, Path("x.yml"))
    assert str(caught.value).startswith("x.yml:")


def test_on_and_yes_stay_text() -> None:
    assert parse_yaml("on: yes\n", Path("x.yml")).value == {"on": "yes"}
