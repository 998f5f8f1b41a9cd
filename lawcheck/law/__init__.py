"""The law as dated data: what was in force on a day, and which requirement is checked by whom."""

from lawcheck.law.coverage import Requirement, load_coverage
from lawcheck.law.dated import Instrument, Law, Period, Provision, load_law
from lawcheck.law.parts import PART_NAMES

__all__ = ["PART_NAMES", "Instrument", "Law", "Period", "Provision", "Requirement", "load_coverage", "load_law"]
