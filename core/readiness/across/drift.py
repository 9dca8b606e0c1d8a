"""What changed from one snapshot to the next: the columns, and what they hold."""

from collections.abc import Iterator, Sequence

from core.readiness.across import codes, distributions
from core.readiness.across.likeness import likeness
from core.readiness.across.matching import Matching, Renamed, Split
from core.readiness.across.snapshots import Pair, Snapshots, snapshots
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile

TIMES = frozenset({ColumnKind.DATE, ColumnKind.PERIOD, ColumnKind.YEAR})
WORDS = frozenset({ColumnKind.CATEGORY, ColumnKind.TEXT, ColumnKind.GENDER})


def found(profiles: Sequence[Profile]) -> Iterator[Finding]:
    """Columns and distributions that changed between snapshots among `profiles`."""
    yield from between(snapshots(profiles))


def between(taken: Snapshots) -> Iterator[Finding]:
    """The same, for snapshots already told apart: each with the next."""
    for pair in taken.consecutive:
        yield from schema(pair)
        yield from codes.between(pair)
        yield from distributions.between(pair)


def schema(pair: Pair) -> Iterator[Finding]:
    """Columns added, removed, renamed, cut up, and those that changed type or format."""
    matching = pair.matching
    for renamed in matching.renamed:
        yield _renamed(pair, renamed)
    for split in matching.split:
        yield _split(pair, split)
    yield from _gone_and_come(pair, matching)
    for old, new in matching.pairs:
        yield from _rewritten(pair, old, new)


def _gone_and_come(pair: Pair, matching: Matching) -> Iterator[Finding]:
    cut = {name for each in matching.split for name in (each.whole, *each.parts)}
    for name in matching.removed:
        if name not in cut:
            yield _removed(pair, name)
    for name in matching.added:
        if name not in cut:
            yield _added(pair, name)


def _renamed(pair: Pair, renamed: Renamed) -> Finding:
    old, new = renamed.old, renamed.new
    return _finding(
        pair,
        old,
        new,
        key=f"renamed:{old}>{new}",
        what=f"“{old}” of {pair.earlier.name} is called “{new}” in {pair.later.name}: {renamed.why}.",
        poisons=f"Whatever reads “{old}” finds nothing in the later snapshot, and comparisons over "
        f"time take “{old}” as ended and “{new}” as begun.",
        remedy=f"Settle on one name and map “{old}” to “{new}” where the snapshots are loaded.",
        severity=Severity.MEDIUM,
        confidence=renamed.confidence,
    )


def _split(pair: Pair, split: Split) -> Finding:
    parts = ", ".join(split.parts)
    first, then = (split.parts, (split.whole,)) if split.merged else ((split.whole,), split.parts)
    verb = "were merged into" if split.merged else "was cut into"
    return _finding(
        pair,
        "|".join(first),
        "|".join(then),
        key=f"split:{split.whole}",
        what=f"{parts if split.merged else split.whole} of {pair.earlier.name} {verb} "
        f"{split.whole if split.merged else parts} in {pair.later.name}.",
        poisons="Questions that span the snapshots find the information in one of them only.",
        remedy="Bring the snapshots to one form, best the one with a column for each part.",
        severity=Severity.MEDIUM,
        confidence=0.85,
    )


def _removed(pair: Pair, name: str) -> Finding:
    return _finding(
        pair,
        name,
        "",
        key=f"removed:{name}",
        what=f"“{name}” of {pair.earlier.name} is not in {pair.later.name}, under any name.",
        poisons=f"Answers about “{name}” rest on the earlier snapshot and are out of date.",
        remedy=f"Ask the source whether “{name}” was given up, and until when its values hold.",
        severity=Severity.MEDIUM,
        confidence=0.9,
    )


def _added(pair: Pair, name: str) -> Finding:
    return _finding(
        pair,
        "",
        name,
        key=f"added:{name}",
        what=f"“{name}” came up in {pair.later.name}; {pair.earlier.name} has nothing like it.",
        poisons=f"Answers about “{name}” know nothing of the time before.",
        remedy=f"Note since when “{name}” is kept, and fill in earlier values if they are known.",
        severity=Severity.LOW,
        confidence=0.9,
    )


def _rewritten(pair: Pair, old: str, new: str) -> Iterator[Finding]:
    before, after = pair.earlier.profile.columns[old], pair.later.profile.columns[new]
    if ColumnKind.EMPTY in (before.kind, after.kind):
        return
    seen = likeness(pair.earlier, old, pair.later, new, pair.matching.rows)
    kinds = {before.kind, after.kind}
    alike = len(kinds) == 1 or kinds <= WORDS or kinds <= TIMES
    if not alike and seen.written < 0.5 and before.kind.is_numeric != after.kind.is_numeric:
        yield _changed(pair, old, new, "type", f"from {before.kind} to {after.kind}")
    elif alike and seen.written < 0.2 and _said_the_same(seen.overlap, seen.agreement, after.kind):
        one, other = before.counts["value"][0], after.counts["value"][0]
        yield _changed(pair, old, new, "format", f"from the like of “{one}” to that of “{other}”")


def _said_the_same(overlap: float, agreement: float | None, kind: ColumnKind) -> bool:
    return overlap >= 0.5 or (agreement or 0.0) >= 0.5 or kind in TIMES


def _changed(pair: Pair, old: str, new: str, aspect: str, how: str) -> Finding:
    return _finding(
        pair,
        old,
        new,
        key=f"{aspect}:{old}>{new}",
        what=f"“{new}” changed its {aspect} between {pair.earlier.name} and {pair.later.name}: {how}.",
        poisons="Comparisons and joins over the snapshots match nothing, or only some of the rows.",
        remedy=f"Convert “{new}” to one {aspect} where the snapshots are loaded.",
        severity=Severity.MEDIUM,
        confidence=0.85,
    )


def _finding(
    pair: Pair,
    old: str,
    new: str,
    *,
    key: str,
    what: str,
    poisons: str,
    remedy: str,
    severity: Severity,
    confidence: float,
) -> Finding:
    """A finding about the later snapshot, or about the earlier one when only that has the column."""
    before = Where(pair.earlier.name, tuple(filter(None, old.split("|"))))
    after = Where(pair.later.name, tuple(filter(None, new.split("|"))))
    first, second = (after, before) if new else (before, after)
    return Finding(
        kind=Kind.SCHEMA_DRIFT,
        where=Where(first.source, first.columns, also=(second,)),
        what=what,
        poisons=poisons,
        remedy=remedy,
        severity=severity,
        confidence=confidence,
        affected=1,
        out_of=len(pair.earlier.columns),
        evidence=_samples(pair, before, after),
        key=key,
    )


def _samples(pair: Pair, before: Where, after: Where) -> tuple[Evidence, ...]:
    """The most frequent values on either side."""
    sides = ((pair.earlier, before), (pair.later, after))
    return tuple(
        Evidence(sight.name, tuple((name, value) for value in _most_frequent(sight.profile, name)))
        for sight, where in sides
        for name in where.columns[:5]
        if sight.profile.columns[name].distinct
    )


def _most_frequent(profile: Profile, name: str) -> list[str]:
    return [str(value) for value in profile.columns[name].counts["value"].head(3)]
