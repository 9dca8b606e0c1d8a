"""`classification.toml`: the map as people review it, in an order that makes for small diffs.

What stands above the first `[documents…]` or `[tables…]` is people's own (rules, tiers, comments)
and is kept to the letter; the entries below are written anew, sorted. Undoing is git's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.classification.errors import BadClassification
from core.classification.map import ClassificationMap
from core.classification.reading import parsed
from core.classification.writing import blocks

CLASSIFICATION = "classification.toml"
HEAD = """\
# Who may see what, and why. `handrail classification map` proposes the entries below the rules;
# `handrail classification set` overrules one, with a reason and a name. See docs/classification.md.
#
# Declare here what is known beforehand. Of several rules that match, the highest tier holds.
#
# [[rule]]
# match = "hr/**"            # ** crosses folders, * does not; "staff.csv:salary" is a column
# tier = "restricted"        # public, internal, confidential or restricted
# groups = ["hr"]
# reason = "Personnel files"
#
# [tiers]                    # the least tier of what holds something that detectors find
# salary = "restricted"
# phone = "ignored"
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A map, and the part of its file that is people's own."""

    map: ClassificationMap = field(default_factory=ClassificationMap)
    head: str = HEAD


def read(path: Path) -> Kept:
    """The map in a file, an empty one if there is none; raises `BadClassification`."""
    if not path.is_file():
        return Kept()
    try:
        text = path.read_text(encoding="utf-8")
        written = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadClassification(f"{path.name}: {error}") from error
    try:
        head = _head(text)
        _ensure_whole(head, written)
        return Kept(parsed(written), head)
    except BadClassification as error:
        raise BadClassification(f"{path.name}: {error.detail}") from error


def write(path: Path, kept: Kept) -> None:
    """The map into its file. The same map gives the same bytes."""
    # a name that is no text becomes one that matches no file, so that the file stays without a tier
    path.write_text(text_of(kept), encoding="utf-8", errors="replace", newline="\n")


def text_of(kept: Kept) -> str:
    """The file's whole text."""
    return "\n\n".join([kept.head.rstrip("\n"), *blocks(kept.map)]) + "\n"


def _head(text: str) -> str:
    lines = text.split("\n")
    starts = ("[documents", "[tables")
    end = next((n for n, line in enumerate(lines) if line.lstrip().startswith(starts)), len(lines))
    return "\n".join(lines[:end])


def _ensure_whole(head: str, written: Mapping[str, Any]) -> None:
    """A rule below the entries would be lost when they are written anew."""
    own = tomllib.loads(head)
    if any(own.get(key) != written.get(key) for key in ("rule", "tiers")):
        raise BadClassification(
            "Write [[rule]] and [tiers] above the first [documents…] or [tables…]."
        )
