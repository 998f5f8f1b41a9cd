"""What a document was written for, told by its head: facts that make general rules for people unlikely in it.

A permit, the approval of one project, a reply to one company or a report can quote conditions and duties in the very words of a
regulation; they bind the one party they are written to (Luật 64/2025/QH15 Điều 3 khoản 1 asks for rules of general effect).
"""

from __future__ import annotations

import re

from lawcheck.rulebook.case import Case, once
from lawcheck.text import Sought, fold, fold_words

_INSIDE = re.compile(
    r"quy chế phối hợp|quy chế (?:tổ chức và )?hoạt động|quy tắc ứng xử|cơ chế phối hợp|thư điện tử công vụ|hộp thư điện tử|lấy ý kiến điện tử|quy chế làm việc|nội quy(?! (?:và mức thu |ra vào |hoạt động |quản lý |bảo vệ )*(?:tại |của |ở )?(?:các )?(?:chợ|bến|cảng(?! vụ)|công viên|vườn|khu (?:du lịch|vui chơi|di tích)|di tích|hồ(?! sơ)|đò|phà|bãi|nghĩa trang|chung cư|phố đi bộ|quảng trường|thư viện|bảo tàng|nhà văn hóa|sân vận động|bể bơi|thác|suối|rừng)\b)|chức năng, nhiệm vụ|cơ cấu tổ chức của|chấm điểm|xếp loại|bộ tiêu chí|quy chế[^.;]{0,60}chữ ký số|chữ ký số (?:chuyên dùng|công vụ)|văn thư|(?:quy chế|quy định về|công tác|nghiệp vụ)[^.;]{0,40}quản lý văn bản|"
    r"quy chế[^.;]{0,20}quản lý, (?:vận hành|khai thác|sử dụng)|hệ thống thông tin giải quyết thủ tục hành chính"
)
_OWN_STAFF = re.compile(
    r"nội bộ (?:cơ quan|đơn vị)|giờ giấc làm việc|nâng (?:bậc )?lương|thẻ (?:kiểm toán viên|thanh tra|công chức|kiểm tra viên)|đào tạo, bồi dưỡng (?:cán bộ|công chức|viên chức)|"
    r"(?:tuyển dụng|luân chuyển|đánh giá|thi đua, khen thưởng)[^.;]{0,20}(?:cán bộ|công chức|viên chức|giáo viên)|chi(?: tiêu)? nội bộ|trang phục|trực ban|quy chế[^.;]{0,40}(?:sử dụng xe|xe ô tô|phòng họp|trụ sở làm việc)|"
    r"trong (?:các )?(?:cơ quan, tổ chức|cơ quan, đơn vị|đơn vị)(?:,? đơn vị)? (?:trực )?thuộc (?:bộ|sở|ubnd|ủy ban|cục|tổng cục)"
)
"""what an administrative document settles for the officials of its own branch"""
_BETWEEN_AUTHORITIES = Sought(
    r"tương trợ tư pháp|dẫn độ|trục xuất|áp giải|tạm giữ người|chuyển giao người đang chấp hành|xử lý chuyển hướng|xử phạt vi phạm|bầu cử|hiệp thương|phê chuẩn kết quả|"
    r"(?:xây dựng|soạn thảo|ban hành)[^.;]{0,30} văn bản quy phạm pháp luật|giám sát văn bản|(?:quy chế|công tác|nghiệp vụ|quy định về) (?:văn thư|lưu trữ)|vào lưu trữ|tài liệu lưu trữ|chế độ báo cáo(?!.*mẫu văn bản)|báo cáo thống kê|tài sản công|hệ thống thông tin giải quyết thủ tục hành chính|phân công trách nhiệm|phối hợp quản lý|tổ chức lại, giải thể tổ chức hành chính|kiểm soát thủ tục hành chính|niêm yết thủ tục hành chính|"
    r"dự án [^.;]{0,40} trong ngành\b|dự án (?:đầu tư công|sử dụng (?:vốn )?ngân sách)"
)
"""matters of justice, punishment, elections and the apparatus: their papers pass between authorities (Nghị định 63/2010/NĐ-CP Điều 1 khoản 2)"""
_OFFICE_SYSTEM = re.compile(
    r"^(?!.*(?:cá nhân|doanh nghiệp|công dân|người dân)).*quy chế[^.;]{0,60}(?:thư điện tử|chữ ký số|chứng thư số|quản lý văn bản|truyền số liệu chuyên dùng|hội nghị truyền hình)"
)
"""titles about what the offices of a province write and sign with"""
_PUBLISHED = re.compile(
    r"công bố[^.;]{0,60}(?:thủ tục hành chính|tthc|danh mục)|danh mục[^.;]{0,40}thủ tục hành chính|(?:phê duyệt|ban hành)[^.;]{0,40}quy trình (?:nội bộ|điện tử|giải quyết)|phương án[^.;]{0,40}đơn giản hóa|"
    r"đơn giản hóa thủ tục hành chính|cắt giảm[^.;]{0,30}thủ tục hành chính|quy trình nội bộ[^.;]{0,60}thủ tục hành chính|tái cấu trúc quy trình"
)
_ANSWERS = Sought(
    r"(?<!phải )(?<!việc )(?<!trách nhiệm )trả lời(?! bằng văn bản)|phúc đáp|(?<!ngày )(?<!khi )(?:nhận|tiếp nhận) được (?:công văn|văn bản|đơn|hồ sơ|\d+ bộ hồ sơ|đề nghị|thư)|(?:hoàn thiện|bổ sung)[^.;]{0,20} hồ sơ đề nghị"
)
_SERVICE_UNIT = re.compile(
    r"\b(?:đại học|học viện|bệnh viện|trường (?:cao đẳng|trung cấp|trung học|thpt|thcs|tiểu học|mầm non|phổ thông|chính trị|cán bộ|dạy nghề|bồi dưỡng))\b"
)
"""schools and hospitals, in the issuer's name: what they lay down for those who learn, teach or are treated there are rules of the house"""
_STEERING = re.compile(
    r"kết luận|^(?:điều chỉnh )?quy hoạch (?:tỉnh|thành phố|vùng|chung|tổng thể|phân khu|sử dụng đất)\b|phê duyệt (?:đề án|chương trình|kế hoạch|chiến lược|quy hoạch|dự án)|ban hành (?:kế hoạch|chương trình)|kế hoạch hành động"
)
"""documents that steer the apparatus; what they say about people is direction, seldom a rule"""
_GENERAL_TITLE = re.compile(
    r"(?:ban hành|sửa đổi, bổ sung|bổ sung|sửa đổi)[^.;]{0,40}(?:quy định|quy chế|chính sách|mức|bảng giá|đơn giá)|phân cấp|^(?:về việc |v/v )?quy định|quy định (?:về|việc|mức|một số|chế độ|chính sách)"
)
_GAMES = r"\bgiải (?:bóng|cầu|thể thao|chạy|quần|việt dã)|hội thi|cuộc thi"
_ONE_CASE_TITLE = re.compile(
    r"^nổ mìn\b|phê duyệt[^.;]{0,20}(?:phương án nổ mìn|dự án|thiết kế|báo cáo|kết quả|nhiệm vụ|hồ sơ|chủ trương|dự toán|quyết toán|điều lệ|phương án bồi thường|giá khởi điểm)|"
    r"chấp thuận (?:chủ trương|nhà đầu tư|việc|địa điểm)|kết quả (?:xác định trước|phân loại|phân tích|giám định|thẩm định|kiểm tra|thanh tra|xác minh|đấu giá)|thẩm định (?:hồ sơ|thiết kế)|thụ lý|"
    r"(?:giải quyết|xem xét)[^.;]{0,10}(?:khiếu nại|tố cáo|đơn|kiến nghị của)|"
    r"(?:sáp nhập|hợp nhất|chia tách|giải thể|đổi tên|tạm ngừng hoạt động)[^.;]{0,20} (?:hội|hiệp hội|liên đoàn|đoàn luật sư|câu lạc bộ|công ty|trung tâm|trường|doanh nghiệp|quỹ|chi nhánh|bệnh viện|văn phòng)\b|"
    r"^(?:về việc |v/v )?ủy quyền\b|bổ nhiệm|điều động|nghỉ hưu|kỷ luật|đình chỉ công tác|miễn nhiệm|nâng (?:bậc )?lương|phê chuẩn|tặng (?:thưởng|bằng|giấy)|khen thưởng cho|công nhận (?:kết quả|danh hiệu|điều lệ|ông|bà|xã|đạt)|"
    r"(?:giao|thu hồi|cho thuê|chuyển mục đích sử dụng) (?:đ[âấắ]t|rừng)[^.;]{0,20}(?:cho|của|để|đối với|tại|đợt)|(?:cấp|gia hạn|thu hồi|điều chỉnh)[^.;]{0,30}giấy (?:phép|chứng nhận)[^.;]{0,80}(?:công ty|ông|bà|số \d)|"
    r"cổ phần hóa|(?:cấp|gia hạn|thu hồi|rút) số đăng ký|phê duyệt (?:kế hoạch|phương án)[^.;]{0,60} của (?:cửa hàng|công ty|nhà máy|tổng kho|kho|chi nhánh|xí nghiệp|doanh nghiệp|bến|cảng|trạm|cơ sở)|"
    rf"sau khi được cấp giấy phép|(?:của|cho|đối với|do) (?:công ty|doanh nghiệp tư nhân|hợp tác xã|ông|bà) |{_GAMES}|thành lập|kiện toàn|tuy[ểếêe]n (?:sinh|dụng|nghiên cứu sinh|chọn)|chiêu sinh|lịch (?:học|nghiệm thu|công tác|thi)|mời thầu|đấu giá tài sản"
)
_PERMIT = re.compile(r"/GP(?:-|$)|^(?:giấy phép|biên bản|giấy mời|giấy chứng nhận)\b")
_TO = re.compile(r"^[ \t*>]*[Kk][íi]nh g[ửưứi]+i?\s*:?\s*(?P<to>[^\n]*(?:\n[^\n]{3,80}){0,1})", re.M)
_PRIVATE = re.compile(
    r"^(?:công ty|tổng công ty|tập đoàn|doanh nghiệp tư nhân|hợp tác xã|ông |bà |chi nhánh|ban quản lý dự án|hội |hiệp hội)"
)
_PROPOSES = re.compile(
    r"(?:v/v |về việc )?(?:đề xuất|kiến nghị|đề nghị|xin ý kiến|góp ý|tham gia (?:ý kiến|góp ý)|báo cáo|cung cấp thông tin|lấy ý kiến)"
)
_OCCASION = re.compile(
    r"\btết\b|nhân dịp|dịp lễ|lễ hội|kỳ thi|bầu cử|ngày hội|đại hội|rào chắn|(?:để|phục vụ) (?:thi công|sửa chữa)|treo cờ|nghỉ lễ|cấm đường|lịch (?:tiếp|trực|nghỉ)|lần thứ [\divx]"
)
_CONTEST = re.compile(rf"{_GAMES}|lễ hội|liên hoan|hội diễn|\bgiải đua|ngày hội|thể lệ|hội chợ")
_RATES_OF_ONE_PROJECT = re.compile(r"phương án (?:chi tiết )?bồi thường")
_QUESTIONS = re.compile(r"trả lời|giải đáp")
MANY_REFERENCES, REFERENCES_A_THOUSAND = 8, 1.2
"""documents cited, and cited for each thousand code points, from which a letter retells the law"""
_RECALLS = re.compile(
    r"(?:thực hiện|chấp hành|tuân thủ)(?: nghiêm| đúng| tốt| đầy đủ)?(?: các)? (?:quy định|pháp luật)|(?:triển khai|phổ biến|quán triệt)[^.;]{0,20} (?:luật|nghị định|thông tư|bộ luật|pháp lệnh)|hướng dẫn (?:thực hiện|áp dụng|thi hành)|chấn chỉnh"
)
_REPROVES = re.compile(r"(?:nhằm|để|tiếp tục|kịp thời) chấn chỉnh|chấn chỉnh, nâng cao")
"""what was not kept is asked for again"""
_FIRST_PART = re.compile(r"\s(?:1|i)\. ")
OPENING = 2500
"""code points after the addressee in which a letter says why it is written"""
_WATCHED = re.compile(r"kết quả (?:giám sát|rà soát|thực hiện|công tác)|tình hình (?:thực hiện|kinh tế)")
"""what was found, not what is laid down"""
_TELLS = frozenset({"bao-cao", "to-trinh", "bien-ban", "giay-moi", "giay-gioi-thieu", "phieu-gui", "phieu-chuyen", "thong-cao"})


@once
def title_of(case: Case) -> str:
    """The folded title; where none was read, the words before the first căn cứ, which cite other documents' titles."""
    title = case.document.header.title
    return fold_words(title[:500]).strip() if title else case.opening(600).split("căn cứ")[0].strip()


@once
def works_inside(case: Case) -> bool:
    """True for documents about how agencies are built, work with each other or judge themselves, by their title."""
    return bool(_INSIDE.search(title_of(case)))


@once
def lists_tasks(case: Case) -> bool:
    """True for documents that say what an office is there for, by their title."""
    return "chức năng, nhiệm vụ" in title_of(case)


@once
def for_own_staff(case: Case) -> bool:
    """True for administrative documents that settle something for the officials of their own branch, by their title."""
    return case.document.kind.name != "vbqppl" and bool(_OWN_STAFF.search(title_of(case)))


@once
def rules_of_the_house(case: Case) -> bool:
    """True for documents of a school or hospital, which is no authority (Luật 34/2018/QH14 Điều 1 khoản 17: its rules bind its own members)."""
    header = case.document.header
    if header.issuer is None:
        return False
    issuer = fold_words(header.issuer)
    return bool(_SERVICE_UNIT.search(issuer) if header.issuer_level == "khac" else _SERVICE_UNIT.match(issuer))


@once
def between_authorities(case: Case) -> bool:
    """True for documents whose papers and steps pass between authorities, by their title and head; what offices sign with, by the title alone: a file may be sent through it."""
    title, head = title_of(case), case.opening(2000).split("căn cứ")[0]
    return _BETWEEN_AUTHORITIES.search(" ".join(f"{title} {head}".split())) or bool(_OFFICE_SYSTEM.search(title))


@once
def publishes_procedures(case: Case) -> bool:
    """True for decisions that publish, list or simplify procedures set elsewhere (Nghị định 63/2010/NĐ-CP Điều 13, Điều 15)."""
    return case.document.kind.name != "vbqppl" and bool(_PUBLISHED.search(title_of(case)))


@once
def answers_one_file(case: Case) -> bool:
    """True for letters and notices that answer one letter or speak about one file."""
    if case.document.header.type not in ("cong-van", "thong-bao"):
        return False
    return _ANSWERS.search(case.opening(2500))


@once
def concerns_one_case(case: Case) -> bool:
    """True for permits, appraisals, approvals of one project, staff decisions, and letters to one private party."""
    if case.document.kind.name == "vbqppl":
        return False
    header = case.document.header
    title = title_of(case)
    if _GENERAL_TITLE.search(title):
        return False
    return bool(
        _ONE_CASE_TITLE.search(title)
        or _PERMIT.search(header.number or "")
        or _PERMIT.match(title)
        or _writes_to_one(case.document.text[:4000])
    )


def _writes_to_one(head: str) -> bool:
    """True where the only recipient is a company, an association or a person."""
    match = _TO.search(head)
    if match is None:
        return False
    recipients = [part for part in fold(match["to"]).text.strip(" -").split(";") if part.strip(" -.")]
    return len(recipients) == 1 and bool(_PRIVATE.match(recipients[0].strip(" -")))


@once
def only_tells(case: Case) -> bool:
    """True for types that inform, propose or invite and by their form bind nobody (Nghị định 30/2020/NĐ-CP Điều 7)."""
    header = case.document.header
    if _WATCHED.search(title_of(case)) and case.document.kind.name != "vbqppl":
        return True
    return header.type in _TELLS or (header.type == "cong-van" and bool(_PROPOSES.match(fold_words((header.title or "")[:200]).strip())))


@once
def recalls_law(case: Case) -> bool:
    """True for letters, notices and guides whose subject is that the law be carried out: their duties are the law's."""
    header = case.document.header
    if header.type not in ("cong-van", "thong-bao", "huong-dan"):
        return False
    named = sum(reference.how == "named" for reference in case.analysis.references)
    dense = named >= MANY_REFERENCES and named * 1000 >= REFERENCES_A_THOUSAND * len(case.document.text)
    return dense or bool(_RECALLS.search(title_of(case))) or bool(_REPROVES.search(_opening(case)))


def _opening(case: Case) -> str:
    """The folded words between the addressee and the first numbered part."""
    match = _TO.search(case.document.text[:4000])
    rest = fold(case.document.text[match.end() : match.end() + OPENING]).text if match else ""
    return _FIRST_PART.split(rest, maxsplit=1)[0]


@once
def one_occasion(case: Case) -> bool:
    """True for orders and plans for one feast, examination or election: what they forbid ends with it."""
    title = fold_words((case.document.header.title or "")[:300])
    return case.document.kind.name != "vbqppl" and bool(_OCCASION.search(title))


@once
def is_contest(case: Case) -> bool:
    """True for administrative documents about a contest or festival: what they lay down for those who take part ends with it."""
    return case.document.kind.name != "vbqppl" and bool(_CONTEST.search(title_of(case)))


@once
def pays_for_one_project(case: Case) -> bool:
    """True for administrative documents that say what is paid to those who make way for one project."""
    return case.document.kind.name != "vbqppl" and bool(_RATES_OF_ONE_PROJECT.search(title_of(case)))


@once
def answers_questions(case: Case) -> bool:
    """True for administrative documents that answer questions or petitions one after the other, by their title."""
    return case.document.kind.name != "vbqppl" and bool(_QUESTIONS.search(title_of(case)))


@once
def concludes(case: Case) -> bool:
    """True for what was concluded at a meeting or by an inspection, by the title."""
    return case.document.kind.name != "vbqppl" and "kết luận" in title_of(case)[:60]


@once
def steers(case: Case) -> bool:
    """True for conclusions, programmes and plans of action."""
    header = case.document.header
    title = fold_words((header.title or "")[:300])
    return case.document.kind.name != "vbqppl" and bool(_STEERING.search(title) or header.type in ("ket-luan",))
