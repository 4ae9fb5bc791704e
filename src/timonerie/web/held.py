"""A form sent too late to be believed: kept in the session while its author proves who they are."""

from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

HELD = "held_form"
MOST_CHARACTERS = 20_000


def keep(request: HttpRequest) -> None:
    """Keep the fields; of a form with a file or a password, which may not be kept, the address."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    is_secret = any("password" in name for name, _value in fields)
    is_long = sum(len(name) + len(str(value)) for name, value in fields) > MOST_CHARACTERS
    cannot = bool(request.FILES) or is_secret or is_long
    request.session[HELD] = {
        "path": request.get_full_path(),
        "fields": None if cannot else fields,
    }


def take(session: SessionBase) -> dict[str, Any] | None:
    """What was kept, which is kept no longer."""
    found: dict[str, Any] | None = session.pop(HELD, None)
    return found
