"""A run by tag and by split, so that a good average hides no bad corner."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.evaluation.reports.figures import Figure, Which, figures
from core.evaluation.reports.scoring import Scored
from core.evaluation.suites.values import Case, Split


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the cases, by what they have in common, with the figures of every metric."""

    name: str
    cases: int
    figures: Mapping[str, Figure]


def by_tag(scored: Scored) -> tuple[Slice, ...]:
    """A slice for every tag, the tag of most cases first; a case is in as many as it has tags."""
    tags = {tag for case in scored.cases.values() for tag in case.tags}
    slices = [_slice(scored, tag, _tagged(tag)) for tag in tags]
    return tuple(sorted(slices, key=lambda each: (-each.cases, each.name)))


def by_split(scored: Scored) -> tuple[Slice, ...]:
    """Tuning cases and holdout cases apart: a product tuned to its cases is worse on the latter."""
    return tuple(_slice(scored, split.value, _in(split)) for split in Split)


def _slice(scored: Scored, name: str, which: Which) -> Slice:
    cases = sum(which(case) for case in scored.cases.values())
    return Slice(name, cases, figures(scored, which))


def _tagged(tag: str) -> Which:
    def has(case: Case) -> bool:
        return tag in case.tags

    return has


def _in(split: Split) -> Which:
    def has(case: Case) -> bool:
        return case.split is split

    return has
