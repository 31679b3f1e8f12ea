"""Where the data files of the package are: beside it in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

# Name of a resource -> its folder in a checkout; a wheel carries each as kg/data/<name> (see pyproject.toml).
_IN_CHECKOUT = {"ontology": "ontology", "shapes": "shapes", "registry": "sources/registry"}


def resource(name: str) -> Path:
    """Return the folder of a resource: `ontology`, `shapes` or `registry`.

    Raises `KeyError` for another name.
    """
    in_wheel = _PACKAGE / "data" / name
    in_checkout = _PACKAGE.parent / _IN_CHECKOUT[name]
    return in_wheel if in_wheel.is_dir() else in_checkout
