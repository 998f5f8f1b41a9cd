"""The three gears: the careful one never tells more than the balanced one, and that never more than the one that misses least."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lawcheck.reporting.model import Report

GEARS = ("chac-chan", "can-bang", "khong-bo-sot")
DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


def accused(report: Report) -> set[str]:
    return {name for name, verdict in (("tthc", report.tthc), ("qppl", report.qppl)) if verdict.status == "co-dau-hieu"}


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt"))[::17], ids=lambda path: path.stem)
def test_a_stricter_gear_never_accuses_more(path: Path, check_text: Callable[..., Report]) -> None:
    strict, balanced, wide = (accused(check_text(path.read_text(encoding="utf-8"), gear)) for gear in GEARS)
    assert strict <= balanced <= wide
