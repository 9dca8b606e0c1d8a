"""What every kind of clause is made of: its fields, its rulings, and an example that fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from core.requirements.configuration import Configuration
from core.requirements.ruling import Ruling
from core.requirements.values import Clause

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[tuple[Word, ...], Field(min_length=1, strict=False)]


class Limits(BaseModel):
    """The fields of a clause beside its id, kind and words."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Failing:
    """A clause, a configuration that breaks it, and what of it is ruled out."""

    clause: str
    configuration: Configuration
    ruled_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clause: the model of its fields, what it says of a configuration, and an example."""

    limits: type[Limits]
    rulings: Callable[[Clause, Configuration], Iterator[Ruling]]
    fails: Failing
