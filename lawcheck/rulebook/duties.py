"""What every rule owes: examples that find and pass, an example for each excuse, a basis in the law file, a place in the checklist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lawcheck.language.lexicon import load_lexicon
from lawcheck.law import Law, Requirement
from lawcheck.rulebook.facts import FACTS
from lawcheck.rulebook.loading import Rulebook
from lawcheck.rulebook.operators import OPERATORS
from lawcheck.rulebook.schema import Rule

EXAMPLES_OWED = 2


def unmet_duties(book: Rulebook, law: Law, coverage: Sequence[Requirement]) -> tuple[str, ...]:
    """A Vietnamese line for each duty a stable rule does not meet; empty when all is well."""
    listed = {rule for requirement in coverage for rule in requirement.rules}
    lines = [f"{rule.id}: {line}" for rule in book.rules if rule.status == "stable" for line in _of(rule, law)]
    lines += [
        f"{rule.id}: chưa có yêu cầu nào trong coverage.yml." for rule in book.rules if rule.status == "stable" and rule.id not in listed
    ]
    lines += [f"coverage.yml: không có quy tắc {id_}." for id_ in sorted(listed - {rule.id for rule in book.rules})]
    return tuple(lines)


def _of(rule: Rule, law: Law) -> Iterator[str]:
    for name, examples in (("finds", rule.examples.finds), ("passes", rule.examples.passes)):
        if len(examples) < EXAMPLES_OWED:
            yield f"cần ít nhất {EXAMPLES_OWED} ví dụ “{name}”, mới có {len(examples)}."
    known = {provision.id for provision in law.provisions}
    for basis in rule.basis:
        if basis not in known:
            yield f"căn cứ “{basis}” không có trong laws.yml."
    if rule.find.operator is not None and rule.find.operator not in OPERATORS:
        yield f"không có phép kiểm tra “{rule.find.operator}”."
    exercised = {example.exercises for example in (*rule.examples.finds, *rule.examples.passes)}
    for unless in rule.unless:
        name = unless.modifier or unless.fact or ""
        if name not in FACTS and name not in load_lexicon().modifiers:
            yield f"không có ngoại lệ “{name}”."
        if name not in exercised:
            yield f"cần ví dụ có “exercises: {name}”."
