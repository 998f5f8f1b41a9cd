"""Structure of a document: header, kind, outline, sentences."""

from lawcheck.structure.documents import competence
from lawcheck.structure.model import Document, Header, IssuerLevel, Kind, KindName, Level, Node
from lawcheck.structure.parsing import parse
from lawcheck.structure.sentences import split_sentences

__all__ = ["Document", "Header", "IssuerLevel", "Kind", "KindName", "Level", "Node", "competence", "parse", "split_sentences"]
