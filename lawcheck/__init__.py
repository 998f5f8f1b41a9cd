"""lawcheck: checks drafts of Vietnamese provinces for administrative procedures and legal norms in the wrong form.

The road a document travels is in `lawcheck/check.py`; one package per station:
text, reading, structure, language, law, rulebook, reporting.
"""

__version__ = "0.1.0"
