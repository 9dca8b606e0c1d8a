"""A candidate as a reranker reads it."""

from core.retrieval.rerank import Candidate


def passage(candidate: Candidate) -> str:
    """The chunk with the headings and lead-ins that are indexed with it."""
    chunk = candidate.chunk
    return f"{chunk.prefix}\n{chunk.text}" if chunk.prefix else chunk.text
