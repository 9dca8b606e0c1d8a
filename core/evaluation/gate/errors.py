"""What can stand in the way of a gate or of a new baseline."""

from core.domain.errors import Permanent


class NoBaseline(Permanent):
    """The suite has no accepted baseline to be held to. Look at a run of it, and if it is good accept
    it: handrail eval accept."""


class NoReason(Permanent):
    """Whoever accepts a baseline says who they are and why. Name both: --by and --why."""


class NotAcceptable(Permanent):
    """This run breaks rules that may never be broken, so it is no baseline. Mend what follows, or say
    with --force why it is accepted all the same, which is recorded."""


class OtherSuite(Permanent):
    """The run is of another suite than the one it is to be judged by."""
