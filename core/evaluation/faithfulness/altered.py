"""Quotes that were altered where it matters: a sentence of the context, but for one thing."""

from collections.abc import Sequence

from core.evaluation.faithfulness.tokens import Kind, Token
from core.evaluation.faithfulness.wording import CONDITIONS, NEGATIONS

LEAST = 5  # tokens that the two have in common


def is_altered(claim: Sequence[Token], sentence: Sequence[Token]) -> bool:
    """Whether the claim is the sentence with a figure or name changed, denied, or not denied any
    more, or without what it depends on."""
    before = _common(claim, sentence)
    after = _common(claim[before:][::-1], sentence[before:][::-1])
    if before + after < LEAST:
        return False
    ours, theirs = claim[before : len(claim) - after], sentence[before : len(sentence) - after]
    if len(ours) == len(theirs) == 1:
        return _is_exchange(ours[0], theirs[0])
    if not ours and theirs and theirs[0].form in CONDITIONS:
        return True
    return len(ours) + len(theirs) == 1 and (*ours, *theirs)[0].form in NEGATIONS


def _common(one: Sequence[Token], other: Sequence[Token]) -> int:
    """How many forms the two have in common from their beginning on."""
    pairs = zip(one, other, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if a.form != b.form), min(len(one), len(other))
    )


def _is_exchange(ours: Token, theirs: Token) -> bool:
    if Kind.FIGURE in (ours.kind, theirs.kind):
        return ours.kind is theirs.kind
    return all(t.kind is Kind.CONTENT and t.text[0].isupper() for t in (ours, theirs))
