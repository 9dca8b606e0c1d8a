"""What a tenant's files say of a retrieved passage."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.evaluation.runs.values import Holding, Passage

Holdings = Mapping[str, Sequence[Holding]]
"""By tenant, the documents its files hold."""


def nothing() -> Holdings:
    """What is known of a deployment whose files are not at hand."""
    return MappingProxyType({})


def held(holdings: Holdings, tenant: str, passage: Passage) -> list[Holding]:
    """The tenant's documents that the passage is of: same source, same version."""
    return [
        each
        for each in holdings.get(tenant, ())
        if (each.source, each.version) == (passage.source, passage.version)
    ]
