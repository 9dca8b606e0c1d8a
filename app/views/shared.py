"""An answer to take along: plain text, its sources numbered."""

from collections.abc import Iterator

from app.strings import Ask
from app.views.conversation import Exchange, Source
from app.views.wording import day, tier
from core.domain.access import Tier


def as_text(exchange: Exchange) -> str:
    """The question, the answer with its marks, and what each mark stands for."""
    return "\n".join(_lines(exchange))


def highest_tier(exchange: Exchange) -> Tier | None:
    """The classification of the most closely held of its sources; None without any."""
    return max((each.tier for each in exchange.sources if each.tier is not None), default=None)


def _lines(exchange: Exchange) -> Iterator[str]:
    yield Ask.TEXT_QUESTION.format(question=exchange.question)
    if exchange.as_of:
        yield Ask.TEXT_AS_OF.format(day=day(exchange.as_of))
    yield from ("", exchange.text, "", Ask.TEXT_SOURCES)
    yield from map(_source, exchange.sources)
    yield from ("", Ask.TEXT_ASKED.format(request=exchange.request_id))


def _source(source: Source) -> str:
    if source.tier is None:
        return f"[{source.number}] {source.title}"
    return Ask.TEXT_SOURCE.format(
        number=source.number,
        where=where(source),
        tier=tier(source.tier).lower(),
        version=source.version[:8],
    )


def where(source: Source) -> str:
    """The document and the place in it: Travel, Meals, page 3."""
    page = [Ask.PAGE.format(number=source.page)] if source.page else []
    headings = [each for each in source.headings if each != source.title]
    return ", ".join([source.title, *headings, *page])
