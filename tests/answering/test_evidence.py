"""The evidence check: when a question is refused before any model is asked."""

from dataclasses import replace

from core.answering.evidence import SHIPPED, Signals, evidence, in_context, judge, signals
from core.domain.access import Tier
from core.domain.answer import RefusalKind, Turn
from core.domain.document import Chunk, Label, Provenance
from core.domain.release import RefusalSettings
from core.domain.retrieval import Hit, Scores
from core.retrieval.rerank import Candidate, Query
from core.retrieval.search import Found

WORDS = {"lodging": 4.0, "limit": 2.0, "oslo": 2.0}


def found(*cosines: float, matched: tuple[str, ...] = ()) -> Found:
    """A search with these cosines whose first chunk has the words in `matched`."""
    provenance = Provenance("d", "v", "s", "t", 0, 4, label=Label(Tier.PUBLIC))
    candidates = tuple(
        Candidate(
            Chunk(f"{number:016x}", "text", "", provenance),
            Scores(dense=cosine),
            dict.fromkeys(matched, 1) if number == 0 else {},
        )
        for number, cosine in enumerate(cosines)
    )
    dense = {each.chunk.id: each.scores.dense or 0.0 for each in candidates}
    return Found(dense, {}, dense, Query("lodging limit in oslo", WORDS), candidates)


def hits(search: Found) -> list[Hit]:
    return [Hit(each.chunk, each.scores) for each in search.candidates]


def verdict(search: Found, settings: RefusalSettings = RefusalSettings()) -> RefusalKind | None:
    return judge(search, hits(search), settings)


def test_a_near_chunk_with_the_words_asked_for_is_enough() -> None:
    assert verdict(found(0.7, *[0.2] * 30, matched=("lodging", "limit"))) is None


def test_words_in_the_best_hit_make_up_for_a_middling_cosine() -> None:
    assert verdict(found(0.4, *[0.2] * 30)) is not None
    assert verdict(found(0.4, *[0.2] * 30, matched=tuple(WORDS))) is None


def test_nothing_near_is_out_of_scope() -> None:
    assert verdict(found(0.12, *[0.1] * 30)) is RefusalKind.OUT_OF_SCOPE


def test_something_of_the_topic_without_the_words_is_no_evidence() -> None:
    assert verdict(found(0.44, *[0.3] * 30)) is RefusalKind.NO_EVIDENCE


def test_someone_who_may_see_nothing_is_told_it_is_out_of_scope() -> None:
    assert verdict(found()) is RefusalKind.OUT_OF_SCOPE


def test_coverage_weighs_words_by_rarity() -> None:
    search = found(0.5, matched=("lodging",))
    assert signals(search, hits(search)).coverage == 0.5


def test_prominence_is_measured_against_the_crowd_and_a_small_corpus_has_one_too() -> None:
    crowded = found(0.6, *[0.5] * 30)
    alone = found(0.6)
    assert signals(crowded, hits(crowded)).prominence < signals(alone, hits(alone)).prominence


def test_more_of_any_signal_is_more_evidence() -> None:
    base = evidence(Signals(0.4, 0.2, 0.3))
    assert 0 < base < evidence(Signals(0.5, 0.2, 0.3)) < 1
    assert base < evidence(Signals(0.4, 0.3, 0.3))
    assert base < evidence(Signals(0.4, 0.2, 0.4))


def test_the_thresholds_can_be_moved_without_moving_the_score() -> None:
    search = found(0.44, *[0.3] * 30)
    assert verdict(search, RefusalSettings(evidence=0.05, scope=0.01)) is None
    assert verdict(search, RefusalSettings(evidence=0.9, scope=0.8)) is RefusalKind.OUT_OF_SCOPE


def test_weights_of_a_corpus_of_ones_own_take_the_place_of_the_shipped_ones() -> None:
    search = found(0.44, *[0.3] * 30)
    generous = RefusalSettings(weights=(2.0, *SHIPPED[1:]))
    assert judge(search, hits(search), RefusalSettings()) is RefusalKind.NO_EVIDENCE
    assert judge(search, hits(search), generous) is None


def test_a_first_hit_far_ahead_of_the_next_leads() -> None:
    assert signals(found(0.6), []).lead > signals(found(0.6, *[0.59] * 6), []).lead


def test_words_that_stand_together_in_the_best_hit_as_in_the_question_count() -> None:
    together, apart = (
        replace(
            search, candidates=(replace(search.candidates[0], chunk=chunk), *search.candidates[1:])
        )
        for search in [found(0.5)]
        for text in ("The lodging limit in Oslo.", "Lodging. No other words. Limit. Oslo.")
        for chunk in [replace(search.candidates[0].chunk, text=text)]
    )
    assert signals(together, hits(together)).closeness > signals(apart, hits(apart)).closeness


def test_a_follow_up_is_judged_by_what_it_finds_beside_the_answer_before_it_too() -> None:
    search = found(0.44, *[0.3] * 30)
    beside = signals(found(0.8, *[0.2] * 30), [])
    assert judge(search, hits(search), RefusalSettings()) is RefusalKind.NO_EVIDENCE
    assert judge(search, hits(search), RefusalSettings(), beside=beside) is None


def test_what_is_found_beside_never_makes_evidence_weaker() -> None:
    own, other = Signals(0.6, 0.1, 0.5, 0.2, 0.3), Signals(0.4, 0.2, 0.1, 0.1, 0.4)
    assert own.or_better(other) == Signals(0.6, 0.2, 0.5, 0.2, 0.4)


def test_nothing_visible_stays_out_of_scope_whatever_was_said_before() -> None:
    beside = signals(found(0.8), [])
    assert judge(found(), [], RefusalSettings(), beside=beside) is RefusalKind.OUT_OF_SCOPE


def test_a_follow_up_is_put_after_the_beginning_of_the_last_answer() -> None:
    earlier = [
        Turn("Hotels?", "Up to 210 euros."),
        Turn("In Oslo?", "There it is 240." + "x" * 400),
    ]
    text = in_context("And in July?", earlier)
    assert text is not None
    assert text.startswith("There it is 240.")
    assert text.endswith(" And in July?")
    assert len(text) < 320
    assert in_context("And in July?", []) is None
