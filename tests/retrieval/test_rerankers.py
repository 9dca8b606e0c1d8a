"""The built-in rerankers, and how a setting names one."""

import pytest

from core.domain.access import Tier
from core.domain.document import Chunk, Label, Provenance
from core.domain.errors import Permanent
from core.domain.retrieval import Scores
from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers import reranker
from core.retrieval.rerankers.errors import UnknownReranker
from core.retrieval.rerankers.matching import Finder, tokens

QUERY = Query(
    "When are travel studies reimbursed?",
    {"reimburs": 3.0, "studi": 2.5, "travel": 2.0},
)
TEXTS = (
    "Travel is booked by the office. Studies are kept in a drawer. Reimbursed sums are listed.",
    "Travel studies are reimbursed within ten days of the claim.",
    "The canteen opens at noon.",
)


def candidate(
    number: int,
    text: str | None = None,
    *,
    fused: float = 0.5,
    dense: float | None = 0.4,
    sparse: float | None = 4.0,
    matches: dict[str, int] | None = None,
) -> Candidate:
    text = TEXTS[number] if text is None else text
    where = Provenance(f"d{number}", "v", f"s{number}", "", 0, len(text), label=Label(Tier.PUBLIC))
    chunk = Chunk(f"{number:016x}", text, "", where)
    found = {term: 1 for term in QUERY.idf if term[:5] in text.lower()}
    return Candidate(chunk, Scores(dense, sparse, fused), found if matches is None else matches)


def test_none_keeps_the_fused_order() -> None:
    fused = [0.2, 0.9, 0.4]
    candidates = [candidate(number, fused=score) for number, score in enumerate(fused)]
    assert reranker("none").scores(QUERY, candidates) == fused


@pytest.mark.parametrize("setting", ["linear", "none"])
def test_a_reranker_is_known_by_the_setting_that_names_it(setting: str) -> None:
    assert reranker(setting).name == setting


@pytest.mark.parametrize(
    "setting", ["", "Linear", "linear:2", "none:1", "onnx:", "onnx", "litellm:", "cohere"]
)
def test_a_setting_that_names_no_reranker_is_an_error_that_says_which_do(setting: str) -> None:
    with pytest.raises(UnknownReranker, match="linear") as error:
        reranker(setting)
    assert isinstance(error.value, Permanent)
    assert repr(setting) in str(error.value)


@pytest.mark.parametrize("setting", ["linear", "none"])
def test_nothing_to_rerank_gives_no_scores(setting: str) -> None:
    assert reranker(setting).scores(QUERY, []) == []


def test_of_equal_passages_the_one_that_says_it_in_one_sentence_comes_first() -> None:
    scattered, together, _ = reranker("linear").scores(QUERY, [candidate(n) for n in range(3)])
    assert together > scattered


def test_a_passage_the_fusion_likes_best_on_both_counts_stays_first() -> None:
    best = candidate(1, fused=1.0, dense=0.9, sparse=9.0)
    rest = [candidate(2, fused=0.1, dense=0.1, sparse=1.0, matches={}) for _ in range(5)]
    scores = reranker("linear").scores(QUERY, [best, *rest])
    assert max(scores) == scores[0]


def test_one_candidate_alone_gets_a_score() -> None:
    assert len(reranker("linear").scores(QUERY, [candidate(0)])) == 1


def test_candidates_one_of_the_searches_did_not_see_are_scored_all_the_same() -> None:
    candidates = [candidate(0, dense=None), candidate(1, sparse=None), candidate(2)]
    assert len(reranker("linear").scores(QUERY, candidates)) == 3


def test_a_question_of_stop_words_alone_is_reranked() -> None:
    candidates = [candidate(number, sparse=None, matches={}) for number in range(3)]
    assert len(reranker("linear").scores(Query("what is it"), candidates)) == 3


def test_words_that_stand_nowhere_change_no_score() -> None:
    candidates = [candidate(number) for number in range(3)]
    absent = Query(QUERY.text, {"zyzzyva": 9.0, **QUERY.idf}, frozenset({"zyzzyva"}))
    linear = reranker("linear")
    assert linear.scores(absent, candidates) == pytest.approx(linear.scores(QUERY, candidates))


def test_an_empty_passage_is_scored() -> None:
    candidates = [candidate(0), candidate(1, "", matches={})]
    assert len(reranker("linear").scores(QUERY, candidates)) == 2


def found(lexemes: list[str], text: str) -> list[tuple[int, int]]:
    words = tokens(text)
    return [(match.term, match.sentence) for match in Finder(lexemes, words).matches(words)]


def test_a_lexeme_is_found_in_the_words_it_begins() -> None:
    assert found(["travel"], "Travels, traveller and TRAVELLING") == [(0, 0)] * 3


def test_a_lexeme_in_i_is_found_in_words_in_y_too() -> None:
    assert found(["studi"], "One study, two studies") == [(0, 0)] * 2


def test_a_short_lexeme_is_not_found_in_long_words() -> None:
    assert found(["art"], "art, arts and articles") == [(0, 0)] * 2


def test_of_two_lexemes_the_longer_is_the_one_that_is_found() -> None:
    assert found(["cost", "costum"], "costs of costumes") == [(0, 0), (1, 0)]


def test_sentences_lines_and_cells_are_told_apart() -> None:
    assert found(["a"], "a. a\na | a") == [(0, 0), (0, 1), (0, 2), (0, 3)]


def test_a_point_within_a_number_ends_no_sentence() -> None:
    assert found(["cost"], "cost 1.5 cost") == [(0, 0), (0, 0)]
