"""How much of what was planted in data an audit finds, and how much of what it reports is true."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.evaluation.intervals import Mean, mean
from core.evaluation.planted_truth import (
    Place,
    Planting,
    Reported,
    is_found,
    rows_agree,
    same_source,
)

NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class KindScore:
    """Of one kind: how many were planted and found, how many were reported and are true."""

    planted: int
    found: int
    reported: int
    true: int


@dataclass(frozen=True, slots=True)
class PlantedReport:
    """The figures of one audit.

    `precision` counts a finding as true when it reports a planting, or when nearly all the rows it
    names are planted ones (`another_name`: the rows are wrong, the kind is a second way to say it).
    """

    recall: Mean
    precision: Mean
    kinds: dict[str, KindScore]
    missed: tuple[Planting, ...]
    spurious: tuple[Reported, ...]
    another_name: tuple[Reported, ...]
    spurious_on_clean: tuple[Reported, ...]

    def as_json(self) -> dict[str, Any]:
        """Recall and precision with 95% bounds, by kind, and what was missed or is not true."""
        return {
            "recall": round(self.recall.value, 4),
            "precision": round(self.precision.value, 4),
            "intervals": {
                "recall": [round(self.recall.low, 4), round(self.recall.high, 4)],
                "precision": [round(self.precision.low, 4), round(self.precision.high, 4)],
            },
            "planted": self.recall.n,
            "reported": self.precision.n,
            "kinds": {
                kind: {
                    "planted": score.planted,
                    "found": score.found,
                    "reported": score.reported,
                    "true": score.true,
                }
                for kind, score in sorted(self.kinds.items())
            },
            "missed": [_missed(each) for each in self.missed],
            "spurious": [_told(each) for each in self.spurious],
            "another_name": [_told(each) for each in self.another_name],
            "spurious_on_clean": [_told(each) for each in self.spurious_on_clean],
        }


def score(
    planted: Sequence[Planting], findings: Sequence[Reported], on_clean: Sequence[Reported] = ()
) -> PlantedReport:
    """The figures of an audit that reported `findings`, and `on_clean` of data with nothing wrong."""
    wanted = [each for each in planted if not each.optional]
    found = {each.id for each in wanted if any(is_found(each, finding) for finding in findings)}
    true = {each.id for each in findings if any(is_found(planting, each) for planting in planted)}
    others = [each for each in findings if each.id not in true]
    renamed = [each for each in others if _is_another_name(planted, each)]
    right = true | {each.id for each in renamed}
    return PlantedReport(
        recall=mean([float(each.id in found) for each in wanted]),
        precision=mean([float(each.id in right) for each in findings] + [0.0] * len(on_clean)),
        kinds=_by_kind(wanted, found, [*findings, *on_clean], right),
        missed=tuple(each for each in wanted if each.id not in found),
        spurious=tuple(each for each in findings if each.id not in right),
        another_name=tuple(renamed),
        spurious_on_clean=tuple(on_clean),
    )


def _is_another_name(planted: Sequence[Planting], finding: Reported) -> bool:
    """Whether nearly all rows that a finding names, in one of its places, are planted ones there."""
    return any(_is_planted(planted, place) for place in finding.places if place.rows)


def _is_planted(planted: Sequence[Planting], place: Place) -> bool:
    here = [
        spot
        for planting in planted
        for spot in planting.places
        if spot.rows
        and same_source(spot.source, place.source)
        and (not spot.columns or not place.columns or spot.columns & place.columns)
    ]
    return bool(here) and rows_agree(here, place, NEARLY_ALL)


def _by_kind(
    wanted: Sequence[Planting], found: set[str], findings: Sequence[Reported], right: set[str]
) -> dict[str, KindScore]:
    plantings, reports = defaultdict[str, list[bool]](list), defaultdict[str, list[bool]](list)
    for planting in wanted:
        plantings[planting.kind].append(planting.id in found)
    for finding in findings:
        reports[finding.kind].append(finding.id in right)
    return {
        kind: KindScore(
            planted=len(plantings[kind]),
            found=sum(plantings[kind]),
            reported=len(reports[kind]),
            true=sum(reports[kind]),
        )
        for kind in {*plantings, *reports}
    }


def _missed(planting: Planting) -> dict[str, Any]:
    place = planting.places[0]
    return {
        "id": planting.id,
        "kind": planting.kind,
        "source": place.source,
        "columns": sorted(place.columns),
    }


def _told(finding: Reported) -> dict[str, Any]:
    place = finding.places[0]
    return {
        "id": finding.id,
        "kind": finding.kind,
        "source": place.source,
        "columns": sorted(place.columns),
        "what": finding.what,
    }
