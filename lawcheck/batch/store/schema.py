"""The tables of a store, and how a store of an older version becomes one of this version.

A *document* is a place where something was found; a *report* belongs to content, options, program and rules, so that copies and second scans
share it; a *finding* belongs to a report. What people decided (`handling`) hangs on `case_code`, which survives edits and second scans.
Days are ISO text ("2025-04-01"): the same in every database, and they sort.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
    update,
)

from lawcheck.errors import LawcheckError

VERSION = 2
"""The schema this program writes; a step in MIGRATIONS leads to each version after the first."""

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

scan = Table(
    "scan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String(19), nullable=False),
    Column("finished", String(19)),
    Column("sources", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("version", String(40), nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(40), nullable=False, unique=True),
    Column("judge", String(40), nullable=False),
    Column("undated_on", String(10)),
    Column("rules", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("format", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("type", String(40), nullable=False),
    Column("number", Text),
    Column("issuer", Text),
    Column("agency", Text),
    Column("issuer_level", String(20), nullable=False),
    Column("date", String(10)),
    Column("year", Integer),
    Column("title", Text),
    Column("tthc", String(24), nullable=False),
    Column("tthc_violation", Boolean, nullable=False),
    Column("qppl", String(24), nullable=False),
    Column("qppl_violation", Boolean, nullable=False),
    Column("risk", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
    Column("problem", Text),
    Column("same", Text),
    Index("report_risk", "risk", "score"),
    Index("report_status", "status"),
    Index("report_tthc", "tthc_violation", "kind"),
    Index("report_qppl", "qppl_violation", "kind"),
)

content = Table(
    "content",
    metadata,
    Column("report_id", Integer, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The reports themselves, apart from what is counted, so that counting reads little."""

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("doc_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("stamp", Text),
    Column("sha256", String(64), nullable=False),
    Column("report_id", Integer, ForeignKey("report.id"), nullable=False),
    Column("scan_id", Integer, ForeignKey("scan.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("same", Text, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Index("document_report", "report_id"),
    Index("document_first", "first", "report_id"),
    Index("document_same", "same"),
    Index("document_source", "source", "scan_id"),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", Integer, ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("case_code", String(12), nullable=False),
    Column("rule", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("group", String(20), nullable=False),
    Column("severity", String(10), nullable=False),
    Column("certainty", String(10), nullable=False),
    Column("label", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("suggestion", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("excerpt", Text),
    Column("waiver_reason", Text),
    Column("waiver_by", Text),
    Column("waiver_date", String(10)),
    Column("waiver_until", String(10)),
    Index("finding_report", "report_id", "group", "rule", "case_code", "waiver_reason"),
    Index("finding_case", "case_code"),
)

reading = Table("reading", metadata, Column("key", String(40), primary_key=True), Column("content", LargeBinary, nullable=False))

handling = Table(
    "handling",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_code", String(12), nullable=False),
    Column("state", String(30), nullable=False),
    Column("day", String(10), nullable=False),
    Column("person", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("written", String(19), nullable=False),
    Column("latest", Boolean, nullable=False),
    Index("handling_case", "case_code", "latest"),
    Index("handling_state", "latest", "state"),
)

procedure = Table(
    "procedure",
    metadata,
    Column("code", String(60), primary_key=True),
    Column("title", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("imported", String(19), nullable=False),
)

match = Table(
    "match",
    metadata,
    Column("finding_id", Integer, ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True),
    Column("status", String(20), nullable=False),
    Column("code", String(60)),
    Column("score", Float, nullable=False),
)

_WAIVED = "CREATE INDEX finding_waived ON finding (waiver_until) WHERE waiver_reason IS NOT NULL"
"""As SQL, because an Index with a condition for PostgreSQL imports all of its drivers whatever the store is."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "ALTER TABLE finding ADD COLUMN excerpt TEXT",
        "ALTER TABLE finding ADD COLUMN waiver_reason TEXT",
        "ALTER TABLE finding ADD COLUMN waiver_by TEXT",
        "ALTER TABLE finding ADD COLUMN waiver_date VARCHAR(10)",
        "ALTER TABLE finding ADD COLUMN waiver_until VARCHAR(10)",
        "DROP INDEX finding_report",
        'CREATE INDEX finding_report ON finding (report_id, "group", rule, case_code, waiver_reason)',
        _WAIVED,
        "CREATE INDEX handling_state ON handling (latest, state)",
    ),
)
"""The SQL that leads from version n+1 to n+2, by position n; never edited once released."""


class NewerStoreError(LawcheckError):
    """The store was written by a newer lawcheck."""


def prepare(connection: Connection) -> None:
    """Create the tables, or bring older ones to this version, inside the caller's transaction. Raises NewerStoreError."""
    if not inspect(connection).has_table("meta"):
        metadata.create_all(connection)
        connection.exec_driver_sql(_WAIVED)
        connection.execute(insert(meta).values(key="schema_version", value=str(VERSION)))
        return
    found = int(connection.execute(select(meta.c.value).where(meta.c.key == "schema_version")).scalar_one())
    if found > VERSION:
        raise NewerStoreError(
            f"Kho kết quả do bản lawcheck mới hơn ghi (lược đồ {found}, bản này hiểu đến {VERSION}); hãy cập nhật lawcheck rồi chạy lại."
        )
    for steps in MIGRATIONS[found - 1 : VERSION - 1]:
        for step in steps:
            connection.exec_driver_sql(step)
    if found < VERSION:
        connection.execute(update(meta).where(meta.c.key == "schema_version").values(value=str(VERSION)))
