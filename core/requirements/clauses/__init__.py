"""The kinds of clauses, one a module."""

from types import MappingProxyType

from pydantic import ValidationError

from core.requirements.clauses import (
    audit_retention,
    concurrency,
    cost,
    languages,
    latency,
    residency,
    retention,
    retrieval,
    staleness,
    tenancy,
    training,
)
from core.requirements.clauses.kind import Kind, Limits
from core.requirements.section import Section
from core.requirements.values import Clause, ClauseKind

KINDS = {
    ClauseKind(module.__name__.rsplit(".", 1)[-1]): Kind(
        module.LIMITS, module.rulings, module.FAILS
    )
    for module in (
        latency,
        concurrency,
        tenancy,
        residency,
        retention,
        training,
        audit_retention,
        cost,
        languages,
        staleness,
        retrieval,
    )
}
COMMON = ("id", "kind", "words")


def clause(section: Section) -> Clause | None:
    """The clause an `[[envelope]]` section gives; None once it is noted that it has no usable kind."""
    kind = section.one_of("kind", [each.value for each in ClauseKind])
    name = section.text("id", 'give it an id of its own, as in id = "R-RES-1".')
    words = section.text("words", "say it in the words of whoever requires it.")
    if kind is None:
        return None
    fields = {key: value for key, value in section.table.items() if key not in COMMON}
    model = KINDS[ClauseKind(kind)].limits
    try:
        model.model_validate(fields)
    except ValidationError as error:
        _note(section, model, error)
    return Clause(name, ClauseKind(kind), words, MappingProxyType(fields))


def _note(section: Section, model: type[Limits], error: ValidationError) -> None:
    for each in error.errors():
        key = str(each["loc"][0]) if each["loc"] else None
        field = model.model_fields.get(key or "")
        said = "it is missing" if each["type"] == "missing" else each["msg"].lower()
        if each["type"] == "extra_forbidden":
            said = f"there is no such field. Use {', '.join([*COMMON, *model.model_fields])}"
        told = f"; write {field.description}" if field and field.description else ""
        section.note(key, f"{said.removeprefix('value error, ')}{told}.")
