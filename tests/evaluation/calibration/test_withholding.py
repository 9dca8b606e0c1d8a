"""A search with a passage withheld, against one of a corpus that never held it."""

from datetime import date

import pytest

from core.domain.document import Chunk, Provenance
from core.domain.release import RetrievalSettings
from core.evaluation.calibration.withholding import documents, passages, widened, without
from core.evaluation.suites.values import Justification
from core.retrieval.rerankers import reranker
from core.retrieval.search import Found, Searcher
from core.store.corpus import remove
from tests.conftest import MakePrincipal, Shelf

TODAY = date(2026, 1, 1)
SETTINGS = RetrievalSettings(depth=4, rerank_depth=3, k=2)
RULE = "A hotel in Oslo may cost up to 210 euros a night, breakfast and taxes included."
SHIFTED = (
    "Note: a hotel in Oslo may cost up to 210 euros a night, breakfast and taxes not included."
)
OTHER = "Trains are booked through the travel desk, second class unless the trip takes five hours."


def chunk(source: str, text: str) -> Chunk:
    return Chunk("0" * 16, text, "", Provenance(source, "v", source, source, 0, len(text)))


def test_chunks_that_hold_part_of_the_passage_or_repeat_it_elsewhere_are_withheld() -> None:
    gone = passages([Justification("travel.md", RULE)])
    assert gone(chunk("travel.md", f"{OTHER} {RULE[:60]}"))
    assert gone(chunk("handbook.md", SHIFTED))
    assert not gone(chunk("travel.md", OTHER))


def test_a_passage_of_a_few_words_is_found_in_its_own_document_alone() -> None:
    gone = passages([Justification("travel.md", "210 euros")])
    assert gone(chunk("travel.md", RULE))
    assert not gone(chunk("handbook.md", RULE))


def test_where_no_passage_is_named_the_whole_document_is_withheld() -> None:
    gone = passages([Justification("travel.md")])
    assert gone(chunk("travel.md", OTHER))
    assert not gone(chunk("handbook.md", OTHER))


def test_a_document_is_withheld_with_all_its_parts() -> None:
    gone = documents([Justification("p1", RULE)], {"p1": "Travel", "p2": "Travel", "p3": "Leave"})
    assert gone(chunk("p2", OTHER))
    assert not gone(chunk("p3", OTHER))


@pytest.fixture
def shelved(shelf: Shelf) -> Shelf:
    """A shelf with a rule on it, and eight documents of other things."""
    shelf.put("travel.md", RULE)
    for number in range(8):
        shelf.put(f"{number}.md", f"{OTHER} A hotel of kind {number} is not among them.")
    return shelf


def found(shelf: Shelf, settings: RetrievalSettings, principal: MakePrincipal) -> Found:
    searcher = Searcher(shelf.store, shelf.embedder, reranker("none"), settings)
    return searcher.find(principal(), "hotel in oslo", as_of=TODAY)


def test_a_passage_withheld_leaves_what_a_corpus_without_it_gives(
    shelved: Shelf, principal: MakePrincipal
) -> None:
    wide = found(shelved, widened(SETTINGS), principal)
    left = without(wide, passages([Justification("travel.md", RULE)]), SETTINGS, 9)
    document = next(c.chunk for c in wide.candidates if c.chunk.text == RULE).provenance
    with shelved.store.scoped(shelved.curator()) as db:
        remove(db, [document.document_id])
    truly = found(shelved, SETTINGS, principal)
    assert left.dense == pytest.approx(truly.dense)
    assert list(left.sparse) == list(truly.sparse)
    assert left.query.idf == pytest.approx(truly.query.idf)
    assert left.query.absent == truly.query.absent == {"oslo"}
    assert [c.chunk.id for c in left.candidates] == [c.chunk.id for c in truly.candidates]


def test_nothing_withheld_leaves_what_the_release_finds(
    shelved: Shelf, principal: MakePrincipal
) -> None:
    wide = found(shelved, widened(SETTINGS), principal)
    assert without(wide, None, SETTINGS, 9) == found(shelved, SETTINGS, principal)
