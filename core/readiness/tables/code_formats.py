"""Telephone numbers, identifiers and codes written in several ways."""

import polars as pl

from core.readiness.finding import Severity
from core.readiness.tables import shapes
from core.readiness.tables.profile import Column
from core.readiness.tables.ways import Ways, kept

_CODED = 0.9


def of_codes(column: Column) -> Ways | None:
    """Telephone numbers, identifiers: the same letters and digits, parted by other signs."""
    values = column.counts["value"].str.strip_chars()
    ways = _of_phones(column, values) or _of_zeros(column, values)
    if ways:
        return ways
    plain = values.str.replace_all(r"\p{L}", "A").str.replace_all(r"\d", "9")
    bare = plain.str.replace_all(r"[^A9]", "")
    coded = values.str.contains(shapes.PHONE) | (
        values.str.contains(shapes.CODE) & values.str.contains(r"\d")
    )
    total = int(column.counts["count"].sum())
    if int(column.counts["count"].filter(coded).sum()) < _CODED * total:
        return None
    usual = _most_frequent(bare, column.counts["count"])
    alike = column.counts.with_columns(way=plain, bare=bare).filter(
        (pl.col("bare") == usual) & (pl.col("bare").str.len_chars() >= 4)
    )
    shown = {way: alike.filter(pl.col("way") == way) for way in sorted(alike["way"].unique())}
    often = kept(column, shown) if len(shown) < 50 else {}
    return Ways("the signs between", often, confidence=0.85) if len(often) > 1 else None


def _of_phones(column: Column, values: pl.Series) -> Ways | None:
    """Telephone numbers by how they begin and what stands between their digits."""
    phones = values.str.contains(shapes.PHONE)
    parted = values.str.contains(r"\d[ ()./-]+\d")
    total = int(column.counts["count"].sum())
    if not parted.any() or int(column.counts["count"].filter(phones).sum()) < _CODED * total:
        return None
    begins = values.str.extract(r"^(\+|\()", 1).fill_null("")
    signs = (
        values.str.replace_all(r"[\d+()]", "").str.split("").list.unique().list.sort().list.join("")
    )
    style = begins + signs
    ways = {way: column.counts.filter((style == way) & phones) for way in sorted(style.unique())}
    often = kept(column, ways)
    return Ways("telephone numbers and the like", often) if len(often) > 1 else None


def _of_zeros(column: Column, values: pl.Series) -> Ways | None:
    """Numbers of one length of which some begin with zeros, and shorter ones that lost theirs."""
    counts = column.counts.with_columns(length=values.str.len_chars(), value_=values)
    digits = counts.filter(pl.col("value_").str.contains(r"^\d+$"))
    total = int(counts["count"].sum())
    if int(digits["count"].sum()) < _CODED * total:
        return None
    usual = int(_most_frequent(digits["length"].cast(pl.String), digits["count"]))
    padded = digits.filter((pl.col("length") == usual) & pl.col("value_").str.starts_with("0"))
    full = digits.filter(pl.col("length") == usual)
    short = digits.filter((pl.col("length") < usual) & ~pl.col("value_").str.starts_with("0"))
    fits = int(full["count"].sum()) + int(short["count"].sum()) >= _CODED * total
    if usual < 3 or padded.is_empty() or not fits:
        return None
    often = kept(column, {"with zeros": full, "without": short})
    return Ways("zeros in front lost", often, Severity.HIGH) if len(often) > 1 else None


def _most_frequent(values: pl.Series, counts: pl.Series) -> str:
    frame = pl.DataFrame({"value": values, "count": counts})
    summed = frame.group_by("value").agg(pl.col("count").sum())
    return str(summed.sort(["count", "value"], descending=[True, False])["value"][0])
