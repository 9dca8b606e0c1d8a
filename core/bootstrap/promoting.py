"""Whether a chunking may be promoted, and what promoting it did."""

from pathlib import Path
from typing import Any

from core.bootstrap.configuration import rulings
from core.domain.errors import Permanent
from core.ingest.chunking.strategies import STRATEGIES, UnknownStrategy
from core.releases import chunking
from core.requirements.configuration import Subject
from core.settings import Settings
from core.settings.promoted import Promotion, back, promote, promotions

LEAST_TOKENS = 32


class TooSmall(Permanent):
    """Chunks that small say nothing. Promote 32 tokens or more."""


class NoReason(Permanent):
    """Whoever promotes says who they are and why, for those who ask later. Fill in both."""


def ensure_promotable(settings: Settings, strategy: str, tokens: int) -> None:
    """Raise what speaks against having these settings cut documents so.

    `UnknownStrategy`, `TooSmall`, and `RuledOut`, naming the clause, where the requirements forbid
    the strategy or anything that would then be configured: Handrail would not start.
    """
    if strategy not in STRATEGIES:
        raise UnknownStrategy(f"Got {strategy!r}.")
    if tokens < LEAST_TOKENS:
        raise TooSmall(f"Got {tokens}.")
    _ensure_allowed(settings, {"chunking": strategy, "chunk_tokens": tokens})


def promoted(settings: Settings, strategy: str, tokens: int, *, by: str, why: str) -> Promotion:
    """Have documents cut so from the next start on; raises what `ensure_promotable` does, `NoReason`."""
    if not (by.strip() and why.strip()):
        raise NoReason
    ensure_promotable(settings, strategy, tokens)
    choice = {"chunking": strategy, "chunk_tokens": tokens}
    return promote(settings.home, choice, by=by.strip(), why=why.strip())


def gone_back(settings: Settings, *, by: str) -> Promotion:
    """Have documents cut as before the last promotion; raises `NothingPromoted`, `RuledOut`."""
    before = [each.settings for each in promotions(settings.home)][-2:-1]
    for choice in before:
        _ensure_allowed(settings, choice)
    return back(settings.home, by=by)


def _ensure_allowed(settings: Settings, choice: dict[str, Any]) -> None:
    then = rulings(settings.model_copy(update=choice))
    if "chunking" in choice:
        then.cleared(Subject.CHUNKING, choice["chunking"])
    then.ensure_allowed()


def overruled(home: Path, promotion: Promotion) -> dict[str, object]:
    """What of a promotion does not hold, by its setting, since the environment says something else."""
    now = Settings(home=home)
    differing = {name: getattr(now, name) for name in promotion.settings}
    return {name: value for name, value in differing.items() if value != promotion.settings[name]}


def in_force(settings: Settings) -> str:
    """How documents are cut under these settings, as in `clause-1, at most 254 tokens`."""
    made = chunking(settings)
    overlap = f", repeating about {made.overlap}" if made.overlap else ""
    return f"{made.strategy}, at most {made.limit} tokens{overlap}"
