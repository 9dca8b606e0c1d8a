"""Exceptions without their rule."""

import pytest

from core.readiness.documents.exceptions import found
from core.readiness.finding import Kind
from tests.readiness.documents.making import document

CASH = "# Petty cash\n\n## 4 The box\n\n4.1 A box holds EUR 180.\n\n## 5 Limits\n\n5.1 {}\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Notwithstanding section 7.2, a box may be refilled twice.",
        "Taxis are not paid, except as provided in Annex B.",
        "The ceilings of Schedule C do not apply to interpreters.",
        "Notwithstanding the remote working policy, boxes stay on site.",
        "An exception to the overtime cap is made for porters.",
    ],
)
def test_an_exception_whose_rule_is_nowhere_is_found(sentence: str) -> None:
    (finding,) = found([document("cash.md", CASH.format(sentence))])
    assert finding.kind is Kind.ORPHANED_EXCEPTION
    assert sentence in finding.evidence[0].cells[0][1]


@pytest.mark.parametrize(
    "sentence",
    [
        "Notwithstanding section 4.1, a box may be refilled twice.",
        "Taxis are not paid, except as provided in Annex D.",
        "Notwithstanding section 12 of the Data Protection Act, lists are shredded.",
        "See section 9 for more.",
        "Visitors are exempt from the badge rules.",
    ],
)
def test_an_exception_to_a_rule_that_is_there_or_in_a_law_is_none(sentence: str) -> None:
    annex = document("annex-d.md", "# Annex D. Taxis\n\nTaxis are paid at night.")
    assert list(found([document("cash.md", CASH.format(sentence)), annex])) == []


def test_an_exception_to_another_document_is_looked_for_in_that_document() -> None:
    travel = document("travel.md", "# Travel policy\n\n## 1 Rail\n\n1.1 Rail is standard class.")
    right = document("a.md", CASH.format("Notwithstanding section 1.1 of the travel policy, pay."))
    wrong = document("b.md", CASH.format("Notwithstanding section 6.1 of the travel policy, pay."))
    assert [each.where.source for each in found([travel, right, wrong])] == ["b.md"]
