"""`lawcheck extract`: the text that was read, and where each character came from."""

from __future__ import annotations

import sys

import click

from lawcheck.cli.options import Choice, changes_option


@click.command()
@click.argument("file")
@click.option("--format", "format_", type=Choice(["text", "json"]), default="text", help="Chữ, hoặc chữ kèm nguồn gốc.")
@changes_option
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
