"""Releases to try: one that is on record, or the present one with some of its parts changed."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.domain.errors import Permanent
from core.domain.release import Release
from core.releases import usable

_RELEASE = TypeAdapter(Release)


class BadRelease(Permanent):
    """That is no release. Write, as TOML or JSON, the parts of the present one that are to change:
    `prompt`, `route`, `embedding`, and tables `retrieval`, `chunking` and `refusal`."""


def variant(base: Release, path: Path) -> Release:
    """`base` with the changes that a TOML or JSON file names; raises `BadRelease`, `BadWeights`."""
    try:
        text = path.read_text(encoding="utf-8")
        changes = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise BadRelease(f"{path}: {error}.") from error
    if not isinstance(changes, dict):
        raise BadRelease(f"{path}: it holds no table.")
    return _made(path, _changed(path, asdict(base), changes))


def recorded(body: str) -> Release:
    """A release from its canonical JSON; raises `BadRelease`."""
    try:
        return _RELEASE.validate_json(body)
    except ValidationError as error:
        raise BadRelease(str(error)) from error


def _changed(path: Path, whole: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(whole)
    for name, value in changes.items():
        if name not in whole:
            raise BadRelease(f"{path}: {name} is no part of it; there is {', '.join(whole)}.")
        is_table = isinstance(whole[name], Mapping)
        if is_table and not isinstance(value, Mapping):
            raise BadRelease(f"{path}: {name} is a table.")
        made[name] = _changed(path, whole[name], value) if is_table else value
    return made


def _made(path: Path, parts: Mapping[str, Any]) -> Release:
    try:
        made = _RELEASE.validate_python(parts)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BadRelease(f"{path}: {said}.") from None
    usable(made.refusal.weights)
    return made
