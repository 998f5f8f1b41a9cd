"""What the commands share: options, exit codes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import click

from lawcheck.cli.vietnamese import Choice, Day, Target

if TYPE_CHECKING:
    from lawcheck.batch.work import Options
    from lawcheck.reporting.model import Report

SEVERITIES = ("error", "warning", "note")

kind_option = click.option(
    "--kind", type=Choice(["auto", "vbqppl", "vbhc"]), default="auto", help="Hình thức sẽ ban hành; mặc định tự nhận."
)
on_option = click.option("--on", type=Day(), help="Ngày dự kiến ban hành (YYYY-MM-DD).")
out_option = click.option("--out", type=Target(), help="Ghi kết quả vào tệp.")
profile_option = click.option(
    "--profile",
    type=Choice(["can-bang", "khong-bo-sot", "chac-chan"]),
    default="can-bang",
    help="Mức nhạy: cân bằng, không bỏ sót, chắc chắn mới báo.",
)
fail_on_option = click.option("--fail-on", type=Choice([*SEVERITIES, "never"]), default="error", help="Mức phát hiện làm mã thoát thành 1.")
changes_option = click.option(
    "--changes", type=Choice(["accepted", "original"]), default="accepted", help="Đọc track changes như đã chấp nhận hoặc như bản gốc."
)
strict_option = click.option("--strict", is_flag=True, help="Một tệp không đọc được cũng làm mã thoát thành 2.")
excused_option = click.option("--show-excused", is_flag=True, help="Hiện cả các dấu hiệu đã trừ và lý do.")


def options_of(kind: str, on: datetime.date | None, profile: str, changes: str) -> Options:
    """The options of a batch for what the command line says."""
    from lawcheck.batch.work import Options

    return Options(kind=None if kind == "auto" else kind, on=on, profile=profile, changes=changes, today=datetime.date.today())  # type: ignore[arg-type]


def exit_code(reports: list[Report], fail_on: str, *, strict: bool) -> int:
    """0, 1 or 2 as the contract says."""
    unread = sum(report.status == "khong-doc-duoc" for report in reports)
    if unread == len(reports) or (strict and unread):
        return 2
    return max(exit_level([numbered.finding.severity for numbered in report.open_findings], fail_on) for report in reports)


def exit_level(severities: list[Any] | tuple[Any, ...], fail_on: str) -> int:
    """1 where a severity is at or above `fail_on`."""
    if fail_on == "never":
        return 0
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(severity in bad for severity in severities))
