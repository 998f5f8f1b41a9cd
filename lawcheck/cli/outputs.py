"""Where results go: one rendering a format, files and folders, standard output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawcheck.errors import os_reason

if TYPE_CHECKING:
    from lawcheck.desk.config import Config
    from lawcheck.reporting.model import Report

TOGETHER = ("text", "json", "sarif", "junit", "md", "xlsx")
"""formats that hold any number of reports"""
ONE_EACH = ("html", "docx", "pdf")
"""formats with one file a document"""
BINARY = ("docx", "pdf", "xlsx")


def put(
    reports: Sequence[Report], format_: str, out: Path | None, *, show_excused: bool, config: Config, copies: Mapping[str, str]
) -> None:
    """Render `reports` and write them to `out`: a file, a folder for formats with one file a document, or standard output."""
    if format_ in ONE_EACH and len(reports) > 1:
        if out is None or out.is_file() or (out.suffix and not out.is_dir()):
            named = f"; “{out}” là tên tệp" if out is not None else ""
            raise click.UsageError(f"Dạng “{format_}” mỗi văn bản một tệp{named}; khi có nhiều văn bản hãy dùng --out THƯ-MỤC.")
        for report, name in zip(reports, file_names(reports, f".{format_}"), strict=True):
            write(rendered([report], format_, show_excused=show_excused, config=config, copies=copies, out=out), out / name)
        return
    refuse_terminal(format_, out)
    write(rendered(reports, format_, show_excused=show_excused, config=config, copies=copies, out=out), out)


def rendered(
    reports: Sequence[Report], format_: str, *, show_excused: bool, config: Config, copies: Mapping[str, str], out: Path | None
) -> bytes:
    """The reports in a format, as bytes (text in UTF-8 with a line end)."""
    if format_ == "xlsx":
        from lawcheck.reporting.xlsx import to_xlsx

        return to_xlsx(reports, copies=copies)
    if format_ in ("docx", "pdf"):
        from lawcheck.reporting.office.pdf import GOOD_FONTS, docx_to_pdf, font_used

        paper = phieu(reports[0], config)
        if format_ == "docx":
            return paper
        if (font_used() or GOOD_FONTS[0]) not in GOOD_FONTS:
            click.echo(
                "Máy không có phông Times New Roman hoặc Tinos, chữ có dấu trong PDF có thể xấu: apt install fonts-croscore.", err=True
            )
        return docx_to_pdf(paper)
    return _text(reports, format_, show_excused=show_excused, out=out).encode("utf-8", "replace")


def phieu(report: Report, config: Config) -> bytes:
    """The phiếu as docx, from the office's own template where it has one."""
    from lawcheck.reporting.office.phieu import to_phieu
    from lawcheck.reporting.office.template import fill_template, read_template

    if config.template is not None:
        return fill_template(read_template(config.template), report, config.letterhead)
    return to_phieu(report, config.letterhead)


def _text(reports: Sequence[Report], format_: str, *, show_excused: bool, out: Path | None) -> str:
    if format_ == "json":
        from lawcheck.reporting.json import to_json

        lines = [to_json(report, show_excused=show_excused) for report in reports]
        return (lines[0] if len(lines) == 1 else "[" + ",\n".join(lines) + "]") + "\n"
    if format_ == "sarif":
        from lawcheck.reporting.sarif import to_sarif

        return to_sarif(reports, show_excused=show_excused) + "\n"
    if format_ == "junit":
        from lawcheck.reporting.junit import to_junit

        return to_junit(reports)
    if format_ == "md":
        from lawcheck.reporting.markdown import to_markdown

        return to_markdown(reports, show_excused=show_excused)
    if format_ == "html":
        from lawcheck.reporting.html import to_html

        return to_html(reports[0])
    from lawcheck.reporting.terminal import to_text

    width, colour = terminal(out)
    return "\n".join(to_text(report, show_excused=show_excused, width=width, colour=colour) for report in reports)


def file_names(reports: Sequence[Report], ending: str) -> list[str]:
    """A name for each report's file, after its document's name; two documents of one name get "-2"."""
    names: list[str] = []
    for report in reports:
        stem = Path(report.path or "van-ban").stem if report.path != "-" else "van-ban"
        name, number = f"{stem}{ending}", 2
        while name in names:
            name, number = f"{stem}-{number}{ending}", number + 1
        names.append(name)
    return names


def terminal(out: Path | None) -> tuple[int, bool]:
    """Columns and whether to colour."""
    tty = out is None and sys.stdout.isatty()
    return (min(120, shutil.get_terminal_size((80, 24)).columns) if tty else 80), tty and "NO_COLOR" not in os.environ


def refuse_terminal(format_: str, out: Path | None) -> None:
    """Formats that are no text are not written to a terminal. Raises UsageError."""
    if format_ in BINARY and out is None and sys.stdout.isatty():
        raise click.UsageError(f"Dạng “{format_}” không phải chữ, không in ra màn hình được; hãy thêm --out TÊN.{format_}.")


def make_folder(folder: Path) -> None:
    """Make a missing folder and say so. Raises UsageError where the folder above it is missing too: then the path is more likely mistyped."""
    if folder.is_dir():
        return
    above = folder.absolute().parent
    if not above.is_dir():
        raise click.UsageError(f"Không có thư mục “{above}” để ghi kết quả; hãy kiểm tra lại đường dẫn, hoặc tạo thư mục trước.")
    folder.mkdir()
    click.echo(f"Đã tạo thư mục {folder}.", err=True)


def write(data: bytes, out: Path | None) -> None:
    """Write to a file, whose folder is made where only that is missing, or to standard output. Raises UsageError."""
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        make_folder(out.parent)
        out.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"Không ghi được “{out}” ({os_reason(error)}); hãy chọn nơi khác.") from None
