"""The figures of a store, counted by the database: documents that are one count once; findings that were wrong, or that a person accepted, do not count."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, literal, not_, or_, select

from lawcheck.batch.handling import DONE, STATES, WRONG, deadlines
from lawcheck.batch.store import Store
from lawcheck.batch.store.rows import agency_key
from lawcheck.batch.store.schema import document, finding, handling, match, procedure, report, scan

UNKNOWN = "Chưa rõ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which documents a page is about; None means all. UNKNOWN means documents that do not say; `status` is that of the document."""

    issuer: str | None = None
    year: int | str | None = None
    type: str | None = None
    kind: str | None = None
    rule: str | None = None
    status: str | None = None
    risk: int | None = None

    def without_rule(self) -> Filter:
        """The same without the rule, for pages that are about documents."""
        return replace(self, rule=None)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the documents: what a Filter takes, its name, how many there are, how many are at high risk, how many could not be read."""

    value: str
    name: str
    documents: int
    high: int
    unread: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule with its findings, and in how many documents they are."""

    rule: str
    name: str
    findings: int
    documents: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the reform index: documents with signs, of them handled, not handled; reported by mistake, and waived (both not in the others)."""

    found: int
    handled: int
    wrong: int
    waived: int = 0

    @property
    def open(self) -> int:
        """Documents still to be handled."""
        return self.found - self.handled


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """What plan 5204/KH-UBND, section II.2, asks to account for.

    `normative` counts normative documents that could be read, `sound` those without any finding of severity "error", `administrative` all others.
    """

    normative: int
    sound: int
    administrative: int
    procedures: Question
    norms: Question
    procedures_in_administrative: Question


_NONE = Question(0, 0, 0)
_EMPTY = Reform(normative=0, sound=0, administrative=0, procedures=_NONE, norms=_NONE, procedures_in_administrative=_NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything a page needs to say how things are; `version` and `rules` are those of the newest scan and report; `unfinished` says that this scan is still running or was cut off; `waived` findings are not in `findings`."""

    places: int
    copies: int
    gone: int
    documents: int
    unread: int
    partly: int
    risks: tuple[int, int, int, int]
    findings: int
    waived: int
    by_issuer: tuple[Slice, ...]
    by_year: tuple[Slice, ...]
    by_type: tuple[Slice, ...]
    by_status: tuple[Slice, ...]
    by_rule: tuple[RuleCount, ...]
    by_state: tuple[tuple[str, int], ...]
    overdue: int
    reform: Reform
    procedures: int
    unlisted: int
    scanned: str
    unfinished: bool
    version: str
    rules: str


def count(store: Store, chosen: Filter, today: datetime.date) -> Figures:
    """Count everything for the chosen documents; `today` decides what is overdue."""
    with store.reads() as connection:
        risks = {
            row.risk: row.n
            for row in connection.execute(
                documents(chosen, report.c.risk, func.count().label("n")).where(readable()).group_by(report.c.risk)
            )
        }
        statuses = slices(connection, chosen, report.c.status)
        states = _states(connection, chosen, waived=False)
        newest = connection.execute(
            select(scan.c.started, scan.c.finished, scan.c.version).order_by(scan.c.id.desc()).limit(1)
        ).one_or_none()
        number = {part.name: part.documents for part in statuses}
        return Figures(
            places=_scalar(connection, select(func.count()).select_from(document).where(document.c.gone.is_(False))),
            copies=_scalar(
                connection, select(func.count()).select_from(document).where(document.c.gone.is_(False), document.c.first.is_(False))
            ),
            gone=_scalar(connection, select(func.count()).select_from(document).where(document.c.gone.is_(True))),
            documents=sum(number.values()),
            unread=number.get("khong-doc-duoc", 0),
            partly=number.get("mot-phan", 0),
            risks=(risks.get(0, 0), risks.get(1, 0), risks.get(2, 0), risks.get(3, 0)),
            findings=sum(states.values()),
            waived=sum(_states(connection, chosen, waived=True).values()),
            by_issuer=slices(connection, chosen, report.c.agency, report.c.issuer),
            by_year=tuple(sorted(slices(connection, chosen, report.c.year), key=lambda part: part.name)),
            by_type=slices(connection, chosen, report.c.type),
            by_status=statuses,
            by_rule=_rules(connection, chosen),
            by_state=tuple((name, states.get(name, 0)) for name in STATES),
            overdue=_overdue(connection, chosen, today),
            reform=_reforms(connection, chosen, literal("")).get("", _EMPTY),
            procedures=_scalar(connection, select(func.count()).select_from(procedure)),
            unlisted=_unlisted(connection, chosen),
            scanned=newest.started if newest else "",
            unfinished=newest is not None and newest.finished is None,
            version=newest.version if newest else "",
            rules=str(connection.execute(documents(Filter(), func.max(report.c.rules))).scalar() or ""),
        )


def reform_by_issuer(store: Store, chosen: Filter) -> dict[str, Reform]:
    """What the reform index asks for, by agency (the values of `Figures.by_issuer`)."""
    with store.reads() as connection:
        return {UNKNOWN if agency is None else agency: reform for agency, reform in _reforms(connection, chosen, report.c.agency).items()}


def documents(chosen: Filter, *columns: Any) -> Select[Any]:
    """The chosen documents, each once, with their reports."""
    return select(*columns).select_from(document.join(report)).where(*conditions(chosen))


def conditions(chosen: Filter) -> tuple[ColumnElement[bool], ...]:
    """What the chosen documents fulfil."""
    wanted: list[ColumnElement[bool]] = [document.c.first.is_(True)]
    for column, value in (
        (report.c.agency, chosen.issuer if chosen.issuer in (None, UNKNOWN) else agency_key(chosen.issuer)),
        (report.c.type, chosen.type),
        (report.c.kind, chosen.kind),
        (report.c.status, chosen.status),
        (report.c.year, chosen.year),
        (report.c.risk, chosen.risk),
    ):
        if value is not None:
            wanted.append(column.is_(None) if value == UNKNOWN else column == value)
    if chosen.rule is not None:
        wanted.append(report.c.id.in_(select(finding.c.report_id).where(finding.c.rule == chosen.rule)))
    return tuple(wanted)


def readable() -> ColumnElement[bool]:
    """Documents of which at least a part could be read."""
    return report.c.status != "khong-doc-duoc"


def latest() -> FromClause:
    """The newest entry about each finding that has one."""
    return handling.alias("latest")


def with_findings(entry: FromClause) -> FromClause:
    """Documents, reports, their findings, and what was done about them."""
    done = and_(entry.c.case_code == finding.c.case_code, entry.c.latest.is_(True))
    return document.join(report).join(finding, finding.c.report_id == report.c.id).outerjoin(entry, done)


def slices(connection: Connection, chosen: Filter, column: ColumnElement[Any], name: ColumnElement[Any] | None = None) -> tuple[Slice, ...]:
    """The chosen documents by one column, most at risk first; `name` is the column that people see, where it is another."""
    high = func.sum(case((report.c.risk == 3, 1), else_=0))
    unread = func.sum(case((report.c.status == "khong-doc-duoc", 1), else_=0))
    label = func.max(column if name is None else name)
    rows = connection.execute(documents(chosen, column, label, func.count(), high, unread).group_by(column)).all()
    parts = (
        Slice(UNKNOWN if value is None else str(value), UNKNOWN if value is None else str(shown), all_, int(bad or 0), int(lost or 0))
        for value, shown, all_, bad, lost in rows
    )
    return tuple(sorted(parts, key=lambda part: (-part.high, -part.documents, part.name)))


def _rules(connection: Connection, chosen: Filter) -> tuple[RuleCount, ...]:
    entry = latest()
    query = (
        select(finding.c.rule, func.max(finding.c.name), func.count(), func.count(document.c.id.distinct()))
        .select_from(with_findings(entry))
        .where(*conditions(chosen), counted(entry))
        .group_by(finding.c.rule)
    )
    if chosen.rule is not None:
        query = query.where(finding.c.rule == chosen.rule)
    return tuple(sorted((RuleCount(*row) for row in connection.execute(query)), key=lambda rule: (-rule.documents, rule.rule)))


def not_wrong(entry: FromClause) -> ColumnElement[bool]:
    """Findings that nobody called wrong."""
    return or_(entry.c.state.is_(None), entry.c.state != WRONG)


def in_deadline(entry: FromClause) -> ColumnElement[bool]:
    """Findings whose handling has a running deadline; by their codes too, so that the database starts from the few that are handled."""
    states = [name for name, state in STATES.items() if state.periods]
    handled = select(handling.c.case_code).where(handling.c.latest.is_(True), handling.c.state.in_(states))
    return and_(finding.c.case_code.in_(handled), entry.c.state.in_(states))


def waived() -> ColumnElement[bool]:
    """Findings a person has accepted, as of the scan."""
    return finding.c.waiver_reason.is_not(None)


def counted(entry: FromClause) -> ColumnElement[bool]:
    """Findings that nobody called wrong and nobody accepted."""
    return and_(not_wrong(entry), not_(waived()))


def expired_waivers(store: Store, today: datetime.date) -> int:
    """How many findings of the store were accepted until a day that has come since the scan."""
    query = (
        documents(Filter(), func.count())
        .join(finding, finding.c.report_id == report.c.id)
        .where(waived(), finding.c.waiver_until <= today.isoformat())
    )
    with store.reads() as connection:
        return _scalar(connection, query)


def _states(connection: Connection, chosen: Filter, *, waived: bool) -> Mapping[str, int]:
    entry = latest()
    state = func.coalesce(entry.c.state, "moi")
    wanted = finding.c.waiver_reason.is_not(None) if waived else finding.c.waiver_reason.is_(None)
    query = select(state, func.count()).select_from(with_findings(entry)).where(*conditions(chosen), wanted).group_by(state)
    if chosen.rule is not None:
        query = query.where(finding.c.rule == chosen.rule)
    return {row[0]: row[1] for row in connection.execute(query)}


def _overdue(connection: Connection, chosen: Filter, today: datetime.date) -> int:
    entry = latest()
    query = (
        select(entry.c.state, entry.c.day, func.count())
        .select_from(with_findings(entry))
        .where(*conditions(chosen), in_deadline(entry))
        .group_by(entry.c.state, entry.c.day)
    )
    return sum(
        number for state, day, number in connection.execute(query) if deadlines(state, datetime.date.fromisoformat(day))[0].overdue(today)
    )


def _reforms(connection: Connection, chosen: Filter, by: ColumnElement[Any]) -> dict[Any, Reform]:
    """What the reform index asks for, for each value of a column."""
    sound = func.sum(case((report.c.errors == 0, 1), else_=0))
    query = documents(chosen, by, report.c.kind, func.count(), sound).where(readable()).group_by(by, report.c.kind)
    read = {(value, kind): (number, int(clean or 0)) for value, kind, number, clean in connection.execute(query)}
    procedures = _questions(connection, chosen, by, "tthc", report.c.kind == "vbqppl")
    norms = _questions(connection, chosen, by, "qppl", report.c.kind == "vbhc")
    elsewhere = _questions(connection, chosen, by, "tthc", report.c.kind == "vbhc")
    return {
        value: Reform(
            normative=read.get((value, "vbqppl"), (0, 0))[0],
            sound=read.get((value, "vbqppl"), (0, 0))[1],
            administrative=read.get((value, "vbhc"), (0, 0))[0],
            procedures=procedures.get(value, _NONE),
            norms=norms.get(value, _NONE),
            procedures_in_administrative=elsewhere.get(value, _NONE),
        )
        for value, _ in read
    }


def _questions(
    connection: Connection, chosen: Filter, by: ColumnElement[Any], group: str, form: ColumnElement[bool]
) -> dict[Any, Question]:
    """Documents with a violation: wrong where all its findings were called wrong, waived where the others were all accepted, handled where the rest was all handled."""
    entry = latest()
    wrong_one = entry.c.state == WRONG
    waived_one = and_(waived(), not_wrong(entry))
    done_one = and_(entry.c.state == DONE, not_(waived()))
    violation = report.c.tthc_violation if group == "tthc" else report.c.qppl_violation
    per = (
        select(
            by.label("value"),
            func.count().label("all"),
            func.sum(case((wrong_one, 1), else_=0)).label("wrong"),
            func.sum(case((waived_one, 1), else_=0)).label("waived"),
            func.sum(case((done_one, 1), else_=0)).label("done"),
        )
        .select_from(with_findings(entry))
        .where(*conditions(chosen), violation.is_(True), form, finding.c.group == group)
        .group_by(document.c.id, by)
        .subquery()
    )
    is_wrong = per.c.wrong == per.c.all
    is_waived = and_(per.c.wrong + per.c.waived == per.c.all, per.c.waived > 0)
    is_done = and_(per.c.wrong + per.c.waived + per.c.done == per.c.all, per.c.done > 0)
    tests = (not_(or_(is_wrong, is_waived)), is_done, is_wrong, is_waived)
    query = select(per.c.value, *(func.sum(case((test, 1), else_=0)) for test in tests)).group_by(per.c.value)
    return {value: Question(*(int(number or 0) for number in numbers)) for value, *numbers in connection.execute(query)}


def _unlisted(connection: Connection, chosen: Filter) -> int:
    if not _scalar(connection, select(func.count()).select_from(match)):
        return 0
    entry = latest()
    joined = with_findings(entry).join(match, match.c.finding_id == finding.c.id)
    query = select(func.count()).select_from(joined).where(*conditions(chosen), counted(entry), match.c.status == "khong-thay")
    return _scalar(connection, query)


def _scalar(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one() or 0)
