"""Declared rules: what they cover, and which of several holds."""

import pytest

from core.classification.errors import BadClassification
from core.classification.rules import Rule, Rules, parse
from core.classification.values import Category, Found
from core.domain.access import Tier

IBAN = Found(Category.BANK_ID, "IBAN", 1)
NAME = Found(Category.PERSON_NAME, "name", 3)


@pytest.mark.parametrize(
    ("match", "place", "covered"),
    [
        ("hr/**", "hr/a.md", True),
        ("hr/**", "hr/deep/a.md", True),
        ("hr/**", "archive/hr/a.md", False),
        ("**/hr/**", "hr/a.md", True),
        ("**/hr/**", "archive/hr/a.md", True),
        ("hr/*", "hr/deep/a.md", False),
        ("**", "any/thing.md", True),
        ("*.csv", "staff.csv", True),
        ("*.csv", "staffxcsv", False),
        ("staff.csv", "staff.csv:salary", False),
        ("staff.csv:salary", "staff.csv:salary", True),
        ("**:ssn", "deep/staff.csv:ssn", True),
        ("book.xlsx#*", "book.xlsx#Pay", True),
    ],
)
def test_a_pattern_covers_paths_and_columns(match: str, place: str, covered: bool) -> None:
    assert Rule(match, Tier.INTERNAL).covers(place) is covered


def test_of_several_rules_the_highest_tier_holds_wherever_it_stands() -> None:
    secret = Rule("hr/**", Tier.RESTRICTED, frozenset({"hr"}))
    everything = Rule("**", Tier.INTERNAL)
    for rules in (Rules((secret, everything)), Rules((everything, secret))):
        assert rules.of("hr/pay.md") == secret
        assert rules.of("news.md") == everything


def test_what_no_rule_covers_has_none() -> None:
    assert Rules((Rule("hr/**", Tier.RESTRICTED),)).of("news.md") is None


def test_the_tier_of_what_is_found_is_the_highest_with_its_cause() -> None:
    assert Rules().detected([NAME, IBAN]) == (Tier.RESTRICTED, (IBAN,))
    assert Rules().detected([]) == (None, ())


def test_a_category_can_be_given_another_tier_or_be_ignored() -> None:
    rules = parse({"tiers": {"bank_id": "confidential", "person_name": "ignored"}})
    assert rules.detected([IBAN])[0] is Tier.CONFIDENTIAL
    assert rules.detected([NAME]) == (None, ())


@pytest.mark.parametrize(
    "written",
    [
        {"rule": {"match": "a"}},
        {"rule": [{"match": "a"}]},
        {"rule": [{"match": "a", "tier": "topmost"}]},
        {"rule": [{"match": "a", "tier": "public", "groups": "hr"}]},
        {"tiers": {"shoe_size": "public"}},
        {"tiers": {"phone": "topmost"}},
    ],
)
def test_what_cannot_be_a_rule_is_refused_and_never_guessed(written: dict[str, object]) -> None:
    with pytest.raises(BadClassification):
        parse(written)
