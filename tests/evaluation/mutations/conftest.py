"""A small tenant to break: a policy with an exception, its predecessor and successor, and a secret."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.answering.service import Assistant
from core.audit import Audit
from core.bootstrap import Handrail
from core.domain.access import Principal, Tier
from core.domain.answer import Answer, Question
from core.domain.document import Effective
from core.domain.release import Release
from core.domain.retrieval import Hit
from core.inference.scripted import ScriptedModel
from core.settings import Settings
from tests.conftest import Shelf

RELEASE = Release(prompt="p", route=("scripted",), embedding="hash")
TODAY = date(2026, 6, 1)
REPLY = "The hotel limit is 120 euros. [{}]"

Searched = Callable[..., list[Hit]]
Asked = Callable[..., Answer]


@pytest.fixture
def handrail(shelf: Shelf, tmp_path: Path) -> Handrail:
    """Handrail over the shelf."""
    shelf.put(
        "hotel-2024.md",
        "The hotel limit was 90 euros.",
        effective=Effective(date(2024, 1, 1), date(2026, 1, 1)),
    )
    shelf.put(
        "hotel-2026.md",
        "The hotel limit is 120 euros.",
        effective=Effective(date(2026, 1, 1)),
    )
    shelf.put(
        "hotel-2100.md",
        "The hotel limit becomes 150 euros.",
        effective=Effective(date(2100, 1, 1)),
    )
    shelf.put("board.md", "The hotel limit of the board is 900 euros.", tier=Tier.CONFIDENTIAL)
    shelf.put("legal.md", "The hotel limit of counsel is 700 euros.", groups=("legal",))
    shelf.put("parking.md", "Parking is free for visitors of the garden.")
    made = Handrail(Settings(home=tmp_path), shelf.database)
    made.__dict__["store"] = shelf.store
    return made


@pytest.fixture
def searched(shelf: Shelf, handrail: Handrail) -> Searched:
    """The hits of a question, best first."""

    def search(
        question: str = "hotel limit", who: Principal | None = None, as_of: date | None = TODAY
    ) -> list[Hit]:
        searcher = shelf.searcher()
        return searcher.reranked(searcher.find(who or shelf.principal(), question, as_of=as_of))

    return search


@pytest.fixture
def asked(shelf: Shelf, handrail: Handrail, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What a question is answered when the model says that the best passage tells the limit."""
    monkeypatch.setattr("core.answering.service.judge", lambda *_: None)

    def ask(question: str = "What is the hotel limit?", who: Principal | None = None) -> Answer:
        person = who or shelf.principal()
        searcher = shelf.searcher()
        found = searcher.reranked(searcher.find(person, question, as_of=TODAY))
        sources = [hit.chunk.provenance.source for hit in found]
        at = sources.index("hotel-2026.md") + 1 if "hotel-2026.md" in sources else 1
        model = ScriptedModel([REPLY.format(at)] * 3)
        assistant = Assistant(shelf.store, searcher, model, Audit(shelf.store), RELEASE)
        *_, answer = assistant.stream(person, Question(question, as_of=TODAY))
        assert isinstance(answer, Answer)
        return answer

    return ask


def sources(hits: list[Hit]) -> list[str]:
    return [hit.chunk.provenance.source for hit in hits]
