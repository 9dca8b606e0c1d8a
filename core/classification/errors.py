"""What is wrong with a classification map, or with what is asked of it."""

from core.domain.errors import Permanent


class BadClassification(Permanent):
    """The classification map cannot be used. Correct classification.toml; nothing was changed."""


class NotInMap(Permanent):
    """The classification map has no such document, table or column. Make the map anew, then set it."""


class NoReason(Permanent):
    """A reviewed tier needs a reason and the name of whoever answers for it."""


class SameName(Permanent):
    """A table among the sources and a file among the documents have one name. Rename one of them."""
