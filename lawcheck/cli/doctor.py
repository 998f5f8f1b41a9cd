"""`lawcheck doctor`: what this machine can read, and how safely."""

from __future__ import annotations

import sys

import click

from lawcheck import __version__
from lawcheck.cli.vietnamese import Command

PACKAGES = (
    "spacy",
    "underthesea",
    "python-docx",
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "pillow",
    "olefile",
    "lxml",
    "click",
    "pyahocorasick",
)


@click.command(cls=Command)
def doctor() -> None:
    """Cho biết máy có gì, thiếu gì và cách cài."""
    import importlib.metadata

    from lawcheck.reading.office import find_office
    from lawcheck.reading.tesseract import can_recognise, find_tesseract

    click.echo(f"lawcheck {__version__}, Python {sys.version.split()[0]}")
    for package in PACKAGES:
        try:
            click.echo(f"  có     {package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            click.echo(f"  thiếu  {package}: chạy “pip install {package}”")
    _tell(
        "LibreOffice (đọc .odt, .rtf, .doc đời cũ hoặc hỏng)",
        find_office(),
        "cài từ libreoffice.org (Windows), hoặc “apt install libreoffice-writer-nogui”",
    )
    _tell(
        "Tesseract tiếng Việt (đọc bản quét, ảnh)",
        find_tesseract() if can_recognise() else None,
        "Windows: bản UB-Mannheim, chọn thêm Vietnamese; Debian/Ubuntu: “apt install tesseract-ocr tesseract-ocr-vie”",
    )
    if sys.platform == "linux":
        click.echo(
            "  có     tiến trình đọc riêng cho từng tệp: giới hạn bộ nhớ, thời gian, kích thước kết quả; không mạng nếu nhân hệ điều hành cho phép"
        )
    else:
        click.echo("  một phần  tiến trình đọc riêng: chỉ giới hạn được thời gian; giới hạn bộ nhớ và cắt mạng cần Linux")


def _tell(what: str, place: str | None, how: str) -> None:
    click.echo(f"  có     {what}: {place}" if place else f"  thiếu  {what}: {how}")
