"""Word and Excel open every file without repair: checked against the rules of the format by a validator of its own."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from lawcheck.batch.examples import TODAY
from lawcheck.check import check
from lawcheck.reading import read_bytes
from lawcheck.reporting.annotate.copy import annotated_copy
from lawcheck.reporting.annotate.docx_comments import annotate_docx
from lawcheck.reporting.annotate.notes import Note
from lawcheck.reporting.compare.docx import to_docx
from lawcheck.reporting.compare.model import compare
from lawcheck.reporting.evidence import with_crops
from lawcheck.reporting.model import Report
from lawcheck.reporting.office.letterhead import Letterhead
from lawcheck.reporting.office.phieu import to_phieu
from lawcheck.reporting.office.template import fill_template, new_template
from lawcheck.reporting.xlsx import to_xlsx
from lawcheck.text import Span
from tests.reporting.scan_page import scan
from tests.reporting.word_file import word_file

DECISION = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt").read_text(encoding="utf-8")


def complaints(data: bytes, folder: Path, suffix: str = ".docx") -> set[str]:
    """What the validator finds wrong."""
    path = folder / f"tep{suffix}"
    path.write_bytes(data)
    return {f"{error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors}


@pytest.fixture
def report(check_text: Callable[..., Report]) -> Report:
    return check_text(DECISION)


def test_the_papers_keep_to_the_format(report: Report, check_text: Callable[..., Report], tmp_path: Path) -> None:
    second = check_text(DECISION.replace("07 ngày", "10 ngày"))
    page, scanned = scan()
    for data in (
        to_phieu(with_crops(check(scanned, today=TODAY), page)),
        to_phieu(report, Letterhead(parent="UBND tỉnh A", agency="Sở Tư pháp")),
        to_phieu(check_text("")),
        new_template(),
        fill_template(new_template(), report, Letterhead()),
        to_docx(compare(report, second)),
        annotated_copy(report, DECISION.encode(), ".docx", insert_suggestions=True),
    ):
        assert complaints(data, tmp_path) == set()
    assert complaints(to_xlsx([report, second]), tmp_path, ".xlsx") == set()


def test_an_annotated_file_has_no_fault_it_had_not_before(tmp_path: Path) -> None:
    data = word_file()
    source = read_bytes(data).source
    spans = [Span(at, min(at + 9, len(source.text))) for at in range(0, len(source.text), 7)]
    notes = [Note(span=span, page=None, lines=(("", "A"), ("Đề nghị", "B")), suggestion="B") for span in spans]
    for insert in (False, True):
        copy = annotate_docx(data, source, notes, insert_suggestions=insert)
        assert complaints(copy, tmp_path) <= complaints(data, tmp_path)


def test_the_validator_sees_a_broken_file(tmp_path: Path) -> None:
    import zipfile

    data = word_file()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(b"<w:body>", b"<w:body><w:r/>") if name == "word/document.xml" else part)
    assert complaints(out.getvalue(), tmp_path) - complaints(data, tmp_path)
