"""Each mutant of answering, of security and of the model changes what it says it changes."""

from collections.abc import Sequence

import pytest

from benchmarks.mutants import answering, harmless, security, serving
from benchmarks.mutants.mutant import Mutant
from benchmarks.mutations import MUTANTS
from core.answering import prompt, service
from core.bootstrap import Handrail
from core.domain.access import Tier
from core.domain.answer import Turn
from core.inference import router
from core.inference.embedding import HashEmbedder
from core.inference.errors import NoModelAvailable
from core.inference.extractive import provider
from core.inference.extractive.values import Extract, Passage, Sentence
from core.inference.router import Completion, Message
from tests.conftest import Shelf
from tests.evaluation.mutations.conftest import RELEASE, Asked, Searched, sources

ROWS = "| city | euros |\n|---|---|\n| Geneva | 300 |\n| Lyon | 120 |"


def test_there_are_at_least_thirty_each_with_a_name_and_a_sentence_of_its_own() -> None:
    assert len(MUTANTS) >= 30
    assert len({each.name for each in MUTANTS}) == len(MUTANTS)
    assert all(each.breaks.endswith(".") for each in MUTANTS)
    assert sum(each.is_security for each in MUTANTS) >= 5


def test_sentences_cite_the_passage_after_theirs(handrail: Handrail, asked: Asked) -> None:
    (before,) = asked().citations
    with answering.citations_shifted.planted(handrail):
        (after,) = asked().citations
    assert after.chunk_id != before.chunk_id


def test_chunks_are_cited_that_were_not_retrieved(handrail: Handrail, asked: Asked) -> None:
    with answering.citations_unretrieved.planted(handrail):
        answer = asked()
    assert not {c.chunk_id for c in answer.citations} & {hit.chunk.id for hit in answer.hits}


@pytest.mark.parametrize(
    ("mutant", "text"),
    [
        (answering.citations_dropped, "The hotel limit is 120 euros."),
        (answering.numbers_altered, "The hotel limit is 123 euros."),
        (answering.units_dropped, "The hotel limit is 120."),
    ],
    ids=lambda each: each.name if isinstance(each, Mutant) else "",
)
def test_an_answer_leaves_otherwise(
    handrail: Handrail, asked: Asked, mutant: Mutant, text: str
) -> None:
    with mutant.planted(handrail):
        assert asked().text.split(" [")[0] == text
    assert asked().text.startswith("The hotel limit is 120 euros. [")


def test_an_answer_in_other_words_says_the_same(handrail: Handrail, asked: Asked) -> None:
    with harmless.answers_introduced.planted(handrail):
        assert asked().text.startswith("As the documents have it: The hotel limit is 120 euros. [")
    with harmless.answers_reworded.planted(handrail):
        assert "120 euros" in asked().text
    assert all(each.release(RELEASE).id != RELEASE.id for each in harmless.MUTANTS[:3])


def extracted(sentences: Sequence[Sentence], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "extract", lambda *_: Extract(tuple(sentences), None, 1.0))


def quoted() -> list[str]:
    found = provider.extract("hotel", [Passage(1, "Rates", ROWS)], HashEmbedder())
    return [each.text for each in found.sentences]


def row(text: str) -> Sentence:
    return Sentence(1, text, ROWS.index(text))


def test_the_row_below_is_quoted_under_the_right_header(
    handrail: Handrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted([row("| city | euros |\n|---|---|"), row("| Geneva | 300 |")], monkeypatch)
    with answering.table_row_off_by_one.planted(handrail):
        assert quoted()[-1] == "| Lyon | 120 |"


def test_only_the_first_sentence_leaves(
    handrail: Handrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted([row("| Geneva | 300 |"), row("| Lyon | 120 |")], monkeypatch)
    with answering.first_sentence_only.planted(handrail):
        assert quoted() == ["| Geneva | 300 |"]


def test_an_exception_no_longer_comes_with_its_rule(handrail: Handrail) -> None:
    text = "The hotel limit is 120 euros. The limit does not apply in Geneva, where it is 300."
    passage = [Passage(1, "Travel", text)]
    question = "What is the hotel limit?"
    before = provider.extract(question, passage, HashEmbedder()).sentences
    with answering.exceptions_cut.planted(handrail):
        after = provider.extract(question, passage, HashEmbedder()).sentences
    assert len(after) < len(before)


def test_the_refusal_rule_lets_everything_pass(handrail: Handrail, searched: Searched) -> None:
    for mutant in (answering.refusal_rule_off, answering.model_never_refuses):
        with mutant.planted(handrail):
            assert service.judge(None, [], RELEASE.refusal) is None  # type: ignore[arg-type]
    assert answering.refuses_too_much.release(RELEASE).refusal.evidence > RELEASE.refusal.evidence


def test_a_follow_up_is_searched_for_by_itself(handrail: Handrail) -> None:
    earlier = (Turn("What is the hotel limit in Geneva?", "300 euros."),)
    assert service.understood("And in Lyon?", earlier) != "And in Lyon?"
    with answering.conversation_ignored.planted(handrail):
        assert service.understood("And in Lyon?", earlier) == "And in Lyon?"


def test_passages_reach_the_model_without_their_ends(
    handrail: Handrail, searched: Searched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "CLIPPED", 9)
    with answering.passages_clipped.planted(handrail):
        assert prompt._passage(1, searched()[0])["text"] == "The hotel"


def test_the_people_of_two_tenants_see_each_others_rows(
    handrail: Handrail, shelf: Shelf, searched: Searched
) -> None:
    shelf.add_tenant("beta")
    shelf.put("cars.md", "The hotel limit of beta is 44 euros.", tenant="beta")
    beta = shelf.principal("beta")
    with security.tenants_swapped.planted(handrail):
        assert sources(searched()) == ["cars.md"]
        assert "hotel-2026.md" in sources(searched(who=beta))


def test_groups_no_longer_keep_anybody_out(handrail: Handrail, searched: Searched) -> None:
    assert "legal.md" not in sources(searched())
    with security.groups_ignored.planted(handrail):
        assert "legal.md" in sources(searched())
        assert "board.md" not in sources(searched())


def test_everybody_sees_one_tier_above_their_clearance(
    handrail: Handrail, shelf: Shelf, searched: Searched
) -> None:
    public = shelf.principal(clearance=Tier.PUBLIC)
    with security.clearance_a_tier_up.planted(handrail):
        assert "board.md" in sources(searched())
        assert "board.md" not in sources(searched(who=public))
        assert "legal.md" not in sources(searched())


def test_a_hidden_passage_is_told_though_it_was_not_retrieved(
    handrail: Handrail, asked: Asked
) -> None:
    with security.hidden_passage_told.planted(handrail):
        answer = asked("What is the hotel limit of the board?")
    assert "900 euros" in answer.text
    assert "board.md" not in sources(list(answer.hits))


def test_an_answer_is_given_to_whoever_asks_the_same(
    handrail: Handrail, shelf: Shelf, asked: Asked
) -> None:
    board = shelf.principal(subject="chair", clearance=Tier.CONFIDENTIAL)
    with security.answers_cached_for_everyone.planted(handrail):
        first, second = asked(who=board), asked()
    assert first.request_id == second.request_id


def message(text: str) -> list[Message]:
    return [{"role": "user", "content": text}]


def test_some_questions_and_always_the_same_find_no_model(handrail: Handrail) -> None:
    made = router.Router([], 1.0, {}, 1)
    with serving.model_flaky.planted(handrail):
        failed = []
        for number in range(100):
            with pytest.raises((NoModelAvailable, IndexError)) as caught:
                list(made.stream(message(str(number))))
            failed.append(caught.type is NoModelAvailable)
    assert 0 < sum(failed) < 15


def test_some_questions_wait_for_their_first_words(
    handrail: Handrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    made = router.Router([], 1.0, {}, 1)
    with serving.model_slow.planted(handrail):
        for number in range(100):
            with pytest.raises(IndexError):
                list(made.stream(message(str(number))))
    assert 4 < len(waited) < 20
    assert set(waited) == {serving.SLOW_SECONDS}


def test_a_request_costs_more_than_the_sample_requirements_allow(
    handrail: Handrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(router, "_completion", lambda *_: Completion("yes", "m", 1, 1, 0.0))
    with serving.model_costly.planted(handrail):
        assert router._completion("m", None).cost_usd > 0.02
