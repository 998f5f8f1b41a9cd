"""The lists of a store: documents by risk, findings, what could not be read, copies, deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from lawcheck.batch.answers.figures import Filter, conditions, documents, in_deadline, latest, not_wrong, with_findings
from lawcheck.batch.deadlines import Deadline
from lawcheck.batch.handling import deadlines
from lawcheck.batch.store import Store
from lawcheck.batch.store.schema import document, finding, match, procedure, report


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document in a list. `risk` is an index into RISKS;"""

    id: int
    report_id: int
    path: str
    number: str | None
    type: str
    kind: str
    issuer: str | None
    date: str | None
    title: str | None
    status: str
    risk: int
    errors: int
    warnings: int
    notes: int
    tthc: str
    qppl: str
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding in a list, with its document, what was done about it, the deadline that runs, and the published procedure it matches.

    `waiver_reason` and what follows say that a person has accepted it; None where nobody has.
    """

    case_code: str
    report_id: int
    path: str
    number: str | None
    issuer: str | None
    date: str | None
    rule: str
    name: str
    severity: str
    certainty: str
    label: str
    quote: str
    message: str
    suggestion: str
    basis: str
    state: str
    day: str | None
    person: str | None
    note: str | None
    deadline: Deadline | None
    match_status: str | None
    procedure_code: str | None
    procedure_title: str | None
    waiver_reason: str | None
    waiver_by: str | None
    waiver_date: str | None
    waiver_until: str | None


_WAIVER = ("waiver_reason", "waiver_by", "waiver_date", "waiver_until")
_DOCUMENT = tuple(
    column.label(name)
    for name, column in (
        ("id", document.c.id),
        ("report_id", report.c.id),
        ("path", document.c.path),
        *((name, report.c[name]) for name in Listed.__dataclass_fields__ if name in report.c and name not in ("id",)),
    )
)


def by_risk(store: Store, chosen: Filter, *, limit: int | None = None, all_: bool = False) -> tuple[Listed, ...]:
    """Documents with something found, worst first; with `all_` also those with nothing. Unreadable ones have a list of their own."""
    query = documents(chosen, *_DOCUMENT).where(report.c.status != "khong-doc-duoc")
    if not all_:
        query = query.where(report.c.risk > 0)
    return _listed(store, query.order_by(report.c.risk.desc(), report.c.score.desc(), report.c.errors.desc(), document.c.id).limit(limit))


def unread(store: Store, chosen: Filter, *, limit: int | None = None) -> tuple[Listed, ...]:
    """Documents that could not be read, or only in part, with the reason."""
    query = documents(chosen, *_DOCUMENT).where(report.c.status != "du").order_by(report.c.status, document.c.path).limit(limit)
    return _listed(store, query)


def copies(store: Store, *, limit: int | None = None) -> tuple[tuple[str, str], ...]:
    """Pairs (path of a copy, path of the document it is a copy of)."""
    first = document.alias("first_one")
    query = (
        select(document.c.path, first.c.path)
        .join_from(document, first, (first.c.same == document.c.same) & first.c.first.is_(True))
        .where(document.c.first.is_(False), document.c.gone.is_(False))
        .order_by(first.c.path, document.c.path)
        .limit(limit)
    )
    with store.reads() as connection:
        return tuple((row[0], row[1]) for row in connection.execute(query))


def findings(
    store: Store, chosen: Filter, *, reports: list[int] | None = None, running: bool = False, limit: int | None = None
) -> Iterator[FindingRow]:
    """Findings, accepted ones included, by risk of their documents; of some reports only (then without those called wrong), or those with a running deadline only."""
    entry = latest()
    joined = (
        with_findings(entry).outerjoin(match, match.c.finding_id == finding.c.id).outerjoin(procedure, procedure.c.code == match.c.code)
    )
    names = (
        "case_code",
        "report_id",
        "rule",
        "name",
        "severity",
        "certainty",
        "label",
        "message",
        "suggestion",
        "basis",
        *_WAIVER,
    )
    columns = (
        *(finding.c[name] for name in names),
        func.coalesce(finding.c.excerpt, finding.c.quote).label("quote"),
        document.c.path,
        *(report.c[name] for name in ("number", "issuer", "date")),
        func.coalesce(entry.c.state, "moi").label("state"),
        *(entry.c[name] for name in ("day", "person", "note")),
        match.c.status.label("match_status"),
        match.c.code.label("procedure_code"),
        procedure.c.title.label("procedure_title"),
    )
    query: Select[Any] = select(*columns).select_from(joined).where(*conditions(chosen))
    if chosen.rule is not None:
        query = query.where(finding.c.rule == chosen.rule)
    if reports is not None:
        query = query.where(report.c.id.in_(reports), not_wrong(entry))
    if running:
        query = query.where(in_deadline(entry)).order_by(entry.c.day, finding.c.id)
    else:
        query = query.order_by(report.c.risk.desc(), report.c.score.desc(), document.c.id, finding.c.position)
    with store.reads() as connection:
        for row in connection.execution_options(yield_per=2000).execute(query.limit(limit)):
            yield FindingRow(**row._mapping, deadline=_deadline(row.state, row.day))


def _deadline(state: str, day: str | None) -> Deadline | None:
    running = deadlines(state, datetime.date.fromisoformat(day)) if day else ()
    return running[0] if running else None


def _listed(store: Store, query: Select[Any]) -> tuple[Listed, ...]:
    with store.reads() as connection:
        found = [Listed(**row._mapping) for row in connection.execute(query)]
    return tuple(found)
