"""Groups of provisions: the labels are whole, and a card that mixes procedures costs precision, one that splits a procedure recall."""

import json
from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch.score_procedures import score_procedures

CORPUS = Path(__file__).parents[2] / "corpus"
LEASE, FEE, LICENCE = "Hộ kinh doanh nộp đơn thuê quầy.", "Phí thuê quầy là 50.000 đồng.", "Chủ bến nộp đơn xin mở bến."
TEXT = f"Điều 1\n1. {LEASE}\n2. {FEE}\n3. {LICENCE}\n"
RECORD = {
    "id": "a",
    "tthc_provisions": [{"quote": quote, "locator": f"khoản {at}"} for at, quote in enumerate((LEASE, FEE, LICENCE), start=1)],
}
TWO_PROCEDURES = {"a": {0: 0, 1: 0, 2: 1}}


def report(*cards: tuple[str, ...]) -> dict[str, Any]:
    quotes = [quote for card in cards for quote in card]
    return {
        "findings": [{"id": quote, "quote": quote, "evidence": []} for quote in quotes],
        "procedures": [{"findings": list(card)} for card in cards],
    }


@pytest.mark.parametrize(
    ("cards", "precision", "recall"),
    [
        ([(LEASE, FEE), (LICENCE,)], 1.0, 1.0),
        ([(LEASE, FEE, LICENCE)], (2 / 3 + 2 / 3 + 1 / 3) / 3, 1.0),
        ([(LEASE,), (FEE,), (LICENCE,)], 1.0, (0.5 + 0.5 + 1) / 3),
        ([(LEASE,)], 1.0, 1.0),
    ],
)
def test_mixed_cards_cost_precision_and_split_ones_recall(cards: list[tuple[str, ...]], precision: float, recall: float) -> None:
    scores = score_procedures(TWO_PROCEDURES, [RECORD], {"a": TEXT}, {"a": report(*cards)})
    assert scores["cards_precision"] == pytest.approx(precision)
    assert scores["cards_recall"] == pytest.approx(recall)
    assert scores["cards_n"] == sum(map(len, cards))


def test_every_listed_provision_is_grouped_once() -> None:
    listed = {
        record["id"]: len(record["tthc_provisions"])
        for file in (CORPUS / "gold" / "documents.jsonl", CORPUS / "drafted" / "documents.jsonl")
        for record in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    }
    for row in map(json.loads, (CORPUS / "gold" / "procedures.jsonl").read_text(encoding="utf-8").splitlines()):
        places = [*row["general"], *(place for procedure in row["procedures"] for place in procedure["provisions"])]
        assert sorted(places) == list(range(listed[row["id"]])), row["id"]
