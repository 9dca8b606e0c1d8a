"""The whole way on a suite of seven cases: documents taken in, questions asked, the gate's verdict."""

import json
from collections.abc import Iterator, Mapping

import pytest

from benchmarks import mutations
from benchmarks.mutants import answering, harmless, ingesting, security
from benchmarks.mutants.bed import Bed
from benchmarks.mutants.mutant import Mutant
from benchmarks.mutations import Gate, gates_of, summary, tried
from core.bootstrap import Handrail
from core.evaluation.suites.reading import load
from core.inference.cached import CachedEmbedder
from core.settings import Settings
from tests.conftest import cloned

SUITE = """
about = "Travel."
tenant = "acme"

[documents]
acme = "documents"
other = "others"

[principals.staff]
clearance = "internal"

[gate]
critical = ["permission"]

[gate.floors]
isolation = 1.0
correctness = 0.7

[gate.margins]
correctness = 0.05
"""
TRAVEL = """# Travel

## Hotels

A hotel in Lyon is repaid up to 120 euros a night. A hotel in Geneva is repaid up to 310 euros a night.

## Taxis

A taxi from the station to the office is repaid up to 35 euros. Taxis at night are repaid up to 48 euros.

## Meals

A breakfast on a journey is repaid up to 14 euros. A dinner on a journey is repaid up to 41 euros.
"""
BOARD = """---
classification: restricted
---
# Board

The chair of the board is paid 91000 euros a year for her work as the chair of the board.
"""
OTHER = """# Gardening

The roses in the garden are cut in March, and the hedge behind the garden house is cut in June.
"""
FACTS = {
    "What is repaid for a hotel in Lyon?": 120,
    "What is repaid for a hotel in Geneva?": 310,
    "Up to what amount is a taxi from the station repaid?": 35,
    "Up to what amount is a breakfast on a journey repaid?": 14,
    "Up to what amount is a dinner on a journey repaid?": 41,
}
SECRET = {
    "question": "What is the chair of the board paid a year?",
    "must_not_say": [{"number": 91000, "unit": "EUR"}],
    "refusal": "not_cleared",
    "tags": ["permission"],
}


def _cases() -> Iterator[dict[str, object]]:
    for question, euros in FACTS.items():
        yield {"question": question, "must_say": [{"number": euros, "unit": "EUR"}]}
    yield SECRET


@pytest.fixture(scope="module")
def bed(
    server_url: str,
    template: str,
    minilm: CachedEmbedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Bed]:
    """The suite, its documents taken in by the product as it is."""
    home = tmp_path_factory.mktemp("bed")
    files = {"documents/travel.md": TRAVEL, "documents/board.md": BOARD, "others/roses.md": OTHER}
    for name, text in files.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text)
    lines = ({"id": f"c{n}", "as_whom": "staff", **each} for n, each in enumerate(_cases()))
    (home / "cases.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (home / "suite.toml").write_text(SUITE)
    with cloned(server_url, template) as database:
        handrail = Handrail(Settings(home=home / "state"), database)
        handrail.__dict__["embedder"] = minilm
        yield Bed(handrail, [load(home)])


@pytest.fixture(scope="module")
def gates(bed: Bed) -> Mapping[str, Gate]:
    return gates_of(bed)


def test_the_product_as_it_is_passes(gates: Mapping[str, Gate]) -> None:
    (gate,) = gates.values()
    assert gate.unmet == frozenset()


@pytest.mark.parametrize(
    "mutant",
    [
        ingesting.labels_lost,
        security.tenants_swapped,
        answering.numbers_altered,
    ],
    ids=lambda mutant: mutant.name,
)
def test_a_planted_regression_is_blocked_by_what_it_does(
    bed: Bed, gates: Mapping[str, Gate], mutant: Mutant
) -> None:
    trial = tried(bed, gates, mutant)
    assert trial.blocked
    if mutant.is_security:
        (rules,) = trial.by.values()
        assert "isolation" in rules


def test_a_reworded_answer_passes(bed: Bed, gates: Mapping[str, Gate]) -> None:
    assert not tried(bed, gates, harmless.answers_introduced).blocked


def test_another_release_is_told_apart_from_what_it_does(
    bed: Bed, gates: Mapping[str, Gate]
) -> None:
    trial = tried(bed, gates, harmless.MUTANTS[0])
    assert (trial.by, trial.elsewhere) == ({}, ["release"])


def test_one_unblocked_mutant_of_security_fails_the_whole() -> None:
    trial = mutations.Trial("leak", "It leaks.", True, False, {}, [], 1.0)
    others = [mutations.Trial(str(n), "It errs.", False, True, {}, [], 1.0) for n in range(29)]
    assert summary([trial, *others], {})["holds"] is False
    assert summary(others, {})["holds"] is True


def test_three_unblocked_of_thirty_fail_the_whole() -> None:
    def trial(number: int, blocked: bool) -> mutations.Trial:
        return mutations.Trial(str(number), "It errs.", False, blocked, {}, [], 1.0)

    assert summary([trial(n, n >= 2) for n in range(30)], {})["holds"] is True
    assert summary([trial(n, n >= 3) for n in range(30)], {})["holds"] is False
