"""Measure how fast files are read, jail and all; prints one JSON object, asserts nothing.

    python benchmarks/reading.py            # on an otherwise idle machine; LibreOffice and Tesseract are used where they are installed

Pages per second are of the whole reading step: bytes in, text with origins out. Times are seconds, the best of several runs.
"""

from __future__ import annotations

import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).parent.parent))

from lawcheck.reading import jail, read_bytes
from lawcheck.reading.limits import READ
from lawcheck.reading.tesseract import can_recognise
from tests.reading.word import typed

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
PAGE = 2600
"""code points on a typical page of a decision in 14 point"""
FILES = 1000
"""files read one after another to see whether memory stays flat"""


def best(run: Callable[[], object], times: int = 5) -> float:
    """The shortest of `times` runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def to_pdf(data: bytes) -> bytes:
    """The pdf that LibreOffice makes of a docx."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(folder / "a.docx")]
        subprocess.run(command, capture_output=True, check=True)
        return (folder / "a.pdf").read_bytes()


def scan_of(pdf: bytes, pages: int) -> bytes:
    """The first pages as a grey tiff at 200 dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    images = [document[index].render(scale=200 / 72, grayscale=True).to_pil() for index in range(pages)]
    document.close()
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], dpi=(200, 200), compression="tiff_deflate")
    return out.getvalue()


def main() -> None:
    """Measure and print."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt")))[: 80 * PAGE]
    docx, small = typed(text), typed("Điều 1. Phạm vi")
    figures: dict[str, object] = {}
    read_bytes(small)
    figures["jail_overhead_ms"] = round(1000 * best(lambda: jail.call("read", b"x", READ, kind="rtf"), 50), 1)
    figures["small_docx_ms"] = round(1000 * best(lambda: read_bytes(small), 50), 1)
    figures["docx_pages_per_s"] = round(80 / best(lambda: read_bytes(docx)))
    if shutil.which("soffice"):
        pdf = to_pdf(docx)
        pages = read_bytes(pdf).pages or 0
        figures["pdf_pages_per_s"] = round(pages / best(lambda: read_bytes(pdf)))
        rtf = b"{\\rtf1 Dieu 1. Pham vi}"
        figures["through_libreoffice_s"] = round(best(lambda: read_bytes(rtf), 3), 2)
        if can_recognise():
            scan = scan_of(pdf, 6)
            figures["ocr_s_per_page"] = round(best(lambda: read_bytes(scan), 2) / 6, 2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    for _ in range(FILES):
        read_bytes(small)
    figures["files_per_s"] = round(FILES / (time.perf_counter() - start))
    figures["growth_over_1000_files_mb"] = round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, 1)
    worker = jail._jail.worker
    if worker is not None and Path("/proc").exists():
        status = Path(f"/proc/{worker.process.pid}/status").read_text(encoding="ascii")
        figures["worker_mb"] = round(int(status.split("VmRSS:")[1].split()[0]) / 1024)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
