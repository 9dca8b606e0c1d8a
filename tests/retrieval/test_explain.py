"""What each stage made of each passage, side by side, and why."""

from dataclasses import replace

import pytest

from core.domain.access import Tier
from core.domain.document import Chunk, Label, Provenance
from core.domain.release import RetrievalSettings
from core.domain.retrieval import Hit, Scores
from core.retrieval import reasons
from core.retrieval.explain import Place, SideBySide, Stage, side_by_side
from core.retrieval.fusion import convex
from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers import reranker
from core.retrieval.rerankers.linear import Linear
from core.retrieval.search import Found

QUERY = Query(
    "How much can I carry over of studies in Zzyzx?",
    {"zzyzx": 6.0, "studi": 2.5, "carri": 2.0},
    frozenset({"zzyzx"}),
)
TEXTS = {
    "a": "Studies are kept in a drawer. What is carried is listed.",
    "b": "You may carry studies over.",
    "c": "The canteen opens at noon.",
    "d": "Nothing of the sort.",
}
DENSE = {"b": 0.8, "a": 0.6, "c": 0.5}
SPARSE = {"a": 7.0, "b": 4.0, "d": 1.0}
MATCHES = {"a": {"studi": 1, "carri": 1}, "b": {"carri": 1}, "d": {}}
LINEAR = RetrievalSettings(depth=3, rerank="linear")


def candidate(name: str, fused: float) -> Candidate:
    text = TEXTS[name]
    where = Provenance(name, "v", name, name, 0, len(text), label=Label(Tier.PUBLIC))
    chunk = Chunk(name, text, "", where)
    return Candidate(chunk, Scores(DENSE.get(name), SPARSE.get(name), fused), MATCHES.get(name, {}))


def found(rerank_depth: int = 4) -> Found:
    fused = convex(DENSE, SPARSE)
    candidates = tuple(candidate(name, score) for name, score in fused.items())
    return Found(DENSE, SPARSE, fused, QUERY, candidates[:rerank_depth])


def hits(search: Found, *order: str) -> list[Hit]:
    """The candidates as if a reranker had put them in this order."""
    chunks = {each.chunk.id: each for each in search.candidates}
    return [
        Hit(chunks[name].chunk, replace(chunks[name].scores, reranked=1.0 - number / 10))
        for number, name in enumerate(order)
    ]


def compared(search: Found, *order: str, k: int = 4) -> SideBySide:
    return side_by_side(search, hits(search, *order), LINEAR, k)


def names(compared: SideBySide, stage: Stage) -> list[str]:
    return [each.id for each in compared.rankings[stage]]


def test_each_stage_shows_its_own_best_in_its_own_order() -> None:
    sides = compared(found(), "b", "d", "a", "c")
    assert names(sides, Stage.DENSE) == ["b", "a", "c"]
    assert names(sides, Stage.SPARSE) == ["a", "b", "d"]
    assert names(sides, Stage.FUSED) == ["b", "a", "c", "d"]
    assert names(sides, Stage.RERANKED) == ["b", "d", "a", "c"]


def test_no_stage_shows_more_than_is_asked_for() -> None:
    sides = compared(found(), "b", "d", "a", "c", k=2)
    assert [len(ranking) for ranking in sides.rankings.values()] == [2, 2, 2, 2]


def test_a_passage_keeps_its_rank_and_score_of_every_stage() -> None:
    passage = compared(found(), "a", "b", "c", "d").rankings[Stage.RERANKED][0]
    assert passage.places == {
        Stage.DENSE: Place(2, 0.6),
        Stage.SPARSE: Place(1, 7.0),
        Stage.FUSED: Place(2, convex(DENSE, SPARSE)["a"]),
        Stage.RERANKED: Place(1, 1.0),
    }


def test_ranks_are_those_of_the_whole_ranking_not_of_what_is_shown() -> None:
    shown = compared(found(), "d", "b", "a", "c", k=1)
    last = next(each for each in shown.passages if each.id == "d")
    assert last.rank(Stage.SPARSE) == 3


def test_how_far_a_passage_moved_is_told_between_any_two_stages() -> None:
    passages = {each.id: each for each in compared(found(), "d", "b", "a", "c").passages}
    assert passages["d"].climbed(Stage.FUSED, Stage.RERANKED) == 3
    assert passages["b"].climbed(Stage.FUSED, Stage.RERANKED) == -1
    assert passages["c"].climbed(Stage.SPARSE, Stage.FUSED) is None


def test_passages_come_once_in_the_order_of_the_last_stage_that_has_them() -> None:
    sides = compared(found(rerank_depth=2), "a", "b")
    assert [each.id for each in sides.passages] == ["a", "b", "c", "d"]


def test_a_passage_fused_too_low_to_be_reranked_says_so() -> None:
    last = compared(found(rerank_depth=2), "a", "b").passages[-1]
    assert last.chunk is None
    assert "Fused too low to be reranked." in last.reasons


def test_a_search_that_finds_nothing_has_no_passages() -> None:
    nothing = Found({}, {}, {}, QUERY, ())
    assert side_by_side(nothing, [], LINEAR, 8).passages == ()


def test_it_is_told_which_search_found_a_passage() -> None:
    told = {each.id: each.reasons[0] for each in compared(found(), *"abcd").passages}
    assert told["a"].startswith("Both searches")
    assert told["c"].startswith("Only the vector search")
    assert told["d"].startswith("Only the word search")


def test_words_are_told_as_they_were_asked_with_their_rarity() -> None:
    assert (
        reasons.words(QUERY, {"carri": 1}) == "Holds “carry” (idf 2.0); lacks “studies” (idf 2.5)."
    )


def test_words_that_stand_nowhere_are_lacking_in_no_passage() -> None:
    assert "zzyzx" not in reasons.words(QUERY, {})


def test_the_words_of_a_question_say_which_of_them_stand_nowhere() -> None:
    assert [(word.spelled, word.absent) for word in reasons.asked(QUERY)] == [
        ("zzyzx", True),
        ("studies", False),
        ("carry", False),
    ]


def test_a_word_the_question_spells_otherwise_is_told_as_the_index_knows_it() -> None:
    assert reasons.asked(Query("went", {"go": 1.0}))[0].spelled == "go"


def test_where_the_questions_words_stand_is_told_by_character() -> None:
    text = "We carried: STUDIES."
    assert [text[start:end] for start, end in reasons.standing(QUERY, text)] == [
        "carried",
        "STUDIES",
    ]


def test_the_sum_behind_a_fused_score_comes_out_as_the_score() -> None:
    passage = next(each for each in compared(found(), *"abcd").passages if each.id == "a")
    told = next(each for each in passage.reasons if each.startswith("Fused"))
    assert told == "Fused 0.67 = 0.5 × 0.33 by meaning + 0.5 × 1.00 by words."
    assert f"{passage.places[Stage.FUSED].score:.2f}" == "0.67"


@pytest.mark.parametrize(
    ("climbed", "told"),
    [
        (0, "Reranking left it where it was."),
        (1, "Reranking moved it up 1 rank."),
        (-3, "Reranking moved it down 3 ranks."),
    ],
)
def test_reranking_says_how_far_it_moved_a_passage(climbed: int, told: str) -> None:
    assert reasons.reranking(climbed) == told


def test_only_parts_that_can_be_seen_are_named_the_strongest_first() -> None:
    pushes = {"dense": 0.02, "near": 0.3, "length": -0.1, "opening": 0.001}
    assert reasons.pushing(pushes) == (
        "Beside the average candidate: for it words of the question near each other +0.30, "
        "its nearness in meaning +0.02; against it its length −0.10."
    )


@pytest.mark.parametrize(
    ("climbed", "told"),
    [
        (2, "Most for it: words of the question near each other."),
        (-1, "Most against it: its length."),
        (0, ""),
        (None, ""),
    ],
)
def test_what_tipped_a_passage_that_moved_is_named(climbed: int | None, told: str) -> None:
    pushes = {"fused": 0.9, "near": 0.3, "length": -0.1}
    assert reasons.tipping(pushes, climbed) == told


def test_nothing_tips_a_passage_whose_reranker_tells_nothing() -> None:
    assert reasons.tipping({}, 3) == ""


def test_every_part_of_the_linear_reranker_has_a_name_people_understand() -> None:
    search = found()
    [part, *_] = Linear().parts(search.query, search.candidates)
    assert part.keys() == reasons.PARTS.keys()


def test_the_parts_of_a_reranked_score_add_up_to_what_it_has_over_the_mean() -> None:
    search = found()
    scores = Linear().scores(search.query, search.candidates)
    mean = sum(scores) / len(scores)
    parts = Linear().parts(search.query, search.candidates)
    assert [sum(each.values()) for each in parts] == pytest.approx([each - mean for each in scores])


def test_parts_of_candidates_that_are_all_alike_push_nothing() -> None:
    alike = [candidate("a", 0.5), candidate("a", 0.5)]
    assert [set(each.values()) for each in Linear().parts(QUERY, alike)] == [{0.0}, {0.0}]


def test_parts_of_nothing_are_nothing() -> None:
    assert Linear().parts(QUERY, []) == []


def test_a_reranker_that_cannot_tell_its_parts_is_given_none() -> None:
    search = found()
    plain = replace(LINEAR, rerank="none")
    scores = reranker("none").scores(search.query, search.candidates)
    kept = [
        Hit(each.chunk, replace(each.scores, reranked=score))
        for each, score in zip(search.candidates, scores, strict=True)
    ]
    passages = side_by_side(search, kept, plain, 4).passages
    assert [each.pushes for each in passages] == [{}] * 4
    assert "Reranking left it where it was." in passages[0].reasons
