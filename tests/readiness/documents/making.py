"""Documents for tests, without files."""

from datetime import date

from core.domain.access import Tier
from core.domain.document import ALWAYS, FOREVER, Effective, Label, PageStart
from core.ingest.metadata import Metadata
from core.readiness.documents.reading import Text


def document(
    source: str,
    text: str,
    *,
    title: str = "",
    since: date = ALWAYS,
    until: date = FOREVER,
    supersedes: str | None = None,
    pages: tuple[PageStart, ...] = (),
) -> Text:
    """A document as it would have been read; its title is the first heading unless it is given."""
    heading = next((line[2:] for line in text.splitlines() if line.startswith("# ")), source)
    return Text(
        source=source,
        text=text,
        title=title or heading,
        metadata=Metadata(None, Label(Tier.INTERNAL), Effective(since, until), supersedes),
        declared={},
        pages=pages,
        version=source,
    )


PARKING = """# Parking rules

Cars of staff stand in rows A to C behind the main building, and never in front of the ambulance bay.

A badge is shown behind the windscreen on every day. Whoever forgets it asks the porter for a slip.

Bicycles stand in the shed beside the kitchen. The shed is locked at half past nine in the evening.

Charging points are shared: a car that is full makes room for the next one within the hour.
"""
