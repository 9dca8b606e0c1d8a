"""Asking the judge: repeats kept, nonsense unscored, a budget held, what is stopped gone on with."""

from collections.abc import Sequence

import pytest

from core.evaluation.judge.judging import Judge
from core.evaluation.judge.keeping import BadJudgement, keeping, kept
from core.evaluation.judge.purse import MOST_TOKENS, Purse, most
from core.evaluation.judge.running import judged, work
from core.evaluation.judge.scorer import Judged, scorers
from core.evaluation.judge.values import Subject
from core.evaluation.runs.values import Run
from core.evaluation.scorers.score import Verdict
from core.evaluation.suites.suite import Suite
from core.inference.errors import NoModelAvailable, ProviderBusy
from core.inference.router import Completion, Message
from core.inference.scripted import ScriptedModel
from core.requirements.configuration import Price
from tests.evaluation.judge.conftest import judge, said

CORRECTNESS = (Subject.CORRECTNESS,)


def by(suite: Suite, run: Run, asked: Judge, subjects: Sequence[Subject] = CORRECTNESS) -> Run:
    return judged(run, asked, work(suite, run, asked, subjects).missing, Purse(1.0))


def scorer(suite: Suite, run: Run) -> Judged:
    (found,) = scorers(suite, run, {})
    return found


def verdicts(suite: Suite, run: Run) -> list[tuple[Verdict, float | None]]:
    found = scorer(suite, run)
    cases = {case.id: case for case in suite.cases}
    scores = [found(cases[each.case], each) for each in run.outcomes]
    return [(each.verdict, each.value) for each in scores]


def test_a_good_judge_scores_answers_and_leaves_refusals_alone(suite: Suite, run: Run) -> None:
    model = ScriptedModel([said("correct"), said("incorrect")])
    after = by(suite, run, judge(model))
    assert verdicts(suite, after) == [
        (Verdict.CORRECT, 1.0),
        (Verdict.INCORRECT, 0.0),
        (Verdict.UNSCORED, None),
    ]
    assert len(model.asked) == 2


def test_a_judge_that_talks_nonsense_scores_nothing(suite: Suite, run: Run) -> None:
    after = by(suite, run, judge(ScriptedModel(["Certainly! It is correct.", ""])))
    assert {each for each, _ in verdicts(suite, after)} == {Verdict.UNSCORED}


def test_a_judge_that_refuses_or_is_gone_scores_nothing(suite: Suite, run: Run) -> None:
    after = by(suite, run, judge(ScriptedModel(["I cannot help with that."])))
    assert {each for each, _ in verdicts(suite, after)} == {Verdict.UNSCORED}
    reasons = [o.reason for each in kept(after).values() for o in each.opinions]
    assert any("did not answer" in each for each in reasons)


def test_a_judge_that_contradicts_itself_is_told_to(suite: Suite, run: Run) -> None:
    replies = [said(each) for each in ("correct", "incorrect", "correct") * 2]
    after = by(suite, run, judge(ScriptedModel(replies), repeat=3))
    assert verdicts(suite, after)[0] == (Verdict.CORRECT, 1.0)
    assert [len(each.opinions) for each in kept(after).values()] == [3, 3]
    assert "contradicted itself on 100%" in scorer(suite, after).limits


def test_an_evenly_divided_judge_scores_nothing(suite: Suite, run: Run) -> None:
    replies = [said(each) for each in ("correct", "incorrect") * 2]
    after = by(suite, run, judge(ScriptedModel(replies), repeat=2))
    assert verdicts(suite, after)[0] == (Verdict.UNSCORED, None)


def test_one_usable_opinion_of_three_is_too_few(suite: Suite, run: Run) -> None:
    after = by(suite, run, judge(ScriptedModel(["", said("correct"), "?"] * 2), repeat=3))
    assert verdicts(suite, after)[0] == (Verdict.UNSCORED, None)


def test_faithfulness_is_the_share_of_supported_claims_and_marks_the_others(
    suite: Suite, run: Run
) -> None:
    replies = [said("supported"), said("unsupported", "It says 120."), said("supported")]
    after = by(suite, run, judge(ScriptedModel(replies)), (Subject.FAITHFULNESS,))
    score = scorer(suite, after)(suite.cases[1], after.outcomes[1])
    assert (score.verdict, score.value, score.why) == (Verdict.INCORRECT, 0.5, "It says 120.")
    answer = after.outcomes[1].answer
    assert [answer[each.start : each.end] for each in score.evidence if not each.holds] == [
        "A hotel is 210 euros."
    ]


def test_an_answer_with_one_unjudged_claim_has_no_faithfulness(suite: Suite, run: Run) -> None:
    replies = [said("supported"), "nonsense", said("supported")]
    after = by(suite, run, judge(ScriptedModel(replies)), (Subject.FAITHFULNESS,))
    assert verdicts(suite, after)[1] == (Verdict.UNSCORED, None)


def test_what_is_judged_is_not_asked_again_and_what_was_not_usable_is(
    suite: Suite, run: Run
) -> None:
    first = by(suite, run, judge(ScriptedModel([said("correct"), "nonsense"])))
    again = ScriptedModel([said("incorrect")])
    after = by(suite, first, judge(again))
    assert len(again.asked) == 1
    assert [each for each, _ in verdicts(suite, after)][:2] == [Verdict.CORRECT, Verdict.INCORRECT]


def test_a_judge_that_falls_silent_takes_back_nothing_it_said(suite: Suite, run: Run) -> None:
    first = by(suite, run, judge(ScriptedModel([said("correct"), said("incorrect")])))
    after = by(suite, first, judge(ScriptedModel([]), repeat=3))
    assert after.judgements == first.judgements


def test_what_is_stopped_keeps_what_was_judged(suite: Suite, run: Run) -> None:
    class Stopping(ScriptedModel):
        def complete(self, messages: Sequence[Message]) -> Completion:
            if len(self.asked) == 1:
                raise KeyboardInterrupt
            return super().complete(messages)

    held: list[Run] = []
    asked = judge(Stopping([said("correct")]))
    with pytest.raises(KeyboardInterrupt):
        judged(run, asked, work(suite, run, asked, CORRECTNESS).missing, Purse(1.0), held.append)
    assert len(held[-1].judgements) == 1


class Priced(ScriptedModel):
    """A scripted model that costs what it is told to."""

    def complete(self, messages: Sequence[Message]) -> Completion:
        text = super().complete(messages).text
        return Completion(text, "scripted", 1000, 50, 0.004)


def test_a_budget_is_never_passed_and_what_it_does_not_reach_is_left_unscored(
    suite: Suite, run: Run
) -> None:
    asked = judge(Priced([said("correct")] * 9), price=Price(10.0, 30.0))
    todo = work(suite, run, asked, CORRECTNESS)
    each = todo.most_usd / 2
    purse = Purse(1.2 * each)
    after = judged(run, asked, todo.missing, purse)
    assert len(after.judgements) == 1
    assert purse.spent == pytest.approx(0.004)
    assert verdicts(suite, after)[1] == (Verdict.UNSCORED, None)
    assert len(work(suite, after, asked, CORRECTNESS).missing) == 1


def test_what_a_judgement_cost_is_kept(suite: Suite, run: Run) -> None:
    after = by(suite, run, judge(Priced([said("correct")] * 9), repeat=2))
    assert [each.cost_usd for each in kept(after).values()] == pytest.approx([0.008, 0.008])


def test_a_call_that_failed_counts_as_if_it_were_billed(suite: Suite, run: Run) -> None:
    class Gone(ScriptedModel):
        def complete(self, messages: Sequence[Message]) -> Completion:
            raise NoModelAvailable

    asked = judge(Gone([]), price=Price(10.0, 30.0))
    purse = Purse(1.0)
    judged(run, asked, work(suite, run, asked, CORRECTNESS).missing, purse)
    assert purse.spent == pytest.approx(work(suite, run, asked, CORRECTNESS).most_usd)


@pytest.mark.parametrize("error", [TimeoutError(), ValueError("no JSON"), ProviderBusy()])
def test_whatever_breaks_is_no_opinion(suite: Suite, run: Run, error: Exception) -> None:
    class Broken(ScriptedModel):
        def complete(self, messages: Sequence[Message]) -> Completion:
            raise error

    after = by(suite, run, judge(Broken([])))
    assert {each for each, _ in verdicts(suite, after)} == {Verdict.UNSCORED}


@pytest.mark.parametrize("limit", [float("nan"), 0.0])
def test_a_budget_that_is_no_number_or_nothing_buys_nothing(limit: float) -> None:
    assert not Purse(limit).hold(0.01)


def test_a_cost_that_is_no_number_counts_as_the_most_it_can_be(suite: Suite, run: Run) -> None:
    class Unpriced(ScriptedModel):
        def complete(self, messages: Sequence[Message]) -> Completion:
            return Completion(said("correct"), "scripted", 1, 1, float("nan"))

    asked = judge(Unpriced([]), price=Price(10.0, 30.0))
    purse = Purse(1.0)
    todo = work(suite, run, asked, CORRECTNESS)
    judged(run, asked, todo.missing, purse)
    assert purse.spent == pytest.approx(todo.most_usd)


def test_the_estimate_is_above_what_a_call_can_cost() -> None:
    assert most(Price(3.0, 15.0), 3000) == pytest.approx((1000 * 3 + MOST_TOKENS * 15) / 1e6)


def test_a_judgement_of_an_answer_that_changed_does_not_count(suite: Suite, run: Run) -> None:
    after = by(suite, run, judge(ScriptedModel([said("correct")] * 2)))
    other = type(run.outcomes[0])("right", 1, "asked", "A hotel is free.")
    assert scorer(suite, after)(suite.cases[0], other).verdict is Verdict.UNSCORED


def test_judgements_are_kept_a_line_each_and_read_back(suite: Suite, run: Run) -> None:
    after = by(suite, run, judge(ScriptedModel([said("correct")] * 2)))
    assert kept(keeping(after, kept(after))) == kept(after)
    assert all(name.startswith("correctness ") for name in after.judgements)


def test_a_damaged_judgement_is_an_error_that_names_it(suite: Suite, run: Run) -> None:
    after = by(suite, run, judge(ScriptedModel([said("correct")] * 2)))
    name = next(iter(after.judgements))
    broken = type(run)(
        **{
            **{field: getattr(after, field) for field in run.__slots__},
            "judgements": {name: {**after.judgements[name], "cost_usd": float("nan")}},
        }
    )
    with pytest.raises(BadJudgement, match=name):
        kept(broken)
