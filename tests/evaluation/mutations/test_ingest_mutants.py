"""Each mutant of taking documents in changes what it says it changes."""

from benchmarks.mutants import ingesting
from core.bootstrap import Handrail
from core.domain.access import Tier
from core.domain.document import Label, Piece
from core.domain.release import ChunkingSettings
from core.inference.embedding import HashEmbedder
from core.ingest import prepare
from tests.evaluation.mutations.conftest import RELEASE

TABLE = """# Rates

Rates of hotels:

| city | euros |
|------|-------|
| Geneva | 300 |
| Lyon | 120 |

They hold for a night.
"""


def cut() -> list[Piece]:
    settings = ChunkingSettings(limit=120)
    return list(prepare.cut(TABLE, title="Rates", embedder=HashEmbedder(), settings=settings))


def shown(pieces: list[Piece]) -> str:
    return "\n".join(f"{each.prefix}\n{TABLE[each.start : each.end]}" for each in pieces)


def test_tables_lose_their_headers_and_keep_their_rows(handrail: Handrail) -> None:
    assert "| city | euros |" in shown(cut())
    with ingesting.table_headers_lost.planted(handrail):
        pieces = cut()
    assert "city" not in shown(pieces)
    assert "| Geneva | 300 |" in shown(pieces)
    assert "They hold for a night." in shown(pieces)


def test_chunks_lose_their_headings(handrail: Handrail) -> None:
    assert any(each.prefix for each in cut())
    with ingesting.headings_lost.planted(handrail):
        assert {(each.prefix, each.headings) for each in cut()} == {("", ())}


def test_labels_are_lost(handrail: Handrail) -> None:
    declared = {"classification": "restricted", "groups": ["legal"], "title": "Secret"}
    with ingesting.labels_lost.planted(handrail):
        found = prepare.metadata(declared, Label(Tier.PUBLIC))
    assert (found.label, found.title) == (Label(Tier.INTERNAL), "Secret")
    assert prepare.metadata(declared, Label(Tier.PUBLIC)).label.tier is Tier.RESTRICTED


def test_short_chunks_are_another_release() -> None:
    assert ingesting.chunks_cut_short.release(RELEASE).chunking.limit == ingesting.SHORT


def test_what_is_about_taking_documents_in_has_them_taken_in_anew() -> None:
    assert all(each.anew for each in ingesting.MUTANTS)
