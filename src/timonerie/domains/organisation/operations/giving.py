"""Who may give which rights to whom: see `giving` in policy.toml."""

from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role


class NotYours(Refused):
    """The actor may not give this right, or not to this person."""


def refuse_role(by: Actor, role: str) -> None:
    """Raises NotYours."""
    if Role(role) not in policies.given_by(by.role):
        raise NotYours(
            _("Le rôle « %(role)s » ne se donne et ne se retire que par la direction.")
            % {"role": Role(role).label},
            field="role",
        )


def refuse_to_oneself(by: Actor, user_id: int | None) -> None:
    """Nobody changes their own rights: a second person does. Raises NotYours."""
    if by.user_id is not None and by.user_id == user_id:
        raise NotYours(
            _(
                "Personne ne change ses propres droits : demandez à une autre personne qui ouvre"
                " les accès."
            )
        )
