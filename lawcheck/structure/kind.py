"""The form a document is issued in: normative (vbqppl), administrative (vbhc), or neither (khac).

The first sign of the form is the year in the number (Luật 64/2025/QH15 Điều 7 khoản 3; Luật 80/2015/QH13 Điều 8): "12/2025/QĐ-UBND".
"""

from __future__ import annotations

import datetime
import re

from lawcheck.structure.documents import competence, load_documents
from lawcheck.structure.model import Header, Kind, KindName
from lawcheck.structure.numbers import issued_with
from lawcheck.text import Folded, fold

_WITH_YEAR = re.compile(r"^[\d…]+[a-zA-Z]?/(?:19|20)\d\d/")
_NATIONAL_ASSEMBLY = re.compile(r"/(?:\d{4}/)?(?:L-CTN|(?:UBTV)?QH\d+|PL-)")
_PARTY = re.compile(r"-[A-ZĐ]+/[A-ZĐ]*(?:TW|U)\b")
_NORMATIVE_TYPES = frozenset(
    {"nghi-quyet", "quyet-dinh", "thong-tu", "nghi-dinh", "luat", "bo-luat", "phap-lenh", "thong-tu-lien-tich", "lenh", "sac-lenh"}
)
_ALWAYS_NORMATIVE = frozenset({"thong-tu", "nghi-dinh", "luat", "bo-luat", "phap-lenh", "thong-tu-lien-tich"})
_OTHER_TYPES = frozenset({"hop-dong", "dieu-le", "van-ban-hop-nhat"})
_BUSINESS = re.compile(r"^(?:tổng )?công ty|^doanh nghiệp|^hợp tác xã|^xí nghiệp|^hộ kinh doanh|^liên danh")
"""issuers, folded, that are no authority: what they write is no document of the State, with or without a number"""
_ARTICLE = re.compile(
    r"ngày \d{1,2}/\d{1,2}/\d{4}, [^.;:]{3,60} (?:đã |vừa )?(?:ban hành|ký(?: ban hành)?|có) (?:luật|nghị định|nghị quyết|quyết định|thông tư|công văn|công điện|chỉ thị) (?:số )?\d"
)
"""opens an article about a document of somebody else"""
_SIGNS = (
    (
        re.compile(r"căn cứ luật ban hành văn bản quy phạm pháp luật|căn cứ luật ban hành văn bản qppl"),
        2.0,
        "căn cứ Luật Ban hành văn bản quy phạm pháp luật",
    ),
    (
        re.compile(r"có hiệu lực (?:thi hành )?(?:sau|kể từ sau) \d+|có hiệu lực (?:thi hành )?sau (?:mười|mười lăm|bảy|07|10|15|45)"),
        2.0,
        "có hiệu lực sau một số ngày kể từ ngày ký",
    ),
    (
        re.compile(r"ban hành kèm theo (?:quyết định|nghị quyết|thông tư) này (?:bản )?(?:quy định|quy chế|điều lệ)"),
        1.0,
        "ban hành kèm theo một Quy định, Quy chế",
    ),
    (
        re.compile(r"(?:quyết định|nghị quyết|thông tư|nghị định) này (?:quy định|áp dụng|hướng dẫn)|phạm vi điều chỉnh"),
        1.5,
        "có phạm vi điều chỉnh",
    ),
    (
        re.compile(r"(?:thay thế|bãi bỏ|sửa đổi|bổ sung|hết hiệu lực)[^.;]{0,80}\d+/(?:19|20)\d\d/(?:qđ|nq|tt|nđ|ct)"),
        1.0,
        "sửa đổi, thay thế hoặc bãi bỏ văn bản quy phạm pháp luật",
    ),
    (re.compile(r"đăng công báo|báo cáo thẩm định"), 1.0, "nhắc đến Công báo hoặc báo cáo thẩm định"),
    (
        re.compile(
            r"(?:quy định|quy chế|mức thu|mức hỗ trợ|định mức|chính sách|chế độ|đơn giá|bảng giá|phân cấp|phụ cấp|trợ cấp|nâng mức|bồi thường)"
        ),
        1.5,
        "tên gọi có nội dung quy định chung",
    ),
)
_AGAINST = (
    (
        re.compile(
            r"phê duyệt|công bố|thành lập|kiện toàn|bổ nhiệm|giao (?:chỉ tiêu|dự toán|kế hoạch)|tặng (?:bằng|thưởng)|(?<!nhà nước )thu hồi đất|kế hoạch|ủy quyền|điều động|cho phép"
        ),
        -1.5,
        "tên gọi là việc cụ thể (phê duyệt, công bố, thành lập …)",
    ),
    (
        re.compile(
            r"^(?!.*quy định[^.;]{0,30} ?chức năng, nhiệm vụ.* (?:của|cho) (?:sở|văn phòng (?:ủy ban|ubnd)|thanh tra (?:tỉnh|thành phố)|ban dân tộc)\b)"
            r".*(?:chức năng, nhiệm vụ|cơ cấu tổ chức|thành lập (?:sở|phòng|ban|chi cục|trung tâm))"
        ),
        -1.5,
        "tên gọi là tổ chức bộ máy của một cơ quan",
    ),
)
_NO_REGULATION = re.compile(
    r"^(?!.*(?:quy định|mức (?:chi|thu|hỗ trợ))).*(?:chất vấn|giám sát(?! cộng đồng)|miễn nhiệm|bãi nhiệm|kết quả bầu|xác nhận (?:kết quả|tư cách)|quyết toán|dự toán|biên chế|"
    r"(?:đặt|đổi|sửa) tên|giao chỉ tiêu|(?:thông qua|điều chỉnh|phê chuẩn) [^.;]{0,40}(?:quy hoạch|đề án|dự án|phương án|danh mục|kế hoạch|chủ trương)|"
    r"danh mục (?:công trình|dự án)|nhiệm vụ (?:phát triển )?kinh tế)"
)
"""what councils decide without a normative document (Nghị định 34/2016/NĐ-CP Điều 3 khoản 3), by the title"""
_SINCE_2016 = "luật tổ chức chính quyền địa phương"
"""a basis that only documents of after 2015 name; before, such resolutions carried a year too"""
_COUNCIL = re.compile(r"hội đồng nhân dân (?:tỉnh|thành phố|huyện|quận|xã)")
"""resolutions of people's councils that are published without their number are normative far more often than not"""


def kind_of_number(number: str, issuer: str | None = None, type_: str | None = None, on: datetime.date | None = None) -> Kind:
    """The kind told by a bare number, with the issuer and type where they are known."""
    symbol = re.sub(r"^[\d…]+[a-zA-Z]?/(?:\d{4}/)?", "", number)
    first = re.split(r"[-/]", symbol)[0]
    known = load_documents().type_of_symbol.get(first)
    if _PARTY.search(number):
        return Kind(name="khac", certainty=0.95, evidence=(f"số ký hiệu {number} là của cơ quan đảng",))
    if known == "van-ban-hop-nhat" or type_ in _OTHER_TYPES:
        return Kind(name="khac", certainty=0.9, evidence=("văn bản hợp nhất, hợp đồng hoặc điều lệ",))
    if _NATIONAL_ASSEMBLY.search(number):
        return Kind(name="vbqppl", certainty=0.95, evidence=(f"số ký hiệu {number} của Quốc hội, Ủy ban Thường vụ Quốc hội",))
    if _WITH_YEAR.match(number):
        evidence = [f"số ký hiệu {number} có năm ban hành"]
        if known in _NORMATIVE_TYPES or known == "chi-thi" or known is None or type_ in _NORMATIVE_TYPES:
            return Kind(name="vbqppl", certainty=0.97, evidence=tuple(evidence))
        return Kind(name="vbqppl", certainty=0.7, evidence=(*evidence, f"nhưng “{first}” thường là ký hiệu văn bản hành chính"))
    if known in _ALWAYS_NORMATIVE or type_ in _ALWAYS_NORMATIVE:
        return Kind(name="vbqppl", certainty=0.9, evidence=("thông tư, nghị định, luật là văn bản quy phạm pháp luật",))
    if on is not None and on.year < 2005 and known in ("quyet-dinh", "chi-thi") and re.search(r"(?:UB|TTg|CP)", symbol):
        return Kind(
            name="vbqppl",
            certainty=0.5,
            evidence=(f"số ký hiệu {number} không có năm, nhưng trước 2005 nhiều văn bản quy phạm pháp luật chưa ghi năm",),
        )
    return Kind(name="vbhc", certainty=0.97, evidence=(f"số ký hiệu {number} không có năm ban hành",))


def decide_kind(
    header: Header, text: str, view: Folded | None = None, *, on: datetime.date | None = None, override: KindName | None = None
) -> Kind:
    """The kind of a document from its head and, where the number is missing, from what the body says.

    `view` is the folded view of `text`, where that is at hand. `on` is the day of the check, for documents without a date. `override` wins over everything.
    """
    if override is not None:
        return Kind(name=override, certainty=1.0, evidence=("do người dùng chọn (--kind)",))
    day = header.date or on
    if header.type == "van-ban-hop-nhat" or header.type in _OTHER_TYPES:
        return Kind(name="khac", certainty=0.9, evidence=("văn bản hợp nhất, hợp đồng hoặc điều lệ",))
    if header.issuer is not None and _BUSINESS.match(fold(header.issuer).text):
        return Kind(
            name="khac",
            certainty=0.85,
            evidence=(f"do doanh nghiệp, hợp tác xã lập ({header.issuer}), không phải văn bản của cơ quan nhà nước",),
        )
    if header.number is not None:
        kind = kind_of_number(header.number, header.issuer, header.type, day)
        return _with_competence(kind, header, day)
    if decision := issued_with(text, header.type):
        kind = kind_of_number(decision[0], header.issuer, "quyet-dinh", day)
        return Kind(
            name=kind.name, certainty=min(kind.certainty, 0.9), evidence=(f"ban hành kèm theo văn bản số {decision[0]}", *kind.evidence)
        )
    return _by_words(header, text, (view or fold(text)).text[:60000])


def _with_competence(kind: Kind, header: Header, day: datetime.date | None) -> Kind:
    if kind.name != "vbqppl" or day is None:
        return kind
    if competence(header.issuer_body, header.issuer_level, header.type, day) == "khong":
        note = f"tuy nhiên vào ngày {day:%d/%m/%Y} cơ quan này không có thẩm quyền ban hành loại văn bản quy phạm pháp luật này"
        return Kind(name=kind.name, certainty=min(kind.certainty, 0.85), evidence=(*kind.evidence, note))
    return kind


def _by_words(header: Header, text: str, folded: str) -> Kind:
    """For texts without a number: type, căn cứ, effect clause and title."""
    if header.issuer is None and header.type in ("khac", "quy-dinh") and "kính gửi" not in folded[:600] and _ARTICLE.search(folded[:600]):
        return Kind(
            name="khac", certainty=0.7, evidence=("bài viết kể về văn bản của cơ quan khác, không có số ký hiệu, cơ quan ban hành",)
        )
    if header.type in _ALWAYS_NORMATIVE:
        return Kind(name="vbqppl", certainty=0.85, evidence=("không có số ký hiệu; loại văn bản này là văn bản quy phạm pháp luật",))
    if header.type not in _NORMATIVE_TYPES:
        name: KindName = "vbhc" if header.type != "khac" or re.search(r"[Kk]ính gửi", text[:3000]) else "khac"
        return Kind(
            name=name,
            certainty=0.7 if name == "vbhc" else 0.5,
            evidence=("không có số ký hiệu; loại văn bản không phải quyết định, nghị quyết",),
        )
    title = fold(header.title or text[:400]).text
    score = -1.0
    evidence = []
    if header.type == "nghi-quyet" and _COUNCIL.search(folded[:3000]):
        score += 1.5
        evidence.append("nghị quyết của Hội đồng nhân dân")
    for pattern, weight, why in _SIGNS[:-1]:
        if pattern.search(folded):
            score += weight
            evidence.append(why)
    for pattern, weight, why in (_SIGNS[-1], *_AGAINST):
        if pattern.search(title):
            score += weight
            evidence.append(why)
    if header.type == "nghi-quyet" and _SINCE_2016 in folded[:6000] and _NO_REGULATION.search(title):
        score -= 2.5
        evidence.append(
            "tên gọi là việc mà Hội đồng nhân dân quyết định không bằng văn bản quy phạm pháp luật (giám sát, chất vấn, dự toán, quy hoạch …)"
        )
    name = "vbqppl" if score > 0 else "vbhc"
    return Kind(name=name, certainty=min(0.9, 0.55 + 0.1 * abs(score)), evidence=("không có số ký hiệu", *evidence))
