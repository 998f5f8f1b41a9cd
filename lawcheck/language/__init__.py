"""Language of a document: signs, modifiers, norms, references."""

from lawcheck.language.analysis import analyse
from lawcheck.language.model import Analysis, Instrument, Modifier, Norm, Provisions, Reference, Sentence, Sign
from lawcheck.language.norms import norms_of

__all__ = ["Analysis", "Instrument", "Modifier", "Norm", "Provisions", "Reference", "Sentence", "Sign", "analyse", "norms_of"]
