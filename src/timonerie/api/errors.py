"""Errors as JSON: a stable code, what happened and what to do, in the reader's language."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents.faults import is_full

SIGN_IN = "sign-in"


class ErrorOut(Schema):
    """`details` names the parameters at fault, when the request itself does not stand."""

    code: str
    message: str
    remedy: str
    details: list[dict[str, Any]] = []


class Refusal(Exception):
    """The request stands, and what it asks cannot be done now (409) or at all (422)."""

    def __init__(self, status: int, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.remedy = status, code, message, remedy


REFUSALS = {401: ErrorOut, 403: ErrorOut, 404: ErrorOut, 409: ErrorOut, 422: ErrorOut}
"""What any operation may answer beside its result."""
COUNTED = {**REFUSALS, 429: ErrorOut, 503: ErrorOut}
"""The same, where an hour holds so many."""


def answer(status: int, code: str, details: list[dict[str, Any]] | None = None) -> HttpResponse:
    """The error of that code; the codes are those of `_sentences`."""
    message, remedy = _sentences()[code]
    return _json(status, code, message, remedy, details)


def refusal(status: int, code: str) -> Refusal:
    """The refusal of that code; the codes are those of `_sentences`."""
    return Refusal(status, code, *_sentences()[code])


@contextmanager
def refusing() -> Iterator[None]:
    """What a rule refuses, as an answer that names the field."""
    try:
        yield
    except Conflict:
        raise
    except Refused as refused:
        remedy = _("Corrigez la demande, puis renvoyez-la.")
        if refused.field:
            remedy = _("Corrigez le champ « %(field)s ».") % {"field": refused.field}
        raise Refusal(422, "refused", refused.message, remedy) from refused


def install(api: NinjaAPI) -> None:
    """Answer every refusal in one shape."""
    api.add_exception_handler(Http404, lambda request, error: answer(404, "not-found"))
    api.add_exception_handler(PermissionDenied, lambda request, error: answer(403, "forbidden"))
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(limits.TooMany, lambda request, error: answer(429, "too-many"))
    api.add_exception_handler(limits.StoreDown, lambda request, error: answer(503, "closed"))
    api.add_exception_handler(Conflict, _conflict)
    api.add_exception_handler(OSError, _of_the_disk)
    api.add_exception_handler(DatabaseError, _of_the_disk)


def _http(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    """What django-ninja itself refuses: nobody signed in, a missing CSRF token, a broken body."""
    status = int(getattr(error, "status_code", 400))
    return answer(status, {401: SIGN_IN, 403: "csrf"}.get(status, "unreadable"))


def _refused(request: HttpRequest, error: Refusal | type[Refusal]) -> HttpResponse:
    assert isinstance(error, Refusal)
    return _json(error.status, error.code, error.message, error.remedy)


def _conflict(request: HttpRequest, error: Conflict | type[Conflict]) -> HttpResponse:
    """Both versions, field by field, and the version to send to write all the same."""
    assert isinstance(error, Conflict)
    details = [
        {"where": one.field, "theirs": _plain(one.theirs), "mine": _plain(one.mine)}
        for one in error.both
    ]
    details.append({"where": "version", "theirs": _plain(error.version), "mine": None})
    remedy = _("Comparez, puis renvoyez la vôtre avec la version d’aujourd’hui.")
    return _json(409, "conflict", error.message, remedy, details)


def _of_the_disk(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Exception)
    if not is_full(error):
        raise error
    return answer(507, "full")


def _plain(value: Any) -> Any:
    return value if isinstance(value, dict | int | float | str | None) else str(value)


def _invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    details = [
        {"where": ".".join(map(str, one["loc"])), "type": one["type"], "message": one["msg"]}
        for one in getattr(error, "errors", [])
    ]
    return answer(422, "invalid", details)


def _json(
    status: int,
    code: str,
    message: str,
    remedy: str,
    details: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    body = {"code": code, "message": message, "remedy": remedy, "details": details or []}
    return JsonResponse(body, status=status)


def _sentences() -> dict[str, tuple[str, str]]:
    return {
        SIGN_IN: (
            _("Personne n’est connecté."),
            _("Connectez-vous, puis renvoyez la demande avec le cookie de session."),
        ),
        "csrf": (
            _("La demande ne prouve pas qu’elle vient de vous."),
            _("Joignez le jeton CSRF de la session dans l’en-tête X-CSRFToken."),
        ),
        "forbidden": (
            _("Votre rôle ne permet pas ce geste."),
            _("Demandez-le à la direction ou à l’administration technique."),
        ),
        "second-factor": (
            _("Votre rôle demande un deuxième facteur, et votre compte n’en a pas."),
            _("Ajoutez-en un dans les pages, à l’adresse /compte/."),
        ),
        "proof": (
            _("Ce geste demande une preuve d’identité de moins de dix minutes."),
            _("Confirmez dans les pages que c’est vous, à l’adresse /compte/preuve/."),
        ),
        "too-many": (
            _("Ce geste a été fait trop souvent en une heure."),
            _("Attendez, puis renvoyez la demande."),
        ),
        "closed": (
            _("Les essais ne peuvent plus être comptés : ce geste est fermé un moment."),
            _("Prévenez la personne qui administre l’installation : « timonerie doctor »."),
        ),
        "not-found": (
            _("Il n’y a rien à cette adresse, ou rien que vous puissiez voir."),
            _("Vérifiez la société et l’identifiant."),
        ),
        "invalid": (
            _("Un paramètre manque ou n’a pas la forme attendue."),
            _("Corrigez ce que nomme « details »."),
        ),
        "full": (
            _("Il n’y a plus de place sur le disque : rien n’a été enregistré à moitié."),
            _("Libérez de la place, puis renvoyez la demande."),
        ),
        "unreadable": (
            _("Le corps de la demande est illisible."),
            _("Envoyez du JSON, ou un formulaire pour un fichier."),
        ),
    }
