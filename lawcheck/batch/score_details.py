"""What stands behind the figures of a score: precision and recall of each rule with 95 % intervals, calibration, errors with their words, and where they fall."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from lawcheck.batch.quotes import clause_of, quote_finder
from lawcheck.text import Span

Report = Mapping[str, Any]
Gold = Mapping[str, Any]
MEASURED = {"TT01": ("tthc", "vbqppl"), "TT02": ("tthc", "vbhc"), "QP01": ("qppl", "vbhc")}
"""rules that labels can speak about: question, form of the documents"""
BINS = (0.0, 0.2, 0.5, 0.8, 1.0001)
_OCR = ("kgu_kiengiang_2018", "ocr_local_vbhc_scans")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """Counts of one rule: findings in documents whose list is complete, those in a listed clause; listed provisions, those found."""

    rule: str
    told: int
    right: int
    listed: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A finding without a label or a label without a finding: document, rule, place, words."""

    document: str
    rule: str
    kind: Literal["báo nhầm", "bỏ sót"]
    place: str
    quote: str


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) where nothing was counted."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def rule_figures(
    gold: Sequence[Gold], texts: Mapping[str, str], reports: Mapping[str, Report]
) -> tuple[tuple[RuleFigures, ...], tuple[Error, ...]]:
    """The figures of each measured rule and every error that they count."""
    counts: dict[str, Counter[str]] = {rule: Counter() for rule in MEASURED}
    errors: list[Error] = []
    for row in gold:
        for rule, (question, kind) in MEASURED.items():
            if row["kind"] == kind:
                errors += _count(rule, question, row, texts[row["id"]], reports[row["id"]], counts[rule])
    figures = (
        RuleFigures(rule=rule, told=count["told"], right=count["right"], listed=count["listed"], found=count["found"])
        for rule, count in counts.items()
    )
    return tuple(figures), tuple(errors)


def _count(rule: str, question: str, row: Gold, text: str, report: Report, count: Counter[str]) -> Iterator[Error]:
    find = quote_finder(text)
    listed = [
        (provision, clause_of(text, span, provision.get("locator")))
        for provision in row[f"{question}_provisions"]
        if (span := find(provision["quote"])) is not None
    ]
    findings = [finding for finding in report["findings"] if finding["group"] == question]
    places = [Span(finding["location"]["start"], finding["location"]["end"]) for finding in findings]
    proofs = [Span(proof["start"], proof["end"]) for finding in findings for proof in finding["evidence"]]
    for provision, clause in listed:
        if provision["certainty"] == "low":
            continue
        found = any(clause.overlaps(place) for place in (*places, *proofs))
        count["listed"] += 1
        count["found"] += found
        if not found:
            yield Error(document=row["id"], rule=rule, kind="bỏ sót", place=provision["locator"], quote=provision["quote"])
    if "nhiều hơn" in (row.get("note") or "") or row[question] == "ranh_gioi":
        return
    for finding, place in zip(findings, places, strict=True):
        right = any(clause.overlaps(place) for _, clause in listed)
        count["told"] += 1
        count["right"] += right
        if not right:
            yield Error(document=row["id"], rule=rule, kind="báo nhầm", place=finding["location"]["label"], quote=finding["quote"])


def calibration(gold: Sequence[Gold], reports: Mapping[str, Report], question: str) -> tuple[tuple[str, int, int], ...]:
    """For each band of the document's score: its name, how many documents, how many of them are labelled "co"."""
    rows = [(reports[row["id"]]["verdicts"][question]["score"], row[question] == "co") for row in gold if row[question] != "ranh_gioi"]
    bands = []
    for low, high in pairwise(BINS):
        inside = [wanted for score, wanted in rows if low <= score < high]
        bands.append((f"{low:.1f}–{min(high, 1):.1f}", len(inside), sum(inside)))
    return tuple(bands)


def by_property(gold: Sequence[Gold], reports: Mapping[str, Report], question: str, name: str) -> tuple[tuple[str, int, int, int], ...]:
    """Documents grouped by "province", "type", "period" or "source": group, how many, missed, falsely accused; only groups with an error or of five and more."""
    groups: dict[str, list[int]] = {}
    for row in gold:
        if row[question] == "ranh_gioi":
            continue
        report = reports[row["id"]]
        wanted, told = row[question] == "co", report["verdicts"][question]["status"] == "co-dau-hieu"
        count = groups.setdefault(_property(name, row, report), [0, 0, 0])
        count[0] += 1
        count[1] += wanted and not told
        count[2] += told and not wanted
    return tuple((group, *count) for group, count in sorted(groups.items()) if count[0] >= 5 or count[1] or count[2])  # type: ignore[misc]


def _property(name: str, row: Gold, report: Report) -> str:
    if name == "province":
        return str(row.get("province") or "trung ương, không rõ")
    if name == "type":
        return str(report["document"]["type"])
    if name == "period":
        date = report["document"]["date"]
        return str(date)[:4] if date else "không rõ ngày"
    return "nhận dạng chữ (OCR)" if row["id"].startswith(_OCR) else "chữ gốc"


def lines(gold: Sequence[Gold], texts: Mapping[str, str], reports: Mapping[str, Report], *, errors: bool) -> Iterator[str]:
    """The details as Vietnamese lines."""
    judged = [row for row in gold if row["kind"] != "khac"]
    figures, found = rule_figures(judged, texts, reports)
    for one in figures:
        yield f"{one.rule}: {_share('đúng', one.right, one.told)}; {_share('tìm được', one.found, one.listed)}"
    for question in ("tthc", "qppl"):
        bands = "; ".join(f"{band}: {wanted}/{number}" for band, number, wanted in calibration(judged, reports, question))
        yield f"{question}, điểm của văn bản và số văn bản “co”: {bands}"
        for name in ("source", "period", "type", "province"):
            rows = by_property(judged, reports, question, name)
            yield f"{question} theo {name}: " + "; ".join(
                f"{group} {number} (sót {missed}, nhầm {wrong})" for group, number, missed, wrong in rows
            )
    if errors:
        for error in found:
            yield f"{error.rule} {error.kind} {error.document} {error.place}: {' '.join(error.quote.split())[:140]}"


def _share(name: str, hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{name} {hits}/{of}" + (f" = {hits / of:.2f} (95 %: {low:.2f}–{high:.2f})" if of else "")
