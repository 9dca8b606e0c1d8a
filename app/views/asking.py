"""A question under way, in a thread of its own: a page can be drawn, left or used meanwhile."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from core.answering.service import Event, Piece
from core.domain.answer import Answer, Question
from core.inference.router import Restarted


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: the text so far, and at last the answer or what went wrong."""

    text: str
    seconds: float
    restarted: bool = False
    answer: Answer | None = None
    error: Exception | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.answer is not None or self.error is not None


class Asking:
    """Follows the events of an answer, whoever looks."""

    def __init__(self, question: Question, events: Iterator[Event]) -> None:
        """Begins at once."""
        self.question = question
        self._began = monotonic()
        self._pieces: list[str] = []
        self._restarted = False
        self._answer: Answer | None = None
        self._error: Exception | None = None
        self._stopped = threading.Event()
        self._news = threading.Condition()
        threading.Thread(target=self._follow, args=(events,), name="asking", daemon=True).start()

    def progress(self, wait: float = 0.0) -> Progress:
        """How far it is now, or as soon as it is over within `wait` seconds."""
        with self._news:
            self._news.wait_for(lambda: self._answer or self._error, wait)
            return Progress(
                "\n\n".join(self._pieces),
                monotonic() - self._began,
                self._restarted,
                self._answer,
                self._error,
            )

    def stop(self) -> None:
        """Follow no further; what is on record of it stays there."""
        self._stopped.set()

    def _follow(self, events: Iterator[Event]) -> None:
        try:
            for event in events:
                if self._stopped.is_set():
                    return
                self._take(event)
        except Exception as error:
            with self._news:
                self._error = error
                self._news.notify_all()

    def _take(self, event: Event) -> None:
        with self._news:
            match event:
                case Piece(text):
                    self._pieces.append(text)
                case Restarted():
                    self._pieces.clear()
                    self._restarted = True
                case Answer():
                    self._answer = event
                    self._news.notify_all()
