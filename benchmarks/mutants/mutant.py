"""A planted regression, and how one is written."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from core.bootstrap import Handrail
from core.domain.release import Release

Planting = Callable[[Handrail], AbstractContextManager[None]]


def _as_it_is(release: Release) -> Release:
    return release


def _nothing(_: Handrail) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True)
class Mutant:
    """A regression: what `planted` breaks in the running product, and what of the `release` it changes.

    `is_security` ones show somebody what they may not see. `anew` ones are about how documents are
    taken in, so that these are taken in once more while it is planted. `slows` ones are about time:
    of the others, whatever the clock says may be this machine's doing, and does not count.
    """

    name: str
    breaks: str
    planted: Planting = _nothing
    release: Callable[[Release], Release] = _as_it_is
    is_security: bool = False
    anew: bool = False
    slows: bool = False


def mutant(
    *, is_security: bool = False, anew: bool = False, slows: bool = False
) -> Callable[[Callable[[Handrail], Iterator[None]]], Mutant]:
    """Make a mutant of a generator that plants it, yields, and takes it back; its docstring tells."""

    def made(planting: Callable[[Handrail], Iterator[None]]) -> Mutant:
        return Mutant(
            name=planting.__name__,
            breaks=(planting.__doc__ or "").strip(),
            planted=contextmanager(planting),
            is_security=is_security,
            anew=anew,
            slows=slows,
        )

    return made
