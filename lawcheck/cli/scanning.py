"""`lawcheck scan`: many documents, one JSON line each, with a store that remembers them."""

from __future__ import annotations

import datetime
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from lawcheck.cli.accepting import config_option, configuration, unsaid
from lawcheck.cli.options import (
    exit_level,
    fail_on_option,
    kind_option,
    on_option,
    options_of,
    out_option,
    profile_option,
    strict_option,
)
from lawcheck.cli.vietnamese import Choice, Command, Number
from lawcheck.errors import os_reason

if TYPE_CHECKING:
    from lawcheck.batch.engines import Engine
    from lawcheck.batch.scan import Row
    from lawcheck.batch.work import Options

_INTERRUPTED = 130
_COUNTED = 2_000_000
"""Documents up to which copies are counted while scanning; beyond it memory would no longer be flat, and the store knows them anyway."""

store_option = click.option("--store", "store_name", metavar="TỆP|URL", help="Kho kết quả: tệp SQLite, hoặc postgresql://… dùng chung.")
jobs_option = click.option("--jobs", type=Number(1, 256), help="Số tiến trình; mặc định bằng số nhân của máy, tối đa 8.")
engine_option = click.option("--engine", type=Choice(["local", "dask"]), default="local", help="Chạy trên máy này, hoặc trên cụm Dask.")
cluster_option = click.option("--cluster", metavar="ĐỊA-CHỈ", help="Cụm Dask có sẵn (tcp://máy:8786); không có thì tự dựng trên máy này.")
timeout_option = click.option("--timeout", type=Number(0.1, whole=False), default=600.0, help="Giới hạn cho mỗi văn bản, giây.")
memory_option = click.option("--memory", type=Number(256), default=4096, help="Giới hạn bộ nhớ mỗi tiến trình, MB.")


@click.command(cls=Command)
@click.argument("sources", nargs=-1, metavar="[NGUỒN]...")
@click.option("--format", "format_", type=Choice(["jsonl"]), help="Dạng kết quả: mỗi dòng một báo cáo JSON.")
@store_option
@click.option("--resume/--no-resume", default=True, help="Đi tiếp từ kho kết quả (mặc định), hoặc kiểm lại từ đầu.")
@click.option("--retry-failed", is_flag=True, help="Thử lại những tệp lần trước không đọc được (ví dụ sau khi cài thêm LibreOffice).")
@click.option("--verify", is_flag=True, help="Đọc lại toàn bộ nội dung thay vì tin ngày giờ và cỡ tệp.")
@kind_option
@on_option
@out_option
@fail_on_option
@profile_option
@config_option
@strict_option
@jobs_option
@engine_option
@cluster_option
@timeout_option
@memory_option
@click.pass_context
def scan(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    store_name: str | None,
    resume: bool,
    retry_failed: bool,
    verify: bool,
    kind: str,
    on: datetime.date | None,
    out: Path | None,
    fail_on: str,
    profile: str,
    config_path: Path | None,
    strict: bool,
    jobs: int | None,
    engine: str,
    cluster: str | None,
    timeout: float,
    memory: int,
) -> None:
    """Kiểm tra hàng loạt: thư mục, mẫu tên tệp, .zip, .jsonl(.gz), .parquet, s3://…; “-” đọc danh sách nguồn từ đầu vào chuẩn.

    Chấp nhận ghi trong lawcheck.yml cạnh văn bản, quy tắc tắt và mức nhạy trong lawcheck.toml được áp dụng như với “lawcheck check”.
    Với --store, chạy lại cùng lệnh là đi tiếp: văn bản đã kiểm và không đổi thì không phải kiểm lại. Không nêu nguồn thì dùng nguồn của lần trước.
    """
    from lawcheck.batch.scan import scan as run
    from lawcheck.batch.sources import count_items, listed
    from lawcheck.batch.store import open_store
    from lawcheck.batch.waiving import Waiving
    from lawcheck.cli.progress import followed

    config = configuration(config_path)
    profile = config.profile if config.profile and unsaid(ctx, "profile") else profile
    fail_on = config.fail_on if config.fail_on and unsaid(ctx, "fail_on") else fail_on
    options = options_of(kind, on, profile, "accepted")
    store = open_store(store_name, create=True) if store_name else None
    if sources == ("-",):
        sources = listed(sys.stdin)
    elif not sources and store is not None:
        sources = store.last_sources()
    if not sources:
        raise click.UsageError("Thiếu nguồn cần kiểm tra. Gõ “lawcheck scan --help” để xem cách dùng.")
    tally = _Tally(fail_on)
    waiving = Waiving(options.today, config.entries(options.today))
    judges = make_engine(engine, options, jobs=jobs, cluster=cluster, timeout=timeout, memory=memory)
    try:
        rows = run(sources, options, judges, store=store, resume=resume, retry_failed=retry_failed, verify=verify, waiving=waiving)
        with closing(rows), _output(out, wanted=format_ is not None or store is None or not sys.stdout.isatty()) as put:
            for row in followed(rows, lambda: count_items(sources)):
                put(row.line)
                tally.add(row)
    except KeyboardInterrupt:
        then = (
            "đã lưu vào kho; chạy lại cùng lệnh để đi tiếp"
            if store
            else "các dòng đã in vẫn dùng được; muốn đi tiếp được, hãy dùng --store"
        )
        click.echo(f"Đã dừng theo yêu cầu sau {tally.total} văn bản: {then}.", err=True)
        ctx.exit(_INTERRUPTED)
    finally:
        judges.close()
        if store is not None:
            store.close()
    for sentence in waiving.told():
        click.echo(sentence, err=True)
    click.echo(tally.summary(), err=True)
    ctx.exit(2 if waiving.broken else tally.exit_code(strict=strict))


def make_engine(engine: str, options: Options, *, jobs: int | None, cluster: str | None, timeout: float, memory: int) -> Engine:
    """The engine the command line asks for."""
    from lawcheck.batch.engines import Limits

    limits = Limits(seconds=timeout, memory_mb=memory)
    jobs = jobs or min(os.cpu_count() or 1, 8)
    if engine == "dask":
        from lawcheck.batch.engines.cluster import DaskEngine

        return DaskEngine(options, address=cluster, jobs=jobs, limits=limits)
    from lawcheck.batch.engines.local import LocalEngine

    return LocalEngine(options, jobs=jobs, limits=limits)


class _Tally:
    """What the last line and the exit code say."""

    def __init__(self, fail_on: str) -> None:
        self._fail_on = fail_on
        self.total = self._read = self._stored = self._waived = self._worst = 0
        self._same: set[int] | None = set()

    def add(self, row: Row) -> None:
        self.total += 1
        self._read += row.readable
        self._stored += row.stored
        self._waived += row.waived
        if self._same is not None:
            self._same.add(hash(row.same))
            if len(self._same) > _COUNTED:
                self._same = None
        self._worst = max(self._worst, exit_level(row.severities, self._fail_on))

    def summary(self) -> str:
        parts = [f"Đã kiểm tra {self.total} văn bản, không đọc được {self.total - self._read}"]
        if self._stored:
            parts.append(f"{self._stored} không đổi nên lấy từ kho")
        if self._same is not None and (copies := self.total - len(self._same)):
            parts.append(f"{copies} bản trùng")
        if self._waived:
            parts.append(f"{self._waived} phát hiện được miễn trừ (lawcheck.yml)")
        return ", ".join(parts) + "."

    def exit_code(self, *, strict: bool) -> int:
        unread = self.total - self._read
        return 2 if self.total and (not self._read or (strict and unread)) else self._worst


@contextmanager
def _output(out: Path | None, *, wanted: bool) -> Iterator[Callable[[str], object]]:
    """What takes the lines: a file, standard output, or nothing (a store and a terminal: nobody reads a thousand lines of JSON).

    Raises UsageError where a file cannot be written, also when the disk runs full under it.
    """
    if out is None and not wanted:
        yield lambda line: None
        return
    try:
        stream = sys.stdout if out is None else out.open("w", encoding="utf-8")
    except OSError as error:
        raise _unwritten(out, error) from None
    try:
        yield lambda line: _put(stream, line, out)
    finally:
        with _told(out):
            if out is None:
                stream.flush()
            else:
                stream.close()


def _put(stream: IO[str], line: str, out: Path | None) -> None:
    with _told(out):
        stream.write(line + "\n")


@contextmanager
def _told(out: Path | None) -> Iterator[None]:
    """What a disk refuses as a UsageError; a reader that has gone away stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritten(out, error) from None


def _unwritten(out: Path | None, error: OSError) -> click.UsageError:
    if out is None:
        sys.stdout = io.StringIO()  # what could not be written must not be tried again when the program ends
    place = "đầu ra chuẩn" if out is None else f"“{out}”"
    return click.UsageError(f"Không ghi được {place} ({os_reason(error)}); hãy chọn nơi khác rồi chạy lại cùng lệnh.")
