"""The quick worksheet writes what xlsxwriter would write, and takes no text for markup."""

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from lawcheck.batch.answers.sheet import Sheet

TEXTS = (
    "", "Điều 5. Hồ sơ", ' "trích" & <b>đậm</b> ', "hai\ndòng\tvà cột", "\nđầu", "cuối\u00a0", "\x00\x0b\x1f điều khiển", "_x0041_ _x tệp_xã.docx", "\ufffe\uffff",
    "=HYPERLINK(1)", "𝔄 ngoài BMP", "&amp;", "]]>", "x" * 40_000,
)  # fmt: skip
FORMULAS = ('=SUBTOTAL(103,$A5)*($M5="")*($N5<>"Báo sai")', "=COUNTIFS('Phát hiện'!$C$5:$C$9,\"=\"&$B5)")


def written(kind: Any, texts: tuple[str, ...]) -> bytes:
    """A workbook with one sheet of a kind: texts, formulas and numbers in two looks; numbers also in none."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Bảng", kind)
    looks = [None, book.add_format({"border": 1}), book.add_format({"bold": True})]
    for row, text in enumerate(texts):
        for column, look in enumerate(looks):
            if look is not None:
                sheet.write_string(row, 25 + column, text, look)
            sheet.write_number(row, 30 + column, row / 3, look)
    for row, formula in enumerate(FORMULAS, len(texts)):
        sheet.write_formula(row, 0, formula, looks[1], row)
    book.close()
    return out.getvalue()


def test_the_quick_sheet_is_that_of_xlsxwriter_to_the_byte() -> None:
    quick, slow = written(Sheet, TEXTS), written(None, TEXTS)
    name = "xl/worksheets/sheet1.xml"
    assert zipfile.ZipFile(io.BytesIO(quick)).read(name) == zipfile.ZipFile(io.BytesIO(slow)).read(name)


@pytest.mark.parametrize("text", ["<r>không phải & định dạng</r>", "<r><t>x</t></r>"])
def test_text_is_never_markup(text: str) -> None:
    assert load_workbook(io.BytesIO(written(Sheet, (text,))))["Bảng"]["AA1"].value == text
