"""The constituent parts of an administrative procedure (Nghị định 63/2010/NĐ-CP Điều 8 khoản 2)."""

from __future__ import annotations

PART_NAMES = {
    "ten": "tên",
    "trinh_tu": "trình tự",
    "cach_thuc": "cách thức",
    "ho_so": "hồ sơ",
    "thoi_han": "thời hạn",
    "doi_tuong": "đối tượng",
    "co_quan": "cơ quan giải quyết",
    "ket_qua": "kết quả",
    "phi_le_phi": "phí/lệ phí",
    "mau_don": "mẫu đơn/tờ khai",
    "yeu_cau_dieu_kien": "yêu cầu/điều kiện",
}
"""what each part is called, in the order of the law"""
