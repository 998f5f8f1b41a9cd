"""Compare the speed of this tree with the recorded base, on any machine, noisy ones too.

    python benchmarks/compare.py            # table; exit code 1 where something became more than a quarter slower
    python benchmarks/compare.py --record   # make this tree the base

Each piece of work is timed in processor time between two runs of a fixed piece of plain Python, and only the ratio of the two counts: what slows
the machine down slows both. The median of the ratios is compared with that in base.json.
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lawcheck.batch.answers.dashboard import page
from lawcheck.batch.answers.figures import Filter
from lawcheck.batch.checking import check_path
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import scan
from lawcheck.batch.store import Store, open_store
from lawcheck.batch.work import Options

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "benchmarks" / "base.json"
OPTIONS = Options(today=datetime.date(2026, 11, 24), on=datetime.date(2026, 11, 24))
DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*.txt"))[:40]
ROUNDS = 7
SLOWER = 1.25


def yardstick() -> None:
    """A fixed piece of work: counts words of a made text in plain Python."""
    counts: dict[str, int] = {}
    for number in range(400_000):
        word = f"tu-{number % 1000}"
        counts[word] = counts.get(word, 0) + 1


def judge() -> None:
    """Read and judge forty documents in this process."""
    for path in DOCUMENTS:
        check_path(str(path), OPTIONS)


def scan_again(store: Store) -> None:
    """A second scan of two thousand unchanged rows."""
    engine = LocalEngine(OPTIONS, jobs=1)
    for row in scan([str(Path(tempfile.gettempdir()) / "lawcheck-rows.jsonl")], OPTIONS, engine, store=store):
        assert row.stored
    engine.close()


def dashboard(store: Store) -> None:
    """The dashboard of that store."""
    page(store, Filter(), OPTIONS.today, lambda column, value: None)


def processor_time(work: Callable[[], None]) -> float:
    """Seconds of processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(work: Callable[[], None]) -> float:
    """How many yardsticks a piece of work takes: the median over rounds."""
    work()
    ratios = []
    for _ in range(ROUNDS):
        before, taken, after = processor_time(yardstick), processor_time(work), processor_time(yardstick)
        ratios.append(taken / ((before + after) / 2))
    return round(statistics.median(ratios), 3)


def measure() -> dict[str, float]:
    """The ratios of all pieces of work."""
    rows = Path(tempfile.gettempdir()) / "lawcheck-rows.jsonl"
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS[:10]]
    rows.write_text(
        "".join(json.dumps({"id": str(n), "text": f"{texts[n % 10][:3000]}\n{n}"}) + "\n" for n in range(2000)), encoding="utf-8"
    )
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "s.db"), create=True)
        engine = LocalEngine(OPTIONS, jobs=2)
        for _ in scan([str(rows)], OPTIONS, engine, store=store):
            pass
        engine.close()
        found = {
            "judge_40": ratio(judge),
            "scan_again_2000": ratio(lambda: scan_again(store)),
            "dashboard_2000": ratio(lambda: dashboard(store)),
        }
        store.close()
    rows.unlink()
    return found


def main() -> None:
    """Measure, then compare or record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    record = parser.parse_args().record
    found = measure()
    if record:
        BASE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    base = json.loads(BASE.read_text(encoding="utf-8"))
    print(f"{'':20}{'base':>10}{'now':>10}{'now/base':>10}")
    for name, value in found.items():
        print(f"{name:20}{base[name]:10.3f}{value:10.3f}{value / base[name]:10.2f}")
    sys.exit(int(any(value > SLOWER * base[name] for name, value in found.items())))


if __name__ == "__main__":
    main()
