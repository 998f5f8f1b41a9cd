"""The report for a person at a terminal, at 80 columns or piped."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

from lawcheck.reporting.matrix import Card, cards_of
from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.summary import NOT_LISTED, lists_nothing, set_aside
from lawcheck.reporting.wording import (
    CERTAINTIES,
    DISCLAIMER,
    ELEMENTS,
    KINDS,
    SEVERITIES,
    STATUSES,
    VERDICTS,
    basis_text,
    clean,
    day_text,
    number_text,
    shorten,
    title_text,
)
from lawcheck.rulebook import Verdict

if TYPE_CHECKING:
    from rich.console import Console


def to_text(report: Report, *, show_excused: bool = False, width: int = 80, colour: bool = False) -> str:
    """The report as text of at most `width` columns."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    if report.status == "khong-doc-duoc":
        console.print(clean(report.path or report.id), style="bold")
        _say(console, 2, "Không kiểm tra được văn bản này, nên không có kết luận và phiếu kiểm tra.")
    else:
        _head(console, report)
        _verdicts(console, report)
        _findings(console, report)
        _waived(console, report)
        if show_excused:
            _excused(console, report)
        _checklist(console, report)
    for problem in report.problems:
        where = f" (trang {problem.page})" if problem.page else ""
        _say(console, 0, f"! {problem.code}{where}: {clean(problem.message)}", "yellow")
    console.print()
    _say(console, 0, f"{DISCLAIMER} lawcheck {report.engine.version}, bộ quy tắc {report.engine.rules}.", "dim")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _head(console: Console, report: Report) -> None:
    header = report.header
    console.print(clean(report.path or report.id), style="bold")
    parts = [
        header.number or "chưa có số",
        header.issuer or "không rõ cơ quan",
        day_text(header.date) if header.date else "chưa có ngày",
    ]
    _say(console, 2, clean(" · ".join(parts)))
    if header.title:
        _say(console, 2, title_text(header.title))
    certainty = f"{report.kind.certainty:.0%}"
    _say(console, 2, f"Hình thức: {KINDS[report.kind.name]} (độ chắc chắn {certainty}: {clean('; '.join(report.kind.evidence))})")
    _say(console, 2, f"Kiểm tra theo pháp luật ngày {day_text(report.checked_on.date)} ({report.checked_on.why}): {report.period}.")


def _verdicts(console: Console, report: Report) -> None:
    console.print()
    for name, verdict in (("Đặt ra thủ tục hành chính", report.tthc), ("Chứa quy phạm pháp luật", report.qppl)):
        _say(console, 0, f"{name}: {_verdict(verdict, report)}", "bold")


def _verdict(verdict: Verdict, report: Report) -> str:
    normative = report.kind.name == "vbqppl"
    note = ""
    if verdict.violation:
        note = " – chưa thấy điều khoản giao" if normative else " – không đúng hình thức văn bản"
    elif verdict is report.qppl and normative and verdict.status == "co-dau-hieu":
        note = " – phù hợp với hình thức văn bản quy phạm pháp luật"
    elif lists_nothing(report, verdict):
        note = f" – {NOT_LISTED[0].lower()}{NOT_LISTED[1:]}"
    return f"{VERDICTS[verdict.status]} (điểm {number_text(verdict.score)}){note}"


def _findings(console: Console, report: Report) -> None:
    """The findings rule by rule: each with its proof, then once what the rule rests on and what to do."""
    rules: dict[str, list[Numbered]] = {}
    for numbered in report.open_findings:
        rules.setdefault(numbered.finding.rule, []).append(numbered)
    for group in rules.values():
        for numbered in group:
            _finding(console, numbered)
        strongest = max(group, key=lambda numbered: numbered.finding.score).finding
        console.print()
        _say(console, 2, "Vì sao: " + clean(strongest.why))
        for provision in strongest.basis:
            _say(console, 2, "Căn cứ: " + basis_text(provision))
        _say(console, 2, "Đề nghị: " + clean(strongest.suggestion))
    for card in cards_of(report):
        _card(console, card)


def _finding(console: Console, numbered: Numbered) -> None:
    finding = numbered.finding
    page = f", trang {numbered.page}" if numbered.page else ""
    console.print()
    style = "bold red" if finding.severity == "error" else "bold yellow"
    _say(console, 0, f"[{numbered.id}] {SEVERITIES[finding.severity]} {finding.rule}, {CERTAINTIES[finding.certainty]}{page}", style)
    _say(console, 2, clean(finding.message))
    _say(console, 2, f"Trích: “{shorten(numbered.quote, 300)}”")
    for part in dict.fromkeys(known for known, _ in numbered.proofs):
        quotes = [quote for known, quote in numbered.proofs if known == part]
        more = f" (và {len(quotes) - 1} chỗ khác)" if len(quotes) > 1 else ""
        if len(quotes) > 1 or clean(quotes[0]) != clean(numbered.quote):
            _say(console, 4, f"- {ELEMENTS.get(part, part)}: “{shorten(quotes[0], 110)}”{more}")
    if finding.reasons:
        _say(console, 2, clean(finding.reasons))


def _card(console: Console, card: Card) -> None:
    """Which parts of a procedure, or elements of a norm, stand where, and which were not seen."""
    console.print()
    _say(console, 2, f"Tổng hợp bằng chứng – {card.title}:")
    for row in card.found:
        _say(console, 4, f"{row.name}: {', '.join(dict.fromkeys(proof.finding for proof in row.proofs))}")
    if card.missing:
        _say(console, 4, f"không thấy: {'; '.join(card.missing)}")


def _say(console: Console, indent: int, text: str, style: str | None = None) -> None:
    """Print `text` wrapped, its further lines two columns deeper than the first."""
    for line in textwrap.wrap(
        text, console.width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2), break_on_hyphens=False
    ):
        console.print(line, style=style)


def _waived(console: Console, report: Report) -> None:
    """Findings a person has accepted, and acceptances that no longer hold."""
    if report.waived_findings:
        console.print("\nĐã được chấp nhận (không tính vào kết quả):", style="bold")
    for numbered in report.waived_findings:
        finding, waiver = numbered.finding, numbered.waiver
        if waiver is not None:
            _say(
                console,
                2,
                f"[{numbered.id}] {finding.rule} {clean(finding.label)}: {clean(waiver.reason)} ({clean(waiver.by)}, {day_text(waiver.date)})",
            )
    for sentence in report.unused_waivers:
        _say(console, 2, f"! {clean(sentence)}", "yellow")


def _excused(console: Console, report: Report) -> None:
    console.print("\nĐã trừ (không tính là phát hiện):", style="bold")
    if not any(numbered.finding.excused_by for numbered in report.findings):
        _say(console, 2, "không có")
    for numbered in report.findings:
        for why in set_aside(numbered):
            finding = numbered.finding
            _say(console, 2, f"{finding.rule} {clean(finding.label)}: “{shorten(numbered.quote, 200)}” – đã trừ: {why}")


def _checklist(console: Console, report: Report) -> None:
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(title="Phiếu kiểm tra", title_justify="left", box=SIMPLE, pad_edge=False, title_style="bold")
    table.add_column("Yêu cầu", ratio=3)
    table.add_column("Kết quả", ratio=1, no_wrap=False)
    table.add_column("Phát hiện", ratio=1)
    for row in report.checklist:
        table.add_row(clean(row.title), STATUSES[row.status], ", ".join(row.findings) or "–")
    console.print()
    console.print(table)
