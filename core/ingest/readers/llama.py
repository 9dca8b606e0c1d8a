"""The same reading for users of LlamaIndex."""

from pathlib import Path

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document

from core.ingest.readers.dispatch import read


class HandrailReader(BaseReader):
    """Reads a file as Handrail does: one document, with its title and page offsets."""

    def load_data(self, path: Path | str) -> list[Document]:
        """One document; metadata has `title` and `pages`, a list of `[number, offset]`."""
        source = read(Path(path))
        pages = [[page.number, page.offset] for page in source.pages]
        metadata = {"title": source.title or Path(path).stem, "pages": pages}
        return [Document(text=source.text, metadata=metadata)]
