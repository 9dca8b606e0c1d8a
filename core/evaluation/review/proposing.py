"""What an expert proposes: what must be said or which refusal is right, written as people write it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from core.evaluation.facts.stating import told
from core.evaluation.review.errors import BadProposal
from core.evaluation.suites.lines import (
    AnyLine,
    AsWhomLine,
    CaseLine,
    DateLine,
    FactLine,
    JustificationLine,
    NumberLine,
)
from core.evaluation.suites.values import AsWhom, RightRefusal

OR = "|"
NUMBER = re.compile(
    r"(?P<before>[^\W\d]{1,4}|[€$£])?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*±\s*(?P<tolerance>\d+(?:\.\d+)?))?\s*(?P<after>[^\W\d]+|[%€$£])?"
)


class Proposal(BaseModel):
    """What a case should expect; of a new case also as whom it is asked, and what justifies it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    must_say: tuple[FactLine, ...] = ()
    refusal: RightRefusal | None = None
    as_whom: str | AsWhomLine | None = None
    justified_by: tuple[JustificationLine, ...] = ()
    tags: tuple[str, ...] = ()

    def checked(self) -> "Proposal":
        """The same; raises `BadProposal` where it expects both, an answer and a refusal, or neither."""
        if bool(self.must_say) == bool(self.refusal):
            raise BadProposal
        return self


def read(held: object) -> Proposal:
    """The proposal that was kept with a label; raises `BadProposal`."""
    try:
        return Proposal.model_validate(held).checked()
    except ValidationError as error:
        raise BadProposal(str(error.errors()[0]["msg"])) from None


def kept(proposal: Proposal) -> dict[str, Any]:
    """The proposal as it is kept with a label."""
    return proposal.checked().model_dump(mode="json", exclude_defaults=True)


def facts(text: str) -> tuple[FactLine, ...]:
    """A fact a line, as people write it: words, `EUR 62`, `30 ± 1 days`, `2026-03-31`, `this | that`."""
    return tuple(_fact(line.strip()) for line in text.splitlines() if line.strip())


def written(must_say: Iterable[object]) -> str:
    """The facts a line each, as `facts` reads them."""
    return "\n".join(map(_line, _facts().validate_python(tuple(must_say))))


def shown(must_say: Iterable[object]) -> tuple[str, ...]:
    """The facts in words."""
    lines = _facts().validate_python(tuple(must_say))
    case = CaseLine(id="shown", question="?", as_whom="", must_say=lines).case(AsWhom(""))
    return tuple(map(told, case.must_say))


def _facts() -> TypeAdapter[tuple[FactLine, ...]]:
    return TypeAdapter(tuple[FactLine, ...])


def _fact(line: str) -> FactLine:
    options = [each.strip() for each in line.split(OR) if each.strip()]
    if len(options) > 1:
        return AnyLine(any=tuple(map(_fact, options)))
    return _day(line) or _number(line) or line


def _day(line: str) -> DateLine | None:
    try:
        return DateLine(date=date.fromisoformat(line)) if "-" in line else None
    except ValueError:
        return None


def _number(line: str) -> NumberLine | None:
    found = NUMBER.fullmatch(line)
    if found is None or (found["before"] and found["after"]):
        return None
    return NumberLine(
        number=float(found["number"].replace(",", "")),
        unit=found["before"] or found["after"],
        tolerance=float(found["tolerance"] or 0),
    )


def _line(fact: FactLine) -> str:
    match fact:
        case str():
            return fact
        case NumberLine():
            return _told(fact)
        case DateLine():
            return fact.date.isoformat()
        case AnyLine():
            return f" {OR} ".join(map(_line, fact.any))


def _told(fact: NumberLine) -> str:
    parts: Sequence[str] = (
        f"{fact.number:.10g}",
        f"± {fact.tolerance:.10g}" if fact.tolerance else "",
        fact.unit or "",
    )
    return " ".join(each for each in parts if each)
