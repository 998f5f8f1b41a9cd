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
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from lawcheck.batch.scan import Options, check_path

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "corpus" / "documents" / "ke-hoach-5204-kh-ubnd.txt"
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
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
