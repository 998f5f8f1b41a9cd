"""`lawcheck ci`: check what a push changed, and tell it the way GitHub and GitLab show it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import click

from lawcheck.cli.checking import check
from lawcheck.cli.options import Choice, fail_on_option, profile_option, strict_option


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--base", help="Chỉ kiểm tra văn bản thay đổi từ mốc git này; không có thì mọi văn bản trong kho git.")
@click.option("--annotations", type=Choice(["github", "none"]), help="In chú thích cho GitHub; mặc định tự nhận.")
@click.option("--summary", type=click.Path(path_type=Path), help="Viết thêm tóm tắt Markdown vào tệp này; mặc định $GITHUB_STEP_SUMMARY.")
@click.option("--code-quality", type=click.Path(path_type=Path), help="Ghi tệp Code Quality cho GitLab.")
@click.option("--sarif", type=click.Path(path_type=Path), help="Ghi tệp SARIF.")
@click.option("--junit", type=click.Path(path_type=Path), help="Ghi tệp JUnit.")
@click.option("--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Chỉ báo phát hiện mới so với tệp này.")
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
        with target.open("a", encoding="utf-8") as stream:
            stream.write(text)
    if code_quality is not None:
        code_quality.write_text(json.dumps(review.code_quality(reports), ensure_ascii=False, indent=1), encoding="utf-8")
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
