"""A list a page at a time. Where one page ends is in its cursor, so changes between do not shift it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from starlette.datastructures import URL

from app.api.errors import BadCursor

T = TypeVar("T")
Place = tuple[str, str]


class Paged(NamedTuple, Generic[T]):
    """The items of a page, and the cursor of the next one."""

    items: list[T]
    next: str | None


def page(
    items: Sequence[T], place: Callable[[T], Place], cursor: str | None, limit: int
) -> Paged[T]:
    """At most `limit` of `items`, which are put in the order of their `place`, from `cursor` on."""
    ordered = sorted(items, key=place)
    begin = bisect_right(ordered, _place(cursor), key=place) if cursor else 0
    chosen = ordered[begin : begin + limit]
    more = begin + limit < len(ordered)
    return Paged(chosen, _cursor(place(chosen[-1])) if more else None)


def following(url: URL, cursor: str | None) -> dict[str, str]:
    """The Link header (RFC 8288) to the page after the one at `url`, if there is one."""
    if cursor is None:
        return {}
    target = url.include_query_params(cursor=cursor)
    return {"Link": f'<{target.path}?{target.query}>; rel="next"'}


def _cursor(place: Place) -> str:
    return urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _place(cursor: str) -> Place:
    """Raises `BadCursor` for what no page gave."""
    try:
        title, document = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):
        raise BadCursor from None
    if not (isinstance(title, str) and isinstance(document, str)):
        raise BadCursor
    return title, document
