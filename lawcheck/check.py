"""The whole road on one screen: reading → document → analysis → judgement → report."""

from __future__ import annotations

import datetime

from lawcheck import __version__
from lawcheck.errors import Problem
from lawcheck.language import analyse
from lawcheck.law import Law, load_coverage, load_law
from lawcheck.reading.model import Reading
from lawcheck.reporting.model import CheckedOn, Engine, Report
from lawcheck.reporting.report import make_report
from lawcheck.reporting.wording import day_text
from lawcheck.rulebook import judge, load_rulebook, make_case
from lawcheck.rulebook.weights import Models
from lawcheck.structure import Document, Header, KindName, parse
from lawcheck.structure.header import months_named
from lawcheck.structure.numbers import year_of


def check(
    reading: Reading,
    *,
    on: datetime.date | None = None,
    today: datetime.date,
    kind: KindName | None = None,
    profile: str = "can-bang",
    id: str = "",
    path: str | None = None,
    known: Header | None = None,
    models: Models | None = None,
) -> Report:
    """Return the report on one document that has been read.

    `on` is the planned day of issue and wins over the head; `today` stands in where neither is known. `known` holds header fields of a database row; `models` other weights than the shipped ones.
    """
    rulebook = load_rulebook()
    document = parse(reading.source, reading.tables, known=known, kind=kind, on=on)
    day = checked_on(document, on, today)
    law = load_law()
    case = make_case(analyse(document), day.date, law)
    judgement = judge(case, rulebook, profile=profile, models=models)
    engine = Engine(version=__version__, rules=rulebook.version, rules_sha256=rulebook.sha256)
    return make_report(
        reading=reading,
        document=document,
        judgement=judgement,
        coverage=load_coverage(),
        law=law,
        checked_on=day,
        notices=(*_copies(document), *(() if on is not None else _other_period(document, day, law))),
        engine=engine,
        id=id,
        path=path,
    )


def checked_on(document: Document, on: datetime.date | None, today: datetime.date) -> CheckedOn:
    """The day whose law counts, and why it is that day."""
    if on is not None:
        return CheckedOn(date=on, why="ngày do người dùng chọn (--on)")
    if document.header.date is not None:
        return CheckedOn(date=document.header.date, why="ngày ban hành")
    if document.header.date_until is not None:
        last = min(document.header.date_until, today)
        return CheckedOn(date=last, why="ngày cuối của khoảng thời gian đọc được, vì không đọc rõ ngày ban hành")
    year = year_of(document.header.number or "")
    if year is not None and year < today.year:
        return CheckedOn(date=datetime.date(year, 12, 31), why="ngày cuối của năm trong số ký hiệu, vì không đọc được ngày ban hành")
    return CheckedOn(date=today, why="văn bản chưa có ngày, dùng ngày kiểm tra")


def _copies(document: Document) -> tuple[Problem, ...]:
    """A notice for what a letter sends along and that was not judged."""
    if not document.copies:
        return ()
    message = (
        "Sau phần ký có văn bản gửi kèm là luật, nghị định hoặc thông tư của cơ quan khác; phần đó có hiệu lực riêng nên không được xét. "
        "Nếu đó là dự thảo của chính cơ quan này, hãy kiểm tra riêng tệp dự thảo."
    )
    return (Problem(code="N-DOC-01", severity="notice", message=message),)


def _other_period(document: Document, day: CheckedOn, law: Law) -> tuple[Problem, ...]:
    """A notice where a draft without a day names a month, or a year, in which another law held than on the day used."""
    months = months_named(document.header, document.text)
    used = law.period(day.date)
    if not months or used in [law.period(month) for month in months]:
        return ()
    last = months[-1]
    named = f"tháng {last.month} năm {last.year}" if len(months) == 1 else f"năm {last.year}"
    there, here = (f"“{period.title}”" if period else "luật ngoài phạm vi dữ liệu" for period in (law.period(last), used))
    message = (
        f"Dự thảo ghi {named} nhưng chưa có ngày, nên được xét theo luật ngày {day_text(day.date)} ({here}); {named} là thời kỳ {there}. "
        f"Nếu ký khi đó, hãy kiểm tra lại với --on {last.isoformat()}."
    )
    return (Problem(code="N-LAW-01", severity="notice", message=message),)
