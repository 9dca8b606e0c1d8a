"""Each mutant of retrieval changes what it says it changes, and takes it back."""

from datetime import date

import pytest

from benchmarks.mutants import retrieval
from core.bootstrap import Handrail
from core.domain.release import Release
from core.store import search
from tests.conftest import Shelf
from tests.evaluation.mutations.conftest import RELEASE, Searched, sources


def test_without_its_sparse_leg_no_hit_has_a_sparse_score(
    handrail: Handrail, searched: Searched
) -> None:
    with retrieval.sparse_leg_dropped.planted(handrail):
        assert {hit.scores.sparse for hit in searched()} == {None}
    assert searched()[0].scores.sparse is not None


def test_without_its_dense_leg_no_hit_has_a_dense_score(
    handrail: Handrail, searched: Searched
) -> None:
    with retrieval.dense_leg_dropped.planted(handrail):
        assert {hit.scores.dense for hit in searched()} == {None}
    assert searched()[0].scores.dense is not None


def test_a_reversed_reranker_puts_the_worst_first(handrail: Handrail, searched: Searched) -> None:
    before = sources(searched())
    with retrieval.reranker_reversed.planted(handrail):
        assert sources(searched()) == before[::-1]
    assert sources(searched()) == before


def test_a_noisy_embedding_is_noisy_in_the_same_way_each_time(
    handrail: Handrail, searched: Searched
) -> None:
    before = {hit.chunk.id: hit.scores.dense for hit in searched()}
    with retrieval.embedding_noisy.planted(handrail):
        first, second = ({h.chunk.id: h.scores.dense for h in searched()} for _ in range(2))
    assert first == second != before


def test_a_stale_index_lacks_the_newest_documents(handrail: Handrail, searched: Searched) -> None:
    assert "hotel-2026.md" in sources(searched())
    with retrieval.index_stale.planted(handrail):
        assert "hotel-2026.md" not in sources(searched())


def test_without_dates_every_version_is_found(handrail: Handrail, searched: Searched) -> None:
    with retrieval.dates_ignored.planted(handrail):
        assert {"hotel-2024.md", "hotel-2026.md", "hotel-2100.md"} <= set(sources(searched()))
    assert not {"hotel-2024.md", "hotel-2100.md"} & set(sources(searched()))


def test_a_future_version_is_found_and_a_past_one_is_not(
    handrail: Handrail, searched: Searched
) -> None:
    with retrieval.future_in_force.planted(handrail):
        found = set(sources(searched()))
    assert "hotel-2100.md" in found
    assert "hotel-2024.md" not in found


def test_a_superseded_version_comes_first(handrail: Handrail, searched: Searched) -> None:
    with retrieval.superseded_preferred.planted(handrail):
        found = sources(searched())
    assert found[0] == "hotel-2024.md"
    assert "hotel-2100.md" not in found


def test_the_day_that_is_asked_about_is_ignored(handrail: Handrail, searched: Searched) -> None:
    a_year_ago = date(2025, 6, 1)
    assert "hotel-2024.md" in sources(searched(as_of=a_year_ago))
    with retrieval.asked_day_ignored.planted(handrail):
        assert "hotel-2024.md" not in sources(searched(as_of=a_year_ago))


def test_one_passage_is_another_release() -> None:
    changed: Release = retrieval.one_passage.release(RELEASE)
    assert changed.retrieval.k == 1
    assert changed.id != RELEASE.id


def test_a_mutant_that_breaks_down_is_taken_back_all_the_same(
    handrail: Handrail, shelf: Shelf
) -> None:
    before = (search.sparse, search.SQL["visible_labels"])
    for mutant in (retrieval.sparse_leg_dropped, retrieval.dates_ignored):
        with pytest.raises(ZeroDivisionError), mutant.planted(handrail):
            raise ZeroDivisionError
    assert (search.sparse, search.SQL["visible_labels"]) == before
