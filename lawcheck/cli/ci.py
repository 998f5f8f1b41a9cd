"""`lawcheck ci`: check what a push changed, and tell it the way GitHub and GitLab show it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import click

from lawcheck.cli.checking import check
from lawcheck.cli.options import fail_on_option, profile_option, strict_option
from lawcheck.cli.outputs import write
from lawcheck.cli.vietnamese import Choice, Command, Existing, Target
from lawcheck.errors import os_reason


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[ĐƯỜNG-DẪN]...")
@click.option("--base", metavar="MỐC", help="Chỉ kiểm tra văn bản thay đổi từ mốc git này; không có thì mọi văn bản trong kho git.")
@click.option("--annotations", type=Choice(["github", "none"]), help="In chú thích cho GitHub; mặc định tự nhận.")
@click.option("--summary", type=Target(), help="Viết thêm tóm tắt Markdown vào tệp này; mặc định $GITHUB_STEP_SUMMARY.")
@click.option("--code-quality", type=Target(), help="Ghi tệp Code Quality cho GitLab.")
@click.option("--sarif", type=Target(), help="Ghi tệp SARIF.")
@click.option("--junit", type=Target(), help="Ghi tệp JUnit.")
@click.option("--baseline", type=Existing("tệp mốc"), help="Chỉ báo phát hiện mới so với tệp này.")
@fail_on_option
@profile_option
@strict_option
@click.pass_context
def ci(
    ctx: click.Context,
    paths: tuple[str, ...],
    base: str | None,
    annotations: str | None,
    summary: Path | None,
    code_quality: Path | None,
    sarif: Path | None,
    junit: Path | None,
    baseline: Path | None,
    fail_on: str,
    profile: str,
    strict: bool,
) -> None:
    """Kiểm tra văn bản thay đổi trong kho git, báo kết quả cho GitHub hoặc GitLab. Mã thoát như “lawcheck check”."""
    from lawcheck.batch import review
    from lawcheck.batch.changed import changed_documents

    files = changed_documents(base, paths)
    common = [
        "--fail-on",
        fail_on,
        "--profile",
        profile,
        *(["--strict"] if strict else []),
        *(["--baseline", str(baseline)] if baseline else []),
    ]
    reports, code = _check(files, common) if files else ([], 0)
    if files:
        for format_, out in (("sarif", sarif), ("junit", junit)):
            if out is not None:
                _run([*files, *common, "--format", format_, "--out", str(out)])
    if annotations == "github" or (annotations is None and os.environ.get("GITHUB_ACTIONS") == "true"):
        for line in review.github_annotations(reports):
            click.echo(line)
    text = review.markdown_summary(reports)
    target = summary or (Path(os.environ["GITHUB_STEP_SUMMARY"]) if os.environ.get("GITHUB_STEP_SUMMARY") else None)
    if target is not None:
        try:
            with target.open("a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise click.UsageError(f"Không ghi được “{target}” ({os_reason(error)}); hãy chọn nơi khác.") from None
    if code_quality is not None:
        write(json.dumps(review.code_quality(reports), ensure_ascii=False, indent=1).encode(), code_quality)
    click.echo(text, err=True)
    ctx.exit(code)


def _check(files: tuple[str, ...], common: list[str]) -> tuple[list[dict[str, object]], int]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "reports.json"
        code = _run([*files, *common, "--format", "json", "--out", str(out)])
        value = json.loads(out.read_text(encoding="utf-8"))
    return (value if isinstance(value, list) else [value]), code


def _run(arguments: list[str]) -> int:
    """Run `lawcheck check` in this process; its exit code."""
    return int(check.main(arguments, prog_name="lawcheck check", standalone_mode=False) or 0)
