"""How values become pieces of a notebook's page."""

from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from core.domain.access import ExpiredPrincipal, Tier
from core.domain.document import Chunk, Effective, Label, Provenance
from core.domain.errors import Permanent
from core.retrieval.explain import Place, SideBySide, Stage, Traced
from core.retrieval.reasons import Span

FOLDER = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def showing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The notebooks' own module, which they find beside them."""
    monkeypatch.syspath_prepend(str(FOLDER))
    return import_module("showing")


class Unknown(Permanent):
    """Something is <b>wrong</b>. Mend it."""


def test_an_error_says_what_to_do_in_its_own_words(showing: ModuleType) -> None:
    shown = showing.problem(Unknown()).text
    assert "&lt;b&gt;wrong&lt;/b&gt;. Mend it." in shown
    assert "/sign-in" not in shown


def test_a_sign_in_that_is_over_leads_to_signing_in(showing: ModuleType) -> None:
    shown = showing.problem(ExpiredPrincipal()).text
    assert "Your sign-in has expired." in shown
    assert 'href="/sign-in"' in shown


def test_a_text_in_pieces_is_still_the_whole_text(showing: ModuleType) -> None:
    pieces = showing._marked("carry the leave over", [Span(0, 5), Span(10, 15)])
    assert pieces == [
        ("", False),
        ("carry", True),
        (" the ", False),
        ("leave", True),
        (" over", False),
    ]


@pytest.mark.parametrize("at", [-3, 0, 1, 6, 7, 11, 99])
def test_a_text_is_cut_at_the_end_of_a_line(showing: ModuleType, at: int) -> None:
    text = "first\nsecond\nthird"
    before, after = showing._cut(text, at)
    assert before + after == text
    assert before in {"", "first\n", "first\nsecond\n", text}


def test_a_label_shows_a_text_as_it_is(showing: ModuleType) -> None:
    assert import_module("forms").plain("a <b> *c*") == "a &#60;b&#62; &#42;c&#42;"


@pytest.mark.parametrize(
    ("effective", "told"),
    [
        (Effective(), "at any time"),
        (Effective(start=date(2026, 1, 2)), "from 2 January 2026"),
        (Effective(end=date(2026, 1, 2)), "until 2 January 2026"),
        (Effective(date(2025, 3, 1), date(2026, 1, 2)), "from 1 March 2025 until 2 January 2026"),
    ],
)
def test_the_days_a_passage_applies_are_told(
    showing: ModuleType, effective: Effective, told: str
) -> None:
    assert showing._dates(effective) == told


def test_the_groups_that_may_see_a_passage_are_told(showing: ModuleType) -> None:
    label = Label(Tier.INTERNAL, frozenset({"hr", "board"}))
    assert showing._label(label) == "internal clearance, in board, hr"


def traced(name: str, rank: int) -> Traced:
    where = Provenance(name, "v", name, name, 0, 1)
    return Traced(name, Chunk(name, "x", "", where), {Stage.FUSED: Place(rank, 1.0)})


def test_the_best_passage_is_shown_until_another_is_chosen(showing: ModuleType) -> None:
    sides = SideBySide({Stage.FUSED: (traced("a", 1), traced("b", 2))})
    assert showing.picked(sides, None).id == "a"
    assert showing.picked(sides, "b").id == "b"
    assert showing.picked(sides, "of an earlier question").id == "a"
