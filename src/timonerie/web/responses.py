"""How a page of a company answers: as a page, or as a file of one of its tables.

`?format=csv` or `?format=xlsx` answers a table of the context (`&table=` names it, the first one
otherwise), with the filters, the order and the columns of the address.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TypeGuard

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.web import exports
from timonerie.web.arrangements import arranged, arranged_map
from timonerie.web.tables import HeatMap, Table, Text

FORMATS = ("csv", "xlsx")


class Exportable(Protocol):
    """A table, or a chart that is also one. `key` names it in the addresses of its page."""

    @property
    def key(self) -> str: ...

    @property
    def caption(self) -> Text: ...

    def table(self) -> Table: ...


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Raises Http404 for a format or a table that the page does not have."""
    context = arranged_context(request, context)
    found = {one.key: one for one in _exportables(context)}
    kind = request.GET.get("format")
    if kind is not None:
        return _file(request, found, kind)
    # Parts of a page, drawn in contexts of their own, know the request only.
    request.exported = frozenset(found)  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


def arranged_context(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    """Tables and maps as the address wants them; where one stands alone its parameters are bare."""
    lists = [one for one in _exportables(context) if isinstance(one, Table)]
    alone = len(lists) == 1

    def put(value: Any) -> Any:
        if isinstance(value, Table):
            return arranged(value, request.GET, alone=alone)
        if isinstance(value, HeatMap):
            return arranged_map(value, request.GET)
        if type(value) in (list, tuple):
            return type(value)(put(one) for one in value)
        if type(value) is dict:
            return {name: put(one) for name, one in value.items()}
        return value

    return {name: put(value) for name, value in context.items()}


def _file(request: HttpRequest, found: Mapping[str, Exportable], kind: str) -> HttpResponse:
    asked = request.GET.get("table") or next(iter(found), "")
    if kind not in FORMATS or asked not in found:
        raise Http404(_("tableau inconnu"))
    name = f"{asked}-{timezone.localdate().isoformat()}"
    return exports.table_file(found[asked].table(), kind=kind, name=name)


def _exportables(value: object) -> Iterator[Exportable]:
    """Every table and chart of a context, in lists and mappings too."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _exportables(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _exportables(one)
    elif _is_exportable(value):
        yield value


def _is_exportable(value: object) -> TypeGuard[Exportable]:
    return hasattr(type(value), "key") and hasattr(type(value), "table")
