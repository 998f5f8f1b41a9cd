"""`lawcheck feedback`: officers' answers from Excel or Word, as a labelled file."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp nhãn (.jsonl) sẽ ghi; mặc định in ra.")
def feedback(files: tuple[Path, ...], out: Path | None) -> None:
    """Đọc lại “Đúng/Sai” trong tệp Excel hoặc trong trả lời chú thích Word, ghi thành tệp nhãn."""
    from lawcheck.cli.outputs import write
    from lawcheck.desk.feedback import precision, read_feedback, to_jsonl

    answers = [answer for file in files for answer in read_feedback(file)]
    write(to_jsonl(answers).encode(), out)
    for rule, (right, told) in precision(answers).items():
        click.echo(f"{rule}: đúng {right}/{told}", err=True)
    click.echo(f"Đọc được {len(answers)} câu trả lời trong {len(files)} tệp.", err=True)
