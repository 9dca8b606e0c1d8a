"""Questions to calibrate by: a suite's cases, or lines of one's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from core.domain.access import Tier
from core.domain.answer import Turn
from core.evaluation.calibration.errors import UnreadableRefusalQuestions
from core.evaluation.suites.lines import AsWhomLine, JustificationLine, TurnLine, Words
from core.evaluation.suites.reading import CASES, RULES, load
from core.evaluation.suites.values import AsWhom, Case, Justification, RightRefusal


class Sort(StrEnum):
    """What is known of a question: it has an answer, it only looks so, or it is about other things."""

    ANSWERABLE = "answerable"
    NEAR_MISS = "near_miss"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what answers it, and on whose behalf it is asked (None: the command's person).

    `conversation` names what questions of one conversation share.
    """

    text: str
    sort: Sort
    rests_on: tuple[Justification, ...] = ()
    earlier: tuple[Turn, ...] = ()
    as_of: date | None = None
    as_whom: AsWhom | None = None
    conversation: str = ""


SORTS: Mapping[RightRefusal | None, Sort] = {
    None: Sort.ANSWERABLE,
    RightRefusal.NO_EVIDENCE: Sort.NEAR_MISS,
    RightRefusal.NOT_CLEARED: Sort.NEAR_MISS,
    RightRefusal.OUT_OF_SCOPE: Sort.OUT_OF_SCOPE,
}


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    question: Words
    justified_by: tuple[JustificationLine, ...] = ()
    refusal: RightRefusal | None = None
    answerable: bool = True
    earlier: tuple[TurnLine, ...] = ()
    as_of: date | None = None
    as_whom: Literal[""] | AsWhomLine = ""


def read(path: Path) -> list[Asked]:
    """The questions in `path`: a suite's folder, its cases.jsonl, or a file of such lines.

    Left out are those that test something else: an answerable question that names nothing it rests
    on, and those rightly refused as underspecified or conflicting. Raises
    `UnreadableRefusalQuestions`, naming file and line, and what reading a suite raises.
    """
    folder = path if path.is_dir() else path.parent
    if (path.is_dir() or path.name == CASES) and (folder / RULES).is_file():
        return [each for case in load(folder).cases if (each := _of_case(case))]
    return [each for number, line in _lines(path) if (each := _of_line(path, number, line))]


def _of_case(case: Case) -> Asked | None:
    sort = SORTS.get(case.refusal)
    if sort is None or (sort is Sort.ANSWERABLE and not case.justified_by):
        return None
    return Asked(case.question, sort, case.justified_by, case.earlier, case.as_of, case.as_whom)


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableRefusalQuestions(f"{path}: {error}.") from error
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def _of_line(path: Path, number: int, line: str) -> Asked | None:
    try:
        read = _Line.model_validate(json.loads(line))
    except (json.JSONDecodeError, ValidationError) as error:
        raise UnreadableRefusalQuestions(f"{path}, line {number}: {error}.") from error
    refusal = read.refusal or (None if read.answerable else RightRefusal.NO_EVIDENCE)
    sort = SORTS.get(refusal)
    if sort is None or (sort is Sort.ANSWERABLE and not read.justified_by):
        return None
    return Asked(
        read.question,
        sort,
        tuple(Justification(each.document, each.passage) for each in read.justified_by),
        tuple(Turn(each.question, each.answer) for each in read.earlier),
        read.as_of,
        _whom(read.as_whom) if isinstance(read.as_whom, AsWhomLine) else None,
    )


def _whom(line: AsWhomLine) -> AsWhom:
    tier = Tier.parse(line.clearance) if line.clearance else Tier.INTERNAL
    return AsWhom(line.tenant or "", tier, frozenset(line.groups))
