"""Releases to try are made of the present one, and come back from what is kept of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.release import RefusalSettings, Release
from core.releases import BadWeights, UnreadablePrompt, release, settings_of
from core.releases.variants import BadRelease, recorded, variant
from core.settings import Settings
from core.store import Database, records


@pytest.fixture
def base() -> Release:
    return release(Settings())


def changes(folder: Path, text: str, name: str = "changes.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_names_is_changed_and_the_rest_stays(base: Release, tmp_path: Path) -> None:
    made = variant(base, changes(tmp_path, "[retrieval]\ndense_weight = 0.4\n"))
    assert made == replace(base, retrieval=replace(base.retrieval, dense_weight=0.4))
    assert made.id != base.id


def test_changes_may_be_json(base: Release, tmp_path: Path) -> None:
    path = changes(tmp_path, '{"route": ["a/b", "c/d"]}', "changes.json")
    assert variant(base, path).route == ("a/b", "c/d")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[retrieval]\ndepht = 3", "depht is no part of it; there is depth"),
        ("retrieval = 3", "retrieval is a table"),
        ("[retrieval]\ndepth = 'many'", "retrieval.depth: Input should be a valid integer"),
        ("[retrieval", "changes.toml"),
    ],
)
def test_what_makes_no_release_is_told(base: Release, tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadRelease, match=told):
        variant(base, changes(tmp_path, text))


def test_a_missing_file_is_told(base: Release, tmp_path: Path) -> None:
    with pytest.raises(BadRelease, match="none"):
        variant(base, tmp_path / "none.toml")


def test_a_release_on_record_comes_back_as_it_was(base: Release, database: Database) -> None:
    records.put_release(database, base)
    body = records.release_body(database, base.id)
    assert body is not None
    assert recorded(body) == base
    assert records.release_body(database, "r-0") is None


def test_settings_made_of_a_release_make_that_release(base: Release) -> None:
    other = replace(base, route=("a/b",), refusal=RefusalSettings(0.4, 0.3))
    assert release(settings_of(other, Settings())) == other


def test_the_instructions_may_be_the_owners_own(tmp_path: Path) -> None:
    own = changes(tmp_path, "Answer from the passages.", "prompt.txt")
    assert release(Settings(prompt=own)).prompt == "Answer from the passages."
    assert release(Settings(prompt=own)).id != release(Settings()).id


def test_instructions_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", changes(tmp_path, " \n", "empty.txt")):
        with pytest.raises(UnreadablePrompt, match=path.name):
            release(Settings(prompt=path))


def test_weights_that_are_not_as_many_as_there_are_signals_are_told(
    base: Release, tmp_path: Path
) -> None:
    with pytest.raises(BadWeights, match=r"Got \[1.0, 2.0\]"):
        release(Settings(refusal_weights=(1.0, 2.0)))
    with pytest.raises(BadWeights):
        variant(base, changes(tmp_path, "[refusal]\nweights = [1.0]"))


def test_what_a_calibration_writes_makes_a_release(base: Release, tmp_path: Path) -> None:
    written = '{"refusal": {"evidence": 0.4, "scope": 0.1, "weights": [-6, 9, 1, 4, 1, 1]}}'
    made = variant(base, changes(tmp_path, written, "calibrated.json"))
    assert made.refusal == RefusalSettings(0.4, 0.1, (-6, 9, 1, 4, 1, 1))
    assert release(settings_of(made, Settings())) == made
