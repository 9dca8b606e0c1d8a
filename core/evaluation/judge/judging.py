"""Asking the judge: each item several times, within a budget; what is stopped can be gone on with."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from math import isfinite

from core.domain.errors import Permanent
from core.evaluation.judge.parsing import opinion
from core.evaluation.judge.prompts import given, judge_name, messages
from core.evaluation.judge.purse import Purse, most
from core.evaluation.judge.values import Item, Judgement, Opinion
from core.inference.router import Message, Model
from core.requirements.configuration import Price

log = logging.getLogger(__name__)

Watcher = Callable[[str, int, int], None]


class NoJudge(Permanent):
    """The built-in model quotes passages and judges nothing. Name a model that can be told what to do."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A model that judges, `repeat` times each item, `at_once` items side by side."""

    model: Model
    name: str
    price: Price
    repeat: int = 1
    at_once: int = 4

    def key(self, item: Item) -> str:
        """The name under which this judge's opinion of an item is kept."""
        return key(item, judge_name(self.name, item.subject))

    def most(self, items: Sequence[Item]) -> float:
        """The most that judging these costs, in US dollars."""
        return self.repeat * sum(most(self.price, _length(messages(each))) for each in items)

    def missing(self, items: Sequence[Item], known: Mapping[str, Judgement]) -> list[Item]:
        """Those of which there are not yet as many usable opinions as there are to be repeats."""
        return [each for each in items if not self._is_judged(each, known.get(self.key(each)))]

    def judged(
        self, items: Sequence[Item], purse: Purse, watch: Watcher = lambda *_: None
    ) -> Iterator[tuple[str, Judgement]]:
        """Judgements as they come, with the name to keep each under; ends when the purse does."""
        with ThreadPoolExecutor(self.at_once) as pool:
            waiting = iter(items)
            work = {
                pool.submit(self._judged, each, purse) for each in islice(waiting, self.at_once)
            }
            done = 0
            while work:
                finished, work = wait(work, return_when=FIRST_COMPLETED)
                for each in islice(waiting, len(finished)):
                    work.add(pool.submit(self._judged, each, purse))
                for result in finished:
                    done += 1
                    watch("judging", done, len(items))
                    yield from _made(result)

    def _judged(self, item: Item, purse: Purse) -> tuple[str, Judgement] | None:
        asked = messages(item)
        worst, spent = most(self.price, _length(asked)), 0.0
        opinions: list[Opinion] = []
        for _ in range(self.repeat):
            if not purse.hold(worst):
                break
            said, cost = self._asked(item, asked, worst)
            purse.settle(worst, cost)
            opinions.append(said)
            spent += cost
        if not opinions:
            return None
        judge = judge_name(self.name, item.subject)
        at = datetime.now(UTC)
        return self.key(item), Judgement(judge, given(item), tuple(opinions), at, spent)

    def _asked(self, item: Item, asked: Sequence[Message], worst: float) -> tuple[Opinion, float]:
        """What the judge says, and what that cost; a call that failed may be billed all the same."""
        try:
            completion = self.model.complete(asked)
        except Exception as error:  # whatever broke, it is no opinion
            log.info("%s, %s: %s", item.case, item.subject, error)
            return Opinion(
                None, f"The judge did not answer: {str(error) or type(error).__name__}"
            ), worst
        cost = completion.cost_usd
        return opinion(item, completion.text), cost if isfinite(cost) and cost >= 0 else worst

    def _is_judged(self, item: Item, known: Judgement | None) -> bool:
        if known is None or known.given != given(item):
            return False
        return len(known.usable) >= self.repeat


def key(item: Item, judge: str) -> str:
    """The name under which a judge's opinion of an item is kept."""
    return f"{item.subject.value} {item.case} {item.attempt} {item.number} {judge}"


def _length(asked: Sequence[Message]) -> int:
    return sum(len(each["content"]) for each in asked)


def _made(result: Future[tuple[str, Judgement] | None]) -> Iterator[tuple[str, Judgement]]:
    made = result.result()
    if made is not None:
        yield made
