"""What the extractive model reads and what it says."""

from dataclasses import dataclass

NO_EVIDENCE = "no_evidence"
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the context; `title` is its heading path, and a cut table's header below it."""

    id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or table row as it stands in a passage, from offset `start` on."""

    passage_id: int
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Extract:
    """The sentences that answer, in the order to read them; or why there are none.

    `refusal` is `no_evidence`, `out_of_scope` or None; `score`, from 0 to 1, how likely the best
    sentence answers the question.
    """

    sentences: tuple[Sentence, ...]
    refusal: str | None
    score: float
