"""How a notebook reaches Handrail: as whoever reads it now, verified at each look."""

from collections.abc import Callable
from typing import TypeVar

import marimo as mo

from core.bootstrap import Handrail
from core.bootstrap.seat import seated
from core.domain.access import Principal
from core.domain.errors import HandrailError

Found = TypeVar("Found")


def tried(work: Callable[[Handrail, Principal], Found]) -> Found | HandrailError:
    """What `work` makes of Handrail and whoever reads this now, or the error in its way."""
    try:
        seat = seated(mo.app_meta().request)
        return work(seat.handrail, seat.principal())
    except HandrailError as error:
        return error
