"""`kg serve` as a person meets it: its first line, its sentences, its end, and a build that changes under it."""

import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import httpx
import pytest
from running import COMMAND, Running, running, start

from kg.build import build
from kg.errors import ServeError
from kg.serve.engine import engine_program

ARTICLE = "The 5th Shanghai Tea Expo (STE) was held in Shanghai in 2022. It drew 3,000 exhibitors."
MORE = "The 6th Shanghai Tea Expo (STE) was held in Shanghai in 2023. It drew 3,486 exhibitors."


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(ARTICLE)
    build(tmp_path / "in", tmp_path / "out")
    return tmp_path / "out"


def failed(*arguments: object) -> str:
    process = start(*arguments)  # type: ignore[arg-type]
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, "")
    assert err.count("\n") == 1, err
    return err


def test_the_first_line_is_the_address(server: Running) -> None:
    address = httpx.URL(server.url)
    assert (address.scheme, address.host) == ("http", "127.0.0.1")
    assert httpx.get(server.url).status_code == 200


# A shell lets what it starts in the background ignore Ctrl-C, and so do its children.
@pytest.mark.skipif(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="runs in the background of a shell")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_it_quietly_with_its_engines(small: Path, number: int, code: int) -> None:
    with running(small) as server:
        assert httpx.get(f"{server.url}sparql?query=ASK%7B%7D").status_code == 200
        engines = children(server.process.pid)
        assert engines
        server.process.send_signal(number)
        out, err = server.process.communicate(timeout=15)
        assert (server.process.returncode, out, err) == (code, "", "")
        assert not [pid for pid in engines if Path(f"/proc/{pid}").exists()]


def test_its_engines_end_with_it_even_if_it_is_killed(small: Path) -> None:
    with running(small) as server:
        engines = children(server.process.pid)
        server.process.kill()
        server.process.wait()
        assert until(lambda: not [pid for pid in engines if is_running(pid)])


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until(condition: object, seconds: float = 15) -> bool:
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_a_port_in_use_is_one_sentence(small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = failed(small, "--port", str(port))
    assert sentence == f"kg: 127.0.0.1:{port}: cannot be served from (address already in use); " + (
        "give another --port, or 0 for any that is free\n"
    )


def test_a_host_that_is_not_here_is_one_sentence(small: Path) -> None:
    assert "cannot be served from" in failed(small, "--host", "203.0.113.1")
    assert "cannot be served from" in failed(small, "--host", "no such host")


def test_no_build_is_one_sentence(tmp_path: Path) -> None:
    assert "is not a build" in failed(tmp_path)
    assert "is not a build" in failed(tmp_path / "nowhere")


def test_a_missing_engine_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServeError, match="pip install oxigraph"):
        engine_program()


def test_a_host_that_others_can_reach_is_warned_of(small: Path) -> None:
    with start(small, "--host", "0.0.0.0") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = process.stdout.readline().strip()
        port = httpx.URL(address).port
        answer = httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": "any.example"})
        process.terminate()
        assert answer.status_code == 200
        assert "others can reach this server" in process.stderr.read()


def test_cors_lets_other_sites_ask(small: Path) -> None:
    with running(small, "--cors") as server:
        origin = {"Origin": "https://editor.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
        answer = httpx.get(f"{server.sparql}?query=ASK%7B%7D", headers=origin)
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        before = httpx.options(server.sparql, headers={**origin, "Access-Control-Request-Method": "POST"})
        assert "POST" in before.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in before.headers["Access-Control-Allow-Headers"]


def test_the_log_is_a_line_a_request(small: Path) -> None:
    with running(small, "--log") as server:
        httpx.get(f"{server.url}fair/nowhere?q=%0A%1b")
        server.process.terminate()
        _, err = server.process.communicate(timeout=15)
    (line,) = err.splitlines()
    assert line.startswith("kg: 127.0.0.1 GET /fair/nowhere?q=%0A%1b 404 ")


def test_a_new_build_is_shown_and_no_request_is_lost(small: Path) -> None:
    edition = "edition/shanghai-tea-expo/6"
    with running(small) as server, httpx.Client(base_url=server.url) as client:
        assert client.get(f"/{edition}").status_code == 404
        tag = client.get("/").headers["ETag"]
        (small.parent / "in/b.txt").write_text(MORE)
        renewing = subprocess.Popen(
            [*COMMAND, "build", str(small.parent / "in"), "-o", str(small)], stdout=subprocess.DEVNULL
        )
        asked = 0
        end = time.monotonic() + 30
        while client.get(f"/{edition}").status_code != 200:
            assert client.get("/").status_code == 200
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
            asked += 1
            assert time.monotonic() < end, "the new build is not shown"
        assert renewing.wait() == 0
        assert asked
        assert client.get("/").headers["ETag"] != tag
        query = "SELECT (COUNT(*) AS ?n) { ?e a te:Edition }"
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        assert answer.text.split() == ["n", "2"]
        assert until(lambda: len(list((small / ".kg-serve").iterdir())) == 1)
        assert until(lambda: len(children(server.process.pid)) == 1)


def test_a_build_that_cannot_be_read_leaves_the_one_before(small: Path) -> None:
    with running(small) as server:
        (small / "graph.ttl").write_text("no Turtle")
        assert server.process.stderr is not None
        assert "the build before is still served" in server.process.stderr.readline()
        assert httpx.get(f"{server.url}fair/shanghai-tea-expo").status_code == 200
        assert httpx.get(f"{server.sparql}?query=ASK%7B%7D").status_code == 200


def test_the_database_is_made_once_and_beside_builds_that_can_be_written(small: Path) -> None:
    def database() -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in (small / ".kg-serve").iterdir()}

    with running(small):
        first = database()
        assert len(first) == 1
        with running(small):
            assert database() == first
    with running(small):
        assert database() == first


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_build_that_cannot_be_written_is_served_too(small: Path) -> None:
    small.chmod(0o500)
    with running(small) as server:
        assert httpx.get(f"{server.sparql}?query=ASK%7B%7D").status_code == 200
    assert not (small / ".kg-serve").exists()
