"""Officers' answers come back from Excel and from replies to the Word comments."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from lawcheck.desk.feedback import Answer, from_jsonl, label_of, precision, read_feedback, to_jsonl
from lawcheck.errors import UsageError
from lawcheck.reporting.annotate.copy import annotated_copy
from lawcheck.reporting.model import Report
from lawcheck.reporting.xlsx import FEEDBACK_COLUMN, to_xlsx

DECISION = Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def report(check_text: Callable[..., Report]) -> Report:
    return check_text(DECISION.read_text(encoding="utf-8"))


def test_answers_in_the_excel_column_are_read_back(report: Report, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(to_xlsx([report])))
    sheet = book["Phát hiện"]
    titles = [cell.value for cell in sheet[1]]
    for row, (answer, opinion) in enumerate((("Đúng", None), ("sai", "chỉ nhắc lại luật"), ("", None)), 2):
        sheet.cell(row, titles.index(FEEDBACK_COLUMN) + 1).value = answer
        sheet.cell(row, titles.index("Ý kiến") + 1).value = opinion
    book.save(tmp_path / "kq.xlsx")
    answers = read_feedback(tmp_path / "kq.xlsx")
    assert [(one.label, one.note, one.fingerprint) for one in answers] == [
        ("dung", "", report.open_findings[0].finding.fingerprint),
        ("sai", "chỉ nhắc lại luật", report.open_findings[1].finding.fingerprint),
    ]
    assert answers[0].rule == "TT01" and from_jsonl(to_jsonl(answers), "a") == answers
    own_words = " ".join(DECISION.read_text(encoding="utf-8").split())
    assert all(one.quote in own_words for one in answers), "marks of a cut quotation are the sheet's, not the document's"


def with_replies(copy: bytes, replies: dict[int, str]) -> bytes:
    """The annotated file as Word saves it when an officer has replied: paragraph ids, replies, and who answers whom."""
    package = zipfile.ZipFile(io.BytesIO(copy))
    parts = {name: package.read(name).decode("utf-8", "surrogateescape") for name in package.namelist()}
    comments = etree.fromstring(parts["word/comments.xml"].encode())
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    entries = []
    for index, comment in enumerate(list(comments)):
        last = comment.findall(f"{{{W}}}p")[-1]
        last.set(f"{w14}paraId", f"0A{index:06X}")
        entries.append(f'<w15:commentEx w15:paraId="0A{index:06X}" w15:done="0"/>')
        if index in replies:
            reply = etree.SubElement(comments, f"{{{W}}}comment", {f"{{{W}}}id": str(500 + index), f"{{{W}}}author": "Trần Thị B"})
            paragraph = etree.SubElement(reply, f"{{{W}}}p", {f"{w14}paraId": f"0B{index:06X}"})
            etree.SubElement(etree.SubElement(paragraph, f"{{{W}}}r"), f"{{{W}}}t").text = replies[index]
            entries.append(f'<w15:commentEx w15:paraId="0B{index:06X}" w15:paraIdParent="0A{index:06X}" w15:done="0"/>')
    parts["word/comments.xml"] = etree.tostring(comments, encoding="unicode")
    parts["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">{"".join(entries)}</w15:commentsEx>'
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/></Relationships>',
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text.encode("utf-8", "surrogateescape"))
    return out.getvalue()


def test_replies_to_the_word_comments_are_read_back(report: Report, tmp_path: Path) -> None:
    copy = annotated_copy(report, DECISION.read_bytes(), ".docx")
    (tmp_path / "a.docx").write_bytes(with_replies(copy, {0: "Đúng", 1: "Sai: chỉ nhắc lại luật", 2: "Để tôi xem lại"}))
    answers = read_feedback(tmp_path / "a.docx")
    assert [(one.label, one.note) for one in answers] == [("dung", ""), ("sai", "chỉ nhắc lại luật")]
    assert [one.fingerprint for one in answers] == [numbered.finding.fingerprint for numbered in report.open_findings[:2]]
    assert answers[0].id == "a" and "".join(answers[0].quote.split()) == "".join(report.open_findings[0].finding.quote.split())


def test_a_copy_nobody_answered_gives_nothing(report: Report, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(annotated_copy(report, DECISION.read_bytes(), ".docx"))
    assert read_feedback(tmp_path / "a.docx") == ()


@pytest.mark.parametrize(
    ("words", "label"),
    [("Đúng", "dung"), ("ĐÚNG.", "dung"), ("sai, vì a", "sai"), ("Sai", "sai"), ("saigon", None), ("", None), ("không đúng", None)],
)
def test_only_a_plain_answer_counts(words: str, label: str | None) -> None:
    said = label_of(words)
    assert (said[0] if said else None) == label


def test_precision_counts_the_last_answer_to_each_finding() -> None:
    def answer(mark: str, label: str) -> Answer:
        return Answer(id="a", fingerprint=mark, rule="TT01", label=label, quote="", note="", source="")  # type: ignore[arg-type]

    assert precision([answer("1", "sai"), answer("1", "dung"), answer("2", "sai"), answer("3", "dung")]) == {"TT01": (2, 3)}


def word_with_comments(comments: str) -> bytes:
    """A Word file whose comments part is `comments`."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = (
        (f"{office}/comments", "comments.xml"),
        ("http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "commentsExtended.xml"),
    )
    relations = "".join(f'<Relationship Id="r{index}" Type="{kind}" Target="{target}"/>' for index, (kind, target) in enumerate(kinds))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"/>')
        package.writestr("word/comments.xml", comments)
        package.writestr("word/commentsExtended.xml", "<a/>")
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"abc", b"PK\x05\x06" + b"\0" * 18])
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(UsageError, match=r"\.xlsx"):
        read_feedback(tmp_path / "a.xlsx")
    with pytest.raises(UsageError, match="Không đọc được"):
        read_feedback(tmp_path / "khong-co.xlsx")
    with zipfile.ZipFile(tmp_path / "hong.xlsx", "w") as package:
        package.writestr("xl/workbook.xml", "<a>")
        package.writestr("[Content_Types].xml", "<a")
    with pytest.raises(UsageError, match="Phát hiện"):
        read_feedback(tmp_path / "hong.xlsx")
    broken = word_with_comments("<w:comments")
    (tmp_path / "hong.docx").write_bytes(broken)
    with pytest.raises(UsageError, match="không phải tệp Excel hoặc Word"):
        read_feedback(tmp_path / "hong.docx")
    with pytest.raises(UsageError, match="dòng 1"):
        from_jsonl("{}", "a.jsonl")
