"""The words in a column's name, which say what people mean by it."""

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: YearRemodAdd is year, remod, add."""
    return tuple(word.lower() for word in _WORD.findall(name))


_YEAR = frozenset({"year", "yr", "yyyy", "jahr"})
_MONTH = frozenset({"month", "mo", "mth", "mon", "mm"})
_TIME = frozenset({"time", "hhmm", "clock"})
_SEX = frozenset({"sex", "gender"})
_ID = frozenset(
    {
        "id",
        "ids",
        "code",
        "codes",
        "zip",
        "zipcode",
        "zipcodes",
        "postcode",
        "postal",
        "phone",
        "telephone",
        "tel",
        "fax",
        "ssn",
        "ein",
        "npi",
        "urn",
        "fips",
        "key",
        "uuid",
        "guid",
        "isbn",
        "sku",
        "account",
        "acct",
        "ref",
        "reference",
        "index",
        "objectid",
        "serial",
        "barcode",
        "mobile",
        "cell",
        "iban",
        "bic",
    }
)
_NUMBERED = frozenset({"no", "number", "num", "nr", "nbr"})


def is_year(name: str) -> bool:
    """Whether the name says that its numbers are years."""
    return bool(_YEAR & set(words(name)))


def is_month(name: str) -> bool:
    """Whether the name says that its numbers are months."""
    return bool(_MONTH & set(words(name)))


def is_time(name: str) -> bool:
    """Whether the name says that its numbers are times of day."""
    return bool(_TIME & set(words(name)))


def is_sex(name: str) -> bool:
    """Whether the name says that its values are of sex or gender."""
    return bool(_SEX & set(words(name))) or "".join(words(name)).endswith(("sex", "gender"))


def is_identifier(name: str) -> bool:
    """Whether the name says that its values name things and do not count or measure them."""
    said = words(name)
    joined = "".join(said)
    return bool(
        _ID & set(said)
        or (said and said[-1] in _NUMBERED and len(said) > 1)
        or joined.endswith(("zipcode", "postcode", "number"))
    )
