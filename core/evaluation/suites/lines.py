"""How a case is written: a JSON object a line, its empty parts left out so that diffs stay small."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.domain.answer import Turn
from core.evaluation.suites.values import (
    AnyOf,
    AsWhom,
    Case,
    DateFact,
    Fact,
    Justification,
    NumberFact,
    RightRefusal,
    Split,
    TextFact,
)


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NumberLine(_Written):
    """A number, in a unit, give or take a tolerance in the same unit."""

    number: Annotated[float, Field(allow_inf_nan=False)]
    unit: str | None = None
    tolerance: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0


class DateLine(_Written):
    """A day, however the answer writes it."""

    date: date


class AnyLine(_Written):
    """Several facts of which one will do."""

    any: Annotated[tuple["FactLine", ...], Field(min_length=1)]


Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
FactLine = Words | NumberLine | DateLine | AnyLine


class TurnLine(_Written):
    """A turn that came before the question."""

    question: Words
    answer: str


class AsWhomLine(_Written):
    """On whose behalf it is asked, where `suite.toml` has no name for them."""

    tenant: Words | None = None
    clearance: Literal["public", "internal", "confidential", "restricted"] | None = None
    groups: tuple[Words, ...] = ()


class JustificationLine(_Written):
    """A document that justifies the answer, and the passage word for word."""

    document: Words
    passage: Words | None = None


class CaseLine(_Written):
    """A case of an evaluation suite."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    question: Words
    as_whom: str | AsWhomLine
    earlier: tuple[TurnLine, ...] = ()
    as_of: date | None = None
    must_say: tuple[FactLine, ...] = ()
    must_not_say: tuple[FactLine, ...] = ()
    justified_by: tuple[JustificationLine, ...] = ()
    refusal: RightRefusal | None = None
    tags: tuple[Words, ...] = ()
    weight: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    split: Split = Split.TUNING
    written_by: str = ""
    approved_by: str | None = None

    def case(self, as_whom: AsWhom) -> Case:
        """The case, asked by the principal that `as_whom` stands for."""
        return Case(
            id=self.id,
            question=self.question,
            as_whom=as_whom,
            earlier=tuple(Turn(each.question, each.answer) for each in self.earlier),
            as_of=self.as_of,
            must_say=tuple(map(_fact, self.must_say)),
            must_not_say=tuple(map(_fact, self.must_not_say)),
            justified_by=tuple(Justification(j.document, j.passage) for j in self.justified_by),
            refusal=self.refusal,
            tags=self.tags,
            weight=self.weight,
            split=self.split,
            written_by=self.written_by,
            approved_by=self.approved_by,
        )


def written(case: Case) -> dict[str, Any]:
    """The case as a JSON object, its keys in the schema's order, what is empty left out."""
    line = CaseLine(
        id=case.id,
        question=case.question,
        as_whom=case.as_whom.name or _as_whom(case.as_whom),
        earlier=tuple(TurnLine(question=t.question, answer=t.answer) for t in case.earlier),
        as_of=case.as_of,
        must_say=tuple(map(_line, case.must_say)),
        must_not_say=tuple(map(_line, case.must_not_say)),
        justified_by=tuple(
            JustificationLine(document=j.document, passage=j.passage) for j in case.justified_by
        ),
        refusal=case.refusal,
        tags=case.tags,
        weight=case.weight,
        split=case.split,
        written_by=case.written_by,
        approved_by=case.approved_by,
    )
    return line.model_dump(mode="json", exclude_defaults=True)


def _as_whom(who: AsWhom) -> AsWhomLine:
    return AsWhomLine.model_validate(
        {"tenant": who.tenant, "clearance": who.clearance.label, "groups": sorted(who.groups)}
    )


def _fact(line: FactLine) -> Fact:
    match line:
        case str():
            return TextFact(line)
        case NumberLine():
            return NumberFact(line.number, line.unit, line.tolerance)
        case DateLine():
            return DateFact(line.date)
        case AnyLine():
            return AnyOf(tuple(map(_fact, line.any)))


def _line(fact: Fact) -> FactLine:
    match fact:
        case TextFact(text):
            return text
        case NumberFact(number, unit, tolerance):
            return NumberLine(number=number, unit=unit, tolerance=tolerance)
        case DateFact(day):
            return DateLine(date=day)
        case AnyOf(options):
            return AnyLine(any=tuple(map(_line, options)))
