import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.evaluation.runs.cache import OutcomeCache
from tests.evaluation.runs.pictures import ANSWERED, REFUSED


@pytest.fixture
def cache(tmp_path: Path) -> OutcomeCache:
    return OutcomeCache(tmp_path)


def change(home: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(home / "outcomes.sqlite")) as db, db:
        db.execute(statement, values)


def test_an_outcome_is_found_again_as_it_was(cache: OutcomeCache, tmp_path: Path) -> None:
    cache.put("one", ANSWERED)
    cache.put("two", REFUSED)
    assert OutcomeCache(tmp_path).get("one") == ANSWERED
    assert cache.get("two") == REFUSED
    assert cache.get("three") is None


def test_the_newest_outcome_of_a_key_holds(cache: OutcomeCache) -> None:
    cache.put("one", ANSWERED)
    cache.put("one", replace(ANSWERED, answer="Never."))
    found = cache.get("one")
    assert found is not None
    assert found.answer == "Never."


@pytest.mark.parametrize("body", [b"", b"\x00\x01", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_outcome_counts_as_not_kept(
    cache: OutcomeCache, tmp_path: Path, body: bytes
) -> None:
    cache.put("one", ANSWERED)
    change(tmp_path, "update outcomes set body = ?", body)
    assert cache.get("one") is None


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "outcomes.sqlite").write_bytes(b"no database at all" * 99)
    cache = OutcomeCache(tmp_path)
    cache.put("one", ANSWERED)
    assert cache.get("one") == ANSWERED


def test_what_is_a_month_old_goes_by_itself(cache: OutcomeCache, tmp_path: Path) -> None:
    cache.put("old", ANSWERED)
    change(tmp_path, "update outcomes set at = '2020-01-01T00:00:00+00:00'")
    cache.put("new", ANSWERED)
    again = OutcomeCache(tmp_path)
    assert again.get("old") is None
    assert again.get("new") == ANSWERED
