"""Retrieval: the ways of cutting documents and of ranking passages that may be used."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from core.requirements.clauses.kind import Failing, Limits, Words
from core.requirements.configuration import Choice as Offered
from core.requirements.configuration import Configuration, Subject
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Clause


class Retrieval(Limits):
    """Chunking strategies and rerankers by name, at least one of the two."""

    chunking: Words | None = Field(
        None, description='the chunking strategies that are allowed, as in chunking = ["clause-1"]'
    )
    rerankers: Words | None = Field(
        None, description='the rerankers that are allowed, as in rerankers = ["linear"]'
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.chunking is None and self.rerankers is None:
            raise ValueError("it limits nothing; write chunking, rerankers or both")
        return self


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On every chunking strategy and every reranker, where the clause names those allowed."""
    limits = Retrieval.model_validate(dict(clause.limits))
    named = ((Subject.CHUNKING, limits.chunking), (Subject.RERANKER, limits.rerankers))
    for subject, allowed in named:
        for choice in configuration.of(subject) if allowed else ():
            reason = f"the clause allows {', '.join(allowed or ())}"
            yield ruled(choice, choice.name in (allowed or ()), clause.id, reason)


LIMITS = Retrieval
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-RTV-1"
kind = "retrieval"
words = "A rule is never shown without its conditions, so documents are cut by clause."
chunking = ["clause-1"]
""",
    configuration=Configuration(
        (
            Offered(Subject.CHUNKING, "clause-1"),
            Offered(Subject.CHUNKING, "tokens", running=True),
        )
    ),
    ruled_out=("tokens",),
)
