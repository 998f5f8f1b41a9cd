"""Where documents come from: every kind of source, in a fixed order, nothing silently skipped."""

import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import scan
from lawcheck.batch.sources import count_items, decoded, find_items
from lawcheck.errors import UsageError
from tests.batch.batches import LETTER, OPTIONS, write_folder, write_rows


def ids(*sources: str) -> list[str]:
    found = [decoded(item).id for item in find_items(sources)]
    assert count_items(sources) == len(found)
    return found


def codes(engine: LocalEngine, *sources: str) -> dict[str, str]:
    reports = [json.loads(row.line) for row in scan(sources, OPTIONS, engine)]
    return {report["document"]["id"]: report["problems"][0]["code"] if report["problems"] else "" for report in reports}


def test_a_folder_is_read_level_by_level_without_system_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "b", 1, 1)
    write_folder(tmp_path / "a" / "2", 1, 0)
    for name in (".an.txt", "~$qd.docx", "Thumbs.db", "kho.db", "kho.db-wal", "kho.db-shm", "qd-001.lawcheck.docx"):
        (tmp_path / "b" / name).write_bytes(b"x")
    (tmp_path / "b" / "vòng").symlink_to(tmp_path)
    (tmp_path / "c.txt").write_bytes(b"x")
    assert ids(str(tmp_path)) == ["qd-001", "cv-001", "qd-001", "c"]
    assert ids(str(tmp_path / "b" / "*.txt")) == ["cv-001", "qd-001"]


def test_a_zip_file_is_a_folder_also_inside_a_folder(tmp_path: Path, engine: LocalEngine) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2025/cv.txt", LETTER.format(number=5))
        archive.writestr("__MACOSX/._cv.txt", "x")
        archive.writestr("bomb.txt", b"0" * 300_000_000)
        archive.writestr("trong/inner.zip", b"PK\x05\x06" + b"\0" * 18)
    assert ids(str(tmp_path)) == ids(str(tmp_path / "a.zip")) == ["cv", "bomb", "inner"]
    reports = [json.loads(row.line) for row in scan([str(tmp_path)], OPTIONS, engine)]
    assert reports[0]["document"]["number"] == "5/UBND-VX"
    assert reports[0]["document"]["path"].endswith("a.zip!2025/cv.txt")
    assert reports[1]["problems"][0]["code"] == "E-ZIP-03" and reports[2]["problems"]


def test_a_broken_zip_file_and_one_with_a_password_are_rows(tmp_path: Path, engine: LocalEngine) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    with zipfile.ZipFile(tmp_path / "locked.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    data = bytearray((tmp_path / "locked.zip").read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1  # the flag “encrypted”
    (tmp_path / "locked.zip").write_bytes(data)
    found = codes(engine, str(tmp_path))
    assert found["a"] == "E-ZIP-02" and found["broken"]


def test_rows_of_databases(tmp_path: Path, engine: LocalEngine) -> None:
    plain = write_rows(tmp_path / "rows.jsonl", 3)
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes() + b"\n[1]\n\xff\xfe\n"))
    assert ids(str(plain), str(packed)) == ["d1", "d2", "d3", "d1", "d2", "d3", "packed.jsonl.gz:5", "packed.jsonl.gz:6"]
    assert codes(engine, str(packed))["packed.jsonl.gz:5"] == "E-ROW-01"


def test_a_cut_off_database_ends_with_a_row_that_says_so(tmp_path: Path, engine: LocalEngine) -> None:
    source = tmp_path / "cut.jsonl.gz"
    source.write_bytes(gzip.compress(write_rows(tmp_path / "rows.jsonl", 200).read_bytes())[:-2000])
    rows = [json.loads(row.line) for row in scan([str(source)], OPTIONS, engine)]
    assert rows[-1]["document"]["status"] == "khong-doc-duoc" and len(rows) > 1


def test_parquet(tmp_path: Path, engine: LocalEngine) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra “parquet” is not installed")
    import pyarrow.parquet as parquet

    rows = [json.loads(line) for line in write_rows(tmp_path / "rows.jsonl", 4).read_text(encoding="utf-8").splitlines()]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "rows.parquet")
    parquet.write_table(pyarrow.table({"noi_dung": ["x"]}), tmp_path / "other.parquet")
    lines = [json.loads(row.line) for row in scan([str(tmp_path / "rows.parquet")], OPTIONS, engine)]
    same = [json.loads(row.line) for row in scan([str(tmp_path / "rows.jsonl")], OPTIONS, engine)]
    assert [line["findings"] for line in lines] == [line["findings"] for line in same] and len(lines) == 4
    assert ids(str(tmp_path / "rows.parquet")) == ["d1", "d2", "d3", "d4"]
    with pytest.raises(UsageError, match="không có cột “text”"):
        list(find_items([str(tmp_path / "other.parquet")]))
    (tmp_path / "broken.parquet").write_bytes(b"x")
    with pytest.raises(UsageError, match="không phải parquet"):
        list(find_items([str(tmp_path / "broken.parquet")]))


def test_object_storage_in_memory(tmp_path: Path, engine: LocalEngine) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra “cloud” is not installed")
    memory = fsspec.filesystem("memory")
    memory.pipe("/kho/2025/cv.txt", LETTER.format(number=7).encode())
    memory.pipe("/kho/rows.jsonl", write_rows(tmp_path / "rows.jsonl", 2).read_bytes())
    assert ids("memory://kho/2025", "memory://kho/rows.jsonl") == ["cv", "d1", "d2"]
    with pytest.raises(UsageError, match="Không có tệp nào"):
        ids("memory://khong-co")
    with pytest.raises(UsageError, match="Không hiểu địa chỉ"):
        ids("khongco://x/y")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of a stand-in for S3 on this machine."""
    server = pytest.importorskip("moto.server", reason="moto[server] is not installed")
    s3fs = pytest.importorskip("s3fs", reason="the extra “cloud” is not installed")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", f"http://{host}:{port}"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    system = s3fs.S3FileSystem(skip_instance_cache=True)
    system.mkdir("van-ban")
    yield system
    running.stop()


def test_s3(tmp_path: Path, bucket: Any) -> None:
    bucket.pipe("van-ban/2025/a.txt", LETTER.format(number=1).encode())
    bucket.pipe("van-ban/2025/b.txt", LETTER.format(number=2).encode())
    command = [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()"]
    arguments = ["scan", "s3://van-ban/2025", "--store", str(tmp_path / "s.db"), "--jobs", "1"]
    first, second = (subprocess.run([*command, *arguments], capture_output=True, check=False) for _ in range(2))
    numbers = [json.loads(line)["document"]["number"] for line in first.stdout.splitlines()]
    assert numbers == ["1/UBND-VX", "2/UBND-VX"], first.stderr.decode()
    assert second.stdout == first.stdout and "2 không đổi" in second.stderr.decode()


def test_a_list_of_sources_on_standard_input(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "a", 1, 1)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()", "scan", "-", "--jobs", "1"],
        input=f"{folder}/qd-001.txt\n\n{folder}/cv-001.txt\n".encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert [json.loads(line)["document"]["id"] for line in done.stdout.splitlines()] == ["qd-001", "cv-001"]
