"""What can be wrong with requirements, and what they say no to."""

from core.domain.errors import Permanent


class BadRequirements(Permanent):
    """The requirements file cannot be used. Mend what follows, or see docs/requirements.md."""


class RuledOut(Permanent):
    """The requirements rule this out. Change the configuration, or the clause with whoever owns it."""
