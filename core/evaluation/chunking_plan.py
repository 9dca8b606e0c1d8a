"""Which chunkings are compared."""

from core.domain.release import ChunkingSettings
from core.evaluation.errors import BadPlan
from core.ingest.chunking.strategies import STRATEGIES

SMALLER = 200  # tokens; what comparisons of chunkings often use


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


def plans(written: tuple[str, ...], window: int) -> tuple[ChunkingSettings, ...]:
    """The chunkings written, each once; by default every strategy at the window and at 200 tokens."""
    sizes = sorted({window, min(window, SMALLER)}, reverse=True)
    every = [f"{strategy}:{size}" for size in sizes for strategy in STRATEGIES]
    return tuple(dict.fromkeys(plan(each, window) for each in written or every))


def name(settings: ChunkingSettings) -> str:
    """A chunking as it is written."""
    parts = [settings.strategy, settings.limit, settings.overlap]
    return ":".join(map(str, parts if settings.overlap else parts[:2]))
