"""What can be wrong with a run, or stand in its way."""

from core.domain.errors import Permanent


class NoSuchRun(Permanent):
    """There is no run in this file. `handrail eval run --out FILE` makes one."""


class NotARun(Permanent):
    """This file is no whole run: it is empty, cut short, or something else. Run the suite again."""


class OtherVersion(Permanent):
    """This run was kept by another version of Handrail. Run the suite again with this one."""


class NotKept(Permanent):
    """The run cannot be written here. Name a file that you may write with --out."""


class NoCases(Permanent):
    """The suite has no cases, so a run of it would say nothing. Write some in cases.jsonl."""


class UnknownTenant(Permanent):
    """A case is asked as somebody of a tenant that is not there."""


class TwoCorpora(Permanent):
    """Two suites name different documents for the same tenant. Run them one after the other."""


class SameName(Permanent):
    """Two suites have the same name, so their runs could not be told apart. Rename one's folder."""


class NothingAnswered(Permanent):
    """Not one question was answered or refused. The run is kept, but says nothing of the release."""
