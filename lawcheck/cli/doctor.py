"""`lawcheck doctor`: what this machine can read."""

from __future__ import annotations

import sys

import click

from lawcheck import __version__


@click.command()
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
