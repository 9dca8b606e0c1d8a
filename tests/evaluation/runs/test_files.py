from datetime import date
from hashlib import sha256
from pathlib import Path

from core.classification import proposing
from core.classification.file import CLASSIFICATION, Kept, write
from core.classification.map import ClassificationMap
from core.classification.rules import Rules
from core.domain.access import Tier
from core.domain.document import ALWAYS, FOREVER
from core.evaluation.runs.files import holdings
from core.evaluation.runs.values import Holding

MIB = 2**20
MANIFEST = """
[defaults]
classification = "internal"

[files."fees.csv"]
classification = "confidential"
groups = ["finance"]
effective_from = 2025-01-01

[files."fees-2026.csv"]
effective_from = 2026-01-01
supersedes = "fees.csv"
"""


def folder(root: Path) -> Path:
    (root / "board").mkdir()
    (root / "manifest.toml").write_text(MANIFEST)
    (root / "fees.csv").write_text("fee,euros\ncard,3\n")
    (root / "fees-2026.csv").write_text("fee,euros\ncard,4\n")
    (root / "board" / "plan.md").write_text(
        "---\nclassification: restricted\ngroups: [board]\neffective_to: 2030-01-01\n---\n# Plan\n"
    )
    return root


def test_holdings_are_what_the_files_say(tmp_path: Path) -> None:
    plan, later, fees = holdings(folder(tmp_path), MIB)
    body = (tmp_path / "board" / "plan.md").read_bytes()
    assert plan == Holding(
        "board/plan.md",
        sha256(body).hexdigest(),
        Tier.RESTRICTED,
        frozenset({"board"}),
        ALWAYS,
        date(2030, 1, 1),
    )
    assert (fees.source, fees.tier, fees.groups) == (
        "fees.csv",
        Tier.CONFIDENTIAL,
        frozenset({"finance"}),
    )
    assert (later.source, later.tier, later.groups) == (
        "fees-2026.csv",
        Tier.INTERNAL,
        frozenset(),
    )


def test_a_document_ends_when_the_one_that_supersedes_it_begins(tmp_path: Path) -> None:
    found = {each.source: each for each in holdings(folder(tmp_path), MIB)}
    assert found["fees.csv"].effective_to == date(2026, 1, 1)
    assert found["fees-2026.csv"].effective_to == FOREVER


def test_a_classification_map_raises_what_the_file_says(tmp_path: Path) -> None:
    note = folder(tmp_path) / "note.md"
    note.write_text("---\nclassification: public\n---\nAsk at the desk.\n")
    version = sha256(note.read_bytes()).hexdigest()
    entry = proposing.document("note.md", "Ask at the desk.", version, Rules(), Tier.RESTRICTED)
    write(tmp_path / CLASSIFICATION, Kept(ClassificationMap(documents={"note.md": entry})))
    found = {each.source: each for each in holdings(tmp_path, MIB)}
    assert found["note.md"].tier == Tier.RESTRICTED


def test_a_file_that_cannot_be_taken_in_is_held_by_nobody(tmp_path: Path) -> None:
    (folder(tmp_path) / "bad.md").write_text("---\nclassification: cosmic\n---\n# Bad\n")
    assert "bad.md" not in {each.source for each in holdings(tmp_path, MIB)}
