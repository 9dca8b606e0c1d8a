"""`handrail token`: a bearer token of the demonstration's issuer, and nothing else."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from core.cli.token import BadLifetime, NoName, NoSuchRole, NotOurs, token
from core.domain.access import Principal, Tier, UnknownTier
from core.domain.errors import Permanent
from core.identity import LocalIssuer

ISSUER = "http://127.0.0.1:8123/oidc"
SLOW = ["litellm", "llama_index", "onnxruntime", "numpy", "streamlit", "authlib"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANDRAIL_HOME", str(tmp_path))
    monkeypatch.setenv("HANDRAIL_PORT", "8123")
    return tmp_path


def printed(*words: str) -> str:
    app = typer.Typer()
    app.command()(token)
    done = CliRunner().invoke(app, ["--tenant", "acme", "--subject", "ada", *words])
    if done.exception:
        raise done.exception
    assert done.stderr == ""
    assert done.stdout.endswith("\n")
    return done.stdout.removesuffix("\n")


def principal(home: Path, *words: str) -> Principal:
    return LocalIssuer(home, ISSUER).verifier().principal(printed(*words))


def test_it_prints_a_token_that_the_server_of_the_same_settings_takes(home: Path) -> None:
    ada = principal(home)
    assert (ada.tenant, ada.subject, ada.clearance) == ("acme", "ada", Tier.INTERNAL)
    assert (ada.groups, ada.roles) == (frozenset(), frozenset())


def test_the_token_says_what_its_holder_holds(home: Path) -> None:
    words = ("--roles", "analyst, auditor", "--groups", "hr,legal", "--clearance", "Restricted")
    ada = principal(home, *words)
    assert ada.roles == {"analyst", "auditor"}
    assert ada.groups == {"hr", "legal"}
    assert ada.clearance == Tier.RESTRICTED


@pytest.mark.parametrize(
    ("ttl", "lifetime"),
    [
        ("30s", timedelta(seconds=30)),
        ("15m", timedelta(minutes=15)),
        ("8h", timedelta(hours=8)),
        ("24h", timedelta(hours=24)),
        ("1440m", timedelta(hours=24)),
    ],
)
def test_it_lives_as_long_as_asked(home: Path, ttl: str, lifetime: timedelta) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    expires_at = principal(home, "--ttl", ttl).expires_at
    assert before + lifetime <= expires_at <= datetime.now(UTC) + lifetime


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        (("--ttl", "25h"), BadLifetime, "24h at the most"),
        (("--ttl", "0m"), BadLifetime, "15m"),
        (("--ttl", "15"), BadLifetime, "15m"),
        (("--ttl", "-5m"), BadLifetime, "15m"),
        (("--ttl", "999999h"), BadLifetime, "24h at the most"),
        (("--ttl", "soon"), BadLifetime, "soon"),
        (("--clearance", "topmost"), UnknownTier, "internal"),
        (("--roles", "curator,boss"), NoSuchRole, "curator"),
        (("--subject", " "), NoName, "subject"),
        (("--tenant", ""), NoName, "tenant"),
    ],
    ids=str,
)
def test_what_it_cannot_do_it_says_and_prints_nothing(
    home: Path, words: tuple[str, ...], error: type[Permanent], says: str
) -> None:
    with pytest.raises(error, match=says):
        printed(*words)


def test_where_another_issuer_is_set_its_tokens_are_needed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDRAIL_OIDC_ISSUER", "https://id.example.org")
    with pytest.raises(NotOurs, match=r"id\.example\.org"):
        printed()


def test_it_opens_no_database_and_imports_nothing_slow(home: Path) -> None:
    check = (
        "import sys, core.cli.token\n"
        "core.cli.token.token('acme', 'ada')\n"
        f"sys.stderr.write(str([name for name in {SLOW} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.count(".") == 2
    assert done.stderr == "[]"
    assert [path.name for path in home.rglob("*") if path.is_file()] == ["issuer.pem"]
