"""`lawcheck scan`: many documents, one JSON line each."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from lawcheck.cli.options import (
    Choice,
    exit_level,
    fail_on_option,
    kind_option,
    on_option,
    options_of,
    out_option,
    profile_option,
    strict_option,
)


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--format", "format_", type=Choice(["jsonl"]), default="jsonl", help="Dạng kết quả: mỗi dòng một báo cáo JSON.")
@kind_option
@on_option
@out_option
@fail_on_option
@profile_option
@strict_option
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Số tiến trình.")
@click.pass_context
def scan(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str,
    kind: str,
    on: datetime.date | None,
    out: Path | None,
    fail_on: str,
    profile: str,
    strict: bool,
    jobs: int,
) -> None:
    """Kiểm tra hàng loạt: thư mục, mẫu tên tệp, .jsonl, .jsonl.gz."""
    from lawcheck.batch.scan import scan as run

    worst = 0
    read = total = 0
    handle = out.open("w", encoding="utf-8") if out else None
    try:
        for row in run(sources, options_of(kind, on, profile, "accepted"), jobs=jobs):
            print(row.line, file=handle or sys.stdout)
            total += 1
            read += row.readable
            worst = max(worst, exit_level(row.severities, fail_on))
    finally:
        if handle:
            handle.close()
    if (total and not read) or (strict and read < total):
        worst = 2
    click.echo(f"Đã kiểm tra {total} văn bản, không đọc được {total - read}.", err=True)
    ctx.exit(worst)
