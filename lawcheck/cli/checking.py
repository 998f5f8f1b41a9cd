"""`lawcheck check`: one report for each file."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawcheck.cli.options import (
    Choice,
    changes_option,
    excused_option,
    exit_code,
    fail_on_option,
    kind_option,
    on_option,
    options_of,
    out_option,
    profile_option,
    strict_option,
)

if TYPE_CHECKING:
    from lawcheck.reporting.model import Report

FORMATS = ("text", "json")
_PLANNED = ("sarif", "junit", "html", "docx", "pdf", "xlsx", "md")


@click.command()
@click.argument("files", nargs=-1, required=True)
@kind_option
@on_option
@click.option("--format", "format_", type=Choice([*FORMATS, *_PLANNED]), default="text", help="Dạng kết quả: text hoặc json.")
@out_option
@fail_on_option
@profile_option
@excused_option
@changes_option
@strict_option
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    kind: str,
    on: datetime.date | None,
    format_: str,
    out: Path | None,
    fail_on: str,
    profile: str,
    show_excused: bool,
    changes: str,
    strict: bool,
) -> None:
    """Kiểm tra một hay nhiều văn bản (“-” là đọc từ đầu vào chuẩn)."""
    if format_ in _PLANNED:
        raise click.UsageError(f"Dạng “{format_}” chưa có trong phiên bản này; hãy dùng text hoặc json.")
    from lawcheck.batch.scan import check_path
    from lawcheck.reporting.json import to_json
    from lawcheck.reporting.terminal import to_text

    options = options_of(kind, on, profile, changes)
    reports = [check_path(file, options, stdin=sys.stdin.buffer.read() if file == "-" else None) for file in files]
    if format_ == "json":
        text = (
            to_json(reports[0], show_excused=show_excused)
            if len(reports) == 1
            else "[" + ",\n".join(to_json(report, show_excused=show_excused) for report in reports) + "]"
        )
        write(text + "\n", out)
    else:
        width, colour = terminal(out)
        write("\n".join(to_text(report, show_excused=show_excused, width=width, colour=colour) for report in reports), out)
    for report in reports:
        tell_problems(report)
    ctx.exit(exit_code(reports, fail_on, strict=strict))


def terminal(out: Path | None) -> tuple[int, bool]:
    import os
    import shutil

    tty = out is None and sys.stdout.isatty()
    return (min(120, shutil.get_terminal_size((80, 24)).columns) if tty else 80), tty and "NO_COLOR" not in os.environ


def write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"Không ghi được “{out}” ({error.strerror}); hãy chọn nơi khác.") from None


def tell_problems(report: Report) -> None:
    if report.status == "khong-doc-duoc":
        for problem in report.problems:
            click.echo(f"{report.path}: {problem.message}", err=True)
