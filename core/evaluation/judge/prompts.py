"""What a judge is told, a file for each subject; a changed word is another judge."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from core.domain.ids import content_id
from core.evaluation.judge.values import Item, Subject
from core.inference.router import Message


@cache
def prompt(subject: Subject) -> str:
    """The judge's instructions."""
    return (files("core.evaluation.judge") / f"{subject.value}.txt").read_text(encoding="utf-8")


def version(subject: Subject) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of the instructions."""
    return sha256(prompt(subject).encode()).hexdigest()[:12]


def judge_name(model: str, subject: Subject) -> str:
    """The judge that a model is with the present instructions."""
    return f"{model}@{version(subject)}"


def given(item: Item) -> str:
    """A digest of what a judge reads of an item."""
    return content_id(item.subject.value, item.content)


def messages(item: Item) -> list[Message]:
    """The conversation to send: what is judged is one JSON object and can pose as nothing else."""
    return [
        {"role": "system", "content": prompt(item.subject)},
        {"role": "user", "content": item.content},
    ]
