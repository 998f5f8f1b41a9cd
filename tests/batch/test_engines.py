"""Engines: same bytes in the same order; a document that hangs, dies or needs too much is a row; nothing else is lost with it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch.engines import Limits
from lawcheck.batch.engines.local import LocalEngine, examine_safely
from lawcheck.batch.scan import scan
from lawcheck.batch.work import Work
from lawcheck.errors import UsageError
from tests.batch.batches import DECISION, OPTIONS, Sleeping, problem, problem_of_second, write_folder, write_rows

distributed = pytest.importorskip("distributed", reason="the extra “cluster” is not installed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Dask cluster of two processes on this machine."""
    from lawcheck.batch.engines.cluster import DaskEngine

    engine = DaskEngine(OPTIONS, address=None, jobs=2)
    yield engine
    engine.close()


def test_both_engines_give_the_same_bytes_in_the_same_order(tmp_path: Path, engine: LocalEngine, cluster: Any) -> None:
    sources = [str(write_folder(tmp_path / "a")), str(write_rows(tmp_path / "rows.jsonl", 40))]
    here = [row.line for row in scan(sources, OPTIONS, engine)]
    there = [row.line for row in scan(sources, OPTIONS, cluster)]
    assert len(here) == 44 and there == here


def test_a_killed_worker_of_the_cluster_loses_nothing(tmp_path: Path, engine: LocalEngine, cluster: Any) -> None:
    source = [str(write_rows(tmp_path / "rows.jsonl", 80))]
    expected = [row.line for row in scan(source, OPTIONS, engine)]
    pids = list(cluster.client.run(os.getpid).values())
    threading.Timer(0.3, os.kill, (pids[0], signal.SIGKILL)).start()
    assert [row.line for row in scan(source, OPTIONS, cluster)] == expected


def test_killed_workers_of_this_machine_lose_nothing(tmp_path: Path, engine: LocalEngine) -> None:
    source = [str(write_rows(tmp_path / "rows.jsonl", 60))]
    expected = [row.line for row in scan(source, OPTIONS, engine)]
    rows = []
    for number, row in enumerate(scan(source, OPTIONS, engine)):
        rows.append(row.line)
        if number in (3, 30):
            pid = engine._workers[0].process.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
    assert rows == expected


@pytest.mark.parametrize(("row", "code"), [({"sleep": 30.0}, "E-SCAN-01"), ({"die": True}, "E-SCAN-02")])
def test_a_document_that_hangs_or_kills_is_a_row_and_the_others_are_done(row: dict[str, Any], code: str) -> None:
    engine = LocalEngine(OPTIONS, jobs=1, limits=Limits(seconds=5))
    works = [Work(row={"text": "Kính gửi: Sở Y tế."}), Work(row=Sleeping(row)), Work(row={"text": "Kính gửi: Sở Tài chính."})]
    assert problem_of_second(engine, works) == code


class Slow(dict[str, Any]):
    """A row that takes a minute to be read, wherever it is read."""

    def get(self, key: str, default: Any = None) -> Any:
        time.sleep(60)
        return super().get(key, default)


def test_a_document_over_its_time_on_a_cluster_is_a_row_and_the_others_of_its_batch_are_done(cluster: Any) -> None:
    from lawcheck.batch.engines.cluster import DaskEngine

    guest = DaskEngine(OPTIONS, address=cluster.client.scheduler.address, jobs=1, limits=Limits(seconds=10))
    works = [Work(row={"text": "Kính gửi: Sở Y tế."}), Work(row=Slow()), Work(row={"text": "Kính gửi: Sở Tài chính."})]
    outcomes = [outcome for _, outcome in guest.run(iter([(None, work) for work in works]))]
    guest.close()
    assert problem(outcomes[1]) == "E-SCAN-01"
    assert all(outcome is not None and not json.loads(outcome.report)["problems"] for outcome in (outcomes[0], outcomes[2]))


def test_large_documents_with_large_reports_do_not_block_each_other(tmp_path: Path) -> None:
    provision = "Hộ gia đình nộp 01 bộ hồ sơ gồm đơn đề nghị theo mẫu và bản sao giấy tờ tại Sở Tài chính trong thời hạn 10 ngày."
    clauses = "".join(f"Điều {number}. Hồ sơ đề nghị hỗ trợ lần {number}\n1. {provision}\n" for number in range(1, 1_500))
    rows = [{"id": str(number), "text": DECISION.format(number=number, what="máy móc") + clauses} for number in range(3)]
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    command = [sys.executable, "-c", "from lawcheck.cli.main import main; main()", "scan", str(tmp_path / "rows.jsonl"), "--jobs", "1"]
    done = subprocess.run(
        command, capture_output=True, check=False, timeout=300
    )  # a scan that hangs fails here instead of hanging the tests
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and len(lines) == 3
    assert min(map(len, lines)) > 1_000_000, "too small to fill a pipe: the test would prove nothing"


def test_a_bug_on_one_document_is_a_row_that_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lawcheck.batch.examining.check_reading", bug)
    assert problem(examine_safely(Work(row={"text": "Kính gửi: Sở Y tế."}), OPTIONS)) == "E-SCAN-09"
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_damaged_stored_reading_is_read_again(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "a", decisions=1, letters=0) / "qd-001.txt"
    assert not json.loads(examine_safely(Work(file=str(path), reading=b"damaged"), OPTIONS).report)["problems"]


def test_an_existing_cluster_is_used_by_its_address_and_left_running(tmp_path: Path, engine: LocalEngine, cluster: Any) -> None:
    from lawcheck.batch.engines.cluster import DaskEngine

    source = [str(write_rows(tmp_path / "rows.jsonl", 5))]
    guest = DaskEngine(OPTIONS, address=cluster.client.scheduler.address, jobs=1)
    there = [row.line for row in scan(source, OPTIONS, guest)]
    guest.close()
    assert there == [row.line for row in scan(source, OPTIONS, cluster)] == [row.line for row in scan(source, OPTIONS, engine)]


def test_clusters_of_two_scans_on_one_machine_do_not_meet(cluster: Any) -> None:
    from lawcheck.batch.engines.cluster import DaskEngine

    second = DaskEngine(OPTIONS, address=None, jobs=1)  # a port in use is a warning, and warnings are errors here
    try:
        addresses = [address for engine in (cluster, second) for address in engine._cluster.scheduler.http_server._sockets.values()]
        assert {socket.getsockname()[0] for socket in addresses} == {"127.0.0.1"}
        assert second.client.run(os.getpid)
    finally:
        second.close()


def test_a_cluster_that_does_not_answer_is_told_in_vietnamese() -> None:
    from lawcheck.batch.engines.cluster import DaskEngine

    with pytest.raises(UsageError, match="Không nối được cụm Dask"):
        DaskEngine(OPTIONS, address="khong-co://may:1", jobs=1)
