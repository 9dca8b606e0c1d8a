"""What is ruled out does not run: not at the start, not by name, not as what is fallen back to."""

import socket
from pathlib import Path

import pytest

from core.bootstrap import Handrail
from core.bootstrap.configuration import configuration, rulings
from core.inference.litellm_embedding import LitellmEmbedder
from core.inference.router import Router
from core.requirements.configuration import Choice, Configuration, Subject, Terms
from core.requirements.errors import BadRequirements, RuledOut
from core.requirements.rulings import Cleared, Rulings
from core.requirements.template import TEMPLATE
from core.settings import ModelTerms, Settings
from core.store import Database, tenants
from core.store.errors import NotAlone
from tests.conftest import Shelf
from tests.requirements.conftest import Written

TRAINING = '[[envelope]]\nid = "R-TRN-1"\nkind = "training"\nwords = "None."\nallowed = false\n'
CORE = Path(__file__).parents[2] / "core"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.toml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def test_without_requirements_everything_is_allowed() -> None:
    found = Rulings(None, configuration(Settings()))
    assert found.ruled_out == ()
    assert found.all
    assert all(each.clause is None for each in found.all)
    found.ensure_allowed()


def test_every_choice_that_is_offered_has_a_ruling(written: Written) -> None:
    offered = configuration(Settings())
    found = Rulings(written(TRAINING), offered)
    judged = {(each.subject, each.choice) for each in found.all}
    assert {(each.subject, each.name) for each in offered.choices} <= judged


def test_what_is_offered_is_every_kind_of_choice() -> None:
    offered = configuration(Settings())
    names = {each.name for each in offered.choices}
    assert {"handrail/extractive", "linear", "none", "clause-1", "shared", "dedicated"} <= names
    assert {each.subject for each in offered.choices} == set(Subject) - {Subject.SETTING}


def test_models_that_are_only_declared_are_ruled_on_before_they_run(written: Written) -> None:
    terms = {"acme/large": ModelTerms(trains=True), "acme/embed": ModelTerms(use="embed")}
    ranks = {"acme/rank": ModelTerms(use="rerank", trains=False)}
    found = Rulings(written(TRAINING), configuration(Settings(model_terms=terms | ranks)))
    verdicts = {(each.subject, each.choice): each.allowed for each in found.all}
    assert verdicts[Subject.MODEL, "acme/large"] is False
    assert verdicts[Subject.EMBEDDING, "acme/embed"] is False
    assert verdicts[Subject.RERANKER, "litellm:acme/rank"] is True
    assert found.broken == ()


def test_a_fallback_runs_as_much_as_what_it_falls_back_from(written: Written) -> None:
    settings = Settings(fallback_models=("acme/second",), model_prices={"acme/second": (1, 1)})
    found = Rulings(written(TRAINING), configuration(settings))
    assert [each.choice for each in found.broken] == ["acme/second"]
    with pytest.raises(RuledOut, match="R-TRN-1"):
        found.ensure_allowed()


def test_the_region_is_this_machine_while_the_database_is() -> None:
    def region(**given: object) -> set[str]:
        offered = configuration(Settings(**given))  # type: ignore[arg-type]
        return {each.name for each in offered.of(Subject.REGION) if each.running}

    elsewhere = "postgresql://somewhere/db"
    assert region() == {"this-machine"}
    assert region(database_url=elsewhere) == {"undeclared"}
    assert region(database_url=elsewhere, region="eu-1") == {"eu-1"}


def test_a_model_that_runs_brings_its_region_with_it() -> None:
    terms = {"acme/a": ModelTerms(region="eu-1"), "acme/b": ModelTerms(region="us-1")}
    offered = configuration(
        Settings(model="acme/a", model_terms=terms, model_prices={"acme/a": (1, 1)})
    )
    assert {each.name: each.running for each in offered.of(Subject.REGION)} == {
        "this-machine": True,
        "eu-1": True,
        "us-1": False,
    }


def test_a_ruled_out_model_is_not_cleared_even_by_its_name(written: Written) -> None:
    offered = Configuration((Choice(Subject.MODEL, "acme/large", terms=Terms(trains=True)),))
    found = Rulings(written(TRAINING), offered)
    with pytest.raises(RuledOut, match=r"acme/large is ruled out by R-TRN-1"):
        found.cleared(Subject.MODEL, "acme/large")


def test_a_model_nobody_offers_is_judged_as_one_of_which_nothing_is_known(
    written: Written,
) -> None:
    with pytest.raises(RuledOut):
        Rulings(written(TRAINING), Configuration()).cleared(Subject.MODEL, "other/model")
    assert Rulings(None, Configuration()).cleared(Subject.MODEL, "other/model").name


def test_models_are_reached_by_what_was_cleared_and_by_nothing_else() -> None:
    with pytest.raises(AttributeError):
        Router(["acme/large"], 5, {}, 10)  # type: ignore[list-item]
    with pytest.raises(AttributeError):
        LitellmEmbedder("acme/embed", 2, 256)  # type: ignore[arg-type]


def test_only_rulings_clear_a_model() -> None:
    makers = [
        path.relative_to(CORE).as_posix()
        for path in CORE.rglob("*.py")
        if f"{Cleared.__name__}(" in path.read_text(encoding="utf-8")
    ]
    assert makers == ["requirements/rulings.py"]


def test_handrail_makes_no_release_that_breaks_a_clause(database: Database, file: Path) -> None:
    settings = Settings(requirements=file, rerank="litellm:acme/rank")
    handrail = Handrail(settings, database)
    for part in ("release", "searcher", "router", "assistant", "ingest", "reranker", "library"):
        with pytest.raises(RuledOut, match="R-RES-1"):
            getattr(handrail, part)
    with pytest.raises(RuledOut):
        Handrail(Settings(requirements=file, embedding_model="a/b"), database).embedder  # noqa: B018


def test_the_server_does_not_start_and_takes_no_port(database: Database, file: Path) -> None:
    from app.server import Server

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        settings = Settings(requirements=file, port=port, model_timeout=31)
        with pytest.raises(RuledOut, match=r"HANDRAIL_MODEL_TIMEOUT=31 is ruled out by R-LAT-1"):
            Server(Handrail(settings, database))


def test_a_release_carries_the_digest_of_the_requirements(database: Database, file: Path) -> None:
    held, free = (
        Handrail(settings, database).release
        for settings in (Settings(requirements=file), Settings())
    )
    found = rulings(Settings(requirements=file)).requirements
    assert found is not None
    assert (held.requirements, free.requirements) == (found.digest, "")
    assert held.id != free.id


def test_a_requirements_file_that_cannot_be_used_stops_everything(
    database: Database, tmp_path: Path
) -> None:
    with pytest.raises(BadRequirements):
        Handrail(Settings(requirements=tmp_path / "none.toml"), database).release  # noqa: B018


def test_a_dedicated_deployment_has_one_tenant(shelf: Shelf) -> None:
    handrail = Handrail(Settings(tenancy="dedicated"), shelf.database)
    handrail.ensure_allowed()
    with pytest.raises(NotAlone, match="acme"):
        tenants.add(shelf.database, "other", name="Other", model="hash", dimension=64, alone=True)
    shelf.add_tenant("other")
    with pytest.raises(NotAlone, match="acme, other"):
        handrail.ensure_allowed()
