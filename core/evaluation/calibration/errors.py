"""What keeps a refusal decision from being calibrated or measured."""

from core.domain.errors import Permanent


class TooFewQuestions(Permanent):
    """There are too few questions with an answer to calibrate by. At least 40 are needed, resting
    on at least five documents; at a rate of 1% false refusals at least 150."""


class UnreadableRefusalQuestions(Permanent):
    """The questions cannot be read. Write a JSON object a line with `question` and what answers it;
    the command's --help tells the fields."""
