"""How well the correctness scorer's matching agrees with people who judged answers."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.domain.errors import Permanent
from core.evaluation.binary import auroc, balanced_accuracy, bootstrapped, f1
from core.evaluation.facts.stating import ENOUGH, Strictness, find
from core.evaluation.facts.tokens import tokens
from core.evaluation.facts.unglueing import unglued
from core.evaluation.suites.values import AnyOf, TextFact

Watch = Callable[[str, int, int], None]
_BOTH = re.compile(r"(.+?)\s*\(([^()]+)\)")


class UnreadableJudgedAnswers(Permanent):
    """The judged answers cannot be read. It takes a JSON object a line: `question`, `golden` (a list
    of right answers, or a string with `/` between them), `answer`, `correct` (true or false); `qid`
    and `model` if there are any."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer that people found right or wrong; answers of one `group` are to one question."""

    question: str
    golden: tuple[str, ...]
    answer: str
    is_correct: bool
    group: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class CorrectnessReport:
    """The judged answers, and by method how right each finds each of them, from 0 to 1."""

    judged: Sequence[JudgedAnswer]
    scores: Mapping[str, Sequence[float]]

    def as_json(self) -> dict[str, Any]:
        """AUROC, F1 and balanced accuracy with 95% intervals over questions, and the baselines'.

        `models` has the same for the answers of each model, where the data name any.
        """
        whole = range(len(self.judged))
        models = sorted({each.model for each in self.judged} - {""})
        of = {m: [at for at in whole if self.judged[at].model == m] for m in models}
        return {
            **self._figures("scorer", whole),
            "n": len(self.judged),
            "questions": len({each.group for each in self.judged}),
            "correct": sum(each.is_correct for each in self.judged),
            "baselines": {name: self._figures(name, whole) for name in BASELINES},
            "models": {m: {**self._figures("scorer", at), "n": len(at)} for m, at in of.items()},
        }

    def _figures(self, method: str, at: Sequence[int]) -> dict[str, float | None]:
        right = np.array([self.judged[each].is_correct for each in at], bool)
        scores = np.array([self.scores[method][each] for each in at])
        said = np.where(scores >= ENOUGH, 1.0, 0.0)
        groups = [self.judged[each].group for each in at]
        return {
            **bootstrapped(lambda of: auroc(right[of], scores[of]), groups).as_json("auroc"),
            **bootstrapped(lambda of: f1(right[of], said[of]), groups).as_json("f1"),
            **bootstrapped(lambda of: balanced_accuracy(right[of], said[of]), groups).as_json(
                "balanced_accuracy"
            ),
        }


def run(path: Path, watch: Watch = lambda _what, _done, _total: None) -> CorrectnessReport:
    """Score every answer of the file, and by the baselines. Raises `UnreadableJudgedAnswers`."""
    judged = read(path)
    scores: dict[str, list[float]] = {"scorer": [], **{name: [] for name in BASELINES}}
    for done, each in enumerate(judged):
        if done % 100 == 0:
            watch("judging", done, len(judged))
        scores["scorer"].append(stated(each))
        for name, baseline in BASELINES.items():
            scores[name].append(baseline(each))
    return CorrectnessReport(judged, scores)


def stated(judged: JudgedAnswer) -> float:
    """How much the answer states of a right answer; footnote marks of a copied page are taken off."""
    golden = AnyOf(tuple(map(TextFact, judged.golden)))
    return find(golden, unglued(judged.answer), judged.question, Strictness.PARTS).share


def containment(judged: JudgedAnswer) -> float:
    """1 where a right answer stands in the answer, case, punctuation and articles aside."""
    said = " ".join(_keys(judged.answer))
    return float(any(" ".join(_keys(each)) in said for each in judged.golden))


def token_f1(judged: JudgedAnswer) -> float:
    """The best F1 of the answer's words against a right answer's (Rajpurkar et al., 2016, SQuAD)."""
    return max((_overlap(_keys(each), _keys(judged.answer)) for each in judged.golden), default=0.0)


BASELINES: Mapping[str, Callable[[JudgedAnswer], float]] = {
    "containment": containment,
    "token_f1": token_f1,
}


def read(path: Path) -> tuple[JudgedAnswer, ...]:
    """The judged answers of a JSON Lines file, those marked `improper` left out."""
    found = tuple(_read(path))
    if not found:
        raise UnreadableJudgedAnswers(f"None in {path}.")
    return found


def _read(path: Path) -> Iterator[JudgedAnswer]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not row.get("improper"):
                yield _judged(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableJudgedAnswers(f"{path}, line {number}: {error!r}.") from error


def _judged(row: Mapping[str, Any]) -> JudgedAnswer:
    correct = row["correct"] if "correct" in row else row["human_correct"]
    if not isinstance(correct, bool):
        raise TypeError("`correct` is neither true nor false")
    golden = row["golden"] if isinstance(row["golden"], list) else row["golden"].split("/")
    return JudgedAnswer(
        question=str(row["question"]),
        golden=tuple(spelling for each in golden for spelling in _spellings(str(each))),
        answer=str(row["answer"] or ""),
        is_correct=correct,
        group=str(row.get("qid") or row["question"]),
        model=str(row.get("model") or ""),
    )


def _spellings(golden: str) -> Iterator[str]:
    """A right answer, and of `adenosine diphosphate (ADP)` either name."""
    if golden.strip():
        yield golden.strip()
    if both := _BOTH.fullmatch(golden.strip()):
        yield from both.groups()


def _keys(text: str) -> list[str]:
    return [text[token.start : token.end].casefold() for token in tokens(text)]


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    same = (Counter(one) & Counter(other)).total()
    return 2 * same / (len(one) + len(other)) if same else 0.0
