"""What the settings run and what else they offer, for the requirements to rule on."""

from collections.abc import Iterator

from core.answering.ceiling import most_tokens
from core.domain.release import Release
from core.inference.prices import price
from core.ingest.chunking.strategies import STRATEGIES
from core.releases import release
from core.requirements import rulings as ruling
from core.requirements.configuration import (
    UNDECLARED,
    UNKNOWN,
    Choice,
    Configuration,
    Numbers,
    Price,
    Subject,
    Terms,
)
from core.requirements.loading import load
from core.settings import EMBEDDED_EMBEDDING, EMBEDDED_MODEL, Settings

THIS_MACHINE = "this-machine"
ENGLISH = Terms(local=True, languages=frozenset({"en"}))
LOCAL = Terms(local=True)
REMOTE_RERANKER = "litellm:"


def rulings(settings: Settings) -> ruling.Rulings:
    """What the configured requirements say of these settings; raises `BadRequirements`."""
    path = settings.requirements
    return ruling.Rulings(load(path) if path else None, configuration(settings))


def price_of(settings: Settings, model: str) -> Price | None:
    """The price of a model, as far as the settings or litellm know it."""
    known = price(model, settings.model_prices)
    return Price(*known) if known else None


def configuration(settings: Settings) -> Configuration:
    """Everything these settings run and offer. Nothing is opened or asked for."""
    made = release(settings)
    models = [*_models(settings), *_embeddings(settings), *_rerankers(settings)]
    chunking = [
        Choice(Subject.CHUNKING, name, name == made.chunking.strategy) for name in STRATEGIES
    ]
    tenancy = [
        Choice(Subject.TENANCY, name, name == settings.tenancy) for name in ("shared", "dedicated")
    ]
    regions = _regions(settings, models)
    return Configuration((*models, *chunking, *regions, *tenancy), _numbers(settings, made))


def _models(settings: Settings) -> Iterator[Choice]:
    running = (settings.model, *settings.fallback_models)
    declared = (*settings.model_prices, *_declared(settings, "answer"))
    for name in dict.fromkeys([*running, EMBEDDED_MODEL, *declared]):
        terms = ENGLISH if name == EMBEDDED_MODEL else _terms(settings, name)
        yield Choice(Subject.MODEL, name, name in running, terms, price_of(settings, name))


def _embeddings(settings: Settings) -> Iterator[Choice]:
    running = settings.embedding_model
    for name in dict.fromkeys([running, EMBEDDED_EMBEDDING, *_declared(settings, "embed")]):
        terms = ENGLISH if name == EMBEDDED_EMBEDDING else _terms(settings, name)
        yield Choice(Subject.EMBEDDING, name, name == running, terms)


def _rerankers(settings: Settings) -> Iterator[Choice]:
    declared = (f"{REMOTE_RERANKER}{name}" for name in _declared(settings, "rerank"))
    for name in dict.fromkeys([settings.rerank, "linear", "none", *declared]):
        remote = name.startswith(REMOTE_RERANKER)
        terms = _terms(settings, name.removeprefix(REMOTE_RERANKER)) if remote else LOCAL
        yield Choice(Subject.RERANKER, name, name == settings.rerank, terms)


def _regions(settings: Settings, models: list[Choice]) -> list[Choice]:
    """The deployment's own, and those of the models; each once, running if anything there runs."""
    on_this_machine = THIS_MACHINE if settings.database_url is None else UNDECLARED
    own = settings.region or on_this_machine
    of_models = [(each.terms.region, each.running) for each in models if each.terms.region]
    running = {own, *(region for region, is_running in of_models if is_running)}
    names = dict.fromkeys([own, *(region for region, _ in of_models)])
    return [Choice(Subject.REGION, name, name in running) for name in names]


def _numbers(settings: Settings, made: Release) -> Numbers:
    return Numbers(
        model_timeout=settings.model_timeout,
        requests_at_once=settings.requests_at_once,
        requests_per_minute=settings.requests_per_minute,
        tokens_in=most_tokens(made.retrieval, made.chunking),
        tokens_out=settings.max_answer_tokens,
        refresh_hours=settings.refresh_hours,
    )


def _declared(settings: Settings, use: str) -> list[str]:
    return [name for name, terms in settings.model_terms.items() if terms.use == use]


def _terms(settings: Settings, name: str) -> Terms:
    said = settings.model_terms.get(name)
    return Terms(**said.model_dump(exclude={"use"})) if said else UNKNOWN
