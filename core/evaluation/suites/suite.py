"""A suite: cases, on whose behalf they are asked, and the rules of its gate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from core.evaluation.suites.values import AsWhom, Case


def nothing() -> Mapping[str, float]:
    """No numbers."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a candidate is held to.

    `margins` are the drops, metric by metric, that are too small to matter (non-inferiority
    margins, in the metric's unit); `floors` and `ceilings` hold whatever the baseline was. A case in
    `critical`, by its id or one of its tags, may never fail. `alpha` is the chance of blocking a
    candidate that is exactly as good as the baseline, over all margins together.
    """

    margins: Mapping[str, float] = field(default_factory=nothing)
    floors: Mapping[str, float] = field(default_factory=nothing)
    ceilings: Mapping[str, float] = field(default_factory=nothing)
    critical: tuple[str, ...] = ()
    alpha: float = 0.05


@dataclass(frozen=True, slots=True)
class Suite:
    """A folder with `suite.toml` and `cases.jsonl`; `cases` stand in the file's order.

    `tenant` is the one whose cases these are. `documents` names the folder to ingest for each tenant
    that the suite is to be run beside; empty, it is run on what the deployment holds.
    `today` is the day on which its cases are asked that name none, None the day of the run: a suite
    whose documents change with the calendar says the same on any day only if it names one.
    `tag_weights` multiply the weight of every case with the tag.
    """

    name: str
    folder: Path
    about: str
    tenant: str
    cases: tuple[Case, ...]
    principals: Mapping[str, AsWhom] = field(default_factory=lambda: MappingProxyType({}))
    documents: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    tag_weights: Mapping[str, float] = field(default_factory=nothing)
    rules: Rules = field(default_factory=Rules)
    requirements: Path | None = None
    today: date | None = None

    def weight(self, case: Case) -> float:
        """How much a case counts in the suite's averages."""
        weight = case.weight
        for tag in case.tags:
            weight *= self.tag_weights.get(tag, 1.0)
        return weight

    def is_critical(self, case: Case) -> bool:
        """Whether the case may never fail."""
        return bool({case.id, *case.tags} & set(self.rules.critical))
