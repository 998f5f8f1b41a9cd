"""What takes points from a norm: words that show a task, a source of money, a request, a report or a single day, and documents that rarely hold rules for people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawcheck.language.bound import PAPERWORK, measures_a_thing
from lawcheck.language.model import Actor, Norm, Sentence
from lawcheck.rulebook import money
from lawcheck.rulebook import norm_considerations as seen
from lawcheck.rulebook.case import Case
from lawcheck.rulebook.cohesion import strangeness
from lawcheck.rulebook.norm_considerations import TRANSITION, actor_of, delegates, is_fragment, is_subject
from lawcheck.rulebook.occasion import (
    answers_one_file,
    concerns_one_case,
    for_own_staff,
    is_contest,
    one_occasion,
    only_tells,
    pays_for_one_project,
    publishes_procedures,
    recalls_law,
    rules_of_the_house,
    steers,
    works_inside,
)
from lawcheck.rulebook.procedure_considerations import AGENCY_OPENS
from lawcheck.text import Span

BINDING = frozenset({"nghia-vu", "cam", "khong-lam"})
"""signs of duties and bans"""
OF_NOBODY = frozenset({"gia-tri", "tang-thuong", TRANSITION})
"""norms that say what holds: whoever is named on the way is not bound"""
_OPENING = 20
"""code points before a subject that opens its sentence ("Công chứng viên, người có thẩm quyền …")"""
STRANGE, STRANGE_TO_A_LETTER = 0.75, 0.9
"""share of a sentence's word pairs that must stand nowhere else in a permit, an approval or the rules of an office; in a letter that retells law more"""
_OFFICE_ACTS = re.compile(
    rf"(?:(?:bước \d+|sau khi|trên cơ sở|căn cứ)[^,:]{{0,80}}[,:] ?|h[àằ]ng (?:năm|quý|tháng),? )?(?:{AGENCY_OPENS.pattern}|(?:các )?(?:trưởng thôn|tổ trưởng|trưởng ấp|trưởng ban)\b)"
)
"""an office or its head is the subject"""
_DESCRIBED = re.compile(r"(?:cho|danh sách|của|với|tượng|các) (?:[^\W\d_]+ ){1,8}$")
"""stands before a verb that only describes people: "danh sách đối tượng được hưởng …" """
_BELONGS = re.compile(r"(?:trường hợp|nếu|khi)\b[^,;.]{0,100} thuộc (?:các )?(?:đối tượng|diện|trường hợp)(?: [^\W\d_]+){0,3} $")
"""stands before a right that is supposed, in a condition: "trường hợp người sử dụng đất thuộc đối tượng được miễn … thì …" """
_THE_PARTY = re.compile(
    r"(?:(?:tổng )?công ty|đơn vị|chi nhánh|nhà trường)(?: này| nêu trên)? (?:phải|có trách nhiệm|không được|chỉ được|được|kế thừa)\b"
)
"""opens a sentence about the one company or unit that a document is written to"""
_OF_A_CONTEST = re.compile(
    r"dự thi|thí sinh|\bgiải (?:nhất|nhì|ba|khuyến khích|thưởng)|tác phẩm|sản phẩm|ban tổ chức|ban giám khảo|vận động viên|đội (?:thi|đua|chơi)|bài thi"
)
"""what is said to those who take part in one"""
_SUMS = frozenset({"muc-dinh-luong", "quyen-loi"})
HOUSE = 3.0
"""points taken from what a school or hospital lays down for its own learners, staff and patients"""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A norm and how its sentence words it: its folded `words`, the `place` of the sign in them, who it binds."""

    case: Case
    sentence: Sentence
    norm: Norm
    words: str
    place: Span
    actor: Actor

    @property
    def label(self) -> str:
        """The label of its sign."""
        return self.norm.sign.label


def doubts(one: Spoken) -> float:
    """The points that its own words take from a norm."""
    return _work_of_offices(one) + _no_rule(one) + _one_day(one) + _law_or_report(one) + _broken(one)


def _work_of_offices(one: Spoken) -> float:
    """Points for what agencies and officials do, also where people are named on the way."""
    words, label = one.words, one.label
    points = 0.0
    if (
        label in ("quyen-loi", "dieu-kien")
        and not money.RATE.search(words)
        and (_OFFICE_ACTS.match(words) or _only_describes(one.norm, words, one.place))
    ):
        points += 1.5  # "Ủy ban nhân dân huyện … lập danh sách người được hỗ trợ" is a task
    if label == "muc-dinh-luong" and not _DIGIT.search(words) and _OFFICE_ACTS.match(words):
        points += 2.5  # a rate that an agency draws up
    if label in ("nghia-vu", "muc-dinh-luong") and seen.ADVISES.search(words, one.place.end):
        points += 1.5
    if label == "cam" and seen.ASKS_PEOPLE.match(words, one.place.end) and not (one.actor == "mo" and is_subject(one.norm, one.sentence)):
        points += 2.0  # "Không được yêu cầu người dân nộp bản sao …" is said to officials
    if seen.STAFF_CONDUCT.search(words):
        points += 2.0
    if one.actor != "mo" and seen.SUBMITS.search(words):
        points += 1.5
    if one.norm.inherited and one.actor == "mo" and (PAPERWORK.search(words) or (label == "muc-dinh-luong" and not _DIGIT.search(words))):
        points += 0.5  # named in a heading, and what is said is a paper to draw up or a rate without a figure
    return points


def _no_rule(one: Spoken) -> float:
    """Points for sentences that say where money comes from, what a word means, who answers for it, what is asked for."""
    words, label = one.words, one.label
    points = 0.0
    if label in ("muc-dinh-luong", "quyen-loi") and money.COUNTED.search(words):
        points += 2.0
    if label == "quyen-loi" and money.SOURCE.match(words.rpartition(":")[2].lstrip()):
        points += 2.0
    if seen.DEFINES.match(words) or (label == "cam" and seen.COUNTS.match(words)) or (label != "pham-vi" and seen.SCOPE.match(words)):
        points += 2.0
    if seen.REPEALS.match(words):
        points += 3.0
    if label == "nghia-vu" and seen.ASKED.search(words[: one.place.start]):
        points += 2.0
    if seen.FINAL.search(words):
        points += 3.0
    if label == "nghia-vu" and "trách nhiệm" in one.case.folded(one.norm.sign.span) and seen.ANSWERABLE.search(words):
        points += 1.5
    return points


def _one_day(one: Spoken) -> float:
    """Points for one day, period, occasion or party."""
    words = one.words
    points = 1.5 if seen.ONE_PARTY.search(one.sentence.body.of(one.case.document.text)) else 0.0
    at_meetings = one.label == "muc-dinh-luong" and money.RATE.search(words) and not seen.DATED.search(words)
    ahead = seen.ahead(words, one.case.day.year)
    if seen.ONCE.search(ahead) and not at_meetings and not (seen.EVERY_YEAR.search(words) and not seen.YEAR.search(words)):
        points += 2.0 if seen.DAY.search(ahead) else 1.5
    return points


def _law_or_report(one: Spoken) -> float:
    """Points for what the law says already, and for what has been done."""
    by_law = (
        one.case.document.kind.name != "vbqppl"
        and (one.actor != "mo" or (one.label == "quyen-loi" and not _DIGIT.search(one.words)))
        and one.label not in OF_NOBODY | {"muc-dinh-luong"}
        and seen.BY_LAW.search(one.words)
    )
    told = one.label not in OF_NOBODY and seen.REPORT.search(seen.SUPPOSED.sub("", one.case.folded(_before(one.sentence, one.norm))))
    return (1.0 if by_law else 0.0) + (2.0 if told else 0.0)


def _broken(one: Spoken) -> float:
    """Points for a note in brackets, as in the column heads of a form, and for a sentence whose opening is lost."""
    start = one.norm.sign.span.start
    noted = one.case.document.text[max(0, start - 8) : start].rstrip().endswith(("(", "(chỉ"))
    points = 2.0 if noted else 0.0
    if one.actor in ("khong-ro", "mo") and is_fragment(one.case, one.sentence):
        points += 2.0 if one.actor == "khong-ro" else 0.75
    return points


def _only_describes(norm: Norm, words: str, place: Span) -> bool:
    """True where a right only says who is meant: "nâng cao chất lượng nhà ở cho các hộ gia đình được hỗ trợ", "danh sách người được miễn"."""
    if norm.actor != "mo":
        return False
    before, after = words[: place.start], words[place.end :].strip(" .;)")
    return before.startswith("danh sách") or bool(
        (after[:4] in ("", "trên", "theo") and _DESCRIBED.search(before)) or (" thì " in after and _BELONGS.search(before))
    )


def _before(sentence: Sentence, norm: Norm) -> Span:
    """The words that can make a report of the norm: what stands behind whoever is bound only says which of them ("các cơ sở đã được đầu tư … không được …")."""
    start, named = sentence.body.start, norm.actor_span
    binds = (
        norm.actor == "mo" and not norm.inherited and norm.sign.label in BINDING and named is not None and named.end <= norm.sign.span.start
    )
    return Span(start, max(start, named.start if binds and named is not None else norm.sign.span.end))


def form_doubt(case: Case, sentence: Sentence, norm: Norm) -> float:
    """Points taken from a norm because its document rarely holds rules for people; most where the norm names no open class."""
    words = case.folded(sentence.body)
    if rules_of_the_house(case):
        outsider = norm.actor == "mo" and norm.actor_span is not None and seen.OUTSIDER.match(case.folded(norm.actor_span))
        return 0.5 if outsider else HOUSE
    if (is_contest(case) and _OF_A_CONTEST.search(words)) or (pays_for_one_project(case) and norm.sign.label in _SUMS):
        return 3.0
    described = concerns_one_case(case) and measures_a_thing(words, norm.sign.label)  # how large the thing is that was built or inspected
    if not described and not _binds_the_party(norm, sentence, words) and _is_about_something_else(case, sentence):
        return 0.25
    open_class = norm.actor == "mo" and seen.ANYBODY.search(words)
    if works_inside(case) or for_own_staff(case):
        if delegates(norm, words):
            return 0.5  # powers over staff are handed down by a normative document too
        if norm.actor == "mo" and not norm.inherited and norm.actor_span is not None and seen.OUTSIDER.match(case.folded(norm.actor_span)):
            return 0.5
        return 2.0 if norm.sign.label in ("cam", "khong-lam") else 1.5 if actor_of(norm) == "mo" else 1.0
    binds_others = _binds_others(case, sentence, norm)
    if concerns_one_case(case) or only_tells(case):
        told = only_tells(case) and norm.sign.label == "muc-dinh-luong"  # prices and rates that a report tells
        return 0.5 if binds_others else 1.5 if open_class and not told else 3.0
    if recalls_law(case):
        return 1.5
    if answers_one_file(case):
        return 0.5 if open_class or binds_others or _forbids_outright(case, sentence, norm) else 1.5
    if one_occasion(case):
        return 0.5 if binds_others else 1.0
    if case.document.header.type == "cong-dien":
        return 0.5
    if publishes_procedures(case):
        return 5.0 if norm.sign.label == "muc-dinh-luong" else 1.5  # fees are told with what is published
    return 0.5 if steers(case) else 0.0


def _binds_the_party(norm: Norm, sentence: Sentence, words: str) -> bool:
    """True where one company or unit without a class opens the sentence: it is the one the document is written to ("Công ty phải in số đăng ký …")."""
    opens = norm.actor_span is None or norm.actor_span.start - sentence.body.start <= _OPENING
    return opens and bool(_THE_PARTY.match(words))


def _is_about_something_else(case: Case, sentence: Sentence) -> bool:
    """True where nothing else in the document speaks of what the sentence is about: it is no condition of the case, file or office that the document was written for."""
    if answers_one_file(case):
        strange = STRANGE_TO_A_LETTER
    elif concerns_one_case(case) or works_inside(case) or recalls_law(case) or one_occasion(case):
        strange = STRANGE
    else:
        return False
    return strangeness(case, sentence.body, sentence.node.lead) >= strange


def _binds_others(case: Case, sentence: Sentence, norm: Norm) -> bool:
    """True for a rule whose own subject is an open class other than the party that permits, replies and contests are written to."""
    span = norm.actor_span
    if norm.actor != "mo" or norm.inherited or span is None or norm.sign.label not in BINDING:
        return False
    return span.start - sentence.body.start <= _OPENING and not seen.PARTY.match(case.folded(Span(span.start, sentence.body.end)))


def _forbids_outright(case: Case, sentence: Sentence, norm: Norm) -> bool:
    """True for a ban that opens its sentence, except in the charter of an association or a contest."""
    if norm.sign.label != "cam" or case.document.header.type == "dieu-le":
        return False
    return case.document.text[sentence.body.start].isupper() and bool(seen.OUTRIGHT.match(case.folded(sentence.body)))
