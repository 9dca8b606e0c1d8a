"""Any litellm embedding model in the place of the packaged one."""

from collections.abc import Sequence

import numpy as np

from core.inference.embedding import Vectors, unit
from core.inference.errors import BadEmbedding
from core.inference.gateway import litellm, translated
from core.requirements.rulings import Cleared

BATCH = 64


class LitellmEmbedder:
    """An embedding model by its litellm name, such as `openai/text-embedding-3-small`."""

    def __init__(self, model: Cleared, dimension: int, window: int) -> None:
        """`dimension` is the length of its vectors, `window` how many tokens it reads."""
        self.model = model.name
        self.dimension = dimension
        self.window = window

    def count(self, text: str) -> int:
        """How many tokens a text has by litellm's tokenizer for the model; for some, an estimate."""
        return int(litellm().token_counter(model=self.model, text=text))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (len(texts), dimension); raises `BadEmbedding` for any other length."""
        batches = [list(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
        vectors = np.array([row for batch in batches for row in self._batch(batch)], np.float32)
        if vectors.shape != (len(texts), self.dimension):
            raise BadEmbedding(f"Expected {self.dimension}, got {vectors.shape[-1]}.")
        return unit(vectors)

    def _batch(self, texts: list[str]) -> list[list[float]]:
        with translated():
            response = litellm().embedding(model=self.model, input=texts)
        return [row["embedding"] for row in sorted(response.data, key=lambda row: row["index"])]
