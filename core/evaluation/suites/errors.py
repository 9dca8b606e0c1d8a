"""What can be wrong with a suite."""

from core.domain.errors import Permanent


class NoSuchSuite(Permanent):
    """There is no such suite. A suite is a folder with suite.toml and cases.jsonl."""


class BadSuite(Permanent):
    """The suite's rules cannot be used. Mend suite.toml; docs/evaluation.md tells every field."""


class BadCase(Permanent):
    """A case cannot be used. Mend it in cases.jsonl; cases.schema.json tells every field."""


class NotKept(Permanent):
    """The case could not be written. Check that the suite's folder is yours to write into."""
