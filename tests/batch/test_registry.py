"""The published list of procedures: read in the forms provinces have, matched by titles, told in the report object."""

import datetime
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from lawcheck.batch.answers.figures import Filter, count
from lawcheck.batch.checking import check_path
from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.matching import Procedure, Registry
from lawcheck.batch.registry import import_list
from lawcheck.batch.registry_score import read_cases, score_registry
from lawcheck.batch.scan import scan
from lawcheck.batch.store import Store
from lawcheck.errors import UsageError
from lawcheck.reporting.json import to_object
from tests.batch.batches import OPTIONS, write_folder

NOW = datetime.datetime(2025, 10, 1)
TITLES = (
    "Cấp giấy phép xây dựng mới đối với công trình cấp II",
    "Cấp lại thẻ ABTC",
    "Đề nghị hỗ trợ chi phí tư vấn pháp luật cho doanh nghiệp nhỏ và vừa",
    "Hỗ trợ máy móc loại 1",
    "Thủ tục đăng ký khai sinh",
)
LIST = Registry([Procedure(code=f"1.00{number}", title=title) for number, title in enumerate(TITLES, 1)])


@pytest.mark.parametrize(
    ("heading", "quote", "title", "status", "code"),
    [
        ("Điều 5. Trình tự, thủ tục cấp giấy phép xây dựng mới đối với công trình cấp II", "Hồ sơ gồm đơn.", "", "khop", "1.001"),
        ("Điều 2. Trình tự hỗ trợ", "Hồ sơ gồm đơn.", "Hỗ trợ chi phí tư vấn pháp luật cho doanh nghiệp nhỏ và vừa", "khop", "1.003"),
        ("Điều 8. Cấp lại thẻ", "Hồ sơ gồm đơn.", "Quy định về mẫu, việc quản lý và sử dụng thẻ kiểm tra lâm sản", "khong-thay", None),
        ("Điều 9. Trách nhiệm", "Tổ chức thực hiện thủ tục đăng ký khai sinh theo quy định.", "", "khop", "1.005"),
        ("Điều 9. Trách nhiệm", "Nộp hồ sơ cấp giấy phép xây dựng mới đối với công trình cấp II tại Sở.", "", "khop", "1.001"),
        ("Điều 3. Thi đua, khen thưởng", "Hồ sơ gồm tờ trình.", "Quy chế thi đua", "khong-thay", None),
        ("Điều 3. Cấp lại giấy phép xây dựng mới đối với công trình cấp II", "Hồ sơ gồm đơn.", "", "gan-giong", "1.001"),
        ("", "", "", "khong-so-duoc", None),
    ],
)
def test_a_provision_and_the_procedure_it_is_about(heading: str, quote: str, title: str, status: str, code: str | None) -> None:
    found = LIST.match(heading, quote, title)
    assert (found.status, found.procedure.code if found.procedure else None) == (status, code)


MINISTRIES = Registry(
    [
        Procedure(code="6.1", title="Thủ tục đề nghị xét tặng Kỷ niệm chương", agency="bo-xay-dung", field="Thi đua, khen thưởng"),
        Procedure(code="1.1", title="Gia hạn giấy phép thăm dò khoáng sản (cấp Bộ)", agency="bo-nong-nghiep-mt", field="Khoáng sản"),
        Procedure(code="1.2", title="Gia hạn giấy phép thăm dò khoáng sản (cấp Tỉnh)", agency="bo-nong-nghiep-mt", field="Khoáng sản"),
        Procedure(code="1.3", title="Trả lại giấy phép thăm dò khoáng sản (cấp Tỉnh)", agency="bo-nong-nghiep-mt", field="Khoáng sản"),
    ]
)


@pytest.mark.parametrize(
    ("heading", "quote", "issuer", "status", "code"),
    [
        ("Điều 11. Thủ tục xét tặng Kỷ niệm chương", "Hồ sơ gồm tờ trình.", "Bộ Xây dựng", "khop", "6.1"),
        ("Điều 11. Thủ tục xét tặng Kỷ niệm chương", "Hồ sơ gồm tờ trình.", "Bộ Nội vụ", "gan-giong", "6.1"),
        (
            "Điều 5. Mẫu",
            "Giấy phép thăm dò khoáng sản (gia hạn) do Ủy ban nhân dân cấp tỉnh cấp.",
            "Bộ Nông nghiệp và Môi trường",
            "khop",
            "1.2",
        ),
        ("Điều 5. Mẫu", "Văn bản trả lại giấy phép thăm dò khoáng sản.", "Bộ Nông nghiệp và Môi trường", "khop", "1.3"),
        ("Điều 2. Cấp phép khai thác khoáng sản biển sâu", "Hồ sơ gồm đơn.", "Bộ Nông nghiệp và Môi trường", "khong-thay", None),
        ("Điều 2. Cấp phép khai thác khoáng sản biển sâu", "Hồ sơ gồm đơn.", "Bộ Quốc phòng", "khong-so-duoc", None),
        ("Điều 2. Công nhận trường mầm non đạt chuẩn", "Hồ sơ gồm đơn.", "UBND tỉnh Lâm Đồng", "khong-so-duoc", None),
        ("Điều 9. Trách nhiệm của Sở về khoáng sản", "Sở nhận hồ sơ.", "Bộ Nông nghiệp và Môi trường", "khong-so-duoc", None),
    ],
)
def test_agency_action_level_and_field_count_too(heading: str, quote: str, issuer: str, status: str, code: str | None) -> None:
    found = MINISTRIES.match(heading, quote, "", issuer)
    assert (found.status, found.procedure.code if found.procedure else None) == (status, code)


def test_matching_is_as_good_as_on_the_day_it_was_measured() -> None:
    corpus = Path(__file__).parents[2] / "corpus"
    documents = {case["document"] for case in read_cases(corpus / "gold" / "registry.jsonl")[1]}
    texts = {id_: (corpus / "documents" / f"{id_}.txt").read_text(encoding="utf-8") for id_ in documents}
    reports = {id_: to_object(check_path(str(corpus / "documents" / f"{id_}.txt"), OPTIONS)) for id_ in documents}
    figures = score_registry(corpus, texts, reports)
    assert figures["registry_n"] >= 150
    assert figures["registry_precision"] >= 0.84
    assert figures["registry_recall"] >= 0.37
    assert figures["registry_named"] >= 0.66
    assert figures["registry_absent_precision"] >= 0.77


def write_xlsx(path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["DANH MỤC THỦ TỤC HÀNH CHÍNH"])
    book.active.append(["STT", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực"])
    for number, title in enumerate(TITLES, 1):
        book.active.append([number, f"1.00{number}", title, "Chung"])
    book.active.append([6, "1.006", None, "Chung"])
    book.save(path)


def write_csv(path: Path) -> None:
    path.write_text(
        "Mã TTHC;Tên TTHC\n" + "".join(f"1.00{n};{title}\n" for n, title in enumerate(TITLES, 1)) + "1.006;\n", encoding="utf-8-sig"
    )


def write_json(path: Path) -> None:
    rows = [{"ma_tthc": f"1.00{n}", "tieu_de": title, "so_hieu": "12/QĐ"} for n, title in enumerate(TITLES, 1)]
    path.write_text(json.dumps({"data": [*rows, {"ma_tthc": "1.006"}]}, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", write_xlsx), ("a.csv", write_csv), ("a.json", write_json)])
def test_lists_in_the_forms_provinces_have(tmp_path: Path, store: Store, name: str, write: object) -> None:
    assert callable(write)
    write(tmp_path / name)
    done = import_list(store, tmp_path / name, NOW)
    assert done.procedures == 5 and len(done.skipped) == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", "x"), ("a.csv", "a;b\n1;2\n"), ("a.json", "{"), ("a.pdf", "x"), ("a.jsonl", '{"x": 1}')]
)
def test_what_is_no_list_is_told_and_changes_nothing(tmp_path: Path, store: Store, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UsageError):
        import_list(store, tmp_path / name, NOW)


def test_findings_say_what_the_list_says_before_and_after_the_import(tmp_path: Path, store: Store, engine: LocalEngine) -> None:
    folder = write_folder(tmp_path / "a", 2, 0)
    before = [json.loads(row.line) for row in scan([str(folder)], OPTIONS, engine, store=store)]
    assert not any("registry" in finding for report in before for finding in report["findings"])
    write_json(tmp_path / "list.json")
    done = import_list(store, tmp_path / "list.json", NOW)
    assert done.statuses.get("khop")
    stored = [row.line for row in scan([str(folder)], OPTIONS, engine, store=store)]
    anew = [row.line for row in scan([str(folder)], OPTIONS, engine, store=store, resume=False)]
    assert stored == anew
    told = [finding["registry"] for finding in json.loads(stored[0])["findings"] if finding["group"] == "tthc"]
    assert {"status": "khop", "code": "1.004", "title": "Hỗ trợ máy móc loại 1", "decision": "12/QĐ"}.items() <= told[0].items()
    figures = count(store, Filter(), NOW.date())
    assert figures.procedures == 5
