"""The language step: from a parsed document to sentences with signs, modifiers and norms, and to references."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set

from lawcheck.language.bound import (
    NAMES_WHO,
    PLAIN_DUTY,
    demands_an_act,
    has_own_subject,
    is_about_a_thing,
    is_plain_duty,
    measures_a_thing,
    speaks_past_heading,
)
from lawcheck.language.lexicon import Lexicon, load_lexicon
from lawcheck.language.matching import find_matches, point_at, words_only
from lawcheck.language.model import Actor, Analysis, Modifier, Norm, Reference, Sentence, Sign
from lawcheck.language.references import find_references
from lawcheck.structure import Document, Level, Node
from lawcheck.structure.sentences import split_sentences, without_number
from lawcheck.text import Folded, Span

SILENT = frozenset({Level.DAU, Level.CAN_CU, Level.NOI_NHAN, Level.CHU_KY, Level.BAN_HANH})
"""Units that set nothing: head, căn cứ, addressees, signature."""

MODAL_GROUP = "qppl"
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
_OF_OR_AT = tuple(f"{word} {all_}" for word in ("của", "tại", "trong", "ở", "từ") for all_ in ("", "các "))
"""stands before whoever only owns or houses the thing that a rule is about"""
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
    parents = _parents(document.root)
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
        sentences=tuple(_with_norms(sentences, folded, parents, document)),
        references=references,
    )


def _parents(root: Node) -> dict[str, Node]:
    """For each address the node above it."""
    return {child.address: node for node in root.walk() for child in node.children}


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
        norms=sentence.norms,
        modifiers=tuple(sorted((*sentence.modifiers, *cited), key=lambda modifier: modifier.span)),
    )


def _says_whom(before: str, after: str) -> bool:
    """True where a citation only says who gets or pays what the sentence then sets: "Người khuyết tật theo quy định tại Điều 3 Luật …: 06 triệu đồng/người"."""
    return bool(_WHOM.search(before)) and bool(_SETS_A_RATE.search(after))


def _with_norms(sentences: Sequence[Sentence], folded: Folded, parents: dict[str, Node], document: Document) -> Iterator[Sentence]:
    lexicon = load_lexicon()
    inherited: dict[str, tuple[Actor, Span] | None] = {}
    for sentence in sentences:
        wording = [sign for sign in sentence.signs if lexicon.signs[sign.label].group == MODAL_GROUP and sign.part != "tinh_huong"]
        if not wording:
            yield sentence
            continue
        at = folded.to_folded(sentence.body)
        words = at.of(folded.text)
        placed = [(sign, folded.to_folded(sign.span).shift(-at.start)) for sign in wording]
        modals = [(sign, place) for sign, place in placed if sign.label != PLAIN_DUTY or is_plain_duty(words, place)]
        if not modals:
            yield sentence
            continue
        from lawcheck.language.pipeline import bind_modals

        norms = []
        bound = bind_modals(words, [(sign.label, place) for sign, place in modals])
        for (sign, place), (actor, where) in zip(modals, bound, strict=True):
            measure = measures_a_thing(words, sign.label)
            if where is not None and not measure and not (actor == "mo" and _only_places(where, sign, words, place)):
                norms.append(Norm(sign=sign, actor=actor, actor_span=folded.to_original(where.shift(at.start))))  # type: ignore[arg-type]
                continue
            above = None if measure else _actor_above(sentence.node, parents, folded, document, inherited)
            if above is not None and _is_about_others(above[0], sign, words, place, document.text):
                above = None
            norms.append(
                Norm(
                    sign=sign, actor=above[0] if above else "khong-ro", actor_span=above[1] if above else None, inherited=above is not None
                )
            )
        yield Sentence(
            node=sentence.node,
            span=sentence.span,
            body=sentence.body,
            signs=sentence.signs,
            modifiers=sentence.modifiers,
            norms=tuple(norms),
        )


def _only_places(actor: Span, sign: Sign, words: str, place: Span) -> bool:
    """True for an actor that only says where the thing is that must have or undergo something: "Nước thải của chợ phải được thu gom …"."""
    return sign.label == "nghia-vu" and words[: actor.start].endswith(_OF_OR_AT) and demands_an_act(words, place)


def _is_about_others(actor: Actor, sign: Sign, words: str, place: Span, text: str) -> bool:
    """True where whoever the heading names is not bound: the sentence has a subject of its own."""
    if sign.label == "nghia-vu" and sign.points >= NAMES_WHO:
        return True
    if actor == "mo":
        return sign.label == "nghia-vu" and (is_about_a_thing(words) or demands_an_act(words, place))
    return (
        _is_sum(sign, words, text)
        or sign.label == "gio-hoat-dong"
        or speaks_past_heading(words, sign.label, place)
        or has_own_subject(words, place)
    )


_SUM = re.compile(
    r"(?:mức (?:thu|phí|đóng|nộp)|phí|lệ phí|giá|đơn giá|miễn|không thu|giảm)\b|[^.;]{0,200} thì (?:mức thu|mức phí|phí|lệ phí|giá|đơn giá|chi phí|diện tích|tiền)\b"
)
"""a sentence about what something costs, or what a sum is in a case"""


def _is_sum(sign: Sign, words: str, text: str) -> bool:
    """True for money: an agency named above collects or pays it; who owes or gets it is whoever comes."""
    return sign.label == "muc-dinh-luong" and ("đồng" in sign.span.of(text) or bool(_SUM.match(words)))


def _actor_above(
    node: Node, parents: dict[str, Node], folded: Folded, document: Document, known: dict[str, tuple[Actor, Span] | None]
) -> tuple[Actor, Span] | None:
    """The first actor named in the opening words of the nearest unit above that names one ("Điều 7. Trách nhiệm của chủ đầu tư")."""
    parent = parents.get(node.address)
    if parent is None or parent.level in (Level.VAN_BAN, Level.PHU_LUC):
        return None
    if parent.address not in known:
        known[parent.address] = _opening_actor(parent, folded, document) or _actor_above(parent, parents, folded, document, known)
    return known[parent.address]


def _opening_actor(node: Node, folded: Folded, document: Document) -> tuple[Actor, Span] | None:
    from lawcheck.language.pipeline import find_actors

    lead = node.heading or Span(node.lead.start, min(node.lead.end, node.lead.start + 400))
    at = folded.to_folded(without_number(document.text, lead))
    found = find_actors(at.of(folded.text))
    return (found[0][0], folded.to_original(found[0][1].shift(at.start))) if found else None  # type: ignore[return-value]
