"""How fast the front is, and what it takes: start, gateway, answers over HTTP, open sessions.

    python -m benchmarks.front [--only start gateway answers sessions] [--json]

`start` runs `handrail up` in a fresh home until the sign-in page answers, and again with the
samples loaded. `gateway` compares one trivial application with and without the gateway around it,
a request at a time over one connection, in turns. `answers` asks the sample suites' questions from
eight clients at once, and streams from one. `sessions` opens app sessions over websockets and adds
up the proportional set size (PSS) of all processes, Postgres included. Figures are medians of
several runs where runs can be repeated; memory is read once, after it has settled.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import httpx2
import psutil
import uvicorn
import websockets
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.gateway import Guard, OwnHost, OwnOrigin, SecureHeaders
from core.domain.access import Tier
from core.evaluation.suites.reading import load, suites
from core.identity import Door, LocalIssuer, SignIns
from core.settings import Settings
from core.store import Database

HANDRAIL = Path(sys.executable).with_name("handrail")
PORT = 8790
URL = f"http://127.0.0.1:{PORT}"
ROUNDS, REQUESTS = 5, 400
LONG = timedelta(hours=1)
Figures = dict[str, Any]


def main() -> None:
    """Measure what was asked for, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="handrail-bench-") as folder:
        figures = {name: PARTS[name](Path(folder), options) for name in options.only}
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, found in figures.items():
            print(name, *(f"  {key}: {value}" for key, value in found.items()), sep="\n")


@contextmanager
def up(home: Path) -> Iterator[subprocess.Popen[str]]:
    """`handrail up` on a home, from when its page answers until the end of the block."""
    process = subprocess.Popen(
        [HANDRAIL, "up"],
        env={**os.environ, "HANDRAIL_HOME": str(home), "HANDRAIL_PORT": str(PORT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        _until("/", process)
        yield process
    finally:
        process.terminate()
        process.wait(60)


def _until(path: str, process: subprocess.Popen[str]) -> None:
    while process.poll() is None:
        try:
            if httpx2.get(f"{URL}{path}", follow_redirects=True, timeout=30).status_code < 500:
                return
        except httpx2.TransportError:
            pass
        sleep(0.05)
    raise SystemExit("handrail up ended before it answered")


def start(folder: Path, _: argparse.Namespace) -> Figures:
    """Seconds from the command until the sign-in page answers, and until it is ready to ask."""
    seconds: dict[str, list[float]] = {"first": [], "again": [], "ready": []}
    for run in range(4):
        began = perf_counter()
        with up(folder / "start") as process:
            seconds["again" if run else "first"].append(perf_counter() - began)
            _until("/readyz", process)
            seconds["ready"].append(perf_counter() - began)
    return {
        "first_s": round(seconds["first"][0], 1),
        "again_s": round(median(seconds["again"]), 1),
        "again_ready_s": round(median(seconds["ready"][1:]), 1),
    }


def gateway(folder: Path, _: argparse.Namespace) -> Figures:
    """Milliseconds a request takes with and without the gateway, and what it adds at p50."""

    async def plain(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("here")(scope, receive, send)

    home = folder / "gateway"
    database = Database.open(Settings(home=home))
    store = database.store()
    issuer = LocalIssuer(home)
    sign_ins = SignIns(store)
    door = Door(sign_ins, bearer=issuer.verifier(), signed_in=issuer.verifier())
    token = issuer.token("alder", "bench")
    session = sign_ins.open(issuer.verifier().principal(token), token)
    ports = {"without": PORT + 1, "with": PORT + 2}
    url = f"http://127.0.0.1:{ports['with']}"
    whole = SecureHeaders(
        OwnHost(OwnOrigin(Guard(plain, door), url), url), {"": "default-src 'self'"}, https=False
    )
    took: dict[str, list[float]] = {"without": [], "bearer": [], "sign_in": []}
    with served(plain, ports["without"]), served(whole, ports["with"]):
        for _round in range(ROUNDS):
            took["without"].append(_p50(ports["without"], {}))
            took["bearer"].append(_p50(ports["with"], {"Authorization": f"Bearer {token}"}))
            took["sign_in"].append(_p50(ports["with"], {"Cookie": f"handrail_session={session}"}))
    store.close()
    database.close()
    p50 = {name: median(each) for name, each in took.items()}
    return {
        "p50_ms": {name: round(value, 2) for name, value in p50.items()},
        "added_bearer_ms": round(p50["bearer"] - p50["without"], 2),
        "added_sign_in_ms": round(p50["sign_in"] - p50["without"], 2),
    }


@contextmanager
def served(app: ASGIApp, port: int) -> Iterator[None]:
    """An application on a port, in a thread."""
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="error", lifespan="off", access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.01)
    yield
    server.should_exit = True
    thread.join()


def _p50(port: int, headers: Mapping[str, str]) -> float:
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
        for _ in range(20):
            client.get("/").raise_for_status()
        return median(_timed(lambda: client.get("/").raise_for_status()) for _ in range(REQUESTS))


def answers(folder: Path, _: argparse.Namespace) -> Figures:
    """Answers a second and latency with eight clients; milliseconds to the first streamed piece."""
    home = folder / "start"
    with up(home) as process:
        _until("/readyz", process)
        issuer = LocalIssuer(home, f"{URL}/oidc")
        asked = list(_asked(issuer))
        _ask(*asked[0])
        rounds = [_eight(asked) for _ in range(3)]
        first = [each for each in (_first_piece(*one) for one in asked[:80]) if each is not None]
    return {
        "answers_per_s": round(median(each[0] for each in rounds), 1),
        "p50_ms": round(median(each[1] for each in rounds)),
        "p95_ms": round(median(each[2] for each in rounds)),
        "errors": sum(each[3] for each in rounds),
        "first_piece_p50_ms": round(median(first)),
        "first_piece_p95_ms": round(quantiles(first, n=20)[-1]),
    }


def _asked(issuer: LocalIssuer) -> Iterator[tuple[str, str]]:
    """A token and a question; every subject is another person, so that no rate limit is met."""
    number = 0
    for suite in map(load, suites(Settings().suites)):
        for case in suite.cases:
            number += 1
            who = case.as_whom
            token = issuer.token(
                who.tenant, f"bench-{number}", clearance=who.clearance, groups=who.groups
            )
            yield token, case.question


def _eight(asked: list[tuple[str, str]]) -> tuple[float, float, float, int]:
    began = perf_counter()
    with ThreadPoolExecutor(8) as clients:
        took = list(clients.map(lambda one: _ask(*one), asked))
    seconds = perf_counter() - began
    right = [ms for ms in took if ms is not None]
    return (
        len(right) / seconds,
        median(right),
        quantiles(right, n=20)[-1],
        len(took) - len(right),
    )


_clients = threading.local()


def _client() -> httpx2.Client:
    if not hasattr(_clients, "client"):
        _clients.client = httpx2.Client(base_url=URL, timeout=60)
    client: httpx2.Client = _clients.client
    return client


def _ask(token: str, question: str) -> float | None:
    began = perf_counter()
    reply = _client().post(
        "/api/v1/ask", json={"question": question}, headers={"Authorization": f"Bearer {token}"}
    )
    return (perf_counter() - began) * 1000 if reply.status_code == 200 else None


def _first_piece(token: str, question: str) -> float | None:
    """Milliseconds to the first piece of an answer; None for a refusal, which has none."""
    began = perf_counter()
    with _client().stream(
        "POST",
        "/api/v1/ask",
        json={"question": question, "stream": True},
        headers={"Authorization": f"Bearer {token}"},
    ) as reply:
        for line in reply.iter_lines():
            if line.startswith("event: piece"):
                return (perf_counter() - began) * 1000
    return None


def sessions(folder: Path, options: argparse.Namespace) -> Figures:
    """Megabytes of all processes at rest, and with app sessions open that have drawn their page."""
    home = folder / "start"
    with up(home) as process:
        _until("/readyz", process)
        sleep(3)
        rest = _pss(process.pid)
        token = LocalIssuer(home, f"{URL}/oidc").token(
            "alder", "bench", clearance=Tier.INTERNAL, lifetime=LONG
        )
        return {
            "at_rest_mb": round(rest),
            "sessions": options.sessions,
            "open_mb": round(asyncio.run(_opened(process.pid, token, options.sessions))),
        }


async def _opened(pid: int, token: str, count: int) -> float:
    """PSS in MB while `count` sessions are open, each after a whole run of its page."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    rerun = BackMsg()
    rerun.rerun_script.query_string = ""
    headers = {"Authorization": f"Bearer {token}"}
    stream = f"{URL.replace('http', 'ws')}/_stcore/stream"
    opened = []
    for _ in range(count):
        socket = await websockets.connect(
            stream, additional_headers=headers, subprotocols=["streamlit"], max_size=None
        )
        opened.append(socket)
        await socket.send(rerun.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(socket.recv(), 60))
            if message.WhichOneof("type") == "script_finished":
                break
    await asyncio.sleep(3)
    megabytes = _pss(pid)
    for socket in opened:
        await socket.close()
    return megabytes


def _pss(pid: int) -> float:
    """Proportional set size of a process and of Postgres on its behalf, in MB."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    family += [each for each in psutil.process_iter(["name"]) if each.info["name"] == "postgres"]
    return (
        sum(each.memory_full_info().pss for each in {one.pid: one for one in family}.values()) / 1e6
    )


def _timed(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return (perf_counter() - began) * 1000


PARTS: dict[str, Callable[[Path, argparse.Namespace], Figures]] = {
    "start": start,
    "gateway": gateway,
    "answers": answers,
    "sessions": sessions,
}

if __name__ == "__main__":
    main()
