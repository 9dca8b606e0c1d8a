"""What is sent to the API."""

from typing import Annotated

from fastapi import UploadFile
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from app.api.fields import ANYTHING, AsOf, Classification, Conversation, Group, Question, RequestId
from core.answering.feedback import LONGEST_NOTE, Verdict
from core.domain.access import Tier
from core.domain.document import Label

LONGEST_TURN = 8_000
TURNS = 10


class Taken(BaseModel):
    """What is sent: nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class Turn(Taken):
    """A question asked before and what was answered to it."""

    question: Question
    answer: Annotated[str, Field(max_length=LONGEST_TURN, pattern=ANYTHING)]


class Ask(Taken):
    """A question, perhaps a follow-up of earlier ones."""

    question: Question
    as_of: AsOf = None
    conversation: Conversation | None = None
    earlier: Annotated[
        list[Turn],
        Field(max_length=TURNS, description="The turns before this one, oldest first."),
    ] = []
    stream: Annotated[
        StrictBool, Field(description="Whether to be sent events as the answer is made.")
    ] = False


class Search(Taken):
    """What to search for, and among what."""

    question: Question
    k: Annotated[StrictInt, Field(ge=1, le=50, description="How many hits.")] = 8
    as_of: AsOf = None
    every_version: Annotated[
        StrictBool, Field(description="Whether to include what is superseded or not in force yet.")
    ] = False

    @model_validator(mode="after")
    def _one_or_the_other(self) -> "Search":
        if self.every_version and self.as_of:
            raise ValueError("every version is of no day: leave as_of or every_version out")
        return self


class GiveFeedback(Taken):
    """One's word on an answer one got."""

    request_id: RequestId
    verdict: Verdict
    note: Annotated[str, Field(max_length=LONGEST_NOTE, pattern=ANYTHING)] = ""


class Upload(Taken):
    """A file, and who may see it unless it says so itself."""

    file: Annotated[UploadFile, Field(description="Markdown, HTML, PDF, DOCX, text, CSV or XLSX.")]
    classification: Classification = "internal"
    groups: Annotated[
        list[Group], Field(max_length=20, description="Only these groups; everyone, if none.")
    ] = []

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.file.filename or ""

    @property
    def label(self) -> Label:
        """Who may see it."""
        named = (group.strip() for group in self.groups)
        return Label(Tier.parse(self.classification), frozenset(group for group in named if group))
