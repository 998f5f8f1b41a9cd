"""Measure what the README says about speed and memory; prints one JSON object, asserts nothing.

    python benchmarks/measure.py            # on an otherwise idle machine

Times are seconds, the best of several runs (the noise of a machine only ever adds); memory is the peak resident size in MB.
"""

from __future__ import annotations

import datetime
import io
import json
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from lawcheck.batch.checking import check_path
from lawcheck.batch.work import Options
from lawcheck.reporting.annotate.copy import annotated_copy
from lawcheck.reporting.html import to_html
from lawcheck.reporting.model import Report
from lawcheck.reporting.office.phieu import to_phieu
from lawcheck.reporting.sarif import to_sarif
from lawcheck.reporting.xlsx import to_xlsx

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "corpus" / "documents" / "ke-hoach-5204-kh-ubnd.txt"
DECISION = ROOT / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt"
OPTIONS = Options(today=datetime.date(2026, 11, 24))
COMMAND = (sys.executable, "-c", "from lawcheck.cli.main import main; main()")
PAGE = 2600
"""code points on a typical page of a decision in 14 point"""


def best(run: Callable[[], object], times: int) -> float:
    """The shortest of `times` runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return round(min(taken), 3)


def command(*arguments: str) -> Callable[[], object]:
    """A cold run of the command line in a process of its own."""
    return lambda: subprocess.run([*COMMAND, *arguments], capture_output=True, check=False)


def twenty_pages() -> bytes:
    """A docx of about twenty pages made of gold documents."""
    document = docx.Document()
    left = 20 * PAGE
    for path in sorted((ROOT / "corpus" / "documents").glob("*.txt"), key=lambda path: -path.stat().st_size):
        for line in path.read_text(encoding="utf-8")[:left].splitlines():
            document.add_paragraph("".join(char for char in line if char.isprintable()))
            left -= len(line) + 1
        if left <= 0:
            break
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def long_report() -> tuple[bytes, Report]:
    """A docx of about 200 pages with at least 300 findings, and the report on it."""
    document = docx.Document()
    for line in DECISION.read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    for number in range(10, 410):
        document.add_paragraph(f"Điều {number}. Hồ sơ đề nghị hỗ trợ lần {number}")
        document.add_paragraph(f"1. Hộ gia đình nộp 01 bộ hồ sơ gồm đơn đề nghị theo mẫu số {number} tại Sở Tài chính.")
        document.add_paragraph("2. " + "Nội dung chi tiết của việc hỗ trợ được nêu tại đề án kèm theo. " * 18)
    out = io.BytesIO()
    document.save(out)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.docx"
        path.write_bytes(out.getvalue())
        return out.getvalue(), check_path(str(path), OPTIONS)


def outputs() -> dict[str, object]:
    """What it takes to write the papers on a long report."""
    data, report = long_report()
    page = to_html(report).encode()
    figures: dict[str, object] = {"long_pages": report.characters // PAGE, "long_findings": len(report.open_findings)}
    figures["annotate_s"] = best(lambda: annotated_copy(report, data, ".docx"), 5)
    figures["html_s"], figures["html_mb"] = best(lambda: to_html(report), 5), round(len(page) / 1e6, 2)
    figures["html_opens_s"] = opening(page)
    figures["phieu_s"] = best(lambda: to_phieu(report), 3)
    figures["xlsx_s"] = best(lambda: to_xlsx([report]), 3)
    figures["sarif_s"] = best(lambda: to_sarif([report]), 3)
    return figures


def opening(page: bytes) -> float | None:
    """Seconds from an idle Chromium's start on `page` to its first picture, less those on an empty page; None without Chromium."""
    browser = shutil.which("chromium")
    if browser is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        long, empty = Path(folder) / "long.html", Path(folder) / "empty.html"
        long.write_bytes(page)
        empty.write_text("<!DOCTYPE html><title>a</title>", encoding="utf-8")
        options = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            f"--screenshot={folder}/a.png",
        ]

        def show(path: Path) -> object:
            return subprocess.run([*options, path.as_uri()], capture_output=True, check=False)

        show(empty)
        return round(best(lambda: show(long), 3) - best(lambda: show(empty), 3), 3)


def main() -> None:
    """Measure and print."""
    figures: dict[str, object] = {"python": platform.python_version(), "machine": platform.machine()}
    figures["help_cold_s"] = best(command("--help"), 7)
    figures["plan_cold_s"] = best(command("check", "--fail-on", "never", str(PLAN)), 7)
    figures["plan_cold_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    check_path(str(PLAN), OPTIONS)
    figures["plan_warm_s"] = best(lambda: check_path(str(PLAN), OPTIONS), 15)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "twenty.docx"
        path.write_bytes(twenty_pages())
        check_path(str(path), OPTIONS)
        figures["docx_20_pages_warm_s"] = best(lambda: check_path(str(path), OPTIONS), 7)
    figures |= outputs()
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
