"""The report as Markdown, for pull requests and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawcheck.reporting.matrix import cards_of
from lawcheck.reporting.model import Report
from lawcheck.reporting.summary import (
    CONFIDENCES,
    QUESTIONS,
    answer,
    bases,
    document_name,
    left_to_people,
    nothing_found,
    rule_groups,
    set_aside,
)
from lawcheck.reporting.wording import CERTAINTIES, DISCLAIMER, LEVELS, STATUSES, cite, clean, day_text, shorten, title_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def to_markdown(reports: Sequence[Report], *, show_excused: bool = False) -> str:
    """The reports one after another, each under a heading of its own."""
    return "\n\n---\n\n".join("\n".join(_lines(report, show_excused)) for report in reports) + "\n"


def escape(text: str) -> str:
    """`text` on one line, with every sign that Markdown would read as its own taken literally."""
    return _SPECIAL.sub(r"\\\1", clean(text))


def _lines(report: Report, show_excused: bool) -> Iterator[str]:
    yield f"# Kết quả kiểm tra: {escape(document_name(report))}"
    yield ""
    if report.header.title:
        yield f"{escape(title_text(report.header.title))}\n"
    yield f"Pháp luật áp dụng tại ngày {day_text(report.checked_on.date)} ({escape(report.checked_on.why)})."
    yield ""
    for group in ("tthc", "qppl"):
        yield f"- **{QUESTIONS[group]}:** {escape(answer(report, group))}"
    for problem in report.problems:
        page = f", trang {problem.page}" if problem.page else ""
        yield f"- **{problem.code}{page}:** {escape(problem.message)}"
    yield "\n## Phát hiện\n"
    groups = rule_groups(report)
    for rule in groups:
        yield f"### {escape(rule.title)} ({rule.rule})\n"
        for numbered in rule.findings:
            finding = numbered.finding
            level = f"{LEVELS[finding.severity]}, {CERTAINTIES[finding.certainty]}"
            yield f"- **{numbered.id} · {escape(finding.label)}** ({level}): “{escape(shorten(numbered.quote, 240))}”"
            if finding.reasons:
                yield f"  {escape(finding.reasons)}"
        yield f"\nVì sao: {escape(rule.why)}\n"
        yield f"Căn cứ: {escape('; '.join(provision.label for provision in rule.basis) or 'không có')}.\n"
        yield f"Đề nghị: {escape(rule.suggestion)}\n"
    if not groups:
        yield nothing_found(report)
    for card in cards_of(report):
        yield f"\n## {card.title}\n\n| Bộ phận, yếu tố | Nơi có dấu hiệu |\n|---|---|"
        for row in card.rows:
            yield f"| {row.name} | {escape(cite(proof.label for proof in row.proofs)) or 'không thấy'} |"
    yield "\n## Danh mục kiểm tra\n\n| Yêu cầu | Kết quả | Phát hiện |\n|---|---|---|"
    for item in report.checklist:
        yield f"| {escape(item.title)} | {STATUSES[item.status]} | {', '.join(item.findings) or '–'} |"
    yield "\n## Phát hiện đã được chấp nhận\n"
    for numbered in report.waived_findings:
        if numbered.waiver:
            yield f"- {numbered.id} · {escape(numbered.finding.message)} Lý do: {escape(numbered.waiver.reason)} ({escape(numbered.waiver.by)})."
    yield from (f"- {escape(sentence)}" for sentence in report.unused_waivers)
    if not report.waived_findings and not report.unused_waivers:
        yield "Không có."
    if show_excused:
        yield "\n## Dấu hiệu đã trừ\n"
        for numbered in report.excused_findings:
            for why in set_aside(numbered):
                yield f"- {numbered.finding.rule}, {escape(numbered.finding.label)}: “{escape(shorten(numbered.quote, 200))}” – đã trừ: {escape(why)}"
        if not report.excused_findings:
            yield "Không có."
    yield "\n## Chưa kiểm tra và lý do\n"
    for title, why in left_to_people(report):
        yield f"- **{escape(title)}:** {escape(why)}"
    yield "\n## Căn cứ pháp lý đã áp dụng\n"
    for provision in bases(report):
        until = f", đến trước {day_text(provision.end)}" if provision.end else ""
        yield f"- {escape(provision.label)}: hiệu lực từ {day_text(provision.start)}{until} ({CONFIDENCES[provision.confidence]})"
    yield f"\n{DISCLAIMER} lawcheck {report.engine.version}, bộ quy tắc {report.engine.rules}."
