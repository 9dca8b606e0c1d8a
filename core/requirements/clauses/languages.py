"""Languages: those that documents and questions are in."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Choice, Configuration, Subject, Terms
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Clause

Language = Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")]


class Languages(Limits):
    """Languages by their ISO 639 codes."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1, strict=False)] = Field(
        description='the codes of the languages it is used in, as in languages = ["en", "de"]'
    )


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On the models that answer and embed, by the languages they read; where nobody says, no."""
    wanted = Languages.model_validate(dict(clause.limits)).languages
    for choice in configuration.of(Subject.MODEL, Subject.EMBEDDING):
        reads = choice.terms.languages
        if reads is None:
            reason = "nobody declared the languages it reads: name them in HANDRAIL_MODEL_TERMS"
            yield ruled(choice, False, clause.id, reason)
        else:
            missing = [each for each in wanted if each not in reads]
            reason = f"it reads {', '.join(sorted(reads))}"
            without = f", and not {', '.join(missing)}" if missing else ""
            yield ruled(choice, not missing, clause.id, f"{reason}{without}")


LIMITS = Languages
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-LANG-1"
kind = "languages"
words = "Our policies are in English and in German, and so are the questions."
languages = ["en", "de"]
""",
    configuration=Configuration(
        (
            Choice(
                Subject.EMBEDDING,
                "all-MiniLM-L6-v2-int8",
                running=True,
                terms=Terms(local=True, languages=frozenset({"en"})),
            ),
            Choice(Subject.EMBEDDING, "acme/embed", terms=Terms(languages=frozenset({"en", "de"}))),
        )
    ),
    ruled_out=("all-MiniLM-L6-v2-int8",),
)
