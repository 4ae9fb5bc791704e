"""What of a promise cannot stand, whatever its days."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.commitments.operations.said import Said
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import own_posts, providers, seats, units
from timonerie.foundations.accounts.actors import Actor

LONGEST, MOST_REASON = 300, 500


def checked(by: Actor, said: Said, *, on: date) -> dict[str, Any]:
    """The values to write. Raises Refused, naming the field."""
    what = " ".join(said.what.split())
    if not what or len(what) > LONGEST:
        raise Refused(_("Dites en une phrase ce qui est promis."), field="what")
    if (said.provider is None) == (said.seat is None):
        raise Refused(
            _("Dites qui promet : un prestataire, ou l’un de vos postes."), field="holder"
        )
    if said.to_provider is not None and (said.seat is None or said.to_seat is not None):
        raise Refused(
            _("Seul un de vos postes promet à un prestataire, et à lui seul."), field="to_provider"
        )
    _check_reach(by, said, on)
    told = {name: value for name, value in vars(said).items() if name != "origin"}
    return {**told, "what": what, **_origin(said)}


def reason(text: str) -> str:
    """Raises Refused."""
    told = text.strip()
    if not told:
        raise Refused(_("Dites pourquoi, pour qui le relira."), field="reason")
    if len(told) > MOST_REASON:
        raise Refused(_("Le motif tient en 500 caractères."), field="reason")
    return told


def proof(text: str) -> str:
    """Raises Refused."""
    told = text.strip()
    if len(told) > MOST_REASON:
        raise Refused(_("La preuve tient en 500 caractères."), field="proof")
    return told


def _check_reach(by: Actor, said: Said, on: date) -> None:
    """A promise is noted of whom its writer reaches, or to whom. Raises Refused."""
    for name in ("provider", "to_provider"):
        firm: Provider | None = getattr(said, name)
        if firm and not providers.visible_to(by, on=on).filter(pk=firm.pk).exists():
            raise Refused(_("Choisissez un prestataire de votre mandat."), field=name)
    for name in ("seat", "to_seat"):
        post: Seat | None = getattr(said, name)
        if post and not _reaches(by, post, on):
            raise Refused(_("Choisissez un poste de votre mandat."), field=name)
    site: Unit | None = said.unit
    if site and not units.visible_to(by, on=on).filter(pk=site.pk).exists():
        raise Refused(_("Choisissez une unité de votre mandat."), field="unit")


def _reaches(by: Actor, post: Seat, on: date) -> bool:
    """Whoever holds a post speaks for it, wherever their mandate stops."""
    if post.pk in own_posts.of(by, on=on):
        return True
    return seats.visible_to(by, on=on).filter(pk=post.pk).exists()


def _origin(said: Said) -> dict[str, Any]:
    if said.origin is None:
        return {}
    return {
        "origin_kind": said.origin.kind,
        "origin_id": said.origin.public_id,
        "origin_label": said.origin.label[:200],
        "origin_path": said.origin.path[:300],
    }
