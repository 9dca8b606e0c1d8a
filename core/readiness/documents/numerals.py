"""Numbers in digits and in words."""

from types import MappingProxyType

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES, TENS = tuple(_ONES.split()), tuple(_TENS.split())
DIGITS = r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
NUMBER = (
    rf"(?:{DIGITS}|(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(ONES[:9])}))?|{'|'.join(ONES[::-1])}|"
    r"a\s+hundred|a\s+thousand|a\s+dozen|half\s+an?|"
    r"(?:(?<=within )|(?<=least )|(?<=after )|(?<=than ))an?(?=\s+(?:hour|day|week|month|year)\b))"
)
SCALE = r"(?:\s+(?:hundred|thousand|million|billion)\b|(?<=\d)[km]\b)?"

_WORDS = MappingProxyType(
    {
        **{word: float(number) for number, word in enumerate(ONES, 1)},
        **{word: 10.0 * number for number, word in enumerate(TENS, 2)},
        **{"a": 1.0, "an": 1.0, "half": 0.5, "dozen": 12.0},
    }
)
_SCALES = MappingProxyType(
    {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6}
)


def number(written: str, scale: str | None = None) -> float:
    """The number `written`, as `NUMBER` finds it, times `scale`, as `SCALE` does."""
    parts = written.lower().replace("-", " ").split()
    if written[0].isdigit():
        value = float(written.replace(",", "").replace(" ", ""))
    elif parts[0] == "half":
        value = 0.5
    else:
        value = sum(_WORDS.get(part, 0.0) for part in parts if part not in _SCALES)
        value = 12.0 if "dozen" in parts else value
        for part in parts:
            value *= _SCALES.get(part, 1.0)
    return value * _SCALES.get((scale or "").strip().lower(), 1.0)
