"""What speaks for and against a passage setting a part of an administrative procedure (Nghị định 63/2010/NĐ-CP Điều 3, Điều 8 khoản 2).

Each consideration has a stable name and a value, mostly 0 or 1; `rules/weights/tthc.json` says how much it weighs, `rules/considerations.yml` what it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lawcheck.language.lexicon import load_lexicon
from lawcheck.language.model import Sentence, Sign
from lawcheck.language.weighing import excuses_of
from lawcheck.rulebook.annexes import is_fee_schedule, is_form
from lawcheck.rulebook.case import Case, once
from lawcheck.rulebook.cohesion import STRANGER
from lawcheck.rulebook.document_facts import document_facts
from lawcheck.rulebook.money import FEE
from lawcheck.rulebook.occasion import between_authorities, title_of
from lawcheck.rulebook.passages import Passage
from lawcheck.structure import Level, Node
from lawcheck.text import Sought, SoughtNames, Span

_SCOPE = re.compile(
    r"(?:(?:phạm vi|đối tượng)(?: điều chỉnh| áp dụng)?: ?)?(?:thông tư|quyết định|nghị quyết|nghị định|quy định|quy chế)(?: số [^ ]+)? này (?:quy định|thay thế|áp dụng|hướng dẫn|có hiệu lực|bãi bỏ|sửa đổi)(?! (?:kèm|mức thu như|như) )"
)
"""says what the document is about, and sets nothing by itself"""
_SCOPE_TITLE = re.compile(r"phạm vi điều chỉnh\b(?!.*(?:đối tượng|\bvà$))")
"""an article that names the matters of the document, not whom it binds"""
TAKES_EFFECT = r"hiệu lực(?! (?:của )?(?:giấy|thẻ|chứng|văn bản (?:chấp|thỏa|đồng|xác)|quyết định (?:công|cho)))"
"""a heading about when the document takes effect, not how long a licence or approval is valid"""
TOPICS = {
    "tieu-chuan": Sought(r"tiêu chuẩn|tiêu chí|điều kiện|yêu cầu"),
    "ho-so": Sought(r"hồ sơ|giấy tờ"),
    "trinh-tu": Sought(r"trình tự|thủ tục|quy trình|các bước|tiếp nhận|xét duyệt"),
    "thoi-han": Sought(r"thời hạn|thời gian|thời điểm"),
    "phi": Sought(rf"{FEE}|mức thu"),
    "mau": Sought(r"mẫu|biểu"),
    "tham-quyen": Sought(r"thẩm quyền|cơ quan"),
    "doi-tuong": Sought(r"đối tượng|phạm vi"),
    "cap-phep": Sought(r"cấp|đăng ký|gia hạn|thu hồi|công nhận|xét|tặng|chấp thuận"),
    "trach-nhiem": Sought(r"trách nhiệm|tổ chức thực hiện|nhiệm vụ"),
    "ho-tro": Sought(r"hỗ trợ|mức|chính sách"),
    "hieu-luc": Sought(rf"{TAKES_EFFECT}|thi hành|chuyển tiếp"),
}
_TOPICS = SoughtNames(TOPICS)
CITIZEN = Sought(
    r"tổ chức, cá nhân|cá nhân|hộ gia đình|hộ kinh doanh|hộ nghèo|hộ cận nghèo|doanh nghiệp|người dân|công dân|người (?:nộp|đề nghị|yêu cầu|có(?! thẩm quyền| trách nhiệm)|được(?! giao| phân công| bầu| bổ nhiệm| ủy quyền| giới thiệu)|sử dụng|lao động|học|hưởng|khuyết|đứng tên|khiếu|muốn|dự|xin|gửi|viết|khai|vay|mua|thuê|bán|trồng|nuôi|cao tuổi|bệnh|chết|từ \d)|thương nhân|nhà đầu tư|"
    r"chủ (?:đầu tư|sở hữu|dự án|phương tiện|cơ sở|hộ|tàu|thể|xe|nhà|rừng|bãi|bến|trại|đất|nuôi)|\bgia đình|phụ huynh|cha,? mẹ|hợp tác xã|(?:các|mọi|của|cho|nhân,|nhân và|nghiệp,) tổ chức\b|tổ chức(?=[,;.]| và cá| hoặc| có | được| phải | sử dụng| kinh doanh| đề nghị| tín dụng| hành nghề| kinh tế| nước ngoài| xã hội| phi | tôn giáo| khoa học)|"
    r"đối tượng|(?<!trên )cơ sở(?! hạ tầng| vật chất| dữ liệu| pháp lý| để| cho)|học sinh|sinh viên|trung tâm tư vấn|giấy phép|cấp phép|tập thể|nghệ nhân|nộp (?:trực tiếp |trực tuyến )?hồ sơ|nộp hồ sơ|cổng dịch vụ công"
)
AGENCY_OPENS = re.compile(
    r"(?:các )?(?:sở|ủy ban nhân dân|ubnd|chủ tịch|giám đốc|thủ trưởng|văn phòng|phòng(?! cháy| ngừa| chống| bệnh| trọ)|ban(?! hành| đầu| ngày| đêm)|công an|cơ quan|đơn vị(?! tính)|chi cục|cục|bộ(?! hồ sơ| luật| phận(?! một cửa| tiếp nhận))|hội đồng)\b"
)
_AGENCY_FILES = re.compile(
    r"\b(?:ủy ban nhân dân|ubnd|(?<!cơ )(?<!trụ )sở|cơ quan|đơn vị|phòng)[^.;:]{0,60}\b(?:lập|gửi|trình|nộp|hoàn thiện)\b[^.;:]{0,20}\bhồ sơ"
)
_CITIZEN_FILES = re.compile(
    r"\b(?:cá nhân|(?<!luật )(?<!ban )(?<!cơ cấu )tổ chức(?! chính quyền| chính phủ| bộ máy| cán bộ| thực hiện)|hộ gia đình|hộ\b|doanh nghiệp|người (?!đứng|có thẩm|được giao|phụ trách)\w+|công dân|thương nhân|chủ trì liên kết|bên (?!cạnh)\w+|tập thể|chủ (?!tịch|nhiệm|trì|động|trương|yếu)\w+|hợp tác xã|nhà đầu tư|đối tượng|cơ sở)[^.;:]{0,70}"
    r"\b(?:lập|gửi|nộp|chuẩn bị|hoàn thiện|có|làm)\b[^.;:]{0,30}\b(?:hồ sơ|đơn(?! vị\b| giá\b)|tờ khai|văn bản đề nghị)"
)
_FILED = Sought(r"hồ sơ|đơn(?! vị\b| giá\b)|tờ khai|văn bản đề nghị")
"""what people's files hold, agencies' only the first; neither reads across "." ";" or ":" """
_FORM = re.compile(r"(?:\(mẫu [^()]{1,40}\)|\b[a-zđ]{1,8}(?:[/-][a-zđ0-9.]+)+)[;.,]?$")
"""a form's number at the end of an item: "Đơn đăng ký hoạt động (Mẫu TP-TVPL-01)", "Bản cam đoan TP/QT-2025-VBCĐ" """
_NO_PAPER = re.compile(r"(?:báo cáo|thông báo|sổ|hợp đồng|biên bản|danh sách|thống kê|kế hoạch|biểu)\b")
"""what is handed in for no result"""
_IN_A_FILE = re.compile(r"trong hồ sơ|đề nghị|đề xuất|thay đổi nội dung (?:giấy|đăng ký)")
"""a report or notice that something is granted upon"""
_OTHER_WORDS = re.compile(r"(?:thay thế|thay|bỏ|bãi bỏ|sửa đổi|bổ sung)(?: một số| các)? (?:cụm )?từ\b")
"""an amendment of single words sets nothing new"""
_ANSWERS_OUTSIDE = re.compile(
    r"\b(?:trả lời|thông báo|gửi quyết định|trả kết quả|cấp giấy \w+)(?:(?!bộ phận|trung tâm|xin lỗi|ủy ban|ubnd| sở )[^.;:]){0,60}? (?:doanh nghiệp|tổ chức|cá nhân|công dân|hộ|nhà đầu tư|người (?:đề nghị|nộp|yêu cầu|sử dụng|có)|chủ (?!tịch|trì|nhiệm|động|trương|yếu)\w+)\b"
)
"""what reaches the people who asked is no step among offices, whoever had handed the file on"""
_SESSION = re.compile(
    r"[^.;]{0,60}?\b(?:thư ký|chủ tịch hội đồng|(?:các )?thành viên hội đồng|(?:các )?chuyên gia|ủy viên(?: phản biện)?)\b[^.;]{0,80}\b"
    r"(?:đọc|trình bày|bỏ phiếu|thảo luận|giới thiệu|nhận xét|chấm điểm|không tiếp tục dự|nêu câu hỏi|trả lời câu hỏi|nộp bộ hồ sơ)\b"
)
"""what a council does among itself in a session"""
_COUNCIL = Sought(r"thư ký|hội đồng|chuyên gia|ủy viên")
"""who of its members that names: most passages name none"""
_ANSWERS = re.compile(
    r"[^.;:]{0,60}?\b(?:chịu|tự chịu|chịu hoàn toàn) trách nhiệm (?:trước pháp luật )?(?:về|đối với) (?:tính|nội dung|sự)[^.;:]{0,80}hồ sơ[^.;:,]{0,80}[.;]?$"
)
"""only says who answers for what a file says"""
_CITES = re.compile(
    r"(?:các )?(?:quyết định|nghị quyết|thông tư|chỉ thị|nghị định) số [^ ]+ ngày [^.;:]{5,90}? (?:về|v/v|ban hành|quy định|sửa đổi|bổ sung|phê duyệt|bãi bỏ|hướng dẫn)\b(?!.*\b(?:như sau|phải|không được|được nộp|nộp)\b)"
)
"""a document by its number, day and title, as in a list of those that are repealed"""
_EXAMPLE = re.compile(r"(?:phụ lục [ivx\d]+[ .:–-]*)?(?:\([^)]*\) *)?(?:(?:các|một số) )?ví dụ\b")
"""opens a part that shows how a rule works by made-up cases"""
_NOTICE = re.compile(r"(?:văn bản |mẫu |phiếu )?(?:thông báo|báo cáo)\b")
_FEE_USE = re.compile(
    r"(?!.*\b(?:mức thu|mức phí|hồ sơ|thủ tục|trình tự)\b)(?:(?:việc )?(?:phân phối(?:,| và) )?quản lý(?:,| và) sử dụng\b[^.;]{0,60}(?<!kinh )(?<!chi )(?<!học )\bphí\b|(?:ban hành )?(?:quy định )?(?:về )?tỷ lệ (?:phần trăm )?(?:\(%\) )?(?:để lại|trích|phân chia)[^.;]{0,120}\bphí\b)"
)
_LICENCE_FEE = re.compile(r"lệ phí|thẩm định|cấp giấy|cấp phép|giấy phép|đăng ký")
_AGENCIES = re.compile(r"\b(?:sở|ubnd|ủy ban nhân dân|hội đồng nhân dân|hđnd|bộ|chính phủ|cục|chi cục)\b")
_RECOGNISES = re.compile(r"xét|công nhận|khen thưởng|tặng|danh hiệu|kỷ niệm chương")
_SUPPORTS = re.compile(r"hỗ trợ|chính sách|ưu đãi|tài trợ|vay")
SPOKEN = 2
"""passages that speak of a procedure by themselves from which a document speaks of one and more of them say no more; one that recognises, awards or supports then has a procedure for it, and its criteria are what one must meet"""
_GRANTED = r"(?:thực hiện )?(?:việc )?(?:cấp(?! kinh phí)|tách thửa|hợp thửa|miễn|giảm|công nhận|đăng ký|gia hạn|chấp thuận)\b"
_CONDITIONS = re.compile(
    rf"(?:các )?(?:(?:điều kiện|yêu cầu)(?: chung| cụ thể)? (?:được (?!hỗ trợ|hưởng|vay)|(?:để )?{_GRANTED})|"
    rf"trường hợp (?:không|chưa) (?:được |xem xét |giải quyết )*{_GRANTED}|diện tích(?: đất)? tối thiểu (?:được|để|của thửa đất)[^.;:]{{0,40}}tách)"
)
"""heads what one must meet for a result that is granted to each who asks for it: "Điều kiện để thực hiện việc tách thửa" """
_OF_GRANTING = re.compile(rf"điều kiện (?:được |để )?{_GRANTED}")
_DELEGATES = re.compile(r"(?:ban hành )?(?:quy định )?(?:về )?(?:việc )?(?:phân cấp|ủy quyền)\b(?!.*(?:trình tự|thủ tục))")
"""opens the title of a document that only hands powers to other offices"""
_POWERS = frozenset({"ket_qua", "co_quan", "ten", "yeu_cau_dieu_kien"})
"""parts by which a power to decide is named"""
_AMOUNT = re.compile(r"\d[\d.,]*(?: ?(?:đồng|đ|nghìn|triệu|%|usd)\b|%)")
DAYS = Sought(r"\d+ (?:\([^)]*\) )?(?:ngày|giờ)")
_NAMED = SoughtNames({"nguoi-dan": CITIZEN, "so-ngay": DAYS, "phien-hop": _COUNCIL})
"""considerations of which the words of a passage tell, or without which they need not be asked for"""
MUCH_MORE = 4
"""times that agencies must be named with files for each time that people are"""
OPENING = 140
"""code points of a text in which its topic stands"""
LISTED = 300
"""code points of an item in a list of forms at most"""
_ABOVE_ARTICLES = frozenset({Level.CHUONG, Level.MUC, Level.PHAN, Level.PHU_LUC, Level.KEM_THEO, Level.VAN_BAN})
_NUMBERED = re.compile(r"^(?:điều )?(?:\d+[a-zđ]?(?:\.\d+)*|[a-zđ]{1,2}|[ivx]+)\s*[.):]\s*")
NO_PART = frozenset(
    {"muc-so-sach", "doi-cum-tu", "phien-hop", "trach-nhiem-ho-so", "ten-van-ban", "vi-du", "chi-phan-cap", "neu-pham-vi", STRANGER}
)
"""considerations with which a passage sets no part, whatever its words; the last is found in `procedures.py`"""
STRONG = 3
"""points of signs, those of conditions apart, from which a passage by itself speaks of a procedure: what must be met is laid down everywhere"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage with its considerations, the signs that count and what took others away."""

    passage: Passage
    values: dict[str, float]
    signs: tuple[tuple[Sentence, Sign], ...]
    excused: tuple[tuple[str, Span], ...]


def procedure_considerations(case: Case, passages: Sequence[Passage]) -> Iterator[Weighed]:
    """The considerations of each passage of a document in which something may speak of a procedure; nothing for other documents.

    Where an administrative document holds no strong sign, only of passages with a sign: in 399 of them none was ever found by its wording alone
    (counted in November 2026, when conditions alone made a sign strong).
    """
    told: dict[str, str] = {}
    fees = "phí" in case.analysis.folded.text
    title = title_of(case)
    whole = _fees_named(title) if fees else ""
    about = {passage.node.address: (_about_fees(case, passage.node, told) or whole) if fees else "" for passage in passages}
    read = {passage.node.address: _signs(case, passage, about[passage.node.address]) for passage in passages}
    best = {address: _best(signs) for address, (signs, _) in read.items()}
    own = {address: sum(found.values()) for address, found in best.items()}
    strong = sum(points - best[address].get("yeu_cau_dieu_kien", 0) >= STRONG for address, points in own.items())
    if not any(own.values()) and not any(excused for _, excused in read.values()):
        return
    by_article: dict[str, int] = {}
    for passage in passages:
        if passage.article_node is not None:
            address = passage.article_node.address
            by_article[address] = by_article.get(address, 0) + min(own[passage.node.address], 6)
    shared = {**document_facts(case), "trong-van-ban": min(strong, SPOKEN) / SPOKEN}
    if between_authorities(case):
        shared["ten:giua-co-quan"] = 1.0
    if agencies_file(case):
        shared["co-quan-lap-ho-so"] = 1.0
    delegated = case.document.header.issuer_level != "trung-uong" and bool(_DELEGATES.match(title))
    body = first_article(case)
    articles = case.document.kind.name != "vbqppl" or any(node.level is Level.DIEU for node in case.nodes.values())
    criteria = _places_of_criteria(title) if strong >= SPOKEN else ()
    among: dict[str, bool] = {}
    quiet = case.document.kind.name != "vbqppl" and not strong
    for passage in passages:
        signs, excused = read[passage.node.address]
        if quiet and not signs and not excused:
            continue
        parent = read.get(passage.above_node.address, ((), ()))[0] if passage.above_node else ()
        values = {**shared, **_of_passage(passage, signs, excused, parent), f"cap:{_role(passage, articles)}": 1.0}
        if (form := _listed_form(case, passage)) is not None:
            values["muc-bieu-mau" if form else "muc-so-sach"] = 1.0
        if strong and is_form(case, passage):
            values["to-mau"] = 1.0
        if about[passage.node.address] != "su-dung-phi" and is_fee_schedule(passage, title):
            values["bieu-phi"] = 1.0
        if passage.article_node is not None:
            points = own[passage.node.address]
            values["cung-dieu"] = min(max(by_article[passage.article_node.address] - min(points, 6), 0), 12) / 6
        conditions = strong and _under_conditions(passage)
        if conditions or any(f"{place}:tieu-chuan" in values for place in criteria):
            values["tieu-chuan-de-xet"] = 1.0
        if not conditions and passage.article_node is not None and among_agencies(case, passage.article_node, among):
            values["dieu:giua-co-quan"] = 1.0
        if passage.node.span.start < body:
            values["truoc-dieu-1"] = 1.0
        if delegated and signs and _only_names_a_power(passage, signs):
            values["chi-phan-cap"] = 1.0
        if about[passage.node.address]:
            values[f"{about[passage.node.address]}-o-tren"] = 1.0
        yield Weighed(passage, values, signs, excused)


def _places_of_criteria(title: str) -> tuple[str, ...]:
    """Where a heading about criteria makes what stands below it a condition of what the document grants; a chapter of a support policy holds amounts too."""
    if _RECOGNISES.search(title):
        return ("chuong", "dieu", "tren")
    return ("dieu", "tren") if _SUPPORTS.search(title) else ()


def _only_names_a_power(passage: Passage, signs: Sequence[tuple[Sentence, Sign]]) -> bool:
    """True where, in a document that hands powers to other offices, a passage says who decides what, and no paper or time limit."""
    return {sign.part for _, sign in signs} <= _POWERS and "hồ sơ" not in passage.words and not DAYS.search(passage.words)


def _role(passage: Passage, articles: bool) -> str:
    """The level of a passage; in a normative text without articles "1.1" is a clause and "a" a point."""
    level = passage.node.level
    return level.value if articles else {Level.SO: Level.KHOAN, Level.CHU: Level.DIEM}.get(level, level).value


def _of_passage(
    passage: Passage, signs: Sequence[tuple[Sentence, Sign]], excused: Sequence[tuple[str, Span]], parent: Sequence[tuple[Sentence, Sign]]
) -> dict[str, float]:
    words, above = passage.words, passage.above
    best = _best(signs)
    values = {f"dau-hieu:{label}": points / 3 for label, points in _best_labels(signs).items()}
    values |= {f"tru:{label}": 1.0 for label, _ in excused}
    values["tong-diem"] = min(sum(best.values()), 9) / 3
    values["so-bo-phan"] = min(len(best), 4) / 2
    if above.endswith(":"):
        values |= {f"muc-cua:{label}": points / 3 for label, points in _best_labels(parent).items()}
    values |= _of_titles(passage.article, passage.chapter, above)
    values |= _topics("loi", words[:OPENING])
    named = _NAMED.found_in(words)
    flags = {
        "nguoi-dan": "nguoi-dan" in named,
        "co-quan-mo-dau": bool(AGENCY_OPENS.match(words)),
        "so-tien": bool(_AMOUNT.search(words)),
        "so-ngay": "so-ngay" in named,
        "ngan": len(words) < 60,
        "rat-dai": len(words) > 500,
        "pham-vi": bool(_SCOPE.match(words)),
        "ten-dieu": passage.node.level is Level.DIEU and bool(passage.node.children),
        "trich-sua-doi": passage.quoted,
        "phu-luc": passage.in_annex,
        "doi-cum-tu": bool(_OTHER_WORDS.match(words)),
        "phien-hop": "phien-hop" in named and bool(_SESSION.match(words)),
        "trach-nhiem-ho-so": "chịu" in words and bool(_ANSWERS.match(words)),
        "ten-van-ban": bool(_CITES.match(words)),
        "vi-du": bool(_EXAMPLE.match(_opening(words))),
        "chi-bao": bool(_NOTICE.match(words)),
        "neu-pham-vi": bool(_SCOPE_TITLE.match(_opening(passage.article))),
    }
    values |= {name: 1.0 for name, holds in flags.items() if holds}
    values["do-dai"] = min(len(words), 800) / 800
    return values


@lru_cache(maxsize=64)
def _of_titles(article: str, chapter: str, above: str) -> Mapping[str, float]:
    """What the words around a passage say; its neighbours stand under the same."""
    values = {**_topics("dieu", article[:OPENING]), **_topics("chuong", chapter), **_topics("tren", above[:OPENING])}
    if CITIZEN.search(above) or CITIZEN.search(article):
        values["nguoi-dan-o-tren"] = 1.0
    if above.endswith(":"):
        values["trong-danh-sach"] = 1.0
    if any(_EXAMPLE.match(_opening(title)) for title in (chapter, article, above)):
        values["vi-du"] = 1.0
    return values


def _topics(place: str, words: str) -> Mapping[str, float]:
    """The topics that words at a place name, in the order of TOPICS."""
    named = _TOPICS.found_in(words)
    return {f"{place}:{name}": 1.0 for name in TOPICS if name in named} if named else {}


def _under_conditions(passage: Passage) -> bool:
    """True below "Điều kiện được miễn, giảm", and below "Điều kiện" alone in an article "Nguyên tắc, điều kiện miễn, giảm"."""
    if _heads_conditions(passage.above) or _heads_conditions(passage.article):
        return True
    return _opening(passage.above).startswith("điều kiện") and bool(_OF_GRANTING.search(_opening(passage.article)))


@lru_cache(maxsize=64)
def _heads_conditions(title: str) -> bool:
    return bool(_CONDITIONS.match(_opening(title)))


def _opening(title: str) -> str:
    return _NUMBERED.sub("", title.strip())


@lru_cache(maxsize=64)
def _names_service_fee(title: str) -> bool:
    """True where a heading holds words of the modifier `phi-dich-vu`, the one list of fees that are paid for public services."""
    return any(entry.pattern.matches(title) for entry in load_lexicon().entries if entry.label == "phi-dich-vu")


def _listed_form(case: Case, passage: Passage) -> bool | None:
    """For an item of an article that lists forms: False for books, reports and notices, for which nothing is granted, else True; None elsewhere."""
    if "mẫu" not in passage.article or passage.article_node is passage.node or len(passage.node.span) > LISTED:
        return None
    below_item = passage.node.level is Level.DOAN and passage.above_node is not passage.article_node
    item = passage.above if below_item else passage.words
    if _NO_PAPER.match(item) and not _IN_A_FILE.search(item):
        return False
    return True if _FORM.search(case.folded(passage.node.span).strip()) else None


def _about_fees(case: Case, node: Node, known: dict[str, str]) -> str:
    """The modifier that takes the signs of fees away wherever a heading from the article down says so: "su-dung-phi", "phi-dich-vu" or ""."""
    if node.level in _ABOVE_ARTICLES:
        return ""
    if node.address not in known:
        opening = case.folded(node.heading or Span(node.lead.start, min(node.lead.end, node.lead.start + OPENING))).strip()
        known[node.address] = _fees_named(opening) or _about_fees(case, case.parents[node.address], known)
    return known[node.address]


def _fees_named(opening: str) -> str:
    """The same for one heading."""
    if "phí" not in opening:
        return ""
    title = _NUMBERED.sub("", opening)
    if _FEE_USE.match(title):
        return "su-dung-phi"
    return "phi-dich-vu" if _names_service_fee(title) and not _LICENCE_FEE.search(title) else ""


def _signs(case: Case, passage: Passage, about: str) -> tuple[tuple[tuple[Sentence, Sign], ...], tuple[tuple[str, Span], ...]]:
    """The signs of a procedure in the passage that no modifier reaches, and the modifiers that reach others."""
    lexicon = load_lexicon()
    kept: list[tuple[Sentence, Sign]] = []
    excused: list[tuple[str, Span]] = []
    for sentence in passage.sentences:
        signs = [sign for sign in sentence.signs if lexicon.signs[sign.label].group == "tthc"]
        if not signs or _SCOPE.match(case.folded(sentence.body)):
            continue
        for sign in signs:
            reasons = excuses_of(sign, sentence, lexicon, case.document.text)
            if reasons and _ANSWERS_OUTSIDE.search(case.folded(sentence.body)):
                reasons = tuple(reason for reason in reasons if reason.label != "noi-bo-mot-cua")
            if about == "su-dung-phi" or (about and sign.part == "phi_le_phi"):
                excused.append((about, sign.span))
            elif reasons:
                excused += [(reason.label, reason.span) for reason in reasons]
            else:
                kept.append((sentence, sign))
    return tuple(kept), tuple(excused)


def _best(signs: Sequence[tuple[Sentence, Sign]]) -> dict[str, int]:
    """Points by part, the strongest sign of each."""
    best: dict[str, int] = {}
    for _, sign in signs:
        best[sign.part] = max(best.get(sign.part, 0), sign.points)
    return best


def _best_labels(signs: Sequence[tuple[Sentence, Sign]]) -> dict[str, int]:
    best: dict[str, int] = {}
    for _, sign in signs:
        best[sign.label] = max(best.get(sign.label, 0), sign.points)
    return best


def among_agencies(case: Case, article: Node, known: dict[str, bool]) -> bool:
    """True where an article names agencies and no citizen, business or other outsider: what it orders passes between agencies."""
    if article.address not in known:
        words = case.folded(article.span)
        known[article.address] = bool(_AGENCIES.search(words)) and not CITIZEN.search(words)
    return known[article.address]


@once
def agencies_file(case: Case) -> bool:
    """True where files are made and sent by agencies and hardly anywhere by people: one sentence about them changes little."""
    text = case.analysis.folded.text
    if _RECOGNISES.search(title_of(case)) and "khen thưởng" in text:
        return False  # those who are awarded hand their dossiers in through the agency they work for
    clauses = text.replace(";", ".").replace(":", ".").split(".")
    agencies = _times(_AGENCY_FILES, [clause for clause in clauses if "hồ sơ" in clause])
    return agencies > 0 and agencies > MUCH_MORE * _times(_CITIZEN_FILES, [clause for clause in clauses if _FILED.search(clause)])


def _times(pattern: re.Pattern[str], clauses: Sequence[str]) -> int:
    return sum(1 for clause in clauses for _ in pattern.finditer(clause))


def first_article(case: Case) -> int:
    """Where the articles of a normative document begin: what stands before says why it is issued. 0 for texts without articles."""
    if case.document.kind.name != "vbqppl":
        return 0
    return min((node.span.start for node in case.nodes.values() if node.level is Level.DIEU and not node.quoted), default=0)
