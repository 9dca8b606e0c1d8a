"""What passages state: an amount or a permission, and the words that say about what."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from types import MappingProxyType

from core.inference.extractive.words import stem, words
from core.readiness.documents.passages import Passage, passages
from core.readiness.documents.quantities import Quantity, quantities
from core.readiness.documents.reading import Text

DATES = ("date", "day of year")
FEWEST = 500  # claims

_CLAUSE = re.compile(r"[,;:()—–]\s|\b(?:and|but|otherwise)\b")
_NONE: frozenset[str] = frozenset()
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_ALIKE = (
    "tell call ring telephone phone notify inform",
    "ill sick unwell illness sickness",
    "keep retain store hold preserve",
    "submit file enter lodge send hand",
    "pay repay reimburse refund",
    "employee staff worker colleague",
    "leave holiday vacation",
    "buy purchase procure",
    "approve authorise authorize sign agree",
    "delete destroy erase shred",
)
_ENUMERATOR = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.)]?\s+(?=[\"“(A-Z])")
_FILLERS = frozenset(
    words(
        "every each any item items made make given give always anything everything case cases person"
        " persons people someone anyone time times total maximum minimum limit least most than more"
        " less least per whatever must need needed needs required require requires allowed allow"
        " permitted permit permits entitled may one during only until between within still already"
    )
)
_NEGATION = re.compile(
    r"\b(?:not(?! limited| only| yet| later)|no(?! later| more| less| fewer| earlier)|never|nobody|"
    r"none|cannot|can't|don't|neither|prohibited|forbidden|banned|refused|optional|voluntary)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:must|shall|may (?=not|only|[a-z])|allowed|permitted|required|need(?:s|ed)?|compulsory|mandatory|"
    r"optional|voluntary|prohibited|forbidden|banned)\b",
    re.IGNORECASE,
)
_VERDICT = frozenset(
    words(
        "allowed permitted prohibited forbidden banned optional voluntary compulsory mandatory refused"
        " never always cannot"
    )
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and an amount in it; None stands for whether something is allowed or required.

    `own` are the sentence's words and those of the question it answers, `near` those of the clause
    around the amount, `above` those of the passage's headings, lead-in and title; `others` are the
    sentence's other amounts.
    """

    passage: Passage
    sentence: str
    amount: Quantity | None
    own: frozenset[str]
    near: frozenset[str]
    above: frozenset[str]
    others: tuple[Quantity, ...] = ()

    @property
    def measure(self) -> str:
        """What the claim gives a value for."""
        return self.amount.measure if self.amount else "modality"

    @property
    def is_negative(self) -> bool:
        """Whether the passage denies: not, never, nobody, forbidden."""
        return len(_NEGATION.findall(self.sentence)) % 2 == 1


def claims(texts: Iterable[Text]) -> tuple[Claim, ...]:
    """Every claim of every text, in order; questions claim nothing."""
    return tuple(
        claim
        for text in texts
        for passage in passages(text)
        if not passage.words.endswith("?")
        for claim in _of(passage, text.title)
    )


def rarity(found: Sequence[Claim]) -> Mapping[str, float]:
    """How much each word tells: its inverse document frequency over the claims.

    Of few documents every word would seem common, so there count as if they were `FEWEST`.
    """
    total = max(len(found), FEWEST)
    counts: Counter[str] = Counter()
    for claim in found:
        counts.update(claim.own | claim.above)
    return {word: log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in counts.items()}


def _of(passage: Passage, title: str) -> Iterator[Claim]:
    text = _ENUMERATOR.sub(lambda found: " " * len(found.group()), passage.words)
    above = content(f"{' '.join(passage.under)} {title}")
    asked = content(passage.under[-1]) if passage.under and passage.under[-1][-1:] == "?" else _NONE
    for start, end in _sentences(text):
        said = text[start:end]
        found = quantities(said)
        own = content(_without(said, found)) | asked
        for amount in found:
            if amount.measure not in DATES and not _is_name(said, amount):
                others = tuple(each for each in found if each is not amount)
                near = _named(passage) or _near(said, amount, found)
                yield Claim(passage, said, amount, own, near, above, others)
        if _MODAL.search(said) and not passage.cells:
            yield Claim(passage, said, None, own - _VERDICT, own - _VERDICT, above, found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of sentences that a passage has kept together, as it does behind `a.m.`."""
    start = 0
    for match in _STOP.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _is_name(text: str, amount: Quantity) -> bool:
    """Whether a count is a number in a name, as in `the Employment Data 2 tab`."""
    before = text[: amount.start].split()
    named = len(before) > 1 and before[-1][:1].isupper() and before[-1].isalpha()
    return amount.measure.startswith("count") and named


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, stemmed; numbers and fillers left out."""
    said = (_level(word) for word in words(_ENUMERATOR.sub("", text)) if not word[0].isdigit())
    return frozenset(said) - _FILLERS


@lru_cache(maxsize=65536)
def _level(word: str) -> str:
    """One word for all that mean about the same: `entered`, `enter` and `submit`."""
    again = stem(word)
    return _SAME.get(again, again)


_SAME = MappingProxyType(
    {stem(stem(word)): stem(stem(group.split()[0])) for group in _ALIKE for word in group.split()}
)


def _named(passage: Passage) -> frozenset[str]:
    """For a row: the words of the cell that says most about what it is, amounts aside."""
    said = [content(_without(value, quantities(value))) for _, value in passage.cells]
    return max(said, key=len, default=frozenset())


def _near(text: str, amount: Quantity, found: Sequence[Quantity]) -> frozenset[str]:
    cuts = [match.span() for match in _CLAUSE.finditer(text)]
    start = max((end for _, end in cuts if end <= amount.start), default=0)
    stop = min((begin for begin, _ in cuts if begin >= amount.end), default=len(text))
    inside = [each for each in found if start <= each.start and each.end <= stop]
    shifted = [(each.start - start, each.end - start) for each in inside]
    return content(_cut(text[start:stop], shifted))


def _without(text: str, found: Sequence[Quantity]) -> str:
    return _cut(text, [(each.start, each.end) for each in found])


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text
