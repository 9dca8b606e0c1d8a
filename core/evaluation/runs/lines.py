"""How outcomes are written: passages once each, and outcomes that refer to them by a key."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from core.domain.access import Tier
from core.domain.document import ALWAYS, FOREVER
from core.evaluation.runs.values import Cited, Holding, Outcome, Passage, Took

TierName = Literal["public", "internal", "confidential", "restricted"]
Score = Annotated[
    float, Field(allow_inf_nan=False), AfterValidator(lambda value: float(f"{value:.5g}"))
]
Milliseconds = Annotated[
    float, Field(ge=0, allow_inf_nan=False), AfterValidator(lambda value: round(value, 1))
]
Dollars = Annotated[
    float, Field(ge=0, allow_inf_nan=False), AfterValidator(lambda value: round(value, 9))
]


class Line(BaseModel):
    """One line of a run: what is at its default is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class HoldingLine(Line):
    """A document that a tenant holds."""

    source: str
    version: str
    tier: TierName
    groups: tuple[str, ...] = ()
    effective_from: date = ALWAYS
    effective_to: date = FOREVER

    @classmethod
    def of(cls, holding: Holding) -> "HoldingLine":
        """The line of a holding."""
        return cls.model_validate(_fields(holding))

    def holding(self) -> Holding:
        """The holding of the line."""
        return Holding(**{**_given(self), **_access(self.tier, self.groups)})


class PassageLine(Line):
    """A passage, under the key by which outcomes refer to it: its chunk's id, as a rule."""

    key: str
    chunk_id: str | None = None
    source: str
    version: str
    title: str
    headings: tuple[str, ...] = ()
    prefix: str = ""
    text: str
    start: int
    end: int
    tier: TierName
    groups: tuple[str, ...] = ()
    effective_from: date = ALWAYS
    effective_to: date = FOREVER

    @classmethod
    def of(cls, key: str, passage: Passage) -> "PassageLine":
        """The line of a passage; the chunk's id is left out where the key is the same."""
        chunk = {"chunk_id": None if passage.chunk_id == key else passage.chunk_id}
        return cls.model_validate({"key": key, **_fields(passage), **chunk})

    def passage(self) -> Passage:
        """The passage of the line."""
        given = {**_given(self), **_access(self.tier, self.groups)}
        given.pop("key")
        return Passage(**{**given, "chunk_id": self.chunk_id or self.key})


class CitedLine(Line):
    """A citation."""

    number: int
    chunk_id: str
    quote: str
    start: int
    end: int


class TookLine(Line):
    """What an outcome took; by the side of the outcomes, as it is other each time."""

    search_ms: Milliseconds = 0.0
    model_ms: Milliseconds = 0.0
    first_ms: Milliseconds = 0.0
    total_ms: Milliseconds = 0.0
    cost_usd: Dollars = 0.0
    tokens_in: int = 0
    tokens_out: int = 0


class OutcomeLine(Line):
    """An outcome without what it took; `retrieved` are keys of passages."""

    case: str
    attempt: int
    asked: str
    answer: str
    refusal: str | None = None
    error: str | None = None
    citations: tuple[CitedLine, ...] = ()
    retrieved: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    searched: str | None = None
    model: str = ""


class Folded(NamedTuple):
    """Outcomes as lines: each passage once, sorted by key; the other two in the outcomes' order."""

    passages: tuple[PassageLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    took: tuple[TookLine, ...]


def folded(outcomes: Sequence[Outcome]) -> Folded:
    """The lines of outcomes. Where one chunk id names two passages, their keys are numbered."""
    keys = _keys(passage for each in outcomes for passage in each.retrieved)
    passages = (PassageLine.of(key, passage) for passage, key in keys.items())
    return Folded(
        tuple(sorted(passages, key=lambda line: line.key)),
        tuple(_outcome_line(each, keys) for each in outcomes),
        tuple(TookLine.model_validate(_fields(each.took)) for each in outcomes),
    )


def unfolded(lines: Folded) -> tuple[Outcome, ...]:
    """The outcomes of lines; raises `KeyError` or `ValueError` where lines do not fit together."""
    passages = {line.key: line.passage() for line in lines.passages}
    return tuple(
        _outcome(line, took, passages)
        for line, took in zip(lines.outcomes, lines.took, strict=True)
    )


def _outcome_line(outcome: Outcome, keys: Mapping[Passage, str]) -> OutcomeLine:
    given = _fields(outcome)
    given.pop("took")
    given["retrieved"] = [keys[each] for each in outcome.retrieved]
    given["citations"] = [_fields(each) for each in outcome.citations]
    return OutcomeLine.model_validate(given)


def _outcome(line: OutcomeLine, took: TookLine, passages: Mapping[str, Passage]) -> Outcome:
    given = _given(line)
    given["retrieved"] = tuple(passages[key] for key in line.retrieved)
    given["citations"] = tuple(Cited(**_given(each)) for each in line.citations)
    return Outcome(**given, took=Took(**_given(took)))


def _keys(passages: Iterable[Passage]) -> dict[Passage, str]:
    by_chunk: dict[str, set[Passage]] = {}
    for passage in passages:
        by_chunk.setdefault(passage.chunk_id, set()).add(passage)
    return {
        passage: chunk if number == 1 else f"{chunk}~{number}"
        for chunk, same in by_chunk.items()
        for number, passage in enumerate(sorted(same, key=repr), start=1)
    }


def _fields(value: object) -> dict[str, object]:
    """A value's fields as a line has them: a tier by its name, groups in order."""
    names = type(value).__slots__  # type: ignore[attr-defined]
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: object) -> object:
    match value:
        case Tier():
            return value.label
        case frozenset():
            return tuple(sorted(value))
        case _:
            return value


def _given(line: Line) -> dict[str, Any]:
    return {name: getattr(line, name) for name in type(line).model_fields}


def _access(tier: str, groups: Iterable[str]) -> dict[str, Any]:
    return {"tier": Tier.parse(tier), "groups": frozenset(groups)}
