"""Numbers as people write them: in digits, in words, as fractions, in thousands and millions."""

import re
from types import MappingProxyType

from core.readiness.documents.numerals import ONES, TENS

_FIRSTS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_LATER = "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_ORDINALS, _TENTHS = _FIRSTS.split(), _LATER.split()
SCALES = MappingProxyType(
    {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
    | {"lakh": 1e5, "crore": 1e7, "dozen": 12.0}
)
SHORT_SCALES = MappingProxyType({"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9})
_SMALL = MappingProxyType(
    {"zero": 0.0}
    | {word: float(value) for value, word in enumerate(ONES, 1)}
    | {word: 10.0 * value for value, word in enumerate(TENS, 2)}
)
_RANKS = MappingProxyType(
    {word: value for value, word in enumerate(_ORDINALS, 1)}
    | {word: 10 * value for value, word in enumerate(_TENTHS, 3)}
)
_PARTS = MappingProxyType(
    {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6}
    | {"eighth": 8, "tenth": 10}
)
_WORD = "|".join(sorted([*_SMALL, *SCALES], key=len, reverse=True))
_FEW = "|".join(ONES[:9])
_OF = r"(?=\s+(?:of|the|an?|as|your|their|my|its|his|her|our)\b)"
DIGITS = (
    r"\d{1,3}(?:[, ']\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
)
FRACTION = (
    rf"(?:\d+\s+)?\d{{1,2}}/(?:[2-9]|1\d|100)(?![\d/])|"
    rf"(?:an?|{_FEW})[\s-](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b{_OF}|"
    rf"half(?:\s+an?(?=\s))?"
)
WORDS = (
    rf"(?:an?\s+(?=hundred|thousand|million|billion|dozen)|couple\s+of\s+)?(?:{_WORD})\b"
    rf"(?:(?:[\s-]+|\s+and\s+)(?:{_WORD})\b)*(?:\s+and\s+an?\s+half\b)?"
)
SCALE = rf"(?:[\s-]*(?:{'|'.join(SCALES)})s?\b|(?:k|mn|bn|m)\b)?"
ORDINAL = (
    rf"(?:{'|'.join(TENS)})[\s-](?:{'|'.join(_ORDINALS[:9])})|{'|'.join([*_ORDINALS, *_TENTHS])}"
)
_HALF = re.compile(r"\s+and\s+an?\s+half$")


def number(written: str, scale: str | None = None) -> float:
    """The number written as `DIGITS`, `FRACTION` or `WORDS` has it, times `scale`, as `SCALE` has it.

    `62,50` is sixty-two and a half, `1,500` fifteen hundred. Raises `ValueError` for none of them.
    """
    factor = _factor(scale)
    half = _HALF.search(written)
    if half:
        return (number(written[: half.start()]) + 0.5) * factor
    if written[0].isdigit():
        return (_fraction(written) if "/" in written else _digits(written)) * factor
    first, *rest = re.split(r"[\s-]+", written)
    if first == "half":
        return 0.5 * factor
    if rest and rest[-1].removesuffix("s") in _PARTS:
        return (_SMALL.get(first, 1.0) / _PARTS[rest[-1].removesuffix("s")]) * factor
    return _words([first, *rest]) * factor


def rank(written: str) -> int:
    """The place that an ordinal in words or digits says: `twenty-first` and `21st` are 21."""
    if written[0].isdigit():
        return int(re.sub(r"\D", "", written))
    *tens, last = re.split(r"[\s-]+", written)
    return _RANKS[last] + int(_SMALL[tens[0]] if tens else 0)


def _factor(scale: str | None) -> float:
    word = (scale or "").strip(" -")
    return {**SCALES, **SHORT_SCALES}.get(word, SCALES.get(word.removesuffix("s"), 1.0))


def _digits(written: str) -> float:
    bare = re.sub(r"[ ']", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", bare):
        return float(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", bare) or re.fullmatch(r"\d+,\d{4,}", bare):
        return float(bare.replace(",", "."))
    return float(bare.replace(",", ""))


def _fraction(written: str) -> float:
    *whole, part = written.split()
    over, under = part.split("/")
    return float(whole[0] if whole else 0) + float(over) / float(under)


def _words(parts: list[str]) -> float:
    """`two hundred and ten thousand`: hundreds multiply what is before, larger scales close it off."""
    total = current = 0.0
    for part in parts:
        if part in {"hundred", "dozen"}:
            current = (current or 1.0) * SCALES[part]
        elif part in SCALES:
            total, current = total + (current or 1.0) * SCALES[part], 0.0
        else:
            current += 2.0 if part == "couple" else _SMALL.get(part, 0.0)
    return total + current
