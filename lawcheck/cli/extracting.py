"""`lawcheck extract`: the text that was read, and where each character came from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawcheck.cli.options import changes_option, out_option
from lawcheck.cli.vietnamese import Argument, Choice, Command

if TYPE_CHECKING:
    from lawcheck.reading import Reading


@click.command(cls=Command)
@click.argument("file", cls=Argument, what="tệp cần đọc", metavar="TỆP")
@click.option(
    "--format",
    "format_",
    type=Choice(["text", "txt", "json", "docx"]),
    default="text",
    help="txt: chữ (mặc định); json: chữ kèm nguồn gốc; docx: văn bản sạch, mỗi dòng một đoạn.",
)
@out_option
@changes_option
def extract(file: str, format_: str, out: Path | None, changes: str) -> None:
    """In chữ của văn bản đúng như các vị trí trong báo cáo đếm."""
    from lawcheck.batch.checking import read_path
    from lawcheck.cli.outputs import refuse_terminal, write

    refuse_terminal(format_, out)
    reading = read_path(file, changes, sys.stdin.buffer.read() if file == "-" else None)
    if format_ == "docx":
        write(clean_docx(reading), out)
    else:
        text = to_json(reading) if format_ == "json" else reading.source.text
        if out is None and sys.stdout.isatty():
            text = printable(text)
        write(text.encode("utf-8", "replace"), out)
    for problem in reading.problems:
        click.echo(f"Lưu ý: {printable(problem.message)}", err=True)


def to_json(reading: Reading) -> str:
    """The reading as one JSON object: text, and its pieces with the kind and values of their origins; spans in code points."""
    import dataclasses
    import json

    pieces = [
        {"start": piece.span.start, "end": piece.span.end, "origin": type(piece.origin).__name__, **piece.origin._asdict()}
        for piece in reading.source.pieces
    ]
    return (
        json.dumps(
            {
                "format": reading.format,
                "sha256": reading.sha256,
                "pages": reading.pages,
                "text": reading.source.text,
                "pieces": pieces,
                "tables": [{"start": table.span.start, "end": table.span.end, "rows": table.rows} for table in reading.tables],
                "ocr": [dataclasses.asdict(page) for page in reading.ocr],
                "problems": [{"code": problem.code, "message": problem.message, "page": problem.page} for problem in reading.problems],
            },
            ensure_ascii=False,
        )
        + "\n"
    )


def clean_docx(reading: Reading) -> bytes:
    """A new Word file with the text of the reading, a paragraph a line and its tables as tables; nothing else of the original."""
    import io

    import docx
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    text, at = reading.source.text, 0
    for table in sorted(reading.tables, key=lambda table: table.span.start):
        if table.span.start < at or not table.rows:
            continue
        _paragraphs(document, text[at : table.span.start])
        width = max(len(row) for row in table.rows)
        made = document.add_table(rows=0, cols=width)
        made.style = "Table Grid"
        for row in table.rows:
            cells = made.add_row().cells
            for cell, span in zip(cells, row, strict=False):
                cell.text = _xml_safe(span.of(text))
        at = table.span.end
    _paragraphs(document, text[at:])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(document: object, text: str) -> None:
    for line in text.removesuffix("\n").split("\n") if text else ():
        document.add_paragraph(_xml_safe(line))  # type: ignore[attr-defined]


def _xml_safe(text: str) -> str:
    return "".join(
        char for char in text if char == "\t" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
    )


def printable(text: str) -> str:
    """`text` without what could command a terminal: control characters other than line end and tab, and signs that turn the direction."""
    return "".join(char if char in "\n\t" or char.isprintable() or char == "\u00a0" else "\ufffd" for char in text)
