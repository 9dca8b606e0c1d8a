"""What people said of a suite's answers, beside its cases: a line each, and none is ever changed.

The gate reads it where there is no database, so it holds no word of an answer or a comment: which
answer (as a digest), who, what they said and when.
"""

import fcntl
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.evaluation.review.errors import BadLabels
from core.evaluation.review.labels import Kind, Label, Word
from core.evaluation.suites.errors import NotKept

LABELS = "labels.jsonl"

Labels = Mapping[str, tuple[Label, ...]]
"""What people said, by item, in the order they said it."""


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    case: str
    item: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    subject: str
    kind: Kind
    verdict: Word
    at: datetime


def labels(path: Path) -> Labels:
    """What people said, from the file at `path`; nothing where there is none. Raises `BadLabels`."""
    if not path.exists():
        return {}
    found: dict[str, list[Label]] = defaultdict(list)
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text.strip():
            line = _line(path, number, text)
            found[line.item].append(
                Label(line.id, line.item, line.subject, line.kind, line.verdict, line.at)
            )
    return {item: tuple(several) for item, several in found.items()}


def file(folder: Path, case: str, said: Iterable[Label]) -> int:
    """Add to the suite's file what is not in it yet, and say how much that was.

    Raises `NotKept` where the file may not be written; what people said is then kept all the same,
    in the database, and goes into the file the next time.
    """
    path = folder / LABELS
    try:
        with path.open("a+", encoding="utf-8") as kept:
            fcntl.flock(kept, fcntl.LOCK_EX)
            there = {each.id for several in labels(path).values() for each in several}
            new = [each for each in said if each.id not in there]
            kept.write("".join(f"{_written(case, each)}\n" for each in new))
    except OSError as error:
        raise NotKept(f"{path}: {error.strerror or error}.") from error
    return len(new)


def _line(path: Path, number: int, text: str) -> _Line:
    try:
        return _Line.model_validate_json(text)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
        )
        raise BadLabels(f"{path}, line {number}: {wrong}.") from None


def _written(case: str, label: Label) -> str:
    line = _Line(
        id=label.id,
        case=case,
        item=label.item,
        subject=label.subject,
        kind=label.kind,
        verdict=label.verdict,
        at=label.at,
    )
    return json.dumps(line.model_dump(mode="json"), ensure_ascii=False)
