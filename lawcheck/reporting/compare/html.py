"""The comparison as one self-contained html file: both texts side by side."""

from __future__ import annotations

from lawcheck.reporting import wording
from lawcheck.reporting.compare.model import CHANGES, OUTCOMES, Comparison, word_changes
from lawcheck.reporting.html import template
from lawcheck.reporting.summary import document_name


def to_html(comparison: Comparison) -> str:
    """The comparison as one html document."""
    rows = [
        (CHANGES[change.change], change, word_changes(change.old.text if change.old else "", change.new.text if change.new else ""))
        for change in comparison.provisions
    ]
    return template("compare.html.j2").render(
        comparison=comparison,
        rows=rows,
        outcomes=OUTCOMES,
        names=(document_name(comparison.old), document_name(comparison.new)),
        words=wording,
    )
