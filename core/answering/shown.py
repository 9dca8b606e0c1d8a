"""How a checked stretch of a reply is shown: clean, a table's rows under their header, its marks after."""

import re
from collections.abc import Sequence

from core.answering.clean import clean
from core.domain.answer import Citation

ROW = re.compile(r"^\s*\|.*\|\s*$")
RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")


def shown(text: str, prefix: str, citations: Sequence[Citation]) -> str:
    """Markdown for `text`, quoted from a passage whose prefix is `prefix`, with its citation marks."""
    marks = "".join(f"[{number}]" for number in dict.fromkeys(each.number for each in citations))
    body = clean(_headed(text.strip(), prefix))
    # in the last row of a table Markdown would take the mark for a cell
    return f"{body}\n\n{marks}" if body.endswith("|") else f"{body} {marks}"


def _headed(text: str, prefix: str) -> str:
    """Rows of a table that was cut, under the header that their passage repeats in its prefix."""
    lines = text.splitlines()
    if not lines or not ROW.match(lines[0]) or any(RULE.match(line) for line in lines[:2]):
        return text
    header = [line for line in prefix.splitlines() if ROW.match(line)]
    return "\n".join([*header, text]) if any(RULE.match(line) for line in header) else text
