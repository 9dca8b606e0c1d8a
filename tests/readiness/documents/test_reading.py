"""Reading a folder of documents."""

from pathlib import Path

from core.domain.access import Tier
from core.readiness.documents.reading import read_all
from core.readiness.finding import Kind


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Keys\n\nA key is signed for.")
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "model.bin").write_bytes(b"\x00\x01")
    held = read_all(tmp_path)
    assert [text.source for text in held.texts] == ["good.md"]
    assert {each.where.source for each in held.unread} == {"empty.md", "broken.pdf", "model.bin"}
    assert {each.kind for each in held.unread} == {Kind.UNREAD}


def test_what_the_manifest_and_the_front_matter_declare_is_kept(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text('[files."a.txt"]\ntitle = "Keys"\n')
    (tmp_path / "a.txt").write_text("A key is signed for.")
    (tmp_path / "b.md").write_text("---\nclassification: public\n---\n\n# Doors\n\nThey open at 8.")
    keys, doors = read_all(tmp_path).texts
    assert keys.title == "Keys"
    assert "classification" not in keys.declared
    assert doors.metadata.label.tier is Tier.PUBLIC


def test_a_file_whose_dates_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\neffective_from: next spring\n---\n\n# Doors\n\nOpen at 8.")
    (finding,) = read_all(tmp_path).unread
    assert "effective_from" in finding.what


def test_an_unreadable_manifest_is_told_of_and_the_documents_are_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text("[files")
    (tmp_path / "a.txt").write_text("A key is signed for.")
    held = read_all(tmp_path)
    assert len(held.texts) == 1
    assert held.unread[0].where.source == "manifest.toml"


def test_whoever_watches_is_told_of_every_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A key is signed for.")
    seen: list[tuple[str, int, int]] = []
    read_all(tmp_path, lambda *each: seen.append(each))
    assert seen == [("a.txt", 0, 2), ("b.txt", 1, 2)]
