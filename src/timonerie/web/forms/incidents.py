"""What is said of an incident, in two lines or in full, and what is done about it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.models import (
    Incident,
    IncidentCause,
    IncidentSeverity,
    IncidentSide,
)
from timonerie.domains.facts.operations.incident_checks import Remedy, Statement
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.models import Person, Seat
from timonerie.domains.organisation.queries import people, providers, seats, units
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.sourcing.queries import activities as sourcing
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import (
    ChoiceOf,
    ChoicesOf,
    CompanyForm,
    DateField,
    InstantField,
    VersionedForm,
)

CURRENCIES = ("EUR", "CHF", "GBP", "USD", "XPF")
LEAST, MOST = 3, 12


class TwoLinesForm(CompanyForm):
    """What anybody can say on the spot."""

    what = forms.CharField(
        label=_("Ce qui s’est passé"),
        max_length=150,
        help_text=_("En une ligne : « Le réseau est coupé depuis ce matin »."),
    )
    more = forms.CharField(
        label=_("En une ligne de plus"),
        max_length=500,
        required=False,
        help_text=_("Qui est touché, ce qui est déjà fait."),
    )
    known_at = InstantField(label=_("Vous le savez depuis"))
    is_major = forms.BooleanField(
        label=_("C’est grave : le travail est arrêté, ou une échéance va être manquée"),
        required=False,
    )

    @property
    def severity(self) -> str:
        is_major = self.cleaned_data.get("is_major")
        return IncidentSeverity.MAJOR if is_major else IncidentSeverity.MINOR


class LinkDeclareForm(TwoLinesForm):
    """Behind a link: nothing of the company stands in it."""

    declared_by = forms.CharField(label=_("Votre nom"), max_length=150, required=False)

    def statement(self) -> Statement:
        data = self.cleaned_data
        return Statement(
            what=data["what"],
            more=data["more"],
            known_at=data["known_at"],
            severity=self.severity,
        )


class DeclareForm(TwoLinesForm):
    """By somebody of the company, or of a provider, whose mandate says what is offered."""

    told_at = InstantField(
        label=_("On vous l’a dit le"),
        required=False,
        help_text=_("De là vient le délai d’alerte. Vide si personne ne le sait."),
    )
    provider = ChoiceOf(label=_("Prestataire"), required=False)
    units = ChoicesOf(label=_("Sites touchés"), required=False)
    team = ChoiceOf(label=_("Équipe"), required=False)
    activity = ChoiceOf(label=_("Activité"), required=False)

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_places(self, reader)
        if not reader.may("activity.read"):
            del self.fields["activity"]
        if not self.fields["units"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["units"]

    def statement(self) -> Statement:
        data = self.cleaned_data
        return Statement(
            what=data["what"],
            more=data["more"],
            known_at=data["known_at"],
            told_at=data.get("told_at"),
            severity=self.severity,
            units=tuple(data.get("units") or ()),
            provider=data.get("provider"),
            activity=data.get("activity"),
            team=data.get("team"),
        )


class QualifyForm(VersionedForm):
    what = forms.CharField(label=_("Ce qui s’est passé"), max_length=150)
    more = forms.CharField(label=_("En une ligne de plus"), max_length=500, required=False)
    cause = forms.ChoiceField(label=_("Cause"), required=False)
    side = forms.ChoiceField(label=_("De quel côté"), choices=IncidentSide.choices)
    severity = forms.ChoiceField(label=_("Gravité"), choices=IncidentSeverity.choices)
    provider = ChoiceOf(label=_("Prestataire"), required=False)
    units = ChoicesOf(label=_("Sites touchés"), required=False)
    team = ChoiceOf(label=_("Équipe"), required=False)
    activity = ChoiceOf(label=_("Activité"), required=False)
    known_at = InstantField(
        label=_("Connu le"), help_text=_("Quand le prestataire ou le site l’a su.")
    )
    told_at = InstantField(
        label=_("Dit le"),
        required=False,
        help_text=_("Quand l’entreprise l’a appris ; le délai d’alerte va de l’un à l’autre."),
    )
    ended_at = InstantField(label=_("Terminé le"), required=False)
    cost = forms.DecimalField(
        label=_("Coût"),
        required=False,
        min_value=0,
        max_digits=13,
        localize=True,
        help_text=_("Ce qu’il a coûté à l’entreprise. Le prestataire ne le lit pas."),
    )
    currency = forms.ChoiceField(label=_("Devise"), required=False)

    def __init__(self, data: Any = None, *, reader: Actor, incident: Incident) -> None:
        super().__init__(data, initial=_said(incident))
        _choices(self, "cause", [("", _now("à connaître")), *IncidentCause.choices])
        codes = dict.fromkeys((*CURRENCIES, incident.currency or CURRENCIES[0]))
        _choices(self, "currency", [(code, code) for code in codes])
        _offer_places(self, reader)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        currency = data.get("currency") or CURRENCIES[0]
        if data.get("cost") is not None:
            try:
                data["cost"] = money.minor(data["cost"], currency)
            except money.NoSuchAmount:
                self.add_error("cost", _now("Cette devise n’a pas tant de décimales."))
        data["currency"] = currency if data.get("cost") is not None else ""
        return data

    def statement(self) -> Statement:
        data = {**self.cleaned_data, "units": tuple(self.cleaned_data["units"])}
        data.pop("version")
        return Statement(**data)


class RemedyForm(VersionedForm):
    action = forms.CharField(
        label=_("Ce qui est fait"),
        max_length=300,
        required=False,
        help_text=_("Pour que cela n’arrive plus, ou moins."),
    )
    owner_seat = ChoiceOf(label=_("Porté par le poste"), required=False)
    owner_person = ChoiceOf(label=_("Ou par la personne"), required=False)
    due_date = DateField(label=_("À faire pour le"), required=False)
    action_on = DateField(
        label=_("En place le"),
        required=False,
        help_text=_("Le jour où l’action a pris effet : les mois d’après seront comparés."),
    )
    indicator = forms.ChoiceField(
        label=_("Chiffre qui doit aller mieux"),
        required=False,
        help_text=_("Il sera comparé avant et après l’action, sur autant de mois."),
    )
    periods = forms.IntegerField(
        label=_("Mois d’observation"), min_value=LEAST, max_value=MOST, initial=LEAST
    )

    def __init__(
        self,
        data: Any = None,
        *,
        reader: Actor,
        incident: Incident,
        checkable: list[Definition],
    ) -> None:
        super().__init__(data, initial=_done(incident))
        # Who carries it stays offered, even out of the reader's mandate: saving is not taking away.
        kept = Seat.objects.filter(pk=incident.owner_seat_id or 0)
        rows = Seat.objects.filter(Q(pk__in=seats.visible_to(reader).active()) | Q(pk__in=kept))
        self.offer("owner_seat", rows.select_related("unit").order_by("name"), empty=_("Aucun"))
        kept_person = Person.objects.filter(pk=incident.owner_person_id or 0)
        known = Person.objects.filter(
            Q(pk__in=people.visible_to(reader).active()) | Q(pk__in=kept_person)
        ).order_by("name")
        self.offer("owner_person", known, empty=_("Aucune"))
        offered = [(one.metric.code, one.metric.label) for one in checkable]
        _choices(self, "indicator", [("", _now("Aucun")), *offered])

    def remedy(self) -> Remedy:
        data = dict(self.cleaned_data)
        data.pop("version")
        return Remedy(**data)


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Ajouter une note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lue par tous ceux qui voient l’incident, prestataire compris."),
    )


class LinkForm(CompanyForm):
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("Pour vous y retrouver : « Accueil de Nova », « Chef d’équipe de Colmar »."),
    )
    provider = ChoiceOf(label=_("Pour le prestataire"), required=False)
    unit = ChoiceOf(label=_("Ou pour le site"), required=False)
    days = forms.IntegerField(label=_("Durée, en jours"), min_value=1, max_value=365, initial=180)

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader).active().order_by("name")
        self.offer("provider", firms, empty=_("Aucun"))
        sites = units.visible_to(reader).active().sites().order_by("name")
        self.offer("unit", sites, empty=_("Aucun"))


def _offer_places(form: CompanyForm, reader: Actor) -> None:
    """What the reader's mandates let them name."""
    firms = providers.visible_to(reader).active().order_by("name")
    form.offer("provider", firms, empty=_("Aucun, ou à connaître"))
    places = units.visible_to(reader).active()
    form.offer("units", places.sites().order_by("name"))
    form.offer("team", places.teams().order_by("name"), empty=_("Aucune"))
    known = sourcing.visible_to(reader).active().order_by("name")
    form.offer("activity", known, empty=_("Aucune"))


def _choices(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _said(one: Incident) -> dict[str, Any]:
    plain = ("version", "what", "more", "cause", "side", "severity", "known_at", "told_at")
    found = {name: getattr(one, name) for name in (*plain, "ended_at")}
    found |= {name: _id(getattr(one, name)) for name in ("provider", "team", "activity")}
    found["units"] = [site.unit.public_id for site in one.sites.all()]
    found["currency"] = one.currency or CURRENCIES[0]
    found["cost"] = None if one.cost is None else money.major(one.cost, one.currency)
    return found


def _done(one: Incident) -> dict[str, Any]:
    names = ("version", "action", "due_date", "action_on", "indicator", "periods")
    found = {name: getattr(one, name) for name in names}
    return found | {name: _id(getattr(one, name)) for name in ("owner_seat", "owner_person")}


def _id(row: Any) -> Any:
    return None if row is None else row.public_id
