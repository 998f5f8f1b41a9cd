"""The law as dated data: what was in force on a day, and which requirement is checked by whom."""

from lawcheck.law.coverage import Requirement, load_coverage
from lawcheck.law.dated import Instrument, Law, Period, Provision, load_law

__all__ = ["Instrument", "Law", "Period", "Provision", "Requirement", "load_coverage", "load_law"]
