"""The store as Parquet files for analysts: documents.parquet and findings.parquet, text in UTF-8, days as dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from lawcheck.batch.answers.figures import Filter, conditions, documents, latest, with_findings
from lawcheck.batch.store import Store
from lawcheck.batch.store.schema import document, finding, match, report
from lawcheck.errors import UsageError

_SLICE = 10_000
_REPORT = tuple(column.name for column in report.columns if column.name not in ("id", "key", "judge", "undated_on", "same"))
_FINDING = tuple(column.name for column in finding.columns if column.name not in ("id", "report_id", "position"))


def write_tables(store: Store, folder: Path, chosen: Filter) -> None:
    """Write both files into `folder`, made if need be. Raises UsageError without pyarrow, OSError where nothing can be written."""
    try:
        import pyarrow
    except ImportError:
        raise UsageError("Xuất parquet cần thêm gói pyarrow; hãy chạy “pip install 'lawcheck[parquet]'”.") from None
    folder.mkdir(parents=True, exist_ok=True)
    places = (document.c.doc_id, document.c.path, document.c.sha256)
    query = documents(chosen, *places, *(report.c[name] for name in _REPORT)).order_by(document.c.id)
    _write(store, query, folder / "documents.parquet", pyarrow)
    entry = latest()
    joined = with_findings(entry).outerjoin(match, match.c.finding_id == finding.c.id)
    columns = (
        *places,
        *(finding.c[name] for name in _FINDING),
        func.coalesce(entry.c.state, "moi").label("state"),
        entry.c.day,
        entry.c.person,
        match.c.status.label("registry_status"),
        match.c.code.label("registry_code"),
    )
    found = select(*columns).select_from(joined).where(*conditions(chosen)).order_by(document.c.id, finding.c.position)
    _write(store, found, folder / "findings.parquet", pyarrow)


def _write(store: Store, query: Select[Any], path: Path, pyarrow: Any) -> None:
    import pyarrow.parquet as parquet

    schema = pyarrow.schema([(column.name, _type(column, pyarrow)) for column in query.selected_columns])
    with store.reads() as connection, parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        rows = iter(connection.execution_options(yield_per=_SLICE).execute(query))
        for some in _slices(rows):
            writer.write_table(pyarrow.Table.from_pylist([dict(row._mapping) for row in some], schema=schema))


def _slices(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, _SLICE)):
        yield some


def _type(column: Any, pyarrow: Any) -> Any:
    kind = column.type.python_type
    return {bool: pyarrow.bool_(), int: pyarrow.int64(), float: pyarrow.float64()}.get(kind, pyarrow.string())
