"""Word papers as pdf: through LibreOffice, or through WeasyPrint where that is all there is."""

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
    """The docx as pdf, through LibreOffice where it is installed, else through WeasyPrint. Raises UsageError where neither is."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return _by_office(program, docx) if program is not None else _by_weasyprint(docx)


def _by_weasyprint(docx: bytes) -> bytes:
    try:
        import weasyprint
    except (ImportError, OSError):  # OSError: its libraries (Pango) are missing
        raise UsageError(
            "Cần LibreOffice để xuất PDF: cài từ libreoffice.org (hoặc apt install libreoffice-writer-nogui fonts-croscore), "
            "hoặc chạy “pip install lawcheck[pdf-report]”, hoặc dùng “--format docx” rồi lưu PDF trong Word."
        ) from None
    from lawcheck.reporting.office.pages import docx_to_html

    only_what_the_page_holds = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    made: bytes = weasyprint.HTML(string=docx_to_html(docx), url_fetcher=only_what_the_page_holds).write_pdf()
    return made


def _by_office(program: str, docx: bytes) -> bytes:
    """The pdf that LibreOffice makes in a folder and with a profile of its own."""
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
