"""A docx package of which single parts are changed and all others stay byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class Package:
    """An opened docx. `part` parses a part once; what was parsed and changed is written by `to_bytes`."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self._zip.namelist()
        self._parsed: dict[str, Any] = {}
        self._changed: set[str] = set()

    def part(self, name: str) -> Any:
        """The root element of a part. Raises KeyError where there is none."""
        if name not in self._parsed:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            self._parsed[name] = etree.fromstring(self._zip.read(name), parser)
        return self._parsed[name]

    def readable(self, name: str) -> bool:
        """False for a part that is not well-formed: it is left alone."""
        try:
            self.part(name)
        except etree.XMLSyntaxError:
            return False
        return True

    def changed(self, name: str) -> None:
        """Say that the parsed part has been changed and must be written."""
        self._changed.add(name)

    def add(self, name: str, root: Any, content_type: str) -> None:
        """Add a part with its content type."""
        self._parsed[name] = root
        self._changed.add(name)
        self.names.append(name)
        etree.SubElement(self.part("[Content_Types].xml"), f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type)
        self._changed.add("[Content_Types].xml")

    @property
    def main(self) -> str:
        """The name of the main document part, as the package relationships say."""
        return self.target("", f"{_OFFICE}/officeDocument") or "word/document.xml"

    def target(self, name: str, type_: str) -> str | None:
        """The part that `name` is related to by `type_`, None where there is none."""
        rels = rels_name(name)
        if rels not in self.names:
            return None
        for relation in self.part(rels):
            if relation.get("Type") == type_ and relation.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join(posixpath.dirname(name), relation.get("Target"))).lstrip("/")
        return None

    def relate(self, name: str, type_: str, target: str) -> None:
        """Add a relationship from part `name` to part `target`, under an id that is still free."""
        rels = rels_name(name)
        if rels not in self.names:
            self._parsed[rels] = etree.fromstring(f'<Relationships xmlns="{_RELS[1:-1]}"/>'.encode())
            self.names.append(rels)
        root = self.part(rels)
        taken = {relation.get("Id") for relation in root}
        number = next(number for number in range(1, len(taken) + 2) if f"rIdLc{number}" not in taken)
        where = posixpath.relpath(target, posixpath.dirname(name))
        etree.SubElement(root, f"{_RELS}Relationship", Id=f"rIdLc{number}", Type=type_, Target=where)
        self._changed.add(rels)

    def to_bytes(self) -> bytes:
        """The package: unchanged parts keep their bytes, order, dates and compression."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            known = set(self._zip.namelist())
            for info in self._zip.infolist():
                target.writestr(info, self._bytes(info.filename), info.compress_type)
            for name in self.names:
                if name not in known:
                    info = zipfile.ZipInfo(name, _FIXED_DATE)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    target.writestr(info, self._bytes(name))
        return out.getvalue()

    def _bytes(self, name: str) -> bytes:
        if name in self._changed:
            raw: bytes = etree.tostring(self._parsed[name].getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
            return raw
        return self._zip.read(name)


def rels_name(name: str) -> str:
    """The name of the relationships part of part `name` ("" is the package itself)."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")
