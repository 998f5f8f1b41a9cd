"""Write a store of synthetic documents, to measure reports on a store of any size.

python benchmarks/synthetic.py STORE [DOCUMENTS]
"""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import insert

from lawcheck.batch.store import open_store
from lawcheck.batch.store.rows import finding_rows, report_row
from lawcheck.batch.store.schema import content, document, finding, report

RULES = (
    ("TT01", "tthc", "error"),
    ("QP01", "qppl", "error"),
    ("CC01", "can-cu", "warning"),
    ("HL02", "hieu-luc", "warning"),
    ("TC02", "the-thuc", "note"),
)
TYPES = (
    ("quyet-dinh", "vbqppl", "QĐ-UBND"),
    ("nghi-quyet", "vbqppl", "NQ-HĐND"),
    ("cong-van", "vbhc", "UBND-VX"),
    ("ke-hoach", "vbhc", "KH-UBND"),
)
SLICE = 5_000
BODY = 3_000
"""bytes of a stored report of a real scan, compressed"""


def reports(count: int) -> Iterator[tuple[dict[str, Any], int]]:
    """Reports like those of a real scan: one in ten at risk, one in fifty unreadable, 200 agencies, 12 years."""
    draw = random.Random(5204)
    for index in range(count):
        type_, kind, tail = draw.choice(TYPES)
        risky, unread = draw.random() < 0.1, draw.random() < 0.02
        year = draw.randint(2014, 2025)
        found = [] if unread else [draw.choice(RULES[:2])] * 3 * risky + draw.choices(RULES[2:], k=draw.randint(0, 3))
        number = f"{index}/{year}/{tail}" if kind == "vbqppl" else f"{index}/{tail}"
        head = {
            "id": f"d{index}", "path": f"/kho/{index}.docx", "sha256": f"{index:064x}", "format": "docx", "pages": None, "characters": 9000,
            "kind": kind, "type": type_, "number": number, "issuer": f"UBND xã {index * 7919 % 200:03}", "issuer_level": "xa",
            "date": f"{year}-0{draw.randint(1, 9)}-{draw.randint(10, 28)}", "title": f"Về việc hỗ trợ số {index}",
            "status": "khong-doc-duoc" if unread else "du",
        }  # fmt: skip
        verdicts = {
            group: {"status": "co-dau-hieu" if bad else "khong-co", "score": draw.random(), "violation": bad}
            for group in ("tthc", "qppl")
            for bad in [any(name == group for _, name, _ in found)]
        }
        findings = [
            {
                "id": f"f{position}", "rule": rule, "name": f"Quy tắc {rule}", "group": group, "severity": severity, "certainty": "high",
                "message": "Có dấu hiệu cần xem xét tại điều khoản này của văn bản.", "suggestion": "Xem lại căn cứ giao quy định.",
                "location": {"node": "dieu-5", "label": f"Điều {position}", "page": None, "start": 0, "end": 9},
                "quote": "Hồ sơ đề nghị gồm đơn theo mẫu và bản sao giấy tờ.",
                "basis": [{"label": "khoản 1 Điều 7 Nghị định số 79/2025/NĐ-CP"}], "fingerprint": f"{index}-{position}",
            }
            for position, (rule, group, severity) in enumerate(found, 1)
        ]  # fmt: skip
        problems = [{"code": "E-PDF-02", "message": "Tệp chỉ có ảnh, không có lớp chữ.", "page": None}] if unread else []
        yield {"engine": {"rules": "2026.12"}, "document": head, "verdicts": verdicts, "findings": findings, "problems": problems}, index


def main(name: str, count: int) -> None:
    """Fill a new store."""
    store = open_store(name, create=True)
    scan_id = store.begin_scan(["/kho"], {}, datetime.datetime(2026, 11, 24))
    rows, draw = reports(count), random.Random(1)
    while some := list(islice(rows, SLICE)):
        with store.writes() as connection:
            kept = [
                {"id": index + 1, "key": f"{index:040x}", "judge": "x", "undated_on": None, **report_row(value)} for value, index in some
            ]
            connection.execute(insert(report), kept)
            connection.execute(insert(content), [{"report_id": row["id"], "content": draw.randbytes(BODY)} for row in kept])
            places = [
                {
                    "place": value["document"]["path"], "source": "/kho", "doc_id": value["document"]["id"], "path": value["document"]["path"],
                    "stamp": None, "sha256": value["document"]["sha256"], "report_id": index + 1, "scan_id": scan_id, "position": index,
                    "same": row["same"], "first": True, "gone": False,
                }
                for (value, index), row in zip(some, kept, strict=True)
            ]  # fmt: skip
            connection.execute(insert(document), places)
            found = [{"report_id": index + 1, **row} for value, index in some for row in finding_rows(value, (), "")]
            connection.execute(insert(finding), found)
    store.mark_first()
    store.end_scan(scan_id, datetime.datetime(2026, 11, 24), ["/kho"], "x")
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
