"""Watching a folder: what arrives gets a report beside it, once, and again when it is changed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lawcheck.batch.watching import Watcher
from lawcheck.errors import UsageError
from tests.batch.batches import DECISION, LETTER, hear_ctrl_c

COMMAND = [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()", "watch"]


def wait_for(what: Callable[[], bool]) -> None:
    for _ in range(600):
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("nothing came")


def reports(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".lawcheck." in path.name)


def test_a_report_lies_beside_what_arrives_and_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(LETTER.format(number=1), encoding="utf-8")
    running = subprocess.Popen(
        [*COMMAND, str(tmp_path), "--every", "0.2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c
    )
    try:
        wait_for(lambda: len(reports(tmp_path)) == 1)
        (tmp_path / "second.txt").write_text(DECISION.format(number=2, what="máy"), encoding="utf-8")
        wait_for(lambda: len(reports(tmp_path)) == 2)
    finally:
        running.send_signal(signal.SIGINT)
        said, told = running.communicate(timeout=30)
    assert [name.split(".lawcheck")[0] for name in reports(tmp_path)] == ["first.txt", "second.txt"]
    lines = said.decode().splitlines()
    assert "không có phát hiện nghiêm trọng" in lines[0] and "có phát hiện" in lines[1]
    assert "Đã dừng theo dõi" in told.decode() and "Traceback" not in told.decode()


def test_a_document_is_handed_out_once_and_again_when_changed_also_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")

    reported = {path: 0.0}

    def age(seconds: float) -> None:
        os.utime(path, (time.time() - seconds, time.time() - seconds))

    watcher = Watcher(tmp_path, reported.__getitem__)
    assert watcher.arrived() == []  # it may still be being copied
    age(100)
    assert watcher.arrived() == [path] and watcher.arrived() == []
    reported[path] = time.time() - 80
    assert Watcher(tmp_path, reported.__getitem__).arrived() == []
    path.write_text("changed")
    age(50)
    assert watcher.arrived() == [path] == Watcher(tmp_path, reported.__getitem__).arrived()


def test_a_folder_that_goes_away_is_told_and_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    watcher = Watcher(folder, lambda path: 0.0)
    folder.rmdir()
    with pytest.raises(UsageError, match="Không có tệp hoặc thư mục"):
        watcher.arrived()
    folder.mkdir()
    assert watcher.arrived() == []
