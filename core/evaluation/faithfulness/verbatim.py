"""Word-for-word quotes, whatever their white space, case, Markdown and quotation marks."""

import re
from collections.abc import Iterable
from functools import cached_property

from core.evaluation.faithfulness.claims import claims
from core.evaluation.faithfulness.tokens import CITATION
from core.inference.extractive.units import units
from core.inference.extractive.values import Passage

_MARKUP = re.compile(r"[*_`#>|\\\"'“”‘’«»]+")
_DASHES = re.compile(r"\s*[-–—]\s*")
_ENDS = " .,:;!?"


def flat(text: str) -> str:
    """The text as it is compared: lower case, single spaces, no marks, nothing at its end."""
    plain = _MARKUP.sub("", CITATION.sub("", text))
    return " ".join(_DASHES.sub("-", plain).lower().split()).strip(_ENDS)


class Quotable:
    """Texts of which whole sentences, list items and table rows can be quoted.

    A part of a sentence is no quote: what was left out may have been the condition.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    @cached_property
    def _wholes(self) -> frozenset[str]:
        wholes = {flat(claim.text) for text in self._texts for claim in claims(text)}
        passages = [Passage(number, "", text) for number, text in enumerate(self._texts)]
        quoted = {flat(sentence.text) for unit in units(passages) for sentence in unit.quoted()}
        lines = {flat(line) for text in self._texts for line in text.splitlines()}
        return frozenset(wholes | quoted | lines) - {""}

    def holds(self, claim: str) -> bool:
        """Whether the claim is a whole sentence, item, row or line of one of the texts."""
        return flat(claim) in self._wholes
