"""`lawcheck corpus`: scores on labelled documents, and what changed between two scans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from lawcheck.cli.vietnamese import Argument, Existing, Group, Target


@click.group(cls=Group)
def corpus() -> None:
    """Chấm điểm trên văn bản đã gán nhãn."""


@corpus.command("score")
@click.option("--corpus", "folder", type=Existing("thư mục corpus", folder=True), default=Path("corpus"), help="Thư mục corpus.")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@click.option(
    "--feedback",
    type=Target(),
    help="Chấm theo tệp nhãn do “lawcheck feedback” ghi, thay cho nhãn của corpus.",
)
@click.option("--details", is_flag=True, help="Thêm số đo từng quy tắc, hiệu chuẩn, và theo tỉnh, loại, thời kỳ, cách đọc.")
@click.option("--errors", is_flag=True, help="Thêm danh sách báo nhầm và bỏ sót kèm câu trích.")
@click.pass_context
def corpus_score(ctx: click.Context, folder: Path, as_json: bool, feedback: Path | None, details: bool, errors: bool) -> None:
    """Chấm điểm; mã thoát 1 khi một con số thấp hơn mức đã nhận trong scores.json."""
    import json

    if feedback is not None:
        score_feedback(folder, feedback)
        return

    from lawcheck.batch.registry_score import score_registry
    from lawcheck.batch.score import below_accepted, judged, score, score_references
    from lawcheck.batch.score_authority import authority_lines, read_authorities, score_authorities
    from lawcheck.batch.score_details import lines
    from lawcheck.batch.score_procedures import read_groups, score_procedures
    from lawcheck.batch.score_sentences import read_sentences, score_sentences, sentence_lines

    gold, texts, reports = judged(folder)
    sentences, authorities = read_sentences(folder), read_authorities(folder)
    scores = {**score(gold, texts, reports), **score_references(folder), **score_sentences(sentences), **score_authorities(authorities)}
    scores |= score_procedures(read_groups(folder), gold, texts, reports)
    if (folder / "gold" / "registry.jsonl").exists():
        scores |= score_registry(folder, texts, reports)
    click.echo(
        json.dumps(scores, ensure_ascii=False, indent=1)
        if as_json
        else "\n".join(f"{name:32} {value:.3f}" for name, value in scores.items())
    )
    if (details or errors) and not as_json:
        click.echo("\n".join((*lines(gold, texts, reports, errors=errors), *sentence_lines(sentences, errors=errors))))
    if errors and not as_json:
        click.echo("\n".join(authority_lines(authorities)))
    short = below_accepted(scores, json.loads((folder / "scores.json").read_text(encoding="utf-8")))
    for line in short:
        click.echo(line, err=True)
    ctx.exit(1 if short else 0)


def score_feedback(folder: Path, path: Path) -> None:
    """Print how often officers called each rule right, and which answers the rules of today contradict."""
    from lawcheck.batch.checking import check_path
    from lawcheck.batch.score import SCORED_ON
    from lawcheck.cli.options import options_of
    from lawcheck.desk.feedback import contradicted, from_jsonl, precision

    try:
        answers = from_jsonl(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise click.UsageError(f"Không đọc được tệp nhãn “{path}”; hãy tạo bằng “lawcheck feedback”.") from None
    options = replace(options_of("auto", None, "can-bang", "accepted"), today=SCORED_ON)
    files = {answer.id: folder / "documents" / f"{answer.id}.txt" for answer in answers}
    reports = {id_: check_path(str(file), options) for id_, file in files.items() if file.is_file()}
    reported = {id_: frozenset(one.finding.fingerprint for one in report.open_findings) for id_, report in reports.items()}
    for rule, (right, told) in precision(answers).items():
        click.echo(f"{rule:32} {right / told:.3f} ({right}/{told})")
    lost, kept = contradicted(answers, reported)
    for words, contradictions in (("đúng nhưng nay không còn báo", lost), ("sai nhưng nay vẫn báo", kept)):
        for answer in contradictions:
            click.echo(f"{answer.rule} {answer.id}: {words}: “{answer.quote[:100]}”", err=True)


@corpus.command("diff")
@click.argument("old", type=Existing("tệp .jsonl của lần trước"), cls=Argument, what="tệp .jsonl của lần trước", metavar="LẦN-TRƯỚC")
@click.argument("new", type=Existing("tệp .jsonl của lần sau"), cls=Argument, what="tệp .jsonl của lần sau", metavar="LẦN-SAU")
@click.pass_context
def corpus_diff(ctx: click.Context, old: Path, new: Path) -> None:
    """So hai lần quét (tệp .jsonl): kết luận và phát hiện nào đổi. Mã thoát 1 khi có thay đổi."""
    from lawcheck.batch.diff import changes

    try:
        lines = changes(old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise click.UsageError("Không đọc được một trong hai tệp; cần tệp do “lawcheck scan --format jsonl” ghi (UTF-8).") from None
    for line in lines:
        click.echo(line)
    click.echo(f"{len(lines)} thay đổi." if lines else "Không có thay đổi.")
    ctx.exit(1 if lines else 0)


@corpus.command("train")
@click.option("--corpus", "folder", type=Existing("thư mục corpus", folder=True), default=Path("corpus"), help="Thư mục corpus.")
@click.option("--validate", is_flag=True, help="Chỉ đo trên các tỉnh để riêng, ghi corpus/held_out.json; không ghi trọng số.")
def corpus_train(folder: Path, validate: bool) -> None:
    """Tính lại trọng số trong rules/weights/ từ nhãn (cần “pip install lawcheck[train]”)."""
    import importlib.util
    import json

    if importlib.util.find_spec("sklearn") is None:
        raise click.UsageError("Chưa có scikit-learn; hãy chạy “pip install lawcheck[train]”.")
    from lawcheck.datafiles import rules_folder

    if validate:
        from lawcheck.training.validation import cross_validate

        figures, rules, details = cross_validate(folder)
        rounded = {name: round(value, 4) for name, value in figures.items()}
        (folder / "held_out.json").write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
        (rules_folder() / "figures.json").write_text(json.dumps(rules, indent=1) + "\n", encoding="utf-8")
        click.echo("\n".join((*(f"{name:32} {value:.3f}" for name, value in rounded.items()), *details)))
        return
    from lawcheck.training.dataset import QUESTIONS, fitting_rows, lone_rows
    from lawcheck.training.fit import fit_norms, fit_with_own_words, write
    from lawcheck.training.ordinary import ordinary_rows
    from lawcheck.training.parts import clauses, fit_parts

    for question in QUESTIONS:
        path = rules_folder() / "weights" / f"{question}.json"
        inside, alone = fitting_rows(folder, question), lone_rows(folder, question)
        write(fit_norms(inside, alone, ordinary_rows(folder)) if question == "qppl" else fit_with_own_words(inside, alone), path)
        click.echo(f"Đã ghi {path}")
    path = rules_folder() / "weights" / "parts.json"
    write(fit_parts(clauses(folder)), path)
    click.echo(f"Đã ghi {path}")
