"""Ingest: every file accounted for, nothing half-written, nothing lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from core.domain.access import Principal, Tier
from core.domain.document import Label
from core.domain.release import ChunkingSettings
from core.inference.embedding import HashEmbedder, Vectors
from core.ingest.errors import BadManifest, NothingThere
from core.ingest.pipeline import Ingest, Progress, Summary
from core.store import corpus
from core.store.errors import EmbeddingMismatch
from tests.conftest import Shelf

INTERNAL = Label(Tier.INTERNAL)
SETTINGS = ChunkingSettings(limit=120)


@dataclass
class Inbox:
    """A folder of documents and the tenant it is brought into."""

    shelf: Shelf
    folder: Path

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def ingest(
        self,
        *paths: Path,
        embedder: HashEmbedder | None = None,
        label: Label = INTERNAL,
        principal: Principal | None = None,
        seen: list[Progress] | None = None,
    ) -> Summary:
        ingest = Ingest(self.shelf.store, embedder or self.shelf.embedder, SETTINGS, 10_000)
        watch = seen.append if seen is not None else lambda _: None
        return ingest.run(principal or self.shelf.curator(), paths or (self.folder,), label, watch)

    def sources(self, question: str, **person: object) -> set[str]:
        asker = self.shelf.principal(**person)
        hits = self.shelf.searcher(k=50).search(asker, question, as_of=date(2026, 11, 22)).hits
        return {hit.chunk.provenance.source for hit in hits}

    def counts(self) -> dict[str, int]:
        with self.shelf.store.scoped(self.shelf.curator()) as db:
            return {
                table: len(db.rows(f"select from {table}"))
                for table in ("documents", "versions", "chunks", "postings", "quarantine")
            }


@pytest.fixture
def inbox(shelf: Shelf, tmp_path: Path) -> Inbox:
    inbox = Inbox(shelf, tmp_path / "inbox")
    inbox.write("travel.md", "# Travel\n\nThe hotel limit is 120 euros.")
    inbox.write("leave/annual.md", "# Leave\n\nAnnual leave is 25 days.")
    return inbox


def test_what_is_ingested_is_found(inbox: Inbox) -> None:
    summary = inbox.ingest()
    assert (summary.files, summary.added, summary.chunks) == (2, 2, 2)
    assert inbox.sources("hotel limit") == {"travel.md", "leave/annual.md"}


def test_ingesting_again_changes_nothing(inbox: Inbox) -> None:
    inbox.ingest()
    before = inbox.counts()
    summary = inbox.ingest()
    assert (summary.unchanged, summary.chunks) == (2, 0)
    assert inbox.counts() == before


def test_a_changed_document_takes_the_place_of_what_it_was(inbox: Inbox) -> None:
    inbox.ingest()
    inbox.write("travel.md", "# Travel\n\nThe train class is second.")
    summary = inbox.ingest()
    assert (summary.changed, summary.unchanged) == (1, 1)
    with inbox.shelf.store.scoped(inbox.shelf.principal()) as db:
        bodies = [row["body"] for row in db.rows("select body from chunks")]
    assert not any("hotel" in body for body in bodies)
    assert any("train" in body for body in bodies)


def test_the_text_of_an_earlier_version_stays_for_citations_made_of_it(inbox: Inbox) -> None:
    inbox.ingest()
    inbox.write("travel.md", "# Travel\n\nThe train class is second.")
    inbox.ingest()
    with inbox.shelf.store.scoped(inbox.shelf.principal()) as db:
        bodies = [row["body"] for row in db.rows("select body from versions")]
    assert sum("hotel limit" in body for body in bodies) == 1


def test_a_document_whose_file_is_gone_is_removed_whole(inbox: Inbox) -> None:
    inbox.ingest()
    (inbox.folder / "travel.md").unlink()
    assert inbox.ingest().removed == 1
    assert inbox.counts()["documents"] == inbox.counts()["versions"] == 1
    assert inbox.sources("hotel limit") == {"leave/annual.md"}


def test_part_of_a_folder_can_be_ingested_without_losing_the_rest(inbox: Inbox) -> None:
    inbox.ingest()
    inbox.write("leave/parental.md", "# Leave\n\nParental leave is 16 weeks.")
    summary = inbox.ingest(inbox.folder / "leave")
    assert (summary.added, summary.unchanged, summary.removed) == (1, 1, 0)
    assert inbox.counts()["documents"] == 3


def test_a_single_file_joins_the_folder_it_lies_in(inbox: Inbox) -> None:
    inbox.ingest()
    path = inbox.write("travel.md", "# Travel\n\nThe train class is second.")
    assert inbox.ingest(path).changed == 1
    assert inbox.counts()["documents"] == 2


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("empty.md", b"", "EmptyFile"),
        ("picture.png", b"\x89PNG", "UnsupportedFormat"),
        ("broken.pdf", b"%PDF-1.7 and no more", "Corrupt"),
        ("huge.txt", b"word " * 3000, "TooLarge"),
        ("tier.md", b"---\nclassification: topmost\n---\nText.", "BadMetadata"),
        ("dates.md", b"---\neffective_from: soon\n---\nText.", "BadMetadata"),
        ("groups.md", b"---\ngroups: hr\n---\nText.", "BadMetadata"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_set_aside_and_the_rest_goes_on(
    inbox: Inbox, name: str, body: bytes, kind: str
) -> None:
    inbox.write(name, body)
    summary = inbox.ingest()
    (quarantined,) = summary.quarantined
    assert (quarantined.source, quarantined.kind) == (name, kind)
    assert len(quarantined.reason) > 20
    assert (summary.added, summary.files) == (2, 3)
    assert inbox.counts()["quarantine"] == 1


def test_a_mended_file_leaves_quarantine(inbox: Inbox) -> None:
    inbox.write("new.md", b"")
    inbox.ingest()
    inbox.write("new.md", "Mended.")
    assert inbox.ingest().added == 1
    assert inbox.counts()["quarantine"] == 0


def test_a_document_whose_file_breaks_keeps_its_last_good_version(inbox: Inbox) -> None:
    inbox.ingest()
    inbox.write("travel.md", b"")
    summary = inbox.ingest()
    assert [each.source for each in summary.quarantined] == ["travel.md"]
    assert "travel.md" in inbox.sources("hotel limit")


def test_front_matter_says_who_may_see_a_document(inbox: Inbox) -> None:
    inbox.write("pay.md", "---\nclassification: restricted\ngroups: [hr]\n---\nPay is 30,000.")
    inbox.ingest()
    assert "pay.md" not in inbox.sources("pay", clearance=Tier.RESTRICTED)
    assert "pay.md" in inbox.sources("pay", clearance=Tier.RESTRICTED, groups=("hr",))


def test_the_manifest_says_it_for_formats_that_cannot(inbox: Inbox) -> None:
    inbox.write("rates.csv", "grade,rate\nA,12\nB,14\n")
    inbox.write(
        "manifest.toml",
        '[defaults]\nclassification = "confidential"\n[files."rates.csv"]\ngroups = ["finance"]\n',
    )
    summary = inbox.ingest()
    assert summary.files == 3
    finance = {"clearance": Tier.CONFIDENTIAL, "groups": ("finance",)}
    assert inbox.sources("rate", **finance) >= {"rates.csv", "travel.md"}
    assert "rates.csv" not in inbox.sources("rate", clearance=Tier.CONFIDENTIAL)


def test_an_unreadable_manifest_stops_the_run_before_anything_changes(inbox: Inbox) -> None:
    inbox.write("manifest.toml", "[files\n")
    with pytest.raises(BadManifest):
        inbox.ingest()
    assert inbox.counts()["documents"] == 0


def test_files_that_say_nothing_get_what_whoever_brings_them_says(inbox: Inbox) -> None:
    inbox.ingest(label=Label(Tier.CONFIDENTIAL, frozenset({"hr"})))
    assert inbox.sources("hotel") == set()
    assert inbox.sources("hotel", clearance=Tier.CONFIDENTIAL, groups=("hr",))


def test_reclassifying_a_document_does_not_embed_it_again(inbox: Inbox) -> None:
    inbox.ingest()
    chunks = inbox.counts()["chunks"]
    summary = inbox.ingest(label=Label(Tier.RESTRICTED))
    assert (summary.relabelled, summary.chunks) == (2, 0)
    assert inbox.sources("hotel limit") == set()
    assert inbox.counts()["chunks"] == chunks
    with inbox.shelf.store.scoped(inbox.shelf.curator()) as db:
        (row,) = db.rows("select sum(chunks) as chunks from labels where tier = 3")
    assert row["chunks"] == chunks


def test_nobody_brings_in_what_they_may_not_see(inbox: Inbox) -> None:
    inbox.write("pay.md", "---\nclassification: restricted\n---\nPay is 30,000.")
    curator = inbox.shelf.principal(clearance=Tier.INTERNAL, roles=("curator",))
    summary = inbox.ingest(principal=curator)
    assert [each.kind for each in summary.quarantined] == ["AboveClearance"]


def test_a_superseded_document_ends_when_its_successor_begins(inbox: Inbox) -> None:
    inbox.write("old.md", "---\neffective_from: 2024-01-01\n---\nThe visa fee is 50 euros.")
    newer = "---\neffective_from: 2026-01-01\nsupersedes: old.md\n---\nThe visa fee is 70 euros."
    inbox.write("new.md", newer)
    inbox.ingest()
    assert "old.md" not in inbox.sources("visa fee")
    (inbox.folder / "new.md").unlink()
    inbox.ingest()
    assert "old.md" in inbox.sources("visa fee")


class Interrupted(HashEmbedder):
    """Dies on the second batch."""

    batches = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.batches += 1
        if self.batches == 2:
            raise KeyboardInterrupt
        return super().embed(texts)


def test_a_killed_ingest_goes_on_where_it_was(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.ingest.pipeline.BATCH_CHUNKS", 1)
    with pytest.raises(KeyboardInterrupt):
        inbox.ingest(embedder=Interrupted())
    assert inbox.counts()["documents"] == 1
    summary = inbox.ingest()
    assert (summary.unchanged, summary.added) == (1, 1)


def test_a_failure_while_writing_leaves_the_old_version_whole(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.ingest()
    before = inbox.counts()
    inbox.write("travel.md", "# Travel\n\nThe train class is second.")
    broken = {**corpus.SQL, "put_chunks": "select 1 / 0"}
    with monkeypatch.context() as patched, pytest.raises(Exception, match="division by zero"):
        patched.setattr(corpus, "SQL", broken)
        inbox.ingest()
    assert inbox.counts() == before
    assert "travel.md" in inbox.sources("hotel limit")


def test_vectors_of_two_models_never_share_an_index(inbox: Inbox) -> None:
    other = HashEmbedder(32)
    with pytest.raises(EmbeddingMismatch, match=r"hash \(64\)"):
        inbox.ingest(embedder=other)


def test_a_path_that_is_not_there_is_said_to_be(inbox: Inbox) -> None:
    with pytest.raises(NothingThere):
        inbox.ingest(inbox.folder / "nowhere")


def test_progress_reaches_the_end(inbox: Inbox) -> None:
    seen: list[Progress] = []
    inbox.ingest(seen=seen)
    assert (seen[-1].done, seen[-1].files) == (2, 2)


def test_provenance_leads_back_to_the_exact_span_of_the_exact_version(inbox: Inbox) -> None:
    inbox.ingest()
    asker = inbox.shelf.principal()
    hits = inbox.shelf.searcher().search(asker, "leave", as_of=None).hits
    with inbox.shelf.store.scoped(asker) as db:
        for hit in hits:
            p = hit.chunk.provenance
            row = db.row(
                "select substr(body, %(start)s + 1, %(length)s) as span from versions"
                " where document_id = %(document)s and version = %(version)s",
                start=p.start,
                length=p.end - p.start,
                document=p.document_id,
                version=p.version,
            )
            assert row == {"span": hit.chunk.text}


@pytest.mark.parametrize(
    "entry",
    ['title: "a\\0b"', 'supersedes: "a\\0b"', 'groups: ["a\\0b"]', "groups: 5", 'groups: [""]'],
)
def test_front_matter_that_postgres_could_not_hold_is_a_reason_and_no_crash(
    inbox: Inbox, entry: str
) -> None:
    inbox.write("odd.md", f"---\n{entry}\n---\n# Leave\n\nThirty days.\n")
    assert [each.kind for each in inbox.ingest().quarantined] == ["BadMetadata"]
