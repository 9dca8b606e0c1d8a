"""Whether the right version, and the right amount in it, is told for every day: of known versions.

Each day between the first and the last that the facts speak of is asked about; the facts' own
dates are used to judge and never to answer.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from core.domain.document import Effective
from core.domain.errors import Permanent
from core.readiness.documents import periods, versions
from core.readiness.documents.families import Family, Version, families
from core.readiness.documents.passages import plain
from core.readiness.documents.periods import Statement
from core.readiness.documents.quantities import Quantity, quantities
from core.readiness.documents.reading import read_all
from core.readiness.finding import Finding

SHOWN = 20


class UnreadableFacts(Permanent):
    """The facts cannot be read. Write JSON with `by_version`: for each version its `file`, its
    `effective_date`, and `thresholds_stated` as lists of first day, last day and amount."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one version: its file's name, when it begins, and amounts by their periods."""

    name: str
    start: date
    stated: tuple[tuple[Effective, str], ...]

    def amounts(self, day: date) -> frozenset[str]:
        """The amounts it states for `day`."""
        return frozenset(
            amount for period, amount in self.stated if period.start <= day < period.end
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a day: the version in force (None before the first), the amounts that apply."""

    version: str | None
    amounts: frozenset[str]


@dataclass(frozen=True, slots=True)
class VersionsReport:
    """For each day what the facts say and what was told, and the superseded versions reported."""

    days: Mapping[date, tuple[Told, Told]]
    superseded: Sequence[Finding]
    expected: Sequence[str]
    passages: Mapping[str, Sequence[str]]

    def as_json(self) -> dict[str, Any]:
        """Days asked and told rightly, the first wrong ones, and the passages no longer in force."""
        versions_ = [known.version == told.version for known, told in self.days.values()]
        amounts = [known.amounts == told.amounts for known, told in self.days.values()]
        reported = sorted(PurePosixPath(each.where.source).name for each in self.superseded)
        return {
            "dates": len(self.days),
            "version_right": sum(versions_),
            "threshold_right": sum(amounts),
            "all_right": all(versions_) and all(amounts),
            "wrong": [
                {"day": day.isoformat(), "known": _json(known), "told": _json(told)}
                for day, (known, told) in self.days.items()
                if known != told
            ][:SHOWN],
            "superseded_expected": list(self.expected),
            "superseded_reported": reported,
            "superseded_all_reported": reported == sorted(self.expected),
            "superseded_passages": {name: list(each) for name, each in self.passages.items()},
        }


def run(
    corpus: Path, facts: Path, watch: Callable[[str, int, int], None] = lambda *_: None
) -> VersionsReport:
    """Ask about every day; the versions are those in `corpus` that are one document."""
    known = read_facts(facts)
    names = {each.name for each in known}
    texts = [t for t in read_all(corpus, watch).texts if PurePosixPath(t.source).name in names]
    found = families(texts)
    days = list(_days(known))
    last = max(each.start for each in known)
    return VersionsReport(
        days=dict(
            zip(days, zip(_known(known, days), _told(found, days), strict=True), strict=True)
        ),
        superseded=[*versions.found(texts, days[-1])],
        expected=sorted(each.name for each in known if each.start < last),
        passages=dict(_superseded_passages(found, days[-1])),
    )


def read_facts(path: Path) -> tuple[Known, ...]:
    """The versions that a file of facts knows of; raises `UnreadableFacts`."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return tuple(_version(each) for each in given["by_version"])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableFacts(f"{path}: {error}") from error


def _version(given: Mapping[str, Any]) -> Known:
    return Known(
        PurePosixPath(given["file"]).name,
        date.fromisoformat(given["effective_date"]),
        tuple(
            (Effective(_day(first), _day(last) + timedelta(days=1)), _amount(amount))
            for first, last, amount in given["thresholds_stated"]
        ),
    )


def _day(written: str) -> date:
    found = quantities(written)
    if len(found) != 1 or not isinstance(found[0].value, date):
        raise ValueError(f"{written!r} is no date.")
    return found[0].value


def _amount(written: str) -> str:
    found = quantities(written)
    return _levelled(found[0]) if found else written


def _levelled(amount: Quantity) -> str:
    value = amount.value
    return (
        f"{amount.measure} {value:.10g}"
        if isinstance(value, float)
        else f"{amount.measure} {value}"
    )


def _days(known: Sequence[Known]) -> Iterator[date]:
    """Every day from the first that any version speaks of to the last."""
    spoken = [period for each in known for period, _ in each.stated]
    day = min([each.start for each in known] + [each.start for each in spoken])
    last = max([each.start for each in known] + [each.end - timedelta(days=1) for each in spoken])
    while day <= last:
        yield day
        day += timedelta(days=1)


def _known(known: Sequence[Known], days: Sequence[date]) -> Iterator[Told]:
    ordered = sorted(known, key=lambda each: each.start)
    for day in days:
        begun = [each for each in ordered if each.start <= day]
        yield Told(
            begun[-1].name if begun else None, (begun[-1] if begun else ordered[0]).amounts(day)
        )


def _told(found: Sequence[Family], days: Sequence[date]) -> Iterator[Told]:
    """Before the first version began, amounts are those it states for the time before it."""
    if not found:
        yield from (Told(None, frozenset()) for _ in days)
        return
    family = max(found, key=lambda each: len(each.versions))
    stated = {each.text.source: _series(each) for each in family.versions}
    for day in days:
        current = family.on(day)
        asked = current or family.versions[0]
        yield Told(_name(current), _amounts(stated[asked.text.source], day))


def _name(version: Version | None) -> str | None:
    return PurePosixPath(version.text.source).name if version else None


def _series(version: Version) -> tuple[Statement, ...]:
    """The statements with a period that name a threshold; all of them where none does."""
    found = periods.statements(version.text)
    named = tuple(each for each in found if "threshold" in each.passage.words.lower())
    return named or found


def _amounts(stated: tuple[Statement, ...], day: date) -> frozenset[str]:
    return frozenset(
        _levelled(amount) for each in periods.on(stated, day) for amount in each.amounts
    )


def _superseded_passages(found: Sequence[Family], day: date) -> Iterator[tuple[str, list[str]]]:
    """By version: its passages that the one in force does not have, and those whose period is over."""
    for family in found:
        current = family.on(day)
        for version in family.versions:
            gone = versions.changed(version, current)[0] if current else ()
            over = [each.passage for each in _series(version) if each.effective.end <= day]
            spans = sorted({(each.start, each.words) for each in (*gone, *over)})
            yield PurePosixPath(version.text.source).name, [plain(words) for _, words in spans]


def _json(told: Told) -> dict[str, Any]:
    return {"version": told.version, "thresholds": sorted(told.amounts)}
