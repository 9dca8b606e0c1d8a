"""What can go wrong with a document somebody asks for or changes."""

from core.domain.errors import Permanent


class NoSuchDocument(Permanent):
    """There is no such document among those you may see."""


class NoSuchPassage(Permanent):
    """There is no such passage among those you may see. Its document may have changed: ask again."""


class MayNotChange(Permanent):
    """Only curators may bring documents in or take them out. Ask a curator of your organisation."""


class BadFilename(Permanent):
    """A file's name has 1 to 200 characters, without slashes or control characters."""
