"""Faithfulness: what of an answer stands in the passages it was given, claim by claim."""

from collections.abc import Iterator

from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.judging import SUPPORTED, Entails, Judged, Judgement, judge
from core.evaluation.faithfulness.limits import LIMITS, LIMITS_WITH_NLI
from core.evaluation.runs.values import Outcome, Passage
from core.evaluation.scorers.score import Evidence, Score, Verdict, unscored
from core.evaluation.suites.values import Case


class Faithfulness:
    """The mean support of an answer's claims in the passages that were retrieved, 0 to 1.

    Each claim is evidence, with its span in the answer; figures and names that stand nowhere in the
    passages are evidence of their own. Correct means that every claim is supported. `entails` is a
    model of inference of one's own, which then decides on every claim that is not quoted whole.
    """

    name = "faithfulness"

    def __init__(self, entails: Entails | None = None) -> None:
        self._entails = entails

    @property
    def limits(self) -> str:
        """What it cannot tell."""
        return LIMITS if self._entails is None else LIMITS_WITH_NLI

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score; unscored where nothing was answered or the answer claims nothing."""
        if outcome.error or outcome.refusal:
            return unscored(self.name, "Nothing was answered, so nothing can be unfaithful.")
        asked = f"{case.question} {outcome.searched or ''}"
        context = Context([_text(each) for each in outcome.retrieved], asked)
        judged = judge(outcome.answer, context, self._entails)
        if judged.support is None:
            return unscored(self.name, "The answer claims nothing.")
        return _score(self.name, judged, judged.support, outcome.answer)


def _text(passage: Passage) -> str:
    above = "\n".join((passage.title, *passage.headings, passage.prefix))
    return f"{above.strip()}\n\n{passage.text}"


def _score(name: str, judged: Judgement, support: float, answer: str) -> Score:
    wrong = [each for each in judged.claims if each.support < SUPPORTED]
    verdict = Verdict.INCORRECT if wrong else Verdict.CORRECT
    evidence = tuple(found for each in judged.claims for found in _evidence(each, answer))
    return Score(name, verdict, support, _why(judged, wrong), evidence)


def _why(judged: Judgement, wrong: list[Judged]) -> str:
    count = len(judged.claims)
    quoted = sum(each.rule.is_quoted for each in judged.claims)
    if quoted == count:
        return f"All {count} claims are quoted word for word." if count > 1 else "It is a quote."
    if not wrong:
        return f"{count} of {count} claims are supported, {quoted} of them word for word."
    least = min(wrong, key=lambda each: each.support)
    said = " ".join(least.claim.text.split())
    return f"{len(wrong)} of {count} claims are not supported, least of all: {said}"


def _evidence(each: Judged, answer: str) -> Iterator[Evidence]:
    holds = each.support >= SUPPORTED
    what = "quoted" if each.rule.is_quoted else f"support {each.support:.2f}"
    what = "altered quote" if each.rule.is_altered else what
    yield Evidence(what, each.claim.text, holds, each.claim.start, each.claim.end)
    for start, end in each.rule.absent:
        yield Evidence("not in the passages", answer[start:end], False, start, end)
