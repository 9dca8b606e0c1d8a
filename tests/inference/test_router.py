"""The router: faults of models, injected, and what becomes of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core.inference.embedding import HashEmbedder
from core.inference.errors import (
    NoModelAvailable,
    ProviderBusy,
    ProviderRefused,
    ProviderUnreachable,
    UnknownPrice,
)
from core.inference.gateway import litellm, translated
from core.inference.router import Completion, Delta, Restarted, Router
from core.requirements.configuration import Configuration, Subject
from core.requirements.rulings import Rulings

PRICES = {"faulty/first": (1.0, 2.0), "faulty/second": (10.0, 20.0)}
MESSAGES = [{"role": "user", "content": "How much?"}]
Behaviour = Callable[[], Iterator[str]]


def says(*parts: str) -> Behaviour:
    return lambda: iter(parts)


def breaks_off(*parts: str) -> Behaviour:
    def broken() -> Iterator[str]:
        yield from parts
        raise _busy()

    return broken


def fails() -> Iterator[str]:
    raise _busy()
    yield ""


def _busy() -> Exception:
    error: Exception = litellm().exceptions.RateLimitError("slow down", "faulty", "first")
    return error


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> dict[str, Behaviour]:
    """Models by name, behaving as they are told; `asked` counts the requests each was sent."""
    behaviours: dict[str, Behaviour] = {}
    module = litellm()

    class Faulty(module.CustomLLM):  # type: ignore[name-defined,misc]
        def completion(self, model: str, **given: Any) -> Any:
            response = given["model_response"]
            response.choices[0].message.content = "".join(behaviours[model]())
            response.usage = module.Usage(prompt_tokens=3, completion_tokens=4, total_tokens=7)
            return response

        def streaming(self, model: str, **_: Any) -> Iterator[dict[str, Any]]:
            usage = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
            for text in behaviours[model]():
                yield chunk(text)
            yield chunk("", finish_reason="stop", is_finished=True, usage=usage)

    monkeypatch.setattr(
        module, "custom_provider_map", [{"provider": "faulty", "custom_handler": Faulty()}]
    )
    module.utils.custom_llm_setup()
    return behaviours


def chunk(text: str, **more: Any) -> dict[str, Any]:
    base = {"finish_reason": None, "index": 0, "is_finished": False, "tool_use": None}
    return {**base, "text": text, "usage": None, **more}


@pytest.fixture
def router(models: dict[str, Behaviour]) -> Router:
    return route("faulty/first", "faulty/second")


def route(*models: str) -> Router:
    anything = Rulings(None, Configuration())
    cleared = [anything.cleared(Subject.MODEL, each) for each in models]
    return Router(cleared, timeout=5, prices=PRICES, max_tokens=100)


def test_the_first_model_that_is_available_answers(
    router: Router, models: dict[str, Behaviour]
) -> None:
    models["first"] = says("40 euros")
    completion = router.complete(MESSAGES)
    assert (completion.text, completion.model) == ("40 euros", "faulty/first")


def test_a_busy_model_is_followed_by_the_next(router: Router, models: dict[str, Behaviour]) -> None:
    models["first"], models["second"] = fails, says("40 euros")
    assert router.complete(MESSAGES).model == "faulty/second"


def test_when_none_is_available_that_is_what_is_said(
    router: Router, models: dict[str, Behaviour]
) -> None:
    models["first"] = models["second"] = fails
    with pytest.raises(NoModelAvailable, match="slow down"):
        router.complete(MESSAGES)
    with pytest.raises(NoModelAvailable):
        list(router.stream(MESSAGES))


def test_a_stream_cut_after_tokens_starts_again_with_the_next_model(
    router: Router, models: dict[str, Behaviour]
) -> None:
    models["first"], models["second"] = breaks_off("About ", "4"), says("40 ", "euros")
    parts = list(router.stream(MESSAGES))
    restart = parts.index(Restarted())
    assert all(isinstance(part, Delta) for part in parts[:restart])
    assert "".join(p.text for p in parts[restart:] if isinstance(p, Delta)) == "40 euros"
    last = parts[-1]
    assert isinstance(last, Completion)
    assert (last.text, last.model) == ("40 euros", "faulty/second")


def test_a_stream_that_fails_before_its_first_token_needs_no_restart(
    router: Router, models: dict[str, Behaviour]
) -> None:
    models["first"], models["second"] = fails, says("40 euros")
    assert Restarted() not in list(router.stream(MESSAGES))


def test_streamed_and_whole_replies_cost_the_same(
    router: Router, models: dict[str, Behaviour]
) -> None:
    models["first"] = says("40 ", "euros")
    whole = router.complete(MESSAGES)
    *_, streamed = router.stream(MESSAGES)
    assert streamed == whole
    assert whole.cost_usd == pytest.approx((3 * 1.0 + 4 * 2.0) / 1e6)


def test_a_model_without_a_known_price_is_not_used() -> None:
    with pytest.raises(UnknownPrice, match="nobody/knows"):
        route("nobody/knows")


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("RateLimitError", ProviderBusy),
        ("ServiceUnavailableError", ProviderBusy),
        ("Timeout", ProviderUnreachable),
        ("APIConnectionError", ProviderUnreachable),
        ("InternalServerError", ProviderUnreachable),
        ("AuthenticationError", ProviderRefused),
        ("BadRequestError", ProviderRefused),
        ("NotFoundError", ProviderRefused),
    ],
)
def test_a_providers_error_becomes_one_of_ours(name: str, ours: type[Exception]) -> None:
    theirs = getattr(litellm().exceptions, name)
    with pytest.raises(ours), translated():
        raise theirs(message="said", llm_provider="x", model="y")


def test_litellm_neither_fetches_prices_nor_reports_usage() -> None:
    import os

    assert os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] == "True"
    assert litellm().telemetry is False


def test_the_hash_embedder_puts_texts_that_share_words_near_each_other() -> None:
    a, b, c = HashEmbedder().embed(["hotel limit", "hotel price", "annual leave"])
    assert a @ b > a @ c
