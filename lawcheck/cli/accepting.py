"""What an office has accepted: configuration, `lawcheck.yml` and baseline, applied to reports; and `lawcheck baseline`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawcheck.cli.options import kind_option, on_option, options_of, profile_option
from lawcheck.cli.vietnamese import Argument, Command, Needed, Target

if TYPE_CHECKING:
    from lawcheck.desk.baseline import Baseline
    from lawcheck.desk.config import Config
    from lawcheck.desk.waivers import Entry
    from lawcheck.reporting.model import Report

config_option = click.option(
    "--config", "config_path", type=Target(), help="Tệp cấu hình; mặc định lawcheck.toml ở thư mục này hoặc thư mục trên."
)
baseline_option = click.option("--baseline", type=Target(), help="Tệp mốc: phát hiện đã có trong mốc không tính vào mã thoát.")


def configuration(path: Path | None) -> Config:
    """The settings of `path`, else of the nearest `lawcheck.toml`."""
    from lawcheck.desk.config import find_config, load_config

    return load_config(path or find_config(Path.cwd()))


def unsaid(ctx: click.Context, name: str) -> bool:
    """True where the command line leaves an option open, so that the settings may say it."""
    return ctx.get_parameter_source(name) is click.core.ParameterSource.DEFAULT


def accept(reports: Sequence[Report], config: Config, baseline: Path | None, today: datetime.date) -> list[Report]:
    """The reports with accepted findings marked. Says on standard error which entries met nothing in any of them."""
    from lawcheck.desk.baseline import read_baseline
    from lawcheck.desk.waivers import unused_sentence, waive

    known = read_baseline(baseline) if baseline is not None else None
    changed: list[Report] = []
    folder: dict[str, Entry] = {}
    used: set[str] = set()
    for report in reports:
        own = _own_entries(report)
        marked, met = waive(config.with_notice(report), [*own, *config.entries(today), *_old(known, report)], today)
        folder |= {entry.where: entry for entry in own if entry.document == "*"}
        used |= met
        changed.append(marked)
        for sentence in marked.unused_waivers:
            click.echo(sentence, err=True)
    for where, entry in folder.items():
        if where not in used:
            click.echo(unused_sentence(entry), err=True)
    return changed


def _own_entries(report: Report) -> Sequence[Entry]:
    from lawcheck.desk.waivers import entries_for

    path = Path(report.path or "")
    return entries_for(path) if report.path and path.is_file() else ()


def _old(baseline: Baseline | None, report: Report) -> Sequence[Entry]:
    return baseline.entries(report) if baseline is not None else ()


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, cls=Argument, what="tệp cần ghi mốc", metavar="TỆP...")
@click.option("--out", type=Target(), cls=Needed, help="Tệp mốc sẽ ghi.")
@kind_option
@on_option
@profile_option
@config_option
def baseline(files: tuple[str, ...], out: Path, kind: str, on: datetime.date | None, profile: str, config_path: Path | None) -> None:
    """Ghi các phát hiện hiện có vào tệp mốc, để lần sau chỉ phát hiện mới làm mã thoát thành 1."""
    from lawcheck.batch.checking import check_path
    from lawcheck.cli.outputs import write
    from lawcheck.desk.baseline import make_baseline

    options = options_of(kind, on, profile, "accepted")
    reports = accept([check_path(file, options) for file in files], configuration(config_path), None, options.today)
    unread = [report.path for report in reports if report.status == "khong-doc-duoc"]
    if unread:
        raise click.UsageError(f"Không đọc được {', '.join(map(str, unread))}; tệp mốc phải ghi từ các văn bản đọc được.")
    write(make_baseline(reports, options.today).encode(), out)
    click.echo(f"Đã ghi {sum(len(report.open_findings) for report in reports)} phát hiện của {len(reports)} văn bản vào {out}.", err=True)
