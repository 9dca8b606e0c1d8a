"""What stands of what people say: the newest word of each, two where it matters, a third who decides."""

from datetime import UTC, datetime, timedelta

import pytest

from core.evaluation.review.labels import (
    Kind,
    Label,
    Word,
    disagree,
    may_adjudicate,
    settled,
    standing,
)

START = datetime(2026, 3, 2, tzinfo=UTC)


def said(*words: str) -> list[Label]:
    """Labels from `ann+`, `bob-`, `ann?`, `ann0` (taken back), `eve!+` (decided), in that order."""
    verdicts = {"+": Word.CORRECT, "-": Word.INCORRECT, "?": Word.UNSURE, "0": Word.WITHDRAWN}
    return [
        Label(
            str(number),
            "item",
            word[:3],
            Kind.ADJUDICATION if "!" in word else Kind.LABEL,
            verdicts[word[-1]],
            START + timedelta(minutes=number),
        )
        for number, word in enumerate(words)
    ]


def test_the_newest_word_of_a_person_stands() -> None:
    assert [each.verdict for each in standing(said("ann+", "bob-", "ann-"))] == ["incorrect"] * 2


def test_what_is_taken_back_does_not_stand() -> None:
    assert standing(said("ann+", "ann0")) == ()
    assert settled(said("ann+", "ann0"), matters=False) is None


@pytest.mark.parametrize(
    ("words", "matters", "verdict"),
    [
        (["ann+"], False, "correct"),
        (["ann+"], True, None),
        (["ann+", "bob+"], True, "correct"),
        (["ann-", "bob-"], True, "incorrect"),
        (["ann+", "bob-"], False, None),
        (["ann+", "bob?"], True, None),
        (["ann?"], False, None),
        (["ann+", "ann+"], True, None),
        ([], False, None),
        (["ann+", "bob-", "eve!-"], True, "incorrect"),
        (["ann+", "bob-", "eve!?"], True, None),
        (["ann+", "bob-", "eve!-", "eve!0"], True, None),
        (["ann+", "bob-", "eve!-", "eve!+"], True, "correct"),
    ],
)
def test_an_answer_is_settled_by_agreeing_people_or_by_who_decides(
    words: list[str], matters: bool, verdict: str | None
) -> None:
    found = settled(said(*words), matters)
    assert (found.verdict if found else None) == verdict


def test_who_decided_is_told_with_how_many_looked() -> None:
    found = settled(said("ann+", "bob-", "eve!-"), matters=True)
    assert found is not None
    assert (found.people, found.adjudicated) == (3, "eve")


def test_only_somebody_who_has_taken_no_side_decides() -> None:
    labels = said("ann+", "bob-")
    assert disagree(labels)
    assert may_adjudicate(labels, "eve")
    assert not may_adjudicate(labels, "ann")
    assert not may_adjudicate(said("ann+", "bob+"), "eve")
    assert not may_adjudicate(said("ann+", "bob-", "eve!+"), "ida")
