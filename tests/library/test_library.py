"""The library: what one may see of the documents, and what curators may change."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
from reportlab.pdfgen.canvas import Canvas

from core.audit import Audit
from core.domain.access import Tier
from core.domain.document import Effective, Label, Standing
from core.domain.release import ChunkingSettings
from core.ingest.errors import AboveClearance
from core.ingest.pipeline import Ingest
from core.library import Library
from core.library.errors import BadFilename, MayNotChange, NoSuchDocument, NoSuchPassage
from tests.conftest import MakePrincipal, Shelf

INTERNAL = Label(Tier.INTERNAL)
LEAVE = b"# Leave\n\nEveryone has thirty days of leave a year.\n"


@pytest.fixture
def library(shelf: Shelf) -> Iterator[Library]:
    ingest = Ingest(shelf.store, shelf.embedder, ChunkingSettings(), max_bytes=1_000_000)
    return Library(shelf.store, ingest, Audit(shelf.store))


def test_a_reader_sees_what_their_clearance_covers_and_no_more(
    shelf: Shelf, library: Library, principal: MakePrincipal
) -> None:
    shelf.put("leave.md", "Thirty days.")
    board = shelf.put("board.md", "A merger.", tier=Tier.RESTRICTED)
    staff = shelf.put("hr.md", "Salaries.", groups=("hr",))
    assert [entry.source for entry in library.listed(principal())] == ["leave.md"]
    for hidden in (board, staff):
        with pytest.raises(NoSuchDocument):
            library.entry(principal(), hidden.id)
        with pytest.raises(NoSuchDocument):
            library.text(principal(), hidden.id, hidden.version)


def test_another_tenants_document_is_as_unknown_as_none(
    shelf: Shelf, library: Library, principal: MakePrincipal
) -> None:
    shelf.add_tenant("globex")
    theirs = shelf.put("leave.md", "Ten days.", tenant="globex")
    curator = shelf.curator("globex")
    chunk = library.listed(curator)[0]
    for missing in (theirs.id, "0" * 16, "", "not hexadecimal"):
        with pytest.raises(NoSuchDocument):
            library.entry(principal(), missing)
    assert chunk.chunks == 1


def test_a_document_is_read_whole_and_as_it_was(
    shelf: Shelf, library: Library, principal: MakePrincipal
) -> None:
    first = shelf.put("leave.md", "Thirty days.")
    shelf.put("leave.md", "Thirty-one days.")
    entry = library.entry(principal(), first.id)
    assert (entry.versions, entry.chunks) == (2, 1)
    assert library.text(principal(), first.id).body == "Thirty-one days."
    assert library.text(principal(), first.id, first.version).body == "Thirty days."
    with pytest.raises(NoSuchDocument):
        library.text(principal(), first.id, "no such version")


def test_the_pages_of_a_document_are_told(
    library: Library, shelf: Shelf, principal: MakePrincipal
) -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for words in ("Everyone has thirty days of leave.", "Part-timers have fifteen."):
        canvas.drawString(72, 720, words)
        canvas.showPage()
    canvas.save()
    library.upload(shelf.curator(), "leave.pdf", file.getvalue(), INTERNAL)
    (entry,) = library.listed(principal())
    text = library.text(principal(), entry.id)
    assert [page.number for page in text.pages] == [1, 2]
    assert text.body[text.pages[1].offset :].startswith("Part-timers")


def test_an_entry_says_when_its_document_applies(
    shelf: Shelf, library: Library, principal: MakePrincipal
) -> None:
    shelf.put("old.md", "Ten.", effective=Effective(date(2020, 1, 1), date(2021, 1, 1)))
    (entry,) = library.listed(principal())
    assert entry.standing(date(2020, 6, 1)) is Standing.IN_FORCE
    assert entry.standing(date(2021, 1, 1)) is Standing.SUPERSEDED


@pytest.mark.parametrize("chunk", ["f" * 17, "zz", "", "-1", "0" * 16, "7" * 40])
def test_a_passage_that_is_not_there_is_an_error_and_nothing_worse(
    library: Library, principal: MakePrincipal, chunk: str
) -> None:
    with pytest.raises(NoSuchPassage):
        library.passage(principal(), chunk)


def test_a_passage_is_found_by_those_who_may_see_it(
    shelf: Shelf, library: Library, principal: MakePrincipal
) -> None:
    shelf.put("board.md", "A merger is planned.", tier=Tier.RESTRICTED)
    cleared = principal(clearance=Tier.RESTRICTED)
    hits = shelf.searcher().search(cleared, "merger", as_of=None).hits
    found = library.passage(cleared, hits[0].chunk.id)
    assert found.text == "A merger is planned."
    with pytest.raises(NoSuchPassage):
        library.passage(principal(), hits[0].chunk.id)


def test_a_curator_uploads_replaces_and_removes(
    shelf: Shelf, library: Library, principal: MakePrincipal
) -> None:
    curator = shelf.curator()
    assert library.upload(curator, "leave.md", LEAVE, INTERNAL).added == 1
    assert library.upload(curator, "leave.md", LEAVE, INTERNAL).unchanged == 1
    assert library.upload(curator, "leave.md", LEAVE + b"More.", INTERNAL).changed == 1
    (entry,) = library.listed(principal())
    assert (entry.collection, entry.source, entry.versions) == ("uploads", "leave.md", 2)
    assert library.remove(curator, entry.id).source == "leave.md"
    assert library.listed(curator) == []
    kinds = {record.kind for record in Audit(shelf.store).latest(curator)}
    assert kinds == {"document.uploaded", "document.removed"}


def test_what_cannot_be_read_is_held_with_a_reason_until_it_can(
    shelf: Shelf, library: Library, principal: MakePrincipal
) -> None:
    curator = shelf.curator()
    summary = library.upload(curator, "empty.md", b"", INTERNAL)
    assert [each.kind for each in summary.quarantined] == ["EmptyFile"]
    assert [each.source for each in library.quarantined(curator)] == ["empty.md"]
    assert library.quarantined(principal()) == []
    library.upload(curator, "empty.md", LEAVE, INTERNAL)
    assert library.quarantined(curator) == []


def test_an_upload_that_calls_itself_a_manifest_decides_nothing(
    shelf: Shelf, library: Library
) -> None:
    manifest = b'[defaults]\nclassification = "public"\n'
    summary = library.upload(shelf.curator(), "manifest.toml", manifest, INTERNAL)
    assert len(summary.quarantined) == 1


def test_readers_change_nothing(shelf: Shelf, library: Library, principal: MakePrincipal) -> None:
    document = shelf.put("leave.md", "Thirty days.")
    with pytest.raises(MayNotChange):
        library.upload(principal(), "leave.md", LEAVE, INTERNAL)
    with pytest.raises(MayNotChange):
        library.remove(principal(), document.id)
    assert len(library.listed(principal())) == 1


def test_a_curator_cannot_put_a_document_above_their_own_clearance(
    library: Library, principal: MakePrincipal
) -> None:
    curator = principal(subject="curator", roles=("curator",))
    summary = library.upload(curator, "board.md", LEAVE, Label(Tier.RESTRICTED))
    assert [each.kind for each in summary.quarantined] == [AboveClearance.__name__]


@pytest.mark.parametrize(
    "name", ["", " ", "..", "../leave.md", "a/b.md", "a\\b.md", "x\0.md", "x\n.md", "é" * 120]
)
def test_a_filename_is_a_name_and_no_path(shelf: Shelf, library: Library, name: str) -> None:
    with pytest.raises(BadFilename):
        library.upload(shelf.curator(), name, LEAVE, INTERNAL)


def test_a_tenant_is_called_by_its_name_and_one_that_is_not_there_by_its_id(
    library: Library, principal: MakePrincipal
) -> None:
    assert library.organisation(principal()) == "Acme"
    assert library.organisation(principal("operations")) == "operations"
