"""Who is bound where a sentence names nobody as its subject, and what people do where it holds no modal.

Law is written in the plain present too ("Các hộ kinh doanh thu gom rác trước 18 giờ") and under headings that name somebody else
("Ủy ban nhân dân các xã: Khi xảy ra sự cố điện phải cắt điện"). All functions take the folded text of a sentence and spans within it.
"""

from __future__ import annotations

import re

from lawcheck.text import Sought, Span

PLAIN_DUTY = "viec-lam"
"""label of the sign for people who do something, without a modal"""
NAMES_WHO = 3
"""points of a duty whose words say themselves who bears it: "Đối tượng nộp phí là …" """
WHENEVER = re.compile(r"(?:khi|trường hợp|nếu|trong trường hợp|trước khi|sau khi|đối với)\b")
"""opens a rule for every time something happens"""
PAPERWORK = Sought(r"\b(?:(?<!khu vực )quy hoạch|kế hoạch|đề án|chương trình|văn bản|dự toán|báo cáo|nghị quyết|giải trình)\b")
"""what agencies draw up"""
TASK = re.compile(
    r"^(?:bước \d+ ?: ?)?(?:điều tra|khảo sát|đánh giá|thống kê|đối chiếu|tập hợp|tăng cường|đẩy mạnh|tiếp tục|chủ trì|phối hợp|chủ động|rà soát|tổ chức(?!,| và| hoặc| cá nhân| tín dụng| hành nghề| có| được| sử dụng| kinh doanh| tham gia| khai thác)|triển khai|thực hiện|xây dựng|hướng dẫn|kiểm tra|chỉ đạo|tham mưu|đôn đốc|theo dõi|tổng hợp|báo cáo|quán triệt|"
    r"chú trọng|thúc đẩy|nhằm|tuyệt đối|không để|kiểm soát|ngăn chặn|hạn chế|ngăn ngừa|khắc phục|chấm dứt|tiến tới|hướng tới|nâng cao|bảo đảm|đảm bảo|phấn đấu|hoàn thành|giao|yêu cầu|đề nghị|tuyên truyền|cập nhật|công khai|bố trí|nghiên cứu|đề xuất|phát huy|duy trì|thường xuyên|kịp thời|lập|căn cứ|trên cơ sở|huy động|đầu tư|"
    r"ký kết|kiên quyết|cương quyết|kiến nghị|chuẩn bị|gửi|củng cố|kiện toàn|quản lý|giám sát|xử lý|khẩn trương|tập trung|phổ biến|vận động|khuyến khích|đổi mới|ứng dụng|lồng ghép|quan tâm|xác định|phát triển|hỗ trợ|bồi dưỡng|đào tạo|phân công|ban hành|trình|cung cấp)\b"
)
"""opens a task of an office"""
_THING = re.compile(
    r"(?:tại|ở|trên) (?:mỗi|các (?:vị trí|nơi|địa điểm|tuyến đường|tuyến phố|công trường|bến|chợ|bãi)|nơi công cộng)\b|(?:mỗi |các )?(?:thửa đất|lô đất|nhà|phòng (?:học|ở|ngủ|khám|trọ|thí nghiệm)|công trình|biển (?:hiệu|quảng cáo)|hàng rào|chiều (?:cao|rộng|dài|sâu)|diện tích|khoảng cách|tải trọng|độ ồn|âm thanh|thi hài|mộ|mồ|"
    r"xe|phương tiện|tàu|thuyền|đò|bến|ao|lồng|chuồng|hố|giếng|mật độ|khu vực|gian hàng|quầy|đoàn đưa|suất (?:tái định cư|đất)|âm nhạc|nhạc|loa|rác|nước thải|chất thải|gia súc|gia cầm|chó|vật nuôi|"
    r"hàng hóa|thực phẩm|sản phẩm|vật liệu|cây|bếp ăn|quán|cửa hàng|trên (?:hè|vỉa hè|lòng đường)|hợp đồng (?:thuê|mua|cung cấp|dịch vụ)|tác phẩm|giống|bao bì|nhãn|hóa đơn|thuốc|thức ăn|giấy phép|"
    r"trong mạch điện|thiết bị|dây|đường dây|mật khẩu|tài khoản|cột|kho|bãi|lò|cổng|mái|nền|sân|tường|cầu thang|thang máy|chợ|siêu thị|dịch vụ|người qua đời|(?:việc|hoạt động) (?:khai thác|sử dụng|kinh doanh|vận chuyển|mua bán|buôn bán|lắp đặt|chôn cất|an táng|cải táng|hỏa táng|"
    r"nuôi|chăn nuôi|chăn thả|quảng cáo|ghi nhãn|chứng nhận|đấu nối|đào|san lấp|cho thuê|chuyển nhượng|tách thửa|hợp thửa|đóng góp|lưu giữ|bảo quản|tái chế|đổ|xả|xây dựng (?:nhà|công trình|mới)|tổ chức (?:lễ|tang|cưới|biểu diễn)))\b"
)
"""a thing of everyday life that a rule is about"""
_OPENER = re.compile(
    r"(?:(?:kể )?từ (?:ngày|khi|năm)|khi|trường hợp|trong trường hợp|đối với|trong|tại|trước khi|sau khi|ngoài)\b(?P<said> [^,.;:]{0,140}?(?:,| thì) (?:các |mọi |mỗi |tất cả các )?| )"
)
"""when or where a rule holds, said before its subject"""
_CASE = re.compile(r"(?:trong )?trường hợp|đối với|khi")
"""opens with the thing itself: "Trường hợp thửa đất có diện tích … thì phải …" """
_OFFICE_MATTER = re.compile(
    r"(?:\w+ ){0,2}?(?:(?:công tác|nhiệm vụ|giải pháp|kế hoạch|đề án|phương án|chính sách|cơ chế|mục tiêu|chỉ tiêu|chương trình|quy hoạch|nội dung(?! quảng cáo| ghi nhãn)|báo cáo|văn bản|tài liệu|giáo trình|dữ liệu|thông tin|hội đồng|ban|tổ|đoàn|phong trào|"
    r"quá trình|tổng số|số lượng|vấn đề|đồng chí|lãnh đạo|cấp ủy|chuyển đổi số|phát triển|hoạt động của|cuộc họp|cuộc vận động|dự thảo|tờ trình|hồ sơ|nghị quyết|quyết định|chỉ thị|cải cách|đầu tư công|tiến độ|kinh phí|dự toán|nguồn vốn|"
    r"cán bộ|công chức|viên chức|học viên|thí sinh|đảng viên|đại biểu|thành viên|nợ|phương châm|quan điểm|tư tưởng|nhận thức|đội ngũ|bộ máy|tổ chức bộ máy|chất lượng|kết quả|hệ thống)\b|"
    r"việc (?:triển khai|thực hiện|tổ chức|xây dựng kế|xây dựng chương|ban hành|đánh giá|sắp xếp|chấm|chuyển đổi|rà soát|phân bổ|phân cấp|phân công|bố trí|đẩy|tuyên truyền|kiểm tra|giám sát|phối hợp|lựa chọn|lập|xử lý|giải quyết|quản lý|bổ nhiệm|tuyển)\b)"
)
"""opens a sentence about the work of offices, which "must" be done well"""
_LOFTY = re.compile(
    r"\s*(?:thật |hết sức |luôn |thường xuyên |kịp thời |chủ động )?(?:bảo đảm|đảm bảo|phù hợp|gắn|đúng|kịp thời|tạo|trở thành|bám sát|xác định|đánh giá|căn cứ|hết sức|dựa|coi|sát|hướng|thường xuyên|giữ vững|chủ động|tự|ưu tiên|đi trước|đi đầu|"
    r"khả thi|công khai|minh bạch|đồng bộ|tuân thủ|tuân theo|chấp hành|thực hiện|triển khai|tổ chức|lãnh đạo|chỉ đạo|trình|báo cáo|xem xét|sẵn sàng|toàn diện|nâng cao|tăng|giảm|tập trung|quán triệt|xuất phát|kế thừa|hài hòa|tính đến|kể đến|quyết liệt|"
    r"có (?:tính|sự|tầm|trách nhiệm|giải pháp|biện pháp|kế hoạch|lộ trình|trọng tâm|chuyển biến|quyết tâm|ý thức)|là (?:công cụ|động lực|nhiệm vụ|trọng tâm|nền tảng|ngành)|được (?:xác định|coi|triển khai|thực hiện|tiến hành|quan tâm|đẩy|nâng|giải quyết|tổ chức|"
    r"xem xét|đặt|duy trì|tăng|ưu tiên|trang bị|đồng bộ|quán triệt|bảo đảm|đảm bảo|lãnh đạo|số hóa|đánh giá|thống nhất|phát huy)|lớn mạnh|thành|mang|đổi mới|cắt giảm|đặt|làm (?:tốt|rõ|tròn)|nhanh|mạnh|rõ|vì|lấy|khắc phục|đặc biệt|thống nhất|chú|quan tâm|đẩy|phấn đấu|nỗ lực|trả|thu|nộp|chịu|chi|hướng tới|bổ sung vào)\b"
)
"""what is asked for in the same breath as effort and care; no act that could be checked"""
_EXTENT = re.compile(
    r"\b(?:diện tích|hạn mức|thời hạn (?:hỗ trợ|cho vay|cho thuê)|thời gian (?:hỗ trợ|được hưởng)|chiều (?:cao|rộng|dài|sâu)|khoảng cách|mật độ|dung tích|thể tích|độ (?:dày|sâu|cao|dốc|ồn|rọi)|nồng độ|nhiệt độ|tốc độ|bán kính)\b"
)
_KEPT_FREE = re.compile(
    r"(?:hành lang|phạm vi bảo vệ|khoảng cách|khoảng lùi|chỉ giới|lộ giới)\b[^.;]{0,160}?(?:là|từ|bằng|tối thiểu|tối đa|ít nhất|không (?:dưới|nhỏ hơn|quá)) \d[\d.,]* ?(?:m|mét|km|k[iy]-lô-mét)\b"
)
"""how wide the room is that is kept free of other things"""
_OPENS = 110
"""code points in which a sentence says what it measures"""
_MEASURE = re.compile(
    r"(?:tối thiểu|tối đa|không quá|không vượt quá|không dưới|không nhỏ hơn|không lớn hơn|ít nhất|(?:lớn|nhỏ) hơn hoặc bằng|bằng hoặc (?:lớn|nhỏ) hơn)\D{0,60}\d[\d.,]*\)?(?: ?\([^)]{0,40}\))? ?(?:m2|m²|m3|m|mét|cm|km|k[iy]-lô-mét|năm|tháng|giờ|ngày|phút|tầng|kg|tấn|dba?|con|cây|ha|tiết|tàu|lần|tuổi|chỗ|lít|kw|kva|°c|(?:% (?:công suất|diện tích|chiều|dung tích)))\b"
)
_OFFICE = Sought(
    r"\b(?:báo cáo|tham mưu|(?<!công )(?<!quá )(?<!chương )(?<!quy )(?<!lộ )trình|phối hợp|chỉ đạo|kiểm tra|xử lý(?! nước| chất| rác| bùn| khí)|hướng dẫn|đề xuất|cơ quan|đơn vị|cán bộ|công chức|ủy ban|ubnd|(?<!cơ )(?<!trụ )sở|thẩm định|phê duyệt|hồ sơ)\b"
)
"""the daily work of offices"""
_BEHIND = 40
"""code points behind a modal that say what must be done"""
_EACH_TIME = re.compile(
    r"(?:đối với|(?:trong )?trường hợp|(?:mỗi )?khi|trước khi|sau khi|trong thời hạn|trong vòng|h[àằ]ng (?:năm|ngày|tháng)|định kỳ)\b"
)
_SUBJECT_FOLLOWS = re.compile(r"(?:[,:]|\bthì) (?:các |những |mọi |mỗi )?$")
_OPENING = re.compile(r"[ *•]*(?:các |những |mọi |mỗi |tất cả |cơ quan, |tổ chức, )*")
_PAST_HEADING = frozenset({"nghia-vu", "muc-dinh-luong"})
_SUBJECT, _LONGEST_SUBJECT = 6, 160
"""code points of a subject"""
_NO_SUBJECT = re.compile(
    r"(?:không|chưa|chỉ|phải|được|bị|khi|nếu|trường hợp|trong|trước|sau|sau khi|đối với|từ|kể từ|theo|tại|và|hoặc|để|đồng thời|riêng|ngoài|hằng|hàng|định kỳ|nghiêm|có|chịu|thành phố|tỉnh|huyện|xã|phường)\b"
)
"""opens a sentence with something else than a noun"""
_SCHEDULE = re.compile(
    r"(?:trước|sau|từ) \d{1,2} ?(?:giờ|h)\b|h[àằ]ng (?:ngày|tuần|tháng|quý|năm)\b|mỗi (?:ngày|tuần|tháng|quý|năm|lần)\b|"
    r"trong (?:thời hạn|vòng) \d|\b(?:khi có|mỗi khi|trước khi)\b|\d+ lần/"
)
"""says when, time and again"""
_SIDE_BY_SIDE = 8
"""blanks at most between the first word for who acts and the last for what is done, where other words open the sentence"""
_WHOLE_DUTY = 60
"""code points of a sentence that says who does what: shorter ones are items of lists"""
_NO_DUTY = re.compile(
    r"\b(?:đã|đang|đều|có thể|cơ bản|còn|chưa|hiện|tiếp tục|tích cực|hưởng ứng|phấn đấu|nêu cao|phát huy|tăng cường|đẩy mạnh|chủ động|nghiêm túc|thực hiện tốt|đạt|chiếm|tăng|giảm|20\d\d|giai đoạn|kế hoạch này|"
    r"do|đối tượng áp dụng|quy định tại|theo quy định|theo đúng quy định|theo hồ sơ|hồ sơ|cam kết|ông|bà|công ty cổ phần|công ty tnhh|tuyên truyền|vận động|triển khai|kiến nghị|đề nghị|đề xuất|xem xét|phối hợp|tham gia|là|gồm|tuân thủ|dự án|công tác|nâng cao|hiệu quả|chất lượng)\b|:"
)
"""tells a state, an effort, one's part in a plan or what the law says already: in 26,000 sentences of administrative documents there are hardly any in which an open class opens the sentence, does something and no such word stands beside it"""
_NEAR_VERB = 25
"""code points before the verb where a word shows that something is told or asked for, not laid down"""
_TOLD = re.compile(r"\b(?:đã|đang|chưa|vẫn|đề nghị|yêu cầu|khuyến khích|vận động|hướng dẫn|tuyên truyền|đôn đốc|kiểm tra)\b")


def is_plain_duty(sentence: str, sign: Span) -> bool:
    """True where what people do is a duty: the sentence opens with the situation it stands for, or with them and says nothing but what they do; and tells nothing past."""
    before = sentence[: sign.start]
    if _TOLD.search(sentence, max(0, sign.start - _NEAR_VERB), sign.end):
        return False
    if _EACH_TIME.match(before) and sentence.count(" ", sign.start, sign.end) <= _SIDE_BY_SIDE:
        return bool(_SUBJECT_FOLLOWS.search(before))
    if not _OPENING.fullmatch(before):
        return False
    return bool(_SCHEDULE.search(sentence, sign.end)) or (len(sentence) >= _WHOLE_DUTY and not _NO_DUTY.search(sentence))


def speaks_past_heading(sentence: str, label: str, sign: Span) -> bool:
    """True for what must be done whenever something happens and is no office work: the heading it stands under does not say by whom."""
    if label not in _PAST_HEADING or not WHENEVER.match(sentence):
        return False
    words = sentence[: sign.end + _BEHIND]
    return not PAPERWORK.search(words) and not _OFFICE.search(words)


def has_own_subject(sentence: str, sign: Span) -> bool:
    """True where a noun stands before the verb ("Hợp đồng thuê … phải quy định rõ …"): an agency in the heading above is not its subject.

    Only people and agencies bear responsibility: before "có trách nhiệm" stands the rest of an agency's name that was not known as one.
    """
    before = sentence[: sign.start].rpartition(":")[2].strip(" ,*•")
    if sentence[: sign.end].endswith("trách nhiệm"):
        return False
    if is_about_a_thing(sentence):
        return True
    return len(before) >= _SUBJECT and not TASK.match(sentence) and not _NO_SUBJECT.match(before)


def is_about_a_thing(sentence: str) -> bool:
    """True for a rule about a thing of everyday life: "Xe ô tô … phải …", "Từ ngày …, xe ô tô … phải …", "Trường hợp tác phẩm … phải …"."""
    if _THING.match(sentence):
        return True
    opener = _OPENER.match(sentence)
    if opener is None:
        return False
    return bool(_THING.match(sentence, opener.end()) or (_CASE.match(sentence) and _THING.match(sentence, opener.start("said") + 1)))


def demands_an_act(sentence: str, sign: Span) -> bool:
    """True for what a thing must have or undergo, without a word of who sees to it: "Bể chứa phải có nắp đậy kín", "Nước thải phải được thu gom …".

    Neither the work of offices nor effort and care are such: "Việc triển khai kế hoạch phải đồng bộ".
    """
    if not sentence[: sign.end].endswith("phải"):
        return False
    before = sentence[: sign.start].rpartition(":")[2].rpartition(";")[2].strip(" ,*•")
    if (
        len(before) < _SUBJECT
        or len(before) > _LONGEST_SUBJECT
        or _OFFICE_MATTER.match(before)
        or TASK.match(before)
        or _NO_SUBJECT.match(before)
        or " là " in before
    ):
        return False
    return not _LOFTY.match(sentence, sign.end) and not _OFFICE.search(before)


def measures_a_thing(sentence: str, label: str) -> bool:
    """True for how large, near or long a thing may be, whoever is named on the way: "Nhà yến … cách trường học tối thiểu 300 m"."""
    if label != "muc-dinh-luong":
        return False
    return bool(_KEPT_FREE.match(sentence)) or (
        bool(is_about_a_thing(sentence) or _EXTENT.search(sentence, 0, _OPENS)) and bool(_MEASURE.search(sentence))
    )
