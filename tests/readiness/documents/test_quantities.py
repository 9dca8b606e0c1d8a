"""Amounts in texts."""

from datetime import date

import pytest

from core.readiness.documents.quantities import quantities, same


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("up to EUR 1,200.50", "eur", 1200.5),
        ("$5.5 million", "usd", 5_500_000.0),
        ("80 euros", "eur", 80.0),
        ("within two hours", "time", 120.0),
        ("thirty (30) days", "time", 43_200.0),
        ("twenty-four hours", "time", 1440.0),
        ("within a week", "time", 10_080.0),
        ("by 7:15 a.m.", "clock", 435.0),
        ("before 19:30", "clock", 1170.0),
        ("20 per cent", "percent", 20.0),
        ("at least 16 characters", "count of character", 16.0),
        ("on 12 May 2025", "date", date(2025, 5, 12)),
        ("January 1, 2013", "date", date(2013, 1, 1)),
        ("2026-03-01", "date", date(2026, 3, 1)),
    ],
)
def test_an_amount_is_read_on_one_scale(text: str, measure: str, value: object) -> None:
    (found,) = quantities(text)
    assert (found.measure, found.value) == (measure, value)


def test_amounts_are_the_same_however_they_are_written() -> None:
    hours, days = quantities("48 hours"), quantities("two days")
    assert same(hours[0], days[0])


def test_a_rate_is_no_span_of_time_and_a_number_of_a_section_no_amount() -> None:
    assert [each.written for each in quantities("EUR 6.50 a week under section 4.2.")] == [
        "EUR 6.50"
    ]
