"""`handrail init` and `handrail up`."""

from typing import TYPE_CHECKING

from rich.rule import Rule
from rich.text import Text

from core.cli.ingesting import print_summary, run
from core.cli.output import out, print_answer
from core.cli.session import busy, opened
from core.domain.access import Tier
from core.domain.answer import Question
from core.domain.document import Label

if TYPE_CHECKING:
    from core.bootstrap import Handrail
    from core.bootstrap.samples import Person, Sample


def init() -> None:
    """Set up the database, or bring it to this version. Safe to run again."""
    with opened() as handrail:
        out.print(f"Ready. State is in {handrail.settings.home.resolve()}.")


def up() -> None:
    """Start, load the sample tenants if there are no tenants, and show what Handrail does.

    Ctrl-C stops everything.
    """
    with opened() as handrail:
        _load_samples(handrail)
        _show(handrail)


def _load_samples(handrail: "Handrail") -> None:
    """The sample tenants, where there is no tenant at all; an interrupted loading is gone on with."""
    from core.bootstrap.samples import samples  # noqa: PLC0415
    from core.store import tenants  # noqa: PLC0415

    wanted = {sample.tenant: sample for sample in samples()}
    there = {each.tenant: each for each in tenants.listed(handrail.database)}
    if there.keys() - wanted.keys():
        return
    for sample in wanted.values():
        if sample.tenant not in there:
            _add(handrail, sample)
        if not there.get(sample.tenant) or not there[sample.tenant].chunks:
            print_summary(run(handrail, sample.tenant, [sample.documents], Label(Tier.INTERNAL)))


def _add(handrail: "Handrail", sample: "Sample") -> None:
    from core.store import tenants  # noqa: PLC0415

    tenants.add(
        handrail.database,
        sample.tenant,
        name=sample.name,
        model=handrail.settings.embedding_model,
        dimension=handrail.settings.embedding_dimension,
    )


def _show(handrail: "Handrail") -> None:
    """The main job: an answer, a refusal, and a question asked with enough clearance and with less."""
    from core.bootstrap.samples import demonstration  # noqa: PLC0415

    for sample, asked in demonstration():
        out.print()
        out.print(Rule(Text(f"{sample.name}: {asked.what}"), align="left", style="dim"))
        _ask(handrail, sample.tenant, asked.person, asked.question)
    out.print()
    out.print(
        'Ask yourself: handrail ask --tenant alder "How long do we keep the records of a child?"'
    )


def _ask(handrail: "Handrail", tenant: str, person: "Person", question: str) -> None:
    groups = ", ".join(sorted(person.groups)) or "no group"
    who = f"{person.name}, {person.role} ({person.clearance.label}, {groups})"
    out.print(Text.assemble((who, "cyan"), f" asks: {question}"))
    principal = handrail.issuer.principal(
        tenant, person.subject, clearance=person.clearance, groups=person.groups
    )
    with busy("Asking"):
        answer = handrail.assistant.ask(principal, Question(question))
    print_answer(answer)
