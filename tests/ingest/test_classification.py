"""Ingest enforces the classification map: no tier, no ingest; and the higher tier always holds."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from core.classification import proposing
from core.classification.errors import BadClassification
from core.classification.file import CLASSIFICATION, read, write
from core.cli.ingesting import summary_json
from core.domain.access import Tier
from core.domain.document import Label
from core.domain.release import ChunkingSettings
from core.ingest.pipeline import Ingest, Summary
from tests.conftest import Shelf

RULES = """
[[rule]]
match = "hr/**"
tier = "confidential"
groups = ["hr"]
reason = "Personnel"

[[rule]]
match = "news/**"
tier = "public"
reason = "On the web site"
"""
LEAVE = "# Leave\n\nAnnual leave is 25 days."
PERSONAL = "# Leave\n\nThe social security number 536-22-8841 is asked for."
TODAY = date(2026, 11, 22)


@dataclass
class Collection:
    """A folder with a classification map, and the tenant it is brought into."""

    shelf: Shelf
    folder: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def ingest(self, *, chosen: Tier | None = None, clearance: Tier = Tier.RESTRICTED) -> Summary:
        curator = self.shelf.principal("acme", "curator", clearance=clearance, roles=("curator",))
        ingest = Ingest(self.shelf.store, self.shelf.embedder, ChunkingSettings(limit=120), 10_000)
        label = Label(chosen if chosen is not None else Tier.INTERNAL)
        return ingest.run(curator, [self.folder], label, is_default_meant=chosen is not None)

    def tiers(self) -> dict[str, tuple[Tier, set[str]]]:
        """By source, the label under which the store holds it."""
        with self.shelf.store.scoped(self.shelf.curator()) as db:
            rows = db.rows(
                "select source, tier, groups from documents join labels using (label_id)"
            )
        return {row["source"]: (Tier(row["tier"]), set(row["groups"])) for row in rows}

    def decide(self, place: str, tier: Tier) -> None:
        """A person's decision about a document as it lies there now."""
        path = self.folder / CLASSIFICATION
        kept = read(path)
        if place not in kept.map.documents:
            file = self.folder / place
            version = sha256(file.read_bytes()).hexdigest()
            entry = proposing.document(place, file.read_text(), version, kept.map.rules)
            documents = {**kept.map.documents, place: entry}
            kept = replace(kept, map=replace(kept.map, documents=documents))
        decided = kept.map.reviewed(place, tier, reason="Seen", by="J. Roe", on=TODAY)
        write(path, replace(kept, map=decided))


@pytest.fixture
def collection(shelf: Shelf, tmp_path: Path) -> Collection:
    collection = Collection(shelf, tmp_path / "inbox")
    collection.write(CLASSIFICATION, RULES)
    collection.write("news/leave.md", LEAVE)
    return collection


def test_a_document_takes_the_tier_and_groups_that_the_map_gives(collection: Collection) -> None:
    collection.write("hr/leave.md", LEAVE)
    assert collection.ingest().added == 2
    assert collection.tiers() == {
        "news/leave.md": (Tier.PUBLIC, set()),
        "hr/leave.md": (Tier.CONFIDENTIAL, {"hr"}),
    }


def test_what_has_no_tier_is_set_aside_with_what_to_do(collection: Collection) -> None:
    collection.write("other/leave.md", LEAVE)
    summary = collection.ingest()
    (held,) = summary.quarantined
    assert (held.source, held.kind) == ("other/leave.md", "NoTier")
    assert "classification.toml" in held.reason
    assert "handrail classification set" in held.reason
    assert set(collection.tiers()) == {"news/leave.md"}


@pytest.mark.parametrize("declares", ["front matter", "manifest", "whoever brings it"])
def test_a_tier_that_someone_else_declares_is_enough(collection: Collection, declares: str) -> None:
    said = "---\nclassification: internal\n---\n" if declares == "front matter" else ""
    collection.write("other/leave.md", said + LEAVE)
    if declares == "manifest":
        collection.write("manifest.toml", '[defaults]\nclassification = "internal"\n')
    summary = collection.ingest(chosen=Tier.INTERNAL if declares == "whoever brings it" else None)
    assert summary.quarantined == []
    assert collection.tiers()["other/leave.md"] == (Tier.INTERNAL, set())


def test_without_a_map_files_without_a_tier_are_taken_in_as_before(collection: Collection) -> None:
    (collection.folder / CLASSIFICATION).unlink()
    assert collection.ingest().added == 1
    assert collection.tiers()["news/leave.md"] == (Tier.INTERNAL, set())


def test_a_declared_tier_below_the_maps_never_wins_and_is_explained(collection: Collection) -> None:
    collection.write("hr/leave.md", f"---\nclassification: public\n---\n{LEAVE}")
    summary = collection.ingest()
    (overruled,) = summary.overruled
    assert summary_json(summary)["overruled"] == [
        {"source": "hr/leave.md", "classification": "confidential", "reason": overruled.message}
    ]
    assert collection.tiers()["hr/leave.md"] == (Tier.CONFIDENTIAL, {"hr"})
    assert (overruled.source, overruled.tier) == ("hr/leave.md", Tier.CONFIDENTIAL)
    assert "declared public. Personnel" in overruled.message


def test_a_declared_tier_above_the_reviewed_one_holds_and_is_explained(
    collection: Collection,
) -> None:
    collection.write("news/leave.md", f"---\nclassification: restricted\n---\n{LEAVE}")
    collection.decide("news/leave.md", Tier.PUBLIC)
    (overruled,) = collection.ingest().overruled
    assert collection.tiers()["news/leave.md"] == (Tier.RESTRICTED, set())
    assert "stays restricted" in overruled.message


def test_what_is_detected_in_a_file_that_is_not_in_the_map_raises_it(
    collection: Collection,
) -> None:
    collection.write("news/leave.md", PERSONAL)
    collection.ingest()
    assert collection.tiers()["news/leave.md"] == (Tier.RESTRICTED, set())


def test_a_reviewed_tier_holds_until_the_content_changes(collection: Collection) -> None:
    collection.write("news/leave.md", PERSONAL)
    collection.decide("news/leave.md", Tier.PUBLIC)
    collection.ingest()
    assert collection.tiers()["news/leave.md"] == (Tier.PUBLIC, set())
    collection.write("news/leave.md", f"{PERSONAL} Or 536-22-8842.")
    collection.ingest()
    assert collection.tiers()["news/leave.md"] == (Tier.RESTRICTED, set())


def test_a_table_takes_the_tier_of_its_highest_column(collection: Collection) -> None:
    collection.write("news/staff.csv", "name,base_salary\nAda Voss,31250\nPaul Reyes,42000\n")
    collection.ingest()
    assert collection.tiers()["news/staff.csv"] == (Tier.CONFIDENTIAL, set())


def test_a_reader_below_no_longer_finds_a_document_that_the_map_raised(
    collection: Collection,
) -> None:
    reader = collection.shelf.principal(clearance=Tier.INTERNAL)
    searcher = collection.shelf.searcher(k=10)
    collection.ingest()
    assert searcher.search(reader, "annual leave", as_of=TODAY).hits
    collection.decide("news/leave.md", Tier.CONFIDENTIAL)
    summary = collection.ingest()
    assert (summary.relabelled, summary.chunks) == (1, 0)
    assert not searcher.search(reader, "annual leave", as_of=TODAY).hits
    above = collection.shelf.principal(clearance=Tier.CONFIDENTIAL)
    assert searcher.search(above, "annual leave", as_of=TODAY).hits


def test_a_document_that_lost_its_tier_is_taken_out(collection: Collection) -> None:
    collection.ingest()
    collection.write(CLASSIFICATION, "# no rules any more\n")
    summary = collection.ingest()
    assert ([each.kind for each in summary.quarantined], summary.removed) == (["NoTier"], 1)
    assert collection.tiers() == {}


def test_a_document_raised_above_whoever_brings_it_is_taken_out(collection: Collection) -> None:
    collection.ingest()
    collection.decide("news/leave.md", Tier.RESTRICTED)
    summary = collection.ingest(clearance=Tier.INTERNAL)
    assert [each.kind for each in summary.quarantined] == ["AboveClearance"]
    assert collection.tiers() == {}


def test_groups_named_by_both_must_have_one_in_common(collection: Collection) -> None:
    collection.write("hr/a.md", f"---\ngroups: [hr, board]\n---\n{LEAVE}")
    collection.write("hr/b.md", f"---\ngroups: [board]\n---\n{LEAVE}")
    summary = collection.ingest()
    assert collection.tiers()["hr/a.md"] == (Tier.CONFIDENTIAL, {"hr"})
    assert [(q.source, q.kind) for q in summary.quarantined] == [("hr/b.md", "NoGroupInCommon")]


def test_a_map_that_cannot_be_used_stops_the_run_before_anything_changes(
    collection: Collection,
) -> None:
    collection.write(CLASSIFICATION, '[[rule]]\nmatch = "**"\n')
    with pytest.raises(BadClassification):
        collection.ingest()
    assert collection.tiers() == {}


def test_the_map_itself_is_no_document(collection: Collection) -> None:
    assert collection.ingest().files == 1
