"""`handrail ask` and `handrail search`."""

from datetime import date, datetime
from typing import Annotated

import typer

from core.cli.output import print_answer, print_hits, print_json
from core.cli.session import busy, opened, person
from core.domain import wire
from core.domain.answer import Question

Asked = Annotated[str, typer.Argument(help="The question, in quotes.")]
TenantOption = Annotated[str, typer.Option("--tenant", "-t", help="Whose documents to ask.")]
Subject = Annotated[
    str | None,
    typer.Option(help="Who is asking, as it will stand in the audit; you, if not given."),
]
Groups = Annotated[str, typer.Option(help="Groups the asker belongs to: a,b")]
Clearance = Annotated[
    str,
    typer.Option(help="The asker's clearance: public, internal, confidential or restricted."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Answer as of this day; today, if not given."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


def ask(
    question: Asked,
    tenant: TenantOption,
    subject: Subject = None,
    groups: Groups = "",
    clearance: Clearance = "internal",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Ask a question as a person of a tenant: a cited answer, or a refusal that says why.

    Only documents that person may see take part. The request is on record before the answer is
    printed.

    Example: handrail ask --tenant alder --clearance internal "How much may I spend on a hotel?"
    """
    with opened() as handrail:
        principal = person(handrail, tenant, subject, groups, clearance)
        with busy("Asking"):
            answer = handrail.assistant.ask(principal, Question(question, _day(as_of)))
        if as_json:
            print_json(wire.answer(answer))
        else:
            print_answer(answer)


def search(
    question: Asked,
    tenant: TenantOption,
    subject: Subject = None,
    groups: Groups = "",
    clearance: Clearance = "internal",
    as_of: AsOf = None,
    every_version: Annotated[
        bool,
        typer.Option("--every-version", help="Include what is superseded or not in force yet."),
    ] = False,
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="How many hits.")] = 8,
    as_json: AsJson = False,
) -> None:
    """Show the passages a question finds, best first, as a person of a tenant.

    Example: handrail search --tenant alder --clearance internal "parental leave"
    """
    today = date.today()
    day = None if every_version else _day(as_of) or today
    with opened() as handrail:
        principal = person(handrail, tenant, subject, groups, clearance)
        with busy("Searching"):
            retrieved = handrail.searcher.search(principal, question, k=k, as_of=day)
        if as_json:
            print_json(wire.retrieved(retrieved, today))
        else:
            print_hits(retrieved, today)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
