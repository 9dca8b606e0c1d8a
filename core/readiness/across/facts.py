"""The same fact of the same thing, told otherwise in two tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from core.readiness.across import wording
from core.readiness.across.keys import Reference, references
from core.readiness.across.sight import Aligned, Sight
from core.readiness.across.snapshots import Pair, Snapshots, among
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.forms import figure
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import ROW

AGREE, BEYOND_CHANCE = 0.7, 0.6
FEWEST = 20
AGREE_LASTING = 0.85
LASTING = frozenset(
    {
        "vat",
        "tax",
        "ssn",
        "pps",
        "ein",
        "npi",
        "lei",
        "duns",
        "isin",
        "isbn",
        "issn",
        "vin",
        "registration",
        "national",
        "passport",
        "licence",
        "license",
        "birth",
        "born",
        "dob",
        "founded",
        "established",
    }
)
"""Words in the names of what stays the same for a person, a company or a thing."""
NAMES, QUALIFIED, AGREE_QUALIFIED = 0.8, 0.6, 0.85


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A column of the child and one of the parent that tell the same of the same things.

    `rows` lines the tables up; `differ` are the places in it where both tell, and not the same.
    `judged` pairs of rows could be compared and `agreement` is how far they agree beyond chance.
    """

    link: Reference
    one: str
    other: str
    rows: Aligned
    differ: tuple[int, ...]
    judged: int
    equal: float
    agreement: float


def found(profiles: Sequence[Profile]) -> Iterator[Finding]:
    """Facts among `profiles` that two tables tell otherwise."""
    sights = [Sight(profile) for profile in profiles]
    taken = among(sights)
    yield from conflicts(references(sights, taken), taken)


def conflicts(links: Sequence[Reference], taken: Snapshots) -> Iterator[Finding]:
    """The same, for references and snapshots already found; one finding for a pair of columns."""
    told = set()
    compared_facts = [shared_facts(link) for link in links]
    compared_facts += [lasting_facts(pair) for pair in taken.consecutive]
    for facts in compared_facts:
        for fact in facts:
            link = fact.link
            place = frozenset({(link.child.name, fact.one), (link.parent.name, fact.other)})
            if fact.differ and place not in told and _is_one_fact(fact):
                told.add(place)
                yield _finding(fact)


def _is_one_fact(fact: Fact) -> bool:
    return fact.equal >= AGREE and fact.agreement >= BEYOND_CHANCE


def shared_facts(link: Reference) -> Iterator[Fact]:
    """Columns of the same name, or nearly, compared over the rows that share a key."""
    rows = lined_up(link)
    if len(rows.here) < FEWEST:
        return
    for one in link.child.columns:
        for other in link.parent.columns:
            named = wording.likeness(one, other)
            if one == link.column or other == link.key or named < QUALIFIED:
                continue
            fact = compared(link, one, other, rows)
            if fact and (named >= NAMES or fact.agreement >= AGREE_QUALIFIED):
                yield fact


def lasting_facts(pair: Pair) -> Iterator[Fact]:
    """Of two snapshots, what should not change for the same thing: a registered number, a birth."""
    rows = pair.matching.rows
    if rows is None or len(rows.key) != 1:
        return
    (mine, theirs), flipped = rows.key[0], Aligned(rows.key, rows.there, rows.here, rows.covered)
    link = Reference(pair.later, theirs, pair.earlier, mine, 1.0, 1.0, 1.0)
    for old, new in pair.matching.pairs:
        if (old, new) != (mine, theirs) and LASTING & set(wording.words(new)):
            fact = compared(link, new, old, flipped)
            if fact and fact.equal >= AGREE_LASTING:
                yield fact


def lined_up(link: Reference) -> Aligned:
    """Every row of the child beside the parent's row it refers to."""
    mine = pl.DataFrame({"key": link.child.plain(link.column)}).with_row_index("here")
    theirs = pl.DataFrame({"key": link.parent.plain(link.key)}).with_row_index("there")
    single = theirs.drop_nulls("key").filter(pl.col("key").is_unique())
    both = mine.drop_nulls("key").join(single, on="key", how="inner").sort("here")
    here, there = (both[name].to_numpy().astype(np.int64) for name in ("here", "there"))
    return Aligned(((link.column, link.key),), here, there, len(here) / max(1, link.child.height))


def compared(link: Reference, one: str, other: str, rows: Aligned) -> Fact | None:
    """How far two columns agree over lined-up rows; None when too few rows tell both."""
    kinds = {link.child.profile.columns[one].kind, link.parent.profile.columns[other].kind}
    if ColumnKind.EMPTY in kinds or len({kind.is_numeric for kind in kinds}) > 1:
        return None
    mine = link.child.plain(one).gather(rows.here.tolist()).alias("a")
    theirs = link.parent.plain(other).gather(rows.there.tolist()).alias("b")
    pairs = pl.DataFrame([mine, theirs]).with_row_index("at").drop_nulls()
    if pairs.height < FEWEST:
        return None
    equal = figure((pairs["a"] == pairs["b"]).mean())
    chance = _chance(pairs)
    agreement = (equal - chance) / (1 - chance) if chance < 0.98 else 0.0
    differ = pairs.filter(pl.col("a") != pl.col("b"))["at"].to_list()
    return Fact(link, one, other, rows, tuple(differ), pairs.height, equal, agreement)


def _chance(pairs: pl.DataFrame) -> float:
    """How often the two would agree if they were paired at random."""
    ours, theirs = (pairs.group_by(pl.col(name).alias("value")).len() for name in ("a", "b"))
    both = ours.join(theirs, on="value", suffix="_there")
    return float((both["len"] * both["len_there"]).sum()) / pairs.height**2


def _finding(fact: Fact) -> Finding:
    link, child, parent = fact.link, fact.link.child, fact.link.parent
    evidence = _evidence(fact)
    cells = dict(evidence[0].cells)
    mine = child.profile.table.sample[ROW].gather(fact.rows.here[list(fact.differ[:100])].tolist())
    return Finding(
        kind=Kind.CONFLICTING_FACTS,
        where=Where(
            child.name,
            (fact.one,),
            tuple(mine.to_list()),
            also=(Where(parent.name, (fact.other,)),),
        ),
        what=f"“{fact.one}” of {child.name} and “{fact.other}” of {parent.name} agree in "
        f"{fact.equal:.0%} of the rows with the same “{link.column}”, but {len(fact.differ):,} tell "
        f"it otherwise: for {cells['key']} one has “{cells['here']}”, the other “{cells['there']}”.",
        poisons=f"The answer about “{fact.one}” depends on which table it is read from.",
        remedy=f"Settle which table is the authority for “{fact.one}”, correct the other or drop the "
        "column from it.",
        severity=Severity.HIGH,
        confidence=0.9 if fact.equal >= 0.85 else 0.75,
        affected=len(fact.differ),
        out_of=fact.judged,
        evidence=evidence,
        key=f"{fact.one}={fact.other}",
    )


def _evidence(fact: Fact) -> tuple[Evidence, ...]:
    child, parent = fact.link.child.profile.table, fact.link.parent.profile.table
    shown = []
    for at in fact.differ[:10]:
        mine = child.sample.row(int(fact.rows.here[at]), named=True)
        theirs = parent.sample.row(int(fact.rows.there[at]), named=True)
        cells = (
            ("key", str(mine[fact.link.column])),
            ("here", str(mine[fact.one])),
            ("there", str(theirs[fact.other])),
        )
        shown.append(Evidence(child.name, cells, row=int(mine[ROW])))
    return tuple(shown)
