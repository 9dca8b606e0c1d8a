"""From a file to values, and what is told of a file that cannot be read."""

from pathlib import Path

import pytest

from core.domain.access import Tier
from core.requirements.errors import BadRequirements
from core.requirements.loading import load, parsed
from core.requirements.template import TEMPLATE
from core.requirements.values import ClauseKind, ExampleKind

CLAUSE = """
[[envelope]]
id = "R-X-1"
kind = "residency"
words = "Somewhere."
regions = ["eu-*"]
"""
EXAMPLE = """
[[done]]
id = "D-X"
kind = "right"
question = "How long?"
answer = "Six weeks, or eight if agreed."
says = ["six  weeks"]
documents = ["a.md"]
tenant = "alder"
clearance = "Confidential"
groups = ["hr"]
"""


def said(text: str) -> str:
    with pytest.raises(BadRequirements) as caught:
        parsed(text)
    return str(caught.value)


def line(text: str, of: str) -> int:
    """The number of the last line that begins with `of`."""
    return max(n for n, each in enumerate(text.splitlines(), 1) if each.startswith(of))


def test_the_template_is_a_file_that_can_be_used() -> None:
    made = parsed(TEMPLATE)
    assert made.job.audience == "team leads"
    assert [each.id for each in made.clauses][:2] == ["R-RES-1", "R-RET-1"]
    assert made.clauses[0].kind == ClauseKind.RESIDENCY
    assert made.clauses[0].limits["regions"] == ["this-machine", "eu-*"]
    assert {each.kind for each in made.done} == set(ExampleKind)


def test_an_example_says_who_asks() -> None:
    example = parsed(TEMPLATE + EXAMPLE).done[-1]
    assert (example.tenant, example.clearance) == ("alder", Tier.CONFIDENTIAL)
    assert example.groups == {"hr"}
    assert example.says == ("six  weeks",)


def test_the_digest_is_of_what_is_said_and_not_of_how() -> None:
    digest = parsed(TEMPLATE).digest
    assert parsed(TEMPLATE.replace("\n[[", "\n# a remark\n[[")).digest == digest
    assert parsed(TEMPLATE.replace("EUR 95", "EUR 96")).digest != digest
    assert len(digest) == 64


def test_what_is_not_toml_is_told_with_its_line() -> None:
    assert "line 1" in said("[job\n")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequirements, match=r"none\.toml"):
        load(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_bytes("[job] # für".encode("latin-1"))
    with pytest.raises(BadRequirements, match=r"old\.toml cannot be read"):
        load(tmp_path / "old.toml")


def test_an_empty_file_is_told_everything_it_lacks() -> None:
    told = said("")
    for lacking in ("job, sentence", "job, decision", "0 of kind right", "0 of kind refusal"):
        assert lacking in told


@pytest.mark.parametrize(
    ("before", "after", "field", "told"),
    [
        ('kind = "residency"', 'kind = "residense"', "kind", "write one of latency, concurrency"),
        ('regions = ["eu-*"]', "regions = []", "regions", "the regions that are allowed, as in"),
        ('regions = ["eu-*"]', 'regions = "eu"', "regions", "the regions that are allowed, as in"),
        ('regions = ["eu-*"]', "", "regions", "it is missing; write the regions"),
        ('words = "Somewhere."', "", "words", "in the words of whoever requires it"),
        ('words = "Somewhere."', "words = 3", "words", "got 3"),
        ('id = "R-X-1"', "", "id", "give it an id of its own"),
        ("regions", "region", "region", "there is no such field. Use id, kind, words, regions"),
    ],
)
def test_a_wrong_clause_is_told_by_line_clause_and_field(
    before: str, after: str, field: str, told: str
) -> None:
    text = TEMPLATE + CLAUSE.replace(before, after)
    problems = said(text).splitlines()[1:]
    where = "[[envelope]]" if not after.startswith(field) else field
    assert any(told in each and f", {field}: " in each for each in problems)
    assert any(each.startswith(f"- line {line(text, where)}, envelope") for each in problems)
    assert all("R-X-1" in each for each in problems) or field == "id"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('kind = "right"', 'kind = "rigth"', "kind: got 'rigth'; write one of right, wrong"),
        ('says = ["six  weeks"]', 'says = ["nine weeks"]', "does not stand in the answer"),
        ('documents = ["a.md"]', "", "documents: list the documents that justify it"),
        ('clearance = "Confidential"', 'clearance = "secret"', "write one of public, internal"),
        ('groups = ["hr"]', 'groups = "hr"', "groups: got 'hr'; list groups"),
        ('answer = "Six', 'anser = "Six', "anser: there is no such field"),
        ('tenant = "alder"', 'refusal = "no_evidence"', "only an example of kind refusal"),
        ('kind = "right"', 'kind = "refusal"', "answer: a refusal states nothing"),
        ('kind = "right"', 'kind = "refusal"', "refusal: it is missing; write one of no_evidence"),
    ],
)
def test_a_wrong_example_is_told_what_to_write(before: str, after: str, told: str) -> None:
    found = said(TEMPLATE + EXAMPLE.replace(before, after))
    assert told in found
    assert "done D-X" in found


def test_an_id_is_given_once() -> None:
    assert "R-X-1: 2 have this id" in said(TEMPLATE + CLAUSE + CLAUSE)


def test_one_example_of_a_kind_is_not_several() -> None:
    first = TEMPLATE.index('[[done]]\nid = "D-6"')
    assert "1 of kind refusal" in said(TEMPLATE[:first])


def test_unknown_sections_and_sections_of_another_form_are_told() -> None:
    assert "envelop: there is no such section" in said(TEMPLATE + '\n[envelop]\nid = "x"\n')
    assert "done: write each as a section of its own, [[done]]" in said('[done]\nid = "x"\n')
    assert "job: write it as a section" in said('job = "to help"\n')


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("latency", "it limits nothing; write first_token_p95, answer_p95 or both"),
        ("cost", "it limits nothing"),
        ("audit_retention", "it limits nothing"),
        ("retrieval", "it limits nothing"),
        ('cost"\nper_tenant_month_usd = 5 #', "can be held to its cost only by its requests"),
    ],
)
def test_a_clause_that_limits_nothing_is_told_so(kind: str, told: str) -> None:
    clause = f'\n[[envelope]]\nid = "R-1"\nwords = "?"\nkind = "{kind}"\n'
    assert told in said(TEMPLATE + clause)


@pytest.mark.parametrize("days", ["2026-01-01", "nan", "inf", "-1", "true", '"30"'])
def test_a_number_of_days_is_a_number_of_days(days: str) -> None:
    clause = '\n[[envelope]]\nid = "R-1"\nwords = "?"\nkind = "retention"\ndays_at_most = '
    assert "R-1, days_at_most: " in said(f"{TEMPLATE}{clause}{days}\n")


def test_two_clauses_without_an_id_are_told_of_as_such() -> None:
    nameless = CLAUSE.replace('id = "R-X-1"', "")
    told = said(TEMPLATE + nameless + nameless)
    assert told.count("give it an id of its own") == 2
    assert "have this id" not in told
