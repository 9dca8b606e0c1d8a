"""LlamaIndex's text splitters, with the embedder's own tokenizer and no data to download."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from core.domain.document import Piece
from core.domain.release import ChunkingSettings
from core.inference.embedding import Embedder
from core.ingest.chunking.layout import layout
from core.ingest.chunking.sentences import Span
from core.ingest.chunking.sentences import sentences as sentence_spans
from core.ingest.chunking.strategies.headings import headings_at
from core.ingest.chunking.strategies.spans import located

_REMEMBERED = 50_000
_LINE, _PARAGRAPH = "\n", "\n\n"

Tokenizer = Callable[[str], Sequence[int]]


def tokens(text: str, title: str, embedder: Embedder, settings: ChunkingSettings) -> list[Piece]:
    """As many words as fit, wherever that ends: `TokenTextSplitter`."""
    from llama_index.core.node_parser import TokenTextSplitter  # noqa: PLC0415  slow to import

    splitter = TokenTextSplitter(
        settings.limit, settings.overlap, tokenizer(embedder), backup_separators=[_LINE]
    )
    found = located(text, splitter.split_text(text), overlapping=settings.overlap > 0)
    return under_headings(text, found)


def recursive(text: str, title: str, embedder: Embedder, settings: ChunkingSettings) -> list[Piece]:
    """Paragraphs, and only of one that is too long its lines, then its words.

    `TokenTextSplitter` with the separators that are usual for recursive splitting.
    """
    from llama_index.core.node_parser import TokenTextSplitter  # noqa: PLC0415

    splitter = TokenTextSplitter(
        settings.limit,
        settings.overlap,
        tokenizer(embedder),
        separator=_PARAGRAPH,
        backup_separators=[_LINE, " "],
    )
    found = located(text, splitter.split_text(text), overlapping=settings.overlap > 0)
    return under_headings(text, found)


def sentences(text: str, title: str, embedder: Embedder, settings: ChunkingSettings) -> list[Piece]:
    """Whole sentences, and whole paragraphs if it can be: `SentenceSplitter`."""
    return under_headings(text, sentence_wise(text, embedder, settings.limit, settings.overlap))


def sentence_wise(text: str, embedder: Embedder, limit: int, overlap: int = 0) -> list[Span]:
    """Spans of whole sentences of at most `limit` word pieces, as `SentenceSplitter` cuts them."""
    from llama_index.core.node_parser import SentenceSplitter  # noqa: PLC0415

    splitter = SentenceSplitter(
        chunk_size=limit,
        chunk_overlap=overlap,
        tokenizer=tokenizer(embedder),
        paragraph_separator=_PARAGRAPH,
        chunking_tokenizer_fn=sentence_parts,
    )
    return located(text, splitter.split_text(text), overlapping=overlap > 0)


def sentence_parts(text: str) -> list[str]:
    """The sentences of a text, each with the white space after it, so that nothing is lost."""
    starts = [span.start for span in sentence_spans(text, 0, len(text))]
    edges = [0, *starts[1:], len(text)]
    return [text[a:b] for a, b in pairwise(edges) if a < b]


def tokenizer(embedder: Embedder) -> Tokenizer:
    """The embedder's tokenizer as LlamaIndex takes one: of the tokens only their number counts."""

    @lru_cache(_REMEMBERED)
    def counted(text: str) -> Sequence[int]:
        return range(embedder.count(text))

    return counted


def under_headings(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Pieces that know the headings they are under; nothing is repeated in them."""
    if not spans:
        return []
    path = headings_at(layout(text))
    return [Piece(span.start, span.end, path(span.start)) for span in spans]
