"""One text in every format an office uses: the same words, the same verdicts."""

import datetime
import io
import shutil
from pathlib import Path

import pypdfium2
import pytest
from rapidfuzz.distance import Levenshtein

from lawcheck.check import check
from lawcheck.reading import Place, page_pictures, read_bytes
from lawcheck.reading.model import Reading
from lawcheck.reading.tesseract import can_recognise
from lawcheck.text import OcrOrigin, PdfOrigin
from tests.reading.word import converted, typed

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
NAMES = [
    "ke-hoach-5204-kh-ubnd",
    "skill_sct_laocai-1d16e8dc5088",
    "tnt305-1476e5e1a149",
    "tnt305-34a25a63f4f9",
    "tnt305-4028cbb9470e",
    "tnt305-6e141e429d5e",
    "tnt305-9964de163c93",
    "tnt305-f51e21731626",
    "tnt305-fb8b5b27c8a1",
    "ws1000-5c1ee30b5e6a",
    "ws1000-9619b94019e0",
    "ws1000-cee765f9b528",
    "ws1000-f0ed056d6c25",
]
TODAY = datetime.date(2026, 11, 24)
office = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="máy không có LibreOffice"),
]
scanner = pytest.mark.skipif(not can_recognise(), reason="máy không có Tesseract tiếng Việt")


def text_of(name: str) -> str:
    return (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")


def scanned(pdf: bytes, dpi: int = 200) -> bytes:
    """The pages of a pdf as one grey tiff: what a scanner makes."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    document.close()
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(dpi, dpi), compression="tiff_deflate")
    return out.getvalue()


def errors(reading: Reading, text: str) -> float:
    """Character error rate against `text`; rules made of dashes count for nothing."""
    read, meant = (" ".join(word for word in written.split() if word.strip("-_")) for written in (reading.source.text, text))
    return Levenshtein.distance(read, meant) / len(meant)


def outcome(reading: Reading) -> tuple[object, ...]:
    report = check(reading, today=TODAY)
    return report.kind.name, report.tthc.status, report.qppl.status, report.header.number


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("formats")
    docx = {name: typed(text_of(name)) for name in NAMES}
    return {"docx": docx, "pdf": converted(docx, "pdf", folder), "doc": converted(docx, "doc", folder)}


class TestOffice:
    pytestmark = office

    @pytest.mark.parametrize("name", NAMES)
    def test_docx_pdf_and_doc_agree(self, name: str, made: dict[str, dict[str, bytes]]) -> None:
        readings = {format_: read_bytes(files[name]) for format_, files in made.items()}
        assert {format_: reading.format for format_, reading in readings.items()} == {"docx": "docx", "pdf": "pdf", "doc": "doc"}
        assert len({outcome(reading) for reading in readings.values()}) == 1
        assert errors(readings["pdf"], readings["docx"].source.text) <= 0.005
        assert errors(readings["doc"], readings["docx"].source.text) == 0

    @scanner
    @pytest.mark.parametrize("name", NAMES)
    def test_the_scan_agrees(self, name: str, made: dict[str, dict[str, bytes]]) -> None:
        reading = read_bytes(scanned(made["pdf"][name]))
        assert outcome(reading) == outcome(read_bytes(made["docx"][name]))
        assert errors(reading, text_of(name)) <= 0.015
        assert [problem.code for problem in reading.problems] == ["N-OCR-01"]

    def test_odt_and_rtf_are_read_through_libreoffice(self, tmp_path: Path) -> None:
        data = typed("Điều 1. Phạm vi\nHồ sơ gồm đơn đề nghị.")
        for target in ("odt", "rtf"):
            reading = read_bytes(converted({"a": data}, target, tmp_path)["a"])
            assert (reading.format, reading.source.text) == (target, "Điều 1. Phạm vi\nHồ sơ gồm đơn đề nghị.\n")

    def test_without_libreoffice_a_doc_is_read_all_the_same(
        self, made: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from lawcheck.errors import UnreadableError
        from lawcheck.reading import jail, reasons

        real = jail.call

        def without(step: str, *rest: object, **arguments: object) -> object:
            if step == "convert":
                raise UnreadableError(reasons.office_missing("tệp .doc"))
            return real(step, *rest, **arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(jail, "call", without)
        reading = read_bytes(made["doc"]["tnt305-1476e5e1a149"])
        assert errors(reading, read_bytes(made["docx"]["tnt305-1476e5e1a149"]).source.text) == 0
        assert not reading.problems

    @scanner
    def test_a_mixed_pdf_is_recognised_only_where_it_has_no_text(self, made: dict[str, dict[str, bytes]]) -> None:
        first = pypdfium2.PdfDocument(made["pdf"]["tnt305-1476e5e1a149"])
        image = first[0].render(scale=200 / 72).to_pil().rotate(1.5, fillcolor="white")
        scan = io.BytesIO()
        image.save(scan, "PDF", resolution=200)
        mixed = pypdfium2.PdfDocument.new()
        mixed.import_pages(first, [0])
        second = pypdfium2.PdfDocument(scan.getvalue())
        mixed.import_pages(second)
        out = io.BytesIO()
        mixed.save(out)
        for document in (mixed, second, first):
            document.close()
        reading = read_bytes(out.getvalue())
        kinds = {
            type(piece.origin)
            for piece in reading.source.pieces
            if isinstance(piece.origin, PdfOrigin | OcrOrigin) and piece.origin.page == 1
        }
        assert kinds == {PdfOrigin}
        assert [page.page for page in reading.ocr] == [2]
        word = next(
            piece.origin for piece in reading.source.pieces if isinstance(piece.origin, OcrOrigin) and piece.origin.confidence > 0.9
        )
        (shown,) = page_pictures(out.getvalue(), [Place(2, word.box)])
        assert shown.startswith(b"\x89PNG")

    @scanner
    @pytest.mark.parametrize("angle", [90, 180, 270, 3])
    def test_turned_pages_are_put_upright(self, angle: int, made: dict[str, dict[str, bytes]]) -> None:
        document = pypdfium2.PdfDocument(made["pdf"]["tnt305-1476e5e1a149"])
        image = document[0].render(scale=200 / 72, grayscale=True).to_pil().rotate(angle, expand=True, fillcolor=255)
        document.close()
        out = io.BytesIO()
        image.save(out, "PNG", dpi=(200, 200))
        reading = read_bytes(out.getvalue())
        assert reading.ocr[0].confidence > 0.9
        assert "Độc lập - Tự do - Hạnh phúc" in reading.source.text

    @scanner
    def test_a_page_that_cannot_be_trusted_bears_no_conclusion(self, made: dict[str, dict[str, bytes]]) -> None:
        document = pypdfium2.PdfDocument(made["pdf"]["tnt305-1476e5e1a149"])
        small = document[0].render(scale=45 / 72, grayscale=True).to_pil()
        document.close()
        out = io.BytesIO()
        small.save(out, "PNG", dpi=(45, 45))
        reading = read_bytes(out.getvalue())
        assert [problem.code for problem in reading.problems] == ["E-OCR-02", "N-OCR-01"]
        report = check(reading, today=TODAY)
        assert report.status == "mot-phan"
        assert report.tthc.status != "khong-co"
        assert not [row.id for row in report.checklist if row.status == "dat"]

    def test_tables_of_a_pdf_are_read_cell_by_cell(self, tmp_path: Path) -> None:
        import docx

        document = docx.Document()
        document.styles["Normal"].font.name = "Tinos"
        document.add_paragraph("Mức thu phí")
        table = document.add_table(rows=0, cols=3)
        table.style = "Table Grid"
        for row in (("STT", "Nội dung thu", "Mức thu"), ("1", "Cấp giấy phép xây dựng " * 6, "50.000 đồng"), ("2", "Gia hạn", "")):
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        document.add_paragraph("Mức thu này áp dụng từ năm 2026.")
        out = io.BytesIO()
        document.save(out)
        reading = read_bytes(converted({"a": out.getvalue()}, "pdf", tmp_path)["a"])
        lines = reading.source.text.splitlines()
        assert lines == [
            "Mức thu phí",
            "STT | Nội dung thu | Mức thu",
            f"1 | {'Cấp giấy phép xây dựng ' * 6}".rstrip() + " | 50.000 đồng",
            "2 | Gia hạn | ",
            "Mức thu này áp dụng từ năm 2026.",
        ]
        assert next([span.of(reading.source.text) for span in row] for row in reading.tables[0].rows) == ["STT", "Nội dung thu", "Mức thu"]
