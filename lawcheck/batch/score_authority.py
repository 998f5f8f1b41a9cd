"""Scoring what a normative document names as the provision that assigns its rules to it (`lawcheck.rulebook.facts`).

The labels: `tthc_authority` of documents that set procedures, and `gold/authority.jsonl` for the other normative ones. A provision is found
where the words that the program names overlap the citation of the label; a law named without an article is no authority in either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawcheck.batch.quotes import quote_finder
from lawcheck.batch.score import SCORED_ON
from lawcheck.language import analyse
from lawcheck.law import load_law
from lawcheck.rulebook import make_case
from lawcheck.rulebook.facts import cited_authority
from lawcheck.structure import parse
from lawcheck.text import SourceText, Span

BORDERLINE = "ranh giới"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityReading:
    """One document: the citation of the label, the words that the program names (both None where there is none), whether they meet."""

    document: str
    sets_procedure: bool
    wanted: str | None
    found: str | None
    right: bool


def read_authorities(folder: Path) -> tuple[AuthorityReading, ...]:
    """The labelled normative documents of a corpus folder, borderline ones left out. Raises ValueError for a citation that is not in its text."""
    return tuple(
        _read(document, (folder / "documents" / f"{document}.txt").read_text(encoding="utf-8"), wanted, sets_procedure)
        for document, wanted, sets_procedure in _labels(folder)
    )


def _labels(folder: Path) -> Iterator[tuple[str, str | None, bool]]:
    for line in (folder / "gold" / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "vbqppl" and row["tthc"] == "co":
            yield row["id"], row["tthc_authority"], True
    for line in (folder / "gold" / "authority.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["note"].startswith(BORDERLINE):
            yield row["id"], row["authority"], False


def _read(document: str, text: str, wanted: str | None, sets_procedure: bool) -> AuthorityReading:
    place = quote_finder(text)(wanted) if wanted else None
    if wanted and place is None:
        raise ValueError(f"{document}: “{wanted}” is not in the text")
    found = named_in(text)
    return AuthorityReading(
        document=document,
        sets_procedure=sets_procedure,
        wanted=wanted,
        found=found.of(text) if found else None,
        right=place is not None and found is not None and place.overlaps(found),
    )


def named_in(text: str) -> Span | None:
    """The words in which a document names the provision that assigns its rules, None where it names none."""
    return cited_authority(make_case(analyse(parse(SourceText.plain(text))), SCORED_ON, load_law()))


def score_authorities(readings: Sequence[AuthorityReading]) -> dict[str, float]:
    """Precision, recall, F1 and n (documents), for those that set procedures ("tthc_authority") and for all normative ones ("authority")."""
    figures: dict[str, float] = {}
    for name, rows in (("tthc_authority", [row for row in readings if row.sets_procedure]), ("authority", list(readings))):
        right, told, listed = (
            sum(bool(value) for value in values) for values in zip(*((row.right, row.found, row.wanted) for row in rows), strict=True)
        )
        figures |= {
            f"{name}_precision": right / told if told else 1.0,
            f"{name}_recall": right / listed if listed else 1.0,
            f"{name}_f1": 2 * right / (told + listed) if told + listed else 1.0,
            f"{name}_n": float(len(rows)),
        }
    return figures


def authority_lines(readings: Sequence[AuthorityReading]) -> Iterator[str]:
    """Each error as a Vietnamese line."""
    for row in readings:
        if row.right or (row.found is None and row.wanted is None):
            continue
        words = "; ".join(
            f"{what} “{' '.join(quote.split())[:160]}”" for what, quote in (("nhãn", row.wanted), ("chương trình", row.found)) if quote
        )
        yield f"điều khoản giao {row.document}: {words}"
