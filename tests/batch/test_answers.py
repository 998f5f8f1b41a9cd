"""What a store says: every output opens, its figures are those of the store, nothing is cut without saying so."""

import datetime
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from lawcheck.batch.answers import lists
from lawcheck.batch.answers.dashboard import page, write_site
from lawcheck.batch.answers.figures import UNKNOWN, Filter, count
from lawcheck.batch.answers.letter import write_leadership, write_reform
from lawcheck.batch.answers.tables import write_tables
from lawcheck.batch.answers.workbook import write_workbook
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import scan
from lawcheck.batch.store import Store
from lawcheck.reading.office import find_office
from tests.batch.batches import DECISION, OPTIONS, write_folder
from tests.reporting.recalculated import values

TODAY = datetime.date(2025, 12, 1)


@pytest.fixture
def scanned(tmp_path: Path, store: Store, engine: LocalEngine) -> Store:
    """Three decisions with findings, one of them copied, two clean letters, a broken file, a decision of another spelling of the agency."""
    folder = write_folder(tmp_path / "a", 3, 2)
    (folder / "copy.txt").write_bytes((folder / "qd-001.txt").read_bytes())
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "formula.txt").write_text(DECISION.format(number=99, what="=HYPERLINK(1) <script>x</script>"), encoding="utf-8")
    list(scan([str(folder)], OPTIONS, engine, store=store))
    return store


def test_figures_count_each_document_once(scanned: Store) -> None:
    figures = count(scanned, Filter(), TODAY)
    assert (figures.places, figures.documents, figures.copies, figures.unread) == (8, 7, 1, 1)
    assert figures.risks == (2, 0, 0, 4) and sum(figures.risks) + figures.unread == figures.documents
    assert (figures.reform.normative, figures.reform.sound, figures.reform.administrative) == (4, 0, 2)
    assert figures.reform.procedures.found == 4 and figures.reform.norms.found == 0
    assert {part.name: (part.documents, part.high) for part in figures.by_issuer} == {"UBND tỉnh Lâm Đồng": (6, 4), UNKNOWN: (1, 0)}
    assert figures.findings == len(list(lists.findings(scanned, Filter())))


@pytest.mark.parametrize(
    ("chosen", "documents"),
    [
        (Filter(issuer="ubnd TỈNH LÂM ĐỒNG"), 6), (Filter(issuer=UNKNOWN), 1), (Filter(year=2025), 6), (Filter(year=1990), 0), (Filter(type="cong-van"), 2),
        (Filter(kind="vbqppl"), 4), (Filter(rule="TT01"), 4), (Filter(status="khong-doc-duoc"), 1), (Filter(risk=3), 4),
    ],
)  # fmt: skip
def test_filters(scanned: Store, chosen: Filter, documents: int) -> None:
    assert count(scanned, chosen, TODAY).documents == documents


def test_the_workbook_lists_all_and_runs_no_formula(tmp_path: Path, scanned: Store) -> None:
    write_workbook(scanned, tmp_path / "r.xlsx", Filter(), TODAY)
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["Tổng hợp", "Theo rủi ro", "Phát hiện", "Đếm phát hiện", "Không đọc được", "Bản trùng"]
    rows = list(book["Theo rủi ro"].iter_rows(min_row=5, values_only=True))
    assert len(rows) == 4 and {row[0] for row in rows} == {"Cao"}
    assert len(list(book["Phát hiện"].iter_rows(min_row=5))) == len(list(lists.findings(scanned, Filter())))
    assert book["Không đọc được"]["A5"].value.endswith("broken.docx") and book["Bản trùng"]["A5"].value
    formulas = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas and not any("HYPERLINK" in formula for formula in formulas)
    assert all(formula.startswith(("=SUBTOTAL(103,$A", "=COUNTIFS('Phát hiện'!")) for formula in formulas)


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_the_sums_of_findings_follow_handling_and_filters(tmp_path: Path, scanned: Store) -> None:
    write_workbook(scanned, tmp_path / "r.xlsx", Filter(), TODAY)
    data = (tmp_path / "r.xlsx").read_bytes()
    cached, reckoned = values(data), values(data, recalculated=tmp_path)
    assert cached["Đếm phát hiện"] == reckoned["Đếm phát hiện"]
    whole = len(list(lists.findings(scanned, Filter())))
    assert sum(row[2] for row in cached["Đếm phát hiện"][4:] if row[0] == "Cơ quan ban hành") == whole

    def change(book: Any) -> None:
        sheet = book["Phát hiện"]
        column = [cell.value for cell in sheet[4]].index("Trạng thái") + 1
        sheet.cell(5, column).value, sheet.cell(6, column).value = "Báo sai", "Đã xử lý"
        sheet.row_dimensions[7].hidden = True

    after = values(data, recalculated=tmp_path, change=change)["Đếm phát hiện"][4:]
    assert sum(row[2] for row in after if row[0] == "Cơ quan ban hành") == whole - 2
    assert sum(row[-1] for row in after if row[0] == "Quy tắc") == 1


def test_a_list_that_is_cut_says_so(tmp_path: Path, scanned: Store) -> None:
    write_workbook(scanned, tmp_path / "r.xlsx", Filter(), TODAY, limit=2)
    note = load_workbook(tmp_path / "r.xlsx")["Theo rủi ro"]["A2"].value
    assert "Hiện 2 trong 4 dòng" in note


def test_the_dashboard_needs_nothing_but_itself_and_escapes_documents(scanned: Store) -> None:
    text = page(scanned, Filter(), TODAY, lambda column, value: None)
    assert "<script" not in text and "http://" not in text and "https://" not in text
    assert "&lt;script&gt;" in text
    assert "Văn bản hành chính có dấu hiệu chứa quy phạm pháp luật" in text and "broken.docx" in text
    assert text.count("<details>") == 4


def test_the_site_has_a_page_for_each_bar_and_all_links_lead_somewhere(tmp_path: Path, scanned: Store) -> None:
    number = write_site(scanned, tmp_path / "site", Filter(), TODAY)
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "site").iterdir()}
    assert len(pages) == number
    links = {part.split('"')[0] for text in pages.values() for part in text.split('href="')[1:]}
    assert {link for link in links if not link.startswith("#")} == set(pages)


def test_papers_hold_the_figures_and_the_disclaimer(tmp_path: Path, scanned: Store) -> None:
    write_leadership(scanned, tmp_path / "l.docx", Filter(), TODAY)
    write_reform(scanned, tmp_path / "r.docx", Filter(), TODAY)
    for name in ("l.docx", "r.docx"):
        paper = docx.Document(str(tmp_path / name))
        text = "\n".join(
            [*(p.text for p in paper.paragraphs), *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)]
        )
        assert "0/4" in text and "không thay thế thẩm định" in text and "VBQPPL có dấu hiệu chứa thủ tục hành chính" in text


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdfinfo"), reason="LibreOffice or poppler is not installed")
def test_the_leadership_gets_one_page(tmp_path: Path, scanned: Store) -> None:
    write_leadership(scanned, tmp_path / "l.docx", Filter(), TODAY)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "l.docx"],
        check=True,
        capture_output=True,
    )
    told = subprocess.run(["pdfinfo", tmp_path / "l.pdf"], check=True, capture_output=True, text=True).stdout
    assert "Pages:           1\n" in told


def test_tables_for_analysts(tmp_path: Path, scanned: Store) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra “parquet” is not installed")
    write_tables(scanned, tmp_path / "t", Filter())
    documents = parquet.read_table(tmp_path / "t" / "documents.parquet").to_pylist()
    found = parquet.read_table(tmp_path / "t" / "findings.parquet").to_pylist()
    assert len(documents) == 7 and {row["risk"] for row in documents} == {0, 3}
    assert [row["case_code"] for row in found] and all(row["state"] == "moi" for row in found)


def test_an_empty_store_has_answers_too(tmp_path: Path, store: Store) -> None:
    figures = count(store, Filter(), TODAY)
    assert figures.documents == 0 and figures.reform.normative == 0
    write_workbook(store, tmp_path / "e.xlsx", Filter(), TODAY)
    write_leadership(store, tmp_path / "e.docx", Filter(), TODAY)
    assert "Chưa có văn bản" in page(store, Filter(), TODAY, lambda column, value: None)
    assert json.dumps(figures.by_state)


def test_a_scan_that_was_cut_off_has_answers_that_say_so(tmp_path: Path, store_name: str) -> None:
    folder = write_folder(tmp_path / "a", 40, 0)
    code = f"""
import os
from pathlib import Path
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.scan import scan
from lawcheck.batch.store import open_store
from tests.batch.batches import OPTIONS
rows = scan([{str(folder)!r}], OPTIONS, LocalEngine(OPTIONS, jobs=1), store=open_store({store_name!r}, create=True))
import lawcheck.batch.scan as module
module._COMMIT = 5
for number, row in enumerate(rows):
    if number == 20:
        os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 9
    done = subprocess.run(
        [sys.executable, "-c", "from lawcheck.cli.main import main; main()", "report", store_name, "--format", "html", "--out", str(tmp_path / "d.html")],
        capture_output=True, check=False,
    )  # fmt: skip
    text = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert done.returncode == 0 and "(chưa xong)" in text and text.count("<details>") >= 15
