"""The comparison for a person at a terminal, at 80 columns."""

from __future__ import annotations

import textwrap

from lawcheck.reporting.compare.model import CHANGES, OUTCOMES, Comparison
from lawcheck.reporting.summary import document_name
from lawcheck.reporting.wording import DISCLAIMER, clean, shorten


def to_text(comparison: Comparison, width: int = 80) -> str:
    """The comparison as text of at most `width` columns."""
    lines = [
        f"Bản trước: {clean(comparison.old.path or '')} ({document_name(comparison.old)})",
        f"Bản sau:   {clean(comparison.new.path or '')} ({document_name(comparison.new)})",
        "",
        "Phát hiện: " + "; ".join(f"{words.lower()}: {comparison.count(outcome)}" for outcome, words in OUTCOMES.items()),
    ]
    for outcome, words in OUTCOMES.items():
        changes = [change for change in comparison.findings if change.outcome == outcome]
        if changes:
            lines += ["", f"{words}:"]
        for change in changes:
            finding = change.either.finding
            where = " → ".join(dict.fromkeys(clean(one.finding.label) for one in (change.old, change.new) if one))
            lines.append(f"  {finding.rule} {where}: “{shorten(change.either.quote, 160)}”")
            if change.reason:
                lines.append(f"    Giải trình: {clean(change.reason)}")
    lines += ["", f"Điều, khoản có thay đổi: {len(comparison.provisions)}; chỉ đổi số thứ tự: {comparison.renumbered}"]
    for provision in comparison.provisions:
        where = " → ".join(dict.fromkeys(clean(one.label) for one in (provision.old, provision.new) if one))
        lines.append(f"  {CHANGES[provision.change]} {where}")
        if provision.old is not None and provision.change != "moved":
            lines.append(f"    - {shorten(provision.old.text, 300)}")
        if provision.new is not None and provision.change != "moved":
            lines.append(f"    + {shorten(provision.new.text, 300)}")
    lines += ["", DISCLAIMER]
    return "\n".join(wrapped for line in lines for wrapped in _wrapped(line, width)) + "\n"


def _wrapped(line: str, width: int) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) or [""]
