"""The sample tenants: fictional organisations, their documents, people and questions."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import Any

from core.domain.access import Role, Tier

FOLDER = Path(__file__).parents[2] / "data" / "samples"
NOT_TO_AUDIT = ("clean", "making", "make_*", "binary_sources", "truth*", "README.md", "__pycache__")
"""What lies beside the audited folders and tells how they were made."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of a sample tenant, to ask as."""

    subject: str
    name: str
    role: str
    clearance: Tier
    groups: frozenset[str]
    roles: frozenset[str] = frozenset()


OPERATIONS = "operations"  # the tenant of those who run the service; it holds no documents
FLEET = Person(
    subject="rasmus.ekholm",
    name="Rasmus Ekholm",
    role="Runs Handrail for all tenants",
    clearance=Tier.PUBLIC,
    groups=frozenset(),
    roles=frozenset({Role.FLEET_OPERATOR}),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample tenant; `documents` is the folder to ingest, `audit` one to audit, if it has one."""

    tenant: str
    name: str
    about: str
    examples: tuple[str, ...]
    people: tuple[Person, ...]
    documents: Path
    audit: Path | None = None


def lay_out(sample: Sample, audits: Path) -> None:
    """Put what a sample tenant has to audit into its workspace, unless there is one already."""
    workspace = audits / sample.tenant
    if sample.audit is None or workspace.exists():
        return
    audits.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".unfinished-", dir=audits) as unfinished:
        laid_out = Path(unfinished) / sample.tenant
        copytree(sample.audit, laid_out, ignore=ignore_patterns(*NOT_TO_AUDIT))
        laid_out.rename(workspace)


def samples() -> list[Sample]:
    """The sample tenants, by name; none where the samples are not installed."""
    return [_sample(path.parent) for path in sorted(FOLDER.glob("*/tenant.toml"))]


def _sample(folder: Path) -> Sample:
    described = tomllib.loads((folder / "tenant.toml").read_text(encoding="utf-8"))
    return Sample(
        tenant=folder.name,
        name=described["name"],
        about=described["about"],
        examples=tuple(described["examples"]),
        people=tuple(_person(each) for each in described["people"]),
        documents=folder / "documents",
        audit=folder / described["audit"] if "audit" in described else None,
    )


def _person(described: dict[str, Any]) -> Person:
    return Person(
        subject=described["subject"],
        name=described["name"],
        role=described["role"],
        clearance=Tier.parse(described["clearance"]),
        groups=frozenset(described["groups"]),
        roles=frozenset(Role(each) for each in described.get("roles", ())),
    )
