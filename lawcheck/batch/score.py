"""Scoring against gold labels: the figures of the guideline, per question and per provision.

Document level: over labels co / khong / cong_bo (cong_bo counts as khong, ranh_gioi is left out), "co-dau-hieu" against "co".
Provision level by clause: the khoản of the gold quote, or the điểm where its locator names one.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lawcheck.batch.checking import check_path
from lawcheck.batch.quotes import clause_of, quote_finder
from lawcheck.batch.work import Options
from lawcheck.language.model import Provisions
from lawcheck.language.references import find_references
from lawcheck.reporting.json import to_object
from lawcheck.text import Span

SCORED_ON = datetime.date(2026, 11, 24)
"""stands in for the day of documents that have none, so that scores do not move with the calendar"""


def judged(folder: Path) -> tuple[list[dict[str, Any]], dict[str, str], dict[str, dict[str, Any]]]:
    """The label records of `folder`, their texts and the reports on them, both by id."""
    gold = [json.loads(line) for line in (folder / "gold" / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    options = Options(today=SCORED_ON)
    texts, reports = {}, {}
    for row in gold:
        path = folder / "documents" / f"{row['id']}.txt"
        texts[row["id"]] = path.read_text(encoding="utf-8")
        reports[row["id"]] = to_object(check_path(str(path), options))
    return gold, texts, reports


def score(gold: Sequence[Mapping[str, Any]], texts: Mapping[str, str], reports: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """The figures for given reports; documents labelled khac count for nothing."""
    rows = [row for row in gold if row["kind"] != "khac"]
    figures = {"kind": sum(row["kind"] == reports[row["id"]]["document"]["kind"] for row in rows) / max(1, len(rows))}
    for name, group, only in (("tthc", "tthc", None), ("qppl", "qppl", None), ("qppl_vbhc", "qppl", "vbhc")):
        figures |= _documents(name, group, [row for row in rows if row[group] != "ranh_gioi" and only in (None, row["kind"])], reports)
    for group in ("tthc", "qppl"):
        figures |= _provisions(group, [row for row in rows if group == "tthc" or row["kind"] != "vbqppl"], texts, reports)
    return figures | _parts(rows, texts, reports)


def _documents(name: str, group: str, rows: Sequence[Mapping[str, Any]], reports: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    pairs = [(row[group] == "co", reports[row["id"]]["verdicts"][group]) for row in rows]
    hit = sum(wanted and verdict["status"] == "co-dau-hieu" for wanted, verdict in pairs)
    told = sum(verdict["status"] == "co-dau-hieu" for _, verdict in pairs)
    positives = sum(wanted for wanted, _ in pairs)
    return {
        f"{name}_precision": hit / told if told else 1.0,
        f"{name}_recall": hit / positives if positives else 1.0,
        f"{name}_f1": 2 * hit / (told + positives) if told + positives else 1.0,
        f"{name}_brier": sum((verdict["score"] - wanted) ** 2 for wanted, verdict in pairs) / max(1, len(pairs)),
        f"{name}_n": float(len(pairs)),
    }


def _provisions(
    group: str, rows: Sequence[Mapping[str, Any]], texts: Mapping[str, str], reports: Mapping[str, Mapping[str, Any]]
) -> dict[str, float]:
    found = listed = right = told = 0
    for row in rows:
        text = texts[row["id"]]
        find = quote_finder(text)
        clauses = list(_clauses(text, row[f"{group}_provisions"]))
        findings = [finding for finding in reports[row["id"]]["findings"] if finding["group"] == group]
        places = [find(finding["quote"]) for finding in findings]
        proofs = [
            find(evidence["quote"])
            for finding in findings
            for evidence in finding["evidence"]
            if len(re.sub(r"\s+", "", evidence["quote"])) > 25
        ]
        for provision, span in clauses:
            if provision.get("certainty") != "low":
                listed += 1
                found += any(span.overlaps(place) for place in (*places, *proofs) if place)
        if "nhiều hơn" not in (row.get("note") or "") and row[group] != "ranh_gioi":
            told += len(places)
            right += sum(any(span.overlaps(place) for _, span in clauses) for place in places if place)
    return {
        f"{group}_provisions_precision": right / told if told else 1.0,
        f"{group}_provisions_recall": found / listed if listed else 1.0,
        f"{group}_provisions_f1": _f1(right / told if told else 1.0, found / listed if listed else 1.0),
    }


def _parts(rows: Sequence[Mapping[str, Any]], texts: Mapping[str, str], reports: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """How well the parts are named that a listed clause sets, over the clauses that are found: all labels of a clause taken together against all its evidence."""
    right = told = listed = whole = clauses = 0
    for row in rows:
        text = texts[row["id"]]
        find = quote_finder(text)
        wanted: dict[Span, set[str]] = {}
        for provision, span in _clauses(text, row["tthc_provisions"]):
            wanted.setdefault(span, set()).update(provision.get("parts") or ())
        findings = [finding for finding in reports[row["id"]]["findings"] if finding["group"] == "tthc"]
        places = [(find(evidence["quote"]), evidence["part"]) for finding in findings for evidence in finding["evidence"]]
        for span, parts in wanted.items():
            named = {part for place, part in places if place and span.overlaps(place)}
            if parts and named:
                clauses, whole = clauses + 1, whole + (parts == named)
                right, told, listed = right + len(parts & named), told + len(named), listed + len(parts)
    return {
        "parts_precision": right / max(1, told),
        "parts_recall": right / max(1, listed),
        "parts_f1": 2 * right / max(1, told + listed),
        "parts_exact": whole / max(1, clauses),
        "parts_n": float(clauses),
    }


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _clauses(text: str, provisions: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Span]]:
    find = quote_finder(text)
    for provision in provisions:
        span = find(provision["quote"])
        if span is not None:
            yield provision, clause_of(text, span, provision.get("locator"))


def score_references(folder: Path) -> dict[str, float]:
    """Precision, recall and F1 of references over `gold/references.jsonl`: span, units and number must all be right."""
    hit = told = listed = 0
    for line in (folder / "gold" / "references.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = {(ref["start"], ref["end"], tuple(ref["provisions"]), ref["number"]) for ref in row["refs"]}
        found = {
            (
                reference.span.start,
                reference.span.end,
                tuple(provision_text(provision) for provision in reference.provisions),
                reference.instrument.number if reference.instrument else None,
            )
            for reference in find_references(row["text"])
        }
        hit, told, listed = hit + len(wanted & found), told + len(found), listed + len(wanted)
    return {
        "references_precision": hit / told,
        "references_recall": hit / listed,
        "references_f1": 2 * hit / (told + listed),
        "references_n": float(listed),
    }


def provision_text(provision: Provisions) -> str:
    """A unit as the labels write it: "điểm a khoản 2 Điều 5"."""
    words = (
        ("điểm", provision.diem),
        ("khoản", provision.khoan),
        ("Điều", provision.dieu),
        ("Mục", provision.muc),
        ("Chương", provision.chuong),
        ("Phụ lục", provision.phu_luc),
    )
    return " ".join(f"{word} {value}" for word, value in words if value)


def below_accepted(scores: Mapping[str, float], accepted: Mapping[str, float]) -> list[str]:
    """A line for each figure that is worse than the accepted one (Brier scores: higher)."""
    short = []
    for name, floor in accepted.items():
        value = scores.get(name)
        if value is None:
            short.append(f"{name}: không còn được tính")
        elif name.endswith("_n"):
            if value != floor:
                short.append(f"{name}: {value:.0f} thay vì {floor:.0f}")
        elif (value > floor + 0.0005) if name.endswith("_brier") else (value < floor - 0.0005):
            short.append(f"{name}: {value:.3f}, mức đã nhận {floor:.3f}")
    return short
