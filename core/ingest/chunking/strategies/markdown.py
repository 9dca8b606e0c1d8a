"""A chunk for each section: LlamaIndex's `MarkdownNodeParser`.

Sections can be of any length, so longer ones are cut at sentences. What is indexed begins with the
path of the headings above the section's own, as the parser has it.
"""

from collections.abc import Iterator

from core.domain.document import Piece
from core.domain.release import ChunkingSettings
from core.inference.embedding import Embedder
from core.ingest.chunking.layout import layout
from core.ingest.chunking.measure import Measure
from core.ingest.chunking.prefix import heading_line
from core.ingest.chunking.sentences import Span
from core.ingest.chunking.strategies.headings import headings_at
from core.ingest.chunking.strategies.spans import located
from core.ingest.chunking.strategies.splitters import sentence_wise


def pieces(text: str, title: str, embedder: Embedder, settings: ChunkingSettings) -> list[Piece]:
    """Sections, or the parts of a long one."""
    path = headings_at(layout(text))
    measure = Measure(embedder.count, settings.limit)
    found: list[Piece] = []
    for section in located(text, _sections(text)):
        headings = path(section.start)
        prefix = heading_line("", headings[:-1], measure)
        room = settings.limit - measure.repeated(prefix)
        found += [
            Piece(span.start, span.end, headings, prefix)
            for span in _parts(text, section, embedder, room, min(settings.overlap, room // 2))
        ]
    return found


def _sections(text: str) -> list[str]:
    from llama_index.core.node_parser import MarkdownNodeParser  # noqa: PLC0415  slow to import
    from llama_index.core.schema import Document  # noqa: PLC0415

    parser = MarkdownNodeParser(include_prev_next_rel=False)
    return [node.text for node in parser.get_nodes_from_node(Document(text=text))]


def _parts(text: str, section: Span, embedder: Embedder, room: int, overlap: int) -> Iterator[Span]:
    words = text[section.start : section.end]
    if embedder.count(words) <= room:
        yield section
        return
    for span in sentence_wise(words, embedder, room, overlap):
        yield Span(section.start + span.start, section.start + span.end)
