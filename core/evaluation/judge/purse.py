"""What judging may cost, kept to by asking for a call's worst case before it is made."""

from dataclasses import dataclass, field
from threading import Lock

from core.requirements.configuration import Price

CHARACTERS_A_TOKEN = 3  # low for European languages, so that the estimate is high
PER_MILLION = 1e6
MOST_TOKENS = 400  # of a judge's reply


def most(price: Price, characters: int) -> float:
    """The most that a call with so many characters costs, in US dollars."""
    tokens = characters / CHARACTERS_A_TOKEN
    return (tokens * price.tokens_in + MOST_TOKENS * price.tokens_out) / PER_MILLION


@dataclass
class Purse:
    """US dollars to spend, shared by threads: `spent` never passes `limit`, worst cases included."""

    limit: float
    spent: float = 0.0
    _held: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def hold(self, most: float) -> bool:
        """Set aside a call's worst case; False, and nothing set aside, where that is too much."""
        with self._lock:
            within = self.spent + self._held + most <= self.limit  # False of what is no number
            self._held += most if within else 0.0
            return within

    def settle(self, most: float, cost: float) -> None:
        """Give back what was set aside and pay what the call did cost."""
        with self._lock:
            self._held -= most
            self.spent += cost
