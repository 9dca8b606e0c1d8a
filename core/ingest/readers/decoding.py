"""Bytes to text: a byte order mark, else UTF-8, else the best guess."""

import codecs
from typing import TYPE_CHECKING

from core.ingest.readers.errors import WrongEncoding

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOST_CONTROLS, _FEW = 0.01, 2


def decode(raw: bytes) -> str:
    """The text of `raw` with `\\n` line ends, without byte order mark and NUL.

    Raises `WrongEncoding` for bytes that are no text in any encoding we can tell.
    """
    text = _decoded(raw)
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in text)
    if controls > _FEW + _MOST_CONTROLS * len(text):
        raise WrongEncoding("The file holds binary data.")
    return tidy(text)


def tidy(text: str) -> str:
    """`text` with `\\n` line ends and without byte order marks and NUL characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\ufeff", "").replace("\0", "")


def _decoded(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding(f"It says it is {encoding} but is not.") from error


def _guessed(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, rarely needed

    matches = from_bytes(raw)
    best = matches.best()
    if best is None:
        raise WrongEncoding
    equals = (match for match in matches if _marks(match) == _marks(best))
    # Of guesses that are equally good, the encoding that is by far the most common.
    return str(next((match for match in equals if match.encoding == "cp1252"), best))


def _marks(match: "CharsetMatch") -> tuple[float, float]:
    return match.chaos, match.coherence
