"""`lawcheck.toml`: what it sets, and how its mistakes are shown."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from lawcheck.desk.config import Config, find_config, load_config
from lawcheck.desk.waivers import waive
from lawcheck.errors import DataFileError
from lawcheck.reporting.model import Report

DECISION = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt").read_text(encoding="utf-8")
TODAY = datetime.date(2026, 11, 25)


def config(tmp_path: Path, text: str) -> Config:
    (tmp_path / "lawcheck.toml").write_text(text, encoding="utf-8")
    return load_config(tmp_path / "lawcheck.toml")


def test_no_file_gives_the_defaults() -> None:
    assert load_config(None) == Config()


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    (tmp_path / "lawcheck.toml").touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_config(tmp_path / "a" / "b") == tmp_path / "lawcheck.toml"


def test_the_example_of_the_module_loads(tmp_path: Path) -> None:
    import lawcheck.desk.config as module

    example = (module.__doc__ or "").split("\n\n", 1)[1]
    loaded = config(tmp_path, "\n".join(line.removeprefix("    ") for line in example.splitlines()))
    assert loaded.letterhead.agency == "Sở Tư pháp" and loaded.letterhead.recipients[1] == "Giám đốc Sở (để báo cáo)"
    assert loaded.template == tmp_path / "mau-phieu.docx" and loaded.rules_off == ("TC04",) and loaded.profile == "can-bang"


def test_the_province_fills_the_head_of_the_paper(tmp_path: Path) -> None:
    loaded = config(tmp_path, '[province]\nname = "Nghệ An"')
    assert (loaded.letterhead.parent, loaded.letterhead.place) == ("UBND tỉnh Nghệ An", "Nghệ An")


def test_a_rule_that_is_switched_off_stays_in_the_report(tmp_path: Path, check_text: Callable[..., Report]) -> None:
    report = check_text(DECISION)
    after, _ = waive(report, config(tmp_path, '[rules]\noff = ["TT01"]').entries(TODAY), TODAY)
    assert after.open_findings == () and len(after.waived_findings) == len(report.open_findings)
    assert "tắt trong tệp cấu hình" in after.checklist[0].why


def test_a_document_of_another_issuer_gets_a_notice(tmp_path: Path, check_text: Callable[..., Report]) -> None:
    report = check_text(DECISION)
    assert config(tmp_path, '[province]\nissuers = ["UBND Tỉnh Nghệ An"]').with_notice(report) == report
    noticed = config(tmp_path, '[province]\nissuers = ["UBND tỉnh Lâm Đồng"]').with_notice(report)
    assert "không có trong danh sách issuers" in noticed.problems[-1].message and noticed.status == report.status


@pytest.mark.parametrize(
    ("text", "words", "line", "column"),
    [
        ("[letterhead]\nagency = ", "TOML sai", 2, 10),
        ("[lettrhead]\n", "Ý bạn là “letterhead”?", 1, 1),
        ('[report]\ntemplat = "a.docx"', "Ý bạn là “template”?", 2, 1),
        ("[check]\n  profile = 3", "phải là chữ", 2, 3),
        ('[check]\nprofile = "canbang"', "Ý bạn là “can-bang”?", 2, 1),
        ('[letterhead]\nrecipients = "A"', "danh sách chữ", 2, 1),
        ('[rules]\noff = ["TT99"]', "Không có quy tắc “TT99”", 2, 1),
        ("rules = 3", "phải là một mục", 1, 1),
    ],
)
def test_mistakes_are_shown_with_line_column_and_caret(tmp_path: Path, text: str, words: str, line: int, column: int) -> None:
    with pytest.raises(DataFileError, match=words.replace("?", r"\?")) as caught:
        config(tmp_path, text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "^" in str(caught.value) or not text.splitlines()[line - 1]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="Không đọc được"):
        load_config(tmp_path / "khong-co.toml")
