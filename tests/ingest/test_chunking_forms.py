"""Texts that are not written as Markdown has it: wikis, bare tables, no capitals, no paragraphs."""

import pytest

from core.domain.document import Piece
from core.ingest.chunking import chunk, indexed_text, severed
from core.ingest.chunking.cohesion import similarities
from core.ingest.chunking.sentences import sentences

FILLER = "Staff who travel on duty keep a record of the journey and hand it in within ten days. "


def words(text: str) -> int:
    return len(text.split())


def cut(text: str, limit: int = 60) -> list[Piece]:
    return chunk(text, title="Guide", count=words, limit=limit)


@pytest.mark.parametrize("marks", ["==", "= ="])
def test_a_wikis_headings_are_headings(marks: str) -> None:
    text = f"= Alder =\n{FILLER * 3}\n{marks} History {marks}\n{FILLER * 3}\n"
    assert [each.headings for each in cut(text)] == [("Alder",), ("Alder", "History")]


@pytest.mark.parametrize("line", ["a == b", "= not closed", "== other ===", "x = y = z"])
def test_signs_within_a_line_make_no_heading(line: str) -> None:
    assert [each.headings for each in cut(f"{FILLER}\n{line}\n{FILLER}")] == [()]


def test_rows_between_bars_are_a_table_without_a_line_under_the_header() -> None:
    rows = "\n".join(f"City {number} | {number} | yes" for number in range(60))
    text = f"City | Rate | Open\n{rows}\n"
    found = cut(text)
    assert len(found) > 1
    assert all("City | Rate | Open" in indexed_text(each, text) for each in found)
    assert severed(text, found) == []


def test_lines_with_bars_here_and_there_are_no_table() -> None:
    text = f"Choose a|b or c.\n{FILLER * 8}\nOr d.\n"
    assert not [each for each in cut(text) if "|-" in each.prefix]


def test_a_text_without_capitals_still_has_sentences() -> None:
    lower = (FILLER.lower() * 6).strip()
    assert len(sentences(lower, 0, len(lower))) == 6
    mixed = f"Capitals come first. {lower}"
    assert len(sentences(mixed, 0, len(mixed))) == 7


@pytest.mark.parametrize(("kettles", "looms"), [(4, 2), (2, 4), (3, 2)])
def test_of_two_places_the_cut_is_where_the_subject_changes(kettles: int, looms: int) -> None:
    kettle = "Copper kettles boil water fast for strong black tea in the morning."
    loom = "Wooden looms weave linen yarn into long white cloth for the table."
    text = "\n\n".join([kettle] * kettles + [loom] * looms)
    first, second = cut(text)
    assert "looms" not in text[first.start : first.end]
    assert "kettles" not in text[second.start : second.end]


def test_words_in_common_make_two_parts_alike() -> None:
    found = similarities([["kettle", "tea"], ["kettle", "tea"], ["loom", "yarn"]])
    assert found[0] == 0
    assert found[1] > found[2] == 0
