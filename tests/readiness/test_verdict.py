"""One verdict, and the work that changes it."""

from dataclasses import replace

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.sprint import WORK, conditions, sprint
from core.readiness.verdict import (
    NO_EXAMPLES,
    NO_REQUIREMENTS,
    NOTHING_READ,
    Judged,
    Verdict,
    judged,
)
from core.requirements.values import Example, ExampleKind, Job, Requirements
from tests.readiness.findings import CONTRADICTION, DOUBLED, SENTINEL, UNANSWERED

JOB = Job("Tell clinic managers what leave carries over.", "what carries over", "managers", "days")
RIGHT = Example("carry", ExampleKind.RIGHT, "How many days?", documents=("leave.md",))
WITH_EXAMPLE = Requirements(JOB, (), (RIGHT,), "digest")
WITHOUT_EXAMPLE = Requirements(JOB, (), (), "digest")


def judge(*findings: Finding, requirements: Requirements | None = WITH_EXAMPLE) -> Judged:
    tasks = sprint(findings, requirements)
    return judged(findings, conditions(tasks), requirements, anything_read=True)


def verdict(*findings: Finding, requirements: Requirements | None = WITH_EXAMPLE) -> Verdict:
    return judge(*findings, requirements=requirements).verdict


def test_data_with_nothing_but_trifles_is_ready() -> None:
    assert verdict() is Verdict.READY
    assert verdict(DOUBLED) is Verdict.READY


def test_what_makes_some_answers_wrong_is_a_condition() -> None:
    found = judge(SENTINEL, DOUBLED)
    assert found.verdict is Verdict.READY_IF
    assert found.conditions == ("Write absence one way: staff.csv",)
    assert found.reasons == ()


def test_an_example_without_an_answer_blocks() -> None:
    found = judge(UNANSWERED, SENTINEL)
    assert found.verdict is Verdict.BLOCKED
    assert found.reasons == (UNANSWERED.what,)
    assert found.conditions == ("Write absence one way: staff.csv",)


def test_a_contradiction_blocks_where_an_example_rests_on_one_of_its_sides() -> None:
    elsewhere = replace(WITH_EXAMPLE, done=(replace(RIGHT, documents=("pay.md",)),))
    assert verdict(CONTRADICTION) is Verdict.BLOCKED
    assert verdict(CONTRADICTION, requirements=elsewhere) is Verdict.READY_IF


def test_what_is_grave_but_uncertain_does_not_block() -> None:
    assert verdict(replace(CONTRADICTION, confidence=0.5)) is Verdict.READY_IF


def test_a_document_that_an_example_rests_on_and_that_cannot_be_read_blocks() -> None:
    unread = replace(CONTRADICTION, kind=Kind.UNREAD, severity=Severity.MEDIUM, confidence=1.0)
    assert verdict(unread) is Verdict.BLOCKED


def test_without_requirements_nothing_is_ready_as_it_stands() -> None:
    found = judge(requirements=None)
    assert (found.verdict, found.conditions) == (Verdict.READY_IF, (NO_REQUIREMENTS,))


def test_requirements_without_a_right_answer_are_a_condition() -> None:
    found = judge(requirements=WITHOUT_EXAMPLE)
    assert (found.verdict, found.conditions) == (Verdict.READY_IF, (NO_EXAMPLES,))


def test_a_folder_in_which_nothing_could_be_read_is_not_ready() -> None:
    found = judged([], [], WITH_EXAMPLE, anything_read=False)
    assert (found.verdict, found.reasons) == (Verdict.BLOCKED, (NOTHING_READ,))


# The first sprint


def test_the_sprint_begins_with_what_the_verdict_waits_for() -> None:
    tasks = sprint([DOUBLED, SENTINEL, CONTRADICTION], WITH_EXAMPLE)
    assert [each.sources[0] for each in tasks] == ["leave.md", "staff.csv", "visits.csv"]
    assert [each.is_blocking for each in tasks] == [True, False, False]
    assert tasks[0].examples == ("carry",)


def test_findings_that_are_mended_in_one_go_are_one_task() -> None:
    other = replace(SENTINEL, key="1900-01-01", severity=Severity.HIGH)
    [task] = sprint([SENTINEL, other], WITH_EXAMPLE)
    assert task.findings == (other.id, SENTINEL.id)
    assert task.severity is Severity.HIGH
    assert task.title == "Write absence one way: staff.csv"


def test_sources_that_need_the_same_one_thing_are_one_task() -> None:
    places = [Where(f"{name}.csv", ("left_on",)) for name in ("staff", "guests", "locums", "temps")]
    [task] = sprint([replace(SENTINEL, where=place) for place in places], WITH_EXAMPLE)
    assert len(task.findings) == 4
    assert set(task.sources) == {place.source for place in places}
    assert task.title.endswith(" and 1 more")


def test_every_kind_of_finding_has_its_work() -> None:
    assert set(WORK) == set(Kind)


def test_a_finding_keeps_its_id_while_rows_come_and_go() -> None:
    fewer = replace(SENTINEL, affected=1, where=replace(SENTINEL.where, rows=(9,)), evidence=())
    assert fewer.id == SENTINEL.id
    assert replace(SENTINEL, key="1900-01-01").id != SENTINEL.id
