"""Latency: in how many seconds 19 of 20 answers must begin, and be whole."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Choice, Configuration, Numbers, Subject, Terms
from core.requirements.ruling import Ruling, ruled, setting
from core.requirements.values import Clause


class Latency(Limits):
    """Seconds at the 95th percentile, at least one of the two."""

    first_token_p95: float | None = Field(
        None, gt=0, description="seconds until an answer begins, as in first_token_p95 = 2"
    )
    answer_p95: float | None = Field(
        None, gt=0, description="seconds until an answer is whole, as in answer_p95 = 10"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.first_token_p95 is None and self.answer_p95 is None:
            raise ValueError("it limits nothing; write first_token_p95, answer_p95 or both")
        return self


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On the model timeout, and on every model that answers by what was declared of its speed.

    A call that may outlast the budget for the whole answer is ruled out: nobody gains by waiting for
    it. A model of which nothing was declared is allowed, as a slow answer is seen and measured,
    unlike one in the wrong place.
    """
    budget = Latency.model_validate(dict(clause.limits))
    if budget.answer_p95 is not None:
        timeout = configuration.numbers.model_timeout
        reason = f"a model may take {timeout:g} s, and the whole answer has {budget.answer_p95:g} s"
        holds = timeout <= budget.answer_p95
        yield setting("HANDRAIL_MODEL_TIMEOUT", f"{timeout:g}", holds, clause.id, reason)
    for choice in configuration.of(Subject.MODEL):
        yield _model(clause, choice, budget)


def _model(clause: Clause, choice: Choice, budget: Latency) -> Ruling:
    compared = [
        (what, declared, limit)
        for what, declared, limit in (
            ("begins", choice.terms.first_token_p95, budget.first_token_p95),
            ("is done", choice.terms.answer_p95, budget.answer_p95),
        )
        if declared is not None and limit is not None
    ]
    said = [f"it {what} within {declared:g} s of {limit:g} s" for what, declared, limit in compared]
    reason = " and ".join(said) or "nothing was declared of its speed, so only measuring tells"
    return ruled(choice, all(is_ <= limit for _, is_, limit in compared), clause.id, reason)


LIMITS = Latency
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-LAT-1"
kind = "latency"
words = "A nurse at the desk waits ten seconds for an answer and two for its first word."
first_token_p95 = 2
answer_p95 = 10
""",
    configuration=Configuration(
        (
            Choice(Subject.MODEL, "acme/thinker", running=True, terms=Terms(first_token_p95=6.5)),
            Choice(Subject.MODEL, "acme/small", terms=Terms(first_token_p95=0.4, answer_p95=3)),
        ),
        Numbers(model_timeout=30),
    ),
    ruled_out=("HANDRAIL_MODEL_TIMEOUT=30", "acme/thinker"),
)
