"""`lawcheck feedback`: officers' answers from Excel or Word, as a labelled file."""

from __future__ import annotations

from pathlib import Path

import click

from lawcheck.cli.vietnamese import Argument, Command, Target


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=Target(), cls=Argument, what="tệp Excel hoặc Word đã trả lời", metavar="TỆP...")
@click.option("--out", type=Target(), help="Tệp nhãn (.jsonl) sẽ ghi; mặc định in ra.")
def feedback(files: tuple[Path, ...], out: Path | None) -> None:
    """Đọc lại “Đúng/Sai” trong tệp Excel hoặc trong trả lời chú thích Word, ghi thành tệp nhãn."""
    from lawcheck.cli.outputs import write
    from lawcheck.desk.feedback import precision, read_feedback, to_jsonl

    answers = [answer for file in files for answer in read_feedback(file)]
    write(to_jsonl(answers).encode(), out)
    for rule, (right, told) in precision(answers).items():
        click.echo(f"{rule}: đúng {right}/{told}", err=True)
    click.echo(f"Đọc được {len(answers)} câu trả lời trong {len(files)} tệp.", err=True)
