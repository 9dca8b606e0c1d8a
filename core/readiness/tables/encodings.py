"""How the bytes of a text table are to be read, told without holding the file in memory."""

import codecs
from pathlib import Path
from typing import NamedTuple

from core.ingest.readers.errors import EmptyFile, WrongEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD, _BLOCK = 1 << 16, 1 << 22
_MOST_CONTROLS = 0.01
MENDED = "handrail-mended"
"""The error handler that reads bytes which are no UTF-8 as Windows' western European text."""


class Encoding(NamedTuple):
    """A codec's name, and what people should know about it ("" for plain UTF-8)."""

    name: str
    note: str = ""


def encoding_of(path: Path, at_most: int | None = None) -> Encoding:
    """The encoding of the file: by its mark, UTF-8 when it holds throughout, else the best guess.

    No more than the first `at_most` bytes are looked at. Raises `EmptyFile` for no bytes and
    `WrongEncoding` for bytes that are no text.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise EmptyFile
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    odd = _first_odd(path, at_most)
    found = Encoding("utf-8") if odd is None else _guessed(odd)
    _refuse_binary(head, found.name)
    return found


def _first_odd(path: Path, at_most: int | None) -> bytes | None:
    """The block in which UTF-8 first breaks, or None."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while (at_most is None or file.tell() < at_most) and (block := file.read(_BLOCK)):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return block
    return None


def _guessed(block: bytes) -> Encoding:
    if _holds_utf8(block):
        note = "The text is UTF-8 with bytes of another encoding in it, which were read as cp1252."
        return Encoding("utf-8", note)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, rarely needed

    matches = from_bytes(block[: 1 << 18])
    best = matches.best()
    if best is None:
        raise WrongEncoding
    equals = {
        name
        for match in matches
        if match.chaos == best.chaos
        for name in (match.encoding, *match.could_be_from_charset)
    }
    # Of guesses that are equally good, the encoding that is by far the most common.
    name = "cp1252" if "cp1252" in equals else best.encoding
    return Encoding(name, f"The text is not UTF-8 and was read as {name}.")


def _holds_utf8(block: bytes) -> bool:
    """Whether characters of several bytes are in it that are UTF-8 and hardly anything else."""
    return bool(_high(block.decode("utf-8", "ignore")))


def _high(text: str) -> int:
    return sum(char > "\x7f" for char in text[: 1 << 20])


def _refuse_binary(head: bytes, name: str) -> None:
    text = head.decode(name, "replace")
    controls = sum(char < " " and char not in "\t\n\r\f\v\0" for char in text)
    if controls > 2 + _MOST_CONTROLS * len(text):
        raise WrongEncoding("The file holds binary data.")


def _mended(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MENDED, _mended)
