"""Judgements as a run keeps them: a line each, under a name that says of what and by whom."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.domain.errors import Permanent
from core.evaluation.judge.values import Judgement, Opinion
from core.evaluation.runs.values import Run


class BadJudgement(Permanent):
    """A judgement in this run cannot be read. Take its line out of the file and judge again."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Opinion(_Kept):
    holds: bool | None
    reason: str


class _Judgement(_Kept):
    judge: str
    given: str
    opinions: tuple[_Opinion, ...]
    at: datetime
    cost_usd: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0


def kept(run: Run) -> dict[str, Judgement]:
    """The judgements of a run, by the names they are kept under; raises `BadJudgement`."""
    return {name: _read(name, line) for name, line in run.judgements.items()}


def keeping(run: Run, judgements: Mapping[str, Judgement]) -> Run:
    """The run with these judgements and no others."""
    return replace(run, judgements={name: _line(judgements[name]) for name in sorted(judgements)})


def _read(name: str, line: object) -> Judgement:
    try:
        read = _Judgement.model_validate(line)
    except ValidationError as error:
        raise BadJudgement(f"{name}: {error.errors()[0]['msg']}.") from None
    opinions = tuple(Opinion(each.holds, each.reason) for each in read.opinions)
    return Judgement(read.judge, read.given, opinions, read.at, read.cost_usd)


def _line(judgement: Judgement) -> dict[str, Any]:
    return {
        "judge": judgement.judge,
        "given": judgement.given,
        "opinions": [{"holds": each.holds, "reason": each.reason} for each in judgement.opinions],
        "at": judgement.at.isoformat(timespec="seconds"),
        "cost_usd": round(judgement.cost_usd, 9),
    }
