"""The libraries of the pages: what is shipped is what was published, with its licences."""

import hashlib

import pytest
from vendored import MANIFEST, VENDOR, Shipped, manifest, without_source_map


@pytest.mark.parametrize("shipped", manifest(), ids=lambda each: each.file)
def test_a_library_is_as_it_was_published(shipped: Shipped) -> None:
    data = (VENDOR / shipped.file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == shipped.sha256
    assert b"sourceMappingURL" not in data[-500:]
    assert shipped.licence in {"MIT"}
    assert "Permission is hereby granted" in (VENDOR / shipped.licence_file).read_text(encoding="utf-8")


def test_nothing_else_lies_in_the_folder() -> None:
    told = {name for each in manifest() for name in (each.file, each.licence_file)}
    assert {each.name for each in VENDOR.iterdir()} == told | {MANIFEST.name}


def test_only_the_line_of_the_source_map_is_left_out() -> None:
    assert without_source_map(b"a()\n//# sourceMappingURL=a.js.map\n") == b"a()\n"
    assert without_source_map(b"p{}\n/*# sourceMappingURL=a.css.map */\n") == b"p{}\n"
    assert without_source_map(b"//# sourceMappingURL=x in the middle\na()") == (
        b"//# sourceMappingURL=x in the middle\na()"
    )
