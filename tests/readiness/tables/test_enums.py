"""Codes spelt in several ways, new and retired ones, and codes whose meaning shifts."""

import pytest

from core.readiness.finding import Finding, Kind
from core.readiness.tables import enum_meaning, enums
from core.readiness.tables.enums import spellings
from tests.readiness.tables.columns import profile
from tests.readiness.tables.ledger import ROWS, Cells, visits


def found_in(cells: Cells) -> list[Finding]:
    return list(enums.found(profile(**cells)))


def recoded(cells: Cells, name: str, new: str, old: str, where: slice, every: int = 1) -> Cells:
    """The same table where every so many of the rows that say `old` say `new`."""
    at = [place for place in range(ROWS)[where] if cells[name][place] == old][::every]
    column = [new if place in set(at) else cell for place, cell in enumerate(cells[name])]
    return cells | {name: column}


@pytest.mark.parametrize(
    "group",
    [
        ("closed", "CLOSED"),
        ("in progress", "In-Progress", "in_progress"),
        ("cancelled", "canceled"),
        ("Zürich", "Zurich"),
        ("organised", "organized"),
    ],
)
def test_spellings_of_one_code_are_one_group(group: tuple[str, ...]) -> None:
    counts = {value: 50 - place for place, value in enumerate(group)} | {"other": 60}
    assert spellings(counts, codes=True) == [group]


def test_initials_belong_to_their_words_when_all_do() -> None:
    assert spellings({"F": 9, "Female": 8, "M": 7, "Male": 6}, codes=True) == [
        ("F", "Female"),
        ("M", "Male"),
    ]
    assert spellings({"F": 9, "Female": 8, "M": 7, "X": 6}, codes=True) == []


def test_a_rare_slip_of_one_letter_belongs_to_the_frequent_word() -> None:
    assert spellings({"outpatient": 500, "outpatiend": 2}, codes=True) == [
        ("outpatient", "outpatiend")
    ]


@pytest.mark.parametrize(
    "counts",
    [
        {"A+": 40, "A": 40, "A-": 40},
        {"1-2": 40, "12": 40, "1.2": 40},
        {"<5 mg": 40, ">5 mg": 40},
        {"typical": 500, "atypical": 3},
        {"site 1": 500, "site 2": 3},
        {"active": 100, "inactive": 100},
    ],
)
def test_codes_that_differ_in_what_matters_stay_apart(counts: dict[str, int]) -> None:
    assert spellings(counts, codes=True) == []


def test_a_code_written_in_two_cases_is_found_with_its_rows() -> None:
    [finding] = found_in(recoded(visits(), "status", "CLOSED", "closed", slice(None), every=7))
    assert (finding.kind, finding.where.columns) == (Kind.ENUM_SPELLING, ("status",))
    assert "“CLOSED”" in finding.what
    assert finding.affected == len([*finding.where.rows]) or finding.affected > 100


def test_a_code_that_came_up_is_found_with_the_day() -> None:
    [finding] = found_in(recoded(visits(), "status", "archived", "closed", slice(900, None), 2))
    assert finding.kind is Kind.ENUM_CODES
    assert "“archived” is new since 2023" in finding.what


def test_a_set_of_codes_that_took_the_place_of_another_is_found() -> None:
    old, new = ["SEVERE", "MINOR", "NONE YET"], ["A2", "B2", "C2"]
    level = [(old if at < 700 else new)[at * 7 % 3] for at in range(ROWS)]
    [finding] = found_in(visits() | {"level": level})
    assert finding.where.columns == ("level",)


def test_codes_that_tell_the_time_are_no_new_codes() -> None:
    cells = visits()
    halves = [f"H{1 + at * 4 // ROWS}" for at in range(ROWS)]
    assert found_in(cells | {"term": halves}) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_table_in_order_gives_nothing(seed: int) -> None:
    assert found_in(visits(seed)) == []
    assert list(enum_meaning.found(profile(**visits(seed)))) == []


def urgency(turned: int) -> Cells:
    """Codes by size, the order turned round from row `turned` on."""
    cells = visits()
    sizes = [
        1 if many > 12 else 2 if many > 6 else 3 for many in map(int, map(str, cells["quantity"]))
    ]
    codes = [size if at < turned else 4 - size for at, size in enumerate(sizes)]
    return cells | {"urgency": list(codes)}


def test_codes_that_turn_round_are_found_with_when_and_against_what() -> None:
    [finding] = enum_meaning.found(profile(**urgency(turned=600)))
    assert (finding.kind, finding.where.columns) == (Kind.ENUM_MEANING, ("urgency",))
    assert "as quantity" in finding.what
    assert "before 2022" in finding.what


def test_codes_that_keep_their_meaning_are_no_finding() -> None:
    assert list(enum_meaning.found(profile(**urgency(turned=ROWS)))) == []


def test_prices_that_rise_for_all_are_no_shift_of_meaning() -> None:
    cells = urgency(turned=ROWS)
    risen = [int(str(many)) * (1 if at < 600 else 30) for at, many in enumerate(cells["quantity"])]
    assert list(enum_meaning.found(profile(**cells | {"quantity": list(risen)}))) == []


def test_codes_that_mean_something_else_in_one_segment_are_found() -> None:
    cells = urgency(turned=ROWS)
    site = ["north" if at % 3 else "south" for at in range(ROWS)]
    codes = [
        4 - int(str(code)) if place == "south" else code
        for code, place in zip(cells["urgency"], site, strict=True)
    ]
    [finding] = enum_meaning.found(profile(**cells | {"urgency": codes, "site": list(site)}))
    assert finding.where.columns == ("urgency",)
    assert "site is" in finding.what
