"""The readiness sample: what its truth says was planted is in the files, and nothing else is wrong."""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from stdnum import iban
from stdnum.ie import pps, vat

from core.bootstrap.samples import samples
from core.classification import file as classification
from core.readiness.finding import Kind
from core.requirements.loading import load
from core.requirements.values import ExampleKind
from tests.samples.readiness_files import (
    DOCUMENTS,
    HERE,
    MARCH,
    NEW,
    OLD,
    SEPTEMBER,
    TRUTH,
    by,
    cells,
    day,
    declared,
    planted,
    reaches,
    sound,
    table,
    text_of,
    tier_of,
    where,
)
from tests.samples.readiness_tables import TRUE_THAT, VALUED, WRONG_ROWS

SAID: dict[str, Callable[[], object]] = {
    "duplicate_fire_drill": lambda: (
        text_of("operations/fire-drill.md") == text_of("archive/fire-drill-copy.md")
    ),
    "superseded_lone_working": lambda: (
        "supersedes: people/lone-working-2022.md" in text_of("people/lone-working-2025.md")
        and "effective_to" not in declared("people/lone-working-2022.md")
    ),
    "superseded_uniform": lambda: (
        "It replaces version 1" in text_of("policies/uniform-version-2.md")
        and "effective_to" not in declared("policies/uniform-version-1.md")
    ),
    "lost_scan": lambda: (
        [
            bool(page.extract_text().strip())
            for page in pypdf.PdfReader(DOCUMENTS / "operations/boiler-inspection.pdf").pages
        ]
        == [True, False, False]
    ),
    "lost_letters": lambda: "â€™" in text_of("people/return-to-work.md"),
    "orphaned_remote_work": lambda: (
        not re.search(r"^4", text_of("people/remote-work.md"), re.M)
        and "\n## 4" not in text_of("people/remote-work.md")
    ),
    "orphaned_schedule": lambda: (
        text_of("finance/petty-cash.md").count("Schedule C") == 1
        and "# Schedule C" not in text_of("finance/petty-cash.md")
    ),
    "undated_photographs": lambda: not re.search(r"20\d\d", text_of("policies/photographs.md")),
    "undated_property": lambda: not re.search(r"20\d\d", text_of("policies/patient-property.html")),
    "unclassified_notes": lambda: "classification" not in declared("archive/away-day-notes.md"),
    "unclassified_postcodes": lambda: tier_of("postcodes.csv") == "",
    "underclassified_story": lambda: (
        "classification: public" in declared("public/patient-stories.md")
    ),
    "underclassified_bank_changes": lambda: (
        "classification: internal" in declared("finance/bank-changes.md")
        and any(map(iban.is_valid, re.findall(r"IE\w{20}", text_of("finance/bank-changes.md"))))
    ),
    "underclassified_suppliers_old": lambda: (
        tier_of(OLD) == "internal" and all(map(iban.is_valid, cells(OLD, "iban")))
    ),
    "underclassified_suppliers_new": lambda: (
        tier_of(NEW) == "internal" and all(map(iban.is_valid, cells(NEW, "iban")))
    ),
    "underclassified_staff": lambda: (
        tier_of("staff.csv") == "confidential"
        and all(map(pps.is_valid, cells("staff.csv", "pps_number")))
    ),
}


@pytest.mark.parametrize("name", VALUED)
def test_a_planted_value_stands_in_the_planted_rows_and_in_no_other(name: str) -> None:
    told = TRUTH[name]
    assert where(told["source"], lambda row: row[told["columns"][0]] in told["values"]) == planted(
        name
    )


@pytest.mark.parametrize("name", WRONG_ROWS)
def test_the_rows_that_are_wrong_are_those_planted(name: str) -> None:
    assert WRONG_ROWS[name]() == planted(name)


@pytest.mark.parametrize("name", TRUE_THAT)
def test_what_was_planted_in_columns_and_tables_is_there(name: str) -> None:
    assert TRUE_THAT[name]()


@pytest.mark.parametrize("name", SAID)
def test_what_was_planted_in_documents_and_their_tiers_is_there(name: str) -> None:
    assert SAID[name]()


TEXTS = [
    pytest.param(place["source"], place["text"], id=f"{name} {place['source']}")
    for name, told in TRUTH.items()
    for place in (told, *told.get("also", ()))
    if "text" in place
]


@pytest.mark.parametrize(("source", "text"), TEXTS)
def test_a_planted_passage_stands_in_its_document(source: str, text: str) -> None:
    assert text.casefold() in reaches(source)


CONTRADICTIONS = [
    told for told in TRUTH.values() if told["kind"] == "contradiction" and "text" in told
]


@pytest.mark.parametrize("told", CONTRADICTIONS, ids=lambda told: told["id"])
def test_passages_that_contradict_each_other_differ_in_nothing_but_the_number(
    told: dict[str, Any],
) -> None:
    one, other = (rest_of_sentence(each) for each in (told, *told["also"]))
    assert one[-8:] == other[-8:]


def rest_of_sentence(place: dict[str, Any]) -> list[str]:
    """The words of the sentence that a planted text stands in, without that text."""
    text, sentences = place["text"].casefold(), re.split(r"(?<=\.)\s", reaches(place["source"]))
    return next(each for each in sentences if text in each).replace(text, "").split()


def test_drafts_differ_in_a_few_words() -> None:
    one, other = (
        set(text_of(each).split())
        for each in ("operations/visitor-badges.md", "archive/visitor-badges-draft.md")
    )
    assert 0 < len(one ^ other) < 16


def test_broken_tables_have_rows_of_different_lengths() -> None:
    waste = [line for line in text_of("operations/waste-collection.md").splitlines() if "|" in line]
    doses = re.findall(r"<tr>(.*?)</tr>", text_of("clinical/dose-table.html"))
    assert len({line.count("|") for line in waste}) > 2
    assert len({row.count("<t") for row in doses}) > 2


def test_examples_of_done_are_answered_adjacent_or_nowhere_as_the_truth_says() -> None:
    paths = [path for path in DOCUMENTS.rglob("*.*") if path.suffix != ".toml"]
    texts = [reaches(str(path.relative_to(DOCUMENTS))) for path in paths]
    everything = " ".join(" ".join(texts).split())
    told = {
        each["key"] for each in TRUTH.values() if each["kind"] in {"only_adjacent", "not_covered"}
    }
    for each in load(HERE / "requirements.toml").done:
        if each.kind == ExampleKind.RIGHT:
            answered = all(fact.casefold() in everything for fact in each.says)
            assert answered is (each.id not in told), each.id
    for nowhere in ("drone", "pension", "dentist"):
        assert nowhere not in everything


def test_the_truth_names_every_kind_and_each_of_its_lines_is_verified_here() -> None:
    kinds = {each["kind"] for each in TRUTH.values()}
    verified = {*VALUED, *WRONG_ROWS, *TRUE_THAT, *SAID}
    left = {
        name: each
        for name, each in TRUTH.items()
        if name not in verified and not each.get("optional")
    }
    assert kinds == {each.value for each in Kind}
    assert len(TRUTH) >= 90
    assert {each["kind"] for each in left.values()} <= {
        "contradiction", "broken_table", "near_duplicate_documents", "only_adjacent", "not_covered",
    }  # fmt: skip


def test_identifiers_have_right_check_digits() -> None:
    for source in (OLD, NEW, "contracts.csv"):
        assert all(map(iban.is_valid, cells(source, "iban")))
    assert all(map(vat.is_valid, {*cells(OLD, "vat_number"), *cells(NEW, "vat_number")}))


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("staff.csv", "staff_number"),
        (OLD, "supplier_id"),
        (NEW, "supplier_id"),
        ("contracts.csv", "contract_number"),
        ("invoices.csv", "invoice_number"),
        ("postcodes.csv", "postcode"),
        ("referrals.csv", "referral_id"),
        ("vitals.csv", "reading"),
        ("incidents.ndjson", "incident_id"),
        (MARCH, "batch"),
        (SEPTEMBER, "batch"),
        ("rota.xlsx#Swaps", "swap"),
    ],
)
def test_a_number_is_given_once(source: str, key: str) -> None:
    assert len(set(cells(source, key))) == len(table(source))


@pytest.mark.parametrize(
    ("source", "key", "column"),
    [
        ("postcodes.csv", "routing_key", "town"),
        ("postcodes.csv", "routing_key", "district"),
        ("postcodes.csv", "routing_key", "nearest_clinic"),
        ("staff.csv", "post", "grade"),
        ("staff.csv", "post", "cost_centre"),
        ("appointments.tsv", "service_code", "minutes"),
        ("appointments.tsv", "patient_number", "clinic"),
        ("invoices.csv", "clinic", "cost_centre"),
        ("vitals.csv", "patient_number", "sex"),
        ("vitals.csv", "device", "clinic"),
        (MARCH, "item_code", "item_name"),
        (SEPTEMBER, "item_code", "unit_price_eur"),
        ("rota.xlsx#Shifts", "shift", "begins"),
        ("training.csv", "course", "hours"),
        (NEW, "category_code", "category"),
    ],
)
def test_where_nothing_was_planted_a_key_says_what_depends_on_it(
    source: str, key: str, column: str
) -> None:
    seen = defaultdict[str, set[str]](set)
    for row in sound(source, column):
        seen[row[key]].add(row[column])
    assert {len(values) for values in seen.values()} == {1}


def test_where_nothing_was_planted_dates_follow_each_other() -> None:
    since = by(NEW, "supplier_id", "supplier_since")
    hired = by("staff.csv", "staff_number", "started_on")
    terms = by(NEW, "supplier_id", "terms")
    for row in sound("invoices.csv", "supplier_id"):
        assert since[row["supplier_id"]] < row["invoice_date"] <= row["paid_on"]
        assert day(row["due_date"]) == day(row["invoice_date"]) + timedelta(
            days=int(terms[row["supplier_id"]])
        )
    for row in sound("training.csv", "staff_number"):
        assert hired[row["staff_number"]] <= row["completed_on"] < row["valid_until"]
    for row in sound("contracts.csv", "ends_on"):
        assert since[row["vendor_no"]] <= row["starts_on"] < row["ends_on"]
    for row in sound("appointments.tsv", "booked_on", "clinician"):
        assert row["booked_on"] < row["starts_at"]
        assert hired[row["clinician"]] < row["starts_at"]


def test_an_audit_of_clean_data_has_a_tier_for_it_and_answers_to_its_examples() -> None:
    folder = HERE / "clean" / "documents"
    rules = classification.read(folder / "classification.toml").map.rules
    assert all(rules.of(path.name) for path in (HERE / "clean" / "sources").iterdir())
    for each in load(HERE / "clean" / "requirements.toml").done:
        if each.kind == ExampleKind.RIGHT:
            text = (folder / each.documents[0]).read_text(encoding="utf-8")
            assert all(fact in text for fact in each.says)


def test_making_the_tables_again_gives_the_same_bytes(tmp_path: Path) -> None:
    script = HERE / "make_sources.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env={})
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(made) > 20
    for path in made:
        assert path.read_bytes() == (HERE / path.relative_to(tmp_path)).read_bytes(), path


def test_the_sample_is_no_tenant_and_is_small() -> None:
    assert "readiness" not in {each.tenant for each in samples()}
    assert sum(path.stat().st_size for path in (HERE / "sources").iterdir()) < 2_500_000
