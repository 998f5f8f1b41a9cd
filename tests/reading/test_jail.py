"""A hostile file costs its own reading and nothing else."""

import dataclasses
import errno
import io
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from lawcheck.errors import UnreadableError
from lawcheck.reading import jail, landlock, members, read_bytes, read_file, wire, worker
from lawcheck.reading.limits import MAX_BYTES, READ, Limits
from tests.reading.word import W, package, paragraph, typed, word

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a%s;" % (n - 1 if n > 1 else "") * 10}">' for n in range(1, 10)) + "]>"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="giới hạn bộ nhớ và CPU cần Linux")


def pdf(pages: int, content: bytes = b"BT /F1 24 Tf 100 700 Td (Dieu 5) Tj ET") -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids["
        + kids
        + f"]/Count {pages}>>endobj\n".encode()
        + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        + b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        + f"4 0 obj<</Length {len(content)}>>stream\n".encode()
        + content
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data)
    return caught.value.problem.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(word(f"<w:p><w:r><w:t>{' ' * 60_000_000}</w:t></w:r></w:p>"), "E-READ-03", id="zip bomb"),
        pytest.param(word(paragraph("x") * 1_500_000), "E-READ-03", id="79 MB of paragraphs"),
        pytest.param(package({f"word/{n}.xml": "" for n in range(12_000)}), "E-READ-03", id="too many entries"),
        pytest.param(package({"word/document.xml": f"{LAUGHS}<w:document {W}>&a9;</w:document>"}), "E-READ-11", id="billion laughs"),
        pytest.param(package({"word/document.xml": f"<!--{'x' * 5000}-->{LAUGHS}<w:document {W}>&a9;</w:document>"}), "E-READ-11", id="late laughs"),
        pytest.param(word("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), "E-READ-02", id="deep nesting"),
        pytest.param(pdf(5000), "E-READ-03", id="5,000 pages"),
        pytest.param(b"%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj\n2 0 obj<</Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>", "E-READ-02", id="pages in a ring"),
        pytest.param(b"a b " * 6_000_000, "E-READ-03", id="24 million characters"),
    ],
)  # fmt: skip
def test_bombs_are_refused_by_name(data: bytes, code: str) -> None:
    assert reason(data) == code
    assert read_bytes(word(paragraph("Điều 1"))).source.text == "Điều 1\n"


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "300mb.docx"
    with path.open("wb") as sparse:
        sparse.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableError) as caught:
        read_file(path)
    assert caught.value.problem.code == "E-READ-03"


@linux
def test_memory_and_time_are_limited() -> None:
    data = typed("Điều 1. Phạm vi\n" * 2000)
    with pytest.raises(UnreadableError) as caught:
        jail.call("read", data, Limits(memory=30_000_000), kind="zip")
    assert caught.value.problem.code in ("E-READ-02", "E-READ-03")
    with pytest.raises(UnreadableError) as caught:
        jail.call("read", data, Limits(wall=0.0), kind="zip")
    assert caught.value.problem.code == "E-READ-05"
    with pytest.raises(UnreadableError) as caught:
        jail.call("read", data, Limits(output=1000), kind="zip")
    assert caught.value.problem.code == "E-READ-03"
    assert read_bytes(data).source.text.startswith("Điều 1. Phạm vi\n")


def test_a_killed_worker_costs_one_reading() -> None:
    read_bytes(word(paragraph("a")))
    running = jail._jail.worker
    assert running is not None
    running.process.kill()
    running.process.wait()
    assert read_bytes(word(paragraph("b"))).source.text == "b\n"


def test_a_worker_that_dies_is_not_told_as_one_that_took_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    jail.close()
    with monkeypatch.context() as patched:
        patched.setattr(jail, "_START", "pass")
        assert reason(word(paragraph("a"))) == "E-READ-02"
    assert read_bytes(word(paragraph("b"))).source.text == "b\n"


@linux
def test_without_a_folder_to_work_in_the_file_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> str:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkdtemp", refused)
    header, _ = wire.receive(io.BytesIO(worker._in_child({"step": "read", "limits": dataclasses.asdict(READ)}, b""))) or ({}, b"")
    (problem,) = wire.unpack_problems([header["problem"]])
    assert problem.code == "E-FILE-06" and "TMPDIR" in problem.message


def test_an_answer_that_breaks_off_is_told_from_a_whole_one() -> None:
    whole = wire.message({"text": "Điều \ud800"}, b"body")
    assert wire.is_whole(whole) and wire.receive(io.BytesIO(whole)) == ({"text": "Điều \ud800"}, b"body")
    assert not any(wire.is_whole(whole[:end]) for end in range(len(whole)))
    assert not wire.is_whole(whole + b"x")


def test_an_unknown_step_is_a_named_reason_too() -> None:
    with pytest.raises(UnreadableError) as caught:
        jail.call("no such step", b"", READ)
    assert caught.value.problem.code == "E-READ-02"


def read_length(data: bytes) -> int:
    return len(read_bytes(data).source.text)


@pytest.mark.parametrize("how", ["spawn", "fork"])
def test_workers_of_a_pool_have_jails_of_their_own(how: str) -> None:
    if how not in multiprocessing.get_all_start_methods():
        pytest.skip(f"hệ điều hành không có “{how}”")
    assert read_length(word(paragraph("x"))) == 2
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(how)) as pool:
        assert list(pool.map(read_length, [word(paragraph("x" * n)) for n in range(1, 9)])) == list(range(2, 10))
    assert read_length(word(paragraph("x"))) == 2


@linux
def test_nothing_is_left_behind() -> None:
    code = (
        "from lawcheck.reading import read_bytes, jail; from tests.reading.word import word, paragraph\n"
        "read_bytes(word(paragraph('x'))); print(jail._jail.worker.process.pid)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    pid = int(done.stdout)
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.1)
    os.kill(pid, 9)
    pytest.fail("the worker outlived its owner")


def test_an_archive_gives_its_files(tmp_path: Path) -> None:
    archive = tmp_path / "goi.zip"
    archive.write_bytes(package({"a/quyet-dinh.docx": word(paragraph("Điều 1")), "b.txt": "Điều 2", "__MACOSX/x": "x", "a/~$b.docx": "x"}))
    found = members(archive)
    assert found is not None
    assert [member.name for member in found] == ["a/quyet-dinh.docx", "b.txt"]
    assert read_bytes(found[0].data).source.text == "Điều 1\n"
    alone = tmp_path / "a.docx"
    alone.write_bytes(word(paragraph("x")))
    assert members(alone) is None


def test_a_mail_gives_its_text_and_attachments(tmp_path: Path) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.vn", "b@example.vn", "Dự thảo"
    mail.set_content("Kính gửi")
    mail.add_attachment(word(paragraph("Điều 1")), maintype="application", subtype="octet-stream", filename="dự thảo.docx")
    path = tmp_path / "thu.eml"
    path.write_bytes(mail.as_bytes())
    found = members(path)
    assert found is not None
    assert [member.name for member in found] == ["thu-1.plain", "dự thảo.docx"]
    assert reason(mail.as_bytes()) == "E-READ-10"


def test_without_fork_the_worker_itself_answers() -> None:
    """What Windows and macOS do: no child a file, whatever a parser throws still becomes a named reason."""
    from lawcheck.reading.wire import unpack
    from lawcheck.reading.worker import _here

    header = {"step": "read", "kind": "zip", "limits": {}}
    answer, _ = _here(header, word(paragraph("Điều 1")))
    assert unpack(answer["reading"]).source.text == "Điều 1\n"
    assert _here(header | {"kind": "pdf"}, b"%PDF-1.4")[0]["problem"][0] == "E-READ-02"
    assert _here({"step": "pictures", "kind": "image", "places": [[9, None, 0]], "limits": {}}, b"x")[0]["problem"][0] == "E-READ-02"


TRIES = """
import pathlib, sys
from lawcheck.reading import worker
from lawcheck.reading.limits import READ
folder, *paths = sys.argv[1:]
worker._confine(READ, folder, closed=True)
def opened(path, mode):
    try:
        open(path, mode).close()
    except PermissionError:
        return "-"
    return mode
print(*(opened(path, "rb") for path in paths), opened(paths[-1], "ab"), opened(f"{folder}/a", "wb"), opened(worker.__file__, "rb"))
"""


@pytest.mark.skipif(landlock.version() == 0, reason="nhân Linux của máy không có Landlock")
def test_a_reader_opens_no_file_outside_its_folder(tmp_path: Path) -> None:
    secret, folder = tmp_path / "mat.txt", tmp_path / "rieng"
    secret.write_text("mật khẩu", encoding="utf-8")
    folder.mkdir()
    made = subprocess.run([sys.executable, "-c", TRIES, folder, "/etc/passwd", secret], capture_output=True, text=True, check=True)
    assert made.stdout.split() == ["-", "-", "-", "wb", "rb"]
