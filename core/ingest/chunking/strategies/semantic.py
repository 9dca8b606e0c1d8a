"""Chunks that end where the subject changes: LlamaIndex's `SemanticSplitterNodeParser`.

It compares each sentence, with its neighbours, to the next, by the embedder, and cuts where they
differ most. Subjects can be of any length, so longer ones are cut at sentences.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.domain.document import Piece
from core.domain.release import ChunkingSettings
from core.inference.embedding import Embedder
from core.ingest.chunking.sentences import Span
from core.ingest.chunking.strategies.spans import located
from core.ingest.chunking.strategies.splitters import (
    sentence_parts,
    sentence_wise,
    under_headings,
)

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

_BATCH = 128


def pieces(text: str, title: str, embedder: Embedder, settings: ChunkingSettings) -> list[Piece]:
    """Runs of sentences about one thing, or the parts of a long one."""
    spans = [
        span
        for subject in located(text, _subjects(text, embedder))
        for span in _parts(text, subject, embedder, settings)
    ]
    return under_headings(text, spans)


def _subjects(text: str, embedder: Embedder) -> list[str]:
    from llama_index.core.node_parser import SemanticSplitterNodeParser  # noqa: PLC0415  slow
    from llama_index.core.schema import Document  # noqa: PLC0415

    if not text.strip():
        return []
    parser = SemanticSplitterNodeParser(
        embed_model=_adapted(embedder),
        sentence_splitter=sentence_parts,
        include_prev_next_rel=False,
    )
    nodes = parser.build_semantic_nodes_from_documents([Document(text=text)])
    return [node.get_content() for node in nodes]


def _adapted(embedder: Embedder) -> "BaseEmbedding":
    """The embedder as LlamaIndex takes one."""
    from llama_index.core.base.embeddings.base import BaseEmbedding  # noqa: PLC0415

    class Adapted(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = embedder.embed(texts).tolist()
            return vectors

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Adapted(model_name=embedder.model, embed_batch_size=_BATCH)


def _parts(
    text: str, subject: Span, embedder: Embedder, settings: ChunkingSettings
) -> Iterator[Span]:
    words = text[subject.start : subject.end]
    if embedder.count(words) <= settings.limit:
        yield subject
        return
    for span in sentence_wise(words, embedder, settings.limit, settings.overlap):
        yield Span(subject.start + span.start, subject.start + span.end)
