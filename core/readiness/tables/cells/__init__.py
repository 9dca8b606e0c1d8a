"""Wrong cells of one table, found without labels: what contradicts the rest of the table, and why."""

from core.readiness.tables.cells.detection import suspects
from core.readiness.tables.cells.findings import found
from core.readiness.tables.cells.suspect import Cause, Suspect

__all__ = ["Cause", "Suspect", "found", "suspects"]
