"""The figures of a store, counted by the database: documents that are one count once; findings that were wrong, or that a person accepted, do not count."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, literal, not_, or_, select

from lawcheck.batch.handling import DONE, NEW, STATES, WRONG, deadlines
from lawcheck.batch.store import Store
from lawcheck.batch.store.rows import RISKS, agency_key
from lawcheck.batch.store.schema import document, finding, handling, match, procedure, report, scan

UNKNOWN = "Chưa rõ"
_UNREAD = "khong-doc-duoc"


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
        tally = _tally(connection, chosen)
        statuses = _slices(tally, "status")
        places, copies, gone = _places(connection)
        states, accepted = _states(connection, chosen)
        newest = connection.execute(
            select(scan.c.started, scan.c.finished, scan.c.version).order_by(scan.c.id.desc()).limit(1)
        ).one_or_none()
        number = {part.name: part.documents for part in statuses}
        return Figures(
            places=places,
            copies=copies,
            gone=gone,
            documents=sum(number.values()),
            unread=number.get(_UNREAD, 0),
            partly=number.get("mot-phan", 0),
            risks=_risks(tally),
            findings=sum(states.values()),
            waived=accepted,
            by_issuer=_issuers(connection, chosen),
            by_year=tuple(sorted(_slices(tally, "year"), key=lambda part: part.name)),
            by_type=_slices(tally, "type"),
            by_status=statuses,
            by_state=tuple((name, states.get(name, 0)) for name in STATES),
            overdue=_overdue(connection, chosen, today),
            reform=_reforms(connection, chosen, literal(""), _forms(tally)).get("", _EMPTY),
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
        sound = func.sum(case((report.c.errors == 0, 1), else_=0))
        query = documents(chosen, report.c.agency, report.c.kind, func.count(), sound).where(readable())
        rows = connection.execute(query.group_by(report.c.agency, report.c.kind))
        read = {(agency, kind): (number, int(clean or 0)) for agency, kind, number, clean in rows}
        reforms = _reforms(connection, chosen, report.c.agency, read)
        return {UNKNOWN if agency is None else agency: reform for agency, reform in reforms.items()}


def by_rule(store: Store, chosen: Filter) -> tuple[RuleCount, ...]:
    """Rules with their findings, the rule with most documents first; apart from `Figures`, as not every page shows them.

    Their names are those of the newest findings, fetched afterwards: so the counting reads nothing but an index.
    """
    entry = latest()
    query = (
        select(finding.c.rule, func.count(), func.count(document.c.id.distinct()), func.max(finding.c.id))
        .select_from(with_findings(entry))
        .where(*conditions(chosen), counted(entry))
        .group_by(finding.c.rule)
    )
    if chosen.rule is not None:
        query = query.where(finding.c.rule == chosen.rule)
    with store.reads() as connection:
        rows = connection.execute(query).all()
        named = select(finding.c.rule, finding.c.name).where(finding.c.id.in_([row[3] for row in rows]))
        names = {row[0]: row[1] for row in connection.execute(named)}
    found = (RuleCount(rule, names[rule], findings, documents) for rule, findings, documents, _ in rows)
    return tuple(sorted(found, key=lambda rule: (-rule.documents, rule.rule)))


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
    return report.c.status != _UNREAD


def latest() -> FromClause:
    """The newest entry about each finding that has one."""
    return handling.alias("latest")


def with_findings(entry: FromClause) -> FromClause:
    """Documents, reports, their findings, and what was done about them."""
    done = and_(entry.c.case_code == finding.c.case_code, entry.c.latest.is_(True))
    return document.join(report).join(finding, finding.c.report_id == report.c.id).outerjoin(entry, done)


class _Part(NamedTuple):
    """Documents alike in all that has few values; `sound` counts those of them without any finding of severity "error"."""

    year: int | None
    type: str
    kind: str
    status: str
    risk: int
    documents: int
    sound: int


def _tally(connection: Connection, chosen: Filter) -> Sequence[_Part]:
    """The chosen documents by what has few values. Every sum over them is then made here: to group all documents once takes the database as long as one sum."""
    alike = (report.c.year, report.c.type, report.c.kind, report.c.status, report.c.risk)
    sound = func.sum(case((report.c.errors == 0, 1), else_=0))
    return [_Part(*row) for row in connection.execute(documents(chosen, *alike, func.count(), sound).group_by(*alike))]


def _risks(tally: Sequence[_Part]) -> tuple[int, int, int, int]:
    """How many documents that could be read there are of each risk."""
    none, low, medium, high = (
        sum(part.documents for part in tally if part.risk == risk and part.status != _UNREAD) for risk in range(len(RISKS))
    )
    return none, low, medium, high


def _forms(tally: Sequence[_Part]) -> dict[tuple[Any, str], tuple[int, int]]:
    """Documents that could be read by kind, and how many of them are sound, as `_reforms` takes them for all agencies together."""
    forms: dict[tuple[Any, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for part in tally:
        if part.status != _UNREAD:
            number, sound = forms["", part.kind]
            forms["", part.kind] = number + part.documents, sound + part.sound
    return forms


def _slices(tally: Sequence[_Part], column: str) -> tuple[Slice, ...]:
    """The documents of a tally by one of its columns, most at risk first."""
    numbers: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    for part in tally:
        one = numbers[getattr(part, column)]
        one[0] += part.documents
        one[1] += part.documents * (part.risk == len(RISKS) - 1)
        one[2] += part.documents * (part.status == _UNREAD)
    names = {value: UNKNOWN if value is None else str(value) for value in numbers}
    return _worst_first(Slice(names[value], names[value], *counts) for value, counts in numbers.items())


def _issuers(connection: Connection, chosen: Filter) -> tuple[Slice, ...]:
    """The chosen documents by agency, most at risk first."""
    high = func.sum(case((report.c.risk == len(RISKS) - 1, 1), else_=0))
    unread = func.sum(case((report.c.status == _UNREAD, 1), else_=0))
    query = documents(chosen, report.c.agency, func.max(report.c.issuer), func.count(), high, unread).group_by(report.c.agency)
    return _worst_first(
        Slice(UNKNOWN if agency is None else agency, UNKNOWN if agency is None else str(name), number, int(bad), int(lost))
        for agency, name, number, bad, lost in connection.execute(query)
    )


def _worst_first(parts: Iterable[Slice]) -> tuple[Slice, ...]:
    return tuple(sorted(parts, key=lambda part: (-part.high, -part.documents, part.name)))


def _places(connection: Connection) -> tuple[int, int, int]:
    """How many places hold a document, how many of these hold a copy, and at how many there is none any more."""
    there, copy = document.c.gone.is_(False), and_(document.c.gone.is_(False), document.c.first.is_(False))
    counts: list[Any] = [func.sum(case((test, 1), else_=0)) for test in (there, copy, document.c.gone.is_(True))]
    places, copies, gone = connection.execute(select(*counts)).one()
    return int(places or 0), int(copies or 0), int(gone or 0)


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


def _states(connection: Connection, chosen: Filter) -> tuple[dict[str, int], int]:
    """Findings by state, those that are accepted left out, and how many these are. New are those that the few with another state leave."""
    wanted = list(conditions(chosen))
    if chosen.rule is not None:
        wanted.append(finding.c.rule == chosen.rule)
    joined = document.join(report).join(finding, finding.c.report_id == report.c.id)
    query = select(func.count(), func.count(finding.c.waiver_reason)).select_from(joined).where(*wanted)
    every, accepted = connection.execute(query).one()
    entry = latest()
    handled = select(handling.c.case_code).where(handling.c.latest.is_(True), handling.c.state != NEW)
    query = select(entry.c.state, func.count()).select_from(with_findings(entry)).group_by(entry.c.state)
    query = query.where(*wanted, not_(waived()), finding.c.case_code.in_(handled), entry.c.state != NEW)
    states: dict[str, int] = {str(row[0]): int(row[1]) for row in connection.execute(query)}
    return {NEW: every - accepted - sum(states.values()), **states}, accepted


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


def _reforms(
    connection: Connection, chosen: Filter, by: ColumnElement[Any], read: Mapping[tuple[Any, str], tuple[int, int]]
) -> dict[Any, Reform]:
    """What the reform index asks for, for each value of a column; `read` has for each value and kind how many documents could be read and are sound."""
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
        .group_by(report.c.id, document.c.id, by)  # reports first: the database may then begin with the few that have a violation
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
