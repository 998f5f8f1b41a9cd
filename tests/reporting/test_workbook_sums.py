"""The sums of a workbook are formulas: what is cached is what a spreadsheet reckons, and they follow edits and filters."""

from pathlib import Path
from typing import Any

import pytest

from lawcheck.batch.checking import check_path
from lawcheck.reading.office import find_office
from lawcheck.reporting.model import Report
from lawcheck.reporting.xlsx import to_xlsx
from tests.batch.batches import OPTIONS, write_folder
from tests.reporting.recalculated import values

pytestmark = [pytest.mark.office, pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")]


@pytest.fixture
def reports(tmp_path: Path) -> list[Report]:
    """Two decisions and two letters, an undated text of nobody, a file that cannot be read, and two documents of one name."""
    folder = write_folder(tmp_path / "a", 2, 2)
    again = write_folder(tmp_path / "b", 1, 0)
    (again / "trich.txt").write_text(
        "Điều 1. Phạm vi\nQuy định này áp dụng với mọi tổ chức, cá nhân có hoạt động trên địa bàn tỉnh; các tổ chức, cá nhân phải chấp hành.\n",
        encoding="utf-8",
    )
    files = [*sorted(folder.iterdir()), *sorted(again.iterdir()), tmp_path / "khong-co.docx"]
    return [check_path(str(file), OPTIONS) for file in files]


def sums(sheets: dict[str, list[list[Any]]]) -> dict[tuple[str, str], list[int]]:
    return {(str(row[0]), str(row[1])): [int(cell) for cell in row[2:] if cell is not None] for row in sheets["Tổng hợp"][1:]}


def test_the_cached_sums_are_what_a_spreadsheet_reckons(reports: list[Report], tmp_path: Path) -> None:
    data = to_xlsx(reports)
    cached, reckoned = sums(values(data)), sums(values(data, recalculated=tmp_path))
    assert cached == reckoned
    assert cached["Hình thức", "văn bản quy phạm pháp luật"][:2] == [3, 3] and ("Cơ quan", "(không rõ)") in cached


def test_an_answer_and_a_filter_change_the_sums(reports: list[Report], tmp_path: Path) -> None:
    data = to_xlsx(reports)
    before = sums(values(data))

    def change(book: Any) -> None:
        heads = [cell.value for cell in book["Phát hiện"][1]]
        book["Phát hiện"].cell(2, heads.index("Đúng/Sai") + 1).value = "Sai"
        book["Văn bản"].row_dimensions[2].hidden = True

    after = sums(values(data, recalculated=tmp_path, change=change))
    kind = ("Hình thức", "văn bản quy phạm pháp luật")
    assert after[kind] == [before[kind][0] - 1, before[kind][1] - 1, *before[kind][2:-1], before[kind][-1] - 1]
