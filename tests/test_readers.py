from __future__ import annotations

import os

import pytest

from kg.readers import in_processes

THREADS = "OPENBLAS_NUM_THREADS"


def threads_of(name: str) -> str | None:
    return os.environ.get(name)


@pytest.mark.parametrize(("said", "expected"), [(None, "1"), ("3", "3")])
def test_each_process_counts_with_one_thread_unless_the_user_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, said: str | None, expected: str
) -> None:
    if said is None:
        monkeypatch.delenv(THREADS, raising=False)
    else:
        monkeypatch.setenv(THREADS, said)
    assert set(in_processes(threads_of, [THREADS, THREADS], 2)) == {expected}
    assert os.environ.get(THREADS) == said
