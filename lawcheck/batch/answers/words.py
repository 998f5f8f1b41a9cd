"""How the pages of a store name things, in Vietnamese."""

from __future__ import annotations

from lawcheck.batch.store.rows import RISKS

RISK_TITLES = dict(zip(range(len(RISKS)), ("Chưa thấy dấu hiệu", "Thấp", "Vừa", "Cao"), strict=True))
KIND_TITLES = {"vbqppl": "Văn bản quy phạm pháp luật", "vbhc": "Văn bản hành chính", "khac": "Khác"}
STATUS_TITLES = {"du": "Đọc đủ", "mot-phan": "Đọc được một phần", "khong-doc-duoc": "Không đọc được"}
VERDICT_TITLES = {
    "khong-co": "Không thấy",
    "co-dau-hieu": "Có dấu hiệu",
    "can-xem-xet": "Cần xem xét",
    "duoc-mien": "Được giao quy định",
    "khong-kiem-tra-duoc": "Không kiểm tra được",
}
SEVERITY_TITLES = {"error": "Nghiêm trọng", "warning": "Cần xem", "note": "Lưu ý"}
CERTAINTY_TITLES = {"high": "Cao", "medium": "Vừa", "low": "Thấp"}
TYPE_TITLES = {
    "quyet-dinh": "Quyết định",
    "nghi-quyet": "Nghị quyết",
    "ke-hoach": "Kế hoạch",
    "cong-van": "Công văn",
    "chi-thi": "Chỉ thị",
    "thong-bao": "Thông báo",
    "huong-dan": "Hướng dẫn",
    "bao-cao": "Báo cáo",
    "to-trinh": "Tờ trình",
    "thong-tu": "Thông tư",
    "nghi-dinh": "Nghị định",
    "luat": "Luật",
    "khac": "Khác",
}
MATCH_TITLES = {"khop": "Khớp", "gan-giong": "Gần giống, cần người xem", "khong-thay": "Không thấy trong danh mục"}
DISCLAIMER = (
    "lawcheck là công cụ hỗ trợ, không thay thế thẩm định của cơ quan tư pháp. Con số đếm dấu hiệu do máy tìm; văn bản chỉ được coi là sai sau khi "
    "người có thẩm quyền kết luận."
)


def type_title(name: str) -> str:
    """The title of a type of document; unknown ones as they are, with blanks."""
    return TYPE_TITLES.get(name) or name.replace("-", " ").capitalize()


def day_title(day: str | None) -> str:
    """An ISO day as Vietnamese write it: "31/8/2025"; empty where there is none."""
    if not day:
        return ""
    year, month, number = day[:10].split("-")
    return f"{int(number):02}/{int(month)}/{year}"


def number_title(number: int) -> str:
    """12345 as "12.345"."""
    return f"{number:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """A share as "87,5 %"; "–" of nothing."""
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "–"
