"""What single values may be, as the OpenAPI document describes them."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from core.answering.service import LONGEST_QUESTION

Classification = Literal["public", "internal", "confidential", "restricted"]
SOMETHING = r"^[^\x00]*[^\s\x00][^\x00]*$"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ANYTHING = r"^[^\x00]*$"  # Postgres keeps no NUL

Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_QUESTION,
        pattern=SOMETHING,
        examples=["How much may I spend on a hotel?"],
    ),
]


def _written(day: object) -> object:
    """A day as it is written: pydantic would take numbers and times of day as well."""
    if day is not None and not (isinstance(day, str) and DAY.fullmatch(day)):
        raise ValueError("a day is written as 2025-06-30")
    return day


AsOf = Annotated[
    date | None,
    BeforeValidator(_written),
    Field(description="Of which day to ask; null is today.", examples=["2025-06-30"]),
]
Conversation = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9._-]{1,64}$",
        description="A name of your own for the conversation this belongs to.",
        examples=["c-2025-06-30-1"],
    ),
]
ContentId = Annotated[str, Field(pattern=r"^[0-7][0-9a-f]{15}$", examples=["1f0c2a9be47d5386"])]
RequestId = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        examples=["5b0c6f8e-3a51-4b7a-9d0e-0d5c1c1f2a10"],
    ),
]
Version = Annotated[str, Field(pattern=r"^[0-9a-f]{16,64}$", description="A version's digest.")]
Group = Annotated[str, Field(max_length=100, pattern=ANYTHING, examples=["finance"])]
