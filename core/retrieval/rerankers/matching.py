"""Where the words of a question stand in passages."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+|[.!?;:](?=\s)|[\n|]")
ENDS = (".", "!", "?", ";", ":", "\n", "|")
SENTENCE_END = -1
SHORT = 3  # lexemes up to this length match only words a little longer: "art" is not "article"


class Match(NamedTuple):
    """A word of the question in a passage: which one, at which word, in which sentence."""

    term: int
    at: int
    sentence: int


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, and the marks that end its sentences, lines and cells."""
    return TOKEN.findall(text.lower())


class Finder:
    """Finds the words that lexemes stand for, and needs no stemmer to do so.

    A lexeme is the beginning of its words, but for a final "i" that stood for another vowel
    ("studi" of "study"). What this overlooks or confuses is little.
    """

    def __init__(self, lexemes: Sequence[str], vocabulary: Iterable[str]) -> None:
        """For `lexemes`, known by their numbers from then on, in texts made of `vocabulary`."""
        self._stems = {_stem(lexeme): number for number, lexeme in enumerate(lexemes)}
        self._lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        width = min([2, *self._lengths])
        heads = {stem[:width] for stem in self._stems}  # most words begin like no lexeme at all
        known = ((word, self._term(word)) for word in vocabulary if word[:width] in heads)
        self._terms = {word: term for word, term in known if term is not None}
        self._terms.update(dict.fromkeys(ENDS, SENTENCE_END))

    def _term(self, word: str) -> int | None:
        for length in self._lengths:
            term = self._stems.get(word[:length])
            if term is not None and (length > SHORT or len(word) <= length + 2):
                return term
        return None

    def matches(self, words: Sequence[str]) -> list[Match]:
        """The lexemes among the tokens of a text, in their order."""
        found, sentence = [], 0
        for at, term in enumerate(map(self._terms.get, words)):
            if term is None:
                continue
            if term == SENTENCE_END:
                sentence += 1
            else:
                found.append(Match(term, at, sentence))
        return found


def _stem(lexeme: str) -> str:
    return lexeme[:-1] if lexeme.endswith("i") and len(lexeme) > SHORT else lexeme
