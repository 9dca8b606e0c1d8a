"""Making a chunking hold: at once on one's own machine, by a command to hand on from the workbench."""

import shlex

import chunking_words as words

from core.bootstrap import Handrail, promoting
from core.bootstrap.serving import current
from core.domain.access import Principal
from core.domain.errors import Permanent
from core.domain.release import ChunkingSettings
from core.evaluation.chunking_bench import Result
from core.evaluation.chunking_plan import name
from core.evaluation.intervals import mean
from core.settings.promoted import Promotion, promotions


class NotFromHere(Permanent):
    """A promotion holds for every tenant, so nobody promotes from the workbench. Hand on the command."""


def is_served() -> bool:
    """Whether this is the workbench of a server, where nothing is promoted."""
    return current() is not None


def offer(
    handrail: Handrail, reader: Principal, plan: ChunkingSettings | None, why: str
) -> str | None:
    """In a workbench the command that promotes a chunking, elsewhere nothing.

    Raises `RuledOut`, naming the clause, where the requirements forbid it.
    """
    if plan is None:
        return None
    promoting.ensure_promotable(handrail.settings, plan.strategy, plan.limit)
    return command(reader, plan, why) if is_served() else None


def command(reader: Principal, plan: ChunkingSettings, why: str) -> str:
    """What whoever runs Handrail types to promote it."""
    return shlex.join(
        [
            *("handrail", "chunking", "promote", plan.strategy),
            *("--tokens", str(plan.limit), "--by", reader.subject, "--why", why),
        ]
    )


def promote(handrail: Handrail, reader: Principal, plan: ChunkingSettings, why: str) -> str:
    """Promote it, and say what that did; raises `NotFromHere`, and what speaks against it."""
    if is_served():
        raise NotFromHere
    settings = handrail.settings
    done = promoting.promoted(settings, plan.strategy, plan.limit, by=reader.subject, why=why)
    return _told(handrail, words.Promoting.DONE.format(plan=name(plan)), done)


def back(handrail: Handrail, reader: Principal) -> str:
    """Go back from the last promotion, and say what that did."""
    if is_served():
        raise NotFromHere
    done = promoting.gone_back(handrail.settings, by=reader.subject)
    return _told(handrail, words.Promoting.WENT_BACK, done)


def before(handrail: Handrail) -> list[Promotion]:
    """What was promoted, newest first; of no concern to readers of a workbench."""
    return [] if is_served() else promotions(handrail.settings.home)[::-1]


def _told(handrail: Handrail, done: str, promotion: Promotion) -> str:
    differing = promoting.overruled(handrail.settings.home, promotion).items()
    said = words.Promoting.OVERRULED
    return " ".join([done, *(said.format(name=n.upper(), value=v) for n, v in differing)])


def why(found: Result | None, now: Result | None, k: int, documents: int) -> str:
    """The grounds for a chunking, from its figures and those of the one in force."""
    of = words.Promoting
    if found is None:
        return ""
    severed = found.invariants.conditions + found.invariants.tables
    if found.answers is None:
        return of.UNMEASURED.format(severed=severed, documents=documents)
    recall, iou = mean(found.answers.at_depth.recall), mean(found.answers.at_depth.iou)
    said = of.MEASURED.format(
        recall=recall.value,
        low=recall.low,
        high=recall.high,
        iou=iou.value,
        k=k,
        severed=severed,
        questions=recall.n,
        documents=documents,
    )
    return said + _against(found, now)


def _against(found: Result, now: Result | None) -> str:
    if now is None or now is found or now.answers is None:
        return ""
    held = now.answers.at_depth
    return words.Promoting.AGAINST.format(
        now=name(now.settings), recall=mean(held.recall).value, iou=mean(held.iou).value
    )
