"""A model's reply held to its passages: each sentence cited, each citation retrieved, each quote real."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.answer import Citation
from core.domain.retrieval import Hit

MARK = re.compile(r"\s*\[(\d+(?:\s*,\s*\d+)*)\]")
SPACE = re.compile(r"\s+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
QUOTED = re.compile(r"[“\"]([^”\"]{12,})[”\"]")
SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?=\s)|\n|$)")
WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Segment:
    """Some of a reply, and the numbers of the passages it cites, in the order given."""

    text: str
    cited: tuple[int, ...]


def segments(reply: str) -> Iterator[Segment]:
    """The reply's stretches of text, each with the marks that follow it; the last may have none."""
    position, pending = 0, ""
    cited: list[int] = []
    for mark in MARK.finditer(reply):
        between = reply[position : mark.start()]
        if between.strip() and cited:
            yield Segment(pending, tuple(cited))
            pending, cited = "", []
        pending += between
        cited += [int(number) for number in mark[1].split(",")]
        position = mark.end()
    if pending.strip() and cited:
        yield Segment(pending, tuple(cited))
        pending = ""
    rest = pending + reply[position:]
    if rest.strip():
        yield Segment(rest, ())


def supported(segment: Segment, hits: Sequence[Hit]) -> list[Citation]:
    """The citations a segment may stand on; none if it may not stand.

    A number no hit has is dropped. A sentence whose figures or quotations do not all stand in the
    passages it cites is not supported by them.
    """
    cited = [number for number in dict.fromkeys(segment.cited) if 1 <= number <= len(hits)]
    if not cited:
        return []
    context = " ".join(f"{hits[n - 1].chunk.prefix} {hits[n - 1].chunk.text}" for n in cited)
    if not (
        _figures(segment.text) <= _figures(context) and _quotations_stand(segment.text, context)
    ):
        return []
    return [each for number in cited for each in _citations(segment.text, number, hits[number - 1])]


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in NUMBER.findall(text)}


def _quotations_stand(text: str, context: str) -> bool:
    flat = SPACE.sub(" ", context)
    return all(SPACE.sub(" ", quote) in flat for quote in QUOTED.findall(text))


def _citations(text: str, number: int, hit: Hit) -> list[Citation]:
    provenance = hit.chunk.provenance
    return [
        Citation(
            number=number,
            chunk_id=hit.chunk.id,
            provenance=provenance,
            quote=hit.chunk.text[start:end],
            start=provenance.start + start,
            end=provenance.start + end,
        )
        for start, end in _quoted_spans(text, hit.chunk.text)
    ]


def _quoted_spans(text: str, passage: str) -> list[tuple[int, int]]:
    """Where `text` stands in `passage`: whole, else line by line, else the sentence closest to it."""
    whole = _verbatim(text, passage)
    if whole:
        return [whole]
    # the header and a later row of a table stand apart
    lines = [line for line in text.splitlines() if WORD.search(line)]
    found = [span for line in lines if (span := _verbatim(line, passage))]
    return found if found and len(found) == len(lines) else [_closest_sentence(text, passage)]


def _verbatim(text: str, passage: str) -> tuple[int, int] | None:
    """Where `text` stands in `passage`, white space aside."""
    words = text.split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), passage)
    return found.span() if found else None


def _closest_sentence(text: str, passage: str) -> tuple[int, int]:
    """The sentence of `passage` that shares most words with `text`."""
    words = set(WORD.findall(text.lower()))
    spans = [match.span() for match in SENTENCE.finditer(passage)] or [(0, len(passage))]
    best = max(
        spans, key=lambda span: len(words & set(WORD.findall(passage[slice(*span)].lower())))
    )
    return _trimmed(passage, *best)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())
