"""Files that LibreOffice converts are converted several in one call: the same reports for less, and one bad file costs the others nothing."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch.engines import Limits
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import scan
from lawcheck.batch.work import MOST_TOGETHER, Work
from lawcheck.errors import UnreadableError
from lawcheck.reading import convert_together, office, read_bytes
from tests.batch.batches import DECISION, LETTER, OPTIONS, Sleeping, problem_of_second
from tests.reading.word import converted, typed
from tests.reading.word97 import doc, para

SOFFICE = shutil.which("soffice")
with_office = pytest.mark.skipif(SOFFICE is None, reason="máy không có LibreOffice")
posix = pytest.mark.skipif(os.name != "posix", reason="chương trình thay LibreOffice là một tệp lệnh sh")


def rtf(text: str) -> bytes:
    """An rtf with this text; what stands in braces or after a backslash there is rtf already."""
    signs = (char if char.isascii() else f"\\u{ord(char)}?" for char in text.replace("\n", "\\par\n"))
    return ("{\\rtf1\\ansi " + "".join(signs) + "}").encode()


def write_rtfs(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(1, count + 1):
        (folder / f"{number:02}.rtf").write_bytes(rtf(DECISION.format(number=number, what=f"máy móc loại {number}")))
    return folder


class Office:
    """LibreOffice, written down how many files each call of it converts. A file with the word CRASH ends it, as a crash does."""

    def __init__(self, folder: Path) -> None:
        self._log, self._path = folder / "calls.txt", folder / "bin"
        self._path.mkdir()
        command = self._path / "soffice"
        command.write_text(
            f"""#!/bin/sh
files=0
for argument in "$@"; do
    case $argument in */profile|file:*) ;; /*.rtf|/*.doc|/*.odt) files=$((files + 1)); grep -q CRASH "$argument" && crash=1 ;; esac
done
echo $files >> {self._log}
test -z "$crash" || exit 139
exec {SOFFICE} "$@"
"""
        )
        command.chmod(command.stat().st_mode | stat.S_IXUSR)

    def scan(self, folder: Path, *arguments: str) -> tuple[list[dict[str, Any]], list[int]]:
        """The reports of a scan by one worker, and how many files each call of LibreOffice was for."""
        self._log.write_text("")
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()", "scan", ".", "--jobs", "1", *arguments],
            cwd=folder, capture_output=True, check=False, text=True, env=os.environ | {"PATH": f"{self._path}{os.pathsep}{os.environ['PATH']}"},
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()], [int(line) for line in self._log.read_text().split()]


@pytest.mark.office
@with_office
def test_a_folder_says_what_its_files_say_one_by_one(tmp_path: Path, engine: LocalEngine) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    typed_files = {f"qd-{number}": typed(DECISION.format(number=number, what=f"máy móc loại {number}")) for number in range(4)}
    for format_ in ("doc", "odt", "rtf"):
        for name, data in converted(typed_files, format_, tmp_path).items():
            (folder / f"{name}.{format_}").write_bytes(data)
    (folder / "cv.txt").write_text(LETTER.format(number=1), encoding="utf-8")
    (folder / "docx-goi-la.doc").write_bytes(typed_files["qd-0"])
    (folder / "hong.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    (folder / "trong.rtf").write_bytes(b"")
    together = [row.line for row in scan([str(folder)], OPTIONS, engine)]
    alone = [row.line for path in sorted(folder.iterdir()) for row in scan([str(path)], OPTIONS, engine)]
    assert together == alone
    assert [json.loads(line)["problems"][0]["code"] for line in together if json.loads(line)["document"]["status"] == "khong-doc-duoc"] == [
        "E-READ-02",
        "E-READ-07",
    ]


@pytest.mark.office
@with_office
@posix
def test_one_call_converts_several_and_none_what_the_store_has(tmp_path: Path) -> None:
    office, folder = Office(tmp_path), write_rtfs(tmp_path / "a", MOST_TOGETHER + 2)
    first, calls = office.scan(folder, "--store", "../s.db", "--format", "jsonl")
    assert calls == [MOST_TOGETHER, 2]
    assert len(first) == MOST_TOGETHER + 2 and all(report["verdicts"]["tthc"]["violation"] for report in first)
    assert office.scan(folder, "--store", "../s.db", "--format", "jsonl") == (first, [])
    (folder / "moi.rtf").write_bytes(rtf(LETTER.format(number=1)))
    assert office.scan(folder, "--store", "../s.db", "--format", "jsonl")[1] == [1]
    assert office.scan(folder, "--store", "../s.db", "--format", "jsonl", "--profile", "chac-chan")[1] == []  # judged anew, not read anew


@pytest.mark.office
@with_office
@posix
def test_only_files_that_need_libreoffice_are_converted(tmp_path: Path) -> None:
    office, folder = Office(tmp_path), write_rtfs(tmp_path / "a", 2)
    for number in range(3):
        (folder / f"{number}.doc").write_bytes(doc([para(line) for line in DECISION.format(number=number, what="máy móc").splitlines()]))
    reports, calls = office.scan(folder, "--format", "jsonl")
    assert calls == [2]
    assert len(reports) == 5 and all(report["verdicts"]["tthc"]["violation"] for report in reports)


@pytest.mark.office
@with_office
@posix
def test_a_file_that_crashes_libreoffice_has_its_own_reason_and_the_others_are_read(tmp_path: Path) -> None:
    office, folder = Office(tmp_path), write_rtfs(tmp_path / "a", 3)
    expected, _ = office.scan(folder)
    (folder / "02.rtf").write_bytes(rtf("CRASH"))
    reports, calls = office.scan(folder)
    assert calls == [3, 1, 1, 1]
    assert [reports[0], reports[2]] == [expected[0], expected[2]]
    assert reports[1]["problems"][0]["code"] == "E-READ-02"


@posix
def test_a_call_that_hangs_or_fails_gives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "soffice"
    monkeypatch.setattr(office, "find_office", lambda: str(command))
    monkeypatch.setattr(office, "SECONDS_TOGETHER", 1)
    for script, code in (("sleep 60", "E-READ-05"), ("exit 77", "E-READ-02")):
        command.write_text(f"#!/bin/sh\nexec {script}\n")
        command.chmod(0o755)
        folder = tmp_path / code
        folder.mkdir()
        with pytest.raises(UnreadableError) as caught:
            office.many_to_docx([(rtf("a"), ".rtf"), (rtf("b"), ".rtf")], folder)
        assert caught.value.problem.code == code


@pytest.mark.office
@with_office
def test_a_file_that_prints_its_own_name_is_converted_alone() -> None:
    plain, named = rtf("Điều 1"), rtf("Điều 2 {\\field{\\*\\fldinst FILENAME}{\\fldrslt x}}")
    first, second, third = convert_together([plain, named, rtf("Điều 3")])
    assert first is not None and second is None and third is not None
    assert read_bytes(plain, converted=first) == read_bytes(plain)
    assert read_bytes(rtf("Điều 4"), converted=first).source.text == "Điều 4\n", "what was made of another file is not used"


@pytest.mark.parametrize(("row", "code"), [({"sleep": 30.0}, "E-SCAN-01"), ({"die": True}, "E-SCAN-02")])
def test_a_conversion_over_its_time_or_dead_is_given_up_and_each_file_is_done_alone(tmp_path: Path, row: dict[str, Any], code: str) -> None:
    engine = LocalEngine(OPTIONS, jobs=1, limits=Limits(seconds=5))
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.doc").write_text("Kính gửi: Sở Y tế.", encoding="utf-8")
    works = [Work(file=str(tmp_path / f"{name}.doc"), row=Sleeping(row) if name == "b" else None) for name in ("a", "b", "c")]
    assert problem_of_second(engine, works) == code


def test_a_lone_file_for_libreoffice_does_not_hold_the_others_back(tmp_path: Path, engine: LocalEngine) -> None:
    """Results come while documents are still being listed, though one of the first waits for others to be converted with."""
    (tmp_path / "a.doc").write_text("Kính gửi: Sở Y tế.", encoding="utf-8")
    listed = []

    def tasks() -> Any:
        yield 0, Work(file=str(tmp_path / "a.doc"))
        for number in range(1, 200):
            listed.append(number)
            yield number, Work(row={"text": "Kính gửi: Sở Tài chính."})

    running = engine.run(tasks())
    assert next(running)[0] == 0 and len(listed) < 100
    assert [tag for tag, _ in running] == list(range(1, 200))
