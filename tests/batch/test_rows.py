"""Databases scanned again: a line that has not changed is not even decoded, and everything said is as if it had been."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from lawcheck.batch import databases, keys
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import Row, scan
from lawcheck.batch.store import Store
from lawcheck.batch.store.schema import document
from tests.batch.batches import LETTER, OPTIONS, write_rows

Contents = Callable[[Store], dict[str, list[Any]]]


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The lines that are decoded from now on."""
    lines: list[bytes] = []
    decode = databases.decode_line

    def noted(line: bytes) -> dict[str, Any]:
        lines.append(line)
        return decode(line)

    monkeypatch.setattr(databases, "decode_line", noted)
    return lines


def scanned(source: Path, engine: LocalEngine, store: Store, *, resume: bool = True, verify: bool = False) -> list[Row]:
    return list(scan([str(source)], OPTIONS, engine, store=store, resume=resume, verify=verify))


def ids(rows: list[Row]) -> list[str]:
    return [json.loads(row.line)["document"]["id"] for row in rows]


def stamps(store: Store) -> list[str | None]:
    with store.reads() as connection:
        return list(connection.execute(select(document.c.stamp).order_by(document.c.position)).scalars())


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_lines_that_have_not_changed_are_not_decoded(
    tmp_path: Path, store: Store, engine: LocalEngine, decoded: list[bytes], contents: Contents, name: str
) -> None:
    data = write_rows(tmp_path / "plain.jsonl", 4).read_bytes() + b'{"text": "without an id"}\n\n[1]\n\xff\xfe\n'
    source = tmp_path / name
    source.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    first, said = scanned(source, engine, store), contents(store)
    assert ids(first) == ["d1", "d2", "d3", "d4", f"{name}:5", f"{name}:7", f"{name}:8"]
    decoded.clear()
    second = scanned(source, engine, store)
    assert not decoded and all(row.stored for row in second)
    assert [row.line for row in second] == [row.line for row in first] and contents(store) == said


def test_only_a_changed_line_is_decoded_and_judged(tmp_path: Path, store: Store, engine: LocalEngine, decoded: list[bytes]) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 4)
    scanned(source, engine, store)
    lines = source.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace("10 ngày".encode(), "07 ngày".encode())
    source.write_bytes(b"".join(lines))
    decoded.clear()
    assert [row.stored for row in scanned(source, engine, store)] == [True, True, False, True]
    assert decoded == [lines[2]]


def test_a_row_that_is_called_otherwise_or_moves_up_is_known_by_its_content(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 4)
    scanned(source, engine, store)
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    source.write_text("".join(lines[1:]).replace('"d3"', '"anew"'), encoding="utf-8")
    for _ in range(2):
        rows = scanned(source, engine, store)
        assert ids(rows) == ["d2", "anew", "d4"] and all(row.stored for row in rows)


def test_a_store_from_before_lines_had_stamps_is_found_by_content_and_gets_them(
    tmp_path: Path, store: Store, engine: LocalEngine, decoded: list[bytes]
) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 3)
    first = scanned(source, engine, store)
    given = stamps(store)
    with store.writes() as connection:
        connection.execute(update(document).values(stamp=None))
    decoded.clear()
    second = scanned(source, engine, store)
    assert [row.line for row in second] == [row.line for row in first] and all(row.stored for row in second)
    assert len(decoded) == 3 and None not in given and stamps(store) == given


def test_verify_decodes_every_line(tmp_path: Path, store: Store, engine: LocalEngine, decoded: list[bytes]) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 3)
    scanned(source, engine, store)
    decoded.clear()
    assert all(row.stored for row in scanned(source, engine, store, verify=True)) and len(decoded) == 3


@pytest.mark.parametrize("how", ["other rules", "no resume"])
def test_lines_that_must_be_judged_again_are_decoded_then(
    tmp_path: Path, store: Store, engine: LocalEngine, decoded: list[bytes], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    source = write_rows(tmp_path / "rows.jsonl", 3)
    first = scanned(source, engine, store)
    decoded.clear()
    if how == "other rules":
        monkeypatch.setattr(keys, "judge", lambda: "other rules")
    second = scanned(source, engine, store, resume=how == "other rules")
    assert not any(row.stored for row in second) and len(decoded) == 3
    assert [row.line for row in second] == [row.line for row in first]


def test_rows_of_parquet_are_known_by_their_content(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra “parquet” is not installed")
    import pyarrow.parquet as parquet

    source = tmp_path / "rows.parquet"
    parquet.write_table(
        pyarrow.Table.from_pylist([{"id": "a", "text": LETTER.format(number=1)}, {"text": LETTER.format(number=2)}]), source
    )
    first, second = scanned(source, engine, store), scanned(source, engine, store)
    assert ids(second) == ["a", "rows.parquet:2"] and [row.line for row in second] == [row.line for row in first]
    assert all(row.stored for row in second) and stamps(store) == [None, None]
