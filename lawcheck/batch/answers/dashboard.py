"""The store as one html page that needs no network and no script: figures, charts, documents by risk with their findings, unreadable files."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from lawcheck.batch.answers import lists, words
from lawcheck.batch.answers.figures import UNKNOWN, Filter, Slice, by_rule, count
from lawcheck.batch.handling import STATES
from lawcheck.batch.store import Store
from lawcheck.reporting.wording import shorten

SHOWN = 300
"""Documents listed with their findings on one page."""
_BARS = 15
_QUOTE = 600
"""Code points of a quotation on the page."""
_Value = str | int
_Link = Callable[[str, _Value], str | None]
"""From a column and a value to the page about the documents that have it, None where there is none."""


def write_dashboard(store: Store, path: Path, chosen: Filter, today: datetime.date) -> None:
    """Write one page. Raises OSError where the file cannot be written."""
    path.write_text(page(store, chosen, today, lambda column, value: None), encoding="utf-8")


def write_site(store: Store, folder: Path, chosen: Filter, today: datetime.date) -> int:
    """Write index.html and a page for each bar and rule it shows, linked; how many pages. Raises OSError where nothing can be written."""
    names: dict[tuple[str, _Value], str] = {}

    def link(column: str, value: _Value) -> str:
        return names.setdefault((column, value), f"{column}-{len(names) + 1:03}.html")

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page(store, chosen, today, link), encoding="utf-8")
    for (column, value), name in list(names.items()):
        part: Any = {column: value}
        text = page(store, replace(chosen, **part), today, lambda column, value: names.get((column, value)), home="index.html")
        (folder / name).write_text(text, encoding="utf-8")
    return len(names) + 1


def page(store: Store, chosen: Filter, today: datetime.date, link: _Link, *, home: str | None = None) -> str:
    """The page about the chosen documents."""
    figures = count(store, chosen, today)
    documents = lists.by_risk(store, chosen, limit=SHOWN)
    findings: dict[int, list[lists.FindingRow]] = defaultdict(list)
    for row in lists.findings(store, chosen.without_rule(), reports=[document.report_id for document in documents]):
        findings[row.report_id].append(row)
    return _template().render(
        figures=figures,
        chosen=_chosen(chosen),
        home=home,
        today=today,
        documents=documents,
        findings=findings,
        unread=lists.unread(store, chosen, limit=SHOWN),
        running=list(lists.findings(store, chosen, running=True, limit=SHOWN)),
        charts=(
            ("Cơ quan ban hành", _bars(figures.by_issuer, "issuer", str, link)),
            ("Năm ban hành", _bars(figures.by_year[-_BARS:], "year", str, link)),
            ("Loại văn bản", _bars(figures.by_type, "type", words.type_title, link)),
            ("Tình trạng đọc", _bars(figures.by_status, "status", lambda name: words.STATUS_TITLES.get(name, name), link)),
        ),
        rules=[(rule, link("rule", rule.rule)) for rule in by_rule(store, chosen)],
        with_findings=sum(figures.risks[1:]),
        states=STATES,
        words=words,
    )


def _bars(parts: Sequence[Slice], column: str, title: Callable[[str], str], link: _Link) -> dict[str, Any]:
    """Bars of a chart: each part with its lengths in percent of the longest, and how many parts are left out."""
    longest = max((part.documents for part in parts[:_BARS]), default=1)
    bars = [
        {
            "title": title(part.name),
            "part": part,
            "href": link(column, int(part.value) if column == "year" and part.value != UNKNOWN else part.value),
            "all": 100 * part.documents / longest,
            "high": 100 * part.high / longest,
            "unread": 100 * part.unread / longest,
        }
        for part in parts[:_BARS]
    ]
    return {"bars": bars, "more": max(0, len(parts) - _BARS)}


def _chosen(chosen: Filter) -> str:
    parts = (
        ("cơ quan", chosen.issuer),
        ("năm", chosen.year),
        ("loại", chosen.type and words.type_title(chosen.type)),
        ("hình thức", chosen.kind and words.KIND_TITLES.get(chosen.kind, chosen.kind)),
        ("quy tắc", chosen.rule),
        ("tình trạng", chosen.status and words.STATUS_TITLES.get(chosen.status, chosen.status)),
        ("rủi ro", None if chosen.risk is None else words.RISK_TITLES[chosen.risk].lower()),
    )
    return ", ".join(f"{name}: {value}" for name, value in parts if value)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lawcheck.batch.answers", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["number"] = words.number_title
    environment.filters["day"] = words.day_title
    environment.filters["shorten"] = lambda text: shorten(text, _QUOTE)
    return environment.get_template("dashboard.html.j2")
