"""Figures of single rules: counts, intervals, errors with their words."""

import pytest

from lawcheck.batch.score_details import calibration, interval, rule_figures

TEXT = "Điều 1. Hồ sơ\n1. Hộ gia đình nộp 01 bộ hồ sơ đề nghị hỗ trợ.\n2. Sở Tài chính bố trí kinh phí.\n"


def finding(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"group": "tthc", "quote": words, "location": {"label": "Điều 1", "start": start, "end": start + len(words)}, "evidence": []}


def gold(note: str = "") -> dict[str, object]:
    provision = {"quote": "Hộ gia đình nộp 01 bộ hồ sơ", "locator": "Điều 1 khoản 1", "certainty": "high"}
    return {"id": "d", "kind": "vbqppl", "tthc": "co", "tthc_provisions": [provision], "qppl": "co", "qppl_provisions": [], "note": note}


def report(*findings: dict[str, object]) -> dict[str, object]:
    return {
        "findings": list(findings),
        "verdicts": {"tthc": {"status": "co-dau-hieu", "score": 0.9}, "qppl": {"status": "khong-co", "score": 0.1}},
    }


def test_a_rule_is_counted_by_clause_and_its_errors_are_quoted() -> None:
    figures, errors = rule_figures([gold()], {"d": TEXT}, {"d": report(finding("nộp 01 bộ hồ sơ"), finding("Sở Tài chính bố trí"))})
    one = next(figure for figure in figures if figure.rule == "TT01")
    assert (one.told, one.right, one.listed, one.found) == (2, 1, 1, 1)
    assert [(error.kind, error.quote) for error in errors] == [("báo nhầm", "Sở Tài chính bố trí")]


def test_a_sampled_document_counts_for_what_was_missed_only() -> None:
    figures, errors = rule_figures([gold("nhiều hơn")], {"d": TEXT}, {"d": report(finding("Sở Tài chính bố trí"))})
    one = next(figure for figure in figures if figure.rule == "TT01")
    assert (one.told, one.listed, one.found) == (0, 1, 0) and [error.kind for error in errors] == ["bỏ sót"]


@pytest.mark.parametrize(("hits", "of", "low", "high"), [(0, 0, 0.0, 1.0), (9, 10, 0.60, 0.98), (10, 10, 0.72, 1.0)])
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert interval(hits, of) == pytest.approx((low, high), abs=0.01)


def test_calibration_counts_documents_by_their_score() -> None:
    assert calibration([gold()], {"d": report()}, "tthc")[-1] == ("0.8–1.0", 1, 1)
