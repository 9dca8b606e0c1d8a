"""An audit from the command line: a verdict, a report, decisions, and what changed since."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from core.cli.readiness import REPORT, app
from core.domain.errors import HandrailError
from core.inference.cached import CachedEmbedder
from core.readiness.report import BadReport
from tests.conftest import warmed

LEAVE = """---
title: Leave policy
classification: internal
effective_from: 2026-01-01
---
# Leave policy

## Carrying leave over

Staff may carry five days of leave over into the next year. Whoever was ill and could not use their
leave may carry ten days over.
"""
JOB = """
[job]
sentence = "Tells clinic managers how much leave staff may carry over, so that rosters hold."
decision = "how much leave staff may carry over"
audience = "clinic managers"
outcome = "rosters hold"
"""
RIGHT = """
[[done]]
id = "D-{number}"
kind = "right"
question = "{question}"
answer = "It is {says}."
says = ["{says}"]
documents = ["leave.md"]
"""
OTHERS = "".join(
    f"""
[[done]]
id = "W-{number}"
kind = "wrong"
question = "How much leave may staff carry over after {number} years?"
answer = "{number} weeks"
says = ["{number} weeks"]
documents = ["leave.md"]

[[done]]
id = "R-{number}"
kind = "refusal"
question = "What does platform {number} cost?"
refusal = "out_of_scope"
documents = ["leave.md"]
"""
    for number in (11, 12)
)
CARRY = ("How much leave may staff carry over into the next year?", "five days")
ILL = ("How much leave may be carried over by whoever was ill?", "ten days")
Audit = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("sources", "documents"):
        (tmp_path / name).mkdir()
    (tmp_path / "documents" / "leave.md").write_text(LEAVE, encoding="utf-8")
    rows = [f"S{n},{20 + n % 30},{2020 + n % 5}-0{1 + n % 9}-15" for n in range(100, 180)]
    write_staff(tmp_path, [*rows, "S180,31,9999-12-31", "S181,33,9999-12-31", "S182,35,9999-12-31"])
    write_requirements(tmp_path, CARRY, ILL)
    return tmp_path


def write_staff(folder: Path, rows: list[str]) -> None:
    table = "\n".join(["number,age,left_on", *rows])
    (folder / "sources" / "staff.csv").write_text(f"{table}\n", encoding="utf-8")


def write_requirements(folder: Path, *answers: tuple[str, str]) -> None:
    right = [
        RIGHT.format(number=number, question=question, says=says)
        for number, (question, says) in enumerate(answers)
    ]
    text = "".join([JOB, *right, OTHERS])
    (folder / "requirements.toml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def home(minilm: CachedEmbedder, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all, with the embedding model made ready."""
    return warmed(tmp_path_factory.mktemp("home"), shared)


@pytest.fixture
def handrail(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """`handrail readiness …` with the folder's audit."""
    monkeypatch.setenv("HANDRAIL_HOME", str(home))

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--out", str(folder / "audit")])

    return run


def audited(handrail: Audit, folder: Path) -> Result:
    return handrail(
        "audit",
        *("--sources", str(folder / "sources"), "--documents", str(folder / "documents")),
        *("--requirements", str(folder / "requirements.toml")),
    )


def report(folder: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((folder / "audit" / REPORT).read_text(encoding="utf-8"))
    return whole


def sentinel(folder: Path) -> dict[str, Any]:
    [found] = [each for each in report(folder)["findings"] if each["kind"] == "sentinel"]
    assert isinstance(found, dict)
    return found


def test_an_audit_says_its_verdict_and_leaves_what_it_learned(
    folder: Path, handrail: Audit
) -> None:
    done = audited(handrail, folder)
    assert done.stdout.startswith("READY IF")
    assert "Write absence one way: staff.csv" in done.stdout
    assert done.exit_code == 0
    there = {path.name for path in (folder / "audit").iterdir()}
    assert there == {"report.json", "report.html", "contract.py", "classification.toml"}


def test_what_the_documents_do_not_answer_blocks(folder: Path, handrail: Audit) -> None:
    driven = ("Who may drive the mobile clinic on a Sunday?", "licensed nurses")
    write_requirements(folder, CARRY, driven)
    done = audited(handrail, folder)
    assert done.stdout.startswith("BLOCKED")
    assert done.exit_code == 1


def test_what_is_mended_is_gone_and_said_to_be_fixed(folder: Path, handrail: Audit) -> None:
    audited(handrail, folder)
    found = sentinel(folder)
    write_staff(folder, [f"S{n},{20 + n % 30},{2020 + n % 5}-0{1 + n % 9}-15" for n in range(90)])
    audited(handrail, folder)
    since = report(folder)["since"]
    assert [each["what"] for each in since["fixed"] if each["kind"] == "sentinel"] == [
        found["what"]
    ]


def test_the_same_data_gives_the_same_findings(folder: Path, handrail: Audit) -> None:
    audited(handrail, folder)
    first = report(folder)["findings"]
    audited(handrail, folder)
    assert report(folder)["findings"] == first
    assert report(folder)["since"]["new"] == []


def test_a_dismissed_finding_no_longer_counts_until_that_is_taken_back(
    folder: Path, handrail: Audit
) -> None:
    audited(handrail, folder)
    found = sentinel(folder)["id"]
    handrail("dismiss", found, "--reason", "Contracts without an end.", "--by", "Anselm Okoro")
    audited(handrail, folder)
    assert [each["id"] for each in report(folder)["decided"]] == [found]
    assert report(folder)["decisions"][0]["reason"] == "Contracts without an end."
    handrail("undo", found)
    audited(handrail, folder)
    assert sentinel(folder)["id"] == found


def test_a_finding_is_shown_down_to_its_rows(folder: Path, handrail: Audit) -> None:
    audited(handrail, folder)
    shown = handrail("show", sentinel(folder)["id"]).stdout
    assert "9999-12-31" in shown
    assert "row 81" in shown


def test_the_page_shows_what_the_report_holds_and_fetches_nothing(
    folder: Path, handrail: Audit
) -> None:
    (folder / "sources" / "<b>odd & name.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    audited(handrail, folder)
    page = (folder / "audit" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>odd" not in page
    assert 'href="http' not in page
    assert sentinel(folder)["remedy"] in page


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    folder: Path, handrail: Audit
) -> None:
    (folder / "sources" / "empty.csv").write_bytes(b"")
    (folder / "documents" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    audited(handrail, folder)
    unread = {e["where"]["source"] for e in report(folder)["findings"] if e["kind"] == "unread"}
    assert unread == {"empty.csv", "broken.pdf"}
    assert sentinel(folder)


def test_where_there_is_nothing_to_audit_it_says_so(handrail: Audit) -> None:
    assert isinstance(handrail("audit").exception, HandrailError)
    assert isinstance(handrail("show", "f-1").exception, HandrailError)


def test_a_half_written_report_is_named(folder: Path, handrail: Audit) -> None:
    audited(handrail, folder)
    (folder / "audit" / REPORT).write_text('{"audited": ', encoding="utf-8")
    assert isinstance(audited(handrail, folder).exception, BadReport)
