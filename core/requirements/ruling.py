"""What a clause says of one choice."""

from dataclasses import dataclass

from core.requirements.configuration import Choice, Subject


@dataclass(frozen=True, slots=True)
class Ruling:
    """A choice allowed or ruled out, by which clause, and why; `clause` None is that none speaks of it."""

    subject: Subject
    choice: str
    allowed: bool
    clause: str | None
    reason: str
    running: bool = False


def ruled(choice: Choice, allowed: bool, clause: str | None, reason: str) -> Ruling:
    """A ruling on `choice`."""
    return Ruling(choice.subject, choice.name, allowed, clause, reason, choice.running)


def setting(name: str, value: object, allowed: bool, clause: str, reason: str) -> Ruling:
    """A ruling on a setting in force, such as `HANDRAIL_REQUESTS_AT_ONCE=8`."""
    return Ruling(Subject.SETTING, f"{name}={value}", allowed, clause, reason, running=True)
