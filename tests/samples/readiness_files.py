"""Reading the readiness sample from its files, without anything that made them."""

import csv
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache

import openpyxl
import pypdf

from core.bootstrap.samples import FOLDER
from core.classification import file as classification

HERE = FOLDER / "readiness"
DOCUMENTS = HERE / "documents"
OLD, NEW = "suppliers-2024-06.csv", "suppliers-2025-01.csv"
MARCH, SEPTEMBER = "stock-2025-03.csv", "stock-2025-09.csv"
TRUTH = {
    each["id"]: each for each in map(json.loads, (HERE / "truth.jsonl").read_text().splitlines())
}
Row = dict[str, str]


@cache
def table(source: str) -> tuple[Row, ...]:
    path = HERE / "sources" / source.partition("#")[0]
    if path.suffix == ".xlsx":
        rows = openpyxl.load_workbook(path)[source.partition("#")[2]].iter_rows(values_only=True)
        _, header, *below = rows
        cells = [[str(cell or "") for cell in row] for row in below]
        return tuple(dict(zip(map(str, header), row, strict=True)) for row in cells)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ndjson":
        lines = map(json.loads, text.splitlines())
        return tuple({key: value or "" for key, value in line.items()} for line in lines)
    delimiter = "\t" if path.suffix == ".tsv" else ","
    return tuple(csv.DictReader(text.splitlines(), delimiter=delimiter))


def where(source: str, wanted: Callable[[Row], object]) -> set[int]:
    """The rows that are wanted, numbered from 1."""
    return {number for number, row in enumerate(table(source), 1) if wanted(row)}


def planted(name: str) -> set[int]:
    return set(TRUTH[name]["rows"])


def rows_of(source: str, *columns: str) -> set[int]:
    """Every row in which something was planted in one of these columns, or as a whole."""
    return {
        row
        for each in TRUTH.values()
        for place in (each, *each.get("also", ()))
        if place["source"] == source
        and ({*columns} & {*place.get("columns", columns)} or not columns)
        for row in place.get("rows", ())
    }


def day(text: str) -> date:
    return (
        datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text[:10])
    )


def cells(source: str, column: str) -> list[str]:
    return [row[column] for row in table(source)]


def by(source: str, key: str, column: str) -> dict[str, str]:
    return {row[key]: row[column] for row in table(source)}


def commonest(source: str, key: str, column: str) -> dict[str, str]:
    """For each value of `key` the value of `column` that it has most often."""
    seen = defaultdict[str, Counter[str]](Counter)
    for row in table(source):
        seen[row[key]][row[column]] += 1
    return {value: counts.most_common(1)[0][0] for value, counts in seen.items()}


def against(source: str, key: str, column: str) -> set[int]:
    """The rows whose `column` is not the one that `key` mostly has."""
    usual = commonest(source, key, column)
    return where(source, lambda row: row[column] != usual[row[key]])


def columns(source: str) -> set[str]:
    return set(table(source)[0])


def share_empty(source: str, column: str) -> float:
    return cells(source, column).count("") / len(table(source))


def mean(source: str, column: str) -> float:
    return sum(map(float, cells(source, column))) / len(table(source))


def text_of(source: str) -> str:
    path = DOCUMENTS / source
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return path.read_text(encoding="utf-8")


def declared(source: str) -> str:
    """What a document says of itself, and the manifest of it."""
    manifest = tomllib.loads((DOCUMENTS / "manifest.toml").read_text())["files"].get(source, {})
    return " ".join([*manifest, text_of(source).partition("\n---\n")[0]])


def tier_of(source: str) -> str:
    ruled = classification.read(DOCUMENTS / "classification.toml").map.rules.of(source)
    return ruled.tier.label if ruled else ""


def reaches(source: str) -> str:
    return re.sub(r"<[^>]+>", " ", text_of(source)).casefold()


def sound(source: str, *touched: str) -> Iterable[Row]:
    """The rows in which nothing was planted in these columns."""
    bad = rows_of(source, *touched)
    return (row for number, row in enumerate(table(source), 1) if number not in bad)
