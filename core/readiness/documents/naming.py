"""What a document's names say: what it is about, and which version of it this is."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from core.readiness.documents.reading import Text

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)"
)
_NUMBERED = re.compile(
    r"\b(?:v|ver|vers|version|rev|revision|edition|issue)[\s._-]*(\d+(?:\.\d+)*)\b|"
    r"\b(\d+)(?:st|nd|rd|th) edition\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:draft|old|obsolete|superseded|archived?|previous|former|outdated|withdrawn|retired|expired)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:final|new|current|latest|updated|revised|amended)\b", re.IGNORECASE)
_COPY = re.compile(
    r"\b(?:copy|kopie|copie|duplicate|backup|bak|tmp)\b(?:\s+of)?|\(\d{1,2}\)", re.IGNORECASE
)
_MONTHS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"from|until|to|since|effective|the|of|and|for|a|an|in|version|rev|edition)\b"
)
_WORD = re.compile(r"[^\W\d_]+")


class Mark(NamedTuple):
    """Which version a name says it is: a year, a version number, and whether it calls itself old.

    Ordered: what is greater is later. `age` is -1 for drafts and old ones, 1 for final and new ones.
    """

    age: int
    year: int
    number: tuple[int, ...]

    @property
    def says_nothing(self) -> bool:
        """Whether the name tells no version at all."""
        return self == Mark(0, 0, ())


def subject(text: Text) -> frozenset[str]:
    """The words of its title that say what it is about; versions, years and months left out."""
    return _subject(text.title) or stem(text)


def stem(text: Text) -> frozenset[str]:
    """The same, of its file's name."""
    return _subject(_spaced(PurePosixPath(text.source).stem))


def mark(text: Text) -> Mark:
    """What its names say of its version."""
    spaced = f"{_spaced(PurePosixPath(text.source).stem)} | {text.title}"
    folder = _spaced(str(PurePosixPath(text.source).parent))
    years = [int(year) for year in _YEAR.findall(spaced)]
    numbered = _NUMBERED.search(spaced)
    number = (numbered.group(1) or numbered.group(2)) if numbered else ""
    earlier = _EARLIER.search(spaced) or _EARLIER.search(folder)
    age = -1 if earlier else 1 if _LATER.search(spaced) else 0
    return Mark(age, max(years, default=0), tuple(int(part) for part in number.split(".") if part))


def _spaced(name: str) -> str:
    return re.sub(r"[-_.+/]+", " ", _DATE.sub(lambda found: found.group()[:4], name))


def _subject(name: str) -> frozenset[str]:
    bare = name
    for pattern in (_NUMBERED, _YEAR, _EARLIER, _LATER, _COPY):
        bare = pattern.sub(" ", bare)
    words = _WORD.findall(_MONTHS.sub(" ", bare.lower()))
    return frozenset(word.removesuffix("s") for word in words if len(word) > 1)
