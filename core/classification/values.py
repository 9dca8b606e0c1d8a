"""What detectors look for, what they look at, and what they say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.domain.access import Tier


class Category(StrEnum):
    """What makes text or data need protection; the values are the names in `classification.toml`."""

    PERSON_NAME = "person_name"
    EMAIL = "email"
    PHONE = "phone"
    DATE_OF_BIRTH = "date_of_birth"
    NATIONAL_ID = "national_id"
    BANK_ID = "bank_id"
    HEALTH = "health"
    SALARY = "salary"

    @property
    def words(self) -> str:
        """What people call it, in the plural."""
        return WORDS[self]


WORDS = {
    Category.PERSON_NAME: "names of persons",
    Category.EMAIL: "e-mail addresses of persons",
    Category.PHONE: "phone numbers",
    Category.DATE_OF_BIRTH: "dates of birth",
    Category.NATIONAL_ID: "national identifiers",
    Category.BANK_ID: "bank identifiers",
    Category.HEALTH: "health terms said of persons",
    Category.SALARY: "pay with amounts",
}
DEFAULT_TIERS = {
    Category.PERSON_NAME: Tier.INTERNAL,
    Category.EMAIL: Tier.INTERNAL,
    Category.PHONE: Tier.INTERNAL,
    Category.DATE_OF_BIRTH: Tier.CONFIDENTIAL,
    Category.NATIONAL_ID: Tier.RESTRICTED,
    Category.BANK_ID: Tier.RESTRICTED,
    Category.HEALTH: Tier.CONFIDENTIAL,
    Category.SALARY: Tier.CONFIDENTIAL,
}
"""The least tier of what holds something of a category, unless `[tiers]` says otherwise."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something detected in a text, from `start` until `end`; `detail` says which sort it is."""

    start: int
    end: int
    detail: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column as detectors see it: its name and distinct present values, most frequent first.

    `caption` is what the table is called; `about_persons` says whether its rows are persons.
    """

    name: str
    values: tuple[str, ...]
    caption: str = ""
    about_persons: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was detected of one category: how many times, of how many values (0 in a text).

    `examples` are masked where the value itself would give someone away.
    """

    category: Category
    detail: str
    count: int
    out_of: int = 0
    examples: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The finding as a clause: what, which sort, how many, an example."""
        number = f"{self.count} of {self.out_of} values" if self.out_of else f"{self.count}"
        like = f", such as {self.examples[0]}" if self.examples else ""
        return f"{self.category.words} ({self.detail}): {number}{like}"


@dataclass(frozen=True, slots=True)
class Matched:
    """What a detector makes of a column: the values that match, of so many looked at."""

    detail: str
    values: tuple[str, ...]
    out_of: int


@dataclass(frozen=True, slots=True)
class Detector:
    """One category, told in running text and in columns.

    `in_text` gives spans in order; `in_column` None where the column is of something else.
    """

    category: Category
    in_text: Callable[[str], Iterator[Span]]
    in_column: Callable[[Column], Matched | None]
    is_masked: bool = True
