"""Where the analysts of a tenant audit: a folder with what came in, and with what came of it."""

from dataclasses import dataclass
from pathlib import Path

from core.domain.access import Principal, Role
from core.domain.errors import Permanent
from core.readiness import decisions, report
from core.readiness.decisions import Decisions
from core.readiness.report import Report


class MayNotAudit(Permanent):
    """Audits are for analysts, since a table shows whatever is in it. Ask for the role `analyst`."""


class NothingBrought(Permanent):
    """There is nothing to audit yet. Put tables into `sources`, documents into `documents`."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A tenant's folder: `sources/`, `documents/` and `requirements.toml`, whichever are there.

    `audit/` holds the last report and the decisions about findings.
    """

    folder: Path

    @property
    def sources(self) -> Path | None:
        """The folder of tables, if there is one."""
        return _there(self.folder / "sources")

    @property
    def documents(self) -> Path | None:
        """The folder of documents, if there is one."""
        return _there(self.folder / "documents")

    @property
    def requirements(self) -> Path | None:
        """The requirements of the audit, if there are any."""
        return _there(self.folder / "requirements.toml")

    @property
    def audit(self) -> Path:
        """The folder of the audit; it may not be there yet."""
        return self.folder / "audit"

    @property
    def report(self) -> Path:
        """Where the last report is."""
        return self.audit / "report.json"

    @property
    def decisions(self) -> Path:
        """Where decisions about findings are kept."""
        return self.audit / "decisions.jsonl"

    def last(self) -> Report | None:
        """The last report; raises `BadReport`."""
        return report.loaded(self.report)

    def decided(self) -> Decisions:
        """What was decided about findings; raises `BadDecisions`."""
        return decisions.loaded(self.decisions)


def workspace(audits: Path, principal: Principal) -> Workspace:
    """The workspace of an analyst's own tenant below `audits`; raises `MayNotAudit`."""
    principal.ensure_current()
    if Role.ANALYST not in principal.roles:
        raise MayNotAudit
    return Workspace(audits / principal.tenant)


def _there(path: Path) -> Path | None:
    return path if path.exists() else None
