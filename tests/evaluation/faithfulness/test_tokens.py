"""Words and figures in forms that can be compared."""

import pytest

from core.evaluation.faithfulness.tokens import Kind, figure, tokens


@pytest.mark.parametrize(
    ("one", "other"), [("1,000", "1000.0"), ("3rd", "3"), ("9:30", "09:30"), ("1970s", "1970")]
)
def test_a_figure_has_one_form_however_it_is_written(one: str, other: str) -> None:
    assert figure(one) == figure(other)


def test_numbers_in_words_have_the_form_of_figures() -> None:
    assert [token.form for token in tokens("twelve 12")] == ["12", "12"]


def test_a_unit_that_sticks_to_a_figure_is_a_word_of_its_own() -> None:
    assert [(t.form, t.kind) for t in tokens("29,200km")] == [
        ("29200", Kind.FIGURE),
        ("km", Kind.CONTENT),
    ]


def test_citation_marks_are_no_figures() -> None:
    assert [token.text for token in tokens("due [1] on [2, 3] 5 May")] == ["due", "on", "5", "May"]
