"""What is said after a gesture is said in the company where it was made, and in no other."""

from collections.abc import Iterator
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.fallback import FallbackStorage


class CompanyMessages(FallbackStorage):
    """Django's storage, where each message carries the company of its page: a page of another one
    leaves it waiting."""

    def add(self, level: int, message: str, extra_tags: str | None = "") -> None:
        super().add(level, message, extra_tags or self._place())

    def __iter__(self) -> Iterator[Message]:
        known = list(super().__iter__())
        self._loaded_data = [one for one in known if self._is_here(one)]
        # What was read is forgotten: what was not said is put back.
        self._queued_messages = [one for one in known if not self._is_here(one)]
        return iter(self._loaded_data)

    def __len__(self) -> int:
        known = [*self._loaded_messages, *self._queued_messages]  # type: ignore[attr-defined]
        return sum(map(self._is_here, known))

    def _is_here(self, message: Message) -> bool:
        """What was said outside any company (a proof of identity) is said wherever it leads."""
        return (message.extra_tags or "") in ("", self._place())

    def _place(self) -> str:
        company: Any = getattr(self.request, "company", None)
        return "" if company is None else str(company.slug)
