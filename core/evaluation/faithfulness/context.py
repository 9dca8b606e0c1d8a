"""What an answer was given: sentences, the words and figures in them, and data if it is data."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import log
from typing import Any

from core.evaluation.faithfulness.aliases import initials, is_short_for, spelled_out
from core.evaluation.faithfulness.claims import claims
from core.evaluation.faithfulness.data import Data
from core.evaluation.faithfulness.tokens import Kind, Token, tokens
from core.evaluation.faithfulness.verbatim import Quotable

Given = str | Sequence[str] | Mapping[str, Any]
"""A text, several passages, or data; a text that is a JSON object counts as data."""

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FUZZY = 5  # letters that words of one family share: `negotiator`, `negotiating`


class Context:
    """A context ready to hold claims against. What the question says is no news either."""

    def __init__(self, given: Given, question: str = "") -> None:
        mapping = _mapping(given)
        self.data = Data(mapping) if mapping is not None else None
        self.texts = self.data.statements if self.data else _texts(given)
        self.question = frozenset(t.form for t in tokens(question) if t.is_content)

    @cached_property
    def quotable(self) -> Quotable:
        """What can be quoted word for word."""
        return Quotable(self.texts)

    @cached_property
    def sentences(self) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each sentence."""
        found = (tuple(tokens(claim.text)) for text in self.texts for claim in claims(text))
        return tuple(sentence for sentence in found if sentence)

    @cached_property
    def bags(self) -> tuple[frozenset[str], ...]:
        """The content forms of each sentence."""
        return tuple(frozenset(t.form for t in each if t.is_content) for each in self.sentences)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every form that occurs, those of grammar and short and long names included."""
        said = {t.form for each in self.sentences for t in each}
        for each in self.sentences:
            said |= spelled_out(each) | initials(each)
            said.update(a.form + b.form for a, b in pairwise(each))
        return frozenset(said)

    @cached_property
    def families(self) -> frozenset[str]:
        """The first letters of every longer form."""
        return frozenset(form[:_FUZZY] for form in self.forms if len(form) >= _FUZZY)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The value of every number, in digits or in words, and what it amounts to."""
        return self.question.union(value for each in self.sentences for value in _values(each))

    @cached_property
    def runs(self) -> frozenset[tuple[str, str]]:
        """Content forms that follow each other in a sentence."""
        return frozenset(pair for each in self.sentences for pair in pairs(each))

    @cached_property
    def sequence(self) -> Mapping[str, tuple[int, ...]]:
        """Where each form stands among all tokens in order."""
        places: dict[str, list[int]] = {}
        for place, token in enumerate(t for each in self.sentences for t in each):
            places.setdefault(token.form, []).append(place)
        return {form: tuple(found) for form, found in places.items()}

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """The idf of every content form over the sentences."""
        counts: dict[str, int] = {}
        for bag in self.bags:
            for form in bag:
                counts[form] = counts.get(form, 0) + 1
        return {form: log(1 + len(self.bags) / count) for form, count in counts.items()}

    @property
    def rarest(self) -> float:
        """What a form weighs that does not occur."""
        return log(2 + len(self.bags))

    def knows(self, token: Token) -> bool:
        """Whether the word occurs, here or in the question, in one form or another."""
        return (
            token.form in self.forms
            or token.form in self.question
            or is_short_for(token, self.forms)
        )

    def is_related(self, form: str) -> bool:
        """Whether a form of the same family occurs."""
        return len(form) >= _FUZZY and form[:_FUZZY] in self.families


def pairs(sentence: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The content forms of a sentence two by two."""
    content = [t.form for t in sentence if t.is_content]
    return pairwise(content)


def _mapping(given: Given) -> Mapping[str, Any] | None:
    if isinstance(given, Mapping):
        return given
    if isinstance(given, str) and given.lstrip().startswith("{"):
        try:
            found = json.loads(given)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None
    return None


def _texts(given: Given) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(map(str, given))


def _values(sentence: Sequence[Token]) -> Iterator[str]:
    """The numbers of a sentence; a million behind one multiplies it, a time is also one of 12 hours."""
    for token, after in zip(sentence, (*sentence[1:], None), strict=True):
        if token.kind not in (Kind.FIGURE, Kind.NUMBER):
            continue
        yield token.form
        if after and after.text.lower() in _SCALES and ":" not in token.form:
            yield f"{float(token.form) * _SCALES[after.text.lower()]:.10g}"
        if ":" in token.form:
            hour, _, minute = token.form.partition(":")
            yield from (hour.lstrip("0") or "0", f"{(int(hour) + 11) % 12 + 1}")
            yield f"{(int(hour) + 11) % 12 + 1:02d}:{minute}"
