"""An assistant that says what it is told to, question by question."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from core.answering.refusals import refusal
from core.answering.service import Assistant, Event, Piece
from core.domain.access import Principal, Tier
from core.domain.answer import Answer, Citation, Question, RefusalKind, Usage
from core.domain.document import Chunk, Label, Provenance
from core.domain.release import Release
from core.domain.retrieval import Hit, Scores
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AsWhom, Case

RELEASE = Release(prompt="p", route=("scripted",), embedding="hash")
READER = AsWhom("acme")

Reply = str | RefusalKind | BaseException
"""What is answered, why it is refused, or what goes wrong."""


class Scripted:
    """Gives the replies of a question in turn, the last one again and again; `heard` is who asked."""

    def __init__(
        self,
        replies: Mapping[str, list[Reply]] | None = None,
        release: Release = RELEASE,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self.release = release
        self.heard: list[tuple[Principal, Question]] = []
        self._replies = {question: list(each) for question, each in (replies or {}).items()}
        self._before = before

    def stream(self, principal: Principal, question: Question) -> Iterator[Event]:
        self._before()
        self.heard.append((principal, question))
        replies = self._replies.get(question.text, ["Yes [1]."])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if isinstance(reply, BaseException):
            raise reply
        if isinstance(reply, RefusalKind):
            yield Answer(question, "Refused.", "id", self.release.id, refusal=refusal(reply))
            return
        yield Piece(reply, (CITATION,))
        yield Answer(
            question,
            reply,
            "id",
            self.release.id,
            (CITATION,),
            hits=(HIT,),
            usage=Usage("scripted", 10, 2, 0.001, search_ms=1.5, model_ms=2.5),
        )

    @property
    def assistant(self) -> Assistant:
        return cast(Assistant, self)


PROVENANCE = Provenance(
    "d1", "ab" * 32, "a.md", "A", 5, 9, ("A",), label=Label(Tier.INTERNAL, frozenset({"works"}))
)
HIT = Hit(Chunk("00a1", "Yes.", "A", PROVENANCE), Scores(dense=0.5, fused=0.7, reranked=0.8))
CITATION = Citation(1, "00a1", PROVENANCE, "Yes.", 5, 9)


def as_principal(who: AsWhom) -> Principal:
    """Whoever asks, for an hour."""
    until = datetime.now(UTC) + timedelta(hours=1)
    return Principal(who.tenant, "evaluation", until, who.clearance, who.groups)


def suite(*questions: str, name: str = "small") -> Suite:
    """A suite of a reader of `acme`, a case a question: `c1`, `c2` and so on."""
    cases = (Case(f"c{i}", each, READER) for i, each in enumerate(questions, start=1))
    return Suite(name, Path(name), "", "acme", tuple(cases))
