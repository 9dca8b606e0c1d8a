"""An extract as the text of a reply: sentences as they stand, each run followed by its mark."""

from collections.abc import Iterator, Sequence

from core.inference.extractive.units import is_item, is_row
from core.inference.extractive.values import Extract, Passage, Sentence

REFUSED = "REFUSED: "


def pieces(extract: Extract, passages: Sequence[Passage]) -> Iterator[str]:
    """The reply, sentence by sentence; joined without anything between, it is the whole.

    Take its marks out, and every line of it is an exact substring of the passage marked behind it.
    """
    if extract.refusal:
        yield REFUSED + extract.refusal
        return
    texts = {each.id: each.text for each in passages}
    following = (*extract.sentences[1:], None)
    for sentence, after in zip(extract.sentences, following, strict=True):
        yield sentence.text + _joint(sentence, after, texts[sentence.passage_id])


def _joint(one: Sentence, other: Sentence | None, text: str) -> str:
    """What stands between two sentences: their own white space or a line break, or a mark first."""
    if other and other.passage_id == one.passage_id:
        between = text[one.end : other.start]
        if between and between.isspace() and "\n\n" not in between:
            return between
        if _stands_alone(one) or _stands_alone(other):
            return "\n" if _alike(one, other) else "\n\n"
    return _mark(one) + _gap(one, other)


def _mark(sentence: Sentence) -> str:
    # in a table's last line a mark would be a cell too many, which Markdown drops
    return f"\n\n[{sentence.passage_id}]" if is_row(sentence.text) else f" [{sentence.passage_id}]"


def _gap(one: Sentence, other: Sentence | None) -> str:
    if other is None:
        return ""
    return "\n\n" if _stands_alone(one) or _stands_alone(other) else " "


def _stands_alone(sentence: Sentence) -> bool:
    return is_row(sentence.text) or is_item(sentence.text)


def _alike(one: Sentence, other: Sentence) -> bool:
    return is_row(one.text) == is_row(other.text) and _stands_alone(one) == _stands_alone(other)
