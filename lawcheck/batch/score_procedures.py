"""How well findings are grouped into procedures, against the groups of two readers (`gold/procedures.jsonl`).

B³ (Bagga and Baldwin, 1998) over the listed provisions that were found: of each, the share of its card that belongs to its procedure (precision), and the
share of its procedure that stands on its card (recall). Provisions that serve several procedures ("general") count for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lawcheck.batch.quotes import clause_of, quote_finder
from lawcheck.text import Span

Groups = Mapping[str, Mapping[int, int]]
"""for each document, by the place of a provision in `tthc_provisions` the procedure it belongs to"""
_WORDS = 25
"""code points of evidence that say where it stands"""


def read_groups(folder: Path) -> Groups:
    """The groups of `gold/procedures.jsonl`, by document."""
    rows = [json.loads(line) for line in (folder / "gold" / "procedures.jsonl").read_text(encoding="utf-8").splitlines()]
    return {
        row["id"]: {provision: number for number, procedure in enumerate(row["procedures"]) for provision in procedure["provisions"]}
        for row in rows
    }


def score_procedures(
    groups: Groups, records: Sequence[Mapping[str, Any]], texts: Mapping[str, str], reports: Mapping[str, Mapping[str, Any]]
) -> dict[str, float]:
    """Precision, recall and F1 over the provisions of all `records` that have groups, and how many were found."""
    precision = recall = 0.0
    count = 0
    for record in records:
        wanted = groups.get(record["id"], {})
        carded = dict(_on_cards(record, texts[record["id"]], reports[record["id"]], wanted))
        for provision, card in carded.items():
            beside = {other for other in carded if carded[other] == card}
            belongs = {other for other in carded if wanted[other] == wanted[provision]}
            precision += len(beside & belongs) / len(beside)
            recall += len(beside & belongs) / len(belongs)
        count += len(carded)
    mean = (precision / count, recall / count) if count else (1.0, 1.0)
    return {
        "cards_precision": mean[0],
        "cards_recall": mean[1],
        "cards_f1": 2 * mean[0] * mean[1] / (mean[0] + mean[1]),
        "cards_n": float(count),
    }


def _on_cards(record: Mapping[str, Any], text: str, report: Mapping[str, Any], wanted: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The grouped provisions of a document that stand on a card, with the number of the first that shows them."""
    find = quote_finder(text)
    places = [
        (number, place)
        for number, card in enumerate(report.get("procedures", ()))
        for finding in report["findings"]
        if finding["id"] in card["findings"]
        for quote in (finding["quote"], *(one["quote"] for one in finding["evidence"] if len(one["quote"]) > _WORDS))
        if (place := find(quote)) is not None
    ]
    for number in wanted:
        provision = record["tthc_provisions"][number]
        clause = _clause(text, find(provision["quote"]), provision)
        card = next((card for card, place in places if clause is not None and clause.overlaps(place)), None)
        if card is not None:
            yield number, card


def _clause(text: str, quote: Span | None, provision: Mapping[str, Any]) -> Span | None:
    return None if quote is None else clause_of(text, quote, provision.get("locator"))
