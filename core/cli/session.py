"""What the commands share: an open Handrail, and a person to ask as."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from getpass import getuser
from typing import TYPE_CHECKING

from rich.status import Status

from core.cli.output import err
from core.domain.access import Principal, Tier

if TYPE_CHECKING:
    from core.bootstrap import Handrail


@contextmanager
def opened() -> "Iterator[Handrail]":
    """Handrail as the environment configures it, closed at the end of the block."""
    with ExitStack() as stack:
        with busy("Starting"):
            from core.bootstrap import bootstrap  # noqa: PLC0415  imports what is slow

            handrail = stack.enter_context(bootstrap())
        yield handrail


def busy(what: str) -> Status:
    """A spinner on standard error for as long as the block takes."""
    return err.status(f"{what} …")


def person(
    handrail: "Handrail", tenant: str, subject: str | None, groups: str, clearance: str
) -> Principal:
    """The person named on the command line, by a token issued here and verified like any other."""
    return handrail.issuer.principal(
        tenant,
        subject or getuser(),
        clearance=Tier.parse(clearance),
        groups=names(groups),
    )


def curator(handrail: "Handrail", tenant: str) -> Principal:
    """Whoever sits at this machine, as the one who brings documents in."""
    from datetime import timedelta  # noqa: PLC0415

    return handrail.issuer.principal(
        tenant,
        getuser(),
        clearance=Tier.RESTRICTED,
        roles=("curator",),
        lifetime=timedelta(hours=24),
    )


def names(listed: str) -> frozenset[str]:
    """The names in a comma-separated list."""
    return frozenset(name.strip() for name in listed.split(",") if name.strip())
