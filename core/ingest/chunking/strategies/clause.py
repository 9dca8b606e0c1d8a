"""Our own: see `core.ingest.chunking.chunker`."""

from core.domain.document import Piece
from core.domain.release import ChunkingSettings
from core.inference.embedding import Embedder
from core.ingest.chunking.chunker import chunk


def pieces(text: str, title: str, embedder: Embedder, settings: ChunkingSettings) -> list[Piece]:
    """Pieces that keep conditions, tables and lists together; they never overlap."""
    return chunk(text, title=title, count=embedder.count, limit=settings.limit)
