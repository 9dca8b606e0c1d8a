"""A suite asked of an assistant: several cases at once, in the same order whoever is first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import NamedTuple

from core.answering.service import Assistant
from core.domain.ids import content_id
from core.evaluation.runs import code
from core.evaluation.runs.asking import asked, outcome
from core.evaluation.runs.cache import OutcomeCache
from core.evaluation.runs.errors import NoCases
from core.evaluation.runs.principals import AsPrincipal
from core.evaluation.runs.values import Holding, Outcome, Run
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case

AT_ONCE = 2

Watch = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a run is made beside: the digest of each tenant's corpus, and what its files hold.

    `more` is whatever else decides answers that neither the release nor the code tells of.
    """

    corpus: Mapping[str, str]
    holdings: Mapping[str, tuple[Holding, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    more: str = ""


class _Job(NamedTuple):
    """A case to ask once, under the key that its outcome is kept by."""

    case: Case
    attempt: int
    key: str


def run(
    suite: Suite,
    assistant: Assistant,
    as_principal: AsPrincipal,
    beside: Beside,
    *,
    repeat: int = 1,
    at_once: int = AT_ONCE,
    cache: OutcomeCache | None = None,
    fresh: bool = False,
    watch: Watch = lambda *_: None,
) -> Run:
    """Every case asked `repeat` times, `at_once` of them side by side; raises `NoCases`.

    With a `cache` what was asked before is not asked again, unless it is to be `fresh`, and what is
    stopped in the middle goes on where it was. Errors are outcomes and are never kept.
    """
    ensure_cases(suite)
    began = datetime.now(UTC)
    jobs = list(_jobs(suite, assistant, beside, repeat))
    done = _known(jobs, cache) if cache and not fresh else {}
    watch(suite.name, len(done), len(jobs))
    for job, found in _asked(jobs, done, assistant, as_principal, at_once):
        done[job.key] = found
        if cache and found.error is None:
            cache.put(job.key, found)
        watch(suite.name, len(done), len(jobs))
    release = assistant.release
    return Run(
        suite=suite.name,
        release_id=release.id,
        release=asdict(release),
        corpus=beside.corpus,
        code=code.product(),
        began=began,
        outcomes=tuple(done[job.key] for job in jobs),
        holdings=beside.holdings,
    )


def ensure_cases(suite: Suite) -> None:
    """Raise `NoCases` where there is nothing to ask."""
    if not suite.cases:
        raise NoCases(f"It is {suite.name}.")


def _jobs(suite: Suite, assistant: Assistant, beside: Beside, repeat: int) -> Iterator[_Job]:
    decided_by = (assistant.release.id, code.product(), code.libraries(), beside.more)
    for case in suite.cases:
        corpus = beside.corpus.get(case.as_whom.tenant, "")
        day = case.as_of or date.today()
        for attempt in range(1, repeat + 1):
            key = content_id(*decided_by, corpus, case.id, asked(case), day, attempt)
            yield _Job(case, attempt, key)


def _known(jobs: Sequence[_Job], cache: OutcomeCache) -> dict[str, Outcome]:
    found = {job.key: cache.get(job.key) for job in jobs}
    return {key: each for key, each in found.items() if each is not None}


def _asked(
    jobs: Sequence[_Job],
    done: Mapping[str, Outcome],
    assistant: Assistant,
    as_principal: AsPrincipal,
    at_once: int,
) -> Iterator[tuple[_Job, Outcome]]:
    """Those not done yet, as they come; those not begun are dropped when the caller stops."""
    workers = ThreadPoolExecutor(at_once)
    try:
        begun = {
            workers.submit(outcome, assistant, as_principal, job.case, job.attempt): job
            for job in jobs
            if job.key not in done
        }
        for each in as_completed(begun):
            yield begun[each], each.result()
    finally:
        workers.shutdown(cancel_futures=True)
