"""Every check an audit makes, and what becomes of one that fails."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ParamSpec

from core.readiness.across import comparing
from core.readiness.documents import (
    broken_tables,
    contradictions,
    dates,
    exceptions,
    lost_text,
    versions,
)
from core.readiness.documents import duplicates as copies
from core.readiness.documents.reading import Text
from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import (
    dependencies,
    duplicates,
    enum_meaning,
    enums,
    impossible,
    missing,
    mixed_formats,
    mixed_types,
    mixed_units,
    outliers,
    overloaded,
    sentinels,
)
from core.readiness.tables.cells import findings as cells
from core.readiness.tables.profile import Profile

Given = ParamSpec("Given")
Check = Callable[Given, Iterable[Finding]]

OF_A_TABLE: dict[str, Check[[Profile]]] = {
    "spellings of absence": missing.found,
    "values that stand for nothing": sentinels.found,
    "types": mixed_types.found,
    "units": mixed_units.found,
    "formats": mixed_formats.found,
    "outliers": outliers.found,
    "columns with several meanings": overloaded.found,
    "codes": enums.found,
    "what codes mean": enum_meaning.found,
    "rules between columns": dependencies.found,
    "values that cannot go together": impossible.found,
    "rows that are there twice": duplicates.found,
    "values most likely wrong": cells.found,
}
ACROSS_TABLES: dict[str, Check[[Sequence[Profile]]]] = {
    "names, keys, facts and snapshots": comparing.found,
}
OF_DOCUMENTS: dict[str, Check[[Sequence[Text]]]] = {
    "copies": copies.found,
    "superseded versions": versions.found,
    "contradictions": contradictions.found,
    "broken tables": broken_tables.found,
    "lost text": lost_text.found,
    "exceptions without their rule": exceptions.found,
    "dates": dates.found,
}


def made(
    name: str, place: str, check: Check[Given], *args: Given.args, **options: Given.kwargs
) -> Iterator[Finding]:
    """What a check finds; where it fails on data nobody thought of, a finding that says so.

    One check that fails on one table must not take the audit's other thousand with it, and must not
    pass for one that found nothing.
    """
    try:
        yield from list(check(*args, **options))
    except Exception as error:
        yield Finding(
            kind=Kind.UNREAD,
            where=Where(place),
            what=f"{place} was not checked for {name}: {type(error).__name__}: {error}.",
            poisons="Whatever this check would have found here is unknown.",
            remedy="Report the message; the rest of the audit does not depend on it.",
            severity=Severity.MEDIUM,
            confidence=1.0,
            affected=1,
            out_of=1,
            key=f"check:{name}",
        )
