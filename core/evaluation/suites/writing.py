"""Cases written into a suite so that git shows a case as a line, and nothing that did not change."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from core.evaluation.alone import alone
from core.evaluation.suites.errors import BadCase, NotKept
from core.evaluation.suites.lines import written
from core.evaluation.suites.reading import CASES, today
from core.evaluation.suites.values import Case
from core.readiness.writing import put as put_file


def line(case: Case, usual: date | None = None) -> str:
    """The case as its line stands in `cases.jsonl`, without the line's end.

    `usual` is the suite's own day, which the line leaves out.
    """
    undated = replace(case, as_of=None) if case.as_of == usual else case
    return json.dumps(_whole(written(undated)), ensure_ascii=False, allow_nan=False)


def text(cases: Iterable[Case], usual: date | None = None) -> str:
    """The cases as `cases.jsonl` holds them, in the order given; `usual` as for `line`."""
    return "".join(f"{line(case, usual)}\n" for case in cases)


def put(folder: Path, *cases: Case) -> None:
    """Write cases into the suite in `folder`: each in its own place, or at the end if it is new.

    Every other line stays byte for byte as it was. Whoever else writes into the suite meanwhile
    loses nothing, and whoever reads it sees all of the cases or none. Raises `BadCase` where a line
    is no case, and `NotKept` where the file may not be written.
    """
    path = folder / CASES
    try:
        with alone(folder):
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            usual = today(folder)
            after = _with(path, before, {case.id: line(case, usual) for case in cases})
            if after != before:
                put_file(path, after)
    except OSError as error:
        raise NotKept(f"{path}: {error.strerror or error}.") from error


def _with(path: Path, before: str, new: dict[str, str]) -> str:
    waiting = dict(new)
    lines = [
        waiting.pop(_id(path, number, old), old) if old.strip() else old
        for number, old in enumerate(_lines(before), start=1)
    ]
    return "".join(f"{each}\n" for each in [*lines, *waiting.values()])


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _id(path: Path, number: int, line: str) -> str:
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadCase(f"{path}, line {number} is no case: {error!r}.") from error


def _whole(value: object) -> object:
    """The value with whole numbers written as people write them: 62, not 62.0."""
    match value:
        case dict():
            return {key: _whole(each) for key, each in value.items()}
        case list():
            return [_whole(each) for each in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value
