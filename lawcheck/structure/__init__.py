"""Structure of a document: header, kind, outline, sentences."""

from lawcheck.structure.model import Document, Header, IssuerLevel, Kind, KindName, Level, Node

__all__ = ["Document", "Header", "IssuerLevel", "Kind", "KindName", "Level", "Node"]
