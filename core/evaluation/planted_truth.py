"""What was planted in data, what an audit reported about it, and when the two are the same thing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.domain.errors import Permanent

SAME_ROWS = 0.5
"""The least share of a finding's rows that must be planted ones."""


class UnreadableTruth(Permanent):
    """The truth or the report cannot be read. The truth takes a JSON object a line with `id`, `kind`
    and `source`, the report is what `handrail readiness audit` writes as report.json."""


@dataclass(frozen=True, slots=True)
class Place:
    """A source with columns and rows of it; where none are named, all are meant."""

    source: str
    columns: frozenset[str] = frozenset()
    rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Planting:
    """One thing that is wrong, with every fair kind of it; `optional` ones need not be found.

    `key` is a word that a finding about it names, such as the id of an example.
    """

    id: str
    kind: str
    kinds: frozenset[str]
    places: tuple[Place, ...]
    key: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """One finding of an audit; `names` is its key and its sentence, to look for a word in."""

    id: str
    kind: str
    places: tuple[Place, ...]
    names: str
    what: str


def plantings(path: Path) -> list[Planting]:
    """What the truth at `path` holds; raises `UnreadableTruth`."""
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return [_planting(each) for each in lines]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableTruth(f"{path}: {error!r}") from error


def reported(path: Path) -> list[Reported]:
    """The findings of the report at `path`; raises `UnreadableTruth`."""
    try:
        return [_reported(each) for each in json.loads(path.read_text("utf-8"))["findings"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableTruth(f"{path}: {error!r}") from error


def _planting(told: Mapping[str, Any]) -> Planting:
    return Planting(
        id=told["id"],
        kind=told["kind"],
        kinds=frozenset(told.get("kinds") or [told["kind"]]),
        places=tuple(_place(each) for each in (told, *told.get("also", ()))),
        key=told.get("key", ""),
        optional=told.get("optional", False),
    )


def _reported(told: Mapping[str, Any]) -> Reported:
    where, key, what = told["where"], told.get("key") or "", told.get("what") or ""
    seen = told.get("evidence") or ()
    return Reported(
        id=told["id"],
        kind=told["kind"],
        places=tuple(_with_evidence(_place(each), seen) for each in _all(where)),
        names=" ".join((where["source"], *(where.get("columns") or ()), key, what)),
        what=what,
    )


def _all(where: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (where, *(where.get("also") or ()))


def _place(told: Mapping[str, Any]) -> Place:
    return Place(
        source=told["source"],
        columns=frozenset(told.get("columns") or ()),
        rows=frozenset(told.get("rows") or ()),
    )


def _with_evidence(place: Place, seen: Iterable[Mapping[str, Any]]) -> Place:
    """The place with the rows of its evidence where it names none itself."""
    rows = (each.get("row") for each in seen if each.get("source") == place.source)
    found = place.rows or frozenset(row for row in rows if row is not None)
    return Place(place.source, place.columns, found)


def is_found(planting: Planting, finding: Reported) -> bool:
    """Whether `finding` reports `planting`: a fair kind, the same places, the planted rows.

    A finding of several sources must be right about two of them, as half a pair is no pair.
    """
    if finding.kind not in planting.kinds:
        return False
    if planting.key:
        return planting.key.casefold() in finding.names.casefold()
    right = {each.source for each in finding.places if _meets(planting, each)}
    named = {each.source for each in finding.places}
    sources = {each.source for each in planting.places}
    return len(right) >= min(2, len(named), len(sources))


def _meets(planting: Planting, place: Place) -> bool:
    here = [each for each in planting.places if same_source(each.source, place.source)]
    columns = any(not each.columns or not place.columns or _share(each, place) for each in here)
    return columns and rows_agree(here, place)


def _share(planted: Place, place: Place) -> bool:
    """Whether a column is in both; a merged header may stand before a column's name."""
    return any(
        name == other or name.endswith((f" {other}", f".{other}", f"/{other}"))
        for name in place.columns
        for other in planted.columns
    )


def same_source(planted: str, named: str) -> bool:
    """Whether a report that was made from a folder above names the same source."""
    return named == planted or named.endswith(f"/{planted}")


def rows_agree(planted: Iterable[Place], place: Place, least: float = SAME_ROWS) -> bool:
    """Whether enough of the rows of `place` were planted; so where either side names none."""
    rows = frozenset[int]().union(*(each.rows for each in planted))
    return not rows or not place.rows or len(rows & place.rows) / len(place.rows) >= least
