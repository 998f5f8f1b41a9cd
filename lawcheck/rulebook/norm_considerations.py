"""What speaks for and against a passage being a legal norm (Luật 80/2015/QH13 và Luật 64/2025/QH15 Điều 3 khoản 1).

Each consideration has a stable name and a value, mostly 0 or 1; `rules/weights/qppl.json` says how much it weighs, `rules/considerations.yml` what it is called.
The form of the document is none of them: a norm in a plan is a norm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from lawcheck.language import norms_of
from lawcheck.language.bound import PAPERWORK, TASK, WHENEVER
from lawcheck.language.lexicon import load_lexicon
from lawcheck.language.model import Actor, Norm, Sentence
from lawcheck.language.weighing import excuses_of
from lawcheck.rulebook.case import Case, once
from lawcheck.rulebook.document_facts import document_facts
from lawcheck.rulebook.money import AMOUNT, BUDGET
from lawcheck.rulebook.occasion import works_inside
from lawcheck.rulebook.passages import Passage
from lawcheck.rulebook.procedure_considerations import AGENCY_OPENS, OPENING
from lawcheck.structure import Level
from lawcheck.text import Sought, SoughtNames, Span

TRANSITION = "chuyen-tiep-quy-dinh"
"""label of the sign for what becomes of matters begun under other rules: it cites them by its nature"""
_NORMATIVE_POINTS = {
    r"(?:điều \d+\s*[.:]\s*)?phạm vi điều chỉnh": 2.0,
    r"đối tượng áp dụng": 1.0,
    r"luật ban hành văn bản quy phạm pháp luật": 1.0,
    r"(?:quyết định|nghị quyết|quy định|quy chế|chỉ thị) này (?:có hiệu lực|quy định|áp dụng)": 0.5,
    r"ban hành kèm theo (?:quyết định|nghị quyết) này (?:bản )?(?:quy định|quy chế)": 1.5,
    r"(?:quyết định|nghị quyết)\s+(?:về việc\s+)?(?:ban hành\s+)?(?:quy định|quy chế)\b": 1.0,
}
"""what a normative text says somewhere, and the points of build for it"""
_NORMATIVE = SoughtNames({pattern: Sought(pattern) for pattern in _NORMATIVE_POINTS})
ONCE = Sought(
    r"(?:giờ|phút),? ngày \d|cuộc thi|hội thi|(?:trước|sau|hoàn thành|chậm nhất|trong|từ|đến) (?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?|trong (?:tháng|quý|năm) [\dIVX]|(?<!tháng \d )(?<!tháng \d\d )năm (?:20\d\d)\b|(?:trước|chậm nhất|hết|hoàn thành|đến)[^.;]{0,12} ngày \d{1,2} tháng|giai đoạn 20\d\d|lần thứ|trong thời gian (?:rào chắn|thi công|diễn ra)|hội nghị|cuộc họp|đại hội(?! đồng)|lễ (?:kỷ niệm|phát động|khai mạc|bế mạc|ra quân|công bố|trao|tổng kết|đón)"
)
AT_MOST = re.compile(r"(?:không quá|không vượt quá|tối đa(?: là| bằng| không quá)?|không lớn hơn) ?\d")
"""a limit, which targets seldom are"""
EVERY_YEAR = Sought(r"h[àằ]ng (?:năm|quý|tháng)|mỗi (?:năm|quý|tháng)|của năm sau|năm liền kề|năm tiếp theo")
"""dates that come back"""
SINCE = re.compile(r"^(?:kể )?từ ngày [^,;:.]{4,40}, ?")
"""from when on a rule stands: no date of one occasion"""
_PAST = re.compile(r"(?:(?:từ|đến|trước|sau|kể từ)[ ,]*){1,3}(?:ngày|thời điểm)? ?\d{1,2}/\d{1,2}/(\d{4})")
"""the day of a class of people or things: "đã ở ổn định từ trước ngày 15/10/1993" """
YEAR = re.compile(r"\b20\d\d\b")
DAY = re.compile(r"\b\d{1,2}/\d{1,2}/20\d\d\b")
"""a full date"""
DATED = re.compile(r"\b20\d\d\b|\b\d{1,2}/\d{1,2}\b|ngày \d{1,2} tháng")
"""names a day or a year"""
REPORT = Sought(
    r"\bdự thảo (?:luật|nghị định|nghị quyết|thông tư|quyết định)|nhận được (?:công văn|văn bản|tờ trình) (?:số|của)|\b(?:đã (?:được|có|thực|triển|ban|tổ|hoàn)|đạt \d|ước đạt|tăng \d|so với (?:năm|cùng)|còn (?:hạn chế|chậm)|nguyên nhân|kết quả đạt|còn một số|bất cập|chưa (?:đồng bộ|kịp thời|đầy đủ|nghiêm|cao|tốt))\b"
)
SUPPOSED = re.compile(r"\b(?:trường hợp|khi|nếu|sau khi|mà)(?:,? [^\W\d_]+){0,10} đã [^,;.]{3,160}(?:,| thì)")
"""a condition, in which something is supposed to have happened"""
ONE_PARTY = re.compile(
    r"\b(?:[Ôô]ng|[Bb]à) [A-ZĐÀ-Ỹ](?:\w+ [A-ZĐÀ-Ỹ]|\b)|\b[Cc]ông ty (?:cổ phần|[Cc]ổ [Pp]hần|CP|TNHH|trách nhiệm hữu hạn)\b|\b(?:của|danh|diện) Hiệp hội\b|\btờ bản đồ số \d|\bthửa (?:đất )?số \d"
)
"""one person, company or plot that is named"""
FINAL = Sought(
    r"cơ quan,[^.;]{0,20} tổ chức[^.;]{0,20} liên quan (?:có trách nhiệm )?(?:phối hợp|tạo điều kiện)|có trách nhiệm[^.;]{0,50}(?:th[iị] hành|triển khai|thực hiện)[^.;]{0,30}(?:quyết định|nghị quyết|kế hoạch|chỉ thị|công văn|thông báo|văn bản|công điện|chương trình|đề án) này|có trách nhiệm[^.;]{0,60}(?:hướng dẫn|kiểm tra|đôn đốc)[^.;]{0,30} thực hiện (?:thông tư|nghị định|quy định|quy chế|luật) này|có trách nhiệm th[iị] hành (?:thông tư|nghị định|quy định|quy chế)[^.;]{0,20} này|"
    r"thực hiện[^.;]{0,20}(?:nội dung|nhiệm vụ)[^.;]{0,12}được (?:giao|phân công)|chịu trách nhiệm (?:th[iị] hành|triển khai|tổ chức thực hiện|thực hiện (?:quyết định|kế hoạch|chỉ thị))|(?:căn cứ|nghiêm túc) [^.;]{0,60}(?:quyết định|kế hoạch|chỉ thị) (?:này )?(?:th[iị] hành|triển khai)"
)
_CLOSES = re.compile(
    r"(?:(?:phải )?(?:có |chịu ))?trách nhiệm (?:tổ chức )?(?:th[iị] hành|thực hiện) (?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|kế hoạch|quy định|quy chế|công văn|văn bản|thông báo|chương trình|đề án|công điện) này"
    r"(?: kể từ ngày (?:ký|ban hành))?[ ./\"”]*$"
)
"""how a document closes, from its modal on: whoever is named, it only says that the document binds them"""
_DELEGATES = re.compile(
    r"(?:\w+ ){0,8}?(?<!đã )(?<!được )(?<!việc )(?<!về )(?<!theo )(?<!dung )(?<!sau khi )(?<!thông tư )(?<!nghị định )(?<!quy định )(?:phân cấp (?:thẩm quyền[^.]{0,250}? )?cho|thực hiện phân cấp cho)[^.;]{0,160}"
    r"(?:quyết định|phê duyệt|quản lý|thực hiện|cấp|thu hồi|ban hành|thẩm định|ký|ý kiến|tiếp nhận|giải quyết|công nhận)"
)
_HANDED_TO = re.compile(r"(?:đối tượng|cơ quan|đơn vị) (?:được|nhận) phân cấp ?: ?\w")
"""names, in a list of what is handed down, who gets it"""
_DECIDES = re.compile(
    r"(?:[^\W\d_]+,? ){1,14}?quyết định (?:việc |phê duyệt )?(?:phương án |đề án )?(?:mua sắm|mua|thuê|thu hồi|điều chuy[ểe]n|bán|thanh lý|tiêu hủy|giao|xử lý|chuyển đổi|sử dụng)[^.;]{0,30} (?:tài sản|trụ sở|nhà, đất)[^.;]{0,300}"
    r"(?:nguyên giá|sổ kế toán|giá trị (?:dưới|từ|đến|trên|còn lại)|thuộc phạm vi quản lý)"
)
_SETS_STANDARDS = re.compile(
    r"(?:[^\W\d_]+,? ){1,16}?quyết định (?:về )?tiêu chuẩn, định mức (?:sử dụng )?(?:máy móc|xe|tài sản|diện tích|trụ sở)"
)
"""what property the offices of a province may have is decided for good (Luật Quản lý, sử dụng tài sản công: tiêu chuẩn, định mức)"""
_PUSHES = re.compile(
    r"(?:đẩy mạnh|tăng cường|tiếp tục|rà soát|nghiên cứu|đề xuất|kiến nghị|đề nghị|trình|tham mưu|kiểm tra|đánh giá|triển khai|phương án|xây dựng|thực hiện tốt)\b"
)
"""a standing transfer of powers is a norm (Luật Tổ chức chính quyền địa phương: by normative document); to push for one is a task"""
SUBMITS = re.compile(
    r"phải (?:trình|báo cáo|xin ý kiến|gửi)[^.;]{0,20}(?:ủy ban|ubnd|hđnd|hội đồng|bộ|sở|chính phủ|thủ tướng|thường trực|cấp trên)"
)
"""agencies among themselves"""
ADVISES = re.compile(r"\btham mưu (?:cho |giúp |trình |đề xuất )?(?:ủy ban|ubnd|hội đồng|hđnd|chủ tịch|lãnh đạo|cấp)")
"""what only agencies do"""
ASKS_PEOPLE = re.compile(r" (?:tự ý )?yêu cầu (?:người|công dân|nhân dân|tổ chức|cá nhân|doanh nghiệp|các hộ|hộ)\b")
"""what only offices could do"""
STAFF_CONDUCT = Sought(
    r"chúc tết|quà tết|(?:biếu|tặng) quà|liên hoan|chiêu đãi|công quỹ|xe (?:ô tô )?công\b|phương tiện công\b|trong giờ (?:hành chính|làm việc)|uống rượu, bia trong|lễ chùa, lễ hội|đi lễ|văn hóa công sở|thư điện tử công vụ|đồng phục|thẻ (?:công chức|viên chức)|tự (?:ý )?đặt thêm (?:hồ sơ|thủ tục|giấy tờ)|"
    r"(?:cơ quan|đơn vị|ngành|địa phương|phòng) mình\b|(?:phiếu|thư|văn bản) xin lỗi"
)
"""how officials are to behave"""
ANYBODY = Sought(
    r"tổ chức, cá nhân|cá nhân, tổ chức|\b(?:mọi|tất cả các|các) (?:tổ chức|cá nhân|hộ|cơ sở|doanh nghiệp|chủ|người|phương tiện|công dân)|hộ (?:gia đình|kinh doanh|dân)|người (?:dân|điều khiển|bán|mua|nuôi|sử dụng)|công dân|nhân dân"
)
TOWARDS = re.compile(
    r"\b(?:tổ chức(?=,| và cá| hoặc| có | đề nghị| yêu cầu| nộp|[.;]|$)|cá nhân|công dân|người dân|(?<!ủy ban )(?<!hội đồng )(?<!tòa án )(?<!kiểm sát )nhân dân|doanh nghiệp|cử tri|thương nhân|nhà đầu tư|chủ đầu tư|hộ gia đình|hợp tác xã|người (?:đề nghị|yêu cầu|nộp|khiếu nại|tố cáo|phản ánh|kiến nghị|được|có|sử dụng|lao động|xin))\b|nêu rõ lý do"
)
"""whom an agency has to answer"""
EVERYBODY = re.compile(
    r"^(?:(?:kể )?từ ngày [^,;.]{4,40}, ?)?(?:tất cả(?: các)?|mọi) (?!cơ quan|sở|ngành|cấp|đơn vị|cán bộ|công chức|nhiệm vụ|nguồn lực)|là (?:nghĩa vụ|trách nhiệm|quyền) của (?:mọi|tất cả|tất|toàn thể|các tổ chức|tổ chức|công dân)"
)
DEFINES = re.compile(
    r"[^.;:]{3,120}?:? là (?:(?:vùng|nơi|địa điểm|thiết bị|phương tiện|công trình|sản phẩm)[^.;:]{0,20} (?:mà|dùng để|được dùng)|việc|khoảng thời gian|số tiền|quá trình|hoạt động|tập hợp|tổng số|hình thức|phương thức|loại|phần|thu nhập|khoản tiền)\b(?! (?:bắt buộc|không thể))"
)
"""says what a word means"""
SCOPE = re.compile(
    r"(?:phạm vi điều chỉnh\W{1,3})?(?:luật|pháp lệnh|nghị định|thông tư|quyết định|nghị quyết|quy định|quy chế|hướng dẫn|văn bản) này (?:quy định|hướng dẫn|điều chỉnh)\b"
)
"""opens the scope of a regulation: what it deals with, not what it lays down"""
ONE_STOP = re.compile(r"\b(?:bộ phận|trung tâm) (?:một cửa|tiếp nhận|phục vụ hành chính)|(?:văn bản|thư) xin lỗi|phần mềm một cửa")
"""how offices treat files within a citizen's procedure (Nghị định 61/2018/NĐ-CP, 118/2025/NĐ-CP)"""
COUNTS = re.compile(r"(?:tổng số|số lượng|danh mục|danh sách)\b")
"""opens a count or a list of what is barred, which bars nothing itself"""
REPEALS = re.compile(
    r"(?:bãi bỏ|hủy bỏ|thay thế|đính chính) (?:toàn bộ |một phần |các )?(?:thông tư|nghị định|quyết định|nghị quyết|chỉ thị|quy định|quy chế)\b|[^.;]{0,200}\btrái với (?:quyết định|quy định|nghị quyết|quy chế) này"
)
"""opens the end of another text: what its title says is laid down no longer"""
_URGED = re.compile(r"\b(?:khuyến cáo|khuyến khích|vận động|kêu gọi)\b[^.;:]*:$|^(?:nội dung |những )?khuyến cáo\b[^.;:]{0,60}$")
"""heads what people are urged to do, not bound to"""
ASKED = re.compile(r"(?:^|[:;] ?)(?:đề nghị|kính đề nghị) [^.;:]{0,120}$")
"""stands before what is only asked for: "Đề nghị nhà đầu tư phải nghiên cứu …" """
OUTSIDER = re.compile(
    r"doanh nghiệp|hợp tác xã|thương nhân|tiểu thương|nhà đầu tư|nhà thầu|khách|người dân|nhân dân|công dân|hộ |hộ$|chủ (?!tịch|thể|quản)|cơ sở (?:kinh doanh|sản xuất|dịch vụ|chăn nuôi|lưu trú)|người (?:điều khiển|bán|mua|nuôi|tiêu dùng|kinh doanh|sản xuất)"
)
"""who is never on an agency's own staff"""
PARTY = re.compile(
    r"công ty|doanh nghiệp|chi nhánh|chủ (?:đầu tư|dự án|cơ sở)|nhà thầu|đơn vị|thí sinh|học viên|sinh viên|học sinh|hội viên|đảng viên|thành viên|cơ sở kinh doanh|phương tiện|"
    r"người (?:dự|nộp|đang|vi phạm|bị|sử dụng|đứng|tham|phụ|được|chủ|đại|học|khiếu|tố|nhận|đề|yêu)|(?:cơ quan, )?tổ chức(?!(?:,| và| hoặc) (?:cá nhân|hộ gia đình))|cá nhân(?!(?:,| và| hoặc) tổ chức)|công dân|đối tượng|vận động viên|nhà đầu tư"
)
"""who permits, replies, contests and charters are written to"""
SUBORDINATE = re.compile(
    r"\s*(?:chuyên môn |khác )?(?:trực thuộc|thuộc)(?: phạm vi quản lý của)? (?:ủy ban|ubnd|sở|các sở|bộ|các bộ|hội đồng nhân dân|hđnd)\b"
)
"""stands behind "tổ chức" that are agencies: "các cơ quan, tổ chức thuộc Ủy ban nhân dân xã" """
OUTRIGHT = re.compile(r"(?:nghiêm )?cấm ")
"""opens a ban"""
BY_LAW = re.compile(r"theo (?:đúng )?(?:các )?quy định (?:của pháp luật|hiện hành|pháp luật|tại|về|của|nêu trên|trên)|theo luật định")
"""a duty "by law" as a rule repeats the law"""
ANSWERABLE = re.compile(r"chịu (?:hoàn toàn )?trách nhiệm (?:hoàn toàn )?trước (?:pháp luật|ủy ban|ubnd|chủ tịch|tỉnh ủy)")
"""says who answers for it, which the law says already"""
REGULATION = 3.5
"""build from which a document is a regulation in all but form"""
ORDERED = 2.0
"""build from which every passage is looked at, also those that word no rule"""
_TOPICS = {
    "muc-tieu": Sought(r"mục tiêu|chỉ tiêu|mục đích|quan điểm|yêu cầu"),
    "nhiem-vu": Sought(r"nhiệm vụ|giải pháp|nội dung|phân công|tổ chức thực hiện"),
    "trach-nhiem": Sought(r"trách nhiệm"),
    "kinh-phi": Sought(r"kinh phí|dự toán|ngân sách|nguồn vốn"),
    "dieu-kien": Sought(r"điều kiện|tiêu chuẩn|tiêu chí|nguyên tắc"),
    "muc": Sought(r"\bmức\b|đơn giá|bảng giá|định mức|hỗ trợ|phí"),
    "cam": Sought(r"cấm|không được|hạn chế"),
    "xu-ly": Sought(r"xử lý|vi phạm|xử phạt|thu hồi"),
    "quyen": Sought(r"quyền|nghĩa vụ|chế độ|chính sách"),
    "pham-vi": Sought(r"phạm vi|đối tượng áp dụng|giải thích|hiệu lực|thi hành"),
    "phan-cap": Sought(r"phân cấp|thẩm quyền|ủy quyền"),
    "ket-qua": Sought(r"kết quả|tình hình|đánh giá|thực trạng|hạn chế, "),
    "thu-tuc": Sought(r"hồ sơ|trình tự|thủ tục|cấp giấy"),
}
_TOPIC_NAMES = SoughtNames(_TOPICS)
_NAMED = SoughtNames(
    {"mot-lan": ONCE, "bao-cao": REPORT, "thi-hanh": FINAL, "bat-ky-ai": ANYBODY, "ngan-sach": BUDGET, "giay-to-co-quan": PAPERWORK}
)
"""considerations of which the words of a passage tell, or without which they need not be asked for"""
_AMENDS = re.compile(r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính)\b")


@once
def normative_build(case: Case) -> float:
    """How far the document is built like a normative text, 0–7."""
    folded = case.analysis.folded.text[:40000]
    points = sum(_NORMATIVE_POINTS[pattern] for pattern in _NORMATIVE.found_in(folded))
    articles = sum(node.level is Level.DIEU for node in case.nodes.values())
    points += 1.0 if articles >= 5 else 0.0
    points += 1.5 if case.document.kind.name == "vbqppl" else 0.0
    return min(points, 1.0) if works_inside(case) else points


@dataclass(frozen=True, slots=True)
class WeighedNorms:
    """A passage with its considerations, the norms that no modifier reaches and what took others away."""

    passage: Passage
    values: dict[str, float]
    norms: tuple[tuple[Sentence, Norm], ...]
    excused: tuple[tuple[str, Span], ...]


def norm_considerations(case: Case, passages: Sequence[Passage], build: float, also: Set[str] = frozenset()) -> Iterator[WeighedNorms]:
    """The considerations of each passage in which something may be a norm: one that words a rule, any passage of a regulation, those of the nodes `also` (addresses)."""
    regulation = build >= REGULATION
    shared = {**document_facts(case), "bo-cuc": build / 3}
    if regulation:
        shared["quy-dinh"] = 1.0
    for passage in passages:
        norms, excused = _norms(case, passage)
        if not norms and not excused and build < ORDERED and passage.node.address not in also:
            continue
        yield WeighedNorms(passage, {**shared, **_of_passage(case, passage, norms, excused)}, norms, excused)


@once
def _worded(case: Case) -> Mapping[Span, tuple[Norm, ...]]:
    return norms_of(case.analysis)


def _norms(case: Case, passage: Passage) -> tuple[tuple[tuple[Sentence, Norm], ...], tuple[tuple[str, Span], ...]]:
    lexicon = load_lexicon()
    kept: list[tuple[Sentence, Norm]] = []
    excused: list[tuple[str, Span]] = []
    worded = _worded(case)
    urged = passage.above_node.lead if passage.above_node is not None and _urges(passage.above) else None
    for sentence in passage.sentences:
        for norm in worded.get(sentence.span, ()):
            if norm.sign.label in ("cam", "nghia-vu") and _is_name(case.document.text, norm.sign.span):
                continue
            if norm.sign.label == "nghia-vu" and _CLOSES.match(
                case.folded(Span(norm.sign.span.start, max(norm.sign.span.end, sentence.body.end)))
            ):
                continue
            reasons = () if norm.sign.label == TRANSITION else excuses_of(norm.sign, sentence, lexicon, case.document.text)
            if urged is not None:
                excused.append(("de-nghi", urged))
            elif reasons:
                excused += [(reason.label, reason.span) for reason in reasons]
            else:
                kept.append((sentence, norm))
    return tuple(kept), tuple(excused)


@lru_cache(maxsize=64)
def _urges(above: str) -> bool:
    """True for words that head what people are urged to do; neighbouring passages stand under the same."""
    return _URGED.search(above) is not None


def _is_name(text: str, sign: Span) -> bool:
    """True for a word of a proper name: capital in the middle of a sentence ("xã Cấm Sơn", "Núi Cấm", "xã Trí Phải")."""
    word, before = sign.of(text), text[: sign.start].rstrip()
    return word[:1].isupper() and word[1:].islower() and before[-1:].isalnum()


def _of_passage(
    case: Case, passage: Passage, norms: Sequence[tuple[Sentence, Norm]], excused: Sequence[tuple[str, Span]]
) -> dict[str, float]:
    words = passage.words
    values: dict[str, float] = {f"tru:{label}": 1.0 for label, _ in excused}
    labels = frozenset(sign.label for sentence in passage.sentences for sign in sentence.signs)
    for sentence, norm in norms:
        actor = actor_of(norm)
        values[f"dau-hieu:{norm.sign.label}"] = 1.0
        values[f"chu-the:{actor}"] = 1.0
        values[f"dau-hieu:{norm.sign.label}|{actor}"] = 1.0
        values |= _of_norm(case, sentence, norm, actor, labels)
    if any(sign.part == "tinh_huong" for sentence in passage.sentences for sign in sentence.signs):
        values["tinh-huong"] = 1.0
    if any(modifier.label == "vien-dan" for sentence in passage.sentences for modifier in sentence.modifiers):
        values["co-vien-dan"] = 1.0
    named = _NAMED.found_in(words)
    flags = {
        "giao-viec": bool(TASK.match(words)),
        "mot-lan": "mot-lan" in named,
        "bao-cao": "bao-cao" in named and REPORT.search(words[:400]),
        "thi-hanh": "thi-hanh" in named,
        "bat-ky-ai": "bat-ky-ai" in named,
        "theo-luat": bool(BY_LAW.search(words)),
        "so-tien": bool(AMOUNT.search(words)),
        "ngan-sach": "ngan-sach" in named,
        "giay-to-co-quan": "giay-to-co-quan" in named,
        "moi-khi": bool(WHENEVER.match(words)),
        "trinh-cap-tren": bool(SUBMITS.search(words)),
        "day-manh": bool(_PUSHES.match(words)),
        "co-quan-mo-dau": bool(AGENCY_OPENS.match(words)),
        "sua-doi": bool(_AMENDS.match(words)),
        "ten-dieu": passage.node.level is Level.DIEU and bool(passage.node.children),
        "trich-sua-doi": passage.quoted,
        "phu-luc": passage.in_annex,
        "ngan": len(words) < 60,
        "rat-dai": len(words) > 500,
        "ho-so": "hồ sơ" in words,
    }
    values |= {name: 1.0 for name, holds in flags.items() if holds}
    values |= _of_titles(passage.article, passage.above)
    return values


@lru_cache(maxsize=64)
def _of_titles(article: str, above: str) -> Mapping[str, float]:
    """What the words around a passage say; its neighbours stand under the same."""
    flags = {
        "giao-viec-o-tren": bool(TASK.match(above)),
        "bat-ky-ai-o-tren": ANYBODY.search(above) or ANYBODY.search(article),
        "co-quan-o-tren": bool(AGENCY_OPENS.match(above)),
        "trong-danh-sach": above.endswith(":"),
    }
    topics = {"dieu": _TOPIC_NAMES.found_in(article[:OPENING]), "tren": _TOPIC_NAMES.found_in(above[:OPENING])}
    return {name: 1.0 for name, holds in flags.items() if holds} | {
        f"{place}:{name}": 1.0 for name in _TOPICS for place, named in topics.items() if name in named
    }


def _of_norm(case: Case, sentence: Sentence, norm: Norm, actor: Actor, labels: frozenset[str]) -> Mapping[str, float]:
    words = case.folded(sentence.body)
    before = case.folded(Span(sentence.body.start, max(norm.sign.span.end, sentence.body.start)))
    text = case.document.text
    flags = {
        "chu-ngu-mo": actor == "mo" and is_subject(norm, sentence),
        "ke-thua": norm.inherited,
        "phan-cap": delegates(norm, words),
        "cam-khong-neu-ai": actor == "khong-ro" and norm.sign.label in ("cam", "khong-lam"),
        "buoc-kem-nguong": norm.sign.label == "nghia-vu" and bool(labels & {"muc-dinh-luong", "nguong", "khong-lam", "cam"}),
        "buoc-moi-khi": norm.sign.label == "nghia-vu" and bool(WHENEVER.match(words)),
        "chiu-trach-nhiem": bool(ANSWERABLE.search(words)),
        "muc-kem-tien": norm.sign.label == "muc-dinh-luong" and bool(AMOUNT.search(words)) and not BUDGET.search(words),
        "trong-ngoac": text[max(0, norm.sign.span.start - 8) : norm.sign.span.start].rstrip().endswith(("(", "(chỉ")),
        "ke-chuyen": REPORT.search(before),
        "mat-dau-cau": is_fragment(case, sentence),
    }
    return {name: 1.0 for name, holds in flags.items() if holds}


def is_subject(norm: Norm, sentence: Sentence) -> bool:
    """True where the open class opens the sentence ("Tổ chức, cá nhân … phải") or stands right before the modal."""
    if norm.inherited or norm.actor_span is None:
        return False
    if norm.sign.span.overlaps(norm.actor_span):
        return True  # the sign holds its subject
    return norm.actor_span.start - sentence.body.start <= 12 or 0 <= norm.sign.span.start - norm.actor_span.end <= 40


def is_fragment(case: Case, sentence: Sentence) -> bool:
    """True where the opening of the sentence is lost (a page break of a scan): who it binds stood there."""
    return (
        sentence.node.level not in (Level.DIEM, Level.CHU, Level.GACH)
        and case.document.text[sentence.body.start : sentence.body.start + 1].islower()
    )


def ahead(words: str, year: int) -> str:
    """`words` without the days that say from when a rule stands, and without those of years before `year`: no deadline is among them."""
    return _PAST.sub(lambda match: match.group() if int(match[1]) >= year else "", SINCE.sub("", words))


def delegates(norm: Norm, words: str) -> bool:
    """True for a sentence that itself hands standing powers down."""
    handed = _DELEGATES.match(words) or _HANDED_TO.match(words)
    return norm.sign.label == "tham-quyen" and handed is not None and not _PUSHES.match(words) and "ủy quyền" not in words


def decides_alone(norm: Norm, words: str) -> bool:
    """True for a standing power over public property: "UBND cấp xã quyết định bán tài sản … có nguyên giá dưới 500 triệu đồng … thuộc phạm vi quản lý"."""
    return (
        norm.sign.label == "thuong-quyen"
        and norm.actor in ("co-quan", "can-bo")
        and not norm.inherited
        and bool(_DECIDES.match(words) or _SETS_STANDARDS.match(words))
    )


def actor_of(norm: Norm) -> Actor:
    """Who the norm binds. A ban under the heading of an agency still speaks to everybody unless its own sentence names somebody; what an agency does not let people do binds people."""
    if norm.actor in ("co-quan", "can-bo") and (norm.sign.label == "tu-choi" or (norm.sign.label == "cam" and norm.inherited)):
        return "khong-ro"
    return norm.actor
