"""`lawcheck`: the commands, each in a function; heavy parts are imported when a command runs."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawcheck import __version__
from lawcheck.errors import LawcheckError, UnreadableError, did_you_mean

if TYPE_CHECKING:
    from lawcheck.reporting.model import Report

FORMATS = ("text", "json")
SEVERITIES = ("error", "warning", "note")
_PLANNED = ("sarif", "junit", "html", "docx", "pdf", "xlsx", "md")


class VietnameseGroup(click.Group):
    """A group that answers an unknown command in Vietnamese, with the nearest known one."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None:
            raise click.UsageError(
                f"Không có lệnh “{name}”. {did_you_mean(name, self.list_commands(ctx))} Gõ “lawcheck --help” để xem các lệnh."
            )
        return super().resolve_command(ctx, args)


class Choice(click.Choice[str]):
    """A choice whose error is Vietnamese."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            raise click.UsageError(
                f"Giá trị “{value}” không hợp lệ; được dùng: {', '.join(self.choices)}. {did_you_mean(str(value), self.choices)}".strip()
            )
        return str(value)


class Day(click.ParamType[datetime.date]):
    """A day as YYYY-MM-DD."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise click.UsageError(f"Ngày “{value}” không hợp lệ; hãy viết dạng 2025-04-01.") from None


@click.group(cls=VietnameseGroup, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lawcheck", message="%(prog)s %(version)s", help="In phiên bản.")
def cli() -> None:
    """Kiểm tra văn bản: thủ tục hành chính và quy phạm pháp luật đặt sai chỗ.

    Công cụ hỗ trợ, không thay thế thẩm định của cơ quan tư pháp. Văn bản không rời khỏi máy.
    """


_kind = click.option("--kind", type=Choice(["auto", "vbqppl", "vbhc"]), default="auto", help="Hình thức sẽ ban hành; mặc định tự nhận.")
_on = click.option("--on", type=Day(), help="Ngày dự kiến ban hành (YYYY-MM-DD).")
_out = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Ghi kết quả vào tệp.")
_profile = click.option(
    "--profile",
    type=Choice(["can-bang", "khong-bo-sot", "chac-chan"]),
    default="can-bang",
    help="Mức nhạy: cân bằng, không bỏ sót, chắc chắn mới báo.",
)
_fail_on = click.option("--fail-on", type=Choice([*SEVERITIES, "never"]), default="error", help="Mức phát hiện làm mã thoát thành 1.")
_changes = click.option(
    "--changes", type=Choice(["accepted", "original"]), default="accepted", help="Đọc track changes như đã chấp nhận hoặc như bản gốc."
)
_strict = click.option("--strict", is_flag=True, help="Một tệp không đọc được cũng làm mã thoát thành 2.")
_excused = click.option("--show-excused", is_flag=True, help="Hiện cả các dấu hiệu đã trừ và lý do.")


@cli.command()
@click.argument("files", nargs=-1, required=True)
@_kind
@_on
@click.option("--format", "format_", type=Choice([*FORMATS, *_PLANNED]), default="text", help="Dạng kết quả: text hoặc json.")
@_out
@_fail_on
@_profile
@_excused
@_changes
@_strict
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

    options = _options(kind, on, profile, changes)
    reports = [check_path(file, options, stdin=sys.stdin.buffer.read() if file == "-" else None) for file in files]
    if format_ == "json":
        text = (
            to_json(reports[0], show_excused=show_excused)
            if len(reports) == 1
            else "[" + ",\n".join(to_json(report, show_excused=show_excused) for report in reports) + "]"
        )
        _write(text + "\n", out)
    else:
        width, colour = _terminal(out)
        _write("\n".join(to_text(report, show_excused=show_excused, width=width, colour=colour) for report in reports), out)
    for report in reports:
        _tell_problems(report)
    ctx.exit(exit_code(reports, fail_on, strict=strict))


@cli.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--format", "format_", type=Choice(["jsonl"]), default="jsonl", help="Dạng kết quả: mỗi dòng một báo cáo JSON.")
@_kind
@_on
@_out
@_fail_on
@_profile
@_strict
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
        for row in run(sources, _options(kind, on, profile, "accepted"), jobs=jobs):
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


@cli.command()
@click.argument("file")
@click.option("--format", "format_", type=Choice(["text", "json"]), default="text", help="Chữ, hoặc chữ kèm nguồn gốc.")
@_changes
def extract(file: str, format_: str, changes: str) -> None:
    """In chữ của văn bản đúng như các vị trí trong báo cáo đếm."""
    from lawcheck.batch.scan import read_path

    reading = read_path(file, changes, sys.stdin.buffer.read() if file == "-" else None)
    if format_ == "json":
        import dataclasses
        import json

        pieces = [
            {"start": piece.span.start, "end": piece.span.end, "origin": type(piece.origin).__name__, **dataclasses.asdict(piece.origin)}
            for piece in reading.source.pieces
        ]
        click.echo(
            json.dumps(
                {"format": reading.format, "sha256": reading.sha256, "text": reading.source.text, "pieces": pieces}, ensure_ascii=False
            )
        )
        return
    sys.stdout.write(reading.source.text)


@cli.command()
def doctor() -> None:
    """Cho biết máy có gì, thiếu gì và cách cài."""
    import importlib.metadata
    import shutil

    click.echo(f"lawcheck {__version__}, Python {sys.version.split()[0]}")
    for package in ("spacy", "underthesea", "python-docx", "pdfplumber", "pypdfium2", "lxml", "click", "pyahocorasick"):
        try:
            click.echo(f"  có     {package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            click.echo(f"  thiếu  {package}: chạy “pip install {package}”")
    for program, what, how in (
        ("soffice", "LibreOffice (sẽ dùng để đọc .doc, .odt)", "cài từ libreoffice.org, hoặc apt install libreoffice-writer-nogui"),
        ("tesseract", "Tesseract (sẽ dùng để đọc bản quét)", "apt install tesseract-ocr tesseract-ocr-vie"),
    ):
        click.echo(f"  có     {what}" if shutil.which(program) else f"  thiếu  {what}: {how}")


@cli.group(cls=VietnameseGroup)
def rules() -> None:
    """Xem, soát, thử và tạo quy tắc."""


@rules.command("list")
def rules_list() -> None:
    """Liệt kê các quy tắc."""
    from lawcheck.rulebook import load_rulebook

    for rule in load_rulebook().rules:
        click.echo(f"{rule.id}  {rule.status:7} {rule.severity:8} {rule.title}")


@rules.command("show")
@click.argument("rule_id")
def rules_show(rule_id: str) -> None:
    """Xem một quy tắc: lỗi gì, vì sao, căn cứ, cách sửa."""
    from lawcheck.rulebook import load_rulebook

    book = load_rulebook()
    rule = book.rule(rule_id)
    if rule is None:
        raise click.UsageError(f"Không có quy tắc “{rule_id}”. {did_you_mean(rule_id, [known.id for known in book.rules])}")
    click.echo(f"{rule.id} {rule.title}\n\nVì sao: {rule.why}\nCách sửa: {rule.suggestion}\nCăn cứ: {', '.join(rule.basis)}")
    for unless in rule.unless:
        click.echo(f"Ngoại lệ: {unless.because}")
    for example in rule.examples.finds:
        click.echo(f"\nVí dụ có dấu hiệu:\n{example.text}")
    for example in rule.examples.passes:
        click.echo(f"\nVí dụ không có dấu hiệu:\n{example.text}")


@rules.command("test")
@click.pass_context
def rules_test(ctx: click.Context) -> None:
    """Chạy các ví dụ của mọi quy tắc qua toàn bộ đường kiểm tra."""
    from lawcheck.batch.examples import failed_examples

    failures = failed_examples()
    for failure in failures:
        click.echo(failure)
    click.echo(f"{len(failures)} ví dụ không đúng." if failures else "Mọi ví dụ đều đúng.")
    ctx.exit(1 if failures else 0)


@rules.command("lint")
@click.pass_context
def rules_lint(ctx: click.Context) -> None:
    """Soát tệp quy tắc: đủ ví dụ, căn cứ có trong laws.yml, ngoại lệ có ví dụ, có chỗ trong phiếu kiểm tra."""
    from lawcheck.law import load_coverage, load_law
    from lawcheck.rulebook import load_rulebook
    from lawcheck.rulebook.duties import unmet_duties

    lines = unmet_duties(load_rulebook(), load_law(), load_coverage())
    for line in lines:
        click.echo(line)
    click.echo(f"{len(lines)} chỗ cần sửa." if lines else "Mọi quy tắc đều đủ.")
    ctx.exit(1 if lines else 0)


@rules.command("new")
@click.argument("rule_id")
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), help="Tệp sẽ ghi; mặc định <mã>-<tên>.yml ở thư mục đang đứng.")
def rules_new(rule_id: str, name: str, out: Path | None) -> None:
    """Tạo tệp quy tắc mới (status: draft) để điền."""
    from lawcheck.rulebook import load_rulebook
    from lawcheck.rulebook.template import new_rule

    if load_rulebook().rule(rule_id) is not None:
        raise click.UsageError(f"Mã {rule_id} đã có; gõ “lawcheck rules list” để xem các mã đang dùng.")
    text = new_rule(rule_id, name)
    path = out or Path(f"{rule_id}-{name}.yml")
    if path.exists():
        raise click.UsageError(f"Đã có tệp {path}; hãy chọn tên khác bằng --out.")
    path.write_text(text, encoding="utf-8")
    click.echo(f"Đã ghi {path}. Điền nội dung, chuyển vào thư mục trong rules/ rồi gõ “lawcheck rules lint”.")


@cli.group(cls=VietnameseGroup)
def corpus() -> None:
    """Chấm điểm trên văn bản đã gán nhãn."""


@corpus.command("score")
@click.option(
    "--corpus", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("corpus"), help="Thư mục corpus."
)
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@click.pass_context
def corpus_score(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Chấm điểm; mã thoát 1 khi một con số thấp hơn mức đã nhận trong scores.json."""
    import json

    from lawcheck.batch.score import below_accepted, score_corpus

    scores = score_corpus(folder)
    click.echo(
        json.dumps(scores, ensure_ascii=False, indent=1)
        if as_json
        else "\n".join(f"{name:32} {value:.3f}" for name, value in scores.items())
    )
    short = below_accepted(scores, json.loads((folder / "scores.json").read_text(encoding="utf-8")))
    for line in short:
        click.echo(line, err=True)
    ctx.exit(1 if short else 0)


@corpus.command("diff")
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def corpus_diff(ctx: click.Context, old: Path, new: Path) -> None:
    """So hai lần quét (tệp .jsonl): kết luận và phát hiện nào đổi. Mã thoát 1 khi có thay đổi."""
    from lawcheck.batch.diff import changes

    lines = changes(old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8"))
    for line in lines:
        click.echo(line)
    click.echo(f"{len(lines)} thay đổi." if lines else "Không có thay đổi.")
    ctx.exit(1 if lines else 0)


def _options(kind: str, on: datetime.date | None, profile: str, changes: str) -> Any:
    from lawcheck.batch.scan import Options

    return Options(kind=None if kind == "auto" else kind, on=on, profile=profile, changes=changes, today=datetime.date.today())  # type: ignore[arg-type]


def _terminal(out: Path | None) -> tuple[int, bool]:
    import os
    import shutil

    tty = out is None and sys.stdout.isatty()
    return (min(120, shutil.get_terminal_size((80, 24)).columns) if tty else 80), tty and "NO_COLOR" not in os.environ


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"Không ghi được “{out}” ({error.strerror}); hãy chọn nơi khác.") from None


def _tell_problems(report: Report) -> None:
    if report.status == "khong-doc-duoc":
        for problem in report.problems:
            click.echo(f"{report.path}: {problem.message}", err=True)


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


def main() -> None:
    """Entry point: errors for users end with a message and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding="utf-8")
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.MissingParameter as error:
        sys.exit(_fail(f"Thiếu {error.param.human_readable_name if error.param else 'tham số'}. Gõ “lawcheck --help” để xem cách dùng."))
    except click.NoSuchOption as error:
        sys.exit(_fail(f"Không có tùy chọn “{error.option_name}”. {did_you_mean(error.option_name, error.possibilities or ())}".strip()))
    except click.ClickException as error:
        sys.exit(_fail(error.format_message()))
    except click.Abort:
        sys.exit(130)
    except UnreadableError as error:
        sys.exit(_fail(f"{error.problem.code}: {error.problem.message}"))
    except LawcheckError as error:
        sys.exit(_fail(str(error)))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _fail(message: str) -> int:
    click.echo(f"Lỗi: {message}", err=True)
    return 2
