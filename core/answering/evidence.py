"""Whether what a search found is enough to answer from, told before any model is asked.

Three signals, each of what the asker may see and nothing else, go through a logistic curve: how
near the nearest chunk is, how far it stands out from the crowd behind it, and how much of what is
rare in the question stands in the best hit. What is not visible takes no part, so a question about
it comes out exactly like one about what does not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from statistics import fmean

from core.domain.answer import RefusalKind
from core.domain.release import RefusalSettings
from core.domain.retrieval import Hit
from core.retrieval.search import Found

CROWD = slice(10, 20)  # ranks that hold nothing but the usual likeness of this corpus
UNRELATED = 0.1  # cosine of texts that have nothing to do with each other, by all-MiniLM-L6-v2

# Fitted in November 2026 by `benchmarks/refusal.py --fit` on answerable questions of CLAP NQ,
# SQuAD 2.0 and MT-RAG, their passages present (1) or withheld (0), and on questions of the other
# two sets (0); whole corpora and samples of 200 and 60 passages. Per unit of each signal.
INTERCEPT = -6.5
NEARNESS = 10.2
PROMINENCE = 1.2
COVERAGE = 4.0


@dataclass(frozen=True, slots=True)
class Signals:
    """What the evidence score is made of.

    `nearness` is the cosine of the nearest chunk, `prominence` what it has over the mean of the
    eleventh to the twentieth, `coverage` the share of the question's words, weighed by rarity, in
    the best hit.
    """

    nearness: float
    prominence: float
    coverage: float


def judge(found: Found, hits: Sequence[Hit], settings: RefusalSettings) -> RefusalKind | None:
    """Why not to answer from `hits` (best first, of `found`), or None if they may hold an answer.

    `OUT_OF_SCOPE`: nothing visible is about this. `NO_EVIDENCE`: something is, but not enough.
    """
    score = evidence(signals(found, hits)) if hits else 0.0
    if score < settings.scope:
        return RefusalKind.OUT_OF_SCOPE
    return RefusalKind.NO_EVIDENCE if score < settings.evidence else None


def evidence(signals: Signals) -> float:
    """From 0 to 1: how likely the visible chunks hold an answer, in the mix it was fitted on."""
    return 1 / (
        1
        + exp(
            -INTERCEPT
            - NEARNESS * signals.nearness
            - PROMINENCE * signals.prominence
            - COVERAGE * signals.coverage
        )
    )


def signals(found: Found, hits: Sequence[Hit]) -> Signals:
    """The signals of a search whose best hit is the first of `hits`."""
    cosines = sorted(found.dense.values(), reverse=True)
    nearest = cosines[0] if cosines else 0.0
    crowd = (cosines + [UNRELATED] * CROWD.stop)[CROWD]
    return Signals(nearest, nearest - fmean(crowd), _coverage(found, hits))


def _coverage(found: Found, hits: Sequence[Hit]) -> float:
    # an amount asked about need not stand in the rule: `over 5,000` answers for 5,200
    rarity = {
        term: idf
        for term, idf in found.query.idf.items()
        if not (term in found.query.absent and term[0].isdigit())
    }
    matches = {candidate.chunk.id: candidate.matches for candidate in found.candidates}
    shared = matches.get(hits[0].chunk.id, {}) if hits else {}
    whole = sum(rarity.values())
    return sum(rarity.get(term, 0.0) for term in shared) / whole if whole else 0.0
