"""Names of persons: a given name or a title, and a name after it."""

import re
from collections.abc import Iterator

from core.classification.values import Column, Matched, Span
from core.classification.words import lexicon, names_one

_WORD = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:['’-][A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿ]+)*"
_SURNAME = rf"(?:(?:van|von|de|del|della|da|dos|di|la|le|bin|al|Mc|Mac|O['’])\s?){{0,2}}{_WORD}"
_TITLE = r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Mme)\b\.?\ "
_IN_TEXT = re.compile(
    rf"(?<![\w-])(?:(?P<title>{_TITLE}(?:{_WORD}\ |[A-Z]\.\ ?){{0,2}})"
    rf"|(?P<given>{_WORD})\ (?:[A-Z]\.?\ )?)(?P<last>{_SURNAME})(?![\w-])"
)
GIVEN_NAMES = lexicon("given_names")
# parts of names of things, also after a given name: Victoria Hospital
_THINGS = lexicon("words_in_names_of_things")
# given names that are words, months or places too; alone they tell nothing
_DOUBTFUL = lexicon("names_that_are_words")
_CAPITALS = re.compile(r"(?: (?:and|of|the|for|[A-Z][\w'’-]*))+")
_PLACE_BEFORE = re.compile(r"\b(?:San|Santa|Santo|Saint|St\.?|Mount|Fort|Port|Lake|El|Los|Las) $")
_HEADERS = (
    "first name",
    "firstname",
    "last name",
    "lastname",
    "given name",
    "surname",
    "forename",
    "family name",
    "full name",
    "fullname",
    "maiden name",
    "middle name",
    "contact name",
    "contact person",
    "employee name",
    "patient name",
    "customer name",
    "member name",
    "client name",
    "person name",
    "vorname",
    "nachname",
    "nom de famille",
    "prénom",
    "apellido",
    "apellidos",
    "achternaam",
    "voornaam",
)
_ROLES = (
    "applicant",
    "assignee",
    "author",
    "client",
    "clinician",
    "contact",
    "customer",
    "director",
    "doctor",
    "driver",
    "employee",
    "holder",
    "inspector",
    "manager",
    "member",
    "nurse",
    "officer",
    "owner",
    "patient",
    "person",
    "physician",
    "president",
    "principal",
    "signed by",
    "student",
    "superintendent",
    "supervisor",
    "teacher",
    "tenant",
    "trainer",
)
_SHAPED = re.compile(
    r"\s*(?:(?:mrs?|ms|miss|dr|prof)\.?\s+)?"
    r"[^\W\d_][^\W\d_.'’-]*(?:[ .'’,-]{1,2}[^\W\d_][^\W\d_.'’-]*){0,4}"
    r"(?:,?\s+(?:jr|sr|ii|iii|phd|md|ed\.?d)\.?)?\s*$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEAST_SHAPED, _LEAST_KNOWN, _FEWEST_KNOWN = 0.6, 0.3, 3
_MOST_PARTS = 5


def in_text(text: str) -> Iterator[Span]:
    """A title or a known given name before a capitalised word that makes no thing of it."""
    position = 0
    while match := _IN_TEXT.search(text, position):
        is_name = _is_name(match, text)
        # what is no name may still have one in its second word: Ask Beatrice Underhill
        position = match.end() if is_name else match.start("last")
        if is_name:
            yield Span(match.start(), match.end(), "name")


def in_column(column: Column) -> Matched | None:
    """A column called after persons' names, or one whose values are mostly made of them."""
    shaped = tuple(value for value in column.values if _is_shaped(value))
    if len(shaped) < max(1, _LEAST_SHAPED * len(column.values)):
        return None
    if names_one(column.name, _HEADERS):
        return Matched("name", shaped, len(column.values))
    known = tuple(value for value in shaped if _is_full_name(value))
    if names_one(column.name, _ROLES) and known and all(len(_PARTS.findall(v)) > 1 for v in shaped):
        return Matched("name", shaped, len(column.values))
    if len(known) < max(_FEWEST_KNOWN, _LEAST_KNOWN * len(column.values)):
        return None
    return Matched("name", known, len(column.values))


def _is_name(match: re.Match[str], text: str) -> bool:
    given, last = match["given"], match["last"].split()[-1].lower()
    if last in _THINGS or (given and not _is_given(given)):
        return False
    return not _is_part_of_a_thing(text, match.start(), match.end())


def _is_part_of_a_thing(text: str, start: int, end: int) -> bool:
    """Whether a name is one of the names of a place, a law or a building."""
    following = _CAPITALS.match(text, end)
    things = following is not None and any(word.lower() in _THINGS for word in following[0].split())
    return things or _PLACE_BEFORE.search(text[max(0, start - 10) : start]) is not None


def _is_given(word: str) -> bool:
    lower = word.lower()
    return lower in GIVEN_NAMES and lower not in _DOUBTFUL


def _is_shaped(value: str) -> bool:
    parts = _PARTS.findall(value.lower())
    return (
        _SHAPED.match(value) is not None
        and len(parts) <= _MOST_PARTS
        and not any(part in _THINGS for part in parts)
    )


def _is_full_name(value: str) -> bool:
    """Two words or more, the first of the name or what follows the comma being a given name."""
    before, comma, after = value.partition(",")
    parts = _PARTS.findall(after if comma else before)
    parts = [
        part for part in parts if part.lower() not in {"dr", "mr", "mrs", "ms", "miss", "prof"}
    ]
    others = _PARTS.findall(before) if comma else parts[1:]
    return bool(parts) and bool(others) and parts[0].lower() in GIVEN_NAMES
