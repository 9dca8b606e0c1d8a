"""Where to cut: the cheapest way through a text, by dynamic programming.

Every chunk costs 1, and more the emptier it is; every cut has its price (see `atoms`); a chunk
that goes on past a heading pays for that. Each atom is looked at once for every chunk it could
be in, so the time is linear in the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from core.ingest.chunking.atoms import Atom
from core.ingest.chunking.measure import Measure
from core.ingest.chunking.outline import shared
from core.ingest.chunking.prefix import heading_line

Path = tuple[str, ...]

_TINY, _FILLED = 0.24, 0.5
_EMPTINESS = 3.0
_SIBLING, _CHILD, _UPWARD = 1.2, 0.6, 0.4
_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Run:
    """Atoms `first` to `last`, excluded, that make one chunk.

    `path` is what their headings share. `line` is the title and headings shown above the chunk,
    those of its first atom; headings it names are not in the run.
    """

    first: int
    last: int
    path: Path
    line: str


class _Step(NamedTuple):
    """A chunk on the way: the atom it is counted from, the first in its span, its headings."""

    first: int
    begin: int
    path: Path
    shown: Path


@dataclass(slots=True)
class _Growing:
    """A chunk as it grows: headings shared so far, its size without them, the price of headings."""

    path: Path
    size: int = 0
    crossing: float = 0.0

    def cross(self, heading: Path) -> None:
        """Go on past the heading of another section."""
        depth = shared(self.path, heading[:-1])
        lost = len(self.path) - depth
        self.crossing += _SIBLING + _UPWARD * (lost - 1) if lost else _CHILD
        self.path = self.path[:depth]


class Packer:
    """Finds the cheapest chunks of one text, each within `limit` word pieces in all."""

    def __init__(self, found: list[Atom], title: str, measure: Measure, limit: int) -> None:
        self._atoms = found
        self._title = title
        self._measure = measure
        self._limit = limit
        self._lines: dict[Path, str] = {}
        self._walls = _walls(found, _TINY * limit)

    def runs(self) -> list[Run]:
        """The chunks in order; of equally cheap ways the one that cuts later."""
        count = len(self._atoms)
        cost = [0.0] + [_INFINITE] * count
        best: list[_Step | None] = [None] * (count + 1)
        for first in range(count):
            for last, price, step in self._from(first):
                if cost[first] + price < cost[last]:
                    cost[last], best[last] = cost[first] + price, step
        return [self._run(step, last) for step, last in _backwards(best)][::-1]

    def _from(self, first: int) -> Iterator[tuple[int, float, _Step]]:
        """Every chunk that could begin at this atom: its end, its price, and what to know of it."""
        leading = self._leading_headings(first)
        body = first + len(leading)
        growing = _Growing(self._atoms[body - 1 if leading else first].path)
        base = self._measure.repeated(self._atoms[first].repeated)
        step, kept, named = self._step(first, leading, growing.path, growing.path)
        for at in range(body, len(self._atoms)):
            atom = self._atoms[at]
            if at > body and at in self._walls:
                return
            if atom.opens:
                growing.cross(atom.path)
                shown = growing.path if leading else step.shown
                step, kept, named = self._step(first, leading, growing.path, shown)
            growing.size += atom.size
            if base + kept + named + growing.size > self._limit and at > body:
                return
            yield at + 1, self._price(first, kept + growing.size) + growing.crossing, step

    def _step(
        self, first: int, leading: list[Atom], path: Path, shown: Path
    ) -> tuple[_Step, int, int]:
        """The chunk so far, the size of the headings in it, and of those shown above it."""
        skipped = sum(len(heading.path) <= len(shown) for heading in leading)
        kept = sum(heading.size for heading in leading[skipped:])
        named = self._measure.repeated(self._line(shown))
        return _Step(first, first + skipped, path, shown), kept, named

    def _run(self, step: _Step, last: int) -> Run:
        return Run(step.begin, last, step.path, self._line(step.shown))

    def _leading_headings(self, first: int) -> list[Atom]:
        end = first
        while end < len(self._atoms) and self._atoms[end].opens:
            end += 1
        return self._atoms[first:end]

    def _price(self, first: int, size: int) -> float:
        filled = _FILLED * self._limit
        empty = max(0.0, filled - size) / filled
        return 1 + _EMPTINESS * empty * empty + self._atoms[first].cut

    def _line(self, path: Path) -> str:
        if path not in self._lines:
            self._lines[path] = heading_line(self._title, path, self._measure)
        return self._lines[path]


def _backwards(best: list[_Step | None]) -> Iterator[tuple[_Step, int]]:
    last = len(best) - 1
    while (step := best[last]) is not None:
        yield step, last
        last = step.first


def _walls(found: list[Atom], tiny: float) -> frozenset[int]:
    """Starts of top-level sections no chunk may run across: those with text on both sides."""
    depth = _common_depth(found)
    starts = [at for at, atom in enumerate(found) if atom.opens and len(atom.path) <= depth + 1]
    edges = [0, *starts, len(found)]
    sizes = [sum(atom.size for atom in found[begin:end]) for begin, end in pairwise(edges)]
    return frozenset(
        start
        for start, before, after in zip(starts, sizes, sizes[1:], strict=False)
        if before >= tiny and after >= tiny
    )


def _common_depth(found: list[Atom]) -> int:
    """How many headings all text is under, such as the one title of a document."""
    paths = [atom.path for atom in found if not atom.opens]
    if not paths:
        return 0
    first, last = min(paths), max(paths)
    return shared(first, last)
