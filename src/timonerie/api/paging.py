"""Lists by pages: the same two parameters and the same answer everywhere."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import Field

T = TypeVar("T")
LARGEST = 200


class Asked(Schema):
    """Which page: pages count from 1."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    size: Annotated[int, Field(ge=1, le=LARGEST)] = 50

    @property
    def first(self) -> int:
        """How many items stand before the page."""
        return (self.page - 1) * self.size


Paging = Annotated[Asked, Query()]


class Page(Schema, Generic[T]):
    """Items of one page; `count` is how many there are in all."""

    items: list[T]
    count: int
    page: int
    size: int


def page_of(
    rows: "QuerySet[Any] | Sequence[Any]", asked: Asked, shape: Callable[[Any], T]
) -> Page[T]:
    """The page asked of rows already in order, each in its shape."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    chosen = rows[asked.first : asked.first + asked.size]
    return whole([shape(row) for row in chosen], count, asked)


def whole(items: list[T], count: int, asked: Asked) -> Page[T]:
    """A page whose items are chosen already."""
    return Page(items=items, count=count, page=asked.page, size=asked.size)
