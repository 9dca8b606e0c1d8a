"""Judges the faithfulness scorer on answers that people have labelled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.corrupting import Right, report, verbatim
from core.evaluation.faithfulness.crossing import out_of_fold
from core.evaluation.faithfulness.examples import novel_words
from core.evaluation.faithfulness.judging import Entails, judge
from core.evaluation.faithfulness.labelled import Labelled, fingerprint, read
from core.evaluation.faithfulness.limits import LIMITS, LIMITS_WITH_NLI
from core.evaluation.faithfulness.model import packaged
from core.evaluation.faithfulness.tables import Case, Table

T = TypeVar("T")
Watch = Callable[[str, int, int], None]
CORRUPTED = 200  # right answers that are made wrong, spread over all there are
PACKAGED, REFITTED, NLI = "packaged", "fitted to the other sources", "packaged, with an NLI model"


@dataclass(frozen=True, slots=True)
class FaithfulnessReport:
    """Labelled answers and the risk of each; what was corrupted and caught; milliseconds an answer."""

    cases: tuple[Case, ...]
    model: str
    trained_on: int
    corruptions: Mapping[str, Any]
    milliseconds: float
    limits: str

    def as_json(self) -> dict[str, Any]:
        """All figures; unsupported is the positive class. Those at the top are of all tasks together."""
        threshold = packaged().threshold
        tasks = sorted({each.task for each in self.cases})
        return {
            "positive_class": "unsupported",
            "model": self.model,
            "threshold": threshold,
            "trained_on": self.trained_on,
            **Table(self.cases).as_json(threshold),
            "tasks": {
                task: Table([each for each in self.cases if each.task == task]).as_json(threshold)
                for task in tasks
            },
            "corruptions": self.corruptions,
            "ms_per_answer": round(self.milliseconds, 2),
            "limits": self.limits,
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """How answers are judged: by the packaged model, by one refitted, or with an NLI model."""

    entails: Entails | None = None
    is_refitted: bool = False

    def run(self, path: Path, watch: Watch) -> FaithfulnessReport:
        """The report on a file or folder of labelled answers; raises `UnreadableLabels`."""
        labelled = read(path)
        began = perf_counter()
        risks = self._risks(labelled, watch)
        seconds = perf_counter() - began
        seen = sum(fingerprint(each.given) in packaged().seen for each in labelled)
        return FaithfulnessReport(
            cases=tuple(map(_case, labelled, risks)),
            model=REFITTED if self.is_refitted else NLI if self.entails else PACKAGED,
            trained_on=0 if self.is_refitted else seen,
            corruptions=self._corruptions(labelled, watch),
            milliseconds=1000 * seconds / len(labelled),
            limits=LIMITS_WITH_NLI if self.entails else LIMITS,
        )

    def _risks(self, labelled: Sequence[Labelled], watch: Watch) -> list[float]:
        if self.is_refitted:
            return out_of_fold(labelled, lambda done: watch("judging", done, len(labelled)))
        return [
            judge(each.response, Context(each.given, each.question), self.entails).risk
            for each in _watched(labelled, "judging", watch)
        ]

    def _corruptions(self, labelled: Sequence[Labelled], watch: Watch) -> dict[str, Any]:
        right = [each for each in labelled if each.is_supported]
        step = max(1, -(-len(right) // CORRUPTED))
        prose = [Right(e.response, Context(e.given, e.question)) for e in right[::step]]
        quoted = [made for seed, each in enumerate(prose) if (made := verbatim(each, seed))]
        kinds = {"prose": prose, "verbatim": quoted}
        return {
            kind: report(rights, packaged().threshold, self.entails)
            for kind, rights in _watched(list(kinds.items()), "corrupting", watch)
            if rights
        }


def _case(labelled: Labelled, risk: float) -> Case:
    return Case(
        task=labelled.task,
        source=labelled.source,
        generator=labelled.generator,
        is_unsupported=not labelled.is_supported,
        risk=risk,
        novel=novel_words(labelled),
    )


def _watched(items: Sequence[T], what: str, watch: Watch) -> Iterator[T]:
    for done, item in enumerate(items, start=1):
        yield item
        watch(what, done, len(items))
