"""A reading as bytes and back, so that a changed rule judges again without opening the file again.

Only the listed value classes are ever made from stored bytes: a store from somewhere else can hold a wrong reading, but cannot run code.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from functools import cache
from typing import Any

import lawcheck.errors
import lawcheck.reading.model
import lawcheck.text
import lawcheck.text.source
import lawcheck.text.table
from lawcheck.reading.model import Reading

_MODULES = (lawcheck.errors, lawcheck.reading.model, lawcheck.text, lawcheck.text.source, lawcheck.text.table)
_PLAIN = frozenset({"txt", "md"})


def worth_keeping(reading: Reading) -> bool:
    """True where reading again would cost more than the room the text takes: everything but plain text."""
    return reading.format not in _PLAIN


def to_bytes(reading: Reading) -> bytes:
    """The reading as compressed JSON."""
    return zlib.compress(json.dumps(_plain(reading), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 3)


def from_bytes(data: bytes) -> Reading:
    """The reading that `to_bytes` wrote. Raises ValueError where the bytes are something else."""
    try:
        value = _value(json.loads(zlib.decompress(data)))
    except (zlib.error, KeyError, TypeError, IndexError) as error:
        raise ValueError(f"not a stored reading: {error}") from None
    if not isinstance(value, Reading):
        raise ValueError("not a stored reading")
    return value


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = [getattr(value, field.name) for field in dataclasses.fields(value)]
        return {"": type(value).__name__, "v": [_plain(field) for field in fields]}
    if isinstance(value, tuple | list):
        name = type(value).__name__ if hasattr(value, "_fields") else ""
        return [name, *(_plain(item) for item in value)]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a reading holds a {type(value).__name__}, which cannot be stored")


def _value(plain: Any) -> Any:
    if isinstance(plain, dict):
        class_ = _classes()[plain[""]]
        names = (field.name for field in dataclasses.fields(class_))
        return class_(**{name: _value(field) for name, field in zip(names, plain["v"], strict=True)})
    if isinstance(plain, list):
        items = (_value(item) for item in plain[1:])
        return _classes()[plain[0]](*items) if plain[0] else tuple(items)
    return plain


@cache
def _classes() -> dict[str, Any]:
    return {
        name: class_
        for module in _MODULES
        for name, class_ in vars(module).items()
        if isinstance(class_, type) and (dataclasses.is_dataclass(class_) or hasattr(class_, "_fields"))
    }
