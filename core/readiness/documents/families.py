"""Versions of one document, in their order, and which of them is in force on a day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import PurePosixPath

from core.domain.document import ALWAYS, FOREVER, Effective, Standing
from core.readiness.documents import stated
from core.readiness.documents.naming import Mark, mark, stem, subject
from core.readiness.documents.reading import Text
from core.readiness.documents.shingles import alike, compared, tokens

SAME_TEXT, RELATED = 0.8, 0.08  # of the shingles
SERIES = re.compile(
    r"\b(?:minutes|report|newsletter|agenda|statement|invoice|memo|meeting|review|letter|budget|"
    r"accounts|results|figures|survey|register|roster|calendar|bulletin|notice of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one of a family: when it began to apply, None where nothing says, and its mark.

    `effective` ends where the next version begins, or earlier where the document says so.
    """

    text: Text
    start: date | None
    mark: Mark
    effective: Effective = Effective()

    @property
    def order(self) -> tuple[date, Mark, str]:
        """What versions are sorted by: the day, then what the name says."""
        began = self.start or (date(self.mark.year, 1, 1) if self.mark.year else ALWAYS)
        return began, self.mark, self.text.source


@dataclass(frozen=True, slots=True)
class Family:
    """Two or more versions of one document, the earliest first."""

    versions: tuple[Version, ...]

    def on(self, day: date) -> Version | None:
        """The version in force on `day`, or None before the first and after the last."""
        standing = (each for each in self.versions if each.effective.on(day) is Standing.IN_FORCE)
        return max(standing, key=lambda each: each.order, default=None)


def families(texts: Sequence[Text]) -> tuple[Family, ...]:
    """The families among `texts`, by the source of their first version; most texts have none."""
    parent = list(range(len(texts)))
    for one, other in (*_declared(texts), *_told(texts)):
        parent[_root(parent, one)] = _root(parent, other)
    groups: dict[int, list[Text]] = {}
    for number, text in enumerate(texts):
        groups.setdefault(_root(parent, number), []).append(text)
    found = (_family(group) for group in groups.values() if len(group) > 1)
    return tuple(sorted(found, key=lambda each: each.versions[0].text.source))


def in_force(texts: Sequence[Text], day: date) -> tuple[Text, ...]:
    """The texts that apply on `day`: of each family one version, and what is in no family."""
    known = {
        each.text.source: each.effective for family in families(texts) for each in family.versions
    }
    alone = {text.source: Effective(stated.start(text) or ALWAYS, _end(text)) for text in texts}
    return tuple(
        text for text in texts if {**alone, **known}[text.source].on(day) is Standing.IN_FORCE
    )


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        at = parent[at]
    return at


def _declared(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Pairs of which one names the other as what it takes the place of."""
    by_source = {text.source: number for number, text in enumerate(texts)}
    by_name = {PurePosixPath(source).name: number for source, number in by_source.items()}
    for number, text in enumerate(texts):
        named = text.metadata.supersedes
        older = by_source.get(named or "", by_name.get(PurePosixPath(named or "").name))
        if named and older is not None and older != number:
            yield older, number


def _told(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Pairs that are one document by their text or name, and versions of it by their dates or names."""
    marks = [mark(text) for text in texts]
    starts = [stated.start(text) for text in texts]
    for one, other in sorted({*_same_text(texts), *_same_name(texts)}):
        dated = starts[one] != starts[other] and None not in (starts[one], starts[other])
        copied = tokens(texts[one].text) == tokens(texts[other].text)
        if not copied and (dated or marks[one] != marks[other]):
            yield one, other


def _same_text(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    for pair in alike(tuple(text.text for text in texts), SAME_TEXT):
        if pair.resemblance >= SAME_TEXT and not _differ(texts[pair.one], texts[pair.other]):
            yield pair.one, pair.other


def _same_name(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    named: dict[frozenset[str], set[int]] = {}
    for number, text in enumerate(texts):
        for name in {subject(text), stem(text)} - {frozenset()}:
            named.setdefault(name, set()).add(number)
    for group in named.values():
        for one, other in combinations(sorted(group), 2):
            series = SERIES.search(texts[one].title) or SERIES.search(texts[other].title)
            likeness = compared(texts[one].text, texts[other].text, one, other)
            if likeness.containment >= (SAME_TEXT if series else RELATED):
                yield one, other


def _differ(one: Text, other: Text) -> bool:
    """Whether each is named after something the other is not: the same form for two things."""
    left, right = subject(one), subject(other)
    return bool(left - right) and bool(right - left)


def _family(group: Sequence[Text]) -> Family:
    versions = [Version(text, stated.start(text), mark(text)) for text in group]
    ordered = sorted(versions, key=lambda each: each.order)
    followers = [each.start for each in ordered[1:]]
    return Family(
        tuple(
            Version(each.text, each.start, each.mark, _effective(each, follower))
            for each, follower in zip(ordered, [*followers, None], strict=True)
        )
    )


def _effective(version: Version, follower: date | None) -> Effective:
    start = version.start or ALWAYS
    end = min(_end(version.text), follower or FOREVER)
    return Effective(start, max(end, start))


def _end(text: Text) -> date:
    return stated.end(text) or FOREVER
