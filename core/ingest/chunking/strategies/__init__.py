"""Ways to cut a text, by name: our own, and LlamaIndex's node parsers held to the same promises.

Every strategy gives spans of the very text, in order, and keeps what is indexed of a chunk within
the limit as far as words can be parted.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.domain.document import Piece
from core.domain.errors import Permanent
from core.domain.release import ChunkingSettings
from core.inference.embedding import Embedder
from core.ingest.chunking.measure import SMALLEST_LIMIT, LimitTooSmall
from core.ingest.chunking.strategies import clause, markdown, semantic, splitters

Strategy = Callable[[str, str, Embedder, ChunkingSettings], list[Piece]]
"""From a text, its title, the embedder and the settings to the pieces in order."""

STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        "clause-1": clause.pieces,
        "tokens": splitters.tokens,
        "sentences": splitters.sentences,
        "recursive": splitters.recursive,
        "markdown": markdown.pieces,
        "semantic": semantic.pieces,
    }
)


class UnknownStrategy(Permanent):
    """There is no such way to cut texts. HANDRAIL_CHUNKING takes clause-1, tokens, sentences,
    recursive, markdown or semantic."""


class BadOverlap(Permanent):
    """Chunks cannot repeat that much of each other. Make the overlap at most half of the limit."""


def cut(text: str, *, title: str, embedder: Embedder, settings: ChunkingSettings) -> list[Piece]:
    """The pieces of a Markdown or plain text as `settings` have it.

    Raises `UnknownStrategy`, `BadOverlap`, and `LimitTooSmall` where no cutting keeps the limit.
    """
    if settings.strategy not in STRATEGIES:
        raise UnknownStrategy(f"Got {settings.strategy!r}.")
    if settings.limit < SMALLEST_LIMIT:
        raise LimitTooSmall(f"Limit: {settings.limit}")
    if not 0 <= settings.overlap <= settings.limit // 2:
        raise BadOverlap(f"Overlap: {settings.overlap}, limit: {settings.limit}")
    return STRATEGIES[settings.strategy](text, title, embedder, settings)
