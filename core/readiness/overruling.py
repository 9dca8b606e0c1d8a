"""The tier of a place, as someone who may see it says it is."""

from datetime import date

from core.classification.map import ClassificationMap
from core.domain.access import Principal, Tier
from core.domain.errors import Permanent
from core.readiness.opening import UNKNOWN


class AboveReviewer(Permanent):
    """This is above your clearance, so you cannot lower its tier. Ask someone who is cleared for it."""


def may_overrule(tier: Tier | None, clearance: Tier, to: Tier) -> bool:
    """Whether someone may move a place from a tier to another: up always, down only what they may see.

    Without this, whoever may not see a column would only have to declare it public. What has no
    tier counts as restricted.
    """
    now = UNKNOWN if tier is None else tier
    return now <= clearance or to >= now


def overruled(
    shown: ClassificationMap, place: str, to: Tier, *, by: Principal, reason: str, on: date
) -> ClassificationMap:
    """The map with this person's decision; raises `AboveReviewer`, `NotInMap`, `NoReason`."""
    if not may_overrule(shown.entry(place).tier, by.clearance, to):
        raise AboveReviewer
    return shown.reviewed(place, to, reason=reason, by=by.subject, on=on)
