"""Every route declares its policy: no default, no exception."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver
from ninja.openapi.views import default_home
from ninja.operation import PathView

MARK = "policy_name"

Route = URLPattern | URLResolver
View = Callable[..., Any]


def views(routes: Iterable[Route], prefix: str = "") -> Iterator[tuple[str, View]]:
    """Address and view of every route; an address of the API has one view per method."""
    for route in routes:
        address = prefix + str(route.pattern)
        if isinstance(route, URLResolver):
            yield from views(route.url_patterns, address)
            continue
        for view in _operations(route.callback) or [route.callback]:
            # The root of django-ninja exists to be reversed: it answers 404 whoever asks.
            if getattr(view, "func", None) is not default_home:
                yield address, view


def _operations(callback: View) -> list[View]:
    """The functions behind an address of the API: django-ninja answers all methods in one view
    and keeps them out of reach, in the closure of a wrapper."""
    for cell in getattr(callback, "__closure__", None) or ():
        if isinstance(cell.cell_contents, PathView):
            return [operation.view_func for operation in cell.cell_contents.operations]
    return []


def faults(routes: Iterable[Route], *, policies: set[str]) -> list[str]:
    """Routes without a policy, or with one that nobody has defined."""
    found = []
    for address, view in views(routes):
        policy = getattr(view, MARK, None)
        if policy is None:
            found.append(f"/{address} declares no policy")
        elif policy not in policies:
            found.append(f"/{address} declares {policy!r}, which policy.toml does not name")
    # django-ninja routes an address once per method, always to the same view.
    return list(dict.fromkeys(found))
