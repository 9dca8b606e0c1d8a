"""The Markdown tables in a text: what readers make of CSV and XLSX files, and of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"\s*\|(?:\s*:?-{3,}:?\s*\|)+\s*$")
_CELLS = re.compile(r"(?<!\\)\|")
_LINES_ABOVE = 3


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """A table's caption, which is the lines above it, and its present values by column name."""

    caption: str
    columns: dict[str, list[str]]


def tables(text: str) -> Iterator[MarkdownTable]:
    """The tables in a text, in order."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and _RULE.match(line):
            yield MarkdownTable(_caption(lines, number - 1), _columns(lines, number))


def _caption(lines: list[str], header: int) -> str:
    above = (line.strip() for line in lines[max(0, header - _LINES_ABOVE) : header])
    return " ".join(line for line in above if line and "|" not in line)


def _columns(lines: list[str], rule: int) -> dict[str, list[str]]:
    names = _cells(lines[rule - 1])
    found: dict[str, list[str]] = {name: [] for name in names}
    for line in lines[rule + 1 :]:
        if "|" not in line:
            break
        for name, value in zip(names, _cells(line), strict=False):
            if value:
                found[name].append(value)
    return found


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in _CELLS.split(inner)]
