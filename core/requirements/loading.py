"""From a requirements file to values; everything that is wrong is told at once, with its line."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.requirements.clauses import clause
from core.requirements.errors import BadRequirements
from core.requirements.examples import example
from core.requirements.job import job
from core.requirements.section import Lines, Section
from core.requirements.values import Clause, Example, ExampleKind, Requirements

SECTIONS = ("job", "envelope", "done")
SEVERAL = 2


def load(path: Path) -> Requirements:
    """The requirements in the file at `path`; raises `BadRequirements`, which names every problem."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequirements(f"{path.name} cannot be read: {error}.") from error
    return parsed(text, path.name)


def parsed(text: str, name: str = "requirements.toml") -> Requirements:
    """The requirements in a TOML `text`; `name` is what problems call it."""
    problems: list[str] = []
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRequirements(f"{name} is not TOML: {error}.") from error
    made = _made(document, Lines(text), problems)
    if problems:
        raise BadRequirements("\n".join([f"In {name}:", *(f"- {each}" for each in problems)]))
    return made


def _made(document: dict[str, Any], lines: Lines, problems: list[str]) -> Requirements:
    for unknown in document.keys() - set(SECTIONS):
        problems.append(f"{unknown}: there is no such section. Use {', '.join(SECTIONS)}.")
    clauses = [clause(each) for each in _sections("envelope", document, lines, problems)]
    done = [example(each) for each in _sections("done", document, lines, problems)]
    made = Requirements(
        job=job(_job(document, lines, problems)),
        clauses=tuple(each for each in clauses if each),
        done=tuple(each for each in done if each),
        digest=sha256(json.dumps(document, sort_keys=True, default=str).encode()).hexdigest(),
    )
    problems += [*_twice(made.clauses), *_twice(made.done)]
    if len(made.done) == len(done):
        problems += _too_few(made.done)
    return made


def _job(document: dict[str, Any], lines: Lines, problems: list[str]) -> Section:
    given = document.get("job", {})
    if not isinstance(given, dict):
        problems.append("job: write it as a section, [job].")
        given = {}
    return Section("job", 0, given, lines, problems)


def _sections(
    name: str, document: dict[str, Any], lines: Lines, problems: list[str]
) -> Iterator[Section]:
    given = document.get(name, [])
    if not (isinstance(given, list) and all(isinstance(each, dict) for each in given)):
        problems.append(f"{name}: write each as a section of its own, [[{name}]].")
        return
    for index, table in enumerate(given):
        yield Section(name, index, table, lines, problems)


def _twice(given: Iterable[Clause | Example]) -> Iterator[str]:
    for name, times in Counter(each.id for each in given if each.id).items():
        if times > 1:
            yield f"{name}: {times} have this id. Give each one of its own."


def _too_few(done: Iterable[Example]) -> Iterator[str]:
    count = Counter(each.kind for each in done)
    for kind in ExampleKind:
        if count[kind] < SEVERAL:
            yield (
                f"done: {count[kind]} of kind {kind.value}. Write at least {SEVERAL} [[done]] "
                f"sections of each kind: {', '.join(ExampleKind)}."
            )
