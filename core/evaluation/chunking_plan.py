"""Which chunkings are compared."""

from collections.abc import Sequence
from dataclasses import replace

from core.domain.release import ChunkingSettings
from core.evaluation.errors import BadPlan
from core.ingest.chunking.strategies import STRATEGIES


def plan(written: str, window: int) -> ChunkingSettings:
    """The chunking in `recursive`, `recursive:200` or `recursive:200:20`.

    That is strategy, most tokens and tokens repeated; without a size, as many as the embedder's
    `window`. Raises `BadPlan`.
    """
    strategy, *numbers = written.split(":")
    if (
        strategy not in STRATEGIES
        or len(numbers) > 2
        or not all(each.isascii() and each.isdigit() for each in numbers)
    ):
        raise BadPlan(f"Got {written!r}; strategies: {', '.join(STRATEGIES)}.")
    return ChunkingSettings(strategy, *map(int, numbers or (str(window),)))


def plans(
    written: Sequence[str], window: int, sizes: Sequence[int] = ()
) -> tuple[ChunkingSettings, ...]:
    """The chunkings written, each once; of none, every strategy.

    Those without a size of their own have each of `sizes`, by default the window.
    """
    chosen = [
        replace(plan(each, window), limit=size) if ":" not in each else plan(each, window)
        for size in sizes or (window,)
        for each in written or STRATEGIES
    ]
    return tuple(dict.fromkeys(chosen))


def name(settings: ChunkingSettings) -> str:
    """A chunking as it is written."""
    parts = [settings.strategy, settings.limit, settings.overlap]
    return ":".join(map(str, parts if settings.overlap else parts[:2]))
