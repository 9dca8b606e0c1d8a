"""A changed chunking is honoured by the next ingest."""

from pathlib import Path

import pytest

from core.domain.access import Tier
from core.domain.document import Label
from core.domain.release import ChunkingSettings
from core.ingest.pipeline import Ingest, Summary
from core.releases import release
from core.settings import Settings
from tests.conftest import Shelf

TEXT = "# Travel\n\n" + "Staff keep a record of each journey and hand it in. " * 40


def ingest(shelf: Shelf, folder: Path, chunking: ChunkingSettings) -> Summary:
    made = Ingest(shelf.store, shelf.embedder, chunking, 100_000)
    return made.run(shelf.curator(), (folder,), Label(Tier.INTERNAL))


def passages(shelf: Shelf) -> list[str]:
    with shelf.store.scoped(shelf.curator()) as db:
        return [row["body"] for row in db.rows("select body from chunks order by start_char")]


@pytest.mark.parametrize(
    "changed",
    [
        ChunkingSettings("tokens", 80),
        ChunkingSettings(limit=60),
        ChunkingSettings("sentences", 80, 20),
    ],
)
def test_a_changed_chunking_cuts_every_document_anew(
    shelf: Shelf, tmp_path: Path, changed: ChunkingSettings
) -> None:
    (tmp_path / "travel.md").write_text(TEXT)
    first = ChunkingSettings(limit=80)
    ingest(shelf, tmp_path, first)
    before = passages(shelf)
    assert ingest(shelf, tmp_path, first).unchanged == 1
    assert ingest(shelf, tmp_path, changed).changed == 1
    assert passages(shelf) != before
    assert ingest(shelf, tmp_path, changed).unchanged == 1


def test_the_release_cuts_as_the_settings_say() -> None:
    made = release(Settings(chunking="recursive", chunk_tokens=120, chunk_overlap=20))
    assert made.chunking == ChunkingSettings("recursive", 120, 20)
    assert release(Settings()).chunking == ChunkingSettings("clause-1", 254)
    assert release(Settings()).id != made.id


def test_no_chunk_is_longer_than_the_embedding_model_reads() -> None:
    made = release(Settings(chunk_tokens=1000, chunk_overlap=900, embedding_window=128))
    assert (made.chunking.limit, made.chunking.overlap) == (126, 63)
