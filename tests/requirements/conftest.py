"""Requirements files to change and break."""

from collections.abc import Callable

import pytest

from core.requirements.loading import parsed
from core.requirements.template import TEMPLATE
from core.requirements.values import Requirements

FIRST_CLAUSE = TEMPLATE.index("[[envelope]]")
FIRST_EXAMPLE = TEMPLATE.index("# The definition of done")
Written = Callable[..., Requirements]


@pytest.fixture
def written() -> Written:
    """Requirements with nothing in the envelope but the clauses given as TOML."""

    def make(*clauses: str) -> Requirements:
        return parsed(TEMPLATE[:FIRST_CLAUSE] + "\n".join(clauses) + TEMPLATE[FIRST_EXAMPLE:])

    return make
