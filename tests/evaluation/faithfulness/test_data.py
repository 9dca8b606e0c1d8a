"""Data as context: flags told right, wrong, or though they are unknown."""

import json

import pytest

from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.flags import Told, told

LODGE = {
    "name": "Fir Lodge",
    "attributes": {
        "WiFi": "no",
        "PetsAllowed": True,
        "HeatedPool": False,
        "Sauna": None,
        "Parking": {"lot": True, "garage": False},
    },
    "stars": 4.0,
}


def of(claim: str) -> Told:
    data = Context(LODGE).data
    assert data is not None
    return told(claim, data.flags)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Pets are allowed.", Told(right=1)),
        ("Pets are not allowed.", Told(wrong=1)),
        ("There is a heated pool and Wi-Fi.", Told(wrong=2)),
        ("There is no heated pool, but pets are allowed.", Told(right=2)),
        ("It has a sauna.", Told(unknown=1)),
        ("Parking is in a lot, not in a garage.", Told(right=2)),
        ("A lot of people like it.", Told()),
    ],
)
def test_what_is_said_of_flags_is_held_against_the_data(claim: str, expected: Told) -> None:
    assert of(claim) == expected


def test_a_text_that_is_a_json_object_is_data() -> None:
    assert Context(json.dumps(LODGE)).data is not None
    assert Context("{curly} words").data is None


def test_keys_without_words_and_odd_values_are_read() -> None:
    context = Context({"": None, "123": True, "名": False, "a": [1, {"b": []}], "c": 2.5})
    assert context.data is not None
    assert all(flag.words for flag in context.data.flags)
    assert "2.5" in context.figures
