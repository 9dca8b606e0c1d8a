"""What a claim looks like beside its context, in numbers."""

import re
from collections.abc import Sequence
from math import log1p
from typing import NamedTuple

from core.evaluation.faithfulness.claims import Claim
from core.evaluation.faithfulness.context import Context, pairs
from core.evaluation.faithfulness.flags import told
from core.evaluation.faithfulness.hours import agree, statements
from core.evaluation.faithfulness.tokens import Kind, Token, tokens
from core.evaluation.faithfulness.wording import HEDGES, NEGATIONS, OPPOSITES, SELF, SWEEPING

_MISSING = re.compile(
    r"\b(?:not|n't|no)\b[^.]{0,40}\b(?:mention|provide|specif|state|contain|information|include|"
    r"detail|clear)|\bunable to\b|\bcannot (?:answer|determine)|\bbased on (?:the )?given\b",
    re.IGNORECASE,
)
WINDOW = 6
RELATED = 0.4  # the novelty of a word of which another of its family occurs


class Features(NamedTuple):
    """One claim. Shares lie between 0 and 1, counts are logarithms of one more."""

    novel: float  # content words that occur nowhere in the context
    novel_count: float
    densest: float  # the most such words in any six content words in a row
    novel_pairs: float  # neighbouring content words that are no neighbours in the context
    strangers: float  # neighbours both of which occur, never in one sentence
    uncopied: float  # the claim beyond its longest run copied from the context
    unaligned: float  # its content, by rarity, beyond the sentence that covers most of it
    unaligned_two: float  # the same, beyond the best two sentences
    figures: float  # figures whose value stands nowhere
    number_words: float  # numbers in words, likewise
    stray_figures: float  # figures that stand elsewhere than near the words they stand by here
    names: float  # capitalised words, not at the claim's start, that occur nowhere
    negation: float  # denied here and not in the aligned sentence, or the other way round
    opposite: float  # a word whose opposite stands in the aligned sentence instead
    unhedged: float  # what the aligned sentence only holds possible, said without reserve
    sweeping: float  # all, only, never where the aligned sentence has none of them
    speaker: float  # a speaker's own self, of which no context tells
    missing: float  # a statement that something is not said
    flags_right: float  # flags of data told as they are
    flags_wrong: float
    flags_unknown: float  # flags told that the data leave open
    hours_right: float
    hours_wrong: float


NAMES = Features._fields
SPEAKS_FOR = frozenset({"missing", "flags_right", "hours_right"})
"""The features of which more means more support; of all others more means less."""


def features(claim: Claim, context: Context) -> Features:
    """The features of one claim."""
    sentence = tokens(claim.text)
    content = [token for token in sentence if token.is_content]
    words = [token for token in content if token.kind is Kind.CONTENT]
    novelty = [_novelty(token, context) for token in words]
    aligned = _aligned(content, context)
    beside = _beside(aligned.best, context)
    rights = _data(claim, context)
    return Features(
        novel=_share(sum(novelty), len(novelty)),
        novel_count=log1p(sum(novelty)),
        densest=_densest(novelty),
        novel_pairs=_novel_pairs(sentence, context),
        strangers=_strangers(sentence, context),
        uncopied=1 - _share(_longest_run(sentence, context), len(sentence)),
        unaligned=1 - aligned.one,
        unaligned_two=1 - aligned.two,
        figures=log1p(len(absent_figures(sentence, context))),
        number_words=log1p(sum(_is_absent(t, context, Kind.NUMBER) for t in sentence)),
        stray_figures=log1p(_stray_figures(sentence, context)),
        names=log1p(len(absent_names(sentence, context))),
        negation=float(_has(sentence, NEGATIONS) != _has(beside, NEGATIONS)) * aligned.one,
        opposite=_opposite(words, aligned.best, context),
        unhedged=float(_has(beside, HEDGES) and not _has(sentence, HEDGES)) * aligned.one,
        sweeping=float(_has(sentence, SWEEPING) and not _has(beside, SWEEPING)),
        speaker=float(_has(sentence, SELF) and not context.forms & SELF),
        missing=float(bool(_MISSING.search(claim.text))),
        **rights,
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _novelty(token: Token, context: Context) -> float:
    if context.knows(token):
        return 0.0
    return RELATED if context.is_related(token.form) else 1.0


def _densest(novelty: Sequence[float]) -> float:
    if not novelty:
        return 0.0
    starts = range(max(1, len(novelty) - WINDOW + 1))
    return max(sum(novelty[start : start + WINDOW]) for start in starts) / WINDOW


def _novel_pairs(sentence: Sequence[Token], context: Context) -> float:
    found = list(pairs(sentence))
    return _share(sum(pair not in context.runs for pair in found), len(found))


def _strangers(sentence: Sequence[Token], context: Context) -> float:
    found = list(pairs(sentence))
    known = [p for p in found if p[0] in context.forms and p[1] in context.forms]
    apart = sum(not any(a in bag and b in bag for bag in context.bags) for a, b in known)
    return _share(apart, len(found))


def _longest_run(sentence: Sequence[Token], context: Context) -> int:
    """The most tokens in a row that follow each other so in the context."""
    longest, ending = 0, dict[int, int]()
    for token in sentence:
        ending = {
            place: ending.get(place - 1, 0) + 1 for place in context.sequence.get(token.form, ())
        }
        longest = max(longest, max(ending.values(), default=0))
    return longest


class _Aligned(NamedTuple):
    best: int
    one: float
    two: float


def alignment(sentence: Sequence[Token], context: Context) -> Sequence[Token]:
    """The sentence of the context that covers most of a claim, or nothing."""
    return _beside(_aligned([each for each in sentence if each.is_content], context).best, context)


def _aligned(content: Sequence[Token], context: Context) -> _Aligned:
    """The sentence that covers most of the content by rarity, what it covers, and the best two."""
    wanted = {token.form for token in content if token.form not in context.question}
    weights = {form: context.rarity.get(form, context.rarest) for form in wanted}
    total = sum(weights.values())
    if not total or not context.bags:
        return _Aligned(-1, 1.0 if not total else 0.0, 1.0 if not total else 0.0)
    covered = [sum(weights[form] for form in wanted & bag) for bag in context.bags]
    best = max(range(len(covered)), key=covered.__getitem__)
    left = wanted - context.bags[best]
    more = max(sum(weights[form] for form in left & bag) for bag in context.bags)
    return _Aligned(best, covered[best] / total, (covered[best] + more) / total)


def _beside(best: int, context: Context) -> Sequence[Token]:
    return context.sentences[best] if best >= 0 else ()


def _has(sentence: Sequence[Token], wanted: frozenset[str]) -> bool:
    return any(token.text.lower().replace("’", "'") in wanted for token in sentence)


def _is_absent(token: Token, context: Context, kind: Kind) -> bool:
    return token.kind is kind and token.form not in context.figures


def absent_figures(sentence: Sequence[Token], context: Context) -> list[Token]:
    """The figures of a claim whose value stands nowhere in the context."""
    return [token for token in sentence if _is_absent(token, context, Kind.FIGURE)]


def absent_names(sentence: Sequence[Token], context: Context) -> list[Token]:
    """The capitalised words of a claim, its first word apart, that occur nowhere in the context."""
    return [
        token
        for token in sentence[1:]
        if token.kind is Kind.CONTENT
        and token.text[0].isupper()
        and not context.knows(token)
        and not context.is_related(token.form)
    ]


NEAR = 8


def _stray_figures(sentence: Sequence[Token], context: Context) -> int:
    content = [token for token in sentence if token.is_content]
    return sum(
        _is_stray(content, place, context)
        for place, token in enumerate(content)
        if token.kind is Kind.FIGURE and token.form in context.sequence
    )


def _is_stray(content: Sequence[Token], place: int, context: Context) -> bool:
    near = [*content[max(0, place - 2) : place], *content[place + 1 : place + 3]]
    beside = [spot for token in near for spot in context.sequence.get(token.form, ())]
    spots = context.sequence[content[place].form]
    return bool(near) and not any(abs(a - b) <= NEAR for a in spots for b in beside)


_OPPOSITES: dict[str, frozenset[str]] = {}
for _pair in OPPOSITES:
    _a, _b = (tokens(word)[0].form for word in _pair)
    _OPPOSITES[_a] = _OPPOSITES.get(_a, frozenset()) | {_b}
    _OPPOSITES[_b] = _OPPOSITES.get(_b, frozenset()) | {_a}


def _opposite(words: Sequence[Token], best: int, context: Context) -> float:
    if best < 0:
        return 0.0
    bag = context.bags[best]
    return float(
        any(w.form not in bag and _OPPOSITES.get(w.form, frozenset()) & bag for w in words)
    )


def _data(claim: Claim, context: Context) -> dict[str, float]:
    if context.data is None:
        return dict.fromkeys(NAMES[-5:], 0.0)
    flags = told(claim.text, context.data.flags)
    said = list(statements(claim.text)) if context.data.hours else []
    agreed = sum(agree(each, context.data.hours) for each in said) if context.data.hours else 0
    return {
        "flags_right": log1p(flags.right),
        "flags_wrong": log1p(flags.wrong),
        "flags_unknown": log1p(flags.unknown),
        "hours_right": log1p(agreed),
        "hours_wrong": log1p(len(said) - agreed),
    }
