"""The forms of the workforce: a payroll file, and which site stands for a place of work."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.operations.workforce_sites import Wanted
from timonerie.domains.facts.queries.workforce_places import Place
from timonerie.domains.organisation.models import Unit

CREATE, LEAVE = "creer", "laisser"


class DropForm(forms.Form):
    """Which file, and whether an unknown legal entity may be created."""

    # An empty file is told so with the others, by its public code.
    file = forms.FileField(label=gettext_lazy("Fichier DSN"), allow_empty_file=True)
    creates_entities = forms.BooleanField(
        label=gettext_lazy("Créer l’entité juridique si son SIREN n’est pas encore connu"),
        required=False,
        help_text=gettext_lazy("Sinon, un SIREN inconnu fait refuser le fichier."),
    )

    def __init__(self, *args: Any, creates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not creates:
            del self.fields["creates_entities"]


class PlacesForm(forms.Form):
    """For each place of work: a site to create, one there is, or nothing yet. A site of the same
    name as the town, without an establishment, is proposed."""

    def __init__(
        self, *args: Any, places: Sequence[Place], sites: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.sites = {str(one.public_id): one for one in sites}
        names = {one.name.casefold(): str(one.public_id) for one in sites}
        for place in places:
            self.fields[place.siret] = forms.ChoiceField(
                label=f"{place.label} · {place.spaced}",
                help_text=" ".join(filter(None, [place.postcode, place.town])),
                choices=[
                    (CREATE, _("créer le site « %(name)s »") % {"name": place.label}),
                    *(
                        (key, _("c’est le site « %(name)s »") % {"name": one.name})
                        for key, one in self.sites.items()
                    ),
                    (LEAVE, _("laisser pour plus tard")),
                ],
                initial=names.get(place.town.casefold(), CREATE),
            )

    def wanted(self) -> list[Wanted]:
        chosen = [(place, self.cleaned_data[place.siret]) for place in self.places]
        return [
            Wanted(place, self.sites.get(choice)) for place, choice in chosen if choice != LEAVE
        ]
