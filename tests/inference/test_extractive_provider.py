"""The extractive model called through litellm, as any other model is."""

import json
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal

from core.inference.embedding import HashEmbedder
from core.inference.extractive import register
from core.inference.gateway import litellm

MODEL = "handrail/extractive"
QUESTION = "How much is paid for hotels in a night?"
TEXT = "Hotels are paid up to EUR 120 in a night. This does not apply in Sundhaven. Ask the desk."
REPLY = "Hotels are paid up to EUR 120 in a night. This does not apply in Sundhaven. [7]"


@pytest.fixture
def model() -> Any:
    register(HashEmbedder())
    return litellm()


def messages(question: str = QUESTION) -> list[dict[str, str]]:
    passages = [{"id": 7, "title": "Travel > Hotels", "text": TEXT}]
    asked = json.dumps({"question": question, "passages": passages})
    return [{"role": "system", "content": "Answer."}, {"role": "user", "content": asked}]


def test_the_reply_is_sentences_with_their_mark_and_costs_nothing(model: Any) -> None:
    response = model.completion(model=MODEL, messages=messages())
    assert response.choices[0].message.content == REPLY
    assert response.usage.completion_tokens == HashEmbedder().count(REPLY)
    assert response.usage.prompt_tokens > 0
    assert model.completion_cost(response) == 0.0


def test_a_stream_yields_sentence_by_sentence_what_a_single_reply_holds(model: Any) -> None:
    asked = {"model": MODEL, "messages": messages()}
    chunks = list(model.completion(**asked, stream=True, stream_options={"include_usage": True}))
    parts = [text for each in chunks if each.choices and (text := each.choices[0].delta.content)]
    assert parts == [
        "Hotels are paid up to EUR 120 in a night. ",
        "This does not apply in Sundhaven. [7]",
    ]
    whole = model.completion(**asked).usage
    assert chunks[-1].usage.prompt_tokens == whole.prompt_tokens
    assert chunks[-1].usage.completion_tokens == whole.completion_tokens


def test_asynchronous_calls_say_the_same(model: Any) -> None:
    async def both() -> tuple[str, str]:
        whole = await model.acompletion(model=MODEL, messages=messages())
        stream = await model.acompletion(model=MODEL, messages=messages(), stream=True)
        parts = [each.choices[0].delta.content or "" async for each in stream]
        return whole.choices[0].message.content, "".join(parts)

    with start_blocking_portal() as portal:
        assert portal.call(both) == (REPLY, REPLY)


def test_a_refusal_is_the_whole_reply(model: Any) -> None:
    response = model.completion(model=MODEL, messages=messages("Quarks?"))
    assert response.choices[0].message.content.startswith("REFUSED: ")
    assert "[7]" not in response.choices[0].message.content


def test_registering_again_replaces_the_model(model: Any) -> None:
    register(HashEmbedder(dimension=32))
    assert [each["provider"] for each in model.custom_provider_map].count("handrail") == 1


@pytest.mark.parametrize("content", ["hello", "[]", '{"question": "x"}'])
def test_a_malformed_request_is_refused_for_good(model: Any, content: str) -> None:
    with pytest.raises(model.BadRequestError):
        model.completion(model=MODEL, messages=[{"role": "user", "content": content}])
