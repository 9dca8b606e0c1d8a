"""Why a passage stands where it does, in sentences for people who look into a search."""

from collections.abc import Mapping
from typing import NamedTuple

from core.retrieval.rerank import Query
from core.retrieval.rerankers.matching import TOKEN, Finder, tokens

PARTS = {
    "dense": "its nearness in meaning",
    "sparse": "its score by words",
    "saturation": "how many of the question's words it holds",
    "opening": "words of the question in its opening",
    "sentence": "words of the question in one sentence",
    "window": "words of the question in one stretch",
    "adjacent": "words side by side as in the question",
    "near": "words of the question near each other",
    "length": "its length",
    "fused": "its fused score",
}
NAMED = 3  # parts worth naming on each side
SLIGHT = 0.01  # points of a score from 0 to 1 that nobody would see


class Word(NamedTuple):
    """A word as it was asked; its idf among what the asker may see, and whether it stands there."""

    spelled: str
    lexeme: str
    idf: float
    absent: bool


class Span(NamedTuple):
    """From `start`, included, to `end`, excluded."""

    start: int
    end: int


def asked(query: Query) -> tuple[Word, ...]:
    """The question's words as the index knows them, rarest first, in the asker's spelling."""
    spoken = tokens(query.text)
    spelling = {
        query.terms[match.term]: spoken[match.at]
        for match in reversed(Finder(query.terms, spoken).matches(spoken))
    }
    return tuple(
        Word(spelling.get(lexeme, lexeme), lexeme, idf, lexeme in query.absent)
        for lexeme, idf in query.idf.items()
    )


def standing(query: Query, text: str) -> tuple[Span, ...]:
    """Where the question's words stand in a text."""
    places = [Span(*match.span()) for match in TOKEN.finditer(text)]
    words = [text[place.start : place.end].lower() for place in places]
    return tuple(places[match.at] for match in Finder(query.terms, words).matches(words))


def searches(dense: bool, sparse: bool, depth: int) -> str:
    """Which of the two searches had it among its `depth` best."""
    if dense and sparse:
        return f"Both searches found it among their {depth} best."
    if dense:
        return "Only the vector search found it: near in meaning, too few of the question's words."
    return "Only the word search found it: words of the question, not near enough in meaning."


def words(query: Query, matches: Mapping[str, int]) -> str:
    """The question's words it holds and those it lacks, rarest first, with their idf."""
    known = [word for word in asked(query) if not word.absent]
    if not known:
        return ""
    held = [word for word in known if word.lexeme in matches]
    lacking = [word for word in known if word.lexeme not in matches]
    if not held:
        return "It holds none of the question's words."
    return f"Holds {_listed(held)}{f'; lacks {_listed(lacking)}' if lacking else ''}."


def _listed(chosen: list[Word]) -> str:
    return ", ".join(f"“{word.spelled}” (idf {word.idf:.1f})" for word in chosen)


def fusion(near: float | None, matching: float | None, weight: float) -> str:
    """How the fused score came about, from the two scores scaled to 0..1 (None: not found)."""
    score = weight * (near or 0.0) + (1 - weight) * (matching or 0.0)
    return (
        f"Fused {score:.2f} = {weight:.2g} × {near or 0.0:.2f} by meaning"
        f" + {1 - weight:.2g} × {matching or 0.0:.2f} by words."
    )


def reranking(climbed: int | None) -> str:
    """By how many ranks reranking moved it; None where fusion ranked it too low for that."""
    if climbed is None:
        return "Fused too low to be reranked."
    if climbed == 0:
        return "Reranking left it where it was."
    way, ranks = "up" if climbed > 0 else "down", "rank" if abs(climbed) == 1 else "ranks"
    return f"Reranking moved it {way} {abs(climbed)} {ranks}."


def pushing(pushes: Mapping[str, float]) -> str:
    """The parts of the reranker's score that count most for and against it; nothing if not known."""
    strongest = sorted(pushes.items(), key=lambda part: -abs(part[1]))
    up = [_push(*part) for part in strongest if part[1] >= SLIGHT][:NAMED]
    down = [_push(*part) for part in strongest if part[1] <= -SLIGHT][:NAMED]
    sides = (
        f"for it {', '.join(up)}" if up else "",
        f"against it {', '.join(down)}" if down else "",
    )
    told = "; ".join(filter(None, sides))
    return f"Beside the average candidate: {told}." if told else ""


def tipping(pushes: Mapping[str, float], climbed: int | None) -> str:
    """What counted most for a passage that reranking moved up, or against one that it moved down."""
    weighed = {part: points for part, points in pushes.items() if part != "fused"}
    if not climbed or not weighed:
        return ""
    if climbed > 0:
        return f"Most for it: {PARTS[max(weighed, key=weighed.__getitem__)]}."
    return f"Most against it: {PARTS[min(weighed, key=weighed.__getitem__)]}."


def _push(part: str, points: float) -> str:
    return f"{PARTS[part]} {points:+.2f}".replace("-", "−")
