"""What holds for every number, day and way of writing them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from core.evaluation.facts.plain import plain
from core.evaluation.facts.stating import Strictness, find
from core.evaluation.suites.values import DateFact, NumberFact, TextFact

NUMBERS = some.integers(1, 999_999)
DAYS = some.dates(date(1900, 1, 1), date(2099, 12, 31))
DRESS = some.sampled_from(
    (
        "{}",
        "**{}**",
        "*{}*",
        "`{}`",
        "| {} |",
        "- {}",
        "# {}",
        "“{}”",
        "({})",
        "{} [1]",
        "{}.",
        "> {}",
    )
)
MONEY = some.sampled_from(
    ("EUR {:,}", "€{}", "{} euros", "{:,} EUR", "EUR {}.00", "{}€", "EUR\u00a0{:,}", "{} Euro")
)
WRITTEN = some.sampled_from(
    (
        "{0:%Y-%m-%d}",
        "{0.day} {0:%B} {0.year}",
        "{0:%B} {0.day}, {0.year}",
        "{0:%d}.{0:%m}.{0.year}",
    )
)
WORDS = some.lists(
    some.sampled_from(("harbour", "notice", "line", "crane")), min_size=1, max_size=4
)

PIECES = (
    "1 12 2027 ½ 1/0 1,000 . , / - – € % EUR days one half a and to between ( ) [1] ** | May 5th 12:30 "
    "25:99 p.m. not million k working U.S. ’ ß İ ² ٣"
)
PIECE = some.sampled_from([*PIECES.split(), " ", "\n", "- "]) | some.text(max_size=3)
SOUP = some.lists(PIECE, max_size=12).map("".join)


@given(NUMBERS, MONEY, DRESS)
def test_formatting_never_hides_a_number(number: int, form: str, dress: str) -> None:
    assert find(NumberFact(number, "EUR"), dress.format(form.format(number))).is_stated


@given(NUMBERS, NUMBERS, MONEY, DRESS)
def test_another_number_never_states_it(number: int, other: int, form: str, dress: str) -> None:
    stated = find(NumberFact(number, "EUR"), dress.format(form.format(other))).is_stated
    assert stated == (number == other)


@given(NUMBERS, NUMBERS, MONEY)
def test_a_wrong_number_beside_it_is_found_by_whoever_forbids_it(
    number: int, other: int, form: str
) -> None:
    answer = f"It is {form.format(number)}; last year it was {form.format(other)}."
    assert find(NumberFact(number, "EUR"), answer).is_stated
    assert find(NumberFact(other, "EUR"), answer).is_stated


@given(some.integers(1, 500), some.integers(1, 500))
def test_a_range_states_neither_of_its_ends(low: int, more: int) -> None:
    answer = f"It takes {low} to {low + more} days."
    assert not find(NumberFact(low, "days"), answer).is_stated
    assert not find(NumberFact(low + more, "days"), answer).is_stated


@given(DAYS, WRITTEN, DRESS)
def test_a_day_is_found_in_every_form_and_dress(day: date, form: str, dress: str) -> None:
    assert find(DateFact(day), dress.format(form.format(day))).is_stated_for_sure


@given(DAYS, DAYS, WRITTEN)
def test_no_other_day_is_taken_for_it(day: date, other: date, form: str) -> None:
    assert find(DateFact(day), form.format(other)).is_stated == (day == other)


@given(WORDS, DRESS, some.sampled_from((" ", "  ", "\t", "\u00a0")))
def test_words_are_found_in_every_dress_and_spacing(
    words: list[str], dress: str, space: str
) -> None:
    assert find(TextFact(" ".join(words)), dress.format(space.join(words).upper())).is_stated


@given(some.text(max_size=80))
def test_the_plain_form_knows_where_each_of_its_letters_stood(text: str) -> None:
    found = plain(text)
    assert len(found.text) == len(found.at)
    assert list(found.at) == sorted(found.at)
    assert all(0 <= place < len(text) for place in found.at)


@given(SOUP, SOUP, some.sampled_from(Strictness))
def test_no_text_whatever_breaks_the_search(fact: str, answer: str, strictness: Strictness) -> None:
    for place in find(TextFact(fact), answer, fact, strictness).places:
        assert 0 <= place.start < place.end <= len(answer)
