"""Versions that are no longer in force and still there to be found."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from core.domain.document import FOREVER
from core.readiness.documents import stated
from core.readiness.documents.families import Version, families
from core.readiness.documents.passages import Passage, passages
from core.readiness.documents.reading import Text
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where

SHOWN = 4


def found(texts: Sequence[Text], day: date | None = None) -> Iterator[Finding]:
    """A finding for each version that a later one has taken the place of by `day`, or today."""
    for family in families(texts):
        current = family.on(day or datetime.now(UTC).date())
        if current is None:
            continue
        for version in family.versions:
            if version.order < current.order:
                yield _superseded(version, current, len(family.versions))


def changed(older: Version, newer: Version) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The passages only the older one has, and those only the newer one has."""
    left, right = passages(older.text), passages(newer.text)
    said, told = {each.words for each in left}, {each.words for each in right}
    return (
        tuple(each for each in left if each.words not in told),
        tuple(each for each in right if each.words not in said),
    )


def _superseded(older: Version, newer: Version, versions: int) -> Finding:
    closed = _closed(older, newer)
    since = f" since {newer.start.isoformat()}" if newer.start else ""
    dated = (
        "Its dates say so, so it answers only for days when it applied."
        if closed
        else "Nothing declared of it says so, so it is searched as if it were in force."
    )
    return Finding(
        kind=Kind.SUPERSEDED_PRESENT,
        where=Where(older.text.source, also=(Where(newer.text.source),)),
        what=f"{older.text.source} ({older.text.title}) has been superseded by "
        f"{newer.text.source}{since} and is still there. {dated}",
        poisons="Questions about days in the past, if its dates are wrong."
        if closed
        else "Answers cite rules and amounts that no longer apply, beside or instead of those that do.",
        remedy="Nothing, if answers about the past are wanted; otherwise take it out."
        if closed
        else f"Declare effective_to for it, or supersedes = {older.text.source!r} for "
        f"{newer.text.source}; or take it out.",
        severity=Severity.LOW if closed else Severity.HIGH,
        confidence=1.0 if closed else 0.9,
        affected=versions - 1,
        out_of=versions,
        evidence=tuple(_evidence(older, newer)),
    )


def _closed(older: Version, newer: Version) -> bool:
    """Whether metadata that an ingest reads keeps the older version out of today's answers."""
    end = stated.end(older.text) or FOREVER
    named = newer.text.metadata.supersedes or ""
    by_name = bool(named) and older.text.source.endswith(named)
    return by_name or (end != FOREVER and newer.start is not None and end <= newer.start)


def _evidence(older: Version, newer: Version) -> Iterator[Evidence]:
    gone, come = changed(older, newer)
    for passage in (*gone[:SHOWN], *come[:SHOWN]):
        yield passage.evidence
    if not gone and not come:
        yield Evidence(older.text.source, (("title", older.text.title),))
