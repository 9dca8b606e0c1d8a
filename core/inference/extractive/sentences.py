"""Where the sentences of a paragraph begin and end."""

import re

_END = re.compile(r"[.!?][\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9À-Þ£€$])")
_LAST_WORD = re.compile(r"[^\s(\[\"“'*_]+$")
_ABBREVIATIONS_LIST = (
    "e.g i.e cf vs viz no nos sec para p pp ch fig figs ref vol approx ca dept est inc ltd co corp "
    "mr mrs ms dr prof sr jr st hon u.s u.k u.n a.m p.m ph.d jan feb mar apr jun jul aug sep sept "
    "oct nov dec art cl"
)
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_LIST.split())

Span = tuple[int, int]


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Offsets of the sentences of `text[start:end]`, white space around them left out.

    A full stop after an abbreviation, an initial or a leading number ends none.
    """
    spans, begin = [], start
    for match in _END.finditer(text, start, end):
        if text[match.start()] != "." or _ends(text, begin, match.start()):
            spans.append(trimmed(text, begin, match.end()))
            begin = match.end()
    return [span for span in (*spans, trimmed(text, begin, end)) if span[0] < span[1]]


def _ends(text: str, begin: int, stop: int) -> bool:
    found = _LAST_WORD.search(text, max(begin, stop - 24), stop)
    word = found.group().lower() if found else ""
    return not (
        word in _ABBREVIATIONS
        or (len(word) == 1 and word.isalpha())
        or text[begin:stop].replace(".", "").strip(" >*_").isdigit()
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
