"""Two scans of the same documents, and what changed between them."""

import json

import pytest

from lawcheck.batch.diff import changes
from lawcheck.errors import LawcheckError


def line(id_: str, tthc: str, *fingerprints: str) -> str:
    findings = [{"rule": "TT01", "fingerprint": mark, "location": {"label": "Điều 2"}, "quote": "Hồ sơ gồm"} for mark in fingerprints]
    return json.dumps(
        {"document": {"id": id_}, "verdicts": {"tthc": {"status": tthc}, "qppl": {"status": "khong-co"}}, "findings": findings}
    )


def test_the_same_scan_has_no_changes() -> None:
    assert changes(line("a", "khong-co", "x"), line("a", "khong-co", "x")) == ()


def test_verdicts_and_findings_that_changed_are_told() -> None:
    told = changes(line("a", "khong-co", "x"), line("a", "co-dau-hieu", "y"))
    assert told == ("a: tthc khong-co → co-dau-hieu", "a: bớt TT01 Điều 2: Hồ sơ gồm", "a: thêm TT01 Điều 2: Hồ sơ gồm")


def test_documents_that_came_and_went() -> None:
    assert changes(line("a", "khong-co"), line("b", "khong-co")) == ("a: không còn", "b: mới có")


def test_a_line_that_is_no_report() -> None:
    with pytest.raises(LawcheckError, match="Dòng 1"):
        changes("{}", "")
