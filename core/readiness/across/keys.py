"""References from one table to the keys of another, and those that lead nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import polars as pl

from core.readiness.across import wording
from core.readiness.across.sight import Sight
from core.readiness.across.snapshots import Snapshots, among, stem
from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import cited, phrases
from core.readiness.tables.forms import figure
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import SAMPLE_ROWS

KEY_KINDS = frozenset(
    {ColumnKind.IDENTIFIER, ColumnKind.INTEGER, ColumnKind.TEXT, ColumnKind.CATEGORY}
)
UNIQUE = 0.98
NAMED, FOUND, FOUND_UNNAMED, FOUND_AMONG_EQUALS = 0.6, 0.5, 0.8, 0.9
FEWEST = 10
TELLING = 20
SPARSE = 0.3
NUMBERING = frozenset({"id", "name", "index", "row", "key", "number", "title", "label", "date"})
"""Names of keys that every table may have for its own rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Column `column` of `child` refers to the key `key` of `parent`.

    `found` is the share of its distinct values that are there as they stand, `plainly` the share
    that are there but for case, punctuation and leading zeros; `named` how far the names say so.
    """

    child: Sight
    column: str
    parent: Sight
    key: str
    found: float
    plainly: float
    named: float


def found(profiles: Sequence[Profile]) -> Iterator[Finding]:
    """References among `profiles` that lead nowhere, for some rows or for all."""
    sights = [Sight(profile) for profile in profiles]
    yield from orphans(references(sights, among(sights)))


def orphans(links: Sequence[Reference]) -> Iterator[Finding]:
    """The same, for references already found: what leads nowhere, then what is written otherwise."""
    for link in links:
        if link.found < 1 and _is_kept(link, links):
            yield from _broken(link)


def references(sights: Sequence[Sight], snapshots: Snapshots) -> list[Reference]:
    """What refers to what, by values and names; of several keys a column may refer to, the best."""
    links: list[Reference] = []
    for child in sights:
        for column in child.columns:
            to = (
                link
                for parent in sights
                if parent is not child and not snapshots.together(child.name, parent.name)
                for key in _keys(parent)
                if (link := _reference(child, column, parent, key))
            )
            best = max(to, key=lambda link: (link.plainly + link.named, link.found), default=None)
            if best:
                links.append(best)
    return _to_one_key(links)


def _to_one_key(links: Sequence[Reference]) -> list[Reference]:
    """Of a table's references to another, those to the key that stands first in it: where an order
    has the customer's number, the customer's name in it is a fact and no second reference."""
    first: dict[tuple[str, str], int] = {}
    for link in links:
        tables, place = _tables(link), link.parent.columns.index(link.key)
        first[tables] = min(place, first.get(tables, place))
    return [link for link in links if link.parent.columns.index(link.key) == first[_tables(link)]]


def _tables(link: Reference) -> tuple[str, str]:
    return link.child.name, link.parent.name


def _keys(sight: Sight) -> tuple[str, ...]:
    """Columns that could be referred to: each value once, none or hardly one missing."""
    keys: tuple[str, ...] = sight.once(("keys",), lambda: _keys_of(sight))
    return keys


def _keys_of(sight: Sight) -> tuple[str, ...]:
    return tuple(
        name
        for name in sight.unique
        if sight.profile.columns[name].kind in KEY_KINDS
        and sight.filled(name) >= 0.95 * sight.height
        and sight.distinct(name) >= max(FEWEST, UNIQUE * sight.filled(name))
        and _is_short(sight, name)
    )


def _is_short(sight: Sight, name: str) -> bool:
    lengths = sight.profile.columns[name].counts["value"].str.len_chars()
    return figure(lengths.mean()) <= 40


def _reference(child: Sight, column: str, parent: Sight, key: str) -> Reference | None:
    held = child.profile.columns[column]
    if held.kind not in KEY_KINDS or held.distinct < FEWEST:
        return None
    named = naming(column, parent, key)
    coded = _is_coded(child, column) and _is_coded(parent, key)
    if named < NAMED and not coded and not _is_sparse(child, column, parent, key):
        return None
    values = held.counts["value"].str.strip_chars()
    plainly = _among(child.shares(column)["value"], parent.shares(key)["value"])
    as_written = _among(values, parent.profile.columns[key].counts["value"].str.strip_chars())
    if parent.profile.table.rows > SAMPLE_ROWS:
        as_written = plainly = len(_held(parent, key, values)) / max(1, len(values))
    if max(plainly, as_written) < (FOUND if named >= NAMED else FOUND_UNNAMED):
        return None
    return Reference(child, column, parent, key, as_written, plainly, named)


def naming(column: str, parent: Sight, key: str) -> float:
    """How far a column's name says that it refers to `key`: customer_id to id of customers."""
    table = stem(parent.name.rsplit("/", 1)[-1])
    full = wording.likeness(column, f"{table}_{key}") if _mentions(column, table) else 0.0
    if wording.is_generic(key):
        same = wording.plain(column) == wording.plain(key)
        bare = wording.likeness(column, table)
        return max(full, bare, 0.6 if same and wording.plain(key) not in NUMBERING else 0.0)
    return max(full, wording.likeness(column, key))


def _mentions(column: str, table: str) -> bool:
    """Whether a word of the column's name is one of the table's, or short for it."""
    pairs = product(wording.words(column), wording.words(table))
    return any(len(word) > 1 and wording.likeness(word, other) >= 0.85 for word, other in pairs)


def _is_coded(sight: Sight, name: str) -> bool:
    """Whether its values are codes that do not meet others by chance, as small numbers do."""
    coded: bool = sight.once(("coded", name), lambda: _are_codes(sight, name))
    return coded


def _are_codes(sight: Sight, name: str) -> bool:
    values = sight.profile.columns[name].counts["value"].head(500)
    letters = values.str.contains(r"\p{L}") & values.str.contains(r"\d")
    long = values.str.contains(r"^\d{6,}$")
    return len(values) >= TELLING and figure((letters | long).mean()) >= 0.9


def _is_sparse(child: Sight, column: str, parent: Sight, key: str) -> bool:
    """Whether both hold whole numbers, and those of the key are so far between that another number
    of that size is hardly ever one of them."""
    mine, theirs = (
        sight.shares(name)["value"].cast(pl.Int64, strict=False)
        for sight, name in ((child, column), (parent, key))
    )
    if len(mine) < TELLING or mine.null_count() > 0.05 * len(mine) or theirs.null_count():
        return False
    low, high = figure(mine.quantile(0.05)), figure(mine.quantile(0.95))
    return figure(theirs.is_between(low, high).sum()) <= SPARSE * (high - low + 1)


def _among(values: pl.Series, keys: pl.Series) -> float:
    return figure(values.is_in(keys.unique().to_list()).mean())


def _is_kept(link: Reference, links: Sequence[Reference]) -> bool:
    """Not the weaker of two references that point at each other; and tables of the same things,
    each with its own key, must nearly cover each other before one is said to miss rows."""
    if link.column not in link.child.unique:
        return True
    back = [
        other
        for other in links
        if other.child is link.parent and other.parent is link.child and other.key == link.column
    ]
    if any((other.plainly, other.child.name) > (link.plainly, link.child.name) for other in back):
        return False
    return max(link.plainly, link.found) >= FOUND_AMONG_EQUALS


def _broken(link: Reference) -> Iterator[Finding]:
    nowhere = _lost(link, as_written=False)
    otherwise = sorted(set(_lost(link, as_written=True)) - set(nowhere))
    parent, key = link.parent.name, link.key
    if nowhere:
        yield _finding(
            link,
            nowhere,
            "",
            how=f"names keys that {parent} does not have in {key}",
            remedy=f"Find out whether rows of {parent} were lost, or the keys mistyped.",
        )
    if otherwise:
        yield _finding(
            link,
            otherwise,
            "written",
            how=f"writes keys otherwise than {key} of {parent} (case, punctuation, leading zeros), "
            "so that a join does not find them",
            remedy=f"Bring “{link.column}” and {key} to one form before they are joined.",
        )


def _finding(link: Reference, rows: list[int], key: str, *, how: str, remedy: str) -> Finding:
    child, table = link.child, link.child.profile.table
    values = table.sample[link.column].gather(rows).unique(maintain_order=True)
    return Finding(
        kind=Kind.ORPHANED_KEYS,
        where=Where(
            child.name,
            (link.column,),
            cited.numbered(table, rows),
            also=(Where(link.parent.name, (link.key,)),),
        ),
        what=f"“{link.column}” of {child.name} {how}, in {phrases.rows(len(rows))}: "
        f"{phrases.quoted(values.to_list())}.",
        poisons=f"Answers that join {child.name} with {link.parent.name} leave these rows out.",
        remedy=remedy,
        severity=Severity.HIGH if len(rows) > 0.05 * child.height else Severity.MEDIUM,
        confidence=0.9 if link.named >= NAMED else 0.75,
        affected=len(rows),
        out_of=child.filled(link.column),
        evidence=cited.cited(table, rows, [link.column]),
        key=f"{link.column}>{link.key}{key}",
    )


def _lost(link: Reference, *, as_written: bool) -> list[int]:
    """Places of the rows whose key is not there, as it is written or in any writing."""
    filled = link.child.plain(link.column).is_not_null()
    mine = link.child.profile.table.sample[link.column].str.strip_chars()
    if link.parent.profile.table.rows > SAMPLE_ROWS:
        keys = _held(link.parent, link.key, mine.drop_nulls().unique())
    elif as_written:
        keys = link.parent.profile.table.sample[link.key].str.strip_chars()
    else:
        mine, keys = link.child.plain(link.column), link.parent.plain(link.key)
    return cited.places(~mine.is_in(keys.drop_nulls().unique().to_list()) & filled)


def _held(parent: Sight, key: str, values: pl.Series) -> pl.Series:
    """Those of `values` that are in a table too large to be held, of which a sample is known."""
    held = parent.profile.table.frame.select(pl.col(key).str.strip_chars().alias("key"))
    wanted = held.filter(pl.col("key").is_in(values.to_list())).unique()
    return wanted.collect(engine="streaming")["key"]
