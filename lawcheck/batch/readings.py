"""A reading as bytes and back, so that a changed rule judges again without opening the file again.

Only the values of a reading are ever made from stored bytes: a store from somewhere else can hold a wrong reading, but cannot run code.
"""

from __future__ import annotations

import json
import zlib

from lawcheck.reading import wire
from lawcheck.reading.model import Reading

_PLAIN = frozenset({"txt", "md"})


def worth_keeping(reading: Reading) -> bool:
    """True where reading again would cost more than the room the text takes: everything but plain text."""
    return reading.format not in _PLAIN


def to_bytes(reading: Reading) -> bytes:
    """The reading as compressed JSON."""
    return zlib.compress(wire.encoded(wire.pack(reading)), 1)


def from_bytes(data: bytes) -> Reading:
    """The reading that `to_bytes` wrote. Raises ValueError where the bytes are something else."""
    try:
        return wire.unpack(json.loads(zlib.decompress(data)))
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
        raise ValueError(f"not a stored reading: {error}") from None
