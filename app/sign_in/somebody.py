"""Somebody who is on no list: for tenants that are not samples."""

import re

from app.sign_in.authorization import Parameters
from core.bootstrap.samples import Person
from core.domain.access import Role, Tier
from core.domain.errors import Permanent

NAME = re.compile(r"\S(.{0,98}\S)?")


class NotSomebody(Permanent):
    """A tenant, a name and a clearance are needed to be somebody."""


def somebody(form: Parameters) -> tuple[str, Person]:
    """The tenant and the person described in a form; raises `NotSomebody` or `UnknownTier`."""
    tenant, subject = form.get("tenant", "").strip(), form.get("subject", "").strip()
    if not (NAME.fullmatch(tenant) and NAME.fullmatch(subject)):
        raise NotSomebody
    groups = {name.strip() for name in form.get("groups", "").split(",")}
    return tenant, Person(
        subject=subject,
        name=subject,
        role="",
        clearance=Tier.parse(form.get("clearance", "")),
        groups=frozenset(groups - {""}),
        roles=frozenset(form.getlist("role")) & frozenset(Role),
    )
