"""Codes: one code spelt in several ways, and codes that came up or went out of use over time."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import cited, moments, phrases, whole
from core.readiness.tables.forms import present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Column, Profile

ENUMS = frozenset({ColumnKind.CATEGORY, ColumnKind.BOOLEAN, ColumnKind.GENDER})
MOST_CODES, MOST_VALUES = 60, 5_000
REPEATED = 0.5  # at most so many distinct values a row, for a column to be a set of names
TYPO_AT_MOST, TYPO_LENGTH = 0.02, 6
ABSENT_SHARE, FEWEST = 0.15, 20
SAME_DAY = 0.02  # rows of one day share a place
SURE = log(1e-6)
# a sign between digits stays: 1-2 is not 12
SEPARATORS = re.compile(
    r"(?<!\d)[\s_.'’\"‐‑–—/-]+(?=[^\W_])|[\s_.'’\"‐‑–—/-]+(?=[^\W\d_])|[\s_.,'’\"]+$"
)
BRITISH = (("isation", "ization"), ("ise", "ize"), ("our", "or"), ("tre", "ter"), ("ogue", "og"))


def found(profile: Profile) -> Iterator[Finding]:
    """Codes spelt in several ways, then codes that came up or went out of use."""
    for column in profile.columns.values():
        if is_named_set(column):
            yield from _spellings(profile, column)
    if by := moments.recorded(profile):
        yield from _over_time(profile, by)


def is_named_set(column: Column) -> bool:
    """Whether its values are names that come again and again: a code list, cities, job titles."""
    present = int(column.counts["count"].sum())
    texts = column.kind in ENUMS or column.kind is ColumnKind.TEXT
    return texts and 2 <= column.distinct <= min(MOST_VALUES, REPEATED * present)


def is_enum(column: Column) -> bool:
    """Whether it is a small set of codes: words, or a few whole numbers."""
    few = column.kind is ColumnKind.INTEGER and column.distinct <= 12
    return (column.kind in ENUMS or few) and 2 <= column.distinct <= MOST_CODES


# --- spellings


def spellings(counts: Mapping[str, int], *, codes: bool) -> list[tuple[str, ...]]:
    """Groups of values that are one code, each with its most frequent spelling first.

    Values are one when they differ in case, spaces, punctuation or accents. Where the values are
    `codes`, and no names of people or places, also when they differ in doubled letters or British
    spelling, when short ones are the initials of the long ones (M and F beside Male and Female),
    and when a rare one is a slip of one letter in a frequent one.
    """
    key = _loose_key if codes else _key
    heads: dict[str, str] = {}
    for value in counts:
        heads.setdefault(key(value), value)
    group_of = {value: heads[key(value)] for value in counts}
    if codes:
        for short, long in _initials(list(heads.values())):
            group_of = {v: group_of[long] if g == short else g for v, g in group_of.items()}
        for slip, meant in _slips(counts, group_of):
            group_of[slip] = group_of[meant]
    groups: dict[str, list[str]] = defaultdict(list)
    for value, head in group_of.items():
        groups[head].append(value)
    ranked = [tuple(sorted(each, key=lambda v: (-counts[v], v))) for each in groups.values()]
    return sorted((each for each in ranked if len(each) > 1), key=lambda each: each[0])


def _key(value: str) -> str:
    """What two spellings of one code have in common; signs that carry meaning stay: A+, 1-2, <5."""
    bare = unicodedata.normalize("NFKD", value.strip()).casefold()
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    if not re.search(r"[^\W\d_]{2}", bare):
        return re.sub(r"\s+", " ", bare)
    return SEPARATORS.sub("", bare).replace("&", "and")


def _loose_key(value: str) -> str:
    """The same, with doubled letters and British spelling drawn together: cancelled, canceled."""
    joined = _key(value)
    for british, american in BRITISH:
        joined = re.sub(rf"{british}(?=d?$|r?s?$)", american, joined)
    return re.sub(r"([^\W\d_])\1", r"\1", joined) if len(joined) > 5 else joined


def _initials(values: list[str]) -> list[tuple[str, str]]:
    """Pairs of a short code and the long name it begins, when at least two pairs fit one to one."""
    short = [v for v in values if len(v) <= 2 and v.isalpha()]
    long = [v for v in values if len(v) > 2 and v.replace(" ", "").isalpha()]
    pairs = []
    for code in short:
        begun = [name for name in long if name.casefold().startswith(code.casefold())]
        if len(begun) == 1:
            pairs.append((code, begun[0]))
    names = [name for _, name in pairs]
    one_to_one = len(set(names)) == len(names) and len(pairs) == len(short) == len(long)
    return pairs if len(pairs) >= 2 and one_to_one else []


def _slips(counts: Mapping[str, int], group_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Rare values one letter away from a frequent one, in words long enough for that to tell."""
    total = sum(counts.values())
    usual = [v for v in counts if counts[v] >= max(20, 0.005 * total) and len(v) >= TYPO_LENGTH]
    for value, count in counts.items():
        near = [v for v in usual if _is_slip(value, count, v, counts[v], group_of)]
        if len(near) == 1:
            yield value, near[0]


def _is_slip(
    value: str, count: int, meant: str, frequent: int, group_of: Mapping[str, str]
) -> bool:
    if value == meant or count > TYPO_AT_MOST * frequent or group_of[value] == group_of[meant]:
        return False
    one, other = value.casefold(), meant.casefold()
    digits = re.sub(r"\D", "", one) == re.sub(r"\D", "", other)
    # a letter more or less in front often turns the sense round: typical, atypical
    inside = one[1:] != other and other[1:] != one
    plural = one + "s" != other and other + "s" != one
    return digits and inside and plural and OSA.distance(one, other, score_cutoff=1) == 1


def _spellings(profile: Profile, column: Column) -> Iterator[Finding]:
    counts = dict(column.counts.iter_rows())
    groups = spellings(counts, codes=column.kind in ENUMS)
    if not groups:
        return
    other = [value for group in groups for value in group[1:]]
    met = whole.with_values(profile.table, column.name, other)
    shown = "; ".join(phrases.quoted(group) for group in groups[:3])
    more = f"; and {len(groups) - 3} more such groups" if len(groups) > 3 else ""
    yield Finding(
        kind=Kind.ENUM_SPELLING,
        where=Where(profile.table.name, (column.name,), met.rows),
        what=f"“{column.name}” spells one thing in several ways: {shown}{more}.",
        poisons=f"Counts and filters by “{column.name}” split one group into several and miss rows.",
        remedy=f"Map every spelling to one, for example to {phrases.quoted([groups[0][0]])}, and let "
        "the source choose from a list.",
        severity=Severity.MEDIUM if column.kind in ENUMS else Severity.LOW,
        confidence=0.95 if column.kind in ENUMS else 0.85,
        affected=met.affected,
        out_of=met.out_of,
        evidence=met.evidence,
        key="spelling",
    )


# --- codes over time


@dataclass(frozen=True, slots=True)
class Life:
    """When a code was in use: its first and last place among the rows in order, from 0 to 1."""

    code: str
    first: float
    last: float
    rows: int

    @property
    def came_up(self) -> bool:
        """Whether it was not in use from the start, beyond chance."""
        return self._outside(self.first)

    @property
    def went_out(self) -> bool:
        """Whether it was given up before the end, beyond chance."""
        return self._outside(1 - self.last)

    def _outside(self, absent: float) -> bool:
        if self.rows < FEWEST or absent < ABSENT_SHARE:
            return False
        return self.rows * log(1 - absent) < SURE if absent < 1 else True


def lives(codes: pl.Series, days: pl.Series) -> list[Life]:
    """The life of every code, over rows in the order of their days; ties share a place."""
    frame = pl.DataFrame([codes.alias("code"), days.alias("day")]).drop_nulls()
    if frame.height < 100:
        return []
    ranked = frame.with_columns(
        ((pl.col("day").rank("min") - 1) / frame.height).alias("low"),
        (pl.col("day").rank("max") / frame.height).alias("high"),
    )
    spans = ranked.group_by("code").agg(
        pl.col("low").min(), pl.col("high").max(), pl.len().alias("rows")
    )
    return [Life(*row) for row in spans.sort("code").iter_rows()]


def _over_time(profile: Profile, by: str) -> Iterator[Finding]:
    days = moments.days(profile, by)
    for column in profile.columns.values():
        if is_enum(column) and column.distinct <= 30:
            yield from _codes(profile, column, by, days)


def _codes(profile: Profile, column: Column, by: str, days: pl.Series) -> Iterator[Finding]:
    codes = present(profile, column.name)
    all_lives = lives(codes, days)
    new = [life for life in all_lives if life.came_up]
    old = [life for life in all_lives if life.went_out]
    if not (new or old) or _tells_time(all_lives, new, old):
        return
    yield Finding(
        kind=Kind.ENUM_CODES,
        where=Where(profile.table.name, (column.name,)),
        what=f"“{column.name}” changed its codes over time ({by}): "
        f"{'; '.join(_said(life, codes, days) for life in _each(new, old))}.",
        poisons=f"A trend by “{column.name}” shows a code begin or end where only the coding changed.",
        remedy="Note from when to when each code holds, and what took its place; map old to new.",
        severity=Severity.MEDIUM,
        confidence=0.85,
        affected=sum(life.rows for life in _each(new, old)),
        out_of=len(codes) - codes.null_count(),
        evidence=cited.counted(
            profile.table.name, [(life.code, life.rows) for life in _each(new, old)]
        ),
        key="codes",
    )


def _tells_time(all_lives: list[Life], new: list[Life], old: list[Life]) -> bool:
    """Whether most codes live for a while only, as months, seasons and batches do; a set that was
    replaced by another on one day does not tell the time."""
    changed = len(_each(new, old))
    often = [life for life in all_lives if life.rows >= FEWEST]
    if changed <= max(2, 0.5 * len(often)):
        return False
    both = {life.code for life in new} & {life.code for life in old}
    ended = max((life.last for life in old), default=1.0)
    begun = min((life.first for life in new), default=0.0)
    return bool(both) or min(len(new), len(old)) < 2 or ended > begun + SAME_DAY


def _each(new: list[Life], old: list[Life]) -> list[Life]:
    return list({life.code: life for life in (*new, *old)}.values())


def _said(life: Life, codes: pl.Series, days: pl.Series) -> str:
    held = days.filter((codes == life.code).fill_null(value=False)).drop_nulls()
    first, last = (_day(float(str(edge))) for edge in (held.min(), held.max()))
    if life.came_up and life.went_out:
        return f"“{life.code}” is used from {first} to {last} only"
    return f"“{life.code}” is new since {first}" if life.came_up else f"“{life.code}” ends {last}"


def _day(day: float) -> str:
    return str(np.datetime64(int(day), "D"))
