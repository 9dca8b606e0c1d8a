"""The classification map of a collection, held against what its files say of themselves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core.classification import settling
from core.classification.file import CLASSIFICATION, read
from core.classification.map import ClassificationMap, Entry
from core.domain.access import Tier
from core.domain.document import Label
from core.ingest.errors import NoGroupInCommon, NoTier
from core.ingest.metadata import Declared, Metadata


@dataclass(frozen=True, slots=True)
class Overruled:
    """A file for which the map and the file itself name different tiers: the higher one holds."""

    source: str
    declared: Tier
    mapped: Tier
    reason: str

    @property
    def tier(self) -> Tier:
        """The tier that holds."""
        return max(self.declared, self.mapped)

    @property
    def message(self) -> str:
        """What happened and why, for people."""
        if self.mapped > self.declared:
            return (
                f"It is {self.mapped.label} by the classification map, although it is declared "
                f"{self.declared.label}. {self.reason}"
            )
        return (
            f"It stays {self.declared.label}, as declared, although the classification map says "
            f"{self.mapped.label}: a tier is lowered in both places or not at all."
        )


@dataclass(frozen=True, slots=True)
class Enforcement:
    """Labels the files of a collection that has a map.

    `is_default_meant` says whether whoever brings the files chose the tier for those without one;
    where not, a file without a tier raises `NoTier`. `overruled` is told of differences.
    """

    known: ClassificationMap
    is_default_meant: bool
    overruled: Callable[[Overruled], None]

    def applied(
        self, meta: Metadata, declared: Declared, source: str, version: str, text: Callable[[], str]
    ) -> Metadata:
        """The metadata under the label that map, file and default add up to; the highest tier holds."""
        said = meta.label.tier if "classification" in declared else None
        entries = settling.entries(self.known, source, version, text, said)
        mapped = max((each.tier for each in entries if each.tier is not None), default=None)
        tier = self._tier(meta, said, mapped)
        if said is not None and mapped is not None and said != mapped:
            self.overruled(Overruled(source, said, mapped, _reason(entries, mapped)))
        groups = _groups(meta.label.groups, "groups" in declared, entries)
        return replace(meta, label=Label(tier, groups))

    def _tier(self, meta: Metadata, said: Tier | None, mapped: Tier | None) -> Tier:
        tiers = [tier for tier in (said, mapped) if tier is not None]
        if tiers:
            return max(tiers)
        if self.is_default_meant:
            return meta.label.tier
        raise NoTier


def classification_map(root: Path) -> ClassificationMap | None:
    """The map at the root of a collection, if it has one; raises `BadClassification`."""
    path = root / CLASSIFICATION
    return read(path).map if path.is_file() else None


def _reason(entries: list[Entry], tier: Tier) -> str:
    return next(each.reason for each in entries if each.tier == tier)


def _groups(given: frozenset[str], is_declared: bool, entries: list[Entry]) -> frozenset[str]:
    """The groups of both where both name some; a default gives way to the map."""
    mapped = [each.groups for each in entries if each.groups]
    if is_declared and given:
        mapped.append(given)
    if not mapped:
        return given
    common = frozenset.intersection(*mapped)
    if not common:
        raise NoGroupInCommon
    return common
