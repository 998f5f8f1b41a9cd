"""Attachments of a mail are documents of a scan."""

import json
from email.message import EmailMessage
from pathlib import Path

from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import scan
from tests.batch.batches import OPTIONS

PLAN = Path(__file__).parents[2] / "corpus" / "documents" / "ke-hoach-5204-kh-ubnd.txt"


def test_the_attachment_of_a_mail_is_checked_under_its_own_name(tmp_path: Path, engine: LocalEngine) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Dự thảo"
    mail.set_content("Gửi kèm dự thảo.")
    mail.add_attachment(PLAN.read_bytes(), maintype="text", subtype="plain", filename="ke-hoach.txt")
    (tmp_path / "thu.eml").write_bytes(bytes(mail))
    reports = [json.loads(row.line) for row in scan([str(tmp_path)], OPTIONS, engine)]
    assert [report["document"]["number"] for report in reports if report["document"]["id"] == "ke-hoach"] == ["5204/KH-UBND"]
