from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from core.domain.answer import RefusalKind
from core.domain.errors import Transient
from core.domain.release import RetrievalSettings
from core.evaluation.runs import code
from core.evaluation.runs.cache import OutcomeCache
from core.evaluation.runs.errors import NoCases
from core.evaluation.runs.runner import Beside, run
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite
from tests.evaluation.runs.scripted import RELEASE, Scripted, as_principal, suite

BESIDE = Beside({"acme": "c0ffee"})
THREE = suite("One?", "Two?", "Three?")


@pytest.fixture
def cache(tmp_path: Path) -> OutcomeCache:
    return OutcomeCache(tmp_path)


def ran(
    scripted: Scripted,
    cache: OutcomeCache | None = None,
    beside: Beside = BESIDE,
    asked: Suite = THREE,
    *,
    fresh: bool = False,
) -> Run:
    return run(asked, scripted.assistant, as_principal, beside, cache=cache, fresh=fresh)


def test_a_run_has_every_case_in_order_and_tells_what_it_was_made_of() -> None:
    made = ran(Scripted({"Two?": [RefusalKind.NO_EVIDENCE]}))
    assert [each.case for each in made.outcomes] == ["c1", "c2", "c3"]
    assert [each.refusal for each in made.outcomes] == [None, "no_evidence", None]
    assert (made.suite, made.release_id) == ("small", RELEASE.id)
    assert made.release["retrieval"]["k"] == 8
    assert (made.corpus, made.code) == ({"acme": "c0ffee"}, code.product())


def test_outcomes_stand_in_order_though_the_first_is_answered_last() -> None:
    both = Barrier(2, timeout=10)
    scripted = Scripted(before=both.wait)
    made = run(suite("One?", "Two?"), scripted.assistant, as_principal, BESIDE, at_once=2)
    assert [each.case for each in made.outcomes] == ["c1", "c2"]


def test_a_case_is_asked_as_often_as_is_wanted() -> None:
    made = run(suite("One?", "Two?"), Scripted().assistant, as_principal, BESIDE, repeat=2)
    attempts = [(each.case, each.attempt) for each in made.outcomes]
    assert attempts == [("c1", 1), ("c1", 2), ("c2", 1), ("c2", 2)]


def test_what_was_asked_before_is_not_asked_again(cache: OutcomeCache) -> None:
    first, again = Scripted(), Scripted()
    before, after = ran(first, cache), ran(again, cache)
    assert len(first.heard) == 3
    assert not again.heard
    assert [each.answer for each in after.outcomes] == [each.answer for each in before.outcomes]


def test_a_fresh_run_asks_everything_anew(cache: OutcomeCache) -> None:
    ran(Scripted(), cache)
    scripted = Scripted()
    ran(scripted, cache, fresh=True)
    assert len(scripted.heard) == 3


def test_a_run_that_was_stopped_goes_on_where_it_was(cache: OutcomeCache) -> None:
    stopped = Scripted({"Three?": [KeyboardInterrupt()]})
    with pytest.raises(KeyboardInterrupt):
        run(THREE, stopped.assistant, as_principal, BESIDE, at_once=1, cache=cache)
    again = Scripted()
    made = ran(again, cache)
    assert [question.text for _, question in again.heard] == ["Three?"]
    assert [each.case for each in made.outcomes] == ["c1", "c2", "c3"]


def test_an_error_is_asked_again_the_next_time(cache: OutcomeCache) -> None:
    failed = ran(Scripted({"Two?": [Transient()]}), cache)
    assert [each.error is None for each in failed.outcomes] == [True, False, True]
    again = Scripted()
    assert all(each.error is None for each in ran(again, cache).outcomes)
    assert [question.text for _, question in again.heard] == ["Two?"]


@pytest.mark.parametrize(
    "beside",
    [Beside({"acme": "other"}), replace(BESIDE, more="other limits")],
)
def test_other_documents_or_limits_are_asked_anew(cache: OutcomeCache, beside: Beside) -> None:
    ran(Scripted(), cache)
    scripted = Scripted()
    ran(scripted, cache, beside)
    assert len(scripted.heard) == 3


def test_another_release_is_asked_anew(cache: OutcomeCache) -> None:
    ran(Scripted(), cache)
    scripted = Scripted(release=replace(RELEASE, retrieval=RetrievalSettings(k=3)))
    ran(scripted, cache)
    assert len(scripted.heard) == 3


@pytest.mark.parametrize("told", ["product", "libraries"])
def test_code_that_no_release_tells_of_is_asked_anew(
    cache: OutcomeCache, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    ran(Scripted(), cache)
    monkeypatch.setattr(code, told, lambda: "other")
    scripted = Scripted()
    ran(scripted, cache)
    assert len(scripted.heard) == 3


def test_another_day_is_asked_anew_unless_the_case_names_one(
    cache: OutcomeCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = THREE.cases
    dated = replace(THREE, cases=(replace(first, as_of=date(2025, 1, 1)), second, third))
    ran(Scripted(), cache, asked=dated)

    class Later(date):
        @classmethod
        def today(cls) -> "Later":
            return cls(2040, 1, 1)

    monkeypatch.setattr("core.evaluation.runs.runner.date", Later)
    scripted = Scripted()
    ran(scripted, cache, asked=dated)
    assert sorted(question.text for _, question in scripted.heard) == ["Three?", "Two?"]


def test_how_far_it_is_can_be_watched(cache: OutcomeCache) -> None:
    ran(Scripted(), cache, asked=suite("One?"))
    seen: list[tuple[str, int, int]] = []
    run(
        THREE,
        Scripted().assistant,
        as_principal,
        BESIDE,
        cache=cache,
        watch=lambda what, done, total: seen.append((what, done, total)),
    )
    assert seen == [("small", 1, 3), ("small", 2, 3), ("small", 3, 3)]


def test_a_suite_without_cases_is_no_run() -> None:
    with pytest.raises(NoCases, match="small"):
        ran(Scripted(), asked=suite())
