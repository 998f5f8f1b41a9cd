"""From a case to findings and verdicts: every rule in turn, with excuses, basis in force, and a stable fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from lawcheck.language.lexicon import load_lexicon
from lawcheck.rulebook.case import Case, Hit, once
from lawcheck.rulebook.facts import FACTS, authority_note, source_note
from lawcheck.rulebook.loading import Rulebook
from lawcheck.rulebook.model import Excuse, Finding, Judgement, Severity
from lawcheck.rulebook.norms import find_norms
from lawcheck.rulebook.operators import OPERATORS
from lawcheck.rulebook.passages import passages_of
from lawcheck.rulebook.procedure_cards import procedures_in
from lawcheck.rulebook.procedures import find_procedures
from lawcheck.rulebook.profiles import PROFILES
from lawcheck.rulebook.reasons import excuse_phrase
from lawcheck.rulebook.schema import Rule, Unless
from lawcheck.rulebook.verdicts import normative_by_form, qppl_verdict, tthc_verdict
from lawcheck.rulebook.weights import Models, load_models
from lawcheck.structure import Level, Node
from lawcheck.text import fold_words

_FACTS = {name: once(fact) for name, fact in FACTS.items()}
_authority_note = once(authority_note)


def judge(case: Case, rulebook: Rulebook, *, profile: str = "can-bang", models: Models | None = None) -> Judgement:
    """Return findings and verdicts for `case`. Draft and retired rules are not run, nor are norms looked for where the form says that they are there and no rule asks which. `models`: other weights than the shipped ones (cross-validation)."""
    models = models or load_models()
    gear = PROFILES[profile]
    passages = passages_of(case)
    procedures = tuple(find_procedures(case, passages, gear.procedure, models.tthc, models.parts))
    asks = any(rule.find.norms and _runs(rule, case) for rule in rulebook.rules) or not normative_by_form(case)
    norms = tuple(find_norms(case, passages, gear.norm, models.qppl)) if asks else ()
    findings: list[Finding] = []
    idle: list[str] = []
    for rule in rulebook.rules:
        dated = case.law.in_force(rule.basis, case.day)
        main = bool(rule.find.parts or rule.find.norms)
        if not _runs(rule, case) or not (dated or main):
            idle.append(rule.id)
            continue
        hits = procedures if rule.find.parts else norms if rule.find.norms else tuple(OPERATORS[rule.find.operator or ""](case))
        findings += _findings(rule, hits, case, undated=not dated or case.law.period(case.day) is None)
    authorised = case.document.kind.name == "vbqppl" and any(
        _FACTS[fact](case) is not None for fact in ("trung-uong", "co-dieu-khoan-giao")
    )
    ordered = tuple(sorted(findings, key=lambda finding: (finding.span, finding.rule)))
    return Judgement(
        findings=ordered,
        procedures=procedures_in(case, ordered),
        not_applicable=tuple(idle),
        tthc=tthc_verdict(case, procedures, gear, authorised=authorised),
        qppl=qppl_verdict(case, norms, gear),
    )


def _runs(rule: Rule, case: Case) -> bool:
    header, where = case.document.header, rule.applies_to
    return (
        rule.status == "stable"
        and (not where.kinds or case.document.kind.name in where.kinds)
        and (not where.types or header.type in where.types)
        and (not where.bodies or header.issuer_body in where.bodies)
        and (not where.levels or header.issuer_level in where.levels)
        and (where.drafts or (header.date is not None and not header.number_blank))
        and (where.numbered or header.number is None)
    )


def _findings(rule: Rule, hits: Sequence[Hit], case: Case, *, undated: bool) -> Iterator[Finding]:
    """`undated`: no basis was in force on the day, or the day is outside the law's data, so that the finding only says what the text does."""
    excuses, severity, milder = _document_excuses(rule, case)
    severity = "note" if undated else severity
    seen: set[tuple[str, bool]] = set()
    for hit in hits:
        own = _hit_excuses(rule, hit, case)
        key = (hit.node.address, bool(own or excuses))
        if key in seen:
            continue
        seen.add(key)
        yield _finding(rule, hit, case, (*excuses, *own), severity, milder)


def _document_excuses(rule: Rule, case: Case) -> tuple[tuple[Excuse, ...], Severity, Unless | None]:
    """What the facts of the document make of this rule: excuses, or a milder severity and the `unless` that gives other advice."""
    excuses: list[Excuse] = []
    severity: Severity = rule.severity
    milder: Unless | None = None
    for unless in rule.unless:
        span = _FACTS[unless.fact](case) if unless.fact else None
        if span is None or unless.fact is None:
            continue
        if unless.then == "nothing":
            excuses.append(Excuse(modifier=unless.fact, because=unless.because, quote=span.of(case.document.text)))
        else:
            severity = unless.then
            milder = unless if milder is None and unless.suggestion is not None else milder
    return tuple(excuses), severity, milder


def _hit_excuses(rule: Rule, hit: Hit, case: Case) -> tuple[Excuse, ...]:
    return tuple(Excuse(modifier=label, because=_because(rule, label), quote=span.of(case.document.text)) for label, span in hit.excused)


def _because(rule: Rule, label: str) -> str:
    """Why a modifier or a consideration takes a hit away, as a sentence."""
    modifiers = load_lexicon().modifiers
    if label in modifiers:
        return modifiers[label].because
    said = excuse_phrase(rule.group, label)
    return f"{said[:1].upper()}{said[1:]}."


def _finding(rule: Rule, hit: Hit, case: Case, excuses: tuple[Excuse, ...], severity: Severity, milder: Unless | None) -> Finding:
    authority = _authority_note(case) if "{authority}" in rule.why and milder is None else ""
    source = source_note(case, hit.node) if hit.reasons and not excuses else ""
    values = {"node": hit.node.label, "kind": case.document.kind.name, "authority": authority, **hit.values}
    certainty = hit.certainty or rule.certainty
    return Finding(
        rule=rule.id,
        name=rule.name,
        group=rule.group,
        severity=hit.severity or ("warning" if severity == "error" and certainty == "low" else severity),
        certainty=certainty,
        score=round(hit.score, 3),
        message=rule.message.format(**values),
        suggestion=(rule.suggestion if milder is None or milder.suggestion is None else milder.suggestion).format(**values),
        why=" ".join(excuse.because for excuse in excuses)
        or " ".join(((f"{milder.because} " if milder else "") + rule.why.format(**values)).split()),
        reasons=f"{hit.reasons} {source}".strip(),
        node=hit.node.address,
        label=hit.node.label,
        span=hit.span,
        quote=hit.span.of(case.document.text),
        evidence=hit.evidence,
        basis=case.law.in_force(rule.basis, case.day),
        excused_by=excuses,
        fingerprint=_fingerprint(rule, hit.node, case),
    )


def _fingerprint(rule: Rule, node: Node, case: Case) -> str:
    """Rule, the node's words and its nearest heading: not its number or place, so that it survives edits elsewhere."""
    text = case.document.text
    body = " ".join(word for word in case.folded(node.span).split() if not word.rstrip(".)").isdigit())
    heading = next((above.heading.of(text) for above in case.above(node) if above.heading and above.level is Level.DIEU), "")
    return hashlib.sha256(f"{rule.id}\0{fold_words(heading)}\0{body}".encode()).hexdigest()[:20]
