"""What models cost, as far as anybody knows."""

from collections.abc import Mapping

from core.inference.gateway import litellm
from core.settings import EMBEDDED_MODEL

PER_MILLION = 1e6


def price(model: str, declared: Mapping[str, tuple[float, float]]) -> tuple[float, float] | None:
    """US dollars per million tokens in and out: as declared, else as litellm has it; None if unknown."""
    if model in declared:
        return declared[model]
    if model == EMBEDDED_MODEL:
        return (0.0, 0.0)
    try:
        tokens_in, tokens_out = litellm().cost_per_token(
            model=model, prompt_tokens=1, completion_tokens=1
        )
    except Exception:  # litellm raises a bare Exception for an unmapped model
        return None
    return (tokens_in * PER_MILLION, tokens_out * PER_MILLION)
