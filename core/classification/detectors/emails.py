"""E-mail addresses of persons; shared mailboxes such as info@ give nobody away."""

import re
from collections.abc import Iterator

from core.classification.detectors import persons
from core.classification.detectors.persons import GIVEN_NAMES
from core.classification.values import Column, Matched, Span
from core.classification.words import lexicon, names_one

_ADDRESS = re.compile(
    r"(?<![\w.+-])(?P<local>[A-Za-z0-9][\w.+'-]{0,63})@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w-])"
)
_SHARED = lexicon("shared_mailboxes")
_PRIVATE = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|proton|protonmail|aol|gmx|web)\.[a-z.]+$",
    re.IGNORECASE,
)
_HEADERS = ("email", "e mail", "mail", "correo", "courriel")
_LEAST_SHARE, _FEWEST_UNNAMED = 0.2, 3
_SPLIT = re.compile(r"[._+'-]+")
_REACH, _NAME = 120, 3


def in_text(text: str) -> Iterator[Span]:
    """Addresses that a name gives to a person: in them, or before them in the text."""
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        if _is_personal(match[0], match["local"], before):
            yield Span(match.start(), match.end(), "address")


def in_column(column: Column) -> Matched | None:
    """A column in which at least a fifth of the values hold an address that is not a shared one."""
    matching = tuple(value for value in column.values if _is_someones(value))
    fewest = 1 if names_one(column.name, _HEADERS) else _FEWEST_UNNAMED
    if len(matching) < max(fewest, _LEAST_SHARE * len(column.values)):
        return None
    return Matched("address", matching, len(column.values))


def _is_someones(value: str) -> bool:
    return any(not _is_shared(match["local"]) for match in _ADDRESS.finditer(value))


def _is_shared(local: str) -> bool:
    """Shared mailboxes are called after what they are for: info, it-help, hr.support."""
    return any(part in _SHARED for part in _parts(local))


def _is_personal(address: str, local: str, before: str) -> bool:
    if _is_shared(local):
        return False
    parts = _parts(local)
    joined = "".join(parts)
    called = len(parts) > 1 and joined.isalpha() and _begins_a_name(parts[0])
    return called or _PRIVATE.search(address) is not None or _belongs_to_someone(joined, before)


def _belongs_to_someone(joined: str, before: str) -> bool:
    """Whether the address is made of a name that stands before it."""
    names = [before[span.start : span.end].lower().split() for span in persons.in_text(before)]
    return any(part in joined for name in names for part in name if len(part) >= _NAME)


def _begins_a_name(part: str) -> bool:
    return part in GIVEN_NAMES or len(part) == 1


def _parts(local: str) -> list[str]:
    return [part for part in _SPLIT.split(local.lower().rstrip("0123456789")) if part]
