"""Every address of the product, with the policy of each of its methods."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver
from ninja.openapi.views import default_home
from ninja.operation import PathView

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

Pattern = URLPattern | URLResolver
View = Callable[..., Any]


@dataclass(frozen=True)
class Route:
    """`policies` gives the policy of each method that the address answers."""

    address: str
    policies: Mapping[str, str]

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(PARAMETER.findall(self.address))

    @property
    def is_api(self) -> bool:
        return self.address.startswith("api/")

    @property
    def is_of_company(self) -> bool:
        return "company" in self.parameters

    def at(self, values: Mapping[str, object]) -> str:
        path = PARAMETER.sub(lambda found: str(values[found[1]]), self.address)
        return f"/{path}{values.get('query', '')}"


def every(patterns: Iterable[Pattern]) -> list[Route]:
    """django-ninja routes an address once per method, always to the same view."""
    return list({route.address: route for route in _every(patterns)}.values())


def _every(patterns: Iterable[Pattern], prefix: str = "") -> Iterator[Route]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _every(pattern.url_patterns, address)
            continue
        if getattr(pattern.callback, "func", pattern.callback) is not default_home:
            yield Route(address, dict(_policies(pattern.callback)))


def _policies(callback: View) -> Iterator[tuple[str, str]]:
    operations = _operations(callback)
    for operation in operations:
        for method in operation.methods:
            yield method, operation.view_func.policy_name
    if not operations:
        for method in _allowed(callback):
            yield method, callback.policy_name  # type: ignore[attr-defined]


def _operations(callback: View) -> list[Any]:
    """django-ninja answers all methods in one view, kept in the closure of a wrapper."""
    for cell in getattr(callback, "__closure__", None) or ():
        if isinstance(cell.cell_contents, PathView):
            return list(cell.cell_contents.operations)
    return []


def _allowed(view: View | None) -> tuple[str, ...]:
    """The methods that a decorator of Django's lets through, those of every page otherwise."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            value = cell.cell_contents
            if isinstance(value, list) and value and set(value) <= set(METHODS):
                return tuple(value)
        view = getattr(view, "__wrapped__", None)
    return ("GET", "HEAD", "POST")
