"""All that is found by looking at tables beside each other, what they share worked out once."""

from collections.abc import Iterator, Sequence

from core.readiness.across import drift, facts, keys, names
from core.readiness.across.sight import Sight
from core.readiness.across.snapshots import among
from core.readiness.finding import Finding
from core.readiness.tables.profile import Profile


def found(profiles: Sequence[Profile]) -> Iterator[Finding]:
    """Drift between snapshots, orphaned keys, conflicting facts and misleading names."""
    sights = [Sight(profile) for profile in profiles if profile.table.sample.height]
    taken = among(sights)
    links = keys.references(sights, taken)
    yield from drift.between(taken)
    yield from keys.orphans(links)
    yield from facts.conflicts(links, taken)
    yield from names.misleading(sights, taken, links)
