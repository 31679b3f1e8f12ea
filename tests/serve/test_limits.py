"""What costs too much is refused with a reason, and costs nobody else anything."""

import asyncio
import os
import socket
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from running import Running

from kg.directory import graph_file
from kg.serve.limits import MIB, Limits
from kg.serve.pool import Engines, Refused
from kg.serve.stored import digest_of, stored

ACCEPT = "application/sparql-results+json, text/turtle"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = f"{LONG} ORDER BY ?i ?a"


def refused(answer: httpx.Response, status: int, reason: str) -> None:
    assert (answer.status_code, reason in answer.text) == (status, True), answer.text
    assert answer.text.count("\n") == 1


def ask(server: Running, query: str, wait: float = 60) -> httpx.Response:
    return httpx.post(server.sparql, data={"query": query}, timeout=wait)


def test_a_query_without_end_is_ended_and_others_are_answered_meanwhile(server: Running) -> None:
    with ThreadPoolExecutor() as threads:
        started = time.monotonic()
        endless = threads.submit(ask, server, ENDLESS)
        time.sleep(0.3)
        assert ask(server, "ASK {}").json()["boolean"] is True
        assert httpx.get(server.url).status_code == 200
        assert not endless.done()
        refused(endless.result(), 504, "ended after 2 seconds")
        assert time.monotonic() - started < 10
    assert ask(server, "ASK {}").json()["boolean"] is True


def with_engines(sample: Path, limits: Limits, work: Callable[[Engines], Awaitable[None]]) -> None:
    async def run(store: Path) -> None:
        engines = Engines(store, limits)
        try:
            await work(engines)
        finally:
            await engines.kill()

    graph = graph_file(sample)
    with stored(sample, graph, digest_of(graph)) as store:
        asyncio.run(run(store))


async def refusal(engines: Engines, query: str) -> Refused:
    with pytest.raises(Refused) as caught:
        await engines.ask(query, ACCEPT)
    return caught.value


def test_memory_has_an_end(sample: Path) -> None:
    async def work(engines: Engines) -> None:
        found = await refusal(engines, GREEDY)
        assert (found.status, "640 MiB of memory" in found.reason) == (507, True)
        assert (await engines.ask("ASK {}", ACCEPT)).status == 200

    with_engines(sample, Limits(memory=640 * MIB), work)


def test_an_answer_is_whole_or_refused(sample: Path) -> None:
    async def work(engines: Engines) -> None:
        found = await refusal(engines, LONG)
        assert (found.status, "more than 1 MiB" in found.reason) == (507, True)
        answer = await engines.ask(f"{LONG} LIMIT 100", ACCEPT)
        assert answer.body.endswith(b"]}}")

    with_engines(sample, Limits(answer_size=MIB), work)


def test_no_more_queries_wait_than_may(sample: Path) -> None:
    async def work(engines: Engines) -> None:
        endless = [asyncio.create_task(refusal(engines, ENDLESS)) for _ in range(2)]
        await asyncio.sleep(0.2)
        found = await refusal(engines, "ASK {}")
        assert (found.status, found.headers) == (503, {"Retry-After": "5"})
        running, waiting = await asyncio.gather(*endless)
        assert (running.status, waiting.status) == (504, 503)
        assert "Other queries" in waiting.reason
        assert (await engines.ask("ASK {}", ACCEPT)).status == 200

    with_engines(sample, Limits(query_time=1.5, at_once=1, waiting=1, patience=1.0), work)


def test_an_engine_that_was_killed_is_replaced(sample: Path) -> None:
    async def work(engines: Engines) -> None:
        await engines.warm()
        (engine,) = engines.running
        os.kill(engine.pid, 9)
        await asyncio.sleep(0.1)
        assert (await engines.ask("ASK {}", ACCEPT)).status == 200
        (other,) = engines.running
        assert other.pid != engine.pid

    with_engines(sample, Limits(), work)


def test_nobody_works_for_who_has_gone(sample: Path, server: Running) -> None:
    """The engine of a query is ended with the connection, long before its time is over."""
    before = engines_of(server)
    with pytest.raises(httpx.ReadTimeout):
        ask(server, ENDLESS, wait=0.5)
    time.sleep(0.5)
    busy = [pid for pid in engines_of(server) if pid not in before]
    assert not [pid for pid in busy if processor_time(pid) > 0.3]
    assert ask(server, "ASK {}").status_code == 200


def engines_of(server: Running) -> list[int]:
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def processor_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_connection_that_says_nothing_takes_nothing_from_others(server: Running) -> None:
    address = httpx.URL(server.url)
    silent = [socket.create_connection((address.host, address.port)) for _ in range(100)]
    try:
        for each in silent[:50]:
            each.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert httpx.get(server.url).status_code == 200
    finally:
        for each in silent:
            each.close()


def test_a_head_that_is_too_long_is_refused(server: Running) -> None:
    answer = httpx.get(server.sparql, params={"query": "a" * 65_000}, headers={"X": "a" * 5000})
    assert answer.status_code in (400, 414, 431)
    assert ask(server, "ASK {}").status_code == 200
