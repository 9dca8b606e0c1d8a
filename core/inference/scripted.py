"""A model that says what it is told to, for tests."""

from collections.abc import Iterator, Sequence

from core.inference.errors import NoModelAvailable
from core.inference.router import Completion, Delta, Message, Restarted


class ScriptedModel:
    """Gives `replies` in turn, and remembers what it was asked in `asked`."""

    def __init__(self, replies: Sequence[str]) -> None:
        """Once the replies have run out it is unavailable."""
        self._replies = list(replies)
        self.asked: list[list[Message]] = []

    def complete(self, messages: Sequence[Message]) -> Completion:
        """The next reply."""
        self.asked.append(list(messages))
        if not self._replies:
            raise NoModelAvailable
        text = self._replies.pop(0)
        return Completion(text, "scripted", len(str(messages).split()), len(text.split()), 0.0)

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Restarted | Completion]:
        """The next reply, word by word."""
        whole = self.complete(messages)
        for word in whole.text.split(" "):
            yield Delta(f"{word} ")
        yield whole
