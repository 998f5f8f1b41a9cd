"""`lawcheck watch`: check what arrives in a folder and put the report, and an annotated copy, beside it."""

from __future__ import annotations

import time
from pathlib import Path

import click

from lawcheck.cli import checking
from lawcheck.cli.options import kind_option, profile_option
from lawcheck.cli.vietnamese import Argument, Command, Existing, Number, told
from lawcheck.errors import LawcheckError


@click.command(cls=Command)
@click.argument("folder", type=Existing("thư mục cần theo dõi", folder=True), cls=Argument, what="thư mục cần theo dõi", metavar="THƯ-MỤC")
@click.option("--every", type=Number(0.2, whole=False), default=5.0, help="Nhìn lại thư mục sau mỗi chừng này giây.")
@click.option("--once", is_flag=True, help="Kiểm tra những gì đang có rồi thôi.")
@kind_option
@profile_option
def watch(folder: Path, every: float, once: bool, kind: str, profile: str) -> None:
    """Theo dõi thư mục: văn bản mới hoặc vừa sửa được kiểm tra, báo cáo (và bản Word có chú thích) đặt ngay bên cạnh."""
    from lawcheck.batch.watching import Watcher

    watcher = Watcher(folder, _done)
    click.echo(f"Đang theo dõi {folder}; bấm Ctrl-C để dừng.", err=True)
    lost = False
    try:
        while True:
            try:
                arrived = watcher.arrived()
                lost = False
            except LawcheckError as error:
                arrived = []
                if not lost:
                    click.echo(f"{error} Sẽ thử lại.", err=True)
                lost = True
            for path in arrived:
                _check(path, ["--kind", kind, "--profile", profile])
            if once:
                return
            time.sleep(every)
    except KeyboardInterrupt:
        click.echo("Đã dừng theo dõi.", err=True)


def _reports(path: Path) -> dict[str, Path]:
    """Where the report on a document goes, by format, the better one first."""
    return {format_: path.with_name(f"{path.name}.lawcheck.{suffix}") for format_, suffix in (("html", "html"), ("text", "txt"))}


def _done(path: Path) -> float:
    """When the newest report on a document was written (seconds since 1970), 0 where there is none."""
    return max((report.stat().st_mtime for report in _reports(path).values() if report.is_file()), default=0.0)


def _check(path: Path, options: list[str]) -> None:
    """Check one document; the report is html, or text where this version writes no html."""
    annotates = path.suffix.lower() == ".docx" and any(parameter.name == "annotate" for parameter in checking.check.params)
    copy = ["--annotate", str(path.with_name(f"{path.stem}.lawcheck.docx"))] if annotates else []
    said = ""
    for format_, report in _reports(path).items():
        arguments = [str(path), *options, *copy, "--format", format_, "--out", str(report)]
        try:
            code = checking.check.main(arguments, prog_name="lawcheck check", standalone_mode=False)
        except click.ClickException as error:
            said = told(error)
            continue
        except LawcheckError as error:
            said = str(error)
            break
        result = {0: "không có phát hiện nghiêm trọng", 1: "có phát hiện", 2: "không kiểm tra được"}[int(code or 0)]
        click.echo(f"{path.name}: {result} → {report.name}")
        return
    click.echo(f"{path.name}: {said}", err=True)
