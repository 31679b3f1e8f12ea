import inspect
import types

import pytest

import kg


def test_all_is_the_namespace() -> None:
    public = {
        name
        for name, value in vars(kg).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert public == set(kg.__all__)
    assert list(kg.__all__) == sorted(kg.__all__)


@pytest.mark.parametrize("name", [name for name in kg.__all__ if inspect.isfunction(getattr(kg, name))])
def test_functions_say_what_they_take_and_raise(name: str) -> None:
    function = getattr(kg, name)
    documentation = inspect.getdoc(function) or ""
    for parameter in inspect.signature(function).parameters:
        assert f"{parameter}: " in documentation, parameter


def test_the_errors_are_one_tree() -> None:
    errors = [value for name, value in vars(kg).items() if name.endswith("Error")]
    assert len(errors) == 7
    assert all(issubclass(error, kg.KgError) for error in errors)
