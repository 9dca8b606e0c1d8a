"""Text that a scan, a decoder or a converter lost or spoilt."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from types import MappingProxyType

from core.readiness.documents.reading import Text
from core.readiness.documents.shingles import tokens
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where

AROUND, SHOWN = 50, 6
FULL_PAGE, BARE_PAGE = 40, 6  # words on a usual page, and on one whose text is missing

_MOJIBAKE = re.compile(
    r"Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]|â€[\x80-\xbf™œž“”¦˜\x9d]?|Â[\xa0-\xbf]|ï»¿|\ufffd"
)
_GLYPHS = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]|[\x01-\x08\x0e-\x1f\x80-\x9f]")
_GAP = re.compile(
    r"\[(?:illegible|unreadable|not legible|text missing|missing|image|scan)[^\]]{0,30}\](?!\()",
    re.IGNORECASE,
)
_MASKED = re.compile(r"(?<![\w/=&?])[^\W\d_]+(?:[?¿□■�][^\W\d_]+)+(?![\w/=&])")
_MISREAD = re.compile(
    r"(?<![\w/@.#:_-])(?=[^\W_]*[a-z])[a-z|01358]*[a-z][|01358][a-z|01358]*(?![\w/@:_-])|"
    r"(?<![\w/@.#:_-])[01358|][a-z]{3,}(?![\w/@:_-])"
)
_BROKEN = re.compile(
    r"(?<![\w-])([a-zà-ÿ]{2,})[-¬\u00ad](?: *\n *| +)([a-zà-ÿ]{2,})(?![\w-])", re.I
)
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")
_GLUED = re.compile(r"(?<![\w/.:_@#-])[a-z]{24,}(?![\w/.:_@#-])")
_LETTERS = MappingProxyType({"0": "o", "1": "li", "3": "e", "5": "s", "8": "b", "|": "li"})
_URL = re.compile(r"https?://\S+|www\.\S+|`[^`\n]*`|\]\([^)\n]*\)|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Damage:
    """A way in which text is spoilt: its name, where it shows, how often it must, and what to do."""

    key: str
    spots: Callable[[str, frozenset[str]], Iterator[re.Match[str]]]
    fewest: int
    what: str
    remedy: str
    confidence: float


def found(texts: Sequence[Text]) -> Iterator[Finding]:
    """A finding for each way in which a document is spoilt, and one for its pages without text."""
    known = frozenset(word for text in texts for word in tokens(text.text))
    for text in texts:
        readable = _URL.sub(lambda match: " " * len(match.group()), text.text)
        for damage in DAMAGES:
            spots = list(damage.spots(readable, known))
            if len(spots) >= damage.fewest:
                yield _spoilt(text, damage, spots)
        yield from _pages(text)


def _plainly(pattern: re.Pattern[str]) -> Callable[[str, frozenset[str]], Iterator[re.Match[str]]]:
    return lambda text, _: pattern.finditer(text)


def _misread(text: str, known: frozenset[str]) -> Iterator[re.Match[str]]:
    """Words with a digit for a letter: the word it should be stands somewhere in the documents."""
    for match in _MISREAD.finditer(text):
        if any(each in known for each in _meant(match.group().rstrip("|"))):
            yield match


def _meant(word: str) -> Iterator[str]:
    readings = [""]
    for letter in word:
        options = _LETTERS.get(letter, letter)
        readings = [reading + each for reading in readings for each in options][:32]
    if len(word) >= 4 and word not in readings:
        yield from readings


def _broken(text: str, known: frozenset[str]) -> Iterator[re.Match[str]]:
    """Words parted by a hyphen and white space that stand elsewhere in one piece."""
    for match in _BROKEN.finditer(text):
        if match.group(1).lower() + match.group(2).lower() in known:
            yield match


DAMAGES = (
    Damage(
        "mojibake",
        _plainly(_MOJIBAKE),
        1,
        "characters that were decoded wrongly",
        "Save the source anew as UTF-8, from the program it was written in.",
        0.97,
    ),
    Damage(
        "glyphs",
        _plainly(_GLYPHS),
        2,
        "codes of glyphs where letters should be",
        "Export the PDF anew with embedded fonts, or run text recognition (OCR) on it.",
        0.95,
    ),
    Damage(
        "gap",
        _plainly(_GAP),
        1,
        "marks where a scan could not be read",
        "Find the original and put in the words that are missing.",
        0.9,
    ),
    Damage(
        "masked",
        _plainly(_MASKED),
        2,
        "letters replaced by a placeholder",
        "Save the source anew as UTF-8; the letters cannot be restored from this copy.",
        0.9,
    ),
    Damage(
        "misread",
        _misread,
        2,
        "digits where letters should be, as text recognition leaves them",
        "Run text recognition anew on a better scan, or correct the words by hand.",
        0.85,
    ),
    Damage(
        "hyphens",
        _broken,
        2,
        "words parted by a hyphen at the end of a line and never joined again",
        "Convert the source anew with hyphenation removed, or join the words.",
        0.85,
    ),
    Damage(
        "spaced",
        _plainly(_SPACED),
        2,
        "words set letter by letter",
        "Convert the source anew; the spaces keep the words from being found.",
        0.85,
    ),
    Damage(
        "glued",
        _plainly(_GLUED),
        2,
        "words run together",
        "Convert the source anew, with the spaces between words kept.",
        0.8,
    ),
)


def _spoilt(text: Text, damage: Damage, spots: Sequence[re.Match[str]]) -> Finding:
    examples = ", ".join(dict.fromkeys(repr(each.group()) for each in spots[:SHOWN]))
    return Finding(
        kind=Kind.LOST_TEXT,
        where=Where(text.source, span=(spots[0].start(), spots[-1].end())),
        what=f"{text.source} has {damage.what}: {examples}.",
        poisons="The words concerned are not found by a search, and are cited as they stand here.",
        remedy=damage.remedy,
        severity=Severity.HIGH if len(spots) > 0.02 * len(tokens(text.text)) else Severity.MEDIUM,
        confidence=damage.confidence,
        affected=len(spots),
        out_of=len(tokens(text.text)),
        evidence=tuple(_around(text, each) for each in spots[:SHOWN]),
        key=damage.key,
    )


def _around(text: Text, spot: re.Match[str]) -> Evidence:
    start, end = max(0, spot.start() - AROUND), min(len(text.text), spot.end() + AROUND)
    return Evidence(text.source, (("text", text.text[start:end].strip()),), span=spot.span())


def _pages(text: Text) -> Iterator[Finding]:
    """Pages without a word, and those with hardly one among full ones."""
    if len(text.pages) < 2:
        return
    ends = [*(page.offset for page in text.pages[1:]), len(text.text)]
    words = {
        page.number: len(tokens(text.text[page.offset : end]))
        for page, end in zip(text.pages, ends, strict=True)
    }
    skipped = [n for one, after in pairwise(sorted(words)) for n in range(one + 1, after)]
    usual = median(words.values())
    fewest = BARE_PAGE if usual >= FULL_PAGE else 1
    bare = [n for n, count in words.items() if count < (1 if n == max(words) else fewest)]
    lost = sorted({*skipped, *bare})
    if lost:
        yield _without_text(text, lost, max(words))


def _without_text(text: Text, lost: Sequence[int], pages: int) -> Finding:
    named = ", ".join(map(str, lost[:SHOWN]))
    return Finding(
        kind=Kind.LOST_TEXT,
        where=Where(text.source),
        what=f"{text.source} has no text on page {named}.",
        poisons="Whatever stands on these pages is never found and never cited.",
        remedy="Run text recognition (OCR) on these pages, or replace them.",
        severity=Severity.HIGH,
        confidence=0.9,
        affected=len(lost),
        out_of=pages,
        evidence=tuple(Evidence(text.source, (("page", str(number)),)) for number in lost[:SHOWN]),
        key="pages",
    )
