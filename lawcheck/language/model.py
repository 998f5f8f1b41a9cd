"""What the analysis of a document's language gives: sentences with signs and modifiers, and references."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from lawcheck.structure import Document, Node
from lawcheck.text import Folded, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisions:
    """One unit named in a reference: "điểm a khoản 2 Điều 5" is Provisions(diem="a", khoan="2", dieu="5").

    Lists and ranges are written out ("các điều 3, 4 và 7" is three). Each value is as written, without its word.
    """

    dieu: str | None = None
    khoan: str | None = None
    diem: str | None = None
    chuong: str | None = None
    muc: str | None = None
    phu_luc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A document named in a reference.

    `type` is the Vietnamese name in lower case ("luật", "nghị định", "quyết định"); `number` is normalised ("63/2010/NĐ-CP").
    `title` is the name of a law cited by name ("Đất đai", with `year` where given).
    """

    type: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    issuer: str | None = None
    title: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in the text that names a document or units of one.

    `how`: "named" (the instrument stands here), "self" ("Luật này", "khoản này", "Điều 5 Quy định này"),
    "earlier" ("Nghị định nêu trên"), "relative" (units without a document: those of the document itself).
    `instrument` of a resolved "self" or "earlier" reference is the document meant, None where unresolved.
    `amended_by`: instruments named after "được sửa đổi, bổ sung bởi …".
    """

    span: Span
    provisions: tuple[Provisions, ...] = ()
    instrument: Instrument | None = None
    how: Literal["named", "self", "earlier", "relative"] = "named"
    amended_by: tuple[Instrument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A labelled span that speaks for a finding: label of `rules/signs/`, its part or element, and its points (1 weak … 3 alone enough)."""

    label: str
    part: str
    points: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """A labelled span that excuses or weakens signs in its reach: label of `rules/modifiers/`."""

    label: str
    span: Span


Actor = Literal["mo", "co-quan", "can-bo", "khong-ro"]
"""Who a rule speaks to: an open class of persons, an agency, officials, or nobody named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """A rule of conduct as the sentence words it.

    `sign` is its modal or measure ("phải", "mức thu"). `actor` says who is bound or entitled, `actor_span` where that stands:
    in the sentence, or (`inherited`) in the opening words of a unit above ("3. Các doanh nghiệp viễn thông:").
    """

    sign: Sign
    actor: Actor
    actor_span: Span | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence inside one node, with what was found in it. `body` is `span` without the node's own number."""

    node: Node
    span: Span
    body: Span
    signs: tuple[Sign, ...] = ()
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that the language step found, in document order. Only sentences with a sign or modifier are listed. `folded` is the view of the whole text.

    `words` is its text with a blank for each sign, and one more at each end.
    """

    document: Document
    folded: Folded
    words: str
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]
