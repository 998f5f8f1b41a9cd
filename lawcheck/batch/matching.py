"""Which published procedure a provision is about: names compared by their rare words, nothing learned, the same answer every time.

Each published name is compared with what the provision says, with its heading and with the title of its document. Two figures make the score:
how well some stretch of one of them reads like the name (weighted Dice; words weigh by how few names have them, pairs of neighbouring
syllables count beside single ones, words of form like "trình tự, thủ tục, hồ sơ" not at all), and how much of the name the three hold together.
A match must also agree in what is done (cấp, cấp lại, gia hạn …) and must not belong to another ministry than the one that issued the document.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lawcheck.text import fold, unmarked

Status = Literal["khop", "gan-giong", "khong-thay", "khong-so-duoc"]
"""A match · one that a person must look at · nothing near, in a list that has the field · a list that says nothing about this provision."""
SURE, NEAR = 0.65, 0.6
"""From these scores on a provision matches a procedure, or resembles one. Set on one half of `corpus/gold/registry.jsonl`; see docs/scale.md."""
FAINT, MARGIN = 0.45, 0.05
"""From this score on it also resembles a procedure that leads all others by this much"""
HELD = 0.8
"""share of a name's weight that provision, heading and title must hold together for a match"""
FIELD = 0.75
"""share of the syllables of a field's name that stand in heading and title of a provision of that field"""
_TELLING = 3
"""syllables beside words of form below which a heading names nothing"""
_LONG = 4
"""syllables beside words of form below which a stretch of text is like any name of its kind ("cấp lại thẻ")"""
_CANDIDATES = 20
"""names that are compared word by word: those of which most is held"""
_QUOTE = 400
"""code points of the quoted text that are compared; headings say more than long sentences"""
_HEADING, _TITLE, _OTHER_ACTION, _OTHER_LEVEL = 0.95, 0.8, 0.8, 0.03
"""what likeness to a heading or title counts beside likeness to the provision; what another action or level of government costs"""
_WORD = re.compile(r"\w+")
_FORMAL = frozenset(
    _WORD.findall(
        "thủ tục hành chính trình tự hồ sơ thành phần cách thức thực hiện điều khoản điểm quy định về việc đối với của và các cho theo tại trong "
        "đề nghị được có là hoặc từ đến do trên địa bàn tỉnh mẫu đơn tờ khai văn bản số lượng bộ thời hạn ngày kể mức phí lệ phụ lục kèm "
        "thông tư thuộc giải quyết"
    )
)
"""words of form and words without meaning of their own"""
_ACTIONS = re.compile(
    r"\b(?:cấp lại|cấp đổi|đổi|gia hạn|điều chỉnh|sửa đổi|bổ sung|thu hồi|trả lại|chuyển nhượng|chấm dứt|giải thể|thay đổi|xóa|tạm|công nhận|"
    r"nhập cảnh|xuất cảnh|chuyển cảng|thôi|trở lại|xác nhận|lựa chọn)\b"
)
"""what tells procedures on one object apart"""
_GRANT = re.compile(r"\bcấp\b(?! (?:lại|đổi|tỉnh|bộ|xã|huyện|trung|tw|có))")
_AMENDING = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ)(?:(?:,| và|, và) (?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ))*"
    r" (?:một số |các )?(?:từ|cụm từ|điều|khoản|điểm|nội dung|mẫu|phụ lục)\b"
)
"""that a document amends another says nothing of the procedure"""
_CITED = re.compile(r"(?:thông tư|nghị định|quyết định|nghị quyết)(?: liên tịch)? số [\w/.-]+(?: ngày \d+ tháng \d+ năm \d+)?")
_GENERAL = re.compile(
    r"\W*(?:điều \d+\w?[.:]?|[ivx\d]+[.)])?\s*(?:trách nhiệm|cơ quan|tổ chức thực hiện|tổ chức thu|người nộp|nguyên tắc|phạm vi|điều khoản|"
    r"hiệu lực|quy định chung|giải thích|mức thu)"
)
"""headings that name no procedure"""
_PROVINCIAL, _CENTRAL = re.compile(r"\bcấp tỉnh\b"), re.compile(r"\bbộ\b(?! hồ sơ| phận)|\bcấp bộ\b")
_FEES = re.compile(r"\bphí\b")
_MINISTRY = re.compile(r"bộ |ngân hàng nhà nước")


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A published procedure; `decision` is the decision that published it."""

    code: str
    title: str
    agency: str = ""
    field: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What the list says of a provision: `procedure` is the nearest one, None where nothing is near; score 0–1."""

    status: Status
    procedure: Procedure | None
    score: float


@dataclass(frozen=True, slots=True)
class _Text:
    """A folded text, its syllables beside words of form, the terms they make, and what is done in it."""

    folded: str
    words: tuple[str, ...]
    terms: frozenset[str]
    actions: frozenset[str]
    grants: bool


class Registry:
    """A list of published procedures, ready to be compared with."""

    def __init__(self, procedures: Sequence[Procedure]) -> None:
        self.procedures = tuple(procedures)
        self._names = [_text(procedure.title) for procedure in procedures]
        having: dict[str, list[int]] = defaultdict(list)
        for index, name in enumerate(self._names):
            for term in sorted(name.terms):
                having[term].append(index)
        self._having = dict(having)
        self._rarest = math.log(1 + len(procedures))
        self._weights = {term: math.log(1 + len(procedures) / len(indices)) for term, indices in having.items()}
        self._wholes = [self._weight(name.terms) or 1.0 for name in self._names]
        self._agencies = {procedure.agency for procedure in procedures if procedure.agency}
        self._fields = [text for field in sorted({procedure.field for procedure in procedures}) if (text := _text(field)).words]

    def match(self, heading: str, quote: str, title: str = "", issuer: str = "") -> Match:
        """The procedure that a provision with this heading and wording is about, in a document with this title by `issuer`."""
        above, own, whole = _text(heading), _text(quote[:_QUOTE]), _text(title)
        ranked = sorted((self._compared(index, own, above, whole, issuer) for index in self._candidates(own, above, whole)), reverse=True)
        if not ranked:
            return Match(self._absent(above, whole, issuer), None, 0.0)
        score, _, minus, may_match = ranked[0]
        name = self._names[-minus].words
        second = next((other for other, _, index, _ in ranked if self._names[-index].words != name), 0.0)
        if score >= SURE and may_match:
            return Match("khop", self.procedures[-minus], round(score, 3))
        if score >= NEAR or (score >= FAINT and score - second >= MARGIN):
            return Match("gan-giong", self.procedures[-minus], round(score, 3))
        return Match(self._absent(above, whole, issuer), None, round(score, 3))

    def _candidates(self, *texts: _Text) -> Iterable[int]:
        """The names of which most is held, long names and short ones alike."""
        held: dict[int, float] = defaultdict(float)
        for term in sorted(frozenset[str]().union(*(text.terms for text in texts))):
            for index in self._having.get(term, ()):
                held[index] += self._weights[term]
        return sorted(held, key=lambda index: (-held[index] / math.sqrt(self._wholes[index]), index))[:_CANDIDATES]

    def _compared(self, index: int, own: _Text, above: _Text, whole: _Text, issuer: str) -> tuple[float, float, int, bool]:
        """Score, then what settles a tie (the longer name, the first in the list), and whether it may be called a match."""
        name = self._names[index]
        like = max(self._like(index, own), _HEADING * self._like(index, above), _TITLE * self._like(index, whole))
        held = self._weight(name.terms & (own.terms | above.terms | whole.terms)) / self._wholes[index]
        score = (like + held) / 2
        agrees = _agrees(own.actions or above.actions, name)
        if not agrees:
            score *= _OTHER_ACTION
        provincial = bool(_PROVINCIAL.search(own.folded) or _PROVINCIAL.search(above.folded))
        central = bool(_CENTRAL.search(own.folded) or _CENTRAL.search(above.folded))
        if provincial != central and (_CENTRAL if provincial else _PROVINCIAL).search(name.folded):
            score -= _OTHER_LEVEL
        foreign = not _FEES.search(whole.folded) and _other_ministry(
            issuer, self.procedures[index].agency
        )  # fees are set by one ministry for all
        return round(score, 6), self._wholes[index], -index, agrees and held >= HELD and not foreign

    def _like(self, index: int, text: _Text) -> float:
        """How well the best stretch of a text, no longer than the name and a few syllables, reads like the name (Dice)."""
        name = self._names[index]
        best = 0.0
        for start, word in enumerate(text.words):
            if word not in name.terms:
                continue
            for length in (len(name.words), len(name.words) + 3):
                end = min(len(text.words), start + length)
                while text.words[end - 1] not in name.terms:
                    end -= 1
                if end - start < min(_LONG, len(name.words)):
                    continue
                terms = _terms(text.words[start:end])
                best = max(best, 2 * self._weight(terms & name.terms) / (self._wholes[index] + self._weight(terms)))
        return best

    def _absent(self, above: _Text, whole: _Text, issuer: str) -> Status:
        return "khong-thay" if self._covers(above, whole, issuer) else "khong-so-duoc"

    def _covers(self, above: _Text, whole: _Text, issuer: str) -> bool:
        """Whether the list would have the procedure if it were published: the heading names one, of an agency and a field that the list has."""
        if len(set(above.words)) < _TELLING or _GENERAL.match(above.folded):
            return False
        if self._agencies and all(_other_ministry(issuer, agency) for agency in self._agencies):
            return False
        known = above.terms | whole.terms
        return not self._fields or any(
            len(known.intersection(field.words)) >= FIELD * len(set(field.words))
            and (len(field.words) == 1 or field.terms & known - {*field.words})
            for field in self._fields
        )

    def _weight(self, terms: Iterable[str]) -> float:
        return math.fsum(self._weights.get(term, self._rarest) for term in terms)


@lru_cache(maxsize=512)
def _text(text: str) -> _Text:
    folded = _CITED.sub(" ", _AMENDING.sub(" ", fold(text).text))
    words = tuple(word for word in _WORD.findall(folded) if word not in _FORMAL and not word.isdigit())
    return _Text(folded, words, _terms(words), frozenset(_ACTIONS.findall(folded)), _GRANT.search(folded) is not None)


def _terms(words: Sequence[str]) -> frozenset[str]:
    """Single syllables and neighbouring pairs."""
    return frozenset((*words, *(f"{one} {two}" for one, two in itertools.pairwise(words))))


def _agrees(actions: frozenset[str], name: _Text) -> bool:
    """Whether a name speaks of one of these actions; without any, whether it is about the thing itself."""
    return bool(actions & name.actions) if actions else name.grants or not name.actions


def _ministry(agency: str) -> bool:
    return _MINISTRY.match(fold(agency).text) is not None


@lru_cache(maxsize=4096)
def _other_ministry(issuer: str, agency: str) -> bool:
    """Whether a ministry issued a document and the procedure is another agency's; lists write "bo-nong-nghiep-mt" for Bộ Nông nghiệp và Môi trường."""
    if not _ministry(issuer) or not agency:
        return False
    known = _plain(issuer)
    initials = "".join(word[0] for word in known)
    return not all(word in known or word in initials for word in _plain(agency))


def _plain(text: str) -> list[str]:
    """The words of a name in plain ASCII."""
    return re.findall(r"[a-z]+", unmarked(text).encode("ascii", "ignore").decode())
