"""Stores in both databases, and an engine for all tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch.engines import Limits
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.store import Store, open_store
from tests.batch.batches import OPTIONS


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalEngine]:
    """Two processes of this machine."""
    engine = LocalEngine(OPTIONS, jobs=2, limits=Limits(seconds=60))
    yield engine
    engine.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_name(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty store: a file, and a schema of its own in the PostgreSQL server that LAWCHECK_TEST_POSTGRES names."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    url = os.environ.get("LAWCHECK_TEST_POSTGRES")
    if not url:
        pytest.skip("no PostgreSQL server: LAWCHECK_TEST_POSTGRES is not set (.ci/run starts one)")
    import psycopg

    schema = f"test_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**8}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    yield f"{url}?options=-csearch_path%3D{schema}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())


@pytest.fixture
def store(store_name: str) -> Iterator[Store]:
    """An empty open store in each database."""
    store = open_store(store_name, create=True)
    yield store
    store.close()


@pytest.fixture
def contents() -> Callable[[Store], dict[str, list[Any]]]:
    """Everything a store says of documents, without ids: two scans that agree here found the same."""

    def read(store: Store) -> dict[str, list[Any]]:
        from sqlalchemy import select

        from lawcheck.batch.store.schema import content, document, finding, report

        with store.reads() as connection:
            documents = select(document.c.place, document.c.doc_id, document.c.sha256, document.c.same, document.c.first, content.c.content)
            findings = select(document.c.place, finding.c.position, finding.c.rule, finding.c.quote, finding.c.case_code)
            return {
                "documents": sorted(map(tuple, connection.execute(documents.select_from(document.join(report).join(content))))),
                "findings": sorted(
                    map(
                        tuple,
                        connection.execute(findings.select_from(document.join(report).join(finding, finding.c.report_id == report.c.id))),
                    )
                ),
            }

    return read
