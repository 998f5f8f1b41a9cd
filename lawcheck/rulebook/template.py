"""The empty form of a rule file."""

from __future__ import annotations

import re

from lawcheck.errors import LawcheckError

_FORM = """id: {id}
name: {name}
title: Tên lỗi, viết cho người ký văn bản
group: the-thuc            # tthc | qppl | the-thuc | hieu-luc | can-cu | tham-quyen
status: draft              # draft: chưa chạy · stable: đang dùng · retired: đã bỏ (kèm retired_because)
since: 0.1.0
severity: warning          # error | warning | note
certainty: medium          # high | medium | low
basis: [nd-79-2025/dieu-7/khoan-2]   # mã trong rules/laws.yml
applies_to: {{kinds: [vbqppl]}}
find: {{operator: cho-trong}}
message: "{{node}}: nói rõ lỗi ở đâu."
suggestion: Nói rõ cần sửa thế nào.
why: Nói vì sao đây là lỗi và vì sao ngoại lệ gần nhất không áp dụng.
examples:
  finds:
    - {{text: "Điều 2. Đoạn có lỗi, ⟦phần phải thấy⟧ đặt trong ngoặc này."}}
    - {{text: "Điều 2. Thêm một đoạn có lỗi."}}
  passes:
    - {{text: "Điều 2. Đoạn gần giống nhưng đúng."}}
    - {{text: "Điều 2. Thêm một đoạn đúng."}}
changed: []
"""


def new_rule(id_: str, name: str) -> str:
    """The text of a new rule file. Raises LawcheckError for an id or name of the wrong form."""
    if not re.fullmatch(r"[A-Z]{2}\d\d", id_):
        raise LawcheckError(f"Mã “{id_}” sai mẫu; cần hai chữ in hoa và hai chữ số, ví dụ TC05.")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise LawcheckError(f"Tên “{name}” sai mẫu; cần chữ thường không dấu nối bằng gạch ngang, ví dụ thieu-noi-nhan.")
    return _FORM.format(id=id_, name=name)
