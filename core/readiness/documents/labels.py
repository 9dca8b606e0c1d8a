"""The numbers and letters by which a document's parts are referred to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.ingest.chunking.markdown import Kind, lines
from core.readiness.documents.naming import stem, subject
from core.readiness.documents.passages import plain, plan
from core.readiness.documents.reading import Text

NAMED = ("annex", "appendix", "schedule", "exhibit", "attachment", "part", "chapter", "table")
_LABEL = re.compile(
    r"(?:(?P<place>section|clause|paragraph|article|rule|annex|appendix|schedule|exhibit|attachment|"
    r"part|chapter|table|§+)\s*)?(?P<number>\d+(?:[.-]\d+)*(?:\([a-z0-9]+\))*|[A-Z]{1,2}(?:[.-]?\d+)*|[IVXLC]+)"
    r"(?![\w/])",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\([^)]*\).*")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of every document: plain numbers by source, and `annex b` of the whole corpus."""

    numbers: dict[str, frozenset[str]]
    named: frozenset[str]
    titles: dict[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, source: str, place: str, number: str) -> bool:
        """Whether the document, or the corpus for annexes and numbers with a dot, has that part."""
        place = place.lower().removesuffix("s")
        if place in NAMED and f"{place} {number.lower()}" in self.named:
            return True
        if place in NAMED and place not in ("part", "chapter"):
            return False
        mine = self.numbers.get(source, frozenset())
        return _has(mine, number) or (
            "." in number and any(_has(each, number) for each in self.numbers.values())
        )

    def called(self, words: frozenset[str]) -> tuple[str, ...]:
        """The documents whose title or name has all of `words`."""
        return tuple(source for source, title in self.titles.items() if words <= title)


def labels(texts: Sequence[Text]) -> Labels:
    """The labels of `texts`."""
    found = {text.source: tuple(_labels(text.text)) for text in texts}
    named = {
        f"{place} {number}".lower()
        for text in texts
        for place, number in (*found[text.source], *_of_name(text))
        if place
    }
    return Labels(
        numbers={
            source: frozenset(number.lower() for _, number in each)
            for source, each in found.items()
        },
        named=frozenset(named),
        titles={text.source: subject(text) | stem(text) for text in texts},
    )


def _has(numbers: frozenset[str], number: str) -> bool:
    wanted = number.lower()
    return wanted in numbers or any(
        each.startswith((f"{wanted}.", f"{wanted}-")) for each in numbers
    )


def _of_name(text: Text) -> Iterator[tuple[str, str]]:
    name = re.sub(r"[-_/.]+", " ", text.source)
    for found in _LABEL.finditer(f"{text.title} | {name}"):
        if found["place"]:
            yield found["place"].lower(), found["number"]


def _labels(text: str) -> Iterator[tuple[str, str]]:
    """Each label as (place, number), where a heading, paragraph, item, row or line begins with it."""
    taken = plan(text)
    for block in taken.blocks:
        if block.kind is Kind.CODE:
            continue
        for start, end in lines(text, block):
            found = _label(plain(text[start : min(end, start + 80)]).lstrip("|# "))
            if found:
                yield found


@lru_cache(maxsize=65536)
def _label(line: str) -> tuple[str, str] | None:
    found = _LABEL.match(line)
    if not found or (not found["place"] and not found["number"][0].isdigit()):
        return None
    place = (found["place"] or "").lower()
    return place.replace("§", "section"), _PARENTHESES.sub("", found["number"])
