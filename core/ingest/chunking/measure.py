"""Sizes in word pieces of the embedder, and how the limit is shared out."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.domain.errors import Permanent

SMALLEST_LIMIT = 32
_ELLIPSIS = "…"


class LimitTooSmall(Permanent):
    """Chunks cannot be made this small. Use an embedder that reads at least 32 word pieces."""


@dataclass(slots=True)
class Measure:
    """Counts word pieces, remembering what is asked for often, within one limit.

    A chunk that repeats as much as it may still has room for its longest part: headings,
    repeated words and part take at most 25, 35 and 38 hundredths of the limit.
    """

    count: Callable[[str], int]
    limit: int
    known: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.limit < SMALLEST_LIMIT:
            raise LimitTooSmall(f"Limit: {self.limit}")

    @property
    def heading_room(self) -> int:
        """Word pieces for the title and heading path."""
        return self.limit * 25 // 100

    @property
    def repeat_room(self) -> int:
        """Word pieces for a lead-in, rule, caption or header that is repeated."""
        return self.limit * 35 // 100

    @property
    def part_room(self) -> int:
        """Word pieces of the longest part that is kept whole at any cost."""
        return self.limit * 38 // 100

    def repeated(self, text: str) -> int:
        """The size of a text that comes up again and again, such as a header or a path."""
        if text not in self.known:
            self.known[text] = self.count(text) if text else 0
        return self.known[text]

    def shorten(self, text: str, room: int) -> str:
        """`text` if it fits into `room`, else its beginning and its end around an ellipsis."""
        size, words = self.repeated(text), text.split()
        keep = len(words)
        while size > room and keep > 1:
            keep = min(keep - 1, keep * room // max(size, 1))
            head, tail = keep - keep // 3, keep // 3
            text = " ".join([*words[:head], _ELLIPSIS, *words[len(words) - tail :]])
            size = self.count(text)
        return text if size <= room else self._cut(text, room)

    def _cut(self, text: str, room: int) -> str:
        while text and self.count(text + _ELLIPSIS) > room:
            text = text[: len(text) // 2]
        return text + _ELLIPSIS if text else ""
