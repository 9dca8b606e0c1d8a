"""Answers cut into claims."""

from core.evaluation.faithfulness.claims import claims


def said(answer: str) -> list[str]:
    return [each.text for each in claims(answer)]


def test_sentences_items_and_table_rows_are_claims() -> None:
    answer = "Rent is due monthly. It is 900 EUR.\n\n- Pets are allowed.\n2. No smoking.\n| a | b |"
    assert said(answer) == [
        "Rent is due monthly.",
        "It is 900 EUR.",
        "Pets are allowed.",
        "No smoking.",
        "| a | b |",
    ]


def test_a_claim_knows_where_it_stands_in_the_answer() -> None:
    answer = "**Note:** Rent is due [1].\n  * It rises yearly."
    assert all(answer[each.start : each.end] == each.text for each in claims(answer))


def test_long_clauses_are_claims_of_their_own() -> None:
    answer = "Leave must be asked for in writing; sick leave needs a note from a doctor."
    assert said(answer) == [
        "Leave must be asked for in writing",
        "sick leave needs a note from a doctor.",
    ]


def test_a_wrapped_line_is_one_claim() -> None:
    answer = "The tenant may end the contract at the end of any calendar month,\nwith three months' notice."
    assert len(claims(answer)) == 1


def test_citations_marks_and_announcements_claim_nothing() -> None:
    assert said("[1] [2, 3]\n---\nHere is a summary in 40 words:\nSure!\n\n") == []
