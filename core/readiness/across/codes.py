"""Codes between snapshots: new and retired ones, and those that mean something else by now."""

from collections.abc import Iterator
from math import log

import numpy as np

from core.readiness.across.sight import Sight
from core.readiness.across.snapshots import Pair
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables import cited, phrases
from core.readiness.tables.enum_meaning import coded, thinned
from core.readiness.tables.enums import SURE, is_enum
from core.readiness.tables.meaning_shifts import (
    ONE_CUT,
    Coded,
    Codes,
    Shift,
    foremost,
    shifts,
    typical,
)

FEWEST = 5
CHANGED_AT_MOST = 0.5


def between(pair: Pair) -> Iterator[Finding]:
    """New and retired codes, and shifted meanings, in the columns of codes that go on."""
    for old, new in pair.matching.pairs:
        before, after = pair.earlier.profile.columns[old], pair.later.profile.columns[new]
        if is_enum(before) and is_enum(after):
            yield from _codes(pair, old, new)
    yield from _meanings(pair)


def _codes(pair: Pair, old: str, new: str) -> Iterator[Finding]:
    gone = _absent(pair.earlier, old, pair.later, new)
    come = _absent(pair.later, new, pair.earlier, old)
    held = max(pair.earlier.distinct(old), pair.later.distinct(new))
    if not (gone or come) or min(len(gone), len(come)) > CHANGED_AT_MOST * held:
        return
    where = Where(pair.later.name, (new,), also=(Where(pair.earlier.name, (old,)),))
    said = [f"{phrases.quoted(list(come))} came up"] if come else []
    said += [f"{phrases.quoted(list(gone))} went out of use"] if gone else []
    yield Finding(
        kind=Kind.ENUM_CODES,
        where=where,
        what=f"“{new}” changed its codes between {pair.earlier.name} and {pair.later.name}: "
        f"{' and '.join(said)}.",
        poisons=f"Comparisons by “{new}” over the snapshots show groups begin or end where only the "
        "coding changed.",
        remedy="Note from when to when each code holds, and what took its place; map old to new.",
        severity=Severity.MEDIUM,
        confidence=0.85,
        affected=sum(come.values()) or sum(gone.values()),
        out_of=pair.later.filled(new),
        evidence=(
            *cited.counted(pair.later.name, come.items()),
            *cited.counted(pair.earlier.name, gone.items()),
        )[:10],
        key="codes",
    )


def _absent(here: Sight, name: str, there: Sight, other: str) -> dict[str, int]:
    """Codes used here that are not there at all though chance would have it, and their rows."""
    known = set(there.shares(other)["value"])
    rows, others = here.filled(name), there.filled(other)
    absent = {}
    for code, share in here.shares(name).iter_rows():
        count = round(share * rows)
        unlikely = share >= 1 or others * log(1 - share) < SURE
        if code not in known and count >= FEWEST and unlikely:
            absent[_spelt(here, name, code)] = count
    return absent


def _spelt(sight: Sight, name: str, code: str) -> str:
    """The code as it is most often written."""
    values = sight.profile.table.sample[name].filter(
        (sight.plain(name) == code).fill_null(value=False)
    )
    return str(values.mode().sort()[0])


# --- meaning


def _meanings(pair: Pair) -> Iterator[Finding]:
    """Codes whose rows look otherwise in the later snapshot than in the earlier."""
    earlier, later = thinned(pair.earlier.profile), thinned(pair.later.profile)
    before, after = coded(earlier), coded(later)
    enums = [
        both for old, new in pair.matching.pairs if (both := _both(before[0], after[0], old, new))
    ]
    others = [
        both for old, new in pair.matching.pairs if (both := _both(before[1], after[1], old, new))
    ]
    if not enums or len(others) < 2:
        return
    sides = np.arange(len(enums[0].codes)) < earlier.table.sample.height
    parts = (~sides).astype(np.int64)
    for shift in foremost(shifts(enums, others, parts, ONE_CUT)):
        enum = next(each for each in enums if each.name == shift.enum)
        against = next(each for each in others if each.name == shift.against)
        rows = enum.codes == enum.names.index(shift.code)
        seen = typical(against, rows & sides), typical(against, rows & ~sides)
        yield _finding(pair, shift, *seen, int((rows & ~sides).sum()))


def _both(before: list[Coded], after: list[Coded], old: str, new: str) -> Coded | None:
    """One column of both snapshots, the rows of the earlier first."""
    one = next((each for each in before if each.name == old), None)
    other = next((each for each in after if each.name == new), None)
    if one is None or other is None or (one.numbers is None) != (other.numbers is None):
        return None
    names = tuple(sorted({*one.names, *other.names}))
    codes = np.concatenate([_recoded(each, names) for each in (one, other)])
    if one.numbers is None or other.numbers is None:
        return Coded(new, codes, names)
    return Coded(new, codes, names, np.concatenate([one.numbers, other.numbers]))


def _recoded(column: Coded, names: tuple[str, ...]) -> Codes:
    if not column.names:
        return column.codes
    places = np.array([*(names.index(name) for name in column.names), -1], dtype=np.int64)
    return places[column.codes]


def _finding(pair: Pair, shift: Shift, before: str, after: str, affected: int) -> Finding:
    old_of = {new: old for old, new in pair.matching.pairs}
    earlier = (pair.earlier, old_of[shift.enum])
    later = (pair.later, shift.enum)
    return Finding(
        kind=Kind.ENUM_MEANING,
        where=Where(later[0].name, (shift.enum,), also=(Where(earlier[0].name, (earlier[1],)),)),
        what=f"“{shift.code}” in “{shift.enum}” does not mean in {later[0].name} what it did in "
        f"{earlier[0].name}: its rows have {after} as {shift.against}, where they had {before}.",
        poisons=f"Anything counted or filtered by “{shift.enum}” over the snapshots adds up two "
        "different things.",
        remedy=f"Ask the owner of “{shift.enum}” what its codes stood for in each snapshot, and "
        "recode one of the two.",
        severity=Severity.HIGH,
        confidence=round(min(0.95, 0.4 + 0.6 * shift.size), 2),
        affected=affected,
        out_of=later[0].filled(shift.enum),
        evidence=(
            Evidence(earlier[0].name, ((shift.against, before),)),
            Evidence(later[0].name, ((shift.against, after),)),
        ),
        key=f"meaning:{shift.enum}",
    )
