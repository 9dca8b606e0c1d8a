"""What was tried out and promoted holds from the next start on, and can be gone back from."""

from pathlib import Path

import pytest

from core.settings import BadSetting, Settings, settings
from core.settings.promoted import (
    FILE,
    BadPromotions,
    NothingPromoted,
    NotPromotable,
    back,
    promote,
    promotions,
)

CHOICE = {"chunking": "sentences", "chunk_tokens": 128}


def test_what_was_promoted_holds(tmp_path: Path) -> None:
    promote(tmp_path, CHOICE, by="Anselm Okoro", why="recall .81 against .74")
    configured = Settings(home=tmp_path)
    assert (configured.chunking, configured.chunk_tokens) == ("sentences", 128)


def test_the_environment_overrules_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promote(tmp_path, CHOICE, by="Anselm Okoro", why="")
    monkeypatch.setenv("HANDRAIL_HOME", str(tmp_path))
    monkeypatch.setenv("HANDRAIL_CHUNKING", "markdown")
    assert (settings().chunking, settings().chunk_tokens) == ("markdown", 128)


def test_one_can_go_back_and_it_stays_on_record(tmp_path: Path) -> None:
    promote(tmp_path, CHOICE, by="Anselm Okoro", why="")
    promote(tmp_path, {"chunking": "markdown"}, by="Anselm Okoro", why="")
    back(tmp_path, by="Wren Castellan")
    assert Settings(home=tmp_path).chunking == "sentences"
    assert [each.by for each in promotions(tmp_path)] == ["Anselm Okoro"] * 2 + ["Wren Castellan"]


def test_there_is_nothing_to_go_back_from_where_nothing_was_promoted(tmp_path: Path) -> None:
    with pytest.raises(NothingPromoted):
        back(tmp_path, by="Wren Castellan")


def test_only_what_is_tried_out_is_promoted(tmp_path: Path) -> None:
    with pytest.raises(NotPromotable, match="host"):
        promote(tmp_path, {"host": "0.0.0.0"}, by="Anselm Okoro", why="")
    assert promotions(tmp_path) == []


def test_a_half_written_promotion_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"settings": ', encoding="utf-8")
    with pytest.raises(BadPromotions, match=FILE):
        Settings(home=tmp_path)


def test_a_promoted_setting_that_is_none_is_turned_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    promote(tmp_path, {"chunking": "by-moonlight"}, by="Anselm Okoro", why="")
    monkeypatch.setenv("HANDRAIL_HOME", str(tmp_path))
    with pytest.raises(BadSetting, match="CHUNKING"):
        settings()
