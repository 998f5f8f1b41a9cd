"""Figures on provinces that were held out: every gold document is judged with weights fitted without its province.

Besides the documents themselves, two kinds of harder cases made of them, every word real: a normative document whose number lost its year
("swap": norms in an administrative document), and one passage standing alone in a document that holds nothing of the kind ("implant").
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lawcheck.batch.score import SCORED_ON, score
from lawcheck.batch.score_details import lines, rule_figures
from lawcheck.check import check
from lawcheck.reading.model import Reading
from lawcheck.reporting.json import to_object
from lawcheck.rulebook.weights import Models, Weights
from lawcheck.text import SourceText
from lawcheck.training.dataset import QUESTIONS, Question, drafted, fitting_rows, group_of, labelled, lone_rows
from lawcheck.training.fit import fit_norms, fit_with_own_words
from lawcheck.training.implants import implant_one
from lawcheck.training.ordinary import ordinary_rows
from lawcheck.training.parts import clauses, fit_parts

FOLDS = 5
SEED = 20261124
IMPLANTS = 90
"""documents with an implanted passage of each kind"""
_NUMBER = re.compile(r"(\d+)\s*/\s*(?:19|20)\d\d\s*/\s*((?:QĐ|NQ)-)")


def cross_validate(folder: Path) -> tuple[dict[str, float], dict[str, dict[str, int]], tuple[str, ...]]:
    """Figures on held-out provinces: those of `score` by name with swapped and implanted documents, counts of each measured rule, details as lines."""
    gold = list(labelled(folder / "gold" / "documents.jsonl", folder / "documents"))
    folds = _folds([record for record, _ in gold])
    models = _models(folder, folds)
    of_document = {record["id"]: folds[group_of(record)] for record, _ in gold}
    texts = {record["id"]: text for record, text in gold}
    reports = {id_: _judge(text, models[of_document[id_]]) for id_, text in texts.items()}
    records = [record for record, _ in gold]
    figures = score(records, texts, reports)
    rules = {
        one.rule: {"told": one.told, "right": one.right, "listed": one.listed, "found": one.found}
        for one in rule_figures(records, texts, reports)[0]
    }
    passages = [json.loads(line) for line in (folder / "gold" / "implants.jsonl").read_text(encoding="utf-8").splitlines()]
    return (
        {
            **figures,
            **_outer_gears(gold, models, of_document),
            **_variants(gold, reports, passages, models, of_document),
            **_drafted(folder, models[0]),
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


def _drafted(folder: Path, models: Models) -> dict[str, float]:
    """Figures on drafted documents that nothing was fitted on or tuned by: "drafted_tthc_f1" … of regulations, "drafted_qppl_vbhc_f1" … of ordinary documents."""
    figures: dict[str, float] = {}
    for kind, told in (("vbqppl", ("tthc",)), ("vbhc", ("qppl_vbhc", "qppl_provisions"))):
        measured = [one for one in drafted(folder, "measure") if one[0]["kind"] == kind]
        records, texts = [record for record, _ in measured], {record["id"]: text for record, text in measured}
        scored = score(records, texts, {id_: _judge(text, models) for id_, text in texts.items()})
        figures |= {f"drafted_{name}": value for name, value in scored.items() if name.startswith(told)}
    return figures


def _variants(
    gold: Sequence[tuple[Mapping[str, Any], str]],
    reports: Mapping[str, Mapping[str, Any]],
    passages: Sequence[Mapping[str, Any]],
    models: Sequence[Models],
    of_document: Mapping[str, int],
) -> dict[str, float]:
    choose = random.Random(SEED)
    figures: dict[str, float] = {}
    swapped = [
        (record, text, _NUMBER.sub(r"\1/\2", text, count=1))
        for record, text in gold
        if record["kind"] == "vbqppl" and record["qppl"] == "co" and (match := _NUMBER.search(text)) and match.start() < 1500
    ]
    seen = [_judge(text, models[of_document[record["id"]]])["verdicts"]["qppl"]["violation"] for record, _, text in swapped]
    figures |= {"swap_recall": sum(seen) / len(seen), "swap_n": float(len(seen))}
    plain = [(record, text) for record, text in gold if record["kind"] == "vbhc" and record["tthc"] == record["qppl"] == "khong"]
    normative = [
        (record, text) for record, text in gold if record["kind"] == "vbqppl" and record["tthc"] == "khong" and record["qppl"] == "co"
    ]
    for name, groups, carriers, question in (
        ("implant_qppl", "A", plain, "qppl"),
        ("implant_tthc", "C", normative, "tthc"),
        ("implant_none", "BD", [*plain, *normative], None),
    ):
        right = made = 0
        for _ in range(IMPLANTS * 4):
            if made >= IMPLANTS:
                break
            record, text = choose.choice(carriers)
            passage = choose.choice([passage for passage in passages if passage["group"] in groups])
            body = implant_one(text, passage["text"], choose)
            if body is None:
                continue
            made += 1
            fold = of_document.get(passage["document"], of_document[record["id"]])  # weights that have not seen the passage
            verdicts = _judge(body, models[fold])["verdicts"]
            before = reports[record["id"]]["verdicts"]
            right += (
                all(verdicts[one]["status"] == before[one]["status"] for one in ("tthc", "qppl"))
                if question is None
                else verdicts[question]["status"] == "co-dau-hieu"
            )
        figures |= {f"{name}_recall" if question else f"{name}_unchanged": right / max(1, made), f"{name}_n": float(made)}
    return figures
