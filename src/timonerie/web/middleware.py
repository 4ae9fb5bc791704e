"""What every page carries."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from timonerie.foundations.accounts import limits, sessions
from timonerie.foundations.accounts.models import User


class PrivateByDefault:
    """No shared cache, no search engine and no neighbouring window ever holds a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response


class SessionLife:
    """A session left idle, or twelve hours old, is over: its reader is nobody again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            if sessions.is_over(request.session, at=now):
                logout(request)
            else:
                sessions.touch(request.session, at=now)
        return self.get_response(request)


class TriesCounted:
    """Too many tries, or no way to count them: a plain page instead of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, limits.TooMany):
            left = error.until - timezone.now()
            response = render(request, "429.html", {"until": error.until}, status=429)
            response.headers["Retry-After"] = str(max(1, int(left.total_seconds())))
            return response
        if isinstance(error, limits.StoreDown):
            return render(request, "503.html", status=503)
        return None


class ReadersLanguage:
    """Somebody who signed in reads their own language everywhere, errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
