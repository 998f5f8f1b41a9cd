"""Sums of money in a sentence: rates that hold for whoever comes, and money of a budget or for those counted, which are none.

All patterns take folded words.
"""

from __future__ import annotations

import re

from lawcheck.text import Sought

_IN_WORDS = r"(?: ?\([^)]{0,60}\))?"
"""a number said again in words: "15.000 (mười lăm nghìn) đồng" """
AMOUNT = re.compile(rf"\d[\d.,]*{_IN_WORDS} ?(?:(?:đồng|đ|nghìn|triệu|tỷ|usd)\b|%)")
FEE = r"(?<!học )(?<!viện )(?<!kinh )(?<!chi )(?<!thủy lợi )(?<!thuỷ lợi )\bphí\b"
"""a fee that may be paid for a file, as a part of patterns: no tuition, hospital charge, expense or budget ("kinh phí")"""
BUDGET = Sought(
    r"kinh phí|(?<!không có )dự toán|ngân sách|tổng (?:số|mức(?! thu))|(?<!tháng \d )(?<!tháng \d\d )năm 20\d\d|giai đoạn|quyết toán|phân bổ|nguồn vốn(?! tự có)|\bước (?:tính|đạt|khoảng|thực hiện|tổng)|gói thầu|chi phí tuân thủ|[=×] ?\d|\d ?x ?\d"
)
"""money of a budget or a sum being worked out, not a rate for everybody"""
RATE = re.compile(
    rf"\d[\d.,]*{_IN_WORDS} ?(?:đồng|đ|nghìn đồng|ngàn đồng|triệu đồng){_IN_WORDS} ?/ ?(?:\d+ ?)?\w|\d+ tháng (?:phụ cấp|lương|mức lương|tiền lương|trợ cấp)|\d[\d.,]* ?% (?:\([^)]{{0,40}}\) )?(?:trên )?(?:giá|mức|chi phí|học phí|lương|tiền lương|giá trị|doanh thu|số tiền|đơn giá)|\d[\d.,]* ?kg \w+ ?/ ?\w"
)
IN_FORMULA = re.compile(r"(?:được )?(?:tính|xác định) [^.;]{0,60}(?:nhân với|nhân \(x\)|chia cho|bằng tỷ lệ)")
"""a sum as the product of rates"""
RECKONED = re.compile(
    r"\b(?:giá|chi phí|tiền|mức|phí|diện tích|bồi thường|hỗ trợ|trợ cấp|phụ cấp|thuế|hệ số)\b[^.;]{0,120}?(?:được (?:tính|xác định|áp dụng)|không thay đổi trong|ổn định trong|tính (?:theo|bằng|là)|áp dụng|bằng)\b|"
    r"(?:áp dụng|tính|nộp|thu|trả) (?:theo )?(?:mức|giá|đơn giá|bảng giá|hệ số|bồi thường)\b"
)
"""how a sum is worked out"""
SUM = re.compile(r"(?:đơn giá|giá|mức|tiền|thuế|trợ cấp|học phí|số tiền|phí|chi phí|diện tích|hệ số|bồi thường)\b")
"""opens a rule on a sum"""
IN_UNITS = re.compile(r"\((?:đvt|đơn vị tính)?[: ]*(?:nghìn |ngàn |triệu )?đồng ?/ ?\w[^)]{0,40}\)(?:[^.;]*\d|[: ]*$)")
"""rates whose unit stands in the heading: "Khung giá dịch vụ (đồng/m²/tháng): … 700" """
STATED = re.compile(
    r"mức (?:hỗ trợ|thu|chi|thưởng|trợ cấp|phụ cấp)(?: tối đa| tối thiểu| không quá| là|:| bằng){0,3} ?\d[\d.,]* ?(?:tỷ |triệu |nghìn |ngàn )?đồng ?/|\b(?:tiền|phí|trợ cấp|phụ cấp)[^.;]{0,40} bằng \d+ tháng (?:lương|phụ cấp|mức lương)"
)
"""a rate that is called one, whatever money is spoken of around it"""
PAYS = re.compile(
    r"hỗ trợ [^.;\d]{0,30}\d[\d.,]* ?%[^.;]{0,160} (?:cho|đối với) (?:đối tượng|người|hộ|học sinh|sinh viên|tổ chức|cá nhân|doanh nghiệp|hợp tác xã)"
)
"""a share that the budget pays for whoever belongs to a class"""
SPARES = re.compile(
    r"(?:miễn thu|miễn, giảm|miễn|giảm|không thu) (?:\d+ ?% )?(?:tiền|phí|lệ phí|thu|học phí|thuế|các khoản|nộp|toàn bộ|một phần)\b"
)
"""opens a rule on who need not pay"""
SOURCE = re.compile(
    r"(?:nguồn )?(?:kinh phí|vốn|ngân sách)\b[^.;]{0,200}? được (?:bố trí|cân đối|lấy|đảm bảo|bảo đảm|sử dụng|trích|chi từ|chi trả từ)"
)
"""says where money comes from: nobody's right"""
COUNTED = re.compile(
    r"(?:cho|tổng số|gồm|có|là) \d[\d.]* (?:hộ|người|suất|trường hợp|học sinh|đối tượng|đơn vị|cơ sở|con|ha|lượt|doanh nghiệp|hợp tác xã|sản phẩm|mô hình|trường|xã|tỉnh)\b"
)
"""a head count: money for those counted, not a rate for whoever comes"""


def is_rate(words: str, sign_points: int) -> bool:
    """True for an amount that holds for whoever comes: "mức thu là 100.000 đồng", "hỗ trợ 15.000.000 đồng/ha"; money of a budget or for those counted is none."""
    if PAYS.search(words) or STATED.search(words):
        return True
    if BUDGET.search(words) or COUNTED.search(words):
        return False
    if IN_UNITS.search(words) or IN_FORMULA.search(words):
        return True
    return bool(RATE.search(words)) or (sign_points >= 3 and bool(AMOUNT.search(words)))
