"""`handrail init` and `handrail up`."""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from core.cli.ingesting import print_summary, run
from core.cli.output import out
from core.cli.session import busy, opened
from core.domain.access import Tier
from core.domain.document import Label

if TYPE_CHECKING:
    from core.bootstrap import Handrail
    from core.bootstrap.samples import Sample
    from core.settings import Settings


def init() -> None:
    """Set up the database, or bring it to this version. Safe to run again."""
    with opened() as handrail:
        out.print(f"Ready. State is in {handrail.settings.home.resolve()}.")


def up() -> None:
    """Start, load the sample tenants if there are no tenants, and serve the app and the API.

    HANDRAIL_PORT changes the port, 8080. Ctrl-C stops everything, once what is under way is done.
    """
    with opened() as handrail:
        with busy("Opening"):
            # by name, as core may not depend on what is built upon it
            server = import_module("app.server").Server(handrail)
        _load_samples(handrail)
        server.serve(partial(_announce, handrail.settings))
    out.print("Stopped.")


def _announce(settings: "Settings") -> None:
    """Where to go, and as whom one can sign in."""
    from core.bootstrap.samples import samples  # noqa: PLC0415

    out.print()
    out.print(Text.assemble("Handrail is at ", (settings.url, "bold cyan")))
    if settings.oidc_issuer is not None:
        out.print(f"Sign in through {settings.oidc_issuer}.")
        return
    out.print("Choose on its page whom to be. For instance:")
    table = Table(box=None, show_header=False, padding=(0, 2))
    for sample in samples():
        for person in sample.people[:2]:
            table.add_row(f"{person.name}, {person.role}", sample.name, person.clearance.label)
    out.print(table)
    out.print("This sign-in is for trying things out on this machine. Ctrl-C stops Handrail.")


def _load_samples(handrail: "Handrail") -> None:
    """The sample tenants, where there is no tenant at all and several may be.

    An interrupted loading is gone on with.
    """
    from core.bootstrap.samples import lay_out, samples  # noqa: PLC0415
    from core.store import tenants  # noqa: PLC0415

    if handrail.settings.tenancy == "dedicated":
        return
    wanted = {sample.tenant: sample for sample in samples()}
    there = {each.tenant: each for each in tenants.listed(handrail.database)}
    if there.keys() - wanted.keys():
        return
    for sample in wanted.values():
        if sample.tenant not in there:
            _add(handrail, sample)
        lay_out(sample, handrail.settings.audits_home)
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
