"""The headings above any place of a text."""

from bisect import bisect_right
from collections.abc import Callable

from core.ingest.chunking.layout import Layout

Path = tuple[str, ...]


def headings_at(plan: Layout) -> Callable[[int], Path]:
    """Gives the heading path of an offset; a heading is under itself."""
    starts = [block.start for block in plan.blocks]

    def path(offset: int) -> Path:
        at = bisect_right(starts, offset) - 1
        return plan.places[at].path if at >= 0 else ()

    return path
