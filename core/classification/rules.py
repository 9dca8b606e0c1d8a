"""What is declared: tiers of places by pattern, and tiers of what detectors find."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from core.classification.errors import BadClassification
from core.classification.values import DEFAULT_TIERS, Category, Found
from core.domain.access import Tier, UnknownTier

IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Rule:
    """Everything whose path matches `match` is of a tier, and for certain groups only if any are named.

    `*` stands for anything within a folder, `**` for folders too; `staff.csv:salary` is a column.
    """

    match: str
    tier: Tier
    groups: frozenset[str] = frozenset()
    reason: str = ""

    def covers(self, place: str) -> bool:
        """Whether `place`, a path or a path with `:column`, is meant."""
        return _pattern(self.match).fullmatch(place) is not None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules, and by category the least tier of what holds it; None where it is ignored."""

    rules: tuple[Rule, ...] = ()
    tiers: Mapping[Category, Tier | None] = field(
        default_factory=lambda: MappingProxyType(dict(DEFAULT_TIERS))
    )

    def of(self, place: str) -> Rule | None:
        """The rule with the highest tier that covers `place`; of equals, the last."""
        covering = [rule for rule in self.rules if rule.covers(place)]
        highest = max((rule.tier for rule in covering), default=None)
        return next((rule for rule in reversed(covering) if rule.tier == highest), None)

    def detected(self, found: Iterable[Found]) -> tuple[Tier | None, tuple[Found, ...]]:
        """The highest tier of what was found, and what of it makes it so; None if nothing does."""
        counted = [(self.tiers[each.category], each) for each in found]
        tiers = [tier for tier, _ in counted if tier is not None]
        highest = max(tiers, default=None)
        return highest, tuple(
            each for tier, each in counted if tier is not None and tier == highest
        )


def parse(written: Mapping[str, Any]) -> Rules:
    """The rules in a `classification.toml`; raises `BadClassification`."""
    rules = written.get("rule", [])
    if not isinstance(rules, list):
        raise BadClassification('Write [[rule]] above match = "…" and tier = "…".')
    return Rules(tuple(map(_rule, rules)), _tiers(written.get("tiers", {})))


def tier(written: object) -> Tier:
    """A tier by its name; raises `BadClassification`."""
    try:
        return Tier.parse(str(written))
    except UnknownTier as error:
        raise BadClassification(str(error)) from error


def groups(written: object) -> frozenset[str]:
    """Names of groups; raises `BadClassification` for what is no list of names."""
    if not isinstance(written, list) or not all(isinstance(name, str) and name for name in written):
        raise BadClassification(f'groups: write a list of names, such as ["hr"]; got {written!r}.')
    return frozenset(written)


def _rule(written: object) -> Rule:
    if not isinstance(written, dict) or not written.get("match") or "tier" not in written:
        raise BadClassification('A [[rule]] needs match = "…" and tier = "…".')
    return Rule(
        str(written["match"]),
        tier(written["tier"]),
        groups(written.get("groups", [])),
        str(written.get("reason", "")),
    )


def _tiers(written: object) -> Mapping[Category, Tier | None]:
    if not isinstance(written, dict) or not set(written) <= set(Category):
        raise BadClassification(f"[tiers] may name {', '.join(Category)}; got {written!r}.")
    declared = {
        Category(name): None if value == IGNORED else tier(value) for name, value in written.items()
    }
    return MappingProxyType({**DEFAULT_TIERS, **declared})


@lru_cache(maxsize=4096)
def _pattern(glob: str) -> re.Pattern[str]:
    """`*` and `?` stay within a folder; `**` crosses folders; without `:` a column is not meant."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    signs = {"**/": r"(?:[^:]*/)?", "**": r"[^:]*", "*": r"[^/:]*", "?": r"[^/:]"}
    return re.compile("".join(signs.get(part, re.escape(part)) for part in parts), re.DOTALL)
