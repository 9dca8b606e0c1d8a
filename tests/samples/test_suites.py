"""The sample tenants' suites: hard enough, true to the documents, and signed by two people each."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from core.bootstrap.samples import samples
from core.evaluation.reports.metrics import METRICS
from core.evaluation.suites import reading, writing
from core.evaluation.suites.lint import lint
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case, RightRefusal, Split

SUITES = [reading.load(folder) for folder in reading.suites(Path("evals"))]
PEOPLE = {each.tenant: {person.subject: person for person in each.people} for each in samples()}
WRITTEN_FOR = date(2026, 11, 22)
KINDS = {
    "exception", "table", "list", "number", "superseded", "not_yet_effective", "as_of", "conflict",
    "multi_document", "permission", "cross_tenant", "injection", "conversation", "underspecified",
}  # fmt: skip

every_suite = pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)


def test_every_sample_tenant_has_its_suite() -> None:
    assert [suite.tenant for suite in SUITES] == sorted(PEOPLE)


@every_suite
def test_a_lint_finds_nothing(suite: Suite) -> None:
    assert lint(suite, METRICS, WRITTEN_FOR) == []


@every_suite
def test_the_file_is_as_it_would_be_written(suite: Suite) -> None:
    file = suite.folder / reading.CASES
    assert file.read_text(encoding="utf-8") == writing.text(suite.cases, suite.today)


@every_suite
def test_a_third_are_hard_exceptions_and_a_quarter_are_to_be_refused(suite: Suite) -> None:
    total = len(suite.cases)
    assert total >= 60
    assert len(tagged(suite, "exception")) >= total / 3
    assert len([case for case in suite.cases if case.refusal]) >= total / 4


@every_suite
def test_at_least_ten_questions_are_answered_for_one_asker_and_refused_for_another(
    suite: Suite,
) -> None:
    answers: defaultdict[str, set[RightRefusal | None]] = defaultdict(set)
    for case in tagged(suite, "permission"):
        answers[case.question].add(case.refusal)
    assert sum(each == {None, RightRefusal.NOT_CLEARED} for each in answers.values()) >= 10


@every_suite
def test_there_are_conversations_and_questions_that_lack_what_decides_them(suite: Suite) -> None:
    refusals = Counter(case.refusal for case in suite.cases)
    assert sum(bool(case.earlier) for case in suite.cases) >= 5
    assert refusals[RightRefusal.UNDERSPECIFIED] >= 3
    assert set(RightRefusal) <= set(refusals)


@every_suite
def test_every_kind_of_difficulty_is_there_under_its_tag(suite: Suite) -> None:
    assert {tag for case in suite.cases for tag in case.tags} == KINDS


@every_suite
def test_enough_is_held_out_of_every_kind(suite: Suite) -> None:
    held_out = [case for case in suite.cases if case.split is Split.HOLDOUT]
    assert len(held_out) >= 25
    assert {case.refusal for case in held_out} == {None, *RightRefusal}
    assert KINDS - {tag for case in held_out for tag in case.tags} == set()


@every_suite
def test_critical_cases_may_be_looked_at_and_are_answers_and_refusals(suite: Suite) -> None:
    critical = [case for case in suite.cases if suite.is_critical(case)]
    assert {case.split for case in critical} == {Split.TUNING}
    assert {case.refusal is None for case in critical} == {True, False}


@every_suite
def test_whoever_asks_is_who_the_tenant_says_they_are(suite: Suite) -> None:
    known = PEOPLE[suite.tenant]
    for name, who in suite.principals.items():
        if name in known:
            assert (who.clearance, who.groups) == (known[name].clearance, known[name].groups)


@every_suite
def test_two_people_of_the_tenant_stand_by_every_case(suite: Suite) -> None:
    for case in suite.cases:
        assert case.approved_by != case.written_by
        assert case.approved_by in {*PEOPLE[suite.tenant], *suite.principals}
        assert case.written_by in PEOPLE[suite.tenant]


@every_suite
def test_every_answer_is_justified_by_a_passage_and_nothing_hidden_is_named(suite: Suite) -> None:
    for case in suite.cases:
        passages = [each.passage for each in case.justified_by]
        assert all(passages), case.id
        assert bool(passages) == (case.refusal in {None, RightRefusal.CONFLICTING}), case.id


@every_suite
def test_all_tenants_are_loaded_so_that_an_answer_from_another_one_can_show(suite: Suite) -> None:
    assert set(suite.documents) == set(PEOPLE)


def test_the_readme_counts_what_is_there() -> None:
    table = Path("evals/README.md").read_text(encoding="utf-8")
    counts: dict[str, list[Case]] = {"**cases**": [case for s in SUITES for case in s.cases]}
    for tag in KINDS:
        counts[f"tag `{tag}`"] = [case for suite in SUITES for case in tagged(suite, tag)]
    for name, cases in counts.items():
        by_suite = Counter(case.as_whom.tenant for case in cases)
        row = " | ".join(str(by_suite[suite.tenant]) for suite in SUITES)
        assert f"| {name} | {row} |" in table, name


def tagged(suite: Suite, tag: str) -> list[Case]:
    return [case for case in suite.cases if tag in case.tags]
