"""What happens in a night: power cuts, Ctrl-C, two scans into one store, a full disk, a folder that nobody may write, a share that goes away."""

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import SourceLostError, scan
from lawcheck.batch.store import Store, open_store
from lawcheck.batch.store.schema import VERSION
from lawcheck.errors import LawcheckError
from tests.batch.batches import OPTIONS, hear_ctrl_c, write_folder, write_rows

Contents = Callable[[Store], dict[str, list[Any]]]
COMMAND = [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()"]


def start(*arguments: str, **kwargs: Any) -> subprocess.Popen[bytes]:
    kwargs = {"preexec_fn": hear_ctrl_c, **kwargs}
    return subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kwargs)


def read(store_name: str, contents: Contents) -> dict[str, list[Any]]:
    store = open_store(store_name)
    found = contents(store)
    store.close()
    return found


def test_after_each_power_cut_the_scan_goes_on_and_nothing_is_lost_or_double(
    tmp_path: Path, store_name: str, engine: LocalEngine, contents: Contents
) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 600)
    whole = open_store(str(tmp_path / "whole.db"), create=True)
    expected = [row.line for row in scan([str(source)], OPTIONS, engine, store=whole)]
    arguments = ("scan", str(source), "--store", store_name, "--jobs", "2", "--on", "2026-01-15", "--out", str(tmp_path / "out.jsonl"))
    cuts = random.Random(5204)
    for _ in range(4):
        with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            time.sleep(cuts.uniform(1.0, 3.0))
            running.kill()
    assert subprocess.run([*COMMAND, *arguments], capture_output=True, check=False).returncode == 1
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == len(expected)
    done = read(store_name, contents)
    assert [(place, doc_id, same, first) for place, doc_id, _, same, first, _ in done["documents"]] == [
        (place, doc_id, same, first) for place, doc_id, _, same, first, _ in contents(whole)["documents"]
    ]
    assert done["findings"] == contents(whole)["findings"]
    whole.close()


def test_ctrl_c_says_what_was_kept_and_how_to_go_on(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 2000)
    running = start("scan", str(source), "--store", str(tmp_path / "s.db"), "--jobs", "1")
    assert running.stdout is not None and running.stderr is not None
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "chạy lại cùng lệnh để đi tiếp" in told.decode() and "Traceback" not in told.decode()
    with sqlite3.connect(tmp_path / "s.db") as connection:
        assert connection.execute("SELECT count(*) FROM document").fetchone()[0] >= 1
    connection.close()


def test_two_scans_into_one_store(tmp_path: Path, store_name: str, contents: Contents) -> None:
    sources = [write_folder(tmp_path / "a", 20, 5), write_folder(tmp_path / "b", 25, 5)]
    running = [start("scan", str(source), "--store", store_name, "--jobs", "1") for source in (*sources, sources[0])]
    results = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [1, 1, 1], [told.decode() for _, told in results]
    found = read(store_name, contents)
    assert len(found["documents"]) == 55
    assert sum(first for *_, first, _ in found["documents"]) == 30  # twenty decisions and five letters stand in both folders


def test_a_new_store_waits_for_the_scan_that_is_just_making_it(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "s.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE being_made (x)")
    end = threading.Timer(0.3, other.execute, ["COMMIT"])
    end.start()
    open_store(str(tmp_path / "s.db"), create=True).close()
    end.join()
    other.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "s.db")) as later:
        assert later.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_full_disk_gives_a_clear_message_and_a_store_that_opens(tmp_path: Path, contents: Contents) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 1500)
    # room for the first write whatever its size: a fast machine stores 200 documents at once (1.3 MB), a slow one those of a second
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000)); from lawcheck.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", limit, "scan", str(source), "--store", str(tmp_path / "s.db"), "--jobs", "1"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "đĩa đầy" in done.stderr.decode() and "Traceback" not in done.stderr.decode()
    kept = len(read(str(tmp_path / "s.db"), contents)["documents"])
    assert 0 < kept < 1500


FULL = Path("/dev/full")
"""a device on which every write says that the disk is full"""


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("to_stdout", [False, True])
def test_lines_that_find_no_room_stop_the_scan_and_the_store_keeps_what_was_done(
    tmp_path: Path, contents: Contents, to_stdout: bool
) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 200)
    arguments = ["scan", str(source), "--store", str(tmp_path / "s.db"), "--jobs", "1", *([] if to_stdout else ["--out", str(FULL)])]
    with (FULL if to_stdout else Path("/dev/null")).open("wb") as stream:
        done = subprocess.run([*COMMAND, *arguments], stdout=stream, stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert "Không ghi được" in told and "đĩa đầy" in told and "Traceback" not in told
    assert read(str(tmp_path / "s.db"), contents)["documents"]


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("format_", ["xlsx", "docx", "html"])
def test_a_report_that_finds_no_room_says_so_once(tmp_path: Path, format_: str) -> None:
    source = write_folder(tmp_path / "a", 2, 1)
    subprocess.run([*COMMAND, "scan", str(source), "--store", str(tmp_path / "s.db")], capture_output=True, check=False)
    place = tmp_path / f"r.{format_}"
    place.symlink_to(FULL)
    done = subprocess.run(
        [*COMMAND, "report", str(tmp_path / "s.db"), "--out", str(place), "--format", format_], capture_output=True, check=False
    )
    told = done.stderr.decode()
    assert done.returncode == 2
    assert f"Không ghi được “{place}” (đĩa đầy)" in told and "Traceback" not in told


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder where not even root may write")
def test_a_folder_that_may_not_be_written_gives_a_clear_message(tmp_path: Path) -> None:
    source = write_folder(tmp_path / "a", 1, 0)
    done = subprocess.run([*COMMAND, "scan", str(source), "--store", "/proc/s.db"], capture_output=True, check=False)
    assert done.returncode == 2
    assert "không có quyền" in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_a_share_that_goes_away_stops_the_scan_with_a_clear_message(
    tmp_path: Path, store: Store, engine: LocalEngine, contents: Contents
) -> None:
    share = write_folder(tmp_path / "share", 60, 60)
    running = scan([str(share)], OPTIONS, engine, store=store)
    for _ in range(3):
        next(running)
    share.rename(tmp_path / "away")
    with pytest.raises(SourceLostError, match="không còn truy cập được"):
        list(running)
    kept = contents(store)["documents"]
    assert 3 <= len(kept) < 120
    (tmp_path / "away").rename(share)
    rows = list(scan([str(share)], OPTIONS, engine, store=store))
    assert len(rows) == 120 and all(row.readable for row in rows)


def test_a_store_of_a_newer_version_and_a_file_that_is_no_store_are_refused(tmp_path: Path) -> None:
    open_store(str(tmp_path / "s.db"), create=True).close()
    with sqlite3.connect(tmp_path / "s.db") as connection:
        connection.execute("UPDATE meta SET value = '99'")
    connection.close()
    with pytest.raises(LawcheckError, match="mới hơn"):
        open_store(str(tmp_path / "s.db"))
    (tmp_path / "x.db").write_text("this is no database, whatever its name says" * 30)
    with pytest.raises(LawcheckError, match="không phải kho kết quả"):
        open_store(str(tmp_path / "x.db"))
    with pytest.raises(LawcheckError, match="Không có kho kết quả"):
        open_store(str(tmp_path / "none.db"))
    with pytest.raises(LawcheckError, match="Không có thư mục"):
        open_store(str(tmp_path / "none" / "s.db"), create=True)


INDICES = "SELECT m.name, i.name FROM sqlite_master m, pragma_index_info(m.name) i WHERE m.type = 'index' ORDER BY m.name, i.seqno"
"""names and columns of the indices of a store"""


def test_an_older_store_is_brought_to_this_version(tmp_path: Path) -> None:
    open_store(str(tmp_path / "s.db"), create=True).close()
    added = ("excerpt", "waiver_reason", "waiver_by", "waiver_date", "waiver_until")
    with sqlite3.connect(tmp_path / "s.db") as connection:
        made = connection.execute("PRAGMA table_info(finding)").fetchall()
        indices = connection.execute(INDICES).fetchall()
        connection.execute("UPDATE meta SET value = '1'")
        for name in ("finding_report", "finding_waived", "handling_state"):
            connection.execute(f"DROP INDEX {name}")
        connection.execute('CREATE INDEX finding_report ON finding (report_id, "group", rule, case_code)')
        for name in added:
            connection.execute(f"ALTER TABLE finding DROP COLUMN {name}")
    connection.close()
    for _ in range(2):  # the second opening finds nothing to do
        open_store(str(tmp_path / "s.db")).close()
    with sqlite3.connect(tmp_path / "s.db") as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone() == (str(VERSION),)
        assert connection.execute("PRAGMA table_info(finding)").fetchall() == made
        assert connection.execute(INDICES).fetchall() == indices
    connection.close()


def test_python_files_beside_the_documents_are_not_run(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "den", decisions=1, letters=1)
    words = "# a few words, so that this is read as a text of its own"
    (folder / "yaml.py").write_text(f"{words}\nopen({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    (folder / "lawcheck").mkdir()
    as_installed = "import sys; sys.path.remove(''); from lawcheck.cli.main import main; main()"
    arguments = [sys.executable, "-c", as_installed, "scan", ".", "--jobs", "1", "--fail-on", "never"]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, check=False)
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and lines and all(b'"status": "du"' in line for line in lines)
    assert not (tmp_path / "ran").exists()
