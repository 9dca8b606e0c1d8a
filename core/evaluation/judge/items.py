"""What of a run a judge is asked: answers that should be right, and the claims of answers."""

import json
from collections.abc import Iterable, Iterator, Mapping

from core.evaluation.faithfulness.claims import Claim, claims
from core.evaluation.judge.values import Item, Subject
from core.evaluation.runs.values import Outcome, Passage
from core.evaluation.suites.lines import written
from core.evaluation.suites.values import Case


def items(subject: Subject, case: Case, outcome: Outcome) -> tuple[Item, ...]:
    """What there is to judge of an outcome; nothing of a refusal, an error, or an empty answer."""
    if outcome.refusal is not None or outcome.error is not None or not outcome.answer.strip():
        return ()
    if subject is Subject.FAITHFULNESS:
        return tuple(_claims(case, outcome))
    if case.refusal is not None or not case.must_say:
        return ()
    whole = Claim(outcome.answer, 0, len(outcome.answer))
    return (_item(Subject.CORRECTNESS, outcome, 1, whole, _expected(case, outcome)),)


def of_run(subject: Subject, cases: Iterable[Case], outcomes: Iterable[Outcome]) -> list[Item]:
    """What there is to judge of a run's outcomes, in their order."""
    known = {case.id: case for case in cases}
    return [
        item
        for each in outcomes
        if each.case in known
        for item in items(subject, known[each.case], each)
    ]


def _expected(case: Case, outcome: Outcome) -> dict[str, object]:
    line = written(case)
    kept = ("question", "earlier", "as_of", "must_say", "must_not_say")
    return {**{name: line[name] for name in kept if name in line}, "answer": outcome.answer}


def _claims(case: Case, outcome: Outcome) -> Iterator[Item]:
    passages = [_passage(number, each) for number, each in enumerate(outcome.retrieved, start=1)]
    whole = {"question": case.question, "passages": passages, "answer": outcome.answer}
    for number, claim in enumerate(claims(outcome.answer), start=1):
        content = {**whole, "claim": claim.text}
        yield _item(Subject.FAITHFULNESS, outcome, number, claim, content)


def _passage(number: int, passage: Passage) -> dict[str, object]:
    return {"id": number, "title": passage.prefix or passage.title, "text": passage.text}


def _item(
    subject: Subject, outcome: Outcome, number: int, claim: Claim, content: Mapping[str, object]
) -> Item:
    whole = json.dumps(content, ensure_ascii=False)
    return Item(subject, outcome.case, outcome.attempt, number, claim.text, claim.start, whole)
