"""`handrail up`: starts, says where it is, and stops when told to."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.bootstrap.samples import samples
from tests.front.conftest import HANDRAIL, Front, free_port, running


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    """Handrail on a new machine: its own Postgres, and the samples that it brings in itself."""
    with TemporaryDirectory(prefix="handrail-front-") as home, running(Path(home)) as front:
        yield front


def up(home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`handrail up` that is expected to end by itself."""
    return subprocess.run(
        [HANDRAIL, "up"],
        env={**os.environ, "HANDRAIL_HOME": str(home), "COLUMNS": "200", **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_one_holds_the_documents_of_every_sample_tenant(front: Front) -> None:
    for sample in samples():
        with front.client(front.token(sample.tenant)) as web:
            assert web.get("/api/v1/documents").json()["documents"]


def test_a_port_in_use_is_told_with_what_to_do(front: Front) -> None:
    port = front.url.rpartition(":")[2]
    ended = up(front.home, HANDRAIL_PORT=port)
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert "HANDRAIL_PORT" in ended.stderr


def test_the_demonstration_is_for_this_machine_alone(front: Front) -> None:
    ended = up(front.home, HANDRAIL_HOST="0.0.0.0", HANDRAIL_PORT=str(free_port()))
    assert ended.returncode == 1
    assert "HANDRAIL_OIDC_ISSUER" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("HANDRAIL_PORT", "eighty"), ("HANDRAIL_PUBLIC_URL", "ask.example.org")],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    ended = up(tmp_path, **{name: value})
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert name in ended.stderr


def test_it_is_alive_and_ready_without_a_token(front: Front) -> None:
    with front.client() as web:
        assert web.get("/healthz").json() == {"status": "alive"}
        assert web.get("/readyz").status_code in {200, 503}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_to_and_leaves_others_running(
    front: Front, stop: signal.Signals
) -> None:
    with running(front.home) as other, other.client() as web:
        assert web.get("/healthz").status_code == 200
        other.process.send_signal(stop)
        said, _ = other.process.communicate(timeout=60)
        assert (other.process.returncode, "Stopped." in said) == (0, True)
    with front.client(front.token("alder")) as web:
        assert web.get("/api/v1/me").status_code == 200
