"""What an audit learned of tables, as a contract that a pipeline can run without Handrail.

The contract is a Python file with a dataframely schema a table. It says what the tables would be if
what was found were mended, so the rows with findings are the ones it turns down. Every column is
read as text, as the audit read it, and rules say what the text is to be.
"""

import keyword
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dataframely
import polars as pl
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.readiness.finding import Finding
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.table import ROW

_CODES = {ColumnKind.CATEGORY, ColumnKind.BOOLEAN, ColumnKind.GENDER}
_SHAPED = {ColumnKind.IDENTIFIER, ColumnKind.DATE, ColumnKind.PERIOD, ColumnKind.TIME}
_PLAIN = {ColumnKind.INTEGER, ColumnKind.FLOAT, ColumnKind.YEAR}
_SHAPE_SHARE = 0.95
_MOST_CODES = 100
_RUNS = ((r"[A-Z]+", "A"), (r"[a-z]+", "a"), (r"[0-9]+", "9"))
_CLASSES = {"A": "[A-Z]", "a": "[a-z]", "9": "[0-9]"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name in the contract and its condition, as a polars expression in Python."""

    name: str
    condition: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised of one column, ready to be written as Python."""

    attribute: str
    options: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """One table's schema."""

    name: str
    table: str
    promises: tuple[Promise, ...]


def contract(profiles: Iterable[Profile], findings: Sequence[Finding], audited: date) -> str:
    """The contract's source code; the same audit gives the same text."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  it is Python, and every value in it is written by repr
    )
    schemas = list(_schemas(profiles, findings))
    return templates.get_template("contract.py.jinja").render(schemas=schemas, audited=audited)


def _schemas(profiles: Iterable[Profile], findings: Sequence[Finding]) -> Iterator[Schema]:
    taken: set[str] = set()
    for profile in profiles:
        name = _unique("".join(_words(profile.table.name, str.capitalize)) or "Table", taken)
        attributes: set[str] = set()
        promises = tuple(
            _promise(profile, column, _turned_down(profile, column.name, findings), attributes)
            for column in profile.columns.values()
        )
        yield Schema(name, profile.table.name, promises)


def _promise(
    profile: Profile, column: Column, turned_down: frozenset[str], taken: set[str]
) -> Promise:
    attribute = _unique("_".join(_words(column.name, str.lower)) or "column", taken)
    absent = column.empty + _missing(profile, column)
    options = [f"alias={column.name!r}", f"nullable={bool(absent)}"]
    if column.kind is ColumnKind.IDENTIFIER and not absent and column.distinct == column.rows:
        options.append("unique=True")
    held = column.counts.filter(~pl.col("value").is_in(sorted(turned_down)))
    rules = tuple(
        Rule(f"{attribute}_{name}", condition) for name, condition in _rules(column, held)
    )
    return Promise(attribute, ", ".join(options), rules)


def _rules(column: Column, held: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Names and conditions of what is promised of the values of a column that are `held` good."""
    present = f"present({column.name!r}, {sorted(column.missing)!r})"
    if held.is_empty():
        return
    if column.kind in _PLAIN:
        numbers = held["value"].str.strip_chars().cast(pl.Float64, strict=False)
        if numbers.null_count() == 0:
            low, high = numbers.min(), numbers.max()
            yield "is_a_number_in_range", f"number({present}).is_between({low!r}, {high!r})"
    elif column.kind in _CODES and held.height <= _MOST_CODES:
        yield "is_a_known_code", f"{present}.is_in({sorted(held['value'])!r})"
    elif column.kind in _SHAPED and (shape := _shape(held)):
        yield "has_the_usual_shape", f"{present}.str.contains({shape!r})"


def _shape(held: pl.DataFrame) -> str | None:
    """The regular expression of the shape that nearly all values have, None where there are several."""
    shapes = held.with_columns(shape=_pattern(pl.col("value")))
    most = shapes.group_by("shape").agg(pl.col("count").sum()).sort("count", "shape").tail(1)
    if int(most["count"][0]) < _SHAPE_SHARE * int(held["count"].sum()):
        return None
    runs = re.findall(r"([Aa9])|(.)", most["shape"][0], flags=re.DOTALL)
    parts = [f"{_CLASSES[run]}+" if run else re.escape(other) for run, other in runs]
    return f"^{''.join(parts)}$"


def _pattern(text: pl.Expr) -> pl.Expr:
    """Text with each run of capitals, small letters or digits as one letter."""
    for run, letter in _RUNS[:2]:
        text = text.str.replace_all(run, letter)
    return text.str.replace_all(*_RUNS[2])


def _missing(profile: Profile, column: Column) -> int:
    return int(profile.table.sample[column.name].is_in(sorted(column.missing)).sum() or 0)


def _turned_down(profile: Profile, column: str, findings: Iterable[Finding]) -> frozenset[str]:
    """The values of a column in the rows and the evidence of what was found about it."""
    about = [
        each
        for each in findings
        if each.where.source == profile.table.name and each.where.columns == (column,)
    ]
    rows = sorted({row for each in about for row in each.where.rows})
    cells = profile.table.sample.filter(pl.col(ROW).is_in(rows))[column].drop_nulls()
    shown = {
        value
        for each in about
        for one in each.evidence
        for name, value in one.cells
        if name == column
    }
    return frozenset(cells) | shown


def _words(name: str, case: Callable[[str], str]) -> list[str]:
    return [case(word) for word in re.findall(r"[A-Za-z0-9]+", name)]


def _unique(name: str, taken: set[str]) -> str:
    """The name as an identifier that is neither taken nor means something to a schema."""
    name = f"_{name}" if name[0].isdigit() else name
    name = f"{name}_" if keyword.iskeyword(name) or hasattr(dataframely.Schema, name) else name
    numbered = [name, *(f"{name}_{number}" for number in range(2, len(taken) + 3))]
    free = next(each for each in numbered if each not in taken)
    taken.add(free)
    return free
