"""How the pages of a store name things, in Vietnamese."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lawcheck.batch.store.rows import RISKS
from lawcheck.datafiles import read_yaml, rules_folder, yaml_files
from lawcheck.reporting.wording import LEVELS, VERDICTS
from lawcheck.structure.documents import load_documents

if TYPE_CHECKING:
    from lawcheck.batch.answers.lists import FindingRow

RISK_TITLES = dict(zip(range(len(RISKS)), ("Chưa thấy dấu hiệu", "Thấp", "Vừa", "Cao"), strict=True))
KIND_TITLES = {"vbqppl": "Văn bản quy phạm pháp luật", "vbhc": "Văn bản hành chính", "khac": "Khác"}
STATUS_TITLES = {"du": "Đọc đủ", "mot-phan": "Đọc được một phần", "khong-doc-duoc": "Không đọc được"}
VERDICT_TITLES = VERDICTS
SEVERITY_TITLES = {severity: level.capitalize() for severity, level in LEVELS.items()}
CERTAINTY_TITLES = {"high": "Cao", "medium": "Vừa", "low": "Thấp"}
MATCH_TITLES = {
    "khop": "Khớp",
    "gan-giong": "Gần giống, cần người xem",
    "khong-thay": "Không thấy trong danh mục",
    "khong-so-duoc": "Chưa so được, cần người xem",
}
DISCLAIMER = (
    "lawcheck là công cụ hỗ trợ, không thay thế thẩm định của cơ quan tư pháp. Con số đếm dấu hiệu do máy tìm; văn bản chỉ được coi là sai sau khi "
    "người có thẩm quyền kết luận."
)


def type_title(name: str) -> str:
    """The title of a type of document, as rules/documents.yml has it."""
    return _types().get(name) or name.replace("-", " ").capitalize()


def rule_title(rule: str, name: str) -> str:
    """A rule as "TT02. Văn bản hành chính quy định …"; `name` stands in for a rule that is no longer there."""
    return f"{rule}. {_rules().get(rule, name)}"


@cache
def _types() -> dict[str, str]:
    return {type_.id: type_.name for type_ in load_documents().types} | {"khac": "Khác"}


@cache
def _rules() -> dict[str, str]:
    """Titles by rule; read from the rule files alone, because loading the rules takes a second."""
    found = (read_yaml(path).value for path in yaml_files(rules_folder()) if path.parent != rules_folder())
    return {rule["id"]: rule["title"] for rule in found if isinstance(rule, dict) and "id" in rule and "title" in rule}


def day_title(day: str | None) -> str:
    """An ISO day as Vietnamese write it: "31/8/2025"; empty where there is none."""
    if not day:
        return ""
    year, month, number = day[:10].split("-")
    return f"{int(number):02}/{int(month)}/{year}"


def waiver_title(row: FindingRow) -> str:
    """Why a finding is accepted, by whom and until when; empty for one that counts."""
    if row.waiver_reason is None:
        return ""
    until = f", đến trước {day_title(row.waiver_until)}" if row.waiver_until else ""
    return f"Miễn trừ: {row.waiver_reason.rstrip('.')} ({row.waiver_by}, {day_title(row.waiver_date)}{until})."


def number_title(number: int) -> str:
    """12345 as "12.345"."""
    return f"{number:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """A share as "87,5%"; "–" of nothing."""
    return f"{100 * part / whole:.1f}%".replace(".", ",") if whole else "–"
