"""Tenancy: how tenants are kept apart."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Choice, Configuration, Subject
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Clause

Model = Literal["shared", "dedicated"]


class Tenancy(Limits):
    """`shared`: tenants share a database, which keeps rows apart; `dedicated`: a deployment each."""

    models: Annotated[tuple[Model, ...], Field(min_length=1, strict=False)] = Field(
        description='how tenants may be kept apart, shared or dedicated, as in models = ["dedicated"]'
    )


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On every tenancy model."""
    models: tuple[str, ...] = Tenancy.model_validate(dict(clause.limits)).models
    for choice in configuration.of(Subject.TENANCY):
        reason = f"the clause allows {' and '.join(models)}"
        yield ruled(choice, choice.name in models, clause.id, reason)


LIMITS = Tenancy
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-TEN-1"
kind = "tenancy"
words = "Our data shares no database with anybody else's."
models = ["dedicated"]
""",
    configuration=Configuration(
        (
            Choice(Subject.TENANCY, "shared", running=True),
            Choice(Subject.TENANCY, "dedicated"),
        )
    ),
    ruled_out=("shared",),
)
