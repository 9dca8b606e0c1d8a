"""Right answers made wrong in one place, to see what is caught. The same seed makes the same ones."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from core.evaluation.faithfulness.claims import claims
from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.tokens import Kind, Token, tokens
from core.inference.extractive.sentences import Span

_VERB = re.compile(r"\b(?:is|are|was|were|will|can|must|should|may|has|have|had|could|would)\b")
_CONDITION = re.compile(
    r",?\s(?:if|unless|except|provided|as long as|until|without|subject to|when|only)\b[^.;\n]{8,}"
)
_INVENTED_NAMES = ("Halvorsen", "Brindlewick", "Okonkwe", "Tarrasova", "Quillfeather", "Zandvliet")
_INVENTED_SENTENCES = (
    "An independent survey in Rotterdam confirmed this last winter.",
    "Volunteers from the harbour museum have since objected to it.",
    "The orchestra postponed its anniversary concert for the same reason.",
    "Beekeepers in the northern valleys reported a similar decline.",
    "A retired locksmith later published a memoir about the affair.",
)
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Corrupted:
    """An answer with one thing changed, which stands at `span`; for what is left out, where it was."""

    kind: str
    answer: str
    span: Span


def corruptions(answer: str, context: Context, seed: int) -> Iterator[Corrupted]:
    """One corruption of each kind that the answer has a place for."""
    for kind, make in KINDS.items():
        made = make(answer, context, Random(f"{seed} {kind}"))  # noqa: S311  no secret
        if made is not None and not _stands(*made, context):
            yield Corrupted(kind, *made)


def _stands(answer: str, span: Span, context: Context) -> bool:
    """Whether what was changed into stands word for word in the context, and so is no fault."""
    changed = [each for each in claims(answer) if each.start < span[1] and span[0] < each.end]
    return all(context.quotable.holds(each.text) for each in changed)


Made = tuple[str, Span] | None
Make = Callable[[str, Context, Random], Made]


def _replaced(answer: str, token: Token, new: str) -> tuple[str, Span]:
    text = answer[: token.start] + new + answer[token.end :]
    return text, (token.start, token.start + len(new))


def _in_claims(answer: str) -> list[Token]:
    """The tokens of all claims, with their places in the answer."""
    return [
        Token(t.text, t.form, t.kind, t.start + each.start, t.end + each.start)
        for each in claims(answer)
        for t in tokens(each.text)
    ]


def _figures(answer: str, context: Context) -> list[Token]:
    return [t for t in _in_claims(answer) if t.kind is Kind.FIGURE and t.form in context.figures]


def _number_absent(answer: str, context: Context, random: Random) -> Made:
    """A figure becomes one of like size that stands nowhere in the context."""
    found = _figures(answer, context)
    if not found:
        return None
    token = random.choice(found)
    digits = re.sub(r"\D", "", token.text)
    for _ in range(_TRIES):
        new = _like(token.text, str(random.randrange(10 ** (len(digits) - 1), 10 ** len(digits))))
        form = tokens(new)[0].form
        if form not in context.figures and len(tokens(new)) == 1:
            return _replaced(answer, token, new)
    return None


def _like(written: str, digits: str) -> str:
    """`digits` set as `written` has them, with its separators."""
    left = iter(digits)
    return re.sub(r"\d", lambda _: next(left), written)


def _number_swapped(answer: str, context: Context, random: Random) -> Made:
    """A figure becomes another that does stand in the context."""
    found = _figures(answer, context)
    others = sorted({t.text for each in context.sentences for t in each if t.kind is Kind.FIGURE})
    return _swapped(answer, found, others, random)


def _names(sentence: Sequence[Token]) -> Iterator[Token]:
    """Capitalised words of content that do not begin the sentence."""
    return (
        t
        for t in sentence[1:]
        if t.kind is Kind.CONTENT and t.text[0].isupper() and len(t.text) > 2
    )


def _names_known(answer: str, context: Context) -> list[Token]:
    held = {t.form for each in context.sentences for t in _names(each)}
    inside = (
        Token(t.text, t.form, t.kind, t.start + each.start, t.end + each.start)
        for each in claims(answer)
        for t in _names(tokens(each.text))
    )
    return [token for token in inside if token.form in held]


def _entity_absent(answer: str, context: Context, random: Random) -> Made:
    """A name becomes one that stands nowhere in the context."""
    found = _names_known(answer, context)
    new = [name for name in _INVENTED_NAMES if name.lower() not in context.forms]
    return _replaced(answer, random.choice(found), random.choice(new)) if found and new else None


def _entity_swapped(answer: str, context: Context, random: Random) -> Made:
    """A name becomes another that does stand in the context."""
    found = _names_known(answer, context)
    others = sorted({t.text for each in context.sentences for t in _names(each)})
    return _swapped(answer, found, others, random)


def _swapped(answer: str, found: Sequence[Token], others: Sequence[str], random: Random) -> Made:
    if not found:
        return None
    token = random.choice(found)
    left = [other for other in others if tokens(other)[0].form != token.form]
    return _replaced(answer, token, random.choice(left)) if left else None


def _negated(answer: str, context: Context, random: Random) -> Made:
    """A statement is denied, or a denial dropped."""
    found = list(_VERB.finditer(answer))
    if not found:
        return None
    verb = random.choice(found)
    behind = re.match(r" not\b", answer[verb.end() :])
    new = "" if behind else " not"
    rest = answer[verb.end() + (behind.end() if behind else 0) :]
    return answer[: verb.end()] + new + rest, (verb.start(), verb.end() + len(new))


def _condition_dropped(answer: str, context: Context, random: Random) -> Made:
    """What a statement depends on is left out."""
    found = [
        match
        for match in _CONDITION.finditer(answer)
        if re.search(r"\w[^.;\n]{12,}$", answer[: match.start()])
    ]
    if not found:
        return None
    match = random.choice(found)
    return answer[: match.start()] + answer[match.end() :], (match.start(), match.start() + 1)


def _sentence_added(answer: str, context: Context, random: Random) -> Made:
    """Something is said that the context does not know of."""
    new = random.choice(_INVENTED_SENTENCES)
    text = (
        f"{answer.rstrip()} {new}" if answer.rstrip()[-1:] in ".!?" else f"{answer.rstrip()}\n{new}"
    )
    return text, (len(text) - len(new), len(text))


KINDS: Mapping[str, Make] = {
    "number_absent": _number_absent,
    "number_swapped": _number_swapped,
    "entity_absent": _entity_absent,
    "entity_swapped": _entity_swapped,
    "negated": _negated,
    "condition_dropped": _condition_dropped,
    "sentence_added": _sentence_added,
}
