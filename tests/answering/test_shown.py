"""How a checked stretch is shown."""

from core.answering.shown import shown
from core.domain.answer import Citation
from core.domain.document import Provenance

CITED = [Citation(2, "c", Provenance("d", "v", "s.md", "T", 0, 1), "q", 0, 1)]
PREFIX = "Storage > Cold chain\nTable 1. Limits\n| Product | Hours |\n|-|-|"


def test_a_sentence_is_followed_by_its_mark() -> None:
    assert shown(" Meals are repaid.\n", "Travel", CITED) == "Meals are repaid. [2]"


def test_a_row_of_a_table_that_was_cut_stands_under_its_header() -> None:
    assert (
        shown("| Pens | 60 |", PREFIX, CITED) == "| Product | Hours |\n|-|-|\n| Pens | 60 |\n\n[2]"
    )


def test_a_table_that_brings_its_header_is_left_as_it_is() -> None:
    table = "| Product | Hours |\n| --- | --- |\n| Pens | 60 |"
    assert shown(table, PREFIX, CITED) == f"{table}\n\n[2]"


def test_a_mark_is_given_once_however_many_passages_of_it_are_quoted() -> None:
    assert shown("One. Two.", "", [*CITED, *CITED]) == "One. Two. [2]"
