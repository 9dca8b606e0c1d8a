"""Which tables are snapshots of one another, and in what order they were taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from core.readiness.across import wording
from core.readiness.across.matching import Matching, matched
from core.readiness.across.sight import Sight
from core.readiness.tables.profile import Profile

MONTHS = "january february march april may june july august september october november december"
MONTH = {name[:3]: number for number, name in enumerate(MONTHS.split(), 1)}
MONTH_NAME = re.compile(
    r"(?<![a-z])(" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in MONTHS.split()) + r"|sept)(?![a-z])"
)
DAY = re.compile(r"((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
QUARTER = re.compile(r"(?<![a-z])q([1-4])(?!\d)")
STAGE = {
    word: place
    for place, group in enumerate(
        (
            "original first old previous prior before legacy archive raw clean",
            "new current latest now after last final dirty",
        )
    )
    for word in group.split()
}
TAKEN_FROM = re.compile(r"\.(csv|tsv|txt|xlsx|parquet|ndjson|jsonl|gz)\b")
SHARED_NAMES = 0.5
ROWS_IN_COMMON = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two snapshots of one table, the earlier first, and how their columns go on."""

    earlier: Sight
    later: Sight
    matching: Matching


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Groups of snapshots, each in the order taken; `pairs` holds every two of a group."""

    groups: tuple[tuple[str, ...], ...]
    pairs: tuple[Pair, ...]

    def together(self, one: str, other: str) -> bool:
        """Whether two tables, by name, are snapshots of one another."""
        return any(one in group and other in group for group in self.groups)

    @property
    def consecutive(self) -> tuple[Pair, ...]:
        """Of every group, each snapshot with the next."""
        following = {pair for group in self.groups for pair in pairwise(group)}
        return tuple(p for p in self.pairs if (p.earlier.name, p.later.name) in following)


def snapshots(profiles: Sequence[Profile]) -> Snapshots:
    """The snapshots among `profiles`."""
    return among([Sight(profile) for profile in profiles])


def among(sights: Sequence[Sight]) -> Snapshots:
    """The snapshots among tables already looked at, tables with no rows left out."""
    ordered = sorted((each for each in sights if each.height), key=lambda each: taken(each.name))
    pairs = [pair for two in combinations(ordered, 2) if (pair := _pair(*two))]
    groups = _groups([each.name for each in ordered], pairs)
    return Snapshots(groups, tuple(pairs))


def taken(name: str) -> tuple[tuple[int, ...], int, tuple[object, ...]]:
    """A sort key by the day a table's name tells, then by words like old and new, then by name."""
    lowered = name.lower()
    stage = next((STAGE[word] for word in re.findall(r"[a-z]+", lowered) if word in STAGE), 0)
    return _day(lowered), stage, _natural(lowered)


def stem(name: str) -> str:
    """The table's name without what tells its snapshots apart: days, versions, old and new."""
    bare = MONTH_NAME.sub(" ", TAKEN_FROM.sub(" ", name.lower()))
    kept = [word for word in re.findall(r"[a-z]+", bare) if word not in STAGE | {"v": 0, "q": 0}]
    return " ".join(kept)


def _day(name: str) -> tuple[int, ...]:
    if numeric := DAY.search(name):
        return tuple(int(part or 0) for part in numeric.groups())
    year = YEAR.search(name)
    month = MONTH_NAME.search(name)
    quarter = QUARTER.search(name)
    place = MONTH[month[1][:3]] if month else int(quarter[1]) * 3 - 2 if quarter else 0
    return (int(year[0]) if year else 0, place, 0)


def _natural(name: str) -> tuple[object, ...]:
    parts = re.split(r"(\d+)", name)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _pair(earlier: Sight, later: Sight) -> Pair | None:
    ours = {wording.plain(name) for name in earlier.columns}
    theirs = {wording.plain(name) for name in later.columns}
    fewer = min(len(ours), len(theirs))
    common = len(ours & theirs)
    same_stem = stem(earlier.name) == stem(later.name)
    if common < SHARED_NAMES * fewer and not (same_stem and common):
        return None
    matching = matched(earlier, later)
    going_on = len(matching.pairs)
    if (
        going_on < SHARED_NAMES * fewer
        or going_on < min(3, fewer)
        or len(theirs | ours) > 3 * going_on
    ):
        return None
    in_common = matching.rows is not None and matching.rows.covered >= ROWS_IN_COMMON
    if not (same_stem or (in_common and _agree(matching, earlier, later))):
        return None
    return Pair(earlier, later, matching)


def _agree(matching: Matching, earlier: Sight, later: Sight) -> bool:
    """Whether most columns that go on hold much the same values, so that rows are the same rows."""
    shared = [
        sum(
            earlier.shares(one)
            .join(later.shares(other), on="value", suffix="_later")
            .select("share", "share_later")
            .min_horizontal()
        )
        for one, other in matching.pairs
    ]
    return sum(mass >= 0.3 for mass in shared) > len(shared) / 2


def _groups(names: Sequence[str], pairs: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    """Names that hang together by pairs, each group in the order of `names`."""
    group_of = {name: name for name in names}
    for pair in pairs:
        old, new = group_of[pair.later.name], group_of[pair.earlier.name]
        group_of = {name: new if group == old else group for name, group in group_of.items()}
    heads = dict.fromkeys(group_of.values())
    groups = (tuple(name for name in names if group_of[name] == head) for head in heads)
    return tuple(group for group in groups if len(group) > 1)
