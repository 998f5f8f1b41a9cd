"""`lawcheck check`: one report for each file."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawcheck.cli.accepting import accept, baseline_option, config_option, configuration, unsaid
from lawcheck.cli.options import (
    changes_option,
    excused_option,
    exit_code,
    fail_on_option,
    kind_option,
    on_option,
    options_of,
    profile_option,
    strict_option,
)
from lawcheck.cli.outputs import ONE_EACH, TOGETHER, file_names, put, write
from lawcheck.cli.vietnamese import Argument, Choice, Command, Target

if TYPE_CHECKING:
    from lawcheck.reporting.model import Report


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, cls=Argument, what="tệp cần kiểm tra", metavar="TỆP...")
@kind_option
@on_option
@click.option(
    "--format",
    "format_",
    type=Choice([*TOGETHER, *ONE_EACH]),
    default="text",
    help="Dạng kết quả: text, json, sarif, junit, md, xlsx, html, docx, pdf.",
)
@click.option("--out", type=Target(), help="Ghi kết quả vào tệp; thư mục, khi có nhiều văn bản mà dạng mỗi văn bản một tệp.")
@click.option(
    "--annotate",
    type=Target(),
    help="Ghi bản sao có chú thích tại chỗ (.docx; .pdf nếu văn bản vào là pdf); thư mục, khi có nhiều văn bản.",
)
@click.option("--insert-suggestions", is_flag=True, help="Trong bản sao, ghi thêm đề nghị thành chữ chèn có theo dõi (track changes).")
@click.option("--template", type=Target(), help="Mẫu phiếu .docx của cơ quan, dùng cho --format docx và pdf.")
@fail_on_option
@profile_option
@excused_option
@changes_option
@strict_option
@baseline_option
@config_option
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    kind: str,
    on: datetime.date | None,
    format_: str,
    out: Path | None,
    annotate: Path | None,
    insert_suggestions: bool,
    template: Path | None,
    fail_on: str,
    profile: str,
    show_excused: bool,
    changes: str,
    strict: bool,
    baseline: Path | None,
    config_path: Path | None,
) -> None:
    """Kiểm tra một hay nhiều văn bản (“-” là đọc từ đầu vào chuẩn)."""
    from lawcheck.batch.checking import check_path

    config = configuration(config_path)
    if template is not None:
        config = replace(config, template=template)
    profile = config.profile if config.profile and unsaid(ctx, "profile") else profile
    fail_on = config.fail_on if config.fail_on and unsaid(ctx, "fail_on") else fail_on
    options = options_of(kind, on, profile, changes)
    stdin = sys.stdin.buffer.read() if "-" in files else None
    checked = [check_path(file, options, stdin=stdin if file == "-" else None) for file in files]
    reports = accept(checked, config, baseline, options.today)
    for report in reports:
        tell_problems(report)
    copies = {}
    if annotate is not None:
        copies = write_copies(reports, stdin, annotate, out, changes=changes, insert_suggestions=insert_suggestions)
    if format_ in ONE_EACH:
        reports = [with_pictures(report, stdin) for report in reports]
    put(reports, format_, out, show_excused=show_excused, config=config, copies=copies)
    ctx.exit(exit_code(reports, fail_on, strict=strict))


def with_pictures(report: Report, stdin: bytes | None) -> Report:
    """The report with pictures of the pages for what rests on OCR; as it is where the file has gone."""
    from lawcheck.reporting.evidence import rests_on_ocr, with_crops

    if not rests_on_ocr(report):
        return report
    try:
        return with_crops(report, _data(report, stdin))
    except OSError:
        return report


def _data(report: Report, stdin: bytes | None) -> bytes:
    return stdin if report.path == "-" and stdin is not None else Path(report.path or "").read_bytes()


def write_copies(
    reports: Sequence[Report], stdin: bytes | None, target: Path, out: Path | None, *, changes: str, insert_suggestions: bool
) -> dict[str, str]:
    """Write an annotated copy of each document that could be read; give where each stands, relative to `out`, by id."""
    from lawcheck.reporting.annotate.copy import annotated_copy

    readable = [report for report in reports if report.document is not None]
    if not readable:
        return {}
    if len(reports) > 1 and (target.is_file() or target.suffix in (".docx", ".docm", ".pdf")):
        raise click.UsageError("Khi có nhiều văn bản, --annotate phải là một thư mục.")
    paths = [target]
    if len(reports) > 1 or target.is_dir():
        names = file_names(readable, "-ghi-chu")
        paths = [target / f"{name}{_suffix(report)}" for name, report in zip(names, readable, strict=True)]
    copies: dict[str, str] = {}
    for report, path in zip(readable, paths, strict=True):
        data = _data(report, stdin)
        if report.path != "-" and path.exists() and path.samefile(report.path or ""):
            raise click.UsageError(f"“{path}” chính là văn bản đang kiểm tra; hãy đặt tên khác cho bản ghi chú.")
        copy = annotated_copy(report, data, path.suffix.lower(), changes=changes, insert_suggestions=insert_suggestions)
        write(copy, path)
        copies[report.id] = os.path.relpath(path, out.parent if out else Path())
        click.echo(f"Đã ghi {len(report.open_findings)} chú thích vào {path}.{_plainness(report)}", err=True)
    return copies


def _plainness(report: Report) -> str:
    """What to know of the copy of an old Word file where nothing here can keep its layout."""
    from lawcheck.reading.office import find_office

    if report.format != "doc" or find_office() is not None:
        return ""
    return " Bản này đủ chữ nhưng không giữ cách trình bày của tệp .doc; muốn giữ, hãy lưu tệp thành .docx bằng Word rồi kiểm tra lại, hoặc cài LibreOffice."


def _suffix(report: Report) -> str:
    if report.format == "pdf":
        return ".pdf"
    return ".docm" if (report.path or "").lower().endswith(".docm") else ".docx"


def tell_problems(report: Report) -> None:
    """Say on standard error why a document could not be read."""
    if report.status == "khong-doc-duoc":
        for problem in report.problems:
            click.echo(f"{report.path}: {problem.message}", err=True)
