from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from core.domain.release import ChunkingSettings
from core.evaluation.runs import code
from core.evaluation.runs.corpus import corpus
from core.evaluation.runs.errors import TwoCorpora, UnknownTenant
from core.evaluation.runs.standing import Alone, documents, ensure_tenants, held, stand
from core.inference.embedding import HashEmbedder, Vectors
from core.ingest.pipeline import Ingest
from core.store import tenants
from tests.conftest import Shelf
from tests.evaluation.runs.scripted import suite

LIMIT = "# Travel\n\nThe hotel limit is {} euros a night.\n"


class Counting(HashEmbedder):
    """Counts the texts it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed(self, texts: list[str]) -> Vectors:
        self.texts += texts
        return super().embed(texts)


class Stage:
    """Stands folders of documents in a database, and tells what can be found then."""

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self.shelf = shelf
        self.folder = folder
        self.embedder = Counting()
        self.ingest = Ingest(shelf.store, self.embedder, ChunkingSettings(limit=120), 2**20)

    def write(self, tenant: str, name: str = "travel.md", text: str = LIMIT.format(120)) -> Path:
        path = self.folder / tenant / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    def stand(self, *names: str) -> list[str]:
        wanted = {tenant: self.folder / tenant for tenant in names}
        database, curator = self.shelf.database, self.shelf.curator
        missing = stand(database, self.ingest, curator, wanted, self.folder / "kept")
        return [each.source for each in missing]

    def tenants(self) -> list[str]:
        return [each.tenant for each in tenants.listed(self.shelf.database)]

    def digest(self, tenant: str) -> str:
        return corpus(self.shelf.store, self.shelf.curator(tenant))


@pytest.fixture
def stage(shelf: Shelf, tmp_path: Path) -> Stage:
    """A database with a tenant that nobody wants."""
    return Stage(shelf, tmp_path)


def test_those_that_are_wanted_stand_and_nobody_else(stage: Stage) -> None:
    stage.write("alder")
    stage.write("birch")
    stage.stand("alder", "birch")
    assert stage.tenants() == ["alder", "birch"]
    stage.stand("birch")
    assert stage.tenants() == ["birch"]


def test_what_is_unchanged_is_left_as_it_is(stage: Stage) -> None:
    stage.write("alder")
    stage.stand("alder")
    before, made = stage.digest("alder"), tenants.listed(stage.shelf.database)
    stage.stand("alder")
    assert (stage.digest("alder"), tenants.listed(stage.shelf.database)) == (before, made)
    assert len(stage.embedder.texts) == 1


def test_a_file_that_is_gone_or_changed_is_so_here_too(stage: Stage) -> None:
    travel = stage.write("alder")
    stage.write("alder", "fees.md", "# Fees\n\nThe fee is 3 euros.\n")
    stage.stand("alder")
    both = stage.digest("alder")
    travel.unlink()
    stage.stand("alder")
    one = stage.digest("alder")
    stage.write("alder")
    stage.stand("alder")
    assert stage.digest("alder") == both != one


def test_other_code_takes_everything_in_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.write("alder")
    stage.stand("alder")
    (before,) = tenants.listed(stage.shelf.database)
    monkeypatch.setattr(code, "product", lambda: "other")
    stage.stand("alder")
    (after,) = tenants.listed(stage.shelf.database)
    assert after.created_at > before.created_at
    assert len(stage.embedder.texts) == 1  # the vectors are those of before


def test_other_code_that_embeds_makes_other_vectors(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.write("alder")
    stage.stand("alder")
    for told in ("product", "embedding"):
        monkeypatch.setattr(code, told, lambda: "other")
    stage.stand("alder")
    assert len(stage.embedder.texts) == 2


def test_another_chunking_cuts_anew(stage: Stage) -> None:
    stage.write("alder", text="\n\n".join(f"Rule {i} holds." for i in range(99)))
    stage.stand("alder")
    before = stage.digest("alder")
    stage.ingest = replace(stage.ingest, chunking=ChunkingSettings(limit=40))
    stage.stand("alder")
    assert stage.digest("alder") != before


def test_a_file_that_cannot_be_taken_in_is_told_of(stage: Stage) -> None:
    stage.write("alder")
    stage.write("alder", "bad.md", "---\nclassification: cosmic\n---\n# Bad\n")
    assert stage.stand("alder") == ["bad.md"]


def test_a_text_has_one_vector_whatever_stands_beside_it() -> None:
    class Crowded(HashEmbedder):
        """Its vectors depend on how many texts it is given."""

        def embed(self, texts: list[str]) -> Vectors:
            return super().embed(texts) * len(texts)

    alone = Alone(Crowded())
    assert (alone.embed(["a b", "c d"])[0] == alone.embed(["a b"])[0]).all()
    assert alone.embed([]).shape == (0, alone.dimension)


def test_two_suites_share_documents_but_not_a_tenant_with_two_folders() -> None:
    one = replace(suite("One?"), documents={"alder": Path("a"), "birch": Path("b")})
    assert documents([one, one]).keys() == {"alder", "birch"}
    with pytest.raises(TwoCorpora, match="alder"):
        documents([one, replace(one, documents={"alder": Path("other")})])


def test_a_case_of_a_tenant_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UnknownTenant, match=r"small, c1: 'acme'. Tenants there: alder, birch\."):
        ensure_tenants(suite("One?"), ["birch", "alder"])
    ensure_tenants(suite("One?"), ["acme"])


def test_a_home_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    waits, got_in = Event(), Event()

    def second() -> None:
        with held(tmp_path, lambda *_: waits.set()):
            got_in.set()

    with held(tmp_path):
        thread = Thread(target=second)
        thread.start()
        assert waits.wait(10)
        assert not got_in.is_set()
    thread.join(10)
    assert got_in.is_set()
