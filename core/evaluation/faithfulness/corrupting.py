"""How many corruptions of right answers are caught, and at how many false alarms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from core.evaluation.binary import auroc
from core.evaluation.faithfulness.claims import claims
from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.corruptions import KINDS, Corrupted, corruptions
from core.evaluation.faithfulness.judging import SUPPORTED, Entails, Judgement, judge
from core.inference.extractive.sentences import Span

QUOTED = 3  # sentences of a verbatim answer at most
LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Right:
    """A right answer, to be made wrong."""

    answer: str
    context: Context


@dataclass(frozen=True, slots=True)
class Seen:
    """What was made of one corruption.

    `unquoted`: not every claim is a whole quote any more. `marked`: an absent figure or name is
    marked where the change is. `failed`: a claim's support is below a half. `flagged`: the answer's
    risk is over the threshold. `raised`: it rose.
    """

    kind: str
    unquoted: bool
    marked: bool
    failed: bool
    flagged: bool
    raised: bool
    risk: float


def verbatim(right: Right, seed: int) -> Right | None:
    """A right answer that quotes a few sentences of the context, if it has any long enough."""
    held = [(text, claims(text)) for text in right.context.texts]
    long = [
        (text, found[at : at + QUOTED])
        for text, found in held
        for at, each in enumerate(found)
        if len(each.text.split()) >= LEAST_WORDS
    ]
    if not long:
        return None
    text, quoted = Random(seed).choice(long)  # noqa: S311  no secret
    return Right(text[quoted[0].start : quoted[-1].end], right.context)


def report(
    rights: Sequence[Right], threshold: float, entails: Entails | None = None
) -> dict[str, Any]:
    """By kind: how many were made, and the shares caught; and the false alarms on the right ones."""
    before = [judge(each.answer, each.context, entails) for each in rights]
    seen = defaultdict[str, list[Seen]](list)
    for seed, (right, judged) in enumerate(zip(rights, before, strict=True)):
        for made in corruptions(right.answer, right.context, seed):
            after = judge(made.answer, right.context, entails)
            seen[made.kind].append(_seen(made, judged, after, threshold))
    risks = [each.risk for each in before]
    return {
        "right_answers": len(rights),
        "false_alarms": _alarms(before, threshold),
        "caught": {kind: _caught(seen[kind], risks) for kind in KINDS if seen[kind]},
    }


def _seen(made: Corrupted, before: Judgement, after: Judgement, threshold: float) -> Seen:
    return Seen(
        kind=made.kind,
        unquoted=not all(each.rule.is_quoted for each in after.claims),
        marked=any(_meet(span, made.span) for each in after.claims for span in each.rule.absent),
        failed=any(each.support < SUPPORTED for each in after.claims),
        flagged=after.risk >= threshold,
        raised=after.risk > before.risk,
        risk=after.risk,
    )


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _alarms(judged: Iterable[Judgement], threshold: float) -> Mapping[str, float]:
    """The shares of right answers that are not all quotes, have a mark, are flagged."""
    found = list(judged)
    return {
        "unquoted": _share(
            not all(claim.rule.is_quoted for claim in each.claims) for each in found
        ),
        "marked_figure": _share(any(claim.rule.figures for claim in each.claims) for each in found),
        "marked_name": _share(any(claim.rule.names for claim in each.claims) for each in found),
        "failed": _share(any(c.support < SUPPORTED for c in each.claims) for each in found),
        "flagged": _share(each.risk >= threshold for each in found),
    }


def _caught(seen: Sequence[Seen], risks: Sequence[float]) -> Mapping[str, float | int]:
    positive = [True] * len(seen) + [False] * len(risks)
    return {
        "n": len(seen),
        "unquoted": _share(each.unquoted for each in seen),
        "marked": _share(each.marked for each in seen),
        "failed": _share(each.failed for each in seen),
        "flagged": _share(each.flagged for each in seen),
        "raised": _share(each.raised for each in seen),
        "auroc": round(auroc(positive, [*(each.risk for each in seen), *risks]), 4),
    }


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return round(sum(found) / len(found), 4) if found else 0.0
