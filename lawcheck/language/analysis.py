"""The language step: from a parsed document to sentences with signs and modifiers, and to references."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set

from lawcheck.language.lexicon import Lexicon, load_lexicon
from lawcheck.language.matching import find_matches, point_at, words_only
from lawcheck.language.model import Analysis, Modifier, Reference, Sentence, Sign
from lawcheck.language.references import find_references
from lawcheck.structure import Document, Level, Node
from lawcheck.structure.sentences import split_sentences, without_number
from lawcheck.text import Folded, Span

SILENT = frozenset({Level.DAU, Level.CAN_CU, Level.NOI_NHAN, Level.CHU_KY, Level.BAN_HANH})
"""Units that set nothing: head, căn cứ, addressees, signature."""

NEAR = 1500
"""code points within which a text without articles still restates the law it named"""
_CITING = re.compile(
    r"(?:(?:theo|đúng|như|thực hiện|áp dụng|căn cứ|tuân thủ)[^.;:]{0,40}|(?:quy định|nêu|hướng dẫn|ban hành) (?:tại|theo|kèm theo|của|ở) )$"
)
_SPARES = re.compile(
    r"\btrừ (?:các |những )?(?:trường hợp|đối tượng|dự án|quy định|tổ chức|cá nhân|cơ sở|hộ|người|doanh nghiệp|loại|phương tiện|hàng hóa)[^.;:]{0,60}$"
)
"""stands before a reference that only says where the rule does not hold"""
_STATES = re.compile(r"[^.;:]{0,60}?\b(?:quy định|nêu rõ|có nêu|hướng dẫn)\s*(?::|như sau|tổ chức|cá nhân|người|chủ|hộ|rằng)")
"""what follows a reference whose content is then restated: "Điều 5 Nghị định … quy định: Tổ chức, cá nhân phải …" """
_IN_BRACKETS = re.compile(r"\((?:(?:theo|quy định tại|xem|trích|tại) )?$")
"""stands before the provision that a letter names behind what it retells: "Cơ sở chỉ được hoạt động khi có giấy phép (Điều 42 Luật …)" """
_AS_IT_SAYS = re.compile(r",(?! ?(?:nay|ủy ban|ubnd|sở|phòng|chủ tịch|giám đốc|đề nghị|yêu cầu|giao|tỉnh|thành phố|huyện|xã)\b)")
"""follows a law named with "theo" whose words are then told: "Theo Thông tư …, việc cưới phải được tổ chức …" """
_WHOM = re.compile(
    r"\b(?:đối tượng|người|hộ|trường hợp|tổ chức|cá nhân|doanh nghiệp|học sinh|sinh viên|thuộc diện|nghị quyết|dự án)\b[^;:.]{0,120}$"
)
_SETS_A_RATE = re.compile(r"^[^;.]{0,200}?(?<!\d)\d[\d.,]*(?: ?\([^)]{0,60}\))? ?(?:đồng|đ|nghìn đồng|triệu đồng) ?/")
_NEW_WORDING = re.compile(r"^[ \t]*[-+•\d.)a-zđ ]{0,8}(?:Sửa đổi|Bổ sung|Thay thế)[^“”\"\n]{3,170}như sau\s*:\s*$", re.M)
_QUOTE = re.compile(r"[“\"][^“”\"]{40,6000}[”\"]")


def analyse(document: Document) -> Analysis:
    """Return the analysis of `document`; only sentences in which something was found are listed."""
    lexicon = load_lexicon()
    folded = document.folded
    nodes = [node for node in document.judged if node.level not in SILENT and len(node.lead) > 1]
    references = find_references(document.text, folded)
    sentences: list[Sentence] = []
    pieces = [(node, span, without_number(document.text, span)) for node in nodes for span in split_sentences(document.text, node.lead)]
    places = [folded.to_folded(body) for _, _, body in pieces]
    words = words_only(folded.text)
    for index, numbers in point_at(words, places).items():
        sentence = _read_sentence(folded, *pieces[index], places[index], numbers, lexicon)
        if sentence is not None:
            sentences.append(sentence)
    amends = document.header.type in ("quyet-dinh", "nghi-quyet")
    quoted = () if document.kind.name == "vbqppl" else tuple(_quoted_law(document.text, references, amends))
    administrative = document.kind.name == "vbhc"
    # "khoản 2 Điều này" in a text that has no articles is the wording of the law that it restates
    retells = administrative and document.header.type in _RETELLS
    restates = retells and not any(node.level is Level.DIEU for node in nodes)
    sentences = [_cite(sentence, folded, references, quoted, administrative, restates, retells) for sentence in sentences]
    return Analysis(
        document=document,
        folded=folded,
        words=words,
        sentences=tuple(sentences),
        references=references,
    )


def _read_sentence(folded: Folded, node: Node, span: Span, body: Span, at: Span, numbers: Set[int], lexicon: Lexicon) -> Sentence | None:
    """The sentence with its signs and modifiers, None where it has neither. `at` is its `body` in the folded text."""
    text = at.of(folded.text)
    signs: dict[tuple[str, Span], Sign] = {}
    modifiers: list[Modifier] = []
    for entry, match in find_matches(text, numbers, lexicon):
        original = folded.to_original(match.shift(at.start))
        if entry.label in lexicon.modifiers:
            modifiers.append(Modifier(label=entry.label, span=original))
            continue
        known = signs.get((entry.label, original))
        if known is None or known.points < entry.points:
            signs[entry.label, original] = Sign(label=entry.label, part=lexicon.signs[entry.label].part, points=entry.points, span=original)
    if not signs and not modifiers:
        return None
    return Sentence(node=node, span=span, body=body, signs=_longest(signs.values()), modifiers=tuple(modifiers))


def _longest(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Signs in order, without those that lie inside a longer one of the same label with as many points."""
    ordered = sorted(signs, key=lambda sign: (sign.span.start, -sign.span.end, -sign.points))
    kept: list[Sign] = []
    for sign in ordered:
        if not any(other.label == sign.label and other.points >= sign.points and other.span.overlaps(sign.span) for other in kept):
            kept.append(sign)
    return tuple(kept)


def _quoted_law(text: str, references: Sequence[Reference], amends: bool) -> Iterator[Span]:
    """Passages in quotation marks that follow a reference in the same sentence: the words of another document.

    In a normative document the quoted passage is the new text of an amended provision; so it is in a decision or resolution (`amends`) whose words say so.
    """
    for match in _QUOTE.finditer(text):
        before = Span(max(0, match.start() - 200), match.start())
        if amends and _NEW_WORDING.search(before.of(text)):
            continue
        if any(reference.how in ("named", "earlier") and before.overlaps(reference.span) for reference in references):
            yield Span(match.start(), match.end())


_RETELLS = frozenset({"cong-van", "thong-bao", "huong-dan", "bao-cao", "to-trinh"})
_OF_A_LAW = re.compile(r"\b(?:luật|bộ luật|pháp lệnh|nghị định|thông tư) này\b")
"""in a paragraph of a letter, notice or report, which is none of these, the words of the one it retells"""


def _near_law(references: Sequence[Reference], index: int) -> bool:
    """True where another document is named not far before the reference: its wording may go on here."""
    own = references[index].span.start
    return any(own - NEAR < other.span.end and other.how in ("named", "earlier") for other in references[max(0, index - 12) : index])


def _cite(
    sentence: Sentence,
    folded: Folded,
    references: Sequence[Reference],
    quoted: Sequence[Span],
    administrative: bool,
    restates: bool,
    retells: bool,
) -> Sentence:
    """The sentence with a modifier `vien-dan` for each reference to another document that it cites as the source of its content."""
    cited = [Modifier(label="vien-dan", span=span) for span in quoted if span.overlaps(sentence.span)]
    at = folded.to_folded(sentence.body)
    paragraph = folded.to_folded(sentence.node.lead)
    if retells and _OF_A_LAW.search(folded.text, paragraph.start, paragraph.end):
        cited.append(Modifier(label="vien-dan", span=sentence.span))
    first = bisect_right(references, sentence.span.start, key=lambda reference: reference.span.end)
    for index in range(first, len(references)):
        reference = references[index]
        if reference.span.start >= sentence.span.end:
            break
        start, end = folded.to_folded(reference.span)
        before = folded.text[max(at.start, start - 80) : start]
        if _SPARES.search(before):
            continue
        if restates and reference.how == "self" and reference.provisions and _near_law(references, index):
            cited.append(Modifier(label="vien-dan", span=sentence.span))
            continue
        if reference.how not in ("named", "earlier"):
            continue
        if administrative and reference.provisions and _IN_BRACKETS.search(before):
            cited.append(Modifier(label="vien-dan", span=Span(sentence.span.start, reference.span.end)))
            continue
        told = administrative and before.endswith("theo ") and _AS_IT_SAYS.match(folded.text, end)
        if told or _STATES.match(folded.text, end):
            cited.append(Modifier(label="vien-dan", span=Span(reference.span.start, sentence.span.end)))
            continue
        match = _CITING.search(before)
        if match and not _says_whom(before[: match.start()], folded.text[end : at.end]):
            begin = folded.to_original(Span(start - len(match.group()), start)).start
            cited.append(Modifier(label="vien-dan", span=Span(begin, reference.span.end)))
    if not cited:
        return sentence
    return Sentence(
        node=sentence.node,
        span=sentence.span,
        body=sentence.body,
        signs=sentence.signs,
        modifiers=tuple(sorted((*sentence.modifiers, *cited), key=lambda modifier: modifier.span)),
    )


def _says_whom(before: str, after: str) -> bool:
    """True where a citation only says who gets or pays what the sentence then sets: "Người khuyết tật theo quy định tại Điều 3 Luật …: 06 triệu đồng/người"."""
    return bool(_WHOM.search(before)) and bool(_SETS_A_RATE.search(after))
