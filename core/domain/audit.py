"""What is recorded of a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One thing that happened. `request_id` ties together the records of one request."""

    record_id: UUID
    request_id: UUID
    kind: str
    tenant: str
    subject: str
    at: datetime
    body: Mapping[str, Any]
