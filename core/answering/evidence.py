"""Whether what a search found is enough to answer from, told before any model is asked.

Five signals, each of what the asker may see and nothing else, go through a logistic curve: how near
the nearest chunk is, how far it stands out from the crowd behind it, how much of what is rare in
the question stands in the best hit, how far the search prefers its first to what follows, and how
close together the question's words stand in the best hit. What is not visible takes no part, so a
question about it comes out exactly like one about what does not exist.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp
from statistics import fmean

from core.domain.answer import RefusalKind, Turn
from core.domain.release import RefusalSettings
from core.domain.retrieval import Hit
from core.retrieval.rerank import Candidate
from core.retrieval.rerankers.features import NAMES, features
from core.retrieval.search import Found

CROWD = slice(10, 20)  # ranks that hold nothing but the usual likeness of this corpus
UNRELATED = 0.1  # cosine of texts that have nothing to do with each other, by all-MiniLM-L6-v2
FOLLOWERS = slice(1, 6)  # ranks that the first is held against
CLOSENESS = NAMES.index("near")
SAID = 300  # characters of an answer that tell what the talk is of

Weights = tuple[float, ...]
"""An intercept, and a coefficient per unit of each of `Signals`."""

# Fitted in November 2026 by `benchmarks/refusal.py --fit` on answerable questions of CLAP NQ,
# SQuAD 2.0 and MT-RAG, their passages present (1) or withheld (0), and on questions of the other
# two sets (0); whole corpora and samples of 200 and 60 passages. `lead` and `closeness` pay only
# where the weights are fitted to one corpus, as `handrail eval calibrate` does.
SHIPPED: Weights = (-6.5, 10.2, 1.2, 4.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the evidence score is made of.

    `nearness` is the cosine of the nearest chunk, `prominence` what it has over the mean of the
    eleventh to the twentieth, `coverage` the share of the question's words, weighed by rarity, in
    the best hit; `lead` what the first fused score has over the mean of the next five, `closeness`
    the share of the question's neighbouring words, weighed likewise, that stand together in the
    best hit.
    """

    nearness: float
    prominence: float
    coverage: float
    lead: float = 0.0
    closeness: float = 0.0

    def or_better(self, other: "Signals") -> "Signals":
        """Of each signal the greater."""
        return Signals(*map(max, astuple(self), astuple(other)))


def judge(
    found: Found,
    hits: Sequence[Hit],
    settings: RefusalSettings,
    beside: Signals | None = None,
) -> RefusalKind | None:
    """Why not to answer from `hits` (best first, of `found`), or None if they may hold an answer.

    `OUT_OF_SCOPE`: nothing visible is about this. `NO_EVIDENCE`: something is, but not enough.
    `beside` are the signals of a follow-up searched for `in_context`; of each the better counts.
    """
    score = 0.0
    if hits:
        own = signals(found, hits)
        best = own.or_better(beside) if beside else own
        score = evidence(best, settings.weights or SHIPPED)
    if score < settings.scope:
        return RefusalKind.OUT_OF_SCOPE
    return RefusalKind.NO_EVIDENCE if score < settings.evidence else None


def evidence(signals: Signals, weights: Weights = SHIPPED) -> float:
    """From 0 to 1: how likely the visible chunks hold an answer, in the mix it was fitted on."""
    intercept, *slopes = weights
    logit = intercept + sum(
        slope * signal for slope, signal in zip(slopes, astuple(signals), strict=True)
    )
    return 1 / (1 + exp(-logit))


def in_context(question: str, earlier: Sequence[Turn]) -> str | None:
    """`question` after the beginning of the answer before it, or None where nothing came before.

    What a follow-up is about stands in that answer more often than in its own words, so it is
    searched for as well, to judge the evidence by.
    """
    said = earlier[-1].answer.strip()[:SAID] if earlier else ""
    return f"{said} {question}" if said else None


def signals(found: Found, hits: Sequence[Hit]) -> Signals:
    """The signals of a search whose best hit is the first of `hits`."""
    cosines = sorted(found.dense.values(), reverse=True)
    nearest = cosines[0] if cosines else 0.0
    crowd = (cosines + [UNRELATED] * CROWD.stop)[CROWD]
    best = _best(found, hits)
    return Signals(
        nearest,
        nearest - fmean(crowd),
        _coverage(found, best),
        _lead(found),
        float(features(found.query, [best])[0, CLOSENESS]) if best else 0.0,
    )


def _best(found: Found, hits: Sequence[Hit]) -> Candidate | None:
    """The best hit as the reranker saw it."""
    ids = {hit.chunk.id for hit in hits[:1]}
    return next((each for each in found.candidates if each.chunk.id in ids), None)


def _coverage(found: Found, best: Candidate | None) -> float:
    # an amount asked about need not stand in the rule: `over 5,000` answers for 5,200
    rarity = {
        term: idf
        for term, idf in found.query.idf.items()
        if not (term in found.query.absent and term[0].isdigit())
    }
    shared = best.matches if best else {}
    whole = sum(rarity.values())
    return sum(rarity.get(term, 0.0) for term in shared) / whole if whole else 0.0


def _lead(found: Found) -> float:
    scores = sorted(found.fused.values(), reverse=True)
    return scores[0] - fmean((scores + [0.0] * FOLLOWERS.stop)[FOLLOWERS]) if scores else 0.0
