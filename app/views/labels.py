"""What a document is labelled with, as people read it."""

from datetime import date

from app.strings import Labels, Sources
from app.views.wording import applies, plain, standing, tier
from core.domain.document import Effective, Label, Standing
from core.library import Entry

TIER_COLOURS = ("green", "blue", "orange", "red")
STANDING_COLOURS = {
    Standing.IN_FORCE: "gray",
    Standing.SUPERSEDED: "yellow",
    Standing.NOT_YET_EFFECTIVE: "violet",
}


def badges(entry: Entry, day: date) -> str:
    """Classification, standing on a day and groups, as Markdown."""
    now = entry.standing(day)
    return " ".join(
        [
            _badge(TIER_COLOURS[entry.label.tier], tier(entry.label.tier)),
            _badge(STANDING_COLOURS[now], standing_on(entry.effective, day)),
            *(_badge("gray", each, "group") for each in sorted(entry.label.groups)),
        ]
    )


def standing_on(effective: Effective, day: date) -> str:
    """In force since 1 May 2026; In force, where no dates are given."""
    name = standing(effective.on(day))
    if effective == Effective():
        return name
    return Labels.STANDING.format(standing=name, dates=applies(effective, day))


def who_may_see(label: Label) -> str:
    """In a sentence's middle: everyone with internal clearance or above who is in hr or finance."""
    groups = Sources.OR.join(sorted(label.groups))
    pattern = Sources.GROUPS if groups else Sources.EVERYONE
    return pattern.format(tier=tier(label.tier).lower(), groups=groups)


def _badge(colour: str, text: str, icon: str = "") -> str:
    shown = f":material/{icon}: " if icon else ""
    return f":{colour}-badge[{shown}{plain(text)}]"
