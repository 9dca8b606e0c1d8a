"""Releases: the bundle of everything that changes answers, under one content hash."""

from core.answering.prompt import PROMPT
from core.domain.release import ChunkingSettings, Release, RetrievalSettings
from core.settings import Settings

SPECIAL_TOKENS = 2  # those that an embedding model puts around a text


def release(settings: Settings, requirements: str = "") -> Release:
    """The release that these settings make under the requirements of that digest."""
    return Release(
        prompt=PROMPT,
        route=(settings.model, *settings.fallback_models),
        embedding=settings.embedding_model,
        retrieval=RetrievalSettings(rerank=settings.rerank),
        chunking=chunking(settings),
        requirements=requirements,
    )


def chunking(settings: Settings) -> ChunkingSettings:
    """How documents are cut; chunks are never longer than the embedding model reads."""
    readable = settings.embedding_window - SPECIAL_TOKENS
    limit = min(settings.chunk_tokens or readable, readable)
    return ChunkingSettings(settings.chunking, limit, min(settings.chunk_overlap, limit // 2))
