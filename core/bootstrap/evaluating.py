"""Suites run as they ask to be: beside documents of their own, or on what the deployment holds."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from core.bootstrap import Handrail, bootstrap
from core.domain.errors import Permanent
from core.domain.release import Release
from core.evaluation.runs.cache import OutcomeCache
from core.evaluation.runs.corpus import corpus
from core.evaluation.runs.files import holdings
from core.evaluation.runs.principals import as_principal, curator
from core.evaluation.runs.runner import AT_ONCE, Beside, Watch, ensure_cases, run
from core.evaluation.runs.standing import documents, ensure_tenants, held, stand
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite
from core.ingest.prepare import Quarantined
from core.releases.variants import recorded
from core.settings import EMBEDDED_MODEL, Settings
from core.store import records, tenants

HOME = "evaluation"


class NoSuchRelease(Permanent):
    """There is no such release on record, and no such file. Name a release by the id that answers
    and runs carry, or a TOML or JSON file with what is to differ from the present one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How suites are to be run: under which release, how often, and what to tell of it.

    `release` None is the one that the settings make. `missing` is told of files of a suite's
    documents that could not be taken in.
    """

    release: Release | None = None
    repeat: int = 1
    fresh: bool = False
    watch: Watch = lambda *_: None
    missing: Callable[[Sequence[Quarantined]], None] = lambda _: None


def runs(settings: Settings, suites: Sequence[Suite], plan: Plan) -> Iterator[Run]:
    """A run of each suite as soon as it is done: first those that bring documents, then the others.

    Raises `TwoCorpora`, `UnknownTenant` or `NoCases` before any case of a suite is asked.
    """
    for suite in suites:
        ensure_cases(suite)
    bringing = [each for each in suites if each.documents]
    wanted = documents(bringing)
    cache = OutcomeCache(settings.home / HOME)
    for suite in bringing:
        ensure_tenants(suite, wanted)
    if bringing:
        with evaluating(settings, plan.release, plan.watch) as handrail:
            plan.missing(_stand(handrail, wanted, plan.watch))
            for suite in bringing:
                yield _run(handrail, suite, wanted, plan, cache)
    if others := [each for each in suites if not each.documents]:
        with bootstrap(settings, plan.release) as handrail:
            for suite in others:
                ensure_tenants(suite, (each.tenant for each in tenants.listed(handrail.database)))
                yield _run(handrail, suite, {}, plan, cache)


@contextmanager
def evaluating(
    settings: Settings, release: Release | None = None, watch: Watch = lambda *_: None
) -> Iterator[Handrail]:
    """Handrail over a database of its own, which evaluations share one after the other.

    Whatever the deployment's database holds is neither touched nor able to change a result.
    """
    home = settings.home / HOME
    own = {"home": home, "database_url": None, "app_database_url": None}
    with held(home, watch), bootstrap(settings.model_copy(update=own), release) as handrail:
        yield handrail


def on_record(settings: Settings, release_id: str) -> Release:
    """The release of that id, as the deployment or an evaluation used it; raises `NoSuchRelease`."""
    if release_id.startswith("r-"):
        for opened in (bootstrap, evaluating):
            with opened(settings) as handrail:
                body = records.release_body(handrail.database, release_id)
            if body is not None:
                return recorded(body)
    raise NoSuchRelease(f"Got {release_id!r}.")


def _stand(handrail: Handrail, wanted: dict[str, Path], watch: Watch) -> list[Quarantined]:
    home, issuer = handrail.settings.home, handrail.issuer
    curate = partial(curator, issuer)
    return stand(handrail.database, handrail.ingest, curate, wanted, home, watch)


def _run(
    handrail: Handrail, suite: Suite, wanted: dict[str, Path], plan: Plan, cache: OutcomeCache
) -> Run:
    settings = handrail.settings
    asked = sorted({case.as_whom.tenant for case in suite.cases})
    beside = Beside(
        corpus={
            tenant: corpus(handrail.store, curator(handrail.issuer, tenant))
            for tenant in wanted or asked
        },
        holdings={
            tenant: holdings(folder, settings.max_file_bytes) for tenant, folder in wanted.items()
        },
        more=_limits(settings),
    )
    return run(
        suite,
        handrail.assistant,
        as_principal(handrail.issuer),
        beside,
        repeat=plan.repeat,
        at_once=_at_once(settings),
        cache=cache,
        fresh=plan.fresh,
        watch=plan.watch,
    )


def _limits(settings: Settings) -> str:
    """What decides answers, and costs, beside the release."""
    return repr((settings.max_answer_tokens, settings.model_timeout, settings.model_prices))


def _at_once(settings: Settings) -> int:
    """As many as models elsewhere may be asked; the packaged one has but the cores of this machine."""
    return AT_ONCE if settings.model == EMBEDDED_MODEL else settings.requests_at_once
