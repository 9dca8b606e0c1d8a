"""The model router: one route of models, tried in order, retried and fallen back from by type."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from core.domain.errors import Transient
from core.inference.errors import (
    NoModelAvailable,
    ProviderBusy,
    ProviderRefused,
    ProviderUnreachable,
    StreamCut,
    UnknownPrice,
)
from core.inference.gateway import litellm, translated
from core.requirements.rulings import Cleared

ATTEMPTS = 2
PER_MILLION = 1e6
Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model replied, and what that took: tokens, and US dollars."""

    text: str
    model: str
    tokens_in: int
    tokens_out: int
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Delta:
    """The next words of a streamed reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """A model broke off half-way and another begins anew: what came before does not count."""


class Model(Protocol):
    """What answering asks of a model or a route of models."""

    def complete(self, messages: Sequence[Message]) -> Completion:
        """The whole reply; raises `NoModelAvailable`."""
        ...

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Restarted | Completion]:
        """The reply as it comes, and at last the whole of it; raises `NoModelAvailable`."""
        ...


class Router:
    """Models through litellm. A busy or unreachable one is tried again, then the next in the route.

    It knows no models but those of its route, which the requirements have cleared.
    """

    def __init__(
        self,
        route: Sequence[Cleared],
        timeout: float,
        prices: Mapping[str, tuple[float, float]],
        max_tokens: int,
    ) -> None:
        """`timeout` in seconds, `max_tokens` of a reply.

        Raises `UnknownPrice` for a model neither litellm nor `prices` knows.
        """
        self.route = tuple(each.name for each in route)
        self._timeout = timeout
        self._max_tokens = max_tokens
        for model, (tokens_in, tokens_out) in prices.items():
            _register_price(model, tokens_in / PER_MILLION, tokens_out / PER_MILLION)
        for model in self.route:
            _ensure_priced(model)

    def complete(self, messages: Sequence[Message]) -> Completion:
        """The reply of the first model in the route that is available."""
        failures: list[Exception] = []
        for model in self.route:
            try:
                return self._retrying(partial(self._complete, model, messages))
            except (Transient, ProviderRefused) as error:
                failures.append(error)
        raise NoModelAvailable(_why(failures)) from failures[-1]

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Restarted | Completion]:
        """The reply as it comes; a model that breaks off is followed by `Restarted` and the next."""
        failures: list[Exception] = []
        for model in self.route:
            spoke = False
            try:
                for part in self._stream(model, messages):
                    spoke = True
                    yield part
            except (Transient, ProviderRefused) as error:
                failures.append(error)
                if spoke:
                    yield Restarted()
            else:
                return
        raise NoModelAvailable(_why(failures)) from failures[-1]

    def _retrying(self, call: Callable[[], Completion]) -> Completion:
        retrying = Retrying(
            retry=retry_if_exception_type((ProviderBusy, ProviderUnreachable)),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential_jitter(multiplier=0.2, max=2),
            reraise=True,
        )
        return retrying(call)

    def _complete(self, model: str, messages: Sequence[Message]) -> Completion:
        with translated():
            response = litellm().completion(
                model=model,
                messages=list(messages),
                timeout=self._timeout,
                max_tokens=self._max_tokens,
                temperature=0,
            )
        return _completion(model, response)

    def _stream(self, model: str, messages: Sequence[Message]) -> Iterator[Delta | Completion]:
        chunks = []
        with translated():
            for chunk in litellm().completion(
                model=model,
                messages=list(messages),
                timeout=self._timeout,
                max_tokens=self._max_tokens,
                temperature=0,
                stream=True,
                stream_options={"include_usage": True},
            ):
                chunks.append(chunk)
                text = chunk.choices[0].delta.content if chunk.choices else None
                if text:
                    yield Delta(text)
            whole = litellm().stream_chunk_builder(chunks, messages=list(messages))
        if whole is None or not whole.choices[0].finish_reason:
            raise StreamCut
        yield _completion(model, whole)


def _completion(model: str, response: Any) -> Completion:  # noqa: ANN401  litellm's own type
    usage = response.usage
    tokens_in, tokens_out = usage.prompt_tokens, usage.completion_tokens
    price_in, price_out = litellm().cost_per_token(
        model=model, prompt_tokens=tokens_in, completion_tokens=tokens_out
    )
    text = response.choices[0].message.content or ""
    return Completion(text, model, tokens_in, tokens_out, price_in + price_out)


def _register_price(model: str, per_token_in: float, per_token_out: float) -> None:
    litellm().register_model(
        {
            model: {
                "input_cost_per_token": per_token_in,
                "output_cost_per_token": per_token_out,
                "litellm_provider": model.split("/", 1)[0],
                "mode": "chat",
            }
        }
    )


def _ensure_priced(model: str) -> None:
    try:
        litellm().cost_per_token(model=model, prompt_tokens=1, completion_tokens=1)
    except Exception as error:  # litellm raises a bare Exception for an unmapped model
        raise UnknownPrice(f"Got {model!r}.") from error


def _why(failures: Sequence[Exception]) -> str:
    return f"They said: {'; '.join(map(str, failures))}"
