"""What a view is: it takes a path and gives what a template shows there, or data for the scripts of a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.site.source import Source


@dataclass(frozen=True, slots=True)
class View:
    """What is shown at a path: the template and its values. `title` is plain text, for the window and for search."""

    template: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Data:
    """What a script asks for: a record that is written as JSON."""

    record: Mapping[str, object]

    def to_json(self) -> bytes:
        """Write the record."""
        return json.dumps(self.record, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page: its path, percent-encoded as in the IRIs, and what the address says after `?`."""

    path: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def rest(self) -> str:
        """What follows the first step of the path: `ciie/6` of `edition/ciie/6`."""
        return self.path.partition("/")[2]


Viewer = Callable[[Source, Asked], View | Data | None]
