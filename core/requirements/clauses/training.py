"""Training by model providers: whether they may learn from what they are sent."""

from collections.abc import Iterator

from pydantic import Field

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Choice, Configuration, Subject, Terms
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Clause


class Training(Limits):
    """Yes or no."""

    allowed: bool = Field(
        description="whether a provider may train on what it is sent, as in allowed = false"
    )


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On every model by whether its provider trains on data; where nobody says is not allowed."""
    may = Training.model_validate(dict(clause.limits)).allowed
    for choice in configuration.models():
        trains = choice.terms.trains
        if may:
            yield ruled(choice, True, clause.id, "providers may train on what they are sent")
        elif choice.terms.local:
            yield ruled(choice, True, clause.id, "nothing leaves this deployment")
        elif trains is None:
            reason = "nobody declared whether its provider trains on data: say so in HANDRAIL_MODEL_TERMS"
            yield ruled(choice, False, clause.id, reason)
        else:
            reason = f"its provider {'trains' if trains else 'does not train'} on what it is sent"
            yield ruled(choice, not trains, clause.id, reason)


LIMITS = Training
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-TRN-1"
kind = "training"
words = "No model learns from our questions or documents."
allowed = false
""",
    configuration=Configuration(
        (
            Choice(Subject.MODEL, "acme/free-tier", running=True, terms=Terms(trains=True)),
            Choice(Subject.MODEL, "acme/large", terms=Terms(trains=False)),
        )
    ),
    ruled_out=("acme/free-tier",),
)
