"""Word papers as pdf, through LibreOffice in a folder of its own."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from lawcheck.errors import UsageError

TIMEOUT_S = 120
GOOD_FONTS = ("Times New Roman", "Tinos")
"""fonts of the decree's measure that hold every Vietnamese letter (Liberation Serif of Debian lacks most of them)"""


def docx_to_pdf(docx: bytes) -> bytes:
    """The docx as pdf. Raises UsageError where LibreOffice is missing or makes nothing."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UsageError(
            "Cần LibreOffice để xuất PDF: cài từ libreoffice.org (hoặc apt install libreoffice-writer-nogui fonts-croscore), "
            "hoặc dùng “--format docx” rồi lưu PDF trong Word."
        )
    with tempfile.TemporaryDirectory(prefix="lawcheck-") as name:
        folder = Path(name)
        source = folder / "phieu.docx"
        source.write_bytes(_with_font_at_hand(docx))
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "pdf"]
        try:
            subprocess.run([*command, "--outdir", name, str(source)], capture_output=True, timeout=TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired:
            raise UsageError(f"LibreOffice không xuất xong PDF trong {TIMEOUT_S} giây; hãy dùng “--format docx”.") from None
        made = folder / "phieu.pdf"
        if not made.is_file():
            raise UsageError("LibreOffice không xuất được PDF; hãy mở LibreOffice một lần để kiểm tra, hoặc dùng “--format docx”.")
        return made.read_bytes()


def _with_font_at_hand(docx: bytes) -> bytes:
    """The docx with Tinos named for Times New Roman where only Tinos is installed.

    LibreOffice would take Liberation Serif by a table of its own, and every letter with two marks from another font:
    the page then looks uneven and its text comes out of the pdf in the wrong order.
    """
    if font_used() != "Tinos":
        return docx
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            data = before.read(info.filename)
            after.writestr(info, data.replace(b'"Times New Roman"', b'"Tinos"') if info.filename.endswith(".xml") else data)
    return out.getvalue()


def font_used() -> str | None:
    """The font that stands in for Times New Roman on this machine, None where that cannot be told."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    found = subprocess.run([program, "-f", "%{family}", "Times New Roman"], capture_output=True, text=True, check=False)
    return found.stdout.split(",")[0].strip() or None
