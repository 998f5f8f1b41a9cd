"""Rules: schema, loading, judging."""

from lawcheck.rulebook.case import make_case
from lawcheck.rulebook.judging import judge
from lawcheck.rulebook.loading import Rulebook, load_rulebook
from lawcheck.rulebook.model import Evidence, Excuse, Finding, Judgement, Procedure, Verdict

__all__ = ["Evidence", "Excuse", "Finding", "Judgement", "Procedure", "Rulebook", "Verdict", "judge", "load_rulebook", "make_case"]
