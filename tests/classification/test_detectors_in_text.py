"""What detectors see in running text, and what they leave alone."""

import pytest
from stdnum import iban

from core.classification.detecting import in_text
from core.classification.values import Category

ACCOUNT = "GB" + iban.calc_check_digits("GB00ABCD10203040506070") + "ABCD10203040506070"


def categories(text: str) -> set[Category]:
    return {found.category for found in in_text(text)}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Ask Beatrice Underhill, who keeps the keys.", Category.PERSON_NAME),
        ("The chair is Dr. Quilverton of the board.", Category.PERSON_NAME),
        ("Write to beatrice.underhill@quillfern.org.", Category.EMAIL),
        ("Beatrice Underhill (bunderhill@quillfern.org) answers.", Category.EMAIL),
        ("His private address is owlish77@gmail.com.", Category.EMAIL),
        ("Call the duty desk on 020 7946 0123 first.", Category.PHONE),
        ("Reach her at +49 30 901820.", Category.PHONE),
        ("Date of birth: 14/03/1981", Category.DATE_OF_BIRTH),
        ("She was born on 3 May 1979 in Leeds.", Category.DATE_OF_BIRTH),
        ("His social security number is 536-22-8841.", Category.NATIONAL_ID),
        ("SSN 536228841 is on file.", Category.NATIONAL_ID),
        ("National insurance: AB 12 34 56 C", Category.NATIONAL_ID),
        (f"Transfer it to {ACCOUNT} by Friday.", Category.BANK_ID),
        ("Paid with card 4539 1488 0343 6467 in May.", Category.BANK_ID),
        ("Account number: 30918264", Category.BANK_ID),
        ("Beatrice Underhill was diagnosed with epilepsy in May.", Category.HEALTH),
        ("He is being treated for depression.", Category.HEALTH),
        ("Her salary rises to EUR 61,400 in July.", Category.SALARY),
        ("The base pay of a dispatcher is £31,250 a year.", Category.SALARY),
    ],
)
def test_what_needs_protection_is_seen(text: str, category: Category) -> None:
    assert category in categories(text)


@pytest.mark.parametrize(
    "text",
    [
        "Write to info@quillfern.org or hr.support@quillfern.org.",
        "Call the free line on +1 800 555 0199 from anywhere.",
        "Fill in your number as (555) 000-0000.",
        "See section 4.2.1.1 and form 2023-2026 of 12.05.2024.",
        "Orders above 1,250,000 pieces carry code 8841-22-536-1.",
        "The Victoria Hospital and the Florence Street School are closed.",
        "Under the Robert Thornbury Disaster Relief Act, grants may be made.",
        "Card numbers such as 4111 1111 1111 1111 are for trying out only.",
        "Ticket 4539 1488 0343 6466 was closed.",
        "Reference GB00ABCD10203040506070 has no valid check digits.",
        "Salary questions go to the people team, and the travel limit is EUR 120 a night.",
        "Staff with asthma may ask for another desk.",
        "If a member has diabetes, the manager must offer a break.",
        "The company was founded on 3 May 1979.",
        "The clinic's part number is 123456782.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert categories(text) == set()


def test_a_table_in_a_text_is_seen_by_its_columns() -> None:
    table = "Yearly pay by grade, EUR\n\n| Grade | From | To |\n| --- | --- | --- |\n"
    rows = "".join(f"| G{n} | {30_000 + n} | {40_000 + n} |\n" for n in range(4))
    assert categories(table + rows) == {Category.SALARY}


def test_evidence_gives_nobody_away() -> None:
    found = in_text(f"Beatrice Underhill, beatrice.underhill@quillfern.org, {ACCOUNT}.")
    shown = " ".join(example for each in found for example in each.examples)
    assert "Underhill" not in shown
    assert "underhill" not in shown
    assert ACCOUNT not in shown
