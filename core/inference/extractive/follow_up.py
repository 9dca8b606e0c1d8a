"""What answers a follow-up: a unit that speaks of what is new in it, not just of what it leans on.

The weights are round ones that found most of the answers to follow-ups asked of the sample tenants.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.inference.extractive.ranges import amounts
from core.inference.extractive.scoring import Features
from core.inference.extractive.units import Unit
from core.inference.extractive.words import subject, words

OWN = 0.25  # what the follow-up's own score weighs beside that of all it is understood as
NAMED = 0.3  # for a unit that has everything the follow-up names
SPEAKS_FROM = 0.25  # cosine from which a unit that has nothing of that may still speak of it
STEM = 4  # letters from which one word may begin another: sick, sickness


def scored(
    question: str, units: Sequence[Unit], whole: Sequence[Features], own: Sequence[Features]
) -> list[float]:
    """How well each unit answers `question`; `whole` and `own` are the units' features, in order.

    `whole` is beside all the follow-up is understood as, `own` beside the follow-up alone.
    """
    named = frozenset(subject(question))
    if amounts(question):  # a new amount takes the place of the old one
        whole = [replace(old, range=new.range) for old, new in zip(whole, own, strict=True)]
    return [
        leaned_on.score + OWN * mine.score + NAMED * _share(named, unit)
        for unit, leaned_on, mine in zip(units, whole, own, strict=True)
    ]


def speaks_of(question: str, unit: Unit, own: Features) -> bool:
    """Whether `unit` is about what `question` names; of one that names nothing, any is."""
    named = frozenset(subject(question))
    return not named or _share(named, unit) > 0 or (own.nearness or 0.0) >= SPEAKS_FROM


def _share(named: frozenset[str], unit: Unit) -> float:
    said = frozenset(words(f"{unit.surroundings} {unit.text}"))
    return sum(_is_said(word, said) for word in named) / len(named) if named else 0.0


def _is_said(word: str, said: frozenset[str]) -> bool:
    return word in said or any(
        len(shorter) >= STEM and longer.startswith(shorter)
        for shorter, longer in (sorted((word, other), key=len) for other in said)
    )
