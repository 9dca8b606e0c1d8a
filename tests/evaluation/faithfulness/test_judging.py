"""Answers held against their context."""

import time

from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.judging import judge
from core.evaluation.faithfulness.model import packaged

TEXT = (
    "The library opens at nine on weekdays. Members may borrow six books for four weeks. Whoever "
    "returns a book late pays 20 cents a day, at most 5 EUR a book. Children pay nothing."
)
CONTEXT = Context(TEXT)


def support(answer: str) -> float:
    found = judge(answer, CONTEXT).support
    assert found is not None
    return found


def test_quotes_are_supported_in_full_and_without_risk() -> None:
    judged = judge("Children pay nothing. Members may borrow six books for four weeks.", CONTEXT)
    assert judged.support == 1.0
    assert judged.risk == 0.0


def test_a_paraphrase_is_better_supported_than_an_invention() -> None:
    right = support("Late books cost 20 cents a day, up to 5 EUR a book.")
    invented = support("The archive lends its globes to visiting scholars from overseas.")
    assert right > 0.7
    assert invented < 0.5


def test_one_invented_sentence_raises_the_risk_of_a_whole_answer() -> None:
    right = "Members can borrow six books. Children pay nothing."
    more = f"{right} The café upstairs serves waffles on Sundays."
    assert judge(more, CONTEXT).risk > judge(right, CONTEXT).risk


def test_an_answer_without_claims_has_neither_support_nor_risk() -> None:
    judged = judge("[1]", CONTEXT)
    assert judged.support is None
    assert judged.risk == 0.0


def test_nothing_supports_a_claim_where_nothing_was_retrieved() -> None:
    assert judge("Members may borrow six books.", Context([])).claims[0].support < 0.5


def test_the_same_answer_gets_the_same_judgement() -> None:
    answer = "Members borrow six books, late ones cost 20 cents."
    assert judge(answer, CONTEXT) == judge(answer, Context(TEXT))


def test_support_lies_between_none_and_all() -> None:
    for answer in ("?!", "7", "é", "| | |", "Members. " * 40, "a" * 5000):
        assert all(0 <= each.support <= 1 for each in judge(answer, CONTEXT).claims)


def test_a_few_sentences_are_judged_in_milliseconds() -> None:
    answer = "Members can borrow six books. Late books cost 20 cents a day. Children are free."
    judge(answer, CONTEXT)
    began = time.perf_counter()
    for _ in range(10):
        judge(answer, Context([TEXT] * 8))
    assert (time.perf_counter() - began) / 10 < 0.1


def test_the_packaged_model_never_counts_a_fault_in_favour_of_an_answer() -> None:
    from core.evaluation.faithfulness.fitting import SIGNS

    for model in (packaged().prose, packaged().data):
        assert ((model.claim.weights * SIGNS) >= 0).all()
        assert (model.answer.weights >= 0).all()
