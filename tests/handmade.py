"""Directories of builds whose graphs are made by hand, for the commands that read them."""

import importlib
from pathlib import Path

import pytest
import tea_reader

from kg.build import build

TWO_FAIRS = Path(__file__).parent / "checks" / "two-fairs.ttl"


def build_of(graph: str, where: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.import_module("kg.readers"), "read_article", tea_reader.read_article)
        (where / "a.txt").write_text("The 5th Shanghai Tea Expo (STE) was held in Shanghai in 2022.")
        build(where / "a.txt", where / "out")
    (where / "out/graph.ttl").write_text(graph, encoding="utf-8")
    return where / "out"
