"""One self-contained html file: no network, no script; the text with its highlights stands beside the findings."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from lawcheck.reporting import wording
from lawcheck.reporting.matrix import cards_of
from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.summary import (
    CONFIDENCES,
    QUESTIONS,
    answer,
    bases,
    document_name,
    left_to_people,
    nothing_found,
    rule_groups,
    rule_title,
    set_aside,
)
from lawcheck.reporting.wording import day_text
from lawcheck.structure import Document, Level

if TYPE_CHECKING:
    from jinja2 import Template

_HEADINGS = {Level.BAN_HANH, Level.KEM_THEO, Level.PHU_LUC, Level.PHAN, Level.CHUONG, Level.MUC, Level.TIEU_MUC, Level.DIEU, Level.LA_MA}
_ORDER = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of a line that the same findings speak about; `opens` are those that begin here."""

    text: str
    findings: tuple[str, ...]
    opens: tuple[str, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text."""

    segments: tuple[Segment, ...]
    heading: bool
    table: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a finding stands in the text, `at` 0–100 per cent."""

    id: str
    severity: str
    at: float


def to_html(report: Report) -> str:
    """The report as one html document."""
    groups = rule_groups(report)
    return template("report.html.j2").render(
        report=report,
        name=document_name(report),
        answers=[(QUESTIONS[group], answer(report, group), verdict) for group, verdict in (("tthc", report.tthc), ("qppl", report.qppl))],
        groups=groups,
        most=max((len(group.findings) for group in groups), default=1),
        cards=cards_of(report),
        bases=bases(report),
        left=left_to_people(report),
        nothing=nothing_found(report),
        lines=lines_of(report.document, report.open_findings) if report.document else (),
        ticks=_ticks(report),
        counts={severity: sum(numbered.finding.severity == severity for numbered in report.open_findings) for severity in _ORDER},
        rule_title=rule_title,
        words=wording,
        confidences=CONFIDENCES,
    )


@cache
def template(name: str) -> Template:
    """A template of this package, escaping everything it is given."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("lawcheck", "reporting")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = wording.clean
    environment.filters["shorten"] = wording.shorten
    environment.filters["set_aside"] = set_aside
    environment.filters["base64"] = lambda data: base64.b64encode(data).decode("ascii")
    environment.filters["day"] = lambda day: day_text(day)
    return environment.get_template(name)


def lines_of(document: Document, findings: Sequence[Numbered]) -> tuple[Line, ...]:
    """The lines of the text, each cut where a finding begins or ends. Blank lines are left out."""
    text = document.text
    heads = {node.lead.start for node in document.root.walk() if node.level in _HEADINGS}
    tables = [(node.span.start, node.span.end) for node in document.root.walk() if node.level is Level.DONG]
    rows = {start for start, _ in tables}
    waiting = sorted(findings, key=lambda numbered: numbered.finding.span)
    lines: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        if raw.strip():
            touching = [numbered for numbered in waiting if numbered.finding.span.start < end and start < numbered.finding.span.end]
            lead = start + len(raw) - len(raw.lstrip())
            lines.append(Line(tuple(_segments(raw, start, touching)), heading=start in heads or lead in heads, table=start in rows))
        start = end + 1
        waiting = [numbered for numbered in waiting if numbered.finding.span.end > start] if waiting else waiting
    return tuple(lines)


def _segments(line: str, start: int, touching: Sequence[Numbered]) -> Iterator[Segment]:
    end = start + len(line)
    cuts = {start, end}
    for numbered in touching:
        cuts |= {max(start, numbered.finding.span.start), min(end, numbered.finding.span.end)}
    places = sorted(cuts)
    for left, right in pairwise(places):
        inside = [numbered for numbered in touching if numbered.finding.span.start <= left and right <= numbered.finding.span.end]
        yield Segment(
            text=line[left - start : right - start],
            findings=tuple(numbered.id for numbered in inside),
            opens=tuple(numbered.id for numbered in inside if numbered.finding.span.start == left),
            severity=min((numbered.finding.severity for numbered in inside), key=_ORDER.index, default=""),
        )


def _ticks(report: Report) -> tuple[Tick, ...]:
    length = max(1, report.characters)
    return tuple(
        Tick(numbered.id, numbered.finding.severity, round(100 * numbered.finding.span.start / length, 2))
        for numbered in report.open_findings
    )
