"""What the requirements say of a configuration: what is allowed, what is ruled out, and by which clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.requirements.clauses import KINDS
from core.requirements.configuration import Choice, Configuration, Subject
from core.requirements.errors import RuledOut
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Requirements

NO_CLAUSE = "no clause speaks of it"


@dataclass(frozen=True)
class Cleared:
    """A model that no clause rules out. Made only by `Rulings.cleared`; nothing else is routed to."""

    name: str


@dataclass(frozen=True)
class Rulings:
    """The rulings of `requirements` on `configuration`; without requirements, all is allowed."""

    requirements: Requirements | None
    configuration: Configuration

    @cached_property
    def all(self) -> tuple[Ruling, ...]:
        """Every clause's rulings, in the file's order; and one for each choice no clause speaks of."""
        said = tuple(self._on(self.configuration))
        spoken = {(each.subject, each.choice) for each in said}
        unsaid = tuple(
            ruled(choice, True, None, NO_CLAUSE)
            for choice in self.configuration.choices
            if (choice.subject, choice.name) not in spoken
        )
        return said + unsaid

    @property
    def ruled_out(self) -> tuple[Ruling, ...]:
        """Those that say no."""
        return tuple(each for each in self.all if not each.allowed)

    @property
    def broken(self) -> tuple[Ruling, ...]:
        """Those that say no to what runs."""
        return tuple(each for each in self.ruled_out if each.running)

    def on(self, choice: Choice) -> tuple[Ruling, ...]:
        """What is said of one choice, offered or not; empty where no clause speaks of it."""
        alone = Configuration((choice,), self.configuration.numbers)
        return tuple(each for each in self._on(alone) if each.subject == choice.subject)

    def ensure_allowed(self) -> None:
        """Raise `RuledOut`, which names every clause that what runs breaks."""
        if self.broken:
            raise RuledOut(" ".join(map(told, self.broken)))

    def cleared(self, subject: Subject, name: str) -> Cleared:
        """The model called `name`, to be routed to; raises `RuledOut` if a clause forbids it.

        What the configuration does not offer is judged as something of which nothing is known.
        """
        offered = (each for each in self.configuration.of(subject) if each.name == name)
        rulings = self.on(next(offered, Choice(subject, name)))
        if against := [each for each in rulings if not each.allowed]:
            raise RuledOut(" ".join(map(told, against)))
        return Cleared(name)

    def _on(self, configuration: Configuration) -> Iterator[Ruling]:
        for clause in self.requirements.clauses if self.requirements else ():
            yield from KINDS[clause.kind].rulings(clause, configuration)


def told(ruling: Ruling) -> str:
    """A ruling as a sentence."""
    verdict = "is allowed" if ruling.allowed else "is ruled out"
    by = f" by {ruling.clause}" if ruling.clause else ""
    return f"{ruling.subject.value.capitalize()} {ruling.choice} {verdict}{by}: {ruling.reason}."
