"""What can be wrong with a review."""

from core.domain.errors import Permanent


class MayNotLook(Permanent):
    """Answers are reviewed by experts, and read by analysts. Ask for the role `expert`."""


class MayNotLabel(Permanent):
    """Only experts say what is right. Ask for the role `expert`."""


class NoSuchItem(Permanent):
    """There is no such answer to review, or it rests on something you may not see."""


class NotYourSuite(Permanent):
    """A suite is changed by the experts of its own tenant."""


class SecondPersonNeeded(Permanent):
    """Where it matters, a case is approved by somebody else than wrote it. Ask a colleague."""


class NothingProposed(Permanent):
    """Nobody has proposed anything for this case. Propose what is right first."""


class BadProposal(Permanent):
    """A proposal says either what must be said or which refusal is right, not both and not neither."""


class NotWithin(Permanent):
    """The case is asked as somebody who may see more than you may."""


class BadLabels(Permanent):
    """What people said of a suite's answers cannot be read. Mend or remove the line of labels.jsonl."""
