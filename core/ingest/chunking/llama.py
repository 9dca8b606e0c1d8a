"""The same chunking for users of LlamaIndex."""

from collections.abc import Callable, Sequence

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, NodeRelationship, TextNode
from pydantic import Field

from core.ingest.chunking.chunker import chunk

_PREFIX, _HEADINGS = "prefix", "headings"


class ClauseNodeParser(NodeParser):
    """Cuts documents where Handrail does; what is embedded of a node is its prefix and text."""

    count: Callable[[str], int] = Field(description="Word pieces of a string.", exclude=True)
    limit: int = Field(default=254, description="Most word pieces of a node, prefix included.")

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **_: object
    ) -> list[BaseNode]:
        return [made for node in nodes for made in self._nodes_of(node)]

    def _nodes_of(self, source: BaseNode) -> list[BaseNode]:
        text = source.get_content()
        title = str(source.metadata.get("title") or "")
        pieces = chunk(text, title=title, count=self.count, limit=self.limit)
        hidden = [*source.metadata, _HEADINGS]
        relation = source.as_related_node_info()
        return [
            TextNode(
                id_=self.id_func(number, source),
                text=text[piece.start : piece.end],
                start_char_idx=piece.start,
                end_char_idx=piece.end,
                metadata={_HEADINGS: list(piece.headings), _PREFIX: piece.prefix},
                metadata_template="{value}",
                text_template="{metadata_str}\n{content}",
                excluded_embed_metadata_keys=hidden,
                excluded_llm_metadata_keys=hidden,
                relationships={NodeRelationship.SOURCE: relation},
            )
            for number, piece in enumerate(pieces)
        ]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]
    ) -> list[BaseNode]:
        """LlamaIndex looks a node's text up and may find its equal elsewhere; ours are known."""
        made = [node for node in nodes if isinstance(node, TextNode)]
        spans = [(node.start_char_idx, node.end_char_idx) for node in made]
        done = super()._postprocess_parsed_nodes(nodes, parent_doc_map)
        for node, span in zip(made, spans, strict=True):
            node.start_char_idx, node.end_char_idx = span
        return done
