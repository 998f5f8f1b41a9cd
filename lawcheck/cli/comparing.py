"""`lawcheck compare`: what became of the findings of an older draft, and which provisions changed."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lawcheck.cli.accepting import accept, config_option, configuration
from lawcheck.cli.options import exit_level, fail_on_option, kind_option, on_option, options_of, out_option, profile_option
from lawcheck.cli.vietnamese import Argument, Choice, Command


@click.command(cls=Command)
@click.argument("old", cls=Argument, what="bản trước (cần hai tệp: bản trước, bản sau)", metavar="BẢN-TRƯỚC")
@click.argument("new", cls=Argument, what="bản sau (cần hai tệp: bản trước, bản sau)", metavar="BẢN-SAU")
@click.option(
    "--format",
    "format_",
    type=Choice(["text", "html", "docx"]),
    default="text",
    help="Dạng kết quả: text, html, docx (bảng tiếp thu, giải trình).",
)
@kind_option
@on_option
@out_option
@profile_option
@fail_on_option
@config_option
@click.pass_context
def compare(
    ctx: click.Context,
    old: str,
    new: str,
    format_: str,
    kind: str,
    on: datetime.date | None,
    out: Path | None,
    profile: str,
    fail_on: str,
    config_path: Path | None,
) -> None:
    """So hai lần dự thảo: phát hiện đã sửa, còn lại, mới, chuyển chỗ; điều khoản nào thay đổi.

    Mã thoát là 1 khi bản sau còn phát hiện từ mức --fail-on trở lên.
    """
    from lawcheck.batch.checking import check_path
    from lawcheck.cli.outputs import refuse_terminal, terminal, write
    from lawcheck.reporting.compare.docx import to_docx
    from lawcheck.reporting.compare.html import to_html
    from lawcheck.reporting.compare.model import compare as compared
    from lawcheck.reporting.compare.terminal import to_text

    refuse_terminal(format_, out)
    config = configuration(config_path)
    options = options_of(kind, on, profile, "accepted")
    before, after = accept([check_path(old, options), check_path(new, options)], config, None, options.today)
    for report in (before, after):
        if report.status == "khong-doc-duoc":
            raise click.UsageError(f"{report.path}: {' '.join(problem.message for problem in report.problems)}")
    comparison = compared(before, after)
    if format_ == "docx":
        write(to_docx(comparison, config.letterhead), out)
    elif format_ == "html":
        write(to_html(comparison).encode(), out)
    else:
        write(to_text(comparison, terminal(out)[0]).encode(), out)
    ctx.exit(exit_level([numbered.finding.severity for numbered in after.open_findings], fail_on))
