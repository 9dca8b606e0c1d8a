"""Releases: the bundle of everything that changes answers, under one content hash."""

from core.answering.prompt import PROMPT
from core.domain.release import ChunkingSettings, Release, RetrievalSettings
from core.settings import Settings


def release(settings: Settings) -> Release:
    """The release that these settings make."""
    return Release(
        prompt=PROMPT,
        route=(settings.model, *settings.fallback_models),
        embedding=settings.embedding_model,
        retrieval=RetrievalSettings(rerank=settings.rerank),
        chunking=ChunkingSettings(limit=settings.embedding_window - 2),
    )
