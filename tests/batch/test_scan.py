"""Scans with a store: nothing twice, nothing lost, the same bytes in the same order."""

import dataclasses
import datetime
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch import keys, readings
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.examining import refused
from lawcheck.batch.scan import scan
from lawcheck.batch.store import Store
from lawcheck.errors import Problem, UsageError
from tests.batch.batches import OPTIONS, write_folder, write_rows

ROOT = str(Path(__file__).parents[2])
Contents = Callable[[Store], dict[str, list[Any]]]


def test_a_second_scan_judges_nothing_and_says_the_same(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a")
    first = list(scan([str(folder)], OPTIONS, engine, store=store))
    second = list(scan([str(folder)], OPTIONS, engine, store=store))
    assert [row.line for row in second] == [row.line for row in first]
    assert [row.stored for row in first] == [False] * 4 and all(row.stored for row in second)
    assert [json.loads(row.line)["document"]["id"] for row in first] == ["cv-001", "cv-002", "qd-001", "qd-002"]
    assert json.loads(first[2].line)["verdicts"]["tthc"]["violation"]


def test_with_and_without_a_store_the_lines_are_the_same(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", 6)
    assert [row.line for row in scan([str(rows)], OPTIONS, engine)] == [row.line for row in scan([str(rows)], OPTIONS, engine, store=store)]


def test_an_edited_file_is_judged_again_and_a_copy_is_not(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a")
    list(scan([str(folder)], OPTIONS, engine, store=store))
    edited = folder / "qd-001.txt"
    edited.write_text(edited.read_text(encoding="utf-8").replace("10 ngày", "07 ngày"), encoding="utf-8")
    (folder / "z-copy.txt").write_bytes((folder / "qd-002.txt").read_bytes())
    rows = list(scan([str(folder)], OPTIONS, engine, store=store))
    assert [row.stored for row in rows] == [True, True, False, True, True]
    assert rows[3].same == rows[4].same


def test_changed_rules_judge_again_without_reading(
    tmp_path: Path, store: Store, engine: LocalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Điều 1. Hồ sơ đề nghị gồm đơn theo mẫu.")
    document.save(str(tmp_path / "a.docx"))
    first = list(scan([str(tmp_path / "a.docx")], OPTIONS, engine, store=store))
    monkeypatch.setattr(keys, "judge", lambda: "other rules")
    monkeypatch.setattr(LocalEngine, "run", _with_readings_only)
    second = list(scan([str(tmp_path / "a.docx")], OPTIONS, LocalEngine(OPTIONS, jobs=1), store=store))
    assert not second[0].stored
    assert second[0].line == first[0].line


def _with_readings_only(_: LocalEngine, tasks: Any) -> Any:
    from lawcheck.batch.examining import examine

    for task, work in tasks:
        assert work.reading is not None, "the file would be read again"
        yield task, examine(dataclasses.replace(work, file="/gone.docx"), OPTIONS)


def test_a_document_without_a_date_is_judged_again_on_another_day(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Điều 1. Hồ sơ đề nghị gồm đơn theo mẫu.", encoding="utf-8")
    tomorrow = dataclasses.replace(OPTIONS, today=datetime.date(2026, 1, 16))
    assert [row.stored for row in scan([str(path)], OPTIONS, engine, store=store)] == [False]
    assert [row.stored for row in scan([str(path)], OPTIONS, engine, store=store)] == [True]
    assert [row.stored for row in scan([str(path)], tomorrow, engine, store=store)] == [False]


def test_stopping_early_keeps_what_was_done(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", 12)
    running = scan([str(rows)], OPTIONS, engine, store=store)
    lines = [next(running).line for _ in range(5)]
    running.close()
    again = list(scan([str(rows)], OPTIONS, engine, store=store))
    assert [row.line for row in again[:5]] == lines
    assert all(row.stored for row in again[:5]) and len(again) == 12


def test_what_could_not_be_opened_is_a_row_and_is_tried_again(
    tmp_path: Path, store: Store, engine: LocalEngine, contents: Contents
) -> None:
    folder = write_folder(tmp_path / "a", decisions=1, letters=0)
    link = folder / "link.txt"
    link.symlink_to(tmp_path / "later.txt")
    assert [row.readable for row in scan([str(folder)], OPTIONS, engine, store=store)] == [False, True]
    (tmp_path / "later.txt").write_text("Kính gửi: Sở Y tế.", encoding="utf-8")
    again = list(scan([str(folder)], OPTIONS, engine, store=store))
    assert [(row.readable, row.stored) for row in again] == [(True, False), (True, True)]
    assert len(contents(store)["documents"]) == 2


def test_a_crash_is_no_fact_about_the_file_and_is_tried_again(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    [source] = [str(write_rows(tmp_path / "rows.jsonl", 1))]
    crashed = Problem(code="E-SCAN-02", message="Tiến trình dừng.")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "run", lambda tasks: ((task, refused(crashed, OPTIONS)) for task, _ in tasks))
        assert [row.readable for row in scan([source], OPTIONS, engine, store=store)] == [False]
    assert [(row.readable, row.stored) for row in scan([source], OPTIONS, engine, store=store)] == [(True, False)]


def test_a_broken_file_is_tried_again_only_when_asked(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    dated = dataclasses.replace(OPTIONS, on=datetime.date(2026, 1, 1))
    source = [str(tmp_path / "broken.docx")]
    assert [row.stored for row in scan(source, dated, engine, store=store)] == [False]
    assert [row.stored for row in scan(source, dated, engine, store=store)] == [True]
    assert [row.stored for row in scan(source, dated, engine, store=store, retry_failed=True)] == [False]


def test_copies_and_deleted_files(tmp_path: Path, store: Store, engine: LocalEngine, contents: Contents) -> None:
    folder = write_folder(tmp_path / "a", decisions=1, letters=1)
    copy = folder / "z-copy.txt"
    copy.write_bytes((folder / "qd-001.txt").read_bytes() + b"\n")  # other bytes, same number, issuer and date
    list(scan([str(folder)], OPTIONS, engine, store=store))
    assert [first for *_, first, _ in contents(store)["documents"]] == [True, True, False]
    (folder / "qd-001.txt").unlink()
    list(scan([str(folder)], OPTIONS, engine, store=store))
    assert [first for *_, first, _ in contents(store)["documents"]] == [True, False, True]


def test_a_source_that_is_not_there_is_told_in_vietnamese(store: Store, engine: LocalEngine) -> None:
    with pytest.raises(UsageError, match="Không có tệp hoặc thư mục"):
        list(scan(["/khong/co"], OPTIONS, engine, store=store))


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"{}"), zlib.compress(b"[1]"), zlib.compress(b'{"text": "a", "pieces": {}}')])
def test_a_stored_reading_that_is_damaged_is_no_reading(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a stored reading"):
        readings.from_bytes(data)


def test_a_second_scan_loads_nothing_that_only_judging_needs(tmp_path: Path) -> None:
    """It would wait longer for the rules and the language than for all it does."""
    write_folder(tmp_path / "a")
    code = (
        "import sys; from lawcheck.cli.main import cli\n"
        "cli.main(['scan', 'a', '--store', 'k.db', '--out', 'a.jsonl', '--jobs', '1', '--on', '2025-04-01'], standalone_mode=False)\n"
        "print([name for name in ('lawcheck.rulebook', 'lawcheck.language', 'sqlalchemy.dialects.postgresql') if name in sys.modules])"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": ROOT}, capture_output=True, text=True
        )
    assert "4 không đổi nên lấy từ kho" in done.stderr
    assert done.stdout == "[]\n"
