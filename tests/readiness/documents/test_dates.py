"""Rules that do not say since when."""

from datetime import date

import pytest

from core.readiness.documents.dates import found
from core.readiness.documents.stated import stated
from core.readiness.finding import Kind
from tests.readiness.documents.making import document

RULES = "# Keys policy\n\nA key is signed for. A lost key must be reported within two hours.\n"


def test_rules_without_a_first_day_are_found() -> None:
    (finding,) = found([document("keys.md", RULES)])
    assert finding.kind is Kind.MISSING_DATES


def test_rules_with_a_declared_or_a_stated_day_are_not() -> None:
    declared = document("a.md", RULES, since=date(2025, 1, 1))
    said = document("b.md", RULES + "\nIn force from 1 May 2025.")
    assert list(found([declared, said])) == []


def test_a_text_without_rules_needs_no_day() -> None:
    history = "# Our history\n\nThe clinic opened in a barn. Its garden has three old pear trees.\n"
    assert list(found([document("history.md", history)])) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("effective_date: 2011-12-30", date(2011, 12, 30)),
        ("Takes effect on January 1, 2013.", date(2013, 1, 1)),
        ("This policy applies from 4 June 2024.", date(2024, 6, 4)),
        ("Approved by the board in March 2025.", date(2025, 3, 1)),
        ("Valid until 4 June 2024.", None),
        ("The clinic opened on 4 June 1984.", None),
    ],
)
def test_the_day_a_text_states_is_read(text: str, day: date | None) -> None:
    assert stated(text) == day
