"""Why a file cannot be read: a few named reasons, each saying what, why and what to do.

The first words of a message name the reason, and the code stands for it:
E-READ-01 có mật khẩu · 02 hỏng · 03 quá lớn · 04 không hỗ trợ · 05 quá thời gian · 06 sai loại · 07 trống · 08 không có chữ · 09 cần chương trình khác.
"""

from __future__ import annotations

from lawcheck.errors import Problem

MARK_TIMEOUT = "E-READ-05"
OFFICE_MISSING = "E-READ-09"


def encrypted(what: str) -> Problem:
    """The file is locked by a password."""
    return Problem(code="E-READ-01", message=f"Có mật khẩu: {what} được khóa bằng mật khẩu; hãy gỡ mật khẩu rồi kiểm tra lại.")


def corrupt(what: str, *, detail: str = "") -> Problem:
    """The file claims to be of a type, and its content is damaged. `detail` is for support, not for the officer."""
    more = f" (chi tiết kỹ thuật: {detail})" if detail else ""
    return Problem(
        code="E-READ-02", message=f"Tệp hỏng: {what} bị hỏng, không đọc được nội dung{more}; hãy mở bằng chương trình gốc, sửa và lưu lại."
    )


def too_large(why: str) -> Problem:
    """The file, or what it unpacks to, is over a limit."""
    return Problem(code="E-READ-03", message=f"Tệp quá lớn: {why}; hãy tách văn bản hoặc bỏ bớt ảnh rồi kiểm tra lại.")


def unsupported(what: str) -> Problem:
    """A known type that holds no document text for lawcheck."""
    return Problem(code="E-READ-04", message=f"Loại tệp không hỗ trợ: {what}; hãy dùng bản Word, PDF, ảnh quét hoặc chữ thuần của văn bản.")


def timed_out(seconds: float) -> Problem:
    """Reading took longer than the limit."""
    return Problem(
        code=MARK_TIMEOUT,
        message=f"Quá thời gian: đọc tệp lâu hơn {seconds:.0f} giây nên đã dừng; hãy tách văn bản hoặc lưu lại bằng chương trình gốc.",
    )


def wrong_type() -> Problem:
    """The content is no document, whatever the name says."""
    return Problem(
        code="E-READ-06",
        message="Sai loại tệp: nội dung không phải văn bản (không nhận ra định dạng); hãy kiểm tra lại xem đã chọn đúng tệp chưa.",
    )


def empty() -> Problem:
    """Nothing in the file."""
    return Problem(code="E-READ-07", message="Tệp trống: không có gì để kiểm tra; hãy chọn đúng tệp.")


def no_text(what: str, advice: str) -> Problem:
    """The file opens and holds no words."""
    return Problem(code="E-READ-08", message=f"Không có chữ: {what}; {advice}.")


def office_missing(what: str) -> Problem:
    """LibreOffice is needed and not installed."""
    return Problem(
        code=OFFICE_MISSING,
        message=f"Cần LibreOffice: để đọc {what}, máy phải có LibreOffice; trên Windows hãy cài từ libreoffice.org, trên Debian/Ubuntu chạy "
        "“apt install libreoffice-writer-nogui”, hoặc mở bằng Word và lưu lại thành .docx.",
    )


def ocr_missing(page: int | None = None) -> Problem:
    """Tesseract with Vietnamese is needed for a page that is an image."""
    where = f"Trang {page} là ảnh" if page else "Văn bản là ảnh quét"
    return Problem(
        code="E-OCR-01",
        page=page,
        message=f"{where}, không có lớp chữ dùng được, và máy chưa có Tesseract tiếng Việt để nhận dạng; hãy dùng bản Word, hoặc cài Tesseract "
        "(Windows: UB-Mannheim Tesseract, chọn thêm Vietnamese; Debian/Ubuntu: “apt install tesseract-ocr tesseract-ocr-vie”).",
    )


NO_ROOM = Problem(
    code="E-FILE-06",  # says nothing about the file: a scan tries again
    message="Không có chỗ tạm: không tạo được thư mục tạm để đọc tệp; hãy kiểm tra ổ đĩa còn chỗ và thư mục tạm (biến TMPDIR) ghi được. "
    "Với “docker run --read-only” hãy thêm “--tmpfs /tmp”.",
)

MACROS = Problem(
    code="N-DOCX-02",
    severity="notice",
    message="Tệp có macro; lawcheck không chạy macro. Văn bản phát hành không nên kèm macro: hãy lưu lại thành .docx.",
)


def too_many_scans(page: int, limit: int) -> Problem:
    """Pages from `page` on were left out by OCR."""
    return Problem(
        code="E-OCR-04",
        page=page,
        message=f"Từ trang {page} trở đi không nhận dạng chữ: tệp có hơn {limit} trang ảnh; hãy tách tệp rồi kiểm tra từng phần.",
    )


def unsafe(what: str) -> Problem:
    """The package declares a DOCTYPE or entities, which no office program writes."""
    return Problem(
        code="E-READ-11",
        message=f"Tệp không an toàn: {what} chứa khai báo DOCTYPE hoặc thực thể mà chương trình văn phòng không bao giờ ghi; không đọc, hãy kiểm tra nguồn tệp.",
    )
