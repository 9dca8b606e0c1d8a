"""Documents that are there twice."""

from core.readiness.documents import duplicates
from core.readiness.finding import Kind
from tests.readiness.documents.making import PARKING, document


def test_a_copy_is_a_duplicate_whatever_its_name_case_and_spaces() -> None:
    copy = document("copy.md", PARKING.replace("\n\n", "\n\n\n").replace("Cars", "CARS"))
    (finding,) = duplicates.found([document("parking.md", PARKING), copy])
    assert finding.kind is Kind.DUPLICATE_DOCUMENTS
    assert {finding.where.source, finding.where.also[0].source} == {"parking.md", "copy.md"}


def test_a_text_with_a_few_other_words_is_a_near_duplicate_and_they_are_shown() -> None:
    edited = PARKING.replace("asks the porter for a slip", "leaves a note with the reception")
    (finding,) = duplicates.found([document("a.md", PARKING), document("b.md", edited)])
    assert finding.kind is Kind.NEAR_DUPLICATE_DOCUMENTS
    assert any("reception" in value for each in finding.evidence for _, value in each.cells)


def test_texts_that_differ_in_a_number_alone_are_left_to_contradictions() -> None:
    one = document("a.md", PARKING + "\nA slip is valid for 3 days.")
    other = document("b.md", PARKING + "\nA slip is valid for 5 days.")
    assert list(duplicates.found([one, other])) == []


def test_one_form_filled_in_for_two_sites_is_no_near_duplicate() -> None:
    here = document("a.md", PARKING + "\nHazelbrook has no lift.", title="Hazelbrook parking")
    there = document("b.md", PARKING + "\nLissane has a lift.", title="Lissane parking")
    assert list(duplicates.found([here, there])) == []


def test_documents_about_different_things_are_no_duplicates() -> None:
    soup = document("soup.md", "# Soup\n\n" + "Soup is cooked from what the garden gives. " * 6)
    assert list(duplicates.found([document("parking.md", PARKING), soup])) == []
