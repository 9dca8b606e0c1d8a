"""Questions as their searches looked, made up."""

import numpy as np

from core.answering.evidence import Signals
from core.evaluation.calibration.looking import Seen
from core.evaluation.calibration.questions import Sort


def seen(count: int, *, gap: float = 0.3, a_group: int = 4, near_misses: int = 0) -> list[Seen]:
    """Questions with an answer, `a_group` on a document; withheld, each signal lacks about `gap`."""
    random = np.random.default_rng(3)

    def drawn(middle: float) -> Signals:
        return Signals(*np.clip(random.normal(middle, 0.1, 5), 0, 1).tolist())

    answerable = [
        Seen(
            Sort.ANSWERABLE,
            number // a_group,
            drawn(0.6),
            drawn(0.6 - gap),
            drawn(0.6 - 2 * gap),
            retrieved=True,
        )
        for number in range(count)
    ]
    near = [Seen(Sort.NEAR_MISS, at // a_group, drawn(0.55)) for at in range(near_misses)]
    return [*answerable, *near]
