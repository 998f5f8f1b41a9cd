"""Harder cases made of gold documents, every word real; their labels follow from the construction.

- swap: a normative document with norms whose own number lost its year, as if issued as an ordinary decision;
- implant-qppl, implant-tthc: an administrative document without norms (a normative one without procedures) with one passage that is one in its middle part;
- implant-tthc-vbhc: an administrative document with a procedure;
- implant-none: the same carriers with a harmless passage.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lawcheck.training.implants import implant_one

IMPLANTS = 90
"""documents with an implanted passage of each kind"""
_OWN_NUMBER = re.compile(r"^\s*Số\s*:?\s*\d+(\s*/\s*(?:19|20)\d\d)\s*/\s*(?:QĐ|NQ)-", re.M)
_HEAD = 600
"""code points of a text in which its own number stands"""
NOT_ALL = "nhiều hơn"
"""in the note of a document of which not all norms are listed: of normative ones two or three are enough (`corpus/README.md`), so they say nothing of precision"""
_QUOTED = 200
"""code points of an implanted passage that its label quotes"""
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Variant:
    kind: str
    record: Record
    """labels of the variant, under an id of its own"""
    text: str
    carrier: str
    """id of the gold document it was made of"""
    source: str | None
    """id of the gold document that the implanted passage comes from"""


def variants(gold: Sequence[tuple[Record, str]], passages: Sequence[Mapping[str, str]], seed: int) -> Iterator[Variant]:
    """The variants of labelled texts: every possible swap, and up to `IMPLANTS` implants of each kind, chosen by `seed`."""
    for record, text in gold:
        if record["kind"] == "vbqppl" and record["qppl"] == "co" and (number := _OWN_NUMBER.search(text, 0, _HEAD)):
            body = text[: number.start(1)] + text[number.end(1) :]
            yield _variant("swap", "swap", body, record, None, kind="vbhc", note=f"{record.get('note') or ''} {NOT_ALL}")
    plain = [one for one in gold if one[0]["kind"] == "vbhc" and one[0]["tthc"] == one[0]["qppl"] == "khong"]
    normative = [one for one in gold if one[0]["kind"] == "vbqppl" and one[0]["tthc"] == "khong" and one[0]["qppl"] == "co"]
    choose = random.Random(seed)
    for kind, groups, carriers in (
        ("implant-qppl", "A", plain),
        ("implant-tthc", "C", normative),
        ("implant-none", "BD", [*plain, *normative]),
        ("implant-tthc-vbhc", "C", plain),
    ):
        fitting = [passage for passage in passages if passage["group"] in groups]
        made = 0
        for _ in range(IMPLANTS * 4):
            if made >= IMPLANTS or not carriers or not fitting:
                break
            record, text = choose.choice(carriers)
            passage = choose.choice(fitting)
            implanted = implant_one(text, passage["text"], choose)
            if implanted is None:
                continue
            made += 1
            quote = {"locator": "đoạn cấy", "quote": passage["text"][:_QUOTED], "certainty": "high", "parts": []}
            group = {"A": "qppl", "C": "tthc"}.get(groups)
            labels = {group: "co", f"{group}_provisions": [quote]} if group else {}
            yield _variant(kind, f"{kind}-{made:03d}", implanted, record, passage["document"], **labels)


def _variant(made: str, name: str, text: str, record: Record, source: str | None, **labels: Any) -> Variant:
    """`made` says how, `name` begins the id; `labels` replace those of `record`."""
    return Variant(made, {**record, **labels, "id": f"{name}-{record['id']}"}, text, record["id"], source)
