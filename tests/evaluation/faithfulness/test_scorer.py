"""The scorer: its value, its verdict, its evidence."""

from collections.abc import Sequence

from core.domain.access import Tier
from core.evaluation.runs.values import Outcome, Passage
from core.evaluation.scorers.faithfulness import Faithfulness
from core.evaluation.scorers.score import Verdict
from core.evaluation.suites.values import AsWhom, Case

CASE = Case("c1", "How many books may members borrow?", AsWhom("town"))
TEXT = "Members may borrow six books for four weeks. Children pay nothing."


def outcome(answer: str, refusal: str | None = None, error: str | None = None) -> Outcome:
    passage = Passage(
        "k1", "rules.md", "v", "Rules", ("Lending",), "", TEXT, 0, len(TEXT), Tier.PUBLIC
    )
    return Outcome("c1", 0, "d", answer, refusal, retrieved=(passage,), error=error)


def test_a_quoting_answer_is_faithful() -> None:
    score = Faithfulness()(CASE, outcome("Members may borrow six books for four weeks. [1]"))
    assert score.value == 1.0
    assert score.verdict is Verdict.CORRECT
    assert all(each.holds for each in score.evidence)


def test_the_unsupported_claim_is_marked_with_its_span() -> None:
    answer = "Children pay nothing. Pensioners receive 30 tokens from Zürich."
    score = Faithfulness()(CASE, outcome(answer))
    wrong = [each for each in score.evidence if not each.holds]
    assert score.verdict is Verdict.INCORRECT
    assert score.value is not None
    assert 0.5 < score.value < 1
    assert "Pensioners" in score.why
    assert wrong[0].text == "Pensioners receive 30 tokens from Zürich."
    assert {"30", "Zürich"} <= {each.text for each in wrong}
    assert all(answer[each.start : each.end] == each.text for each in score.evidence)


def test_headings_and_titles_of_passages_support_too() -> None:
    score = Faithfulness()(CASE, outcome("Under Rules, Lending: members may borrow six books."))
    assert score.verdict is Verdict.CORRECT


def test_refusals_failures_and_empty_answers_are_unscored() -> None:
    for given in (
        outcome("", refusal="no_evidence"),
        outcome("", error="no model"),
        outcome("[1]"),
    ):
        score = Faithfulness()(CASE, given)
        assert score.verdict is Verdict.UNSCORED
        assert score.value is None


def test_an_nli_model_decides_on_what_is_not_quoted() -> None:
    asked: list[str] = []

    def entails(texts: Sequence[str], stated: Sequence[str]) -> list[float]:
        asked.extend(stated)
        return [0.25 for _ in asked]

    scorer = Faithfulness(entails)
    score = scorer(CASE, outcome("Children pay nothing. Books are borrowed in sixes."))
    assert asked == ["Books are borrowed in sixes."]
    assert score.value == (1 + 0.25) / 2
    assert "NLI" in scorer.limits
    assert scorer.limits != Faithfulness().limits
