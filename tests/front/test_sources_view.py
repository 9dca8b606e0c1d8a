"""Sources: what one may see, reads and, as a curator, changes."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.strings import Common, Sources
from app.views.wording import plain
from core.bootstrap.samples import samples
from core.domain.access import Tier
from core.domain.document import Effective, Label, Standing
from core.library.errors import NoSuchDocument
from core.store.errors import DatabaseUnavailable
from tests.conftest import MakePrincipal, Shelf
from tests.front.looking import labels, press, seen, words
from tests.front.served import Served, served

TODAY = date.today()
YEAR = timedelta(days=365)


@pytest.fixture
def app(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(shelf, tmp_path, monkeypatch) as app:
        yield app


@pytest.fixture
def stocked(shelf: Shelf, app: Served) -> Served:
    """Five documents, of which an internal reader without groups sees three."""
    shelf.put("travel.md", "# Travel\n\nHotels up to 120 euros.", tier=Tier.PUBLIC)
    shelf.put("leave.md", "Thirty days.", effective=Effective(end=TODAY - YEAR))
    shelf.put("leave-next.md", "Forty days.", effective=Effective(start=TODAY + YEAR))
    shelf.put("salaries.md", "Secret figures.", tier=Tier.RESTRICTED)
    shelf.put("reviews.md", "Reviews of people.", groups=("hr",))
    return app


def titles(page: AppTest) -> list[str]:
    """The documents listed."""
    keys = (each for each in page.button if (each.key or "").startswith("open-"))
    return [each.label.strip("*").replace("\\", "") for each in keys]


def test_everyone_is_shown_the_documents_they_may_see_and_no_others(
    stocked: Served, principal: MakePrincipal
) -> None:
    assert titles(seen(stocked, "sources", principal())) == ["leave", "leave-next", "travel"]
    assert "reviews" in titles(seen(stocked, "sources", principal(groups=("hr",))))


def test_nothing_hints_at_what_one_may_not_see(stocked: Served, principal: MakePrincipal) -> None:
    page = seen(stocked, "sources", principal())
    assert "3 documents" in words(page)
    assert "Restricted" not in page.pills(key="sources-tiers").options
    assert not {"salaries", "hr"} & set(words(page).split())


def test_words_narrow_the_list_by_title_file_and_group(
    stocked: Served, principal: MakePrincipal
) -> None:
    page = seen(stocked, "sources", principal(groups=("hr",)))
    assert titles(page.text_input[0].set_value("NEXT leave").run()) == ["leave-next"]
    assert titles(page.text_input[0].set_value("hr").run()) == ["reviews"]
    assert "1 of 4 documents" in words(page)


def test_filters_narrow_the_list_by_classification_and_standing(
    stocked: Served, principal: MakePrincipal
) -> None:
    page = seen(stocked, "sources", principal())
    assert titles(page.pills(key="sources-tiers").set_value([Tier.PUBLIC]).run()) == ["travel"]
    page.pills(key="sources-tiers").set_value([])
    page.pills(key="sources-dates").set_value([Standing.SUPERSEDED, Standing.NOT_YET_EFFECTIVE])
    assert titles(page.run()) == ["leave", "leave-next"]


def test_a_search_without_a_match_can_be_cleared(stocked: Served, principal: MakePrincipal) -> None:
    page = seen(stocked, "sources", principal())
    page.text_input[0].set_value("no such thing").run()
    assert Sources.NO_MATCH in words(page)
    press(page, Sources.CLEAR)
    assert len(titles(page)) == 3


def test_a_standing_is_told_with_its_dates(stocked: Served, principal: MakePrincipal) -> None:
    said = words(seen(stocked, "sources", principal()))
    assert "gray-badge[In force]" in said
    assert "yellow-badge[Superseded · until" in said
    assert "violet-badge[Not yet in force · from" in said


def test_many_documents_are_shown_a_page_at_a_time(
    shelf: Shelf, app: Served, principal: MakePrincipal
) -> None:
    for number in range(15):
        shelf.put(f"rule-{number:02}.md", "A rule.")
    page = seen(app, "sources", principal())
    assert len(titles(page)) == 12
    assert titles(page.pagination[0].set_value(2).run()) == ["rule-12", "rule-13", "rule-14"]


def test_a_document_opens_and_closes(stocked: Served, principal: MakePrincipal) -> None:
    page = seen(stocked, "sources", principal())
    press(page, "travel")
    assert page.title[0].value == "travel"
    assert "Hotels up to 120 euros." in words(page)
    assert page.query_params["document"]
    press(page, Sources.BACK)
    assert page.title[0].value == Sources.TITLE


def test_a_pdf_is_read_with_its_pages_marked(app: Served, shelf: Shelf) -> None:
    pdf = samples()[0].documents / "policies" / "records-retention.pdf"
    app.handrail.library.upload(shelf.curator(), pdf.name, pdf.read_bytes(), Label(Tier.PUBLIC))
    page = press(seen(app, "sources", shelf.curator()), "retention")
    assert not page.error
    assert '<p class="page">Page 2</p>' in words(page)


def test_a_document_one_may_not_see_is_no_such_document(
    stocked: Served, shelf: Shelf, principal: MakePrincipal
) -> None:
    hidden = shelf.put("salaries.md", "Secret figures.", tier=Tier.RESTRICTED)
    for document in (hidden.id, "0" * 16, "?"):
        page = seen(stocked, "sources", principal(), document=document)
        assert page.error[0].value == plain(str(NoSuchDocument()))
        assert Sources.BACK in labels(page)


def test_an_earlier_version_says_so_and_leads_to_the_present_one(
    shelf: Shelf, app: Served, principal: MakePrincipal
) -> None:
    before = shelf.put("fees.md", "It costs 5 euros.")
    after = shelf.put("fees.md", "It costs 7 euros.")
    page = seen(app, "sources", principal(), document=before.id, version=before.version)
    assert "5 euros" in words(page)
    assert page.warning[0].value == Sources.EARLIER
    page.selectbox[0].set_value(after.version).run()
    assert "7 euros" in words(page)
    assert [each.split(",")[0] for each in page.selectbox[0].options] == ["Present", "Earlier"]
    assert not page.warning


def test_a_document_out_of_force_says_so(stocked: Served, principal: MakePrincipal) -> None:
    page = seen(stocked, "sources", principal())
    press(page, "leave")
    assert page.warning[0].value.startswith("This document no longer applies: until ")


def test_whoever_is_no_curator_is_told_whom_to_ask_and_offered_nothing_to_change(
    stocked: Served, shelf: Shelf, principal: MakePrincipal
) -> None:
    page = seen(stocked, "sources", principal())
    assert Sources.ASK_CURATOR in words(page)
    assert not page.tabs
    assert not page.file_uploader
    press(page, "travel")
    assert Sources.REMOVE not in labels(page)


def test_an_empty_library_says_what_to_do(
    shelf: Shelf, app: Served, principal: MakePrincipal
) -> None:
    assert "A curator of your organisation" in words(seen(app, "sources", principal()))
    assert Sources.NOTHING_CURATOR in words(seen(app, "sources", shelf.curator()))


def test_files_can_only_be_classified_up_to_ones_own_clearance(
    app: Served, principal: MakePrincipal
) -> None:
    page = seen(app, "sources", principal(clearance=Tier.CONFIDENTIAL, roles=("curator",)))
    tiers = page.segmented_control(key="sources-new-tier")
    assert tiers.options == ["Public", "Internal", "Confidential"]


def test_who_will_see_a_file_is_told_before_it_is_brought_in(stocked: Served, shelf: Shelf) -> None:
    page = seen(stocked, "sources", shelf.curator())
    page.segmented_control(key="sources-new-tier").set_value(Tier.CONFIDENTIAL)
    page.multiselect(key="sources-new-groups").set_value(["hr"]).run()
    assert "everyone with confidential clearance or above who is in hr" in words(page)
    assert not page.warning


def test_a_group_that_no_document_is_kept_to_is_asked_about(
    stocked: Served, principal: MakePrincipal
) -> None:
    page = seen(stocked, "sources", principal(groups=("legal",), roles=("curator",)))
    page.multiselect(key="sources-new-groups").set_value(["legal"]).run()
    assert "**legal** so far" in page.warning[0].value


def bring(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Bring files in as they are labelled on the page."""
    page.file_uploader[0].set_value([(name, content, "text/plain") for name, content in files])
    page.run()
    page.button(key="bring").click().run()
    assert not page.exception
    return page


def test_every_file_brought_in_has_its_outcome(app: Served, shelf: Shelf) -> None:
    page = bring(
        seen(app, "sources", shelf.curator()),
        ("rules.md", b"# Rules\n\nNo running."),
        ("empty.txt", b"   "),
        ("broken.docx", b"PK nonsense"),
        ("x" * 200 + ".md", b"text"),
    )
    said = words(page)
    assert "**rules.md**  \nTaken in as a new document, 1 passage." in said
    assert "**empty.txt**  \nNot taken in. There is nothing to read in this file." in said
    assert "**broken.docx**  \nNot taken in. The file is damaged or incomplete." in said
    assert "without slashes or control characters" in said
    assert titles(page) == ["Rules"]
    assert page.file_uploader[0].value == []


def test_a_file_brought_in_again_is_unchanged_or_a_new_version(app: Served, shelf: Shelf) -> None:
    page = bring(seen(app, "sources", shelf.curator()), ("rules.md", b"No running."))
    assert Sources.UNCHANGED in words(bring(page, ("rules.md", b"No running.")))
    assert "new version" in words(bring(page, ("rules.md", b"No walking.")))
    assert "2 versions" in words(page)


def test_a_file_is_seen_by_those_it_was_brought_in_for(
    app: Served, shelf: Shelf, principal: MakePrincipal
) -> None:
    page = seen(app, "sources", shelf.curator())
    page.segmented_control(key="sources-new-tier").set_value(Tier.CONFIDENTIAL).run()
    bring(page, ("bonus.md", b"Ten per cent."))
    assert not titles(seen(app, "sources", principal()))
    assert titles(seen(app, "sources", principal(clearance=Tier.CONFIDENTIAL))) == ["bonus"]


def test_what_was_not_taken_in_is_explained_until_it_is(app: Served, shelf: Shelf) -> None:
    page = bring(
        seen(app, "sources", shelf.curator()),
        ("label.md", b"---\nclassification: top\n---\nSome text."),
    )
    assert page.tabs[2].label == "Not taken in (1)"
    said = words(page)
    assert "orange-badge[Label unclear]" in said
    assert "Got 'top'" in said
    bring(page, ("label.md", b"---\nclassification: public\n---\nSome text."))
    assert page.tabs[2].label == "Not taken in"
    assert Sources.HELD_NONE in words(page)


def test_a_file_above_ones_clearance_is_held_back(app: Served, principal: MakePrincipal) -> None:
    curator = principal(clearance=Tier.INTERNAL, roles=("curator",))
    page = bring(
        seen(app, "sources", curator), ("deal.md", b"---\nclassification: restricted\n---\nText.")
    )
    assert "Above clearance" in words(page)


def test_removing_names_the_document_and_happens_only_once_confirmed(
    stocked: Served, shelf: Shelf
) -> None:
    page = seen(stocked, "sources", shelf.curator())
    press(page, "travel")
    page.button(key="remove").click().run()
    said = words(page)
    assert "**travel** (travel.md), with 1 version" in said
    assert Sources.REMOVE_FINAL in words(page)
    assert Sources.REMOVE_FOLDER in words(page)
    assert len(stocked.handrail.library.listed(shelf.curator())) == 5
    press(page, Sources.REMOVE_YES)
    assert page.success[0].value == "Removed: travel"
    assert "travel" not in titles(page)


def test_a_document_can_be_kept_after_all(stocked: Served, shelf: Shelf) -> None:
    page = seen(stocked, "sources", shelf.curator())
    press(page, "travel")
    page.button(key="remove").click().run()
    press(page, Sources.REMOVE_NO)
    assert page.title[0].value == "travel"
    assert len(stocked.handrail.library.listed(shelf.curator())) == 5


class Down:
    """A library whose database is away."""

    def listed(self, principal: object) -> list[object]:
        raise DatabaseUnavailable


def test_what_goes_wrong_is_told_with_a_way_to_try_again(
    app: Served, principal: MakePrincipal
) -> None:
    app.handrail.library = Down()  # type: ignore[assignment]
    page = seen(app, "sources", principal())
    assert "The database does not answer" in page.error[0].value
    assert Common.TRY_AGAIN in labels(page)
