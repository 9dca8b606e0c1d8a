"""Text that was lost or spoilt."""

import pytest

from core.domain.document import PageStart
from core.readiness.documents.lost_text import found
from core.readiness.finding import Kind
from tests.readiness.documents.making import PARKING, document


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("mojibake", "RenÃ©e keeps the list."),
        ("glyphs", "The (cid:12)nal o(cid:13)ce closes."),
        ("gap", "The limit is [illegible] a night."),
        ("masked", "The caf? and the entit?lement end with the b?r."),
        ("misread", "A c1inic and a po1icy. A clinic has a policy."),
        ("hyphens", "The appro-\nval and the depart-\nment. An approval by the department."),
        ("spaced", "P O L I C Y on L E A V E for all"),
        ("glued", "theemployeeneedsanagreementbefore itisbookedthroughthetraveldesk"),
    ],
)
def test_spoilt_text_is_found(key: str, text: str) -> None:
    findings = list(found([document("a.md", f"# Leave\n\n{text}\n")]))
    assert key in {each.key for each in findings}
    assert {each.kind for each in findings} == {Kind.LOST_TEXT}


def test_pages_without_text_are_named() -> None:
    pages = (PageStart(1, 0), PageStart(2, len(PARKING)), PageStart(3, len(PARKING)))
    (finding,) = found([document("scan.pdf", PARKING, pages=pages)])
    assert "page 2, 3" in finding.what


def test_ordinary_text_with_codes_links_and_accents_is_not_spoilt() -> None:
    text = (
        "Café, naïve, Zoë and a pre- and post-check. See https://a.example/?q=c1inic&x=1 or mail "
        "l1ne@a.example. The k8s and i18n teams use form A4 and 3rd-party b2b tools. Really?Yes."
    )
    assert list(found([document("a.md", f"# Names\n\n{text}\n")])) == []
