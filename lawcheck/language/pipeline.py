"""The spaCy pipeline for sentences that hold a modal: who is bound or entitled by it.

Input: the folded sentence in syllables, with the matches of modal signs in `doc.user_data["modals"]`.
Components: `lawcheck_actors` writes `doc.user_data["actors"]` (labels mo, co-quan, can-bo; longest phrase wins);
`lawcheck_norms` writes `doc.user_data["norms"]`: for each modal its actor, or None where it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lawcheck.datafiles import read_yaml, rules_folder
from lawcheck.language.tokenizer import SYLLABLES, SyllableTokenizer
from lawcheck.text import Span, fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ACTORS, MODALS, NORMS = "actors", "modals", "norms"
"""keys of a doc's `user_data`"""
_PREPOSITIONS = frozenset([
    "cho", "của", "do", "với", "tại", "từ", "về", "đến", "tới", "bởi", "trước", "cùng", "và", "hoặc", "theo", "thuộc", "giữa", "bằng", "được", "bị",
])  # fmt: skip
"""An actor right after one of these is not the subject ("nộp cho Sở Y tế", "được Bộ Nội vụ tặng")."""
NOBODY = "khong-phai"
"""Phrases that hold an actor's word and name nobody ("trụ sở", "tổ chức thực hiện")."""
_ALL = frozenset({"các", "những", "mọi"})
_AT_ONCE = 3
"""syllables between a ban and the agency it names"""
_BREAKS = frozenset(";.")
_OPENINGS = frozenset({",", ":", "thì", "những", "các", "mọi", "mỗi", "nếu", "khi", "hợp"})
"""syllables after which a subject may begin ("Trường hợp người …")"""
_HOLDS = frozenset({"viec-lam", "cam"})
"""Signs that hold their subject: "chủ cơ sở thông báo", "Chỉ tổ chức đủ điều kiện … mới được"."""
_BEGINS = frozenset({"quyen-loi"})
"""Signs that may begin with it: "đối tượng được mua … là công nhân"."""
_WHO = frozenset({"người", "hộ", "chủ", "cơ"})
"""syllables that begin a name for whoever does or owns what follows"""
_NOT_NEXT = {
    "chủ": frozenset(
        [
            "tịch",
            "trì",
            "động",
            "nhiệm",
            "yếu",
            "trương",
            "quản",
            "đề",
            "quyền",
            "nghĩa",
            "thể",
            "lực",
            "đạo",
            "tọa",
            "tài",
            "biên",
            "chốt",
            "nhật",
        ]
    ),
    "hộ": frozenset(["chiếu", "tịch", "khẩu", "lý", "sinh", "tống", "chứng", "trợ"]),
    "cơ sở": frozenset(
        ["dữ", "hạ", "vật", "pháp", "lý", "để", "của", "này", "đó", "đảng", "khoa", "thực", "hỏa", "tính", "đề", "và", ",", ".", ":"]
    ),
}
"""syllables after them with which they name nobody ("chủ tịch", "hộ chiếu", "cơ sở dữ liệu")"""
_NEXT = frozenset({"dung-han"})
"""Signs whose subject may follow: "Trong thời hạn 05 ngày kể từ ngày …, chủ đầu tư …"."""
_FORWARD = frozenset({"cam", "muc-dinh-luong", "pham-vi", "dieu-kien"})
"""Signs whose addressee may stand behind them ("Nghiêm cấm tổ chức, cá nhân …", "Mức hỗ trợ đối với hộ nghèo")."""


@cache
def load_actors() -> dict[str, tuple[str, ...]]:
    """`rules/actors.yml`: folded phrases by actor class. Raises DataFileError for anything but lists of phrases."""
    file = read_yaml(rules_folder() / "actors.yml")
    if not isinstance(file.value, dict) or set(file.value) != {"mo", "co-quan", "can-bo", NOBODY}:
        raise file.error("Tệp này phải có đúng bốn danh sách: mo, co-quan, can-bo, khong-phai.")
    actors: dict[str, tuple[str, ...]] = {}
    for name, phrases in file.value.items():
        if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
            raise file.error(f"“{name}” phải là danh sách các cụm từ.", (name,))
        actors[name] = tuple(fold(phrase).text for phrase in phrases)
    return actors


class Tokens(NamedTuple):
    """A label and the syllables [start, end) of a doc it stands for: an actor or a modal. Asking spaCy's own spans costs ten times as much."""

    label: str
    start: int
    end: int


class ActorFinder:
    """spaCy component: `doc.user_data["actors"]`, longest phrases first, none overlapping, in order."""

    def __init__(self, nlp: Language) -> None:
        from spacy.matcher import PhraseMatcher

        self.matcher = PhraseMatcher(nlp.vocab)
        self.labels = {nlp.vocab.strings.add(label): label for label in load_actors()}
        for label, phrases in load_actors().items():
            self.matcher.add(label, [nlp.make_doc(phrase) for phrase in phrases])

    def __call__(self, doc: Doc) -> Doc:
        found = [Tokens(self.labels[label], start, end) for label, start, end in self.matcher(doc)]
        actors = [actor for actor in _longest([*_whoever(doc.user_data[SYLLABLES]), *found]) if actor.label != NOBODY]
        doc.user_data[ACTORS] = list(_heads(actors))
        return doc


def _longest(found: Sequence[Tokens]) -> list[Tokens]:
    """The longest first, the earlier of two as long; of those that overlap one kept before none."""
    taken: set[int] = set()
    kept = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if one.start not in taken and one.end - 1 not in taken:
            kept.append(one)
            taken.update(range(one.start, one.end))
    return sorted(kept, key=lambda one: one.start)


def _whoever(words: Sequence[str]) -> Iterator[Tokens]:
    """Whoever does or owns what follows, as a subject: "người điều khiển", "hộ nuôi yến", "chủ đò", "cơ sở sơ chế"; a longer phrase says that it is an official."""
    if _WHO.isdisjoint(words):
        return
    for at, word in enumerate(words):
        if word in _WHO and (at == 0 or words[at - 1] in _OPENINGS) and (length := _named(words[at : at + 3])):
            yield Tokens("mo", at, at + length)


def _named(words: Sequence[str]) -> int:
    """How many of the `words` name whoever does what follows; 0 where they are the beginning of something else."""
    if words[0] == "người":
        return 1
    if words[0] == "cơ":
        return 2 if len(words) == 3 and words[1] == "sở" and words[2] not in _NOT_NEXT["cơ sở"] else 0
    return 1 if len(words) > 1 and words[1].isalpha() and words[1] not in _NOT_NEXT[words[0]] else 0


def _heads(actors: Sequence[Tokens]) -> Iterator[Tokens]:
    """The actors without the agencies that only say which official is meant ("Thủ trưởng các cơ quan", "Cục trưởng Cục Thuế")."""
    end = -1
    for actor in actors:
        if actor.label == "co-quan" and actor.start == end:
            end = actor.end
            continue
        end = actor.end if actor.label == "can-bo" else -1
        yield actor


def find_subjects(doc: Doc) -> Doc:
    """spaCy component: `doc.user_data["norms"]`, the actor of each of `doc.user_data["modals"]` in order, None where it has none."""
    actors, words = doc.user_data[ACTORS], doc.user_data[SYLLABLES]
    doc.user_data[NORMS] = [_bound(words, actors, modal) for modal in doc.user_data[MODALS]]
    return doc


def _bound(words: Sequence[str], actors: Sequence[Tokens], modal: Tokens) -> Tokens | None:
    """The actor that a modal binds or entitles."""
    follows = _next_subject(words, actors, modal) if modal.label in _NEXT else _held(actors, modal)
    return follows or _subject(words, actors, modal) or (_object(words, actors, modal) if modal.label in _FORWARD else None)


def _subject(words: Sequence[str], actors: Sequence[Tokens], modal: Tokens) -> Tokens | None:
    """The nearest actor before the modal that no preposition governs, else the nearest one, within the same clause; else the one that opens the sentence."""
    start = next((at for at in range(modal.start, 0, -1) if words[at - 1] in _BREAKS), 0)
    before = [actor for actor in actors if start <= actor.start and actor.end <= modal.start]
    free = [
        actor for actor in before if actor.start == start or words[actor.start - 1] not in _PREPOSITIONS or _is_topic(words, start, actor)
    ]
    if before:
        nearest = (free or before)[-1]
        if _opens(words, start, nearest):
            return nearest
        return next(
            (actor for actor in reversed(free) if actor.label == "mo" and (_opens(words, start, actor) or _is_topic(words, start, actor))),
            nearest,
        )
    return next((actor for actor in actors if all(word in _ALL for word in words[: actor.start])), None) if start else None


def _is_topic(words: Sequence[str], start: int, actor: Tokens) -> bool:
    """True for an open class that a clause opens with: "Đối với hộ gia đình … được chính quyền xác nhận … thì được hỗ trợ"."""
    opening = [word for word in words[start : actor.start] if word not in _ALL]
    return actor.label == "mo" and opening == ["đối", "với"]


def _opens(words: Sequence[str], start: int, actor: Tokens) -> bool:
    """True for an actor that begins a clause. One inside a phrase ("tổ chức khai thác chợ", "cơ sở đã xây phòng nghỉ") is no subject beside an open class that does."""
    return actor.start == start or words[actor.start - 1] in _OPENINGS


def _held(actors: Sequence[Tokens], modal: Tokens) -> Tokens | None:
    """The first actor that the sign begins with or stands in, where the sign is of a kind that holds its subject."""
    if modal.label in _BEGINS:
        return next((actor for actor in actors if actor.start == modal.start), None)
    return next((actor for actor in actors if actor.end > modal.start and actor.start < modal.end), None) if modal.label in _HOLDS else None


def _object(words: Sequence[str], actors: Sequence[Tokens], modal: Tokens) -> Tokens | None:
    """The first actor after the modal in the same clause; an agency only where the ban names it at once."""
    end = next((at for at in range(modal.end, len(words)) if words[at] in _BREAKS), len(words))
    actor = next((actor for actor in actors if modal.end <= actor.start < end), None)
    at_once = modal.label == "cam" and actor is not None and actor.start - modal.end <= _AT_ONCE
    return actor if actor is not None and (actor.label == "mo" or at_once) else None


def _next_subject(words: Sequence[str], actors: Sequence[Tokens], sign: Tokens) -> Tokens | None:
    """The first actor after the sign in the same sentence part that opens a clause there."""
    end = next((at for at in range(sign.end, len(words)) if words[at] in _BREAKS), len(words))
    return next((actor for actor in actors if sign.end <= actor.start < end and words[actor.start - 1] in (",", "thì")), None)


@cache
def load_pipeline() -> Language:
    """The pipeline, made once (importing spaCy takes about a second)."""
    import spacy
    from spacy.language import Language

    def make_finder(nlp: Language, name: str) -> ActorFinder:
        return ActorFinder(nlp)

    Language.factory("lawcheck_actors", func=make_finder)
    Language.component("lawcheck_norms", func=find_subjects)
    nlp = spacy.blank("xx")
    nlp.tokenizer = SyllableTokenizer(nlp.vocab)
    nlp.add_pipe("lawcheck_actors")
    nlp.add_pipe("lawcheck_norms")
    return nlp


def find_actors(sentence: str) -> tuple[tuple[str, Span], ...]:
    """The actors named in a folded text: class and span, in order."""
    nlp = load_pipeline()
    doc = nlp.get_pipe("lawcheck_actors")(nlp.tokenizer(sentence))
    return tuple((actor.label, _place(doc, actor)) for actor in doc.user_data[ACTORS])


def bind_modals(sentence: str, modals: Sequence[tuple[str, Span]]) -> tuple[tuple[str, Span | None], ...]:
    """For each (sign label, span) of a folded sentence, in order: the class of its actor and where that stands (None: nowhere)."""
    nlp = load_pipeline()
    doc = nlp.tokenizer(sentence)
    doc.user_data[MODALS] = [_tokens(doc, label, span) for label, span in modals]
    for _, component in nlp.pipeline:
        doc = component(doc)
    return tuple(("khong-ro", None) if actor is None else (actor.label, _place(doc, actor)) for actor in doc.user_data[NORMS])


def _tokens(doc: Doc, label: str, span: Span) -> Tokens:
    """The syllables that a span of the text touches."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return Tokens(label, found.start, found.end) if found is not None else Tokens(label, 0, 1)


def _place(doc: Doc, tokens: Tokens) -> Span:
    """Where syllables stand in the text."""
    last = doc[tokens.end - 1]
    return Span(doc[tokens.start].idx, last.idx + len(last))
