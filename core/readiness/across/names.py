"""Names across tables: one name for different things, and different names for one thing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import polars as pl

from core.readiness.across import wording
from core.readiness.across.facts import Fact, compared, lined_up
from core.readiness.across.keys import Reference, naming, references
from core.readiness.across.likeness import Likeness, likeness
from core.readiness.across.sight import Sight
from core.readiness.across.snapshots import Snapshots, among
from core.readiness.across.synonyms import together
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.forms import figure
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile

FEWEST = 20
SKETCHED, IN_COMMON = 64, 3
SCOPED = frozenset(
    [
        "status",
        "state",
        "type",
        "kind",
        "class",
        "category",
        "group",
        "level",
        "role",
        "stage",
        "priority",
    ]
)
"""Names of codes that every table has a list of its own for."""
SIZES = frozenset(
    [
        "amount",
        "total",
        "sum",
        "count",
        "quantity",
        "price",
        "cost",
        "size",
        "value",
        "balance",
        "volume",
    ]
)
"""Names of figures that are of another size in every table."""
APART, APART_CODES, FEW = 20.0, 5.0, 12
WORDS = frozenset({ColumnKind.TEXT, ColumnKind.CATEGORY, ColumnKind.GENDER, ColumnKind.IDENTIFIER})
MEASURES = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.FLOAT,
        ColumnKind.PERCENT,
        ColumnKind.MONEY,
        ColumnKind.QUANTITY,
    }
)
Place = tuple[Sight, str]


def found(profiles: Sequence[Profile]) -> Iterator[Finding]:
    """Names among `profiles` that mislead."""
    sights = [Sight(profile) for profile in profiles]
    taken = among(sights)
    yield from misleading(sights, taken, references(sights, taken))


def misleading(
    sights: Sequence[Sight], taken: Snapshots, links: Sequence[Reference]
) -> Iterator[Finding]:
    """The same, for tables whose snapshots and references are known."""
    apart = [
        (one, other)
        for one, other in combinations(sights, 2)
        if not taken.together(one.name, other.name) and one.height and other.height
    ]
    by_key = _by_key(links)
    for here, there in apart:
        yield from _same_names(here, there, by_key)
    near = _near(sights)
    yield from together(
        finding for here, there in apart for finding in _other_names(here, there, near, by_key)
    )


def _by_key(links: Sequence[Reference]) -> dict[tuple[str, str], Reference]:
    """For two tables, by name, the reference that joins them best."""
    best: dict[tuple[str, str], Reference] = {}
    for link in sorted(links, key=lambda each: each.plainly + each.named):
        best[link.child.name, link.parent.name] = link
    return best


# --- one name, different things


def _same_names(
    here: Sight, there: Sight, by_key: dict[tuple[str, str], Reference]
) -> Iterator[Finding]:
    names = {wording.plain(name): name for name in there.columns}
    for one in here.columns:
        other = names.get(wording.plain(one))
        if other and min(here.filled(one), there.filled(other)) >= FEWEST:
            why = _strangers(here, one, there, other) or _never_agree(
                here, one, there, other, by_key
            )
            if why:
                yield _one_name(here, one, there, other, why)


def _strangers(here: Sight, one: str, there: Sight, other: str) -> str:
    """Why two columns of one name cannot be the same thing; empty when they may be."""
    if wording.is_generic(one):
        return ""
    mine, theirs = here.profile.columns[one], there.profile.columns[other]
    seen = likeness(here, one, there, other)
    if seen.overlap > 0.02 or min(mine.distinct, theirs.distinct) < 2:
        return ""
    if mine.kind in MEASURES and theirs.kind in MEASURES:
        few = max(mine.distinct, theirs.distinct) <= FEW
        return _scales(mine.numbers, theirs.numbers, one, APART_CODES if few else APART)
    kinds = {_sort(mine.kind), _sort(theirs.kind)}
    if len(kinds) == 2 and "" not in kinds and seen.formed < 0.1:
        return f"one holds {_shown(here, one)}, the other {_shown(there, other)}"
    if kinds == {"words"} and not _is_scoped(one) and _unlike_words(seen):
        return f"one holds {_shown(here, one)}, the other {_shown(there, other)}"
    return ""


def _is_scoped(name: str) -> bool:
    return wording.words(name)[-1] in SCOPED


def _sort(kind: ColumnKind) -> str:
    if kind in MEASURES:
        return "numbers"
    if kind in {ColumnKind.DATE, ColumnKind.TIME}:
        return "dates"
    return "words" if kind in WORDS - {ColumnKind.IDENTIFIER} else ""


def _unlike_words(seen: Likeness) -> bool:
    return seen.formed < 0.05 or (3 <= seen.distinct <= 60 and seen.formed < 0.3)


def _scales(mine: pl.Series | None, theirs: pl.Series | None, name: str, apart: float) -> str:
    """Whether two numeric columns keep apart by far, as fractions do from percentages."""
    if mine is None or theirs is None or wording.words(name)[-1] in SIZES:
        return ""
    spans = [[figure(each.quantile(q)) for q in (0.02, 0.5, 0.98)] for each in (mine, theirs)]
    low, high = sorted(spans, key=lambda span: span[1])
    if low[2] >= high[0] or low[1] <= 0 or high[1] / low[1] < apart:
        return ""
    return f"one is about {low[1]:,.4g}, the other about {high[1]:,.4g}"


def _shown(sight: Sight, name: str) -> str:
    return " and ".join(
        f"“{value}”" for value in sight.profile.columns[name].counts["value"].head(2)
    )


def _never_agree(
    here: Sight, one: str, there: Sight, other: str, by_key: dict[tuple[str, str], Reference]
) -> str:
    """Why two columns that are told of the same things, row by row, cannot be one fact."""
    fact = _fact(here, one, there, other, by_key)
    if fact is None or wording.plain(one) in {"id", "name", "date", "note", "comment"}:
        return ""
    column = here.profile.columns[one]
    if column.kind in {ColumnKind.DATE, ColumnKind.IDENTIFIER} or column.distinct < 2:
        return ""
    if fact.judged < 50 or fact.agreement > 0.1 or fact.equal > 0.3 or not _one_to_one(fact.link):
        return ""
    return f"in {1 - fact.equal:.0%} of the rows with the same {fact.link.column} they differ"


def _one_to_one(link: Reference) -> bool:
    return link.child.distinct(link.column) >= 0.98 * link.child.filled(link.column)


def _fact(
    here: Sight, one: str, there: Sight, other: str, by_key: dict[tuple[str, str], Reference]
) -> Fact | None:
    if link := by_key.get((here.name, there.name)):
        return None if one == link.column else compared(link, one, other, lined_up(link))
    if link := by_key.get((there.name, here.name)):
        return None if other == link.column else compared(link, other, one, lined_up(link))
    return None


def _one_name(here: Sight, one: str, there: Sight, other: str, why: str) -> Finding:
    return _finding(
        Kind.SAME_NAME_OTHER_MEANING,
        (here, one),
        (there, other),
        what=f"“{one}” is not the same in {here.name} and in {there.name}: {why}.",
        poisons=f"A join, a filter or an answer that takes “{one}” of one table for that of the other "
        "is wrong and looks right.",
        remedy="Give one of the two a name that says what it holds, and describe both.",
        severity=Severity.HIGH,
        confidence=0.8,
    )


# --- different names, one thing


def _near(sights: Sequence[Sight]) -> set[frozenset[tuple[str, str]]]:
    """Pairs of columns with values in common, by the smallest hashes of each (MinHash, Broder)."""
    holders: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for sight in sights:
        for name in sight.columns:
            if sight.distinct(name) >= 3:
                hashes = sight.shares(name)["value"].hash(seed=0).bottom_k(SKETCHED)
                for value in hashes:
                    holders[value].append((sight.name, name))
    common: dict[frozenset[tuple[str, str]], int] = defaultdict(int)
    for places in holders.values():
        for one, other in combinations(places[:50], 2):
            if one[0] != other[0]:
                common[frozenset({one, other})] += 1
    return {pair for pair, count in common.items() if count >= IN_COMMON}


def _other_names(
    here: Sight,
    there: Sight,
    near: set[frozenset[tuple[str, str]]],
    by_key: dict[tuple[str, str], Reference],
) -> Iterator[Finding]:
    """The best pairs, one to one, of columns that have no namesake in the other table."""
    ours = {wording.plain(name) for name in here.columns}
    theirs = {wording.plain(name) for name in there.columns}
    candidates = []
    for one in (name for name in here.columns if wording.plain(name) not in theirs):
        for other in (name for name in there.columns if wording.plain(name) not in ours):
            if frozenset({(here.name, one), (there.name, other)}) in near:
                seen = likeness(here, one, there, other)
                score = _sameness(here, one, there, other, seen, by_key)
                if score:
                    candidates.append((score + seen.shared + seen.names, score, one, other, seen))
    taken: set[tuple[str, str]] = set()
    for _, score, one, other, seen in sorted(candidates, key=lambda each: (-each[0], *each[2:4])):
        if not {("here", one), ("there", other)} & taken:
            taken |= {("here", one), ("there", other)}
            yield _one_thing(here, one, there, other, seen, score)


def _sameness(
    here: Sight,
    one: str,
    there: Sight,
    other: str,
    seen: Likeness,
    by_key: dict[tuple[str, str], Reference],
) -> float:
    """How sure it is that two columns of different names are one thing; 0 when they are not."""
    if max(naming(one, there, other), naming(other, here, one)) >= 0.95 or _qualifies(one, other):
        return 0.0  # customer_id beside id of customers is how references are named
    fact = _fact(here, one, there, other, by_key) if seen.distinct >= 5 else None
    if fact and fact.agreement >= 0.8:
        return 0.9
    if _counts_rows(here, one) or _counts_rows(there, other):
        return 0.0
    return _by_values(here, one, there, other, seen)


def _qualifies(one: str, other: str) -> bool:
    """Whether one name is the other with a word that says of whom: customer city, city."""
    short, long = sorted((set(wording.words(one)), set(wording.words(other))), key=len)
    more = long - short
    return short < long and not more <= wording.GENERIC


def _by_values(here: Sight, one: str, there: Sight, other: str, seen: Likeness) -> float:
    words = {here.profile.columns[one].kind, there.profile.columns[other].kind} <= WORDS
    if not words:
        return 0.75 if seen.names >= 0.85 and seen.overlap >= 0.5 and seen.distinct >= 20 else 0.0
    jaccard = _jaccard(here, one, there, other, seen)
    if seen.names >= 0.5 and seen.shared >= 0.6 and seen.distinct >= 8:
        return 0.85
    if seen.names >= 0.6 and jaccard >= 0.8 and seen.distinct >= 3:
        return 0.75
    return 0.75 if seen.distinct >= 20 and seen.shared >= 0.8 and jaccard >= 0.5 else 0.0


def _counts_rows(sight: Sight, name: str) -> bool:
    """Whether its values are numbers without gaps: they meet those of any table."""
    values = sight.profile.columns[name].counts["value"].cast(pl.Int64, strict=False)
    if values.null_count():
        return False
    low, high = figure(values.min()), figure(values.max())
    return high - low + 1 <= 2 * len(values)


def _jaccard(here: Sight, one: str, there: Sight, other: str, seen: Likeness) -> float:
    both = seen.shared * seen.distinct
    return both / max(1.0, here.distinct(one) + there.distinct(other) - both)


def _one_thing(
    here: Sight, one: str, there: Sight, other: str, seen: Likeness, score: float
) -> Finding:
    return _finding(
        Kind.OTHER_NAME_SAME_MEANING,
        (here, one),
        (there, other),
        what=f"“{one}” of {here.name} and “{other}” of {there.name} hold the same thing under two names: "
        f"{seen.shared:.0%} of the values of one are in the other.",
        poisons=f"A search or a join by “{one}” misses what {there.name} knows, and the other way round.",
        remedy=f"Use one name in both, or note in the catalogue that “{one}” and “{other}” are the same.",
        severity=Severity.LOW,
        confidence=score,
    )


def _finding(
    kind: Kind,
    here: Place,
    there: Place,
    *,
    what: str,
    poisons: str,
    remedy: str,
    severity: Severity,
    confidence: float,
) -> Finding:
    return Finding(
        kind=kind,
        where=Where(here[0].name, (here[1],), also=(Where(there[0].name, (there[1],)),)),
        what=what,
        poisons=poisons,
        remedy=remedy,
        severity=severity,
        confidence=confidence,
        affected=here[0].filled(here[1]),
        out_of=here[0].height,
        evidence=tuple(
            Evidence(sight.name, ((name, str(value)),))
            for sight, name in (here, there)
            for value in sight.profile.columns[name].counts["value"].head(3)
        ),
        key=f"{here[1]}|{there[1]}",
    )
