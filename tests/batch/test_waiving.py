"""Waivers in a scan: accepted findings are marked with their reason and stop counting, nothing is judged again, and what no longer holds is told."""

import datetime
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from lawcheck.batch.answers.dashboard import page
from lawcheck.batch.answers.figures import Filter, by_rule, count, expired_waivers
from lawcheck.batch.answers.letter import write_leadership
from lawcheck.batch.answers.workbook import write_workbook
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.handling import Entry, record
from lawcheck.batch.scan import Row, scan
from lawcheck.batch.store import Store
from lawcheck.batch.store.schema import finding
from lawcheck.batch.waiving import Waiving
from lawcheck.cli.checking import check
from lawcheck.cli.scanning import scan as scan_command
from tests.batch.batches import DECISION, OPTIONS, write_folder, write_rows

WHO = "reason: Luật giao quy định., by: Trần Thị B, date: 2025-10-01"


def waive(folder: Path, *rows: str, name: str = "lawcheck.yml") -> None:
    (folder / name).write_text("waivers:\n" + "".join(f"  - {{{row}, {WHO}}}\n" for row in rows), encoding="utf-8")


def scanned(source: Path, engine: LocalEngine, store: Store | None = None, waiving: Waiving | None = None) -> dict[str, Row]:
    rows = list(scan([str(source)], OPTIONS, engine, store=store, waiving=waiving))
    return {json.loads(row.line)["document"]["id"]: row for row in rows}


def marks(row: Row) -> set[str]:
    return {one.get("waived", {}).get("reason", "") for one in json.loads(row.line)["findings"]}


def test_a_scan_marks_what_check_marks(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a", 2, 0)
    waive(folder, "rule: TT01, document: qd-001.txt")
    kept = scanned(folder, engine, store)
    assert sorted(kept) == ["qd-001", "qd-002"] and kept == scanned(folder, engine)
    assert marks(kept["qd-001"]) == {"Luật giao quy định."} and marks(kept["qd-002"]) == {""}
    assert kept["qd-001"].severities == () and "error" in kept["qd-002"].severities
    told = CliRunner().invoke(check, [str(folder / "qd-001.txt"), "--format", "json"])
    alone, in_scan = json.loads(told.stdout), json.loads(kept["qd-001"].line)
    for part in ("verdicts", "checklist", "findings"):
        assert in_scan[part] == alone[part]


def test_changed_waivers_are_seen_without_judging_again(
    tmp_path: Path, store: Store, engine: LocalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(tmp_path / "a", 2, 1)
    first = scanned(folder, engine, store)
    monkeypatch.setattr("lawcheck.batch.scan._work", lambda *_, **__: pytest.fail("a document was judged again"))
    waive(folder, "rule: TT01")
    second = scanned(folder, engine, store)
    assert all(row.stored for row in second.values()) and marks(second["qd-001"]) == {"Luật giao quy định."}
    assert json.loads(second["qd-001"].line)["verdicts"] == json.loads(first["qd-001"].line)["verdicts"]
    waive(folder, "node: dieu-2/khoan-1")
    assert marks(scanned(folder, engine, store)["qd-001"]) == {"", "Luật giao quy định."}
    (folder / "lawcheck.yml").unlink()
    assert {name: row.line for name, row in scanned(folder, engine, store).items()} == {name: row.line for name, row in first.items()}


def test_answers_honour_and_show_what_was_accepted(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a", 2, 0)
    waive(folder, "rule: TT01, document: qd-001.txt, until: 2026-06-01")
    scanned(folder, engine, store)
    before = count(store, Filter(), OPTIONS.today)
    assert before.waived and before.risks == (1, 0, 0, 1) and before.reform.sound == 1
    assert (before.reform.procedures.found, before.reform.procedures.waived) == (1, 1)
    assert sum(rule.documents for rule in by_rule(store, Filter()) if rule.rule == "TT01") == 1
    write_workbook(store, tmp_path / "r.xlsx", Filter(), OPTIONS.today)
    rows = list(load_workbook(tmp_path / "r.xlsx")["Phát hiện"].iter_rows(min_row=4, values_only=True))
    column = rows[0].index("Miễn trừ")
    told = {row[column] for row in rows[1:]}
    assert told == {"", "Miễn trừ: Luật giao quy định (Trần Thị B, 01/10/2025, đến trước 01/6/2026)."}
    assert len(rows) - 1 == before.findings + before.waived
    assert f"thêm {before.waived} được miễn trừ" in page(store, Filter(), OPTIONS.today, lambda column, value: None)
    write_leadership(store, tmp_path / "l.docx", Filter(), OPTIONS.today)
    assert expired_waivers(store, datetime.date(2026, 5, 31)) == 0
    assert expired_waivers(store, datetime.date(2026, 6, 1)) == before.waived


def test_the_dashboard_shows_the_reason_beside_the_finding(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a", 1, 0)
    waive(folder, "node: dieu-2/khoan-1")
    scanned(folder, engine, store)
    assert "Miễn trừ: Luật giao quy định (Trần Thị B, 01/10/2025)." in page(store, Filter(), OPTIONS.today, lambda column, value: None)


def test_a_document_is_handled_when_what_is_left_of_it_is(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a", 1, 0)
    waive(folder, "node: dieu-2/khoan-1")
    scanned(folder, engine, store)
    with store.reads() as connection:
        left = connection.execute(finding.select().where(finding.c.waiver_reason.is_(None), finding.c.group == "tthc")).all()
    day = OPTIONS.today
    entries = [Entry(case_code=one.case_code, state="da-xu-ly", day=day, person="Trần Thị B") for one in left]
    assert (count(store, Filter(), day).reform.procedures.found, count(store, Filter(), day).reform.procedures.handled) == (1, 0)
    record(store, entries, datetime.datetime(2026, 1, 15, 9))
    assert (count(store, Filter(), day).reform.procedures.found, count(store, Filter(), day).reform.procedures.handled) == (1, 1)


def test_a_copy_elsewhere_is_not_accepted_with_it(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a", 1, 0)
    (folder / "khac").mkdir()
    (folder / "khac" / "ban-sao.txt").write_bytes((folder / "qd-001.txt").read_bytes())
    waive(folder, "rule: TT01")
    rows = scanned(folder, engine, store)
    assert marks(rows["qd-001"]) == {"Luật giao quy định."} and marks(rows["ban-sao"]) == {""}


def test_what_is_expired_or_meets_nothing_is_told_once(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a", 3, 0)
    waive(folder, "rule: TT01, until: 2026-01-15", "rule: QP01", "rule: TT01, document: khong-co.docx")
    waiving = Waiving(OPTIONS.today)
    assert marks(scanned(folder, engine, store, waiving)["qd-001"]) == {""}
    expired, *unused = waiving.told()
    assert "đã hết hạn từ ngày 15/01/2026" in expired and "lawcheck.yml:2" in expired
    assert ["lawcheck.yml:3" in unused[0], "lawcheck.yml:4" in unused[1], len(unused)] == [True, True, 2]
    tomorrow = Waiving(OPTIONS.today - datetime.timedelta(1))
    options = replace(OPTIONS, today=OPTIONS.today - datetime.timedelta(1))
    assert all(row.waived for row in scan([str(folder)], options, engine, store=store, waiving=tomorrow))


def test_documents_in_archives_and_databases_go_by_the_files_beside_these(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    with zipfile.ZipFile(tmp_path / "kho.zip", "w") as archive:
        archive.writestr("2025/qd.txt", DECISION.format(number=1, what="máy móc"))
    rows = write_rows(tmp_path / "rows.jsonl", 3)
    waive(tmp_path, "rule: TT01, document: qd.txt", "rule: TT01, document: d3")
    assert scanned(tmp_path / "kho.zip", engine, store)["qd"].waived
    assert [bool(row.waived) for row in scanned(rows, engine, store).values()] == [False, False, True]


def test_a_broken_waiver_file_stops_no_scan_but_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "a", 1, 1)
    (folder / "lawcheck.yml").write_text("waivers:\n  - {rule: TT01}\n", encoding="utf-8")
    done = CliRunner().invoke(scan_command, [str(folder), "--jobs", "1"])
    assert done.exit_code == 2 and len(done.stdout.splitlines()) == 2
    assert "lawcheck.yml:2" in done.stderr and "Thiếu “reason”" in done.stderr and "vẫn được tính" in done.stderr


def test_the_exit_code_honours_waivers(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "a", 1, 1)
    arguments = [str(folder), "--jobs", "1", "--store", str(tmp_path / "k.db")]
    assert CliRunner().invoke(scan_command, arguments).exit_code == 1
    waive(folder, "rule: TT01", "rule: QP01")
    done = CliRunner().invoke(scan_command, arguments)
    assert done.exit_code == 0
    assert done.stderr.count("không khớp phát hiện nào") == 1 and "được miễn trừ" in done.stderr


def test_a_rule_that_the_settings_switch_off_stops_counting_in_scans_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "a", 1, 0)
    monkeypatch.chdir(tmp_path)
    command = [str(folder), "--store", "k.db", "--jobs", "1", "--format", "jsonl"]
    assert CliRunner().invoke(scan_command, command).exit_code == 1
    (tmp_path / "lawcheck.toml").write_text('[rules]\noff = ["TT01"]\n', encoding="utf-8")
    told = CliRunner().invoke(scan_command, command)
    findings = json.loads(told.stdout.splitlines()[0])["findings"]
    assert told.exit_code == 0 and "TT01" in {one["rule"] for one in findings}
    assert {one["waived"]["reason"] for one in findings if one["rule"] == "TT01"} == {"Quy tắc được tắt trong tệp cấu hình"}
    (tmp_path / "lawcheck.toml").unlink()
    assert CliRunner().invoke(scan_command, command).exit_code == 1
