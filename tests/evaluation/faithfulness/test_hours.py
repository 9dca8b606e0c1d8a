"""Opening hours, told and held."""

import pytest

from core.evaluation.faithfulness.hours import agree, hours, statements

KNOWN = {
    "Monday": "0:0-0:0",
    "Tuesday": "11:0-21:0",
    "Wednesday": "11:0-21:0",
    "Thursday": "11:0-21:0",
    "Friday": "11:0-22:30",
    "Saturday": "11:0-22:30",
    "Sunday": "12:0-0:0",
}


def right(text: str) -> list[bool]:
    held = hours(KNOWN)
    assert held is not None
    return [agree(each, held) for each in statements(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Open Tuesday to Thursday from 11 am to 9 pm.",
        "Open from 11:00 AM until 10:30 PM on Friday and Saturday.",
        "On Sundays it runs from noon to midnight.",
        "It is closed on Mondays.",
        "Tuesday through Saturday except Friday and Saturday: 11-9 p.m.",
    ],
)
def test_hours_told_as_they_are_agree(text: str) -> None:
    found = right(text)
    assert found
    assert all(found)


@pytest.mark.parametrize(
    "text",
    [
        "Open Monday to Thursday from 11 am to 9 pm.",
        "Open every day from 11 am to 9 pm.",
        "From 10 am to 9 pm on Tuesdays.",
        "It is closed on Sundays.",
        "Friday hours are 11:00 to 22:00.",
    ],
)
def test_hours_told_otherwise_do_not(text: str) -> None:
    assert False in right(text)


def test_a_mapping_of_other_things_holds_no_hours() -> None:
    assert hours({"Monday": "soup", "Tuesday": "fish"}) is None
    assert hours({"street": "9:0-17:0"}) is None
