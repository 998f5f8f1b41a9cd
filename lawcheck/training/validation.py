"""Figures on provinces that were held out: every gold document is judged with weights fitted without its province.

Besides the documents themselves, the harder cases of `variants` made of them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lawcheck.batch.score import SCORED_ON, score
from lawcheck.batch.score_details import lines, rule_figures
from lawcheck.batch.score_procedures import Groups, read_groups, score_procedures
from lawcheck.check import check
from lawcheck.reading.model import Reading
from lawcheck.reporting.json import to_object
from lawcheck.rulebook.weights import Models, Weights
from lawcheck.text import SourceText
from lawcheck.training.clauses import ClauseLabel, read_clauses, score_clauses
from lawcheck.training.dataset import QUESTIONS, Question, case_of, drafted, fitting_rows, group_of, labelled, lone_rows
from lawcheck.training.fit import fit_norms, fit_with_own_words
from lawcheck.training.ordinary import ordinary_rows
from lawcheck.training.parts import clauses, fit_parts
from lawcheck.training.variants import Variant, variants

FOLDS = 5
SEED = 20261124
_TOLD = "co-dau-hieu"


def cross_validate(folder: Path) -> tuple[dict[str, float], dict[str, dict[str, int]], tuple[str, ...]]:
    """Figures on held-out provinces: those of `score` by name with swapped and implanted documents, counts of each measured rule, details as lines."""
    gold = list(labelled(folder / "gold" / "documents.jsonl", folder / "documents"))
    folds = _folds([record for record, _ in gold])
    models = _models(folder, folds)
    of_document = {record["id"]: folds[group_of(record)] for record, _ in gold}
    texts = {record["id"]: text for record, text in gold}
    reports = {id_: _judge(text, models[of_document[id_]]) for id_, text in texts.items()}
    records = [record for record, _ in gold]
    groups = read_groups(folder)
    figures = score(records, texts, reports) | score_procedures(groups, records, texts, reports)
    rules = {
        one.rule: {"told": one.told, "right": one.right, "listed": one.listed, "found": one.found}
        for one in rule_figures(records, texts, reports)[0]
    }
    passages = [json.loads(line) for line in (folder / "gold" / "implants.jsonl").read_text(encoding="utf-8").splitlines()]
    return (
        {
            **figures,
            **_outer_gears(gold, models, of_document),
            **_variants(gold, reports, passages, models, of_document, read_clauses(folder)),
            **_drafted(folder, models[0], groups),
        },
        rules,
        tuple(lines(records, texts, reports, errors=False)),
    )


def _folds(records: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    groups = sorted({group_of(record) for record in records})
    random.Random(SEED).shuffle(groups)
    return {group: index % FOLDS for index, group in enumerate(groups)}


def _models(folder: Path, folds: Mapping[str, int]) -> list[Models]:
    rows = {question: (fitting_rows(folder, question), lone_rows(folder, question)) for question in QUESTIONS}
    ordinary = ordinary_rows(folder)

    def without(fold: int, question: Question) -> Weights:
        inside, alone, plain = ([row for row in some if folds.get(row.group) != fold] for some in (*rows[question], ordinary))
        return fit_norms(inside, alone, plain) if question == "qppl" else fit_with_own_words(inside, alone)

    listed = clauses(folder)
    parts = [fit_parts([one for one in listed if folds.get(one.group) != fold]) for fold in range(FOLDS)]
    return [Models(without(fold, "tthc"), without(fold, "qppl"), parts[fold]) for fold in range(FOLDS)]


def _judge(text: str, models: Models, day: datetime.date = SCORED_ON, profile: str = "can-bang") -> dict[str, Any]:
    reading = Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode()).hexdigest())
    return to_object(check(reading, today=day, models=models, profile=profile))


def _outer_gears(
    gold: Sequence[tuple[Mapping[str, Any], str]], models: Sequence[Models], of_document: Mapping[str, int]
) -> dict[str, float]:
    """Precision and recall over documents of the two gears beside `can-bang`: "tthc_chac_chan_precision" …"""
    figures: dict[str, float] = {}
    records, texts = [record for record, _ in gold], {record["id"]: text for record, text in gold}
    for profile in ("khong-bo-sot", "chac-chan"):
        reports = {id_: _judge(text, models[of_document[id_]], profile=profile) for id_, text in texts.items()}
        scored = score(records, texts, reports)
        for question in QUESTIONS:
            for name in ("precision", "recall"):
                figures[f"{question}_{profile.replace('-', '_')}_{name}"] = scored[f"{question}_{name}"]
    return figures


def _drafted(folder: Path, models: Models, groups: Groups) -> dict[str, float]:
    """Figures on drafted documents that nothing was fitted on or tuned by: "drafted_tthc_f1" … of regulations, "drafted_qppl_vbhc_f1" … of ordinary documents."""
    figures: dict[str, float] = {}
    for kind, told in (("vbqppl", ("tthc", "cards")), ("vbhc", ("qppl_vbhc", "qppl_provisions"))):
        measured = [one for one in drafted(folder, "measure") if one[0]["kind"] == kind]
        records, texts = [record for record, _ in measured], {record["id"]: text for record, text in measured}
        reports = {id_: _judge(text, models) for id_, text in texts.items()}
        scored = score(records, texts, reports) | score_procedures(groups, records, texts, reports)
        figures |= {f"drafted_{name}": value for name, value in scored.items() if name.startswith(told)}
    return figures


def _variants(
    gold: Sequence[tuple[Mapping[str, Any], str]],
    reports: Mapping[str, Mapping[str, Any]],
    passages: Sequence[Mapping[str, Any]],
    models: Sequence[Models],
    of_document: Mapping[str, int],
    read: Mapping[str, Sequence[ClauseLabel]],
) -> dict[str, float]:
    """Figures on `variants`, each judged by weights that have seen neither its passage nor, where there is none, its carrier.

    "ordinary_…": legal norms in administrative documents, over all swaps, the documents with an implanted norm and those they were made of;
    swaps, whose norms are not all listed, count for the recall of provisions and not for their precision. "swap_clauses_…": every clause of
    the swaps of provincial regulations, norm or none.
    """
    made = list(variants(gold, passages, SEED))
    judged = {one.record["id"]: _judge(one.text, models[of_document.get(one.source or "", of_document[one.carrier])]) for one in made}

    def share(kind: str, holds: Callable[[Variant, Mapping[str, Any]], bool]) -> float:
        told = [holds(one, judged[one.record["id"]]["verdicts"]) for one in made if one.kind == kind]
        return sum(told) / max(1, len(told))

    figures = {
        "swap_recall": share("swap", lambda _, verdicts: verdicts["qppl"]["status"] == _TOLD),
        "swap_violation_recall": share("swap", lambda _, verdicts: verdicts["qppl"]["violation"]),
        "implant_qppl_recall": share("implant-qppl", lambda _, verdicts: verdicts["qppl"]["status"] == _TOLD),
        "implant_tthc_recall": share("implant-tthc", lambda _, verdicts: verdicts["tthc"]["status"] == _TOLD),
        "implant_tthc_vbhc_recall": share("implant-tthc-vbhc", lambda _, verdicts: verdicts["tthc"]["status"] == _TOLD),
        "implant_none_unchanged": share(
            "implant-none",
            lambda one, verdicts: all(
                verdicts[asked]["status"] == reports[one.carrier]["verdicts"][asked]["status"] for asked in QUESTIONS
            ),
        ),
    }
    counts = Counter(one.kind.replace("-", "_") for one in made)
    figures |= {f"{kind}_n": float(count) for kind, count in counts.items()}
    swaps = [one for one in made if one.kind == "swap" and one.carrier in read]
    figures |= score_clauses([(case_of(one.text), read[one.carrier], judged[one.record["id"]]) for one in swaps], "swap_clauses")
    ordinary = [one for one in made if one.kind in ("swap", "implant-qppl")]
    carriers = {one.carrier for one in ordinary if one.kind == "implant-qppl"}
    records = [*(one.record for one in ordinary), *(record for record, _ in gold if record["id"] in carriers)]
    texts = {**{record["id"]: text for record, text in gold}, **{one.record["id"]: one.text for one in ordinary}}
    scored = score(records, texts, {**reports, **judged})
    return figures | {f"ordinary_{name}": value for name, value in scored.items() if name.startswith(("qppl_vbhc", "qppl_provisions"))}
