"""What can go wrong between a question and the passages found for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from unittest.mock import patch

import numpy as np

from benchmarks.mutants.mutant import Mutant, mutant
from core.bootstrap import Handrail
from core.domain.access import Principal
from core.domain.document import FOREVER
from core.domain.release import Release
from core.domain.retrieval import Hit
from core.evaluation.runs.principals import curator
from core.inference.embedding import Vectors
from core.retrieval.search import Found, Searcher
from core.store import corpus, search, tenants

FROM = "effective_from <= %(as_of)s::date and "
UNTIL = "%(as_of)s::date < effective_to"
NOISE = 1.5  # the length of the noise beside a vector of length 1
NEWEST = """
select d.document_id from documents d
join labels l on l.tenant_id = d.tenant_id and l.label_id = d.label_id
where d.tenant_id = %(tenant)s and l.effective_from <= current_date
order by l.effective_from desc, d.source limit 3
"""


@mutant()
def sparse_leg_dropped(_: Handrail) -> Iterator[None]:
    """The search for words brings up nothing."""
    with patch.object(search, "sparse", lambda *_: {}):
        yield


@mutant()
def dense_leg_dropped(_: Handrail) -> Iterator[None]:
    """The search for meaning brings up nothing."""
    with patch.object(search, "dense", lambda *_: {}):
        yield


@mutant()
def reranker_reversed(_: Handrail) -> Iterator[None]:
    """The reranker's worst candidates come first."""
    ranked = Searcher.reranked

    def reversed_(self: Searcher, found: Found) -> list[Hit]:
        return ranked(self, found)[::-1]

    with patch.object(Searcher, "reranked", reversed_):
        yield


@mutant()
def embedding_noisy(_: Handrail) -> Iterator[None]:
    """A question's vector is more noise than question."""
    find_by = Searcher.find_by

    def noisy(
        self: Searcher, principal: Principal, question: str, vector: Vectors, *, as_of: date | None
    ) -> Found:
        seed = int.from_bytes(sha256(question.encode()).digest()[:4])
        noise = np.random.default_rng(seed).standard_normal(vector.shape)
        made = vector + NOISE * noise / np.linalg.norm(noise)
        unit = (made / np.linalg.norm(made)).astype(np.float32)
        return find_by(self, principal, question, unit, as_of=as_of)

    with patch.object(Searcher, "find_by", noisy):
        yield


@mutant()
def index_stale(handrail: Handrail) -> Iterator[None]:
    """Of each tenant the three newest documents in force never got into the index."""
    for tenant in [each.tenant for each in tenants.listed(handrail.database)]:
        with handrail.store.scoped(curator(handrail.issuer, tenant)) as db:
            corpus.remove(db, [row["document_id"] for row in db.rows(NEWEST)])
    yield


@mutant()
def dates_ignored(_: Handrail) -> Iterator[None]:
    """What is found is of any time: superseded, in force, or not yet."""
    with _dates(FROM + UNTIL, "true"):
        yield


@mutant()
def future_in_force(_: Handrail) -> Iterator[None]:
    """A version that begins next year is in force today."""
    with _dates(FROM, ""):
        yield


@mutant()
def superseded_preferred(_: Handrail) -> Iterator[None]:
    """What has been superseded is found still, and ranked before what took its place."""
    ranked = Searcher.reranked

    def oldest_first(self: Searcher, found: Found) -> list[Hit]:
        hits = ranked(self, found)
        return sorted(hits, key=lambda hit: hit.chunk.provenance.effective.end == FOREVER)

    with ExitStack() as stack:
        stack.enter_context(_dates(UNTIL, "true"))
        stack.enter_context(patch.object(Searcher, "reranked", oldest_first))
        yield


@mutant()
def asked_day_ignored(_: Handrail) -> Iterator[None]:
    """A question about another day is answered as of today."""
    find = Searcher.find

    def today(self: Searcher, principal: Principal, question: str, *, as_of: date | None) -> Found:
        return find(self, principal, question, as_of=as_of and date.today())

    with patch.object(Searcher, "find", today):
        yield


def _one_passage(release: Release) -> Release:
    return replace(release, retrieval=replace(release.retrieval, k=1))


one_passage = Mutant(
    "one_passage", "An answer is made from one passage in place of eight.", release=_one_passage
)


@contextmanager
def _dates(part: str, instead: str) -> Iterator[None]:
    """For the length of the block `part` of the test of dates reads otherwise."""
    statement = search.SQL["visible_labels"]
    assert part in statement
    with patch.dict(search.SQL, visible_labels=statement.replace(part, instead)):
        yield


MUTANTS = (
    sparse_leg_dropped,
    dense_leg_dropped,
    reranker_reversed,
    embedding_noisy,
    index_stale,
    dates_ignored,
    future_in_force,
    superseded_preferred,
    asked_day_ignored,
    one_passage,
)
