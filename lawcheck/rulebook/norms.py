"""Which clauses hold a legal norm (Luật 80/2015/QH13 và Luật 64/2025/QH15 Điều 3 khoản 1).

A norm's points: its modal or measure, who it binds, whether it stands for every time the situation arises; less what shows
a task, a target, a request or a citation. Documents built like a normative text give every clause a head start.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from lawcheck.language.lexicon import load_lexicon
from lawcheck.language.model import Actor, Norm, Sentence
from lawcheck.language.weighing import excuses_of
from lawcheck.rulebook.case import Case, Hit
from lawcheck.rulebook.model import Evidence
from lawcheck.rulebook.occasion import (
    answers_one_file,
    concerns_one_case,
    one_occasion,
    only_tells,
    publishes_procedures,
    recalls_law,
    steers,
    works_inside,
)
from lawcheck.rulebook.procedures import clip
from lawcheck.structure import Level
from lawcheck.text import Span, fold

_NORMATIVE = (
    (re.compile(r"(?:điều \d+\s*[.:]\s*)?phạm vi điều chỉnh"), 2.0),
    (re.compile(r"đối tượng áp dụng"), 1.0),
    (re.compile(r"luật ban hành văn bản quy phạm pháp luật"), 1.0),
    (re.compile(r"(?:quyết định|nghị quyết|quy định|quy chế|chỉ thị) này (?:có hiệu lực|quy định|áp dụng)"), 0.5),
    (re.compile(r"ban hành kèm theo (?:quyết định|nghị quyết) này (?:bản )?(?:quy định|quy chế)"), 1.5),
    (re.compile(r"(?:quyết định|nghị quyết)\s+(?:về việc\s+)?(?:ban hành\s+)?(?:quy định|quy chế)\b"), 1.0),
)
_TASK = re.compile(
    r"^(?:tăng cường|đẩy mạnh|tiếp tục|chủ trì|phối hợp|chủ động|rà soát|tổ chức(?!,| và| hoặc| cá nhân| tín dụng| hành nghề| có| được| sử dụng| kinh doanh| tham gia| khai thác)|triển khai|thực hiện|xây dựng|hướng dẫn|kiểm tra|chỉ đạo|tham mưu|đôn đốc|theo dõi|tổng hợp|báo cáo|quán triệt|"
    r"chú trọng|thúc đẩy|nhằm|tuyệt đối|không để|kiểm soát|ngăn chặn|hạn chế|ngăn ngừa|khắc phục|chấm dứt|tiến tới|hướng tới|nâng cao|bảo đảm|đảm bảo|phấn đấu|hoàn thành|giao|yêu cầu|đề nghị|tuyên truyền|cập nhật|công khai|bố trí|nghiên cứu|đề xuất|phát huy|duy trì|thường xuyên|kịp thời|lập|căn cứ|trên cơ sở|huy động|đầu tư|"
    r"ký kết|kiến nghị|chuẩn bị|gửi|củng cố|kiện toàn|quản lý|giám sát|xử lý|khẩn trương|tập trung|phổ biến|vận động|khuyến khích|đổi mới|ứng dụng|lồng ghép|quan tâm|xác định|phát triển|hỗ trợ|bồi dưỡng|đào tạo|phân công|ban hành|trình|cung cấp)\b"
)
_AMOUNT = re.compile(r"\d[\d.,]* ?(?:đồng|đ|nghìn|triệu|%|usd)\b|\d[\d.,]*%")
_BUDGET = re.compile(r"kinh phí|dự toán|ngân sách|tổng (?:số|mức)|năm 20\d\d|giai đoạn|quyết toán|phân bổ|nguồn vốn|ước|gói thầu")
"""money of a budget, not a rate for everybody"""
_ONCE = re.compile(
    r"(?:trước|hoàn thành|chậm nhất|trong|từ|đến) (?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?|trong (?:tháng|quý|năm) [\dIVX]|năm (?:20\d\d)\b|giai đoạn 20\d\d|lần thứ|hội nghị|cuộc họp|đại hội|lễ (?:kỷ niệm|phát động|khai mạc|bế mạc|ra quân|công bố|trao|tổng kết|đón)"
)
_REPORT = re.compile(
    r"\bdự thảo (?:luật|nghị định|nghị quyết|thông tư|quyết định)|\b(?:đã (?:được|có|thực|triển|ban|tổ|hoàn)|đạt \d|ước đạt|tăng \d|so với (?:năm|cùng)|còn (?:hạn chế|chậm)|nguyên nhân|kết quả đạt)\b"
)
_FINAL = re.compile(
    r"có trách nhiệm[^.;]{0,50}(?:thi hành|triển khai|thực hiện)[^.;]{0,30}(?:quyết định|nghị quyết|kế hoạch|chỉ thị|công văn|thông báo|văn bản|công điện|chương trình|đề án) này|"
    r"thực hiện[^.;]{0,20}(?:nội dung|nhiệm vụ)[^.;]{0,12}được (?:giao|phân công)|chịu trách nhiệm (?:thi hành|triển khai|tổ chức thực hiện|thực hiện (?:quyết định|kế hoạch|chỉ thị))|(?:căn cứ|nghiêm túc) [^.;]{0,60}(?:quyết định|kế hoạch|chỉ thị) (?:này )?(?:thi hành|triển khai)"
)
_DELEGATES = re.compile(
    r"(?:\w+ ){0,8}?(?:phân cấp (?:thẩm quyền|cho)|thực hiện phân cấp cho)[^.;]{0,120}(?:quyết định|phê duyệt|quản lý|thực hiện|cấp|thu hồi|ban hành|thẩm định)"
)
_PUSHES = re.compile(
    r"(?:đẩy mạnh|tăng cường|tiếp tục|rà soát|nghiên cứu|đề xuất|tham mưu|kiểm tra|đánh giá|triển khai|phương án|xây dựng|thực hiện tốt)\b"
)
"""a standing transfer of powers is a norm (Luật Tổ chức chính quyền địa phương: by normative document); to push for one is a task"""
_SUBMITS = re.compile(
    r"phải (?:trình|báo cáo|xin ý kiến|gửi)[^.;]{0,20}(?:ủy ban|ubnd|hđnd|hội đồng|bộ|sở|chính phủ|thủ tướng|thường trực|cấp trên)"
)
"""agencies among themselves"""
_ANYBODY = re.compile(
    r"tổ chức, cá nhân|cá nhân, tổ chức|\b(?:mọi|tất cả các|các) (?:tổ chức|cá nhân|hộ|cơ sở|doanh nghiệp|chủ|người|phương tiện|công dân)|hộ (?:gia đình|kinh doanh|dân)|người (?:dân|điều khiển|bán|mua|nuôi|sử dụng)|công dân|nhân dân"
)
_BY_LAW = re.compile(r"theo (?:đúng )?(?:các )?quy định (?:của pháp luật|hiện hành|pháp luật|tại|về|của)|theo luật định")
"""a duty "by law" as a rule repeats the law"""
_WHENEVER = re.compile(r"(?:khi|trường hợp|nếu|trong trường hợp|trước khi|sau khi|đối với)\b")
_PAPERWORK = re.compile(r"\b(?:quy hoạch|kế hoạch|đề án|chương trình|văn bản|dự toán|báo cáo|nghị quyết|giải trình)\b")
"""what agencies draw up"""
_ANSWERABLE = re.compile(r"chịu (?:hoàn toàn )?trách nhiệm (?:hoàn toàn )?trước (?:pháp luật|ủy ban|ubnd|chủ tịch|tỉnh ủy)")
"""says who answers for it, which the law says already"""
_BASE = {
    "cam": 3.0,
    "muc-dinh-luong": 2.0,
    "nghia-vu": 2.0,
    "quyen-loi": 2.0,
    "dieu-kien": 1.5,
    "che-tai": 2.0,
    "tham-quyen": 1.5,
    "pham-vi": 1.0,
    "thuong-quyen": 1.0,
    "khong-lam": 2.5,
    "nguong": 1.0,
}
_ACTOR = {"mo": 1.5, "khong-ro": 0.0, "co-quan": -2.0, "can-bo": -2.5}
_ACTOR_IN_REGULATION = {"mo": 1.5, "khong-ro": 0.0, "co-quan": -0.5, "can-bo": -0.5}
"""in a document built like a regulation, what it lays on agencies stands for good too"""
MAX_PROOFS = 30
"""norms of one clause that are shown"""
REGULATION = 3.5
"""build from which a document is a regulation in all but form"""


def normative_build(case: Case) -> float:
    """How far the document is built like a normative text, 0–7."""
    text = case.document.text
    folded = fold(text[:40000]).text
    points = sum(weight for pattern, weight in _NORMATIVE if pattern.search(folded))
    articles = sum(node.level is Level.DIEU for node in case.nodes.values())
    points += 1.0 if articles >= 5 else 0.0
    points += 1.5 if case.document.kind.name == "vbqppl" else 0.0
    return min(points, 1.0) if works_inside(case) else points


def norm_points(case: Case, sentence: Sentence, norm: Norm, build: float) -> tuple[float, tuple[tuple[str, Span], ...]]:
    """Points of one norm and the modifiers that excuse it."""
    lexicon = load_lexicon()
    text = case.document.text
    reasons = excuses_of(norm.sign, sentence, lexicon, text)
    if reasons:
        return 0.0, tuple((reason.label, reason.span) for reason in reasons)
    words = fold(sentence.body.of(text)).text
    if delegates(norm, words):
        return 4.0, ()
    actor = actor_of(norm)
    regulation = build >= REGULATION
    points = _BASE.get(norm.sign.label, 1.0) + (_ACTOR_IN_REGULATION if regulation else _ACTOR)[actor]
    points += 0.5 if any(sign.part == "tinh_huong" for sign in sentence.signs) else 0.0
    points += 0.5 * (norm.sign.points - 2) if norm.sign.label == "muc-dinh-luong" else 0.0
    if norm.sign.label == "muc-dinh-luong" and norm.sign.points >= 3 and _AMOUNT.search(words) and not _BUDGET.search(words):
        points += 1.5
    if _TASK.match(words):
        points -= 2.0
    elif actor == "khong-ro":
        points += _impersonal(norm, words, frozenset(sign.label for sign in sentence.signs))
    elif actor == "mo":
        points += 0.5 if _is_subject(norm, sentence) else -0.5
    if _FINAL.search(words):
        points -= 3.0
    if norm.sign.label == "nghia-vu" and "trách nhiệm" in fold(norm.sign.span.of(text)).text and _ANSWERABLE.search(words):
        points -= 1.5
    if actor != "mo" and _SUBMITS.search(words):
        points -= 1.5
    if _ONCE.search(words):
        points -= 1.5
    if case.document.kind.name != "vbqppl" and actor != "mo" and norm.sign.label != "muc-dinh-luong" and _BY_LAW.search(words):
        points -= 1.0
    if text[max(0, norm.sign.span.start - 8) : norm.sign.span.start].rstrip().endswith(("(", "(chỉ")):
        points -= 2.0  # a note in brackets, as in the column heads of a form
    if actor in ("khong-ro", "mo") and _is_fragment(case, sentence):
        points -= 2.0 if actor == "khong-ro" else 0.75
    before = fold(Span(sentence.body.start, max(norm.sign.span.end, sentence.body.start)).of(text)).text
    if _REPORT.search(before):
        points -= 2.0
    return points + _head_start(build), ()


def _is_subject(norm: Norm, sentence: Sentence) -> bool:
    """True where the open class opens the sentence ("Tổ chức, cá nhân … phải") or stands right before the modal."""
    if norm.inherited or norm.actor_span is None:
        return False
    return norm.actor_span.start - sentence.body.start <= 12 or 0 <= norm.sign.span.start - norm.actor_span.end <= 40


def _is_fragment(case: Case, sentence: Sentence) -> bool:
    """True where the opening of the sentence is lost (a page break of a scan): who it binds stood there."""
    return (
        sentence.node.level not in (Level.DIEM, Level.CHU, Level.GACH)
        and case.document.text[sentence.body.start : sentence.body.start + 1].islower()
    )


def delegates(norm: Norm, words: str) -> bool:
    """True for a sentence that itself hands standing powers down."""
    return norm.sign.label == "tham-quyen" and bool(_DELEGATES.match(words)) and not _PUSHES.match(words) and "ủy quyền" not in words


def actor_of(norm: Norm) -> Actor:
    """Who the norm binds. A ban under the heading of an agency still speaks to everybody unless its own sentence names somebody."""
    return "khong-ro" if norm.sign.label == "cam" and norm.inherited and norm.actor in ("co-quan", "can-bo") else norm.actor


def _impersonal(norm: Norm, words: str, labels: frozenset[str]) -> float:
    """Rules that name nobody bind everybody: "Nghiêm cấm đổ bùn thải …", "Khi xảy ra sự cố phải cắt điện", "Mật khẩu phải có tối thiểu 09 ký tự"."""
    if norm.sign.label in ("cam", "khong-lam"):
        return 1.0
    if norm.sign.label == "nghia-vu" and labels & {"muc-dinh-luong", "nguong", "khong-lam", "cam"} and not _PAPERWORK.search(words):
        return 1.5
    return 1.5 if norm.sign.label == "nghia-vu" and _WHENEVER.match(words) and not _PAPERWORK.search(words) else 0.0


def _form_doubt(case: Case, norm: Norm, words: str) -> float:
    """Points taken from a norm because its document rarely holds rules for people; most where the norm names no open class."""
    if works_inside(case):
        return 2.0
    if concerns_one_case(case) or only_tells(case):
        return 1.5 if _ANYBODY.search(words) and norm.actor == "mo" else 3.0
    if answers_one_file(case) or recalls_law(case):
        return 1.5
    if one_occasion(case):
        return 1.0
    if case.document.header.type == "cong-dien":
        return 0.5
    if publishes_procedures(case):
        return 1.5
    return 0.5 if steers(case) else 0.0


def _head_start(build: float) -> float:
    return 1.5 if build >= REGULATION else 0.5 if build >= 2 else -0.5


def find_norms(case: Case, actors: Sequence[str], at_least: float) -> Iterator[Hit]:
    """The clauses with a norm of at least that many points; excused ones where nothing else is left."""
    build = normative_build(case)
    regulation = build >= REGULATION
    wanted = at_least - 1.5 if regulation else at_least
    groups: dict[str, list[tuple[float, Sentence, Norm]]] = {}
    excused: dict[str, tuple[str, Span]] = {}
    for sentence in case.analysis.sentences:
        if sentence.node.level is Level.DAU:
            continue
        node = case.clause(sentence.node)
        for norm in sentence.norms:
            points, reasons = norm_points(case, sentence, norm, build)
            points -= _form_doubt(case, norm, fold(sentence.body.of(case.document.text)).text) if points > 0 else 0.0
            if reasons:
                excused.setdefault(node.address, reasons[0])
            elif (regulation or actor_of(norm) in actors or norm.sign.label == "tham-quyen") and points >= wanted:
                groups.setdefault(node.address, []).append((points, sentence, norm))
    for address, found in groups.items():
        best = max(found, key=lambda row: row[0])
        points = best[0] + 0.3 * (len(found) - 1)
        evidence = tuple(evidence for _, sentence, norm in found[:MAX_PROOFS] for evidence in _evidence(case, sentence, norm))
        yield Hit(
            node=case.nodes[address],
            span=clip(best[1].body, best[2].sign.span, case.document.text),
            score=1 / (1 + math.exp(-(points - 3.0) * 1.1)),
            evidence=evidence,
            values={"addressee": _addressee(case, best[2])},
            certainty="high" if points >= 5 else "medium" if points >= 3.5 else "low",
        )
    for address, (label, span) in excused.items():
        if address not in groups:
            yield Hit(node=case.nodes[address], span=span, score=0.1, excused=((label, span),), values={"addressee": ""})


def _addressee(case: Case, norm: Norm) -> str:
    return " ".join(norm.actor_span.of(case.document.text).split()) if norm.actor_span else "không nêu tên (áp dụng chung)"


def _evidence(case: Case, sentence: Sentence, norm: Norm) -> Iterator[Evidence]:
    text = case.document.text
    span = clip(sentence.body, norm.sign.span, text)
    yield Evidence(sign=norm.sign.label, part="bat_buoc" if norm.sign.part == "bat_buoc" else "quy_tac", span=span, quote=span.of(text))
    if norm.actor == "mo" and norm.actor_span:
        yield Evidence(sign="doi-tuong-mo", part="doi_tuong", span=norm.actor_span, quote=norm.actor_span.of(text))
    for sign in sentence.signs:
        if sign.part == "tinh_huong":
            yield Evidence(sign=sign.label, part="tinh_huong", span=sign.span, quote=sign.span.of(text))
            break
