"""The officer's own file back: comments on the exact words, and nothing else changed."""

import datetime
import hashlib
import io
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from lawcheck.batch.checking import check_path
from lawcheck.batch.work import Options
from lawcheck.check import check
from lawcheck.errors import UnreadableError, UsageError
from lawcheck.reading import jail, read_bytes, reasons
from lawcheck.reporting.annotate.copy import annotated_copy
from lawcheck.reporting.annotate.docx_comments import annotate_docx, can_be_annotated
from lawcheck.reporting.annotate.notes import Note, notes_of
from lawcheck.reporting.annotate.pdf_notes import annotate_pdf
from lawcheck.reporting.model import Report
from lawcheck.text import Span
from tests.reading.word97 import doc, in_list, para
from tests.reporting.word_file import PARTS, word_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DECISION = Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt"
TODAY = datetime.date(2026, 11, 25)
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def note(text: str, words: str) -> Note:
    start = text.index(words)
    return Note(
        span=Span(start, start + len(words)), page=None, lines=(("", "Có dấu hiệu."), ("Căn cứ", "Điều 8.")), suggestion="Bỏ đoạn này."
    )


def annotated(*words: str, **options: Any) -> dict[str, bytes]:
    """The parts of the annotated file, with a note on each of `words`."""
    data = word_file()
    source = read_bytes(data).source
    copy = annotate_docx(data, source, [note(source.text, one) for one in words], **options)
    package = zipfile.ZipFile(io.BytesIO(copy))
    assert package.testzip() is None
    return {name: package.read(name) for name in package.namelist()}


def commented(parts: dict[str, bytes], but: str = "3") -> dict[str, str]:
    """The words each comment stands on, by its id; the comment `but` was there before."""
    found: dict[str, str] = {}
    open_: list[str] = []
    for element in etree.fromstring(parts["word/document.xml"]).iter():
        id_ = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            open_.append(id_)
            found[id_] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_.remove(id_)
        elif element.tag == f"{W}t":
            for one in open_:
                found[one] += element.text or ""
    assert not open_
    return {id_: unicodedata.normalize("NFC", words) for id_, words in found.items() if id_ != but}


@pytest.mark.parametrize(
    "words",
    ["có chữ đậm ở", "chữ đậm ở giữa", "được chèn thêm", "Chữ cũ, chữ được chèn thêm vào, chữ sau", "kết tới trang", "nội dung được", "phải 2 của bảng", "người khác", "hồ sơ và thời hạn"],
)  # fmt: skip
def test_the_comment_stands_on_the_exact_words(words: str) -> None:
    assert list(commented(annotated(words)).values()) == [words]


def test_a_comment_may_reach_into_the_next_paragraph_but_not_into_the_next_cell() -> None:
    assert list(commented(annotated("kéo dài\nsang đoạn")).values()) == ["kéo dàisang đoạn"]
    assert list(commented(annotated("Ô trái 3 | Ô phải 3 của bảng")).values()) == ["Ô phải 3 của bảng"]


def test_comments_may_overlap_and_touch() -> None:
    found = commented(annotated("chữ đậm ở giữa câu", "Đầu văn bản có chữ đậm", "câu này.", "đậm ở"))
    assert sorted(found.values()) == sorted(["chữ đậm ở giữa câu", "Đầu văn bản có chữ đậm", "câu này.", "đậm ở"])


def test_where_word_allows_no_comment_it_stands_on_the_nearest_mark_and_says_so() -> None:
    parts = annotated("Lời của chú thích", "Chữ trong hộp", "Chữ ở đầu trang")
    comments = ["".join(text.text or "" for text in comment.iter(f"{W}t")) for comment in etree.fromstring(parts["word/comments.xml"])][1:]
    assert "nằm trong chú thích của văn bản" in comments[0] and "nằm trong hộp văn bản" in comments[1] and "nằm ở đầu trang" in comments[2]
    main = etree.fromstring(parts["word/document.xml"])
    anchor = next(mark for mark in main.iter(f"{W}commentRangeStart") if mark.get(f"{W}id") == "9").getnext()
    assert anchor is not None and anchor.find(f"{W}footnoteReference") is not None
    assert parts["word/footnotes.xml"] == PARTS["word/footnotes.xml"].encode()


def test_nothing_else_in_the_package_changes() -> None:
    parts = annotated("chữ đậm ở giữa", "được chèn thêm", "phải 2 của bảng")
    changed = {name for name, text in PARTS.items() if parts[name] != text.encode()}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert set(parts) == set(PARTS)


def test_text_formats_tracked_changes_and_the_other_comment_stay() -> None:
    before = etree.fromstring(PARTS["word/document.xml"])
    after = etree.fromstring(annotated("có chữ đậm ở", "được chèn thêm", "kết tới")["word/document.xml"])
    for tag in ("ins", "del", "hyperlink", "sdt", "tbl", "drawing", "sectPr", "footnoteReference"):
        assert len(list(after.iter(f"{W}{tag}"))) == len(list(before.iter(f"{W}{tag}")))
    assert _formats(after) == _formats(before)


def _formats(root: Any) -> list[tuple[str, bytes]]:
    """Each character with the format of its run."""
    return [
        (char, etree.tostring(run.find(f"{W}rPr")) if run.find(f"{W}rPr") is not None else b"")
        for run in root.iter(f"{W}r")
        for text in run.iter(f"{W}t")
        for char in text.text or ""
    ]


def test_comment_numbers_and_relationships_are_sound() -> None:
    parts = annotated("chữ đậm", "được chèn", "câu này")
    main, comments = etree.fromstring(parts["word/document.xml"]), etree.fromstring(parts["word/comments.xml"])
    ids = [comment.get(f"{W}id") for comment in comments]
    assert len(ids) == len(set(ids)) == 4
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert {element.get(f"{W}id") for element in main.iter(f"{W}{tag}")} == set(ids)
    tracked = {element.get(f"{W}id") for element in main.iter(f"{W}ins", f"{W}del")}
    assert not tracked & set(ids)


def test_a_file_without_comments_gets_the_part_its_type_and_its_relationship() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Hộ gia đình nộp hồ sơ.")
    out = io.BytesIO()
    document.save(out)
    source = read_bytes(out.getvalue()).source
    copy = annotate_docx(out.getvalue(), source, [note(source.text, "nộp hồ sơ")])
    comments = list(docx.Document(io.BytesIO(copy)).comments)
    assert [(comment.author, comment.initials) for comment in comments] == [("lawcheck", "LC")]
    assert "Có dấu hiệu." in comments[0].text
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (out.getvalue(), copy))
    same = {name for name in before.namelist() if hashlib.sha256(before.read(name)).digest() == hashlib.sha256(after.read(name)).digest()}
    assert set(before.namelist()) - same == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}


def test_suggestions_come_as_tracked_insertions_only_on_request() -> None:
    parts = annotated("chữ đậm ở giữa", insert_suggestions=True)
    inserted = [
        element for element in etree.fromstring(parts["word/document.xml"]).iter(f"{W}ins") if element.get(f"{W}author") == "lawcheck"
    ]
    assert ["".join(text.text or "" for text in element.iter(f"{W}t")) for element in inserted] == [" [Đề nghị: Bỏ đoạn này.]"]
    assert inserted[0].find(f"{W}r/{W}rPr/{W}b") is not None
    assert b"lawcheck" not in annotated("chữ đậm ở giữa")["word/document.xml"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert annotated("chữ đậm") == annotated("chữ đậm")


def test_a_text_file_becomes_a_word_file_with_comments(check_text: Callable[..., Report]) -> None:
    report = check_text(DECISION.read_text(encoding="utf-8"))
    copy = annotated_copy(report, DECISION.read_bytes(), ".docx")
    parts = {name: zipfile.ZipFile(io.BytesIO(copy)).read(name) for name in ("word/document.xml",)}
    found = [" ".join(words.split()) for words in commented(parts, but="").values()]
    wanted = ["".join(one.finding.quote.split("\n")) for one in report.open_findings]
    assert found == [" ".join(words.split()) for words in wanted]


def test_a_note_tells_sign_basis_reason_suggestion_certainty_and_rule(check_text: Callable[..., Report]) -> None:
    report = check_text(DECISION.read_text(encoding="utf-8"))
    text = notes_of(report)[0].text
    for words in (
        "có dấu hiệu",
        "Dấu hiệu: ",
        "khoản 1 Điều 8 Nghị định số 63/2010/NĐ-CP",
        "hiệu lực từ 25/9/2017",
        "Vì sao: ",
        "Đề nghị: ",
        "độ chắc chắn",
        "Quy tắc TT01",
    ):
        assert words in text
    assert "vi phạm" not in text.lower()


def test_a_broken_header_is_left_alone_and_a_strict_file_gets_a_new_copy(check_text: Callable[..., Report]) -> None:
    def with_part(name: str, old: bytes, new: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(word_file())) as before, zipfile.ZipFile(out, "w") as after:
            for known in before.namelist():
                after.writestr(known, before.read(known).replace(old, new) if known == name else before.read(known))
        return out.getvalue()

    data = with_part("word/header1.xml", b"</w:hdr>", b"")
    source = read_bytes(data).source
    assert annotate_docx(data, source, [note(source.text, "chữ đậm")])
    strict = with_part("word/document.xml", W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert not can_be_annotated(strict) and can_be_annotated(word_file())
    report = replace(check_text(DECISION.read_text(encoding="utf-8")), format="docx")
    assert b"comments.xml" in annotated_copy(report, strict, ".docx")


def test_wrong_names_of_the_copy_are_refused(check_text: Callable[..., Report]) -> None:
    report = check_text("Nội dung")
    for suffix in (".pdf", ".txt", ""):
        with pytest.raises(UsageError, match=r"\.docx"):
            annotated_copy(report, b"", suffix)


@pytest.mark.office
@needs_office
def test_libreoffice_opens_the_file_and_keeps_the_comments(tmp_path: Path) -> None:
    data = word_file()
    source = read_bytes(data).source
    (tmp_path / "a.docx").write_bytes(
        annotate_docx(data, source, [note(source.text, "chữ đậm ở giữa"), note(source.text, "phải 2 của bảng")])
    )
    (tmp_path / "out").mkdir()
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=180)
    import docx

    comments = [comment.text for comment in docx.Document(str(tmp_path / "out" / "a.docx")).comments if comment.author == "lawcheck"]
    assert len(comments) == 2 and all("Có dấu hiệu." in text for text in comments)


@pytest.mark.office
@pytest.mark.parametrize("office", [pytest.param(True, marks=needs_office), False])
def test_a_doc_comes_back_as_a_docx_with_comments_with_libreoffice_and_without(office: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    real = jail.call

    def without(step: str, *rest: Any, **arguments: Any) -> Any:
        if step == "convert" and not office:
            raise UnreadableError(reasons.office_missing("tệp .doc"))
        return real(step, *rest, **arguments)

    monkeypatch.setattr(jail, "call", without)
    lines = DECISION.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Điều 2."))
    articles = [para(line) for line in lines[start : start + 12]]
    data = doc([para("QUYẾT ĐỊNH"), para("Nơi nhận", in_list(1, 0)), *articles], levels=[(0, "Điều \0.")])
    report = check(read_bytes(data), today=TODAY)
    assert report.format == "doc" and report.open_findings
    package = zipfile.ZipFile(io.BytesIO(annotated_copy(report, data, ".docx")))
    stand_on = commented({name: package.read(name) for name in package.namelist()}).values()
    assert len(stand_on) == len(report.open_findings)
    text = "".join(report.document.text.split())  # type: ignore[union-attr]
    assert all(words and "".join(words.split()) in text for words in stand_on)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A pdf with a text layer, made here so that it names nobody."""
    from lawcheck.reporting.annotate.text_docx import docx_of_text
    from lawcheck.reporting.office.pdf import docx_to_pdf

    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    return docx_to_pdf(docx_of_text(DECISION.read_text(encoding="utf-8"))[0])


@pytest.mark.office
def test_a_pdf_gets_highlights_on_the_words_and_keeps_its_bytes(pdf: bytes, tmp_path: Path) -> None:
    from pypdf import PdfReader

    (tmp_path / "a.pdf").write_bytes(pdf)
    report = check_path(str(tmp_path / "a.pdf"), Options(today=TODAY))
    assert report.open_findings and report.document is not None
    copy = annotated_copy(report, pdf, ".pdf")
    assert copy.startswith(pdf)
    notes = [
        annotation.get_object()
        for page in PdfReader(io.BytesIO(copy)).pages
        for annotation in page.get("/Annots", ())
        if "/Contents" in annotation.get_object()
    ]
    assert len(notes) >= len(report.open_findings)
    assert all(one["/Subtype"] == "/Highlight" and "Đề nghị: " in one["/Contents"] for one in notes)
    assert read_bytes(copy).source.text == report.document.text
    lost = Note(span=Span(0, 0), page=2, lines=(("", "Chỗ không tìm thấy."),), suggestion="")
    loose = PdfReader(io.BytesIO(annotate_pdf(pdf, report.document.source, [lost]))).pages[1]["/Annots"]
    assert [annotation.get_object()["/Subtype"] for annotation in loose if "/Contents" in annotation.get_object()] == ["/Text"]


@pytest.mark.office
def test_a_locked_pdf_is_refused_with_another_way(pdf: bytes) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt("", "mật khẩu của người tạo", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    some = Note(span=Span(0, 1), page=1, lines=(("", "Có dấu hiệu."),), suggestion="")
    with pytest.raises(UnreadableError, match=r"khóa chỉnh sửa.*\.docx"):
        annotate_pdf(locked.getvalue(), read_bytes(pdf).source, [some])
