"""JUnit XML for CI: a suite for each document, a case for each requirement of the checklist."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from lawcheck.reporting.model import ChecklistRow, Report
from lawcheck.reporting.wording import STATUSES, clean, shorten


def to_junit(reports: Sequence[Report]) -> str:
    """The reports as JUnit XML.

    A case fails where a finding of severity error counts, as the exit code does; it is an error where it could not be checked,
    and skipped where it does not apply or is left to a person.
    """
    suites = ET.Element("testsuites", name="lawcheck")
    for report in reports:
        suites.append(_suite(report))
    for name in ("tests", "failures", "errors", "skipped"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _suite(report: Report) -> ET.Element:
    name = clean(report.path or report.id)
    suite = ET.Element("testsuite", name=name)
    for row in report.checklist:
        suite.append(_case(row, report, name))
    suite.set("tests", str(len(report.checklist)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))
    notes = [f"{problem.code}: {clean(problem.message)}" for problem in report.problems]
    notes += [
        f"Đã được chấp nhận: {numbered.finding.rule} {clean(numbered.finding.label)}: {clean(numbered.waiver.reason)}"
        for numbered in report.waived_findings
        if numbered.waiver
    ]
    if notes:
        ET.SubElement(suite, "system-out").text = "\n".join(notes)
    return suite


def _case(row: ChecklistRow, report: Report, suite: str) -> ET.Element:
    case = ET.Element("testcase", classname=suite, name=f"{row.id}: {row.title}")
    mine = [numbered for numbered in report.open_findings if numbered.id in row.findings]
    lines = [
        f"{numbered.id} {numbered.finding.rule}: {clean(numbered.finding.message)} “{shorten(numbered.finding.quote, 200)}” "
        f"Đề nghị: {clean(numbered.finding.suggestion)}"
        for numbered in mine
    ]
    if any(numbered.finding.severity == "error" for numbered in mine):
        ET.SubElement(case, "failure", type=mine[0].finding.rule, message=clean(mine[0].finding.message)).text = "\n".join(lines)
    elif lines:
        ET.SubElement(case, "system-out").text = "\n".join(lines)
    elif row.status == "khong-kiem-tra-duoc":
        ET.SubElement(case, "error", type=row.status, message=STATUSES[row.status])
    elif row.status in ("nguoi-kiem-tra", "khong-ap-dung"):
        ET.SubElement(case, "skipped", message=f"{STATUSES[row.status]}. {row.why}".strip())
    return case
