"""Every output of one fixed report, held against the files beside this test.

`pytest tests/golden --update-golden` writes them anew; look at the difference before committing it. A missing file fails.
"""

import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from lawcheck.reporting.annotate.notes import notes_of
from lawcheck.reporting.compare.docx import to_docx as comparison_docx
from lawcheck.reporting.compare.html import to_html as comparison_html
from lawcheck.reporting.compare.model import compare
from lawcheck.reporting.compare.terminal import to_text as comparison_text
from lawcheck.reporting.html import to_html
from lawcheck.reporting.json import to_json
from lawcheck.reporting.junit import to_junit
from lawcheck.reporting.markdown import to_markdown
from lawcheck.reporting.model import Report
from lawcheck.reporting.office.letterhead import Letterhead
from lawcheck.reporting.office.phieu import to_phieu
from lawcheck.reporting.sarif import to_sarif
from lawcheck.reporting.terminal import to_text
from lawcheck.reporting.xlsx import to_xlsx
from tests.golden.fixed_report import TEXT, fixed_report

HERE = Path(__file__).parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def without_rules(text: str) -> str:
    """SARIF without the rule book, which is not this test's matter."""
    value = json.loads(text)
    del value["runs"][0]["tool"]["driver"]["rules"]
    return json.dumps(value, ensure_ascii=False, indent=1)


def paper(data: bytes) -> str:
    """A Word file as lines: paragraphs as they are, a line with bars for a row of a table."""

    def lines() -> Iterator[str]:
        for block in Document(io.BytesIO(data)).element.body:
            if block.tag == f"{W}p":
                yield words(block)
            for row in block.iter(f"{W}tr"):
                yield "| " + " | ".join(" / ".join(words(one) for one in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))

    def words(paragraph: object) -> str:
        return "".join({f"{W}t": node.text or "", f"{W}tab": "→"}.get(node.tag, "") for node in paragraph.iter())  # type: ignore[attr-defined]

    return "\n".join(lines())


def sheets(data: bytes) -> str:
    """A workbook as lines: the name of each sheet, then its rows with bars."""
    return "\n".join(
        line
        for sheet in load_workbook(io.BytesIO(data))
        for line in (f"# {sheet.title}", *(" | ".join(str(cell.value or "") for cell in row) for row in sheet.iter_rows()))
    )


def second_reading() -> Report:
    """The fixed report after the first finding's clause was dropped from the findings and one was moved."""

    report = fixed_report()
    _, second, *rest = report.findings
    return replace(report, findings=(replace(second, finding=replace(second.finding, label="Điều 4 khoản 1")), *rest))


OUTPUTS: dict[str, Callable[[], str]] = {
    "report.txt": lambda: to_text(fixed_report(), show_excused=True),
    "report.json": lambda: to_json(fixed_report(), show_excused=True),
    "report.sarif": lambda: without_rules(to_sarif([fixed_report()], show_excused=True)),
    "report.junit.xml": lambda: to_junit([fixed_report()]),
    "report.md": lambda: to_markdown([fixed_report()], show_excused=True),
    "report.html": lambda: to_html(fixed_report()),
    "phieu.txt": lambda: paper(to_phieu(fixed_report(), Letterhead(parent="UBND tỉnh A", agency="Sở Tư pháp", place="A"))),
    "workbook.txt": lambda: sheets(to_xlsx([fixed_report()])),
    "notes.txt": lambda: "\n\n".join(note.text for note in notes_of(fixed_report())),
    "compare.txt": lambda: comparison_text(compare(fixed_report(), second_reading())),
    "compare.html": lambda: comparison_html(compare(fixed_report(), second_reading())),
    "compare-docx.txt": lambda: paper(comparison_docx(compare(fixed_report(), second_reading()))),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_output_is_as_it_was_accepted(name: str, request: pytest.FixtureRequest) -> None:
    made = OUTPUTS[name]().rstrip("\n") + "\n"
    path = HERE / "files" / name
    if request.config.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing; write it with --update-golden and look at it"
    assert made == path.read_text(encoding="utf-8")


def test_golden_files_are_never_written_in_ci(request: pytest.FixtureRequest) -> None:
    assert not (os.environ.get("CI") and request.config.getoption("--update-golden"))


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in (HERE / "files").iterdir()} == set(OUTPUTS)


def test_the_fixed_report_quotes_its_text() -> None:
    assert all(numbered.finding.span.of(TEXT) == numbered.finding.quote for numbered in fixed_report().findings)
