"""What can go wrong between Handrail and a model; whether to retry or fall back is the type."""

from core.domain.errors import Permanent, Transient


class ProviderBusy(Transient):
    """The model's provider is overloaded or limits our rate."""


class ProviderUnreachable(Transient):
    """The model's provider does not answer."""


class StreamCut(Transient):
    """The model's answer broke off half-way."""


class ProviderRefused(Permanent):
    """The model's provider rejected the request. Check the model's name, its key and its limits."""


class NoModelAvailable(Transient):
    """None of the configured models is available at the moment."""


class WeightsAltered(Permanent):
    """The packaged embedding model's files are not the ones Handrail was built for. Install again
    from the lock file."""


class BadEmbedding(Permanent):
    """The embedding model returned vectors of another length than HANDRAIL_EMBEDDING_DIMENSION."""


class UnknownPrice(Permanent):
    """The model's price is not known, so its cost could not be held to any budget. Name it in
    HANDRAIL_MODEL_PRICES as {"model": [dollars per million tokens in, and out]}."""
