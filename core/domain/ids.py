"""Identifiers made from content: the same thing has the same id wherever and whenever it is read."""

from hashlib import sha256

SEPARATOR = "\x1f"


def content_id(*parts: object) -> str:
    """Sixteen hexadecimal digits, of which the first is below 8: a positive 64-bit integer."""
    digest = sha256(SEPARATOR.join(map(str, parts)).encode()).digest()
    return f"{int.from_bytes(digest[:8]) >> 1:016x}"
