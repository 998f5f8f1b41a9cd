"""Signs from symbol fonts (w:sym, or private code points F000–F0FF in text) as Unicode characters."""

from __future__ import annotations

_SYMBOL = {
    0x20: " ", 0x2D: "-", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x61: "α", 0x62: "β", 0x64: "δ", 0x65: "ε", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
    0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xCE: "∈", 0xD0: "∠", 0xD6: "√", 0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_DINGS = {
    0x28: "☎", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xE0: "→",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(code: int, font: str) -> str:
    """The character that sign `code` of `font` looks like; a bullet for the many that are only decoration."""
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF or code <= 0xFF else None
    if low is None:
        return chr(code) if code < 0x110000 and chr(code).isprintable() else "•"
    if "symbol" in font.lower():
        return _SYMBOL.get(low, chr(low) if 0x20 < low < 0x7F and chr(low).isdigit() else "•")
    return _DINGS.get(low, "•")
