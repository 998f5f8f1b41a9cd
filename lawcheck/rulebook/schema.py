"""The closed vocabulary of a rule file."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class _Closed(BaseModel):
    """Unknown keys are errors; values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AppliesTo(_Closed):
    """The documents a rule is for; an empty tuple means any."""

    kinds: tuple[Literal["vbqppl", "vbhc", "khac"], ...] = ()
    types: tuple[Slug, ...] = ()
    bodies: tuple[Slug, ...] = ()
    levels: tuple[Literal["tinh", "so", "huyen", "xa", "trung-uong", "khac"], ...] = ()
    drafts: bool = True
    """False: only documents that are issued (number and date filled in)"""
    numbered: bool = True
    """False: only documents without any number, whose form is told by their words alone"""


class Find(_Closed):
    """What a rule looks for: points of signs in one clause, norms in one clause, or a named operator."""

    parts: tuple[Slug | Text, ...] = ()
    """TTHC parts whose signs are added up, the strongest sign of each part"""
    norms: tuple[Literal["mo", "khong-ro", "co-quan", "can-bo"], ...] = ()
    """actors whose norms count"""
    at_least: Annotated[int, Field(ge=1, le=12)] = 3
    operator: Slug | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Find:
        if sum((bool(self.parts), bool(self.norms), self.operator is not None)) != 1:
            raise ValueError("“find” cần đúng một trong ba: parts, norms, operator")
        return self


class Unless(_Closed):
    """An excuse: a modifier of `rules/modifiers/`, or a fact of the document (`rulebook/facts.py`)."""

    modifier: Slug | None = None
    fact: Slug | None = None
    because: Text
    then: Literal["nothing", "note", "warning"] = "nothing"
    """what the finding becomes: nothing (excused), or a milder severity"""
    suggestion: Text | None = None
    """what to do then, instead of the rule's suggestion; `because` then stands before the rule's reason"""

    @model_validator(mode="after")
    def _one_way(self) -> Unless:
        if (self.modifier is None) == (self.fact is None):
            raise ValueError("“unless” cần đúng một trong hai: modifier, fact")
        return self


class Example(_Closed):
    """A text that the rule must find something in (marked ⟦…⟧) or must pass."""

    text: Text
    document: Slug = "quyet-dinh-qppl"
    """the frame of `batch/examples.py` the text is put into"""
    on: datetime.date | None = None
    exercises: Slug | None = None
    """the modifier or fact of `unless` that this example shows"""


class Examples(_Closed):
    """`misses` and `overfires` are known faults: they fail when the engine gets better, so that they are promoted."""

    finds: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()
    misses: tuple[Example, ...] = ()
    overfires: tuple[Example, ...] = ()


class Change(_Closed):
    """One line of a rule's history."""

    version: Text
    date: datetime.date
    why: Text


class Rule(_Closed):
    """One rule as its file says it (`rules/<group>/<ID>-<name>.yml`)."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2}\d\d$")]
    name: Slug
    title: Text
    group: Literal["tthc", "qppl", "the-thuc", "hieu-luc", "can-cu", "tham-quyen"]
    status: Literal["draft", "stable", "retired"]
    retired_because: Text | None = None
    since: Text
    severity: Literal["error", "warning", "note"]
    certainty: Literal["high", "medium", "low"]
    basis: tuple[Text, ...]
    applies_to: AppliesTo = AppliesTo()
    find: Find
    unless: tuple[Unless, ...] = ()
    message: Text
    suggestion: Text
    why: Text
    examples: Examples
    changed: tuple[Change, ...]
