"""Rules of a repository that gates itself: what changes answers goes with a new accepted baseline."""

from collections.abc import Iterator

from core.evaluation.gate.comparing import Comparison
from core.evaluation.gate.ruling import Ruling

RELEASE, CORPUS = "accepted: release", "accepted: corpus"


def accepted(comparison: Comparison) -> Iterator[Ruling]:
    """Whether the candidate ran under the baseline's release, and on the baseline's corpus."""
    before, after = comparison.baseline.run, comparison.candidate.run
    how = (
        f"If that is meant, accept it: handrail eval run --suite {comparison.candidate.suite.name} "
        '--out run.json, then handrail eval accept --run run.json --by YOU --why "…".'
    )
    same = before.release_id == after.release_id
    changed = f"The release changed, from {before.release_id} to {after.release_id}. {how}"
    yield Ruling(RELEASE, same, f"It is {after.release_id}, as accepted." if same else changed)
    tenants = sorted(
        tenant
        for tenant in {*before.corpus, *after.corpus}
        if before.corpus.get(tenant) != after.corpus.get(tenant)
    )
    moved = f"The corpus of {', '.join(tenants)} changed. {how}"
    yield Ruling(CORPUS, not tenants, moved if tenants else "It is the corpus that was accepted.")
