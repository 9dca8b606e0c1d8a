"""The one way to a model: litellm, told to fetch nothing and to report nothing, its errors as ours."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType

from core.inference.errors import ProviderBusy, ProviderRefused, ProviderUnreachable


@cache
def litellm() -> ModuleType:
    """The litellm module, imported on first use: importing it takes seconds.

    Left to itself it fetches a price map over the network at import.
    """
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    import litellm as module  # noqa: PLC0415

    logging.getLogger("LiteLLM").setLevel(logging.ERROR)
    module.telemetry = False
    module.suppress_debug_info = True
    module.drop_params = True
    module.num_retries = 0
    return module


@contextmanager
def translated() -> Iterator[None]:
    """Raise litellm's errors as `ProviderBusy`, `ProviderUnreachable` or `ProviderRefused`."""
    errors = litellm().exceptions
    try:
        yield
    except (errors.RateLimitError, errors.ServiceUnavailableError) as error:
        raise ProviderBusy(_said(error)) from error
    except (errors.Timeout, errors.APIConnectionError, errors.InternalServerError) as error:
        raise ProviderUnreachable(_said(error)) from error
    except errors.openai.OpenAIError as error:
        raise ProviderRefused(_said(error)) from error


def _said(error: Exception) -> str:
    return str(error).splitlines()[0][:300]
