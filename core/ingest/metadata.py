"""What is declared of a file: by its front matter, else by the manifest, else by whoever brings it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from core.domain.access import Tier, UnknownTier
from core.domain.document import ALWAYS, FOREVER, Effective, Label
from core.ingest.errors import BadManifest, BadMetadata

MANIFEST = "manifest.toml"
Declared = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file is called, who may see it, when it applies, and which source it takes the place of."""

    title: str | None
    label: Label
    effective: Effective
    supersedes: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.toml` at the root of a collection declares: `[defaults]` and `[files."path"]`."""

    defaults: Declared
    files: Mapping[str, Declared]

    def of(self, source: str) -> Declared:
        """What is declared of one source, defaults included."""
        return {**self.defaults, **self.files.get(source, {})}


LONGEST_TEXT = 1_000
NO_MANIFEST = Manifest({}, {})


def manifest(root: Path) -> Manifest:
    """The manifest in `root`, empty if there is none; raises `BadManifest`."""
    path = root / MANIFEST
    if not path.is_file():
        return NO_MANIFEST
    try:
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadManifest(f"{path.name}: {error}") from error
    files = declared.get("files", {})
    if not isinstance(files, dict) or not all(isinstance(each, dict) for each in files.values()):
        raise BadManifest(
            f'{path.name}: write [files."folder/name.pdf"] above each file\'s entries.'
        )
    return Manifest(declared.get("defaults", {}), files)


def metadata(declared: Declared, default: Label) -> Metadata:
    """What is declared, checked; raises `BadMetadata` rather than guess who may see a document."""
    return Metadata(
        title=_text(declared, "title"),
        label=Label(_tier(declared, default.tier), _groups(declared, default.groups)),
        effective=_effective(declared),
        supersedes=_text(declared, "supersedes"),
    )


def _text(declared: Declared, key: str) -> str | None:
    value = declared.get(key)
    if value is None:
        return None
    text = str(value).strip()
    if not text.isprintable() or len(text) > LONGEST_TEXT:
        raise BadMetadata(f"{key}: write one line of at most {LONGEST_TEXT} characters.")
    return text


def _tier(declared: Declared, default: Tier) -> Tier:
    try:
        return (
            Tier.parse(str(declared["classification"])) if "classification" in declared else default
        )
    except UnknownTier as error:
        raise BadMetadata(f"classification: {error}") from error


def _groups(declared: Declared, default: frozenset[str]) -> frozenset[str]:
    groups = declared.get("groups", default) or ()
    if not isinstance(groups, list | tuple | frozenset) or not all(map(_is_name, groups)):
        raise BadMetadata(f"groups: write a list of names, such as [hr, finance]; got {groups!r}.")
    return frozenset(group.strip() for group in groups)


def _is_name(group: object) -> bool:
    return isinstance(group, str) and bool(group.strip()) and group.isprintable()


def _effective(declared: Declared) -> Effective:
    start = _day(declared, "effective_from", ALWAYS)
    end = _day(declared, "effective_to", FOREVER)
    if start >= end:
        raise BadMetadata(f"effective_to {end} is not after effective_from {start}.")
    return Effective(start, end)


def _day(declared: Declared, key: str, default: date) -> date:
    value = declared.get(key)
    if value is None:
        return default
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise BadMetadata(f"{key}: write a date as 2026-01-31; got {value!r}.") from error
