"""What can go wrong with the model that answers, whatever it says."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from benchmarks.mutants.mutant import mutant
from core.bootstrap import Handrail
from core.inference import router
from core.inference.errors import NoModelAvailable
from core.inference.router import Completion, Delta, Message, Restarted, Router

SLOW_SECONDS = 2.6  # the sample requirements allow two until the first words
ONE_IN_SLOW = 10
ONE_IN_FAILING = 25
DOLLARS = 0.05  # the sample requirements allow two cents


@mutant(slows=True)
def model_slow(_: Handrail) -> Iterator[None]:
    """One question in ten waits for its first words longer than is allowed."""
    stream = Router.stream

    def slow(self: Router, messages: Sequence[Message]) -> Iterator[Delta | Restarted | Completion]:
        if _is_one_in(ONE_IN_SLOW, messages):
            time.sleep(SLOW_SECONDS)
        yield from stream(self, messages)

    with patch.object(Router, "stream", slow):
        yield


@mutant()
def model_costly(_: Handrail) -> Iterator[None]:
    """A request costs more than is allowed."""
    made = router._completion

    def costly(model: str, response: Any) -> Completion:  # noqa: ANN401
        return replace(made(model, response), cost_usd=DOLLARS)

    with patch.object(router, "_completion", costly):
        yield


@mutant()
def model_flaky(_: Handrail) -> Iterator[None]:
    """One question in twenty-five finds no model, however often it is asked."""
    stream = Router.stream

    def flaky(
        self: Router, messages: Sequence[Message]
    ) -> Iterator[Delta | Restarted | Completion]:
        if _is_one_in(ONE_IN_FAILING, messages):
            raise NoModelAvailable
        yield from stream(self, messages)

    with patch.object(Router, "stream", flaky):
        yield


def _is_one_in(many: int, messages: Sequence[Message]) -> bool:
    """Whether the fate of these messages, the same each time, falls upon them."""
    return sha256(str(messages[-1]["content"]).encode()).digest()[0] % many == 0


MUTANTS = (model_slow, model_costly, model_flaky)
