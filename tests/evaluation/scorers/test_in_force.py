"""What does not apply on the day is found, by its files where the database has lost its dates."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from core.evaluation.runs.values import Holding, Outcome, Passage
from core.evaluation.scorers.in_force import InForce
from core.evaluation.suites.values import Case

Answered = Callable[..., Outcome]
TODAY = date(2027, 1, 1)


def test_what_is_not_in_force_on_the_day_is_named(
    case: Case, travel: Passage, answered: Answered
) -> None:
    old = replace(travel, chunk_id="old", effective_to=TODAY)
    outcome = answered("", travel, old)
    today = InForce(TODAY)
    score = today(case, outcome)
    assert score.value == 0
    assert [each.chunk_id for each in score.evidence] == ["old"]
    assert today(replace(case, as_of=date(2026, 12, 31)), outcome).value == 1
    assert today(case, answered("")).value == 1


def test_the_dates_of_the_files_count_where_the_database_has_lost_them(
    case: Case, travel: Passage, answered: Answered
) -> None:
    ended = Holding(travel.source, travel.version, travel.tier, effective_to=TODAY)
    score = InForce(TODAY, {"alder": (ended,)})(case, answered("", travel))
    assert [each.what for each in score.evidence] == ["superseded"]
    assert InForce(TODAY, {"tidewater": (ended,)})(case, answered("", travel)).value == 1
