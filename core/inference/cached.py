"""Embeddings that are computed once: kept on disk by the model and the text's hash."""

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import numpy as np

from core.inference.embedding import Embedder, Vectors

Item = TypeVar("Item")

_BATCH = 128
_WAIT = 30.0
_SCHEMA = """
create table if not exists vectors (
    key blob primary key, vector blob not null, checksum integer not null
) without rowid
"""


class CachedEmbedder:
    """An embedder that remembers: the same text costs the model's time once, in any process.

    What is kept in `home` can be deleted at any time, and what is damaged is computed again.
    """

    def __init__(self, embedder: Embedder, home: Path) -> None:
        """In front of `embedder`, in a file of its own below `home` for each model."""
        self._embedder = embedder
        name = sha256(f"{embedder.model} {embedder.dimension}".encode()).hexdigest()[:16]
        self._file = home / "embeddings" / f"{name}.sqlite"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self.computed = 0

    @property
    def model(self) -> str:
        """The model's name."""
        return self._embedder.model

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        return self._embedder.dimension

    @property
    def window(self) -> int:
        """How many word pieces of a text it reads."""
        return self._embedder.window

    def count(self, text: str) -> int:
        """How many word pieces a text has."""
        return self._embedder.count(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (len(texts), dimension), in order; `computed` counts those that were new.

        They are kept a batch at a time, so that what is stopped goes on where it was.
        """
        keys = [sha256(text.encode(errors="surrogatepass")).digest() for text in texts]
        known = self._read(set(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        for some in _batches(list(missing.items())):
            made = dict(
                zip(dict(some), self._embedder.embed([text for _, text in some]), strict=True)
            )
            self._write(made)
            self.computed += len(made)
            known |= made
        return np.array([known[key] for key in keys], np.float32).reshape(-1, self.dimension)

    def _read(self, keys: set[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        try:
            with self._opened() as db:
                for some in _batches(sorted(keys)):
                    marks = ",".join("?" * len(some))
                    rows = db.execute(
                        f"select key, vector, checksum from vectors where key in ({marks})",  # noqa: S608
                        some,
                    )
                    found |= {
                        key: v for key, *kept in rows if (v := self._sound(*kept)) is not None
                    }
        except sqlite3.DatabaseError as error:
            self._begin_again(error)
        return found

    def _sound(self, body: bytes, checksum: int) -> Vectors | None:
        """The vector, or None where its bytes are not those that were written."""
        if len(body) != 4 * self.dimension or zlib.crc32(body) != checksum:
            return None
        return np.frombuffer(body, "<f4").astype(np.float32)

    def _write(self, made: dict[bytes, Vectors]) -> None:
        bodies = {key: vector.astype("<f4").tobytes() for key, vector in made.items()}
        rows = [(key, body, zlib.crc32(body)) for key, body in bodies.items()]
        try:
            with self._opened() as db:
                db.executemany("insert or replace into vectors values (?, ?, ?)", rows)
        except sqlite3.DatabaseError as error:
            self._begin_again(error)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file within one transaction, committed at the end of the block."""
        with closing(sqlite3.connect(self._file, timeout=_WAIT)) as db, db:
            db.execute(_SCHEMA)
            yield db

    def _begin_again(self, error: sqlite3.DatabaseError) -> None:
        """Drop a file that is no database any more; busy ones and full disks are left alone."""
        if not isinstance(error, sqlite3.OperationalError):
            self._file.unlink(missing_ok=True)


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
