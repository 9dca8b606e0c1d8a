"""A served app without a server: real database and library, a scripted model, a door that tests turn."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.answering.service import Assistant
from core.audit import Audit
from core.bootstrap import Handrail, serving
from core.domain.access import Principal
from core.domain.answer import RefusalKind
from core.domain.errors import HandrailError
from core.domain.release import Release
from core.inference.router import Model
from core.inference.scripted import ScriptedModel
from core.ingest.pipeline import Ingest
from core.settings import Settings
from tests.conftest import Shelf

MAIN = Path(__file__).parents[2] / "app" / "main.py"
RELEASE = Release(prompt="p", route=("scripted",), embedding="hash")
PATIENCE = 30  # seconds


@dataclass
class Turnstile:
    """A door that lets in as whoever it is set to, or nobody."""

    lets_in: Principal | HandrailError

    def admit(self, headers: Mapping[str, str]) -> Principal:
        if isinstance(self.lets_in, HandrailError):
            raise self.lets_in
        return self.lets_in


@dataclass
class Served:
    """Handrail as pages find it, and the door to it."""

    handrail: Handrail
    shelf: Shelf
    door: Turnstile

    def answers_with(self, model: Model) -> None:
        audit = Audit(self.shelf.store)
        self.handrail.assistant = Assistant(
            self.shelf.store, self.shelf.searcher(), model, audit, RELEASE
        )

    def opened(self) -> AppTest:
        """The app in a new window."""
        return AppTest.from_file(str(MAIN), default_timeout=PATIENCE).run()


@contextmanager
def served(shelf: Shelf, home: Path, patch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The app over a shelf, visited by its reader; the evidence check lets whatever is found pass."""
    patch.setattr(
        "core.answering.service.judge",
        lambda _, hits, *__: None if hits else RefusalKind.NO_EVIDENCE,
    )
    handrail = Handrail(Settings(home=home), shelf.database)
    handrail.store = shelf.store
    handrail.ingest = Ingest(shelf.store, shelf.embedder, RELEASE.chunking, 2**20)
    door = Turnstile(shelf.principal())
    made = Served(handrail, shelf, door)
    made.answers_with(ScriptedModel([]))
    serving.begin(serving.Serving(handrail, door))
    yield made
    serving.end()
