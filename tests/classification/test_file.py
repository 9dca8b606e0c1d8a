"""`classification.toml`: what is written is what is read, and a small change is a small diff."""

from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest

from core.classification import proposing
from core.classification.errors import BadClassification
from core.classification.file import HEAD, Kept, read, text_of, write
from core.classification.map import ClassificationMap
from core.classification.reading import parsed
from core.classification.rules import Rules
from core.domain.access import Tier

ODD = 'odd "name" \\ é\x7f#1.md'
TODAY = date(2026, 11, 22)


@pytest.fixture
def shown() -> ClassificationMap:
    return ClassificationMap(
        documents={
            "b.md": proposing.document("b.md", "Ask Ada Voss.", "v1", Rules(), Tier.PUBLIC),
            ODD: proposing.document(ODD, "Nothing much.", "v1", Rules()),
        },
        tables={"t.csv": proposing.table("t.csv", {"pay rate": ["31.50"], "a.b": ["1"]}, Rules())},
    )


def test_a_map_is_read_as_it_was_written(shown: ClassificationMap, tmp_path: Path) -> None:
    decided = shown.reviewed(
        "t.csv:pay rate",
        Tier.RESTRICTED,
        reason='Said "so"',
        by="J. Roe",
        on=TODAY,
        groups=frozenset({"hr", "board"}),
    )
    write(tmp_path / "m.toml", Kept(decided))
    assert read(tmp_path / "m.toml") == Kept(decided, HEAD)


def test_the_same_map_gives_the_same_bytes_whatever_order_it_was_made_in(
    shown: ClassificationMap,
) -> None:
    turned = ClassificationMap(
        documents=dict(reversed(list(shown.documents.items()))), tables=shown.tables
    )
    assert text_of(Kept(shown)) == text_of(Kept(turned))


def test_a_decision_is_a_diff_of_its_own_lines(shown: ClassificationMap) -> None:
    decided = shown.reviewed("b.md", Tier.PUBLIC, reason="On the site", by="J. Roe", on=TODAY)
    lines = [text_of(Kept(each)).splitlines() for each in (shown, decided)]
    changed = [
        line for line in unified_diff(*lines, n=0) if line[0] in "+-" and line[1:2] not in "+-"
    ]
    assert all(line.startswith("+") for line in changed)
    assert len(changed) <= 8


def test_what_people_wrote_above_the_entries_is_kept_to_the_letter(
    shown: ClassificationMap, tmp_path: Path
) -> None:
    path = tmp_path / "m.toml"
    own = '# ours\n[tiers]\nphone = "ignored"  # a directory\n\n[[rule]]\nmatch = "**"\ntier = "internal"\n'
    path.write_text(own)
    write(path, Kept(shown, read(path).head))
    assert path.read_text().startswith(own)
    assert read(path).map.rules.of("anything") is not None


def test_there_being_no_file_is_an_empty_map(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == Kept()


def test_a_decision_written_by_hand_is_one_about_what_the_map_shows(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(
        '[documents."a.md"]\nreason = "none"\nbasis = "v1"\n\n'
        '[documents."a.md".reviewed]\ntier = "public"\nreason = "Site"\nby = "J. Roe"\non = 2026-11-22\n'
    )
    entry = read(path).map.documents["a.md"]
    assert (entry.tier, entry.needs_review) == (Tier.PUBLIC, False)


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "documents = 5",
        '[documents."a"]\ntier = "topmost"\n',
        '[documents."a"]\ntier = "public"\nset_by = "chance"\n',
        '[documents."a".reviewed]\ntier = "public"\nreason = "r"\nby = "b"\n',
        '[documents."a".reviewed]\ntier = "public"\nreason = ""\nby = "b"\non = 2026-11-22\n',
        '[documents."a".reviewed]\ntier = "public"\nreason = "r"\nby = "b"\non = "today"\n',
        '[documents."a"]\nfound = [{ category = "shoes" }]\n',
        '[documents."a"]\nreason = "r"\n\n[[rule]]\nmatch = "**"\ntier = "public"\n',
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(BadClassification, match=r"m\.toml"):
        read(path)


def test_an_empty_document_is_an_empty_map() -> None:
    assert parsed({}) == ClassificationMap()
