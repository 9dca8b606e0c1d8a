"""The extractive model behind litellm, as `handrail/extractive`, so that it is called like any other.

The last message is a JSON object: `{"question": "...", "passages": [{"id": 1, "title": "...",
"text": "..."}, ...]}`, best passage first; for a follow-up, `"understood"` is it with the questions it
leans on. The reply is sentences with their marks, or `REFUSED: no_evidence` or
`REFUSED: out_of_scope`.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from core.inference.embedding import Embedder
from core.inference.extractive.extract import extract
from core.inference.extractive.reply import pieces
from core.inference.extractive.values import Passage
from core.inference.gateway import litellm

PROVIDER = "handrail"
MODEL = f"{PROVIDER}/extractive"
PRICE = {
    "litellm_provider": PROVIDER,
    "mode": "chat",
    "input_cost_per_token": 0.0,
    "output_cost_per_token": 0.0,
    "cache_creation_input_token_cost": 0.0,
    "cache_read_input_token_cost": 0.0,
}
Messages = Sequence[Mapping[str, Any]]


def register(embedder: Embedder) -> None:
    """Let litellm answer `handrail/extractive` with `embedder`; an earlier one is replaced."""
    module: Any = litellm()
    others = [each for each in module.custom_provider_map if each["provider"] != PROVIDER]
    handler = _handler(embedder)
    module.custom_provider_map = [*others, {"provider": PROVIDER, "custom_handler": handler}]
    module.utils.custom_llm_setup()
    module.register_model({MODEL: PRICE})


def replied(messages: Messages, embedder: Embedder) -> list[str]:
    """The reply to `messages`, sentence by sentence.

    Raises litellm's `BadRequestError` when the last message is not of the form above.
    """
    try:
        asked = json.loads(messages[-1]["content"])
        question = str(asked["question"])
        understood = str(asked["understood"]) if asked.get("understood") else None
        passages = [Passage(each["id"], each["title"], each["text"]) for each in asked["passages"]]
    except (ValueError, KeyError, TypeError) as error:
        said = f"Expected a JSON object with a question and its passages: {error!r}."
        raise litellm().BadRequestError(said, model=MODEL, llm_provider=PROVIDER) from error
    return list(pieces(extract(question, passages, embedder, understood), passages))


def usage(messages: Messages, reply: str, embedder: Embedder) -> dict[str, int]:
    """Tokens in and out, by the embedder's tokenizer."""
    read = sum(embedder.count(str(each["content"])) for each in messages)
    written = embedder.count(reply)
    return {
        "prompt_tokens": read,
        "completion_tokens": written,
        "total_tokens": read + written,
    }


def _handler(embedder: Embedder) -> object:
    """What litellm calls. A class of litellm's is its base, so it is made after litellm's import."""
    module = litellm()

    class Extractive(module.CustomLLM):  # type: ignore[misc,name-defined]
        """Replies with `replied`; the asynchronous calls do the same work, which is short."""

        def completion(self, messages: Messages, **_: object) -> object:
            reply = "".join(replied(messages, embedder))
            return module.ModelResponse(
                model=MODEL,
                choices=[{"message": {"role": "assistant", "content": reply}}],
                usage=usage(messages, reply, embedder),
            )

        async def acompletion(self, messages: Messages, **_: object) -> object:
            return self.completion(messages)

        def streaming(self, messages: Messages, **_: object) -> Iterator[object]:
            return _chunks(messages, embedder)

        async def astreaming(self, messages: Messages, **_: object) -> AsyncIterator[object]:
            for chunk in _chunks(messages, embedder):
                yield chunk

    return Extractive()


def _chunks(messages: Messages, embedder: Embedder) -> Iterator[dict[str, object]]:
    """The reply as litellm's `GenericStreamingChunk`s; the last one carries the usage."""
    parts = replied(messages, embedder)
    for part, after in pairwise([*parts, None]):
        yield {
            "text": part,
            "is_finished": after is None,
            "finish_reason": "" if after else "stop",
            "usage": None if after else usage(messages, "".join(parts), embedder),
            "index": 0,
            "tool_use": None,
        }
