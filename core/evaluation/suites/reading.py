"""A suite read from its folder, every mistake told with its file and line."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.domain.access import Tier
from core.evaluation.suites.errors import BadCase, BadSuite, NoSuchSuite
from core.evaluation.suites.lines import AsWhomLine, CaseLine
from core.evaluation.suites.suite import Rules, Suite
from core.evaluation.suites.values import AsWhom, Case

RULES = "suite.toml"
CASES = "cases.jsonl"

Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Principal(_Section):
    clearance: Literal["public", "internal", "confidential", "restricted"] = "internal"
    groups: tuple[str, ...] = ()


class _Gate(_Section):
    margins: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] = {}
    floors: dict[str, Finite] = {}
    ceilings: dict[str, Finite] = {}
    critical: tuple[str, ...] = ()
    alpha: Annotated[float, Field(gt=0, lt=0.5)] = 0.05


class _SuiteFile(_Section):
    about: str
    tenant: str
    requirements: Path | None = None
    today: date | None = None
    documents: dict[str, Path] = {}
    principals: dict[str, _Principal] = {}
    weights: dict[str, Annotated[float, Field(gt=0, allow_inf_nan=False)]] = {}
    gate: _Gate = _Gate()


def load(folder: Path) -> Suite:
    """The suite in `folder`; raises `NoSuchSuite`, `BadSuite` or `BadCase`, which tell where."""
    rules = _rules(folder)
    principals = {
        name: AsWhom(rules.tenant, Tier.parse(each.clearance), frozenset(each.groups), name)
        for name, each in rules.principals.items()
    }
    return Suite(
        name=folder.resolve().name,
        folder=folder,
        about=rules.about,
        tenant=rules.tenant,
        cases=tuple(_dated(_cases(folder / CASES, rules.tenant, principals), rules.today)),
        principals=principals,
        documents={tenant: folder / path for tenant, path in rules.documents.items()},
        tag_weights=rules.weights,
        rules=Rules(**rules.gate.model_dump()),
        requirements=folder / rules.requirements if rules.requirements else None,
        today=rules.today,
    )


def today(folder: Path) -> date | None:
    """The day on which cases of the suite in `folder` are asked that name none."""
    return _rules(folder).today if (folder / RULES).is_file() else None


def suites(folder: Path) -> list[Path]:
    """The suites' folders below `folder`, by name; `folder` itself, if it is one."""
    if (folder / RULES).is_file():
        return [folder]
    return sorted(path.parent for path in folder.glob(f"*/{RULES}"))


def _rules(folder: Path) -> _SuiteFile:
    path = folder / RULES
    if not path.is_file():
        raise NoSuchSuite(f"Looked in {folder}.")
    try:
        return _SuiteFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSuite(f"{path}: {error}.") from error
    except ValidationError as error:
        raise BadSuite(f"{path}: {_told(error)}") from None


def _cases(path: Path, tenant: str, principals: Mapping[str, AsWhom]) -> Iterator[Case]:
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        case = _case(path, number, line, tenant, principals)
        if case.id in seen:
            raise BadCase(f"{path}, line {number}: {case.id} stands in line {seen[case.id]} too.")
        seen[case.id] = number
        yield case


def _dated(cases: Iterable[Case], today: date | None) -> Iterator[Case]:
    for case in cases:
        yield case if case.as_of else replace(case, as_of=today)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NoSuchSuite(f"{path} is missing.") from None
    except UnicodeDecodeError as error:
        raise BadCase(f"{path} is no UTF-8 text: {error}.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _case(
    path: Path, number: int, line: str, tenant: str, principals: Mapping[str, AsWhom]
) -> Case:
    where = f"{path}, line {number}"
    try:
        written = CaseLine.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise BadCase(f"{where}: {error}.") from error
    except ValidationError as error:
        raise BadCase(f"{where}: {_told(error)}") from None
    return written.case(_as_whom(where, written.as_whom, tenant, principals))


def _as_whom(
    where: str, named: str | AsWhomLine, tenant: str, principals: Mapping[str, AsWhom]
) -> AsWhom:
    if isinstance(named, AsWhomLine):
        tier = Tier.parse(named.clearance) if named.clearance else Tier.INTERNAL
        return AsWhom(named.tenant or tenant, tier, frozenset(named.groups))
    if named not in principals:
        known = ", ".join(sorted(principals)) or "none"
        raise BadCase(f"{where}: suite.toml has no principal {named!r}; it has {known}.")
    return principals[named]


def _told(error: ValidationError) -> str:
    return " ".join(
        f"{'.'.join(map(str, _place(each['loc'])))}: {each['msg']}." for each in error.errors()
    )


def _place(where: tuple[Any, ...]) -> tuple[Any, ...]:
    return where or ("the line",)
