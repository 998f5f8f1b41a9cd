"""Which font a run is in, and whether it is hidden: only as far as old encodings and hidden text need it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from lawcheck.reading.docx_numbering import W
from lawcheck.reading.legacy import Encoding, detect, encoding_of_font

SOFT_HYPHEN = f"{W}softHyphen"
_LETTERS = (f"{W}t", SOFT_HYPHEN)
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts and hiddenness by style id, with the styles' bases followed; "" is the document's default.

    `proven` are the old encodings that the text in such fonts is really in; `legacy` and `vanish` say whether runs need a look at all.
    """

    font: dict[str, str]
    hidden: dict[str, bool]
    legacy: bool = False
    vanish: bool = False
    proven: frozenset[Encoding] = frozenset()
    content: Encoding | None = None
    """the old encoding that paragraphs without such a font are in all the same: a conversion has lost the font"""

    def of_run(self, properties: Any | None, style: str) -> str:
        """The font of a run with these w:rPr in a paragraph of `style`."""
        own = _font(properties)
        if own:
            return own
        character = _value(properties, "rStyle")
        return self.font.get(character or "", "") or self.font.get(style, "") or self.font.get("", "")

    def is_hidden(self, properties: Any | None, style: str) -> bool:
        """True where Word would not print the run."""
        own = _switch(properties, "vanish")
        if own is not None:
            return own
        return self.hidden.get(_value(properties, "rStyle") or "", False) or self.hidden.get(style, False)


def seen_in(fonts: Fonts, body: Any) -> Fonts:
    """`fonts` with what the text of `body` itself shows."""
    named = any(
        font.get(f"{W}{attribute}", "").startswith((".V", "VNI")) for font in body.iter(f"{W}rFonts") for attribute in ("ascii", "hAnsi")
    )
    legacy = named or any(encoding_of_font(font) for font in fonts.font.values())
    vanish = any(fonts.hidden.values()) or next(body.iter(f"{W}vanish"), None) is not None
    proven: set[Encoding] = set()
    content = detect([plain_text(paragraph) for paragraph in body.iter(f"{W}p")])
    if legacy:
        texts: dict[Encoding, list[str]] = {"tcvn3": [], "vni": []}
        for paragraph in body.iter(f"{W}p"):
            style = _value(paragraph.find(f"{W}pPr"), "pStyle") or ""
            for encoding, text in _legacy_text(paragraph, style, fonts).items():
                texts[encoding].append(text)
        proven = {encoding for encoding, lines in texts.items() if detect(lines) == encoding}
    return dataclasses.replace(fonts, legacy=legacy, vanish=vanish, proven=frozenset(proven), content=content)


def plain_text(paragraph: Any) -> str:
    """The letters of a paragraph as the file has them; a soft hyphen is a letter in TCVN3 (ư)."""
    return "".join(["\u00ad" if node.tag == SOFT_HYPHEN else node.text or "" for node in paragraph.iter() if node.tag in _LETTERS])


def _legacy_text(paragraph: Any, style: str, fonts: Fonts) -> dict[Encoding, str]:
    found: dict[Encoding, str] = {}
    for run in paragraph.iter(f"{W}r"):
        told = encoding_of_font(fonts.of_run(run.find(f"{W}rPr"), style))
        if told is not None:
            found[told[0]] = found.get(told[0], "") + plain_text(run)
    return found


def read_fonts(styles: Any | None) -> Fonts:
    """The fonts of word/styles.xml, which may be missing. Theme fonts are never of an old encoding and are left out."""
    raw: dict[str, tuple[str, bool | None, str | None]] = {}
    default = ""
    for style in styles.iter(f"{W}style") if styles is not None else ():
        properties = style.find(f"{W}rPr")
        raw[style.get(f"{W}styleId", "")] = (_font(properties), _switch(properties, "vanish"), _value(style, "basedOn"))
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            default = style.get(f"{W}styleId", "")
    fonts: dict[str, str] = {}
    hidden: dict[str, bool] = {}
    for name in raw:
        at: str | None = name
        seen: set[str] = set()
        while at is not None and at in raw and at not in seen:
            seen.add(at)
            font, vanish, base = raw[at]
            if font and name not in fonts:
                fonts[name] = font
            if vanish is not None and name not in hidden:
                hidden[name] = vanish
            at = base
    document = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
    fonts[""] = fonts.get(default) or _font(document)
    return Fonts(fonts, hidden)


def _font(properties: Any | None) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""


def _value(parent: Any | None, name: str) -> str | None:
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child.get(f"{W}val") if child is not None else None


def _switch(properties: Any | None, name: str) -> bool | None:
    child = properties.find(f"{W}{name}") if properties is not None else None
    return None if child is None else child.get(f"{W}val", "1") not in _OFF
