"""Who holds an activity inside: who answers for it, who stands in, who could take it back."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import seats
from timonerie.domains.sourcing.catalogue import prescores
from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import activity_words
from timonerie.web.forms.base import ChoiceOf, VersionedForm
from timonerie.web.forms.knowing import boxes


class SeatChoice(ChoiceOf):
    """A post, with the unit that tells it from its namesakes."""

    def label_from_instance(self, obj: Seat) -> str:
        return f"{obj.name}, {obj.unit}"


class HoldingForm(VersionedForm):
    """Who holds an activity inside, and what stays inside whatever is decided."""

    accountable = SeatChoice(
        label=_("Qui en répond ?"),
        required=False,
        help_text=_("Un poste de l’entreprise : un prestataire exécute, il ne répond pas."),
    )
    deputy = SeatChoice(
        label=_("Qui le supplée ?"),
        required=False,
        help_text=_("Le poste qui en répond à sa place demain matin, s’il est absent."),
    )
    keeper = SeatChoice(
        label=_("Qui, chez vous, sait encore la spécifier, la contrôler et la reprendre ?"),
        required=False,
        help_text=_(
            "Sans ce savoir, on ne juge plus le prestataire et on ne peut plus le quitter."
        ),
    )
    has_no_keeper = forms.BooleanField(
        label=_("Personne ne le sait plus"),
        required=False,
        help_text=_("Dites-le plutôt que de laisser vide : vide veut dire « à connaître »."),
    )
    vetoes = boxes(
        Veto.choices,
        label=_("Reste chez vous quoi qu’il arrive"),
        help_text=_(
            "Cochez ce que cette activité fait : la grille ne proposera jamais de le confier."
        ),
    )

    def __init__(self, data: Any = None, *, reader: Actor, activity: Activity) -> None:
        names = ("accountable", "deputy", "keeper")
        posts = {name: getattr(activity, name) for name in names}
        initial = {name: post and post.public_id for name, post in posts.items()}
        initial |= {
            "version": activity.version,
            "has_no_keeper": activity.has_no_keeper,
            "vetoes": activity.vetoes,
        }
        super().__init__(data, initial=initial)
        if built_in := prescores.vetoes(activity.catalogue_code):
            self.fields["vetoes"].help_text = _now(
                "Le catalogue y met déjà : %(vetoes)s. Cochez ce qu’elle fait d’autre."
            ) % {"vetoes": activity_words.vetoes(built_in)}
        known = seats.visible_to(reader).active().values("pk")
        # A post out of the writer's reach stays where somebody else put it.
        kept = [post.pk for post in posts.values() if post is not None]
        rows = Seat.objects.filter(Q(pk__in=known) | Q(pk__in=kept)).select_related("unit")
        for name in names:
            self.offer(name, rows.order_by("name", "pk"), empty=_("à connaître"))
