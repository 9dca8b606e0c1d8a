"""Releases: the bundle of everything that changes answers, under one content hash."""

from math import isfinite
from pathlib import Path

from core.answering.evidence import SHIPPED
from core.answering.prompt import PROMPT
from core.domain.errors import Permanent
from core.domain.release import ChunkingSettings, RefusalSettings, Release, RetrievalSettings
from core.settings import Settings

SPECIAL_TOKENS = 2  # those that an embedding model puts around a text


class UnreadablePrompt(Permanent):
    """The model's instructions cannot be read. Write them as UTF-8 text where HANDRAIL_PROMPT says."""


class BadWeights(Permanent):
    """The evidence score has an intercept and five coefficients, six numbers. Take them from what
    `handrail eval calibrate --out FILE` writes, or leave them out."""


def release(settings: Settings, requirements: str = "") -> Release:
    """The release that these settings make under the requirements of that digest."""
    return Release(
        prompt=_prompt(settings.prompt) if settings.prompt else PROMPT,
        route=(settings.model, *settings.fallback_models),
        embedding=settings.embedding_model,
        retrieval=RetrievalSettings(rerank=settings.rerank),
        chunking=chunking(settings),
        refusal=_refusal(settings),
        requirements=requirements,
    )


def chunking(settings: Settings) -> ChunkingSettings:
    """How documents are cut; chunks are never longer than the embedding model reads."""
    readable = settings.embedding_window - SPECIAL_TOKENS
    limit = min(settings.chunk_tokens or readable, readable)
    return ChunkingSettings(settings.chunking, limit, min(settings.chunk_overlap, limit // 2))


def settings_of(release: Release, settings: Settings) -> Settings:
    """The settings with all that `release` says of models, chunking and refusing in place of theirs.

    Settings have no place for its instructions and its numbers of retrieval: who runs it takes
    those from the release.
    """
    return settings.model_copy(
        update={
            "model": release.route[0],
            "fallback_models": release.route[1:],
            "embedding_model": release.embedding,
            "rerank": release.retrieval.rerank,
            "chunking": release.chunking.strategy,
            "chunk_tokens": release.chunking.limit,
            "chunk_overlap": release.chunking.overlap,
            "refusal_evidence": release.refusal.evidence,
            "refusal_scope": release.refusal.scope,
            "refusal_weights": release.refusal.weights,
        }
    )


def _refusal(settings: Settings) -> RefusalSettings:
    usual = RefusalSettings()
    evidence, scope = settings.refusal_evidence, settings.refusal_scope
    return RefusalSettings(
        usual.evidence if evidence is None else evidence,
        usual.scope if scope is None else scope,
        usable(settings.refusal_weights),
    )


def usable(weights: tuple[float, ...]) -> tuple[float, ...]:
    """Weights of the evidence score, as many as it has, or none; raises `BadWeights`."""
    if weights and not (len(weights) == len(SHIPPED) and all(map(isfinite, weights))):
        raise BadWeights(f"Got {list(weights)}.")
    return weights


def _prompt(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadablePrompt(f"{path}: {error}.") from error
    if not text.strip():
        raise UnreadablePrompt(f"{path} is empty.")
    return text
