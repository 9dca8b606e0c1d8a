"""Columns of many tables that hold one thing under several names, told of once and not in pairs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from core.readiness.finding import Finding, Where
from core.readiness.tables.phrases import quoted

Place = tuple[str, str]
"""A table and a column of it."""
_EVIDENCE = 10
_TABLES = 4


def together(pairs: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of pairs, those that share a column as one finding with all places in `also`."""
    groups: list[list[Finding]] = []
    for pair in pairs:
        met = [group for group in groups if any(_places(each) & _places(pair) for each in group)]
        groups = [group for group in groups if group not in met]
        groups.append([*(each for group in met for each in group), pair])
    for group in groups:
        yield group[0] if len(group) == 1 else _joined(group)


def _places(finding: Finding) -> set[Place]:
    return {(each.source, each.columns[0]) for each in (finding.where, *finding.where.also)}


def _joined(group: Sequence[Finding]) -> Finding:
    places = sorted(set[Place]().union(*map(_places, group)))
    names = list(dict.fromkeys(column for _, column in places))
    first, *others = (Where(source, (column,)) for source, column in places)
    said = quoted(names, len(names))
    return replace(
        group[0],
        where=replace(first, also=tuple(others)),
        what=f"{said} hold the same thing: {'; '.join(_told(name, places) for name in names)}.",
        poisons="A search or a join by one of these names misses what the other tables know.",
        remedy=f"Use one name everywhere, or note in the catalogue that {said} are the same.",
        confidence=min(each.confidence for each in group),
        affected=len(places),
        out_of=len(places),
        evidence=tuple(dict.fromkeys(piece for each in group for piece in each.evidence))[
            :_EVIDENCE
        ],
        key="|".join(names),
    )


def _told(name: str, places: Sequence[Place]) -> str:
    tables = [source for source, column in places if column == name]
    more = f" and {len(tables) - _TABLES:,} more" if len(tables) > _TABLES else ""
    return f"“{name}” in {', '.join(tables[:_TABLES])}{more}"
