"""Measure what docs/scale.md says of scans and stores; prints a JSON line a figure, asserts nothing.

    python benchmarks/batch.py ROWS.jsonl[.gz]… [--files FOLDER] [--kills 20] [--jobs 2]

ROWS are documents as text, FOLDER holds original files. Rates are documents a second of wall time on the machine as it is, so run it when nothing
else does; `cpu_ms` is processor time a document, which a busy machine disturbs less. Memory is the peak of all processes together (proportional
set size, so that what workers share counts once).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()"]
REPORTS = (
    ("xlsx", ["--format", "xlsx"]), ("html", ["--format", "html", "--out", "d.html"]), ("docx", ["--format", "docx"]),
    ("cchc", ["--format", "docx", "--page", "cchc"]), ("html_mot_co_quan", ["--format", "html", "--out", "e.html", "--issuer", "UBND xã 007"]),
)  # fmt: skip


def scan(folder: Path, *arguments: str) -> dict[str, float]:
    """Run a scan; documents, seconds, documents a second, processor milliseconds a document, peak memory in MB."""
    start = time.perf_counter()
    running = subprocess.Popen([*COMMAND, "scan", *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak, used = [0], dict[int, float]()
    watcher = threading.Thread(target=_watch, args=(running, peak, used), daemon=True)
    watcher.start()
    _, told = running.communicate()
    seconds = time.perf_counter() - start
    watcher.join()
    documents = int(next(line for line in told.splitlines() if line.startswith("Đã kiểm tra")).split()[3])
    return {
        "documents": documents, "seconds": round(seconds, 1), "per_second": round(documents / seconds, 1),
        "cpu_ms": round(1000 * sum(used.values()) / documents, 2), "peak_mb": peak[0] // 1024,
    }  # fmt: skip


def _watch(running: subprocess.Popen[str], peak: list[int], used: dict[int, float]) -> None:
    """Note the highest memory and the processor time of a program and of all it starts, in the end once a second: more often would slow what it measures."""
    tick, pause = os.sysconf("SC_CLK_TCK"), 0.05
    while running.poll() is None:
        family = _family(running.pid)
        peak[0] = max(peak[0], sum(_memory(pid) for pid in family))
        for pid in family:
            with contextlib.suppress(OSError, IndexError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                used[pid] = (int(fields[11]) + int(fields[12])) / tick
        time.sleep(pause)
        pause = min(1.0, 1.5 * pause)


def _family(pid: int) -> list[int]:
    try:
        below = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in below for one in _family(child))]


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def kills(folder: Path, sources: list[str], jobs: str, times: int) -> dict[str, int]:
    """Kill a scan at a random point and let it go on, `times` times; how often the store is then the same as that of an undisturbed scan."""
    arguments = [*sources, "--jobs", jobs, "--on", "2026-11-24"]
    scan(folder, *arguments, "--store", "whole.db")
    whole, same = _contents(folder / "whole.db"), 0
    draw = random.Random(5204)
    for number in range(times):
        store = f"killed-{number}.db"
        running = subprocess.Popen(
            [*COMMAND, "scan", *arguments, "--store", store], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(draw.uniform(0.5, 8.0))
        running.send_signal(signal.SIGKILL)
        running.wait()
        scan(folder, *arguments, "--store", store)
        same += _contents(folder / store) == whole
    return {"killed": times, "same_as_undisturbed": same}


def _contents(store: Path) -> tuple[list[Any], list[Any], str]:
    with sqlite3.connect(store) as connection:
        documents = "SELECT place, doc_id, sha256, document.same, first, content FROM document JOIN report ON report.id = report_id JOIN content USING (report_id)"
        findings = "SELECT place, f.position, rule, quote FROM document JOIN finding f USING (report_id)"
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        return sorted(connection.execute(documents)), sorted(connection.execute(findings)), sound


def reports(folder: Path) -> dict[str, dict[str, float]]:
    """Each report on a store of 100,000 documents, the start of the program included: the best of three, wall time and processor time in seconds."""
    subprocess.run([sys.executable, ROOT / "benchmarks" / "synthetic.py", folder / "big.db"], check=True, cwd=ROOT)
    taken = {}
    for name, arguments in REPORTS:
        runs, cpu = [], []
        for _ in range(3):
            start, before = time.perf_counter(), os.times()
            subprocess.run([*COMMAND, "report", "big.db", *arguments], check=True, cwd=folder, capture_output=True)
            after = os.times()
            runs.append(time.perf_counter() - start)
            cpu.append(after.children_user + after.children_system - before.children_user - before.children_system)
        taken[name] = {"seconds": round(min(runs), 2), "cpu_s": round(min(cpu), 2)}
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="+")
    parser.add_argument("--files")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--jobs", default="2")
    wanted = parser.parse_args()
    rows = [str(Path(row).resolve()) for row in wanted.rows]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = [*rows, "--store", "text.db", "--jobs", wanted.jobs]
        tell(text=scan(folder, *text))
        tell(text_again=scan(folder, *text))
        if wanted.files:
            files = [str(Path(wanted.files).resolve()), "--store", "files.db", "--jobs", wanted.jobs]
            tell(files=scan(folder, *files))
            tell(files_again=scan(folder, *files))
            tell(files_new_rules=scan(folder, *files, "--profile", "chac-chan"))
        tell(report_100000=reports(folder))
        if wanted.kills:
            tell(resume=kills(folder, rows, wanted.jobs, wanted.kills))


def tell(**figure: object) -> None:
    """Print a figure as soon as it is known: a long measurement that is stopped has not been for nothing."""
    print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
