"""Norms in ordinary administrative documents: what the rules count, what a passage's own words say and how strange it is to its document, weighed together with all else that is known of it.

A plan, a letter or the rules of an office speaks mostly of tasks, one occasion, its own staff or the law; the same words are a norm where they bind everybody for good.
No single point decides that, so one sum is fitted over all of them (`Weights.ordinary`). Documents built like a regulation are judged in `norms.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawcheck.language.bound import TASK
from lawcheck.rulebook.case import Case
from lawcheck.rulebook.cohesion import ALIEN, STRANGER, says_enough, strangeness
from lawcheck.rulebook.norm_considerations import (
    DEFINES,
    ONE_STOP,
    ORDERED,
    REGULATION,
    REPEALS,
    REPORT,
    SCOPE,
    STAFF_CONDUCT,
    WeighedNorms,
    norm_considerations,
    normative_build,
)
from lawcheck.rulebook.norm_points import Strongest, strongest_norms
from lawcheck.rulebook.occasion import (
    answers_questions,
    concerns_one_case,
    concludes,
    for_own_staff,
    is_contest,
    only_tells,
    pays_for_one_project,
    publishes_procedures,
    rules_of_the_house,
    works_inside,
)
from lawcheck.rulebook.passages import Passage
from lawcheck.rulebook.procedure_considerations import AGENCY_OPENS
from lawcheck.rulebook.weights import Weights
from lawcheck.text import Sought, SoughtNames

POINTS, POINTS_MORE, NO_POINTS = "diem-quy-tac", "diem-quy-tac-du", "khong-diem"
OWN_WORDS, OWN_WORDS_MORE, STRANGE_WORDS = "tu-loi", "tu-loi-du", "la-va-tu-loi"
"""considerations made of the logit of the rules' points and of the passage's own words, halved; the parts above 0 once more, since what speaks for a norm weighs otherwise than what does not"""
NORMS_ELSEWHERE = "quy-pham-noi-khac"
"""consideration: the share of MANY_NORMS other passages that are norms by the rules' points"""
ALONE = "la-han"
"""consideration of a passage that nothing else in the document speaks of; "la-han|…" is another that weighs otherwise there: what the document was written for does not explain it"""
POINTS_BOUND, WORDS_BOUND = 4.0, 5.0
OWN_WORDS_LEAST = -1.5
"""logit of the words from which a passage without a sign is judged: of those told in real documents none lies below, of those in 60 drafted ones one of eight"""
LINE = 40
"""code points below which words without a sign lay nothing down"""
LESS, MORE = 1.2, 2.5
"""logits that a passage may be believed less or more than the learned sign says"""
OWN_ENOUGH, OWN_ENOUGH_IN_A_CASE = 0.3, 1.5
"""logit at which a passage's own words alone are as likely as not a norm's; the same in documents about one case or an office; all four chosen on passages put into documents that nothing was fitted on, on 285 real documents without norms and on drafted ones"""
NO_POINT = -9.0
"""logit of the rules for a passage without a sign"""
NORM_PARTS = frozenset({"bat_buoc", "quy_tac", "tinh_huong"})
"""parts of signs that a norm may be worded with"""
OWN_STAFF = 1.0
"""build at most of a regulation for the issuer's own officials: however it is built, it binds nobody outside"""
_SPEAKS_OF = SoughtNames(
    {
        "nguoi-trong-nha": Sought(
            r"viên chức|công chức|cán bộ|người lao động(?! nông)|nhân viên|lái xe|người trực|ca trực|khoa, phòng|các phòng|phòng, ban|trưởng phòng|giám đốc|thủ trưởng|đội trưởng|chánh văn phòng|kế toán|văn thư|giáo viên|đảng viên|thành viên|tổ công tác|cơ quan|đơn vị"
        ),
        "cuoc-thi": Sought(
            r"dự thi|thí sinh|\bgiải (?:nhất|nhì|ba|khuyến khích|thưởng|a\b|b\b|c\b)|tác phẩm|ban tổ chức|ban giám khảo|vận động viên|\bđội (?:thi|đua|chơi)|bài thi|\bđoàn\b|trọng tài|huy chương|thi đấu|phần thi|hội thi|ngày hội"
        ),
        "mot-dot": Sought(
            r"trong (?:hai|ba|bốn|năm|\d+) ngày (?:này|\d|trên)|(?:các|hai|ba) ngày \d|trong thời gian (?:nạo vét|thi công|diễn ra|sửa chữa|tạm)|tạm cấm|tạm ngừng lưu thông|từ ngày \d+(?:/\d+)*(?:/\d{4})? đến (?:hết )?(?:ngày )?\d|dự kiến|đợt này|năm học 20\d\d|năm 20\d\d|/20\d\d"
        ),
        "neu-ten-luat": Sought(r"\b(?:luật|pháp lệnh|nghị định|thông tư)\b"),
        "ke-tinh-hinh": Sought(
            r"\bhiện (?:nay|có|tại|còn)\b|qua (?:kiểm tra|rà soát)|phần lớn|nhiều (?:hộ|nơi|xe|người)\b|vẫn (?:còn|chưa)\b|không còn\b|\bđã (?:có|được|thu|bị|xử)\b|\bmới (?:đạt|có)\b|toàn (?:huyện|tỉnh|xã)\b|tổng (?:số|phải|cộng)|bình quân|năm ngoái|vừa qua|trong tổng số|cử tri|kiến nghị|dự báo|\bgây\b"
        ),
        "khuyen-nen": Sought(r"\bnên\b|khuyến cáo|đề nghị|khuyến khích|vận động|\bmong\b|hạn chế"),
        "mot-cong-trinh": Sought(r"nhà thầu|chủ đầu tư|gói thầu|tư vấn giám sát|đơn vị thi công|công trường|công trình này|công ty\b"),
    }
)
"""what a passage speaks of"""
_SHARED = ("nguoi-trong-nha", "cuoc-thi", "mot-dot", "neu-ten-luat", "ke-tinh-hinh", "mot-cong-trinh", "mo-dau-bang-nguoi")
"""of these the document's share counts too: in the rules of an office every second passage names its staff"""
_PEOPLE_OPEN = re.compile(
    r"(?:[^\W\d_ ][^\W\d_]*[ ,]+){0,8}?(?:hộ|người|chủ|cơ sở|xe|khách|nhà|quán|cửa hàng|phương tiện|tàu|thuyền|đò|gia đình|học sinh|phụ huynh|doanh nghiệp|hợp tác xã|cá nhân|bà con|tiểu thương|ai|nơi|mọi)\b"
)
_WRITTEN_FOR = {
    "cuoc-thi": is_contest,
    "nguoi-trong-nha": for_own_staff,
    "nha-truong": rules_of_the_house,
    "boi-thuong": pays_for_one_project,
    "hoi-dap": answers_questions,
    "ket-luan": concludes,
}
_OF_DOCUMENT = ("van-ban:", "phan:")
FEW_PASSAGES, MANY_NORMS = 15, 3
"""passages below which a share says little, other norms above which more say nothing"""


@dataclass(frozen=True, slots=True)
class OrdinaryPassage:
    """A passage with all its considerations and the norm that the rules give most points, None without any."""

    norms: WeighedNorms
    values: Mapping[str, float]
    strongest: Strongest | None
    ruled: float
    """a logit: the rules' points, or where nothing else in the document speaks of it what its own words alone say, if that is more"""

    def believed(self, learned: float) -> float:
        """The logit of the passage: what the rules say, within what the learned sign (a logit) leaves open."""
        return max(learned - LESS, min(self.ruled, learned + MORE))


def heard_build(case: Case, build: float) -> float:
    """How far a document counts as built like a regulation (0–7): rules for the issuer's own people and mere reports do not, whatever they look like."""
    return min(build, OWN_STAFF) if for_own_staff(case) or rules_of_the_house(case) or only_tells(case) else build


def is_ordinary(case: Case) -> bool:
    """True for administrative documents that are not built like a regulation."""
    return case.document.kind.name != "vbqppl" and heard_build(case, normative_build(case)) < REGULATION


def ordinary_norms(case: Case, passages: Sequence[Passage], weights: Weights | None) -> Iterator[OrdinaryPassage]:
    """The passages of an ordinary document that may be norms: those with a sign and those whose own words are like a norm's; with None all of them, without what `weights` say of their words."""
    build = normative_build(case)
    also = frozenset(
        passage.node.address
        for passage in passages
        if weights is None or (_speaks_for_itself(passage) and weights.of_itself(passage.grams[0], {}) >= OWN_WORDS_LEAST)
    )
    heard = heard_build(case, build)
    by_itself = build < ORDERED and not (only_tells(case) or publishes_procedures(case) or rules_of_the_house(case))
    enough = OWN_ENOUGH_IN_A_CASE if concerns_one_case(case) or works_inside(case) or for_own_staff(case) else OWN_ENOUGH
    rows = [(one, _strongest(case, one, heard)) for one in norm_considerations(case, passages, build, also)]
    likely = sum(row[1] is not None and row[1].logit >= 0 for row in rows)
    shared = _of_document(case, passages) if rows else {}
    for one, strongest in rows:
        passage = one.passage
        others = likely - (strongest is not None and strongest.logit >= 0)
        values = {
            **one.values,
            **shared,
            **dict.fromkeys(_speaks_of(passage.words), 1.0),
            **_of_points(strongest),
            NORMS_ELSEWHERE: min(others, MANY_NORMS) / MANY_NORMS,
            STRANGER: strangeness(case, passage.span, passage.node.lead),
        }
        if values[STRANGER] >= ALIEN:
            values |= {ALONE: 1.0, **{f"{ALONE}|{name}": value for name, value in values.items() if name.startswith(_OF_DOCUMENT)}}
        ruled = strongest.logit if strongest is not None else NO_POINT
        if weights is not None:
            said = weights.of_itself(passage.grams[0], one.values)
            values |= of_own_words(said, values[STRANGER])
            if by_itself and ALONE in values and _may_lay_down(passage):
                ruled = max(ruled, said - enough)
        yield OrdinaryPassage(one, values, strongest, ruled)


def _speaks_for_itself(passage: Passage) -> bool:
    """False for what need not be asked for its words: a quotation, a line, and what opens with a task or the name of an office. Of 63 norms told without a sign one opened so."""
    words = passage.words
    return not passage.quoted and len(words) >= LINE and not TASK.match(words) and not AGENCY_OPENS.match(words)


def of_own_words(logit: float, strange: float) -> dict[str, float]:
    """The considerations made of what a passage's own words say (a logit) and of its strangeness (0–1)."""
    bounded = max(-WORDS_BOUND, min(WORDS_BOUND, logit)) / 2
    said = {OWN_WORDS: bounded, OWN_WORDS_MORE: max(0.0, bounded)}
    alone = {f"{ALONE}|{name}": value for name, value in said.items()} if strange >= ALIEN else {}
    return said | alone | {STRANGE_WORDS: bounded * strange}


def _of_points(strongest: Strongest | None) -> dict[str, float]:
    if strongest is None:
        return {POINTS: -POINTS_BOUND / 2, NO_POINTS: 1.0}
    bounded = max(-POINTS_BOUND, min(POINTS_BOUND, strongest.logit)) / 2
    return {POINTS: bounded, POINTS_MORE: max(0.0, bounded)}


def _strongest(case: Case, one: WeighedNorms, build: float) -> Strongest | None:
    return strongest_norms(case, (one,), build).get(one.passage.clause.address)


def _may_lay_down(passage: Passage) -> bool:
    """False without a sign of a norm, and for tasks, how staff are to behave and to treat files, the end or the scope of a text, what a word means, reports and questions."""
    words = passage.words
    if passage.quoted or not any(sign.part in NORM_PARTS for sentence in passage.sentences for sign in sentence.signs):
        return False
    opens = TASK.match(words) or REPEALS.match(words) or SCOPE.match(words) or DEFINES.match(words)
    told = STAFF_CONDUCT.search(words) or ONE_STOP.search(words) or REPORT.search(words)
    return not (opens or told or words.endswith("?"))


def _speaks_of(words: str) -> set[str]:
    found = set(_SPEAKS_OF.found_in(words))
    return found | {"mo-dau-bang-nguoi"} if _PEOPLE_OPEN.match(words) else found


def _of_document(case: Case, passages: Sequence[Passage]) -> dict[str, float]:
    """What the document was written for, and the share (0–1) of its passages that speak of each matter of `_SHARED`."""
    values = {f"van-ban:{name}": 1.0 for name, holds in _WRITTEN_FOR.items() if holds(case)}
    if not says_enough(case):
        values["van-ban-ngan"] = 1.0
    spoken = [_speaks_of(passage.words) for passage in passages]
    for name in _SHARED:
        values[f"phan:{name}"] = sum(name in one for one in spoken) / max(FEW_PASSAGES, len(spoken))
    return values
