"""How well provisions are matched with published procedures, on `corpus/gold/registry.jsonl`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lawcheck.batch.examining import heading_above
from lawcheck.batch.matching import Procedure, Registry
from lawcheck.batch.quotes import quote_finder


def score_registry(folder: Path, texts: Mapping[str, str], reports: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Figures over the decided cases of `folder`, given texts and reports (as `score.judged` makes them) of their documents by id.

    Precision of "khop" and the share of listed provisions that reach it; the share whose procedure is named at all, as a match or as
    something near; precision of "khong-thay" (a provision whose procedure the list really does not have).
    """
    registry, cases = read_cases(folder / "gold" / "registry.jsonl")
    provisions = _provisions(folder)
    told: Counter[tuple[str, bool]] = Counter()
    listed = 0
    for case in cases:
        document = reports[case["document"]]["document"]
        text = texts[case["document"]]
        find = quote_finder(text)
        for quote in provisions[case["document"], case["locator"]]:
            place = find(quote)
            heading = heading_above(text, place.start) if place else ""
            found = registry.match(heading, quote, document["title"] or "", document["issuer"] or "")
            right = found.procedure.code in case["codes"] if found.procedure else not case["codes"]
            told[found.status, right] += 1
            listed += bool(case["codes"])
    sure, absent = told["khop", True] + told["khop", False], told["khong-thay", True] + told["khong-thay", False]
    return {
        "registry_precision": told["khop", True] / max(1, sure),
        "registry_recall": told["khop", True] / listed,
        "registry_named": (told["khop", True] + told["gan-giong", True]) / listed,
        "registry_absent_precision": told["khong-thay", True] / max(1, absent),
        "registry_n": float(told.total()),
    }


def read_cases(path: Path) -> tuple[Registry, list[dict[str, Any]]]:
    """The published procedures of the gold file and its decided cases: document, locator, acceptable codes (none where the list has none)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    procedures = [
        Procedure(code=code, title=title, agency=row["agency"], field=row["field"])
        for row in rows
        if "procedures" in row
        for code, title in row["procedures"].items()
    ]
    return Registry(procedures), [row for row in rows if row.get("decided")]


def _provisions(folder: Path) -> dict[tuple[str, str], list[str]]:
    """The quotes of the gold documents by document and locator."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in (folder / "gold" / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for provision in row["tthc_provisions"]:
            found.setdefault((row["id"], provision["locator"]), []).append(provision["quote"])
    return found
