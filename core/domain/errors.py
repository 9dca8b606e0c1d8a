"""Errors by what the caller should do about them; each docstring is the message people read."""

from inspect import cleandoc


class HandrailError(Exception):
    """Something went wrong in Handrail."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        message = cleandoc(type(self).__doc__ or "")
        super().__init__(f"{message} {detail}".strip())


class Permanent(HandrailError):
    """Trying again will not help."""


class Transient(HandrailError):
    """This may pass; try again."""
