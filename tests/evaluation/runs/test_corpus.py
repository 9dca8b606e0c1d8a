from collections.abc import Callable
from datetime import date

import pytest

from core.domain.access import Tier
from core.domain.document import Effective
from core.evaluation.runs.corpus import corpus
from core.store import corpus as writing
from core.store.errors import NoSuchTenant
from tests.conftest import Shelf

Change = Callable[[Shelf], object]


def digest(shelf: Shelf, tenant: str = "acme") -> str:
    return corpus(shelf.store, shelf.curator(tenant))


def fill(shelf: Shelf, tenant: str = "acme") -> None:
    shelf.put("a.md", "The hotel limit is 120 euros.", tenant=tenant)
    shelf.put("b.md", "The fee is 3 euros.", tenant=tenant, tier=Tier.RESTRICTED, groups=("hr",))


def take_out(shelf: Shelf) -> None:
    document = shelf.put("b.md", "The fee is 3 euros.", tier=Tier.RESTRICTED)
    with shelf.store.scoped(shelf.curator()) as db:
        writing.remove(db, [document.id])


@pytest.mark.parametrize(
    "change",
    [
        lambda shelf: shelf.put("a.md", "The hotel limit is 130 euros."),
        lambda shelf: shelf.put("c.md", "Something else."),
        lambda shelf: shelf.put("a.md", "The hotel limit is 120 euros.", tier=Tier.PUBLIC),
        lambda shelf: shelf.put("a.md", "The hotel limit is 120 euros.", groups=("hr",)),
        lambda shelf: shelf.put(
            "a.md", "The hotel limit is 120 euros.", effective=Effective(date(2025, 1, 1))
        ),
        take_out,
    ],
)
def test_the_digest_changes_with_whatever_can_be_found(shelf: Shelf, change: Change) -> None:
    fill(shelf)
    before = digest(shelf)
    change(shelf)
    assert digest(shelf) != before


def test_the_digest_is_the_same_for_the_same_documents_of_another_collection(shelf: Shelf) -> None:
    shelf.add_tenant("other")
    fill(shelf)
    fill(shelf, "other")
    assert digest(shelf) == digest(shelf, "other")


def test_a_tenant_that_is_not_there_has_no_digest(shelf: Shelf) -> None:
    with pytest.raises(NoSuchTenant):
        digest(shelf, "nobody")
