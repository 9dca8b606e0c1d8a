"""The definition of done: questions with right answers, wrong ones and refusals that are right."""

from dataclasses import replace

from core.domain.access import Tier, UnknownTier
from core.requirements.section import Section
from core.requirements.values import Example, ExampleKind

REFUSALS = ("no_evidence", "out_of_scope", "not_cleared", "underspecified", "conflicting")
FIELDS = (
    "id",
    "kind",
    "question",
    "answer",
    "says",
    "documents",
    "refusal",
    "tenant",
    "clearance",
    "groups",
)
ANSWER = {
    ExampleKind.RIGHT: 'write the answer in full, as in answer = "Up to EUR 62 a day."',
    ExampleKind.WRONG: "write the wrong answer in full, as someone might be given it.",
}
SAYS = {
    ExampleKind.RIGHT: 'list the facts that make it right, as in says = ["EUR 62"].',
    ExampleKind.WRONG: 'list the facts that make it wrong, as in says = ["EUR 48"].',
}
DOCUMENTS = 'list the documents that justify it, as in documents = ["policies/travel-2026.md"].'


def example(section: Section) -> Example | None:
    """The example a `[[done]]` section gives; None once it is noted that it has no usable kind."""
    section.only(FIELDS)
    kind = section.one_of("kind", [each.value for each in ExampleKind])
    if kind is None:
        return None
    made = _refused(section) if kind == ExampleKind.REFUSAL else _answered(section, kind)
    _check_spans(section, made)
    return _asked(section, made)


def _answered(section: Section, kind: str) -> Example:
    if "refusal" in section.table:
        section.note("refusal", "only an example of kind refusal has one. Take it out.")
    which = ExampleKind(kind)
    return Example(
        id=_id(section),
        kind=which,
        question=_question(section),
        answer=section.text("answer", ANSWER[which]),
        says=section.texts("says", SAYS[which]),
        documents=section.texts("documents", DOCUMENTS),
    )


def _refused(section: Section) -> Example:
    for key in ("answer", "says"):
        if key in section.table:
            section.note(key, "a refusal states nothing. Take it out.")
    return Example(
        id=_id(section),
        kind=ExampleKind.REFUSAL,
        question=_question(section),
        documents=section.texts("documents", DOCUMENTS, optional=True),
        refusal=section.one_of("refusal", REFUSALS),
    )


def _id(section: Section) -> str:
    return section.text("id", 'give it an id of its own, as in id = "D-MEALS-1".')


def _question(section: Section) -> str:
    return section.text("question", "write the question as someone would ask it.")


def _asked(section: Section, made: Example) -> Example:
    """With whoever asks."""
    groups = section.texts("groups", 'list groups, as in groups = ["hr"].', optional=True)
    tenant = section.text("tenant", 'name a tenant, as in tenant = "alder".', optional=True)
    return replace(made, tenant=tenant or None, clearance=_tier(section), groups=frozenset(groups))


def _tier(section: Section) -> Tier | None:
    given = section.table.get("clearance")
    if given is None:
        return None
    try:
        return Tier.parse(str(given))
    except UnknownTier:
        names = ", ".join(tier.label for tier in Tier)
        section.note("clearance", f"got {given!r}; write one of {names}.")
        return None


def _check_spans(section: Section, made: Example) -> None:
    said = _plain(made.answer)
    for fact in made.says:
        if _plain(fact) not in said:
            section.note("says", f"{fact!r} does not stand in the answer. Copy it from there.")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
