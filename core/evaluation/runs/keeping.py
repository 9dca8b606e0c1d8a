"""A run as a file: one JSON document, laid out so that two runs differ in git where they differ.

Passages, outcomes and what they took stand one a line, in three lists: a passage is written once
whoever retrieved it, and times, other on every run, touch no line that says what was answered.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.evaluation.runs.errors import NoSuchRun, NotARun, NotKept, OtherVersion
from core.evaluation.runs.lines import (
    Folded,
    HoldingLine,
    Line,
    OutcomeLine,
    PassageLine,
    TookLine,
    folded,
    unfolded,
)
from core.evaluation.runs.values import Holding, Run
from core.readiness.writing import put

MARK, VERSION = "handrail_run", 1


class _RunFile(Line):
    handrail_run: int
    suite: str
    release_id: str
    began: datetime
    code: str
    corpus: dict[str, str]
    release: dict[str, Any]
    judgements: dict[str, Any]
    holdings: dict[str, tuple[HoldingLine, ...]]
    passages: tuple[PassageLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    took: tuple[TookLine, ...]


def write(run: Run, path: Path) -> None:
    """Keep a run in the file at `path`, whole or not at all; raises `NotKept` where it may not.

    Scores keep five significant digits, times a tenth of a millisecond.
    """
    try:
        put(path, _text(run))
    except OSError as error:
        raise NotKept(f"{path}: {error.strerror or error}.") from error


def read(path: Path) -> Run:
    """The run that `write` kept; raises `NoSuchRun`, `NotARun` or `OtherVersion`."""
    document = _document(path)
    try:
        return _run(_RunFile.model_validate(document))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise NotARun(f"{path}, {where}: {first['msg']}.") from None
    except (KeyError, ValueError) as error:
        raise NotARun(f"{path}: its parts do not fit together: {error}.") from None


def _document(path: Path) -> object:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoSuchRun(f"Looked for {path}.") from None
    except (OSError, ValueError) as error:
        raise NotARun(f"{path}: {error}.") from error
    if not isinstance(document, dict) or MARK not in document:
        raise NotARun(f"{path} does not say that it is one.")
    if document[MARK] != VERSION:
        raise OtherVersion(f"{path} has version {document[MARK]}; this one reads {VERSION}.")
    return document


def _run(file: _RunFile) -> Run:
    return Run(
        suite=file.suite,
        release_id=file.release_id,
        release=file.release,
        corpus=file.corpus,
        code=file.code,
        began=file.began,
        outcomes=unfolded(Folded(file.passages, file.outcomes, file.took)),
        holdings={
            tenant: tuple(each.holding() for each in lines)
            for tenant, lines in file.holdings.items()
        },
        judgements=file.judgements,
    )


def _text(run: Run) -> str:
    lines = folded(run.outcomes)
    parts = {
        MARK: VERSION,
        "suite": run.suite,
        "release_id": run.release_id,
        "began": run.began.isoformat(timespec="seconds"),
        "code": run.code,
    }
    blocks = [f'"{name}": {_json(value)}' for name, value in parts.items()]
    blocks += [
        f'"corpus": {_object(run.corpus)}',
        f'"release": {_object(run.release)}',
        f'"judgements": {_object(run.judgements)}',
        f'"holdings": {_holdings(run.holdings)}',
        f'"passages": {_list(lines.passages)}',
        f'"outcomes": {_list(lines.outcomes)}',
        f'"took": {_list(lines.took)}',
    ]
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _holdings(holdings: Mapping[str, Iterable[Holding]]) -> str:
    tenants = (
        f"{_json(tenant)}: {_list(HoldingLine.of(each) for each in holdings[tenant])}"
        for tenant in sorted(holdings)
    )
    return _block("{}", tenants)


def _object(mapping: Mapping[str, Any]) -> str:
    return _block("{}", (f"{_json(key)}: {_json(mapping[key])}" for key in sorted(mapping)))


def _list(lines: Iterable[Line]) -> str:
    return _block(
        "[]", (_json(each.model_dump(mode="json", exclude_defaults=True)) for each in lines)
    )


def _block(brackets: str, items: Iterable[str]) -> str:
    """Items one a line between brackets; the brackets alone where there are none."""
    inner = ",\n".join(items)
    return f"{brackets[0]}\n{inner}\n{brackets[1]}" if inner else brackets


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=False, allow_nan=False)
