"""The forms of a challenge: its facts to tick or to type, what it is about, how it begins."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge import sentences
from timonerie.domains.challenge.catalogue import ladder as catalogue
from timonerie.domains.challenge.enums import Rung
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.papers import annexes
from timonerie.domains.challenge.queries.evidence.gathering import Proposed
from timonerie.domains.challenge.rules import ladder
from timonerie.domains.challenge.rules.ladder import Given
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import providers, seats, units
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import challenge_words
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField, VersionedForm
from timonerie.web.forms.challenge_steps import LINES, PromisesForm


def told(line: Line) -> str:
    """A fact beside its box."""
    terms = annexes.said(line.numerator, line.denominator) if line.is_measured else ""
    parts = [line.label, line.figure, terms, line.target, line.period]
    return ", ".join(part for part in parts if part)


class ProviderForm(CompanyForm):
    provider = ChoiceOf(
        label=_("Prestataire"), help_text=_("Celui dont les faits vous amènent ici.")
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("provider", providers.visible_to(reader).active().order_by("name"))


class FactsForm(CompanyForm):
    """Facts that are known, to tick; one that is not, to type."""

    facts = forms.MultipleChoiceField(
        label=_("Faits connus"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Chacun est figé tel qu’il est connu aujourd’hui."),
    )
    label = forms.CharField(
        label=_("Un fait que rien ne mesure ici"),
        max_length=300,
        required=False,
        help_text=_("En une ligne : « Deux relances restées sans réponse »."),
    )
    day = DateField(
        label=_("Jour du fait"), required=False, help_text=_("Le jour où il s’est passé.")
    )
    source = forms.CharField(
        label=_("Où il se vérifie"),
        max_length=300,
        required=False,
        help_text=_("Un courriel, un compte rendu, une facture, avec sa date."),
    )
    figure = forms.CharField(
        label=_("Son chiffre"),
        max_length=120,
        required=False,
        help_text=_("Avec son unité, s’il en a un : « 12 bulletins faux »."),
    )
    numerator = AmountField(
        label=_("Numérateur"), help_text=_("Ce qui est compté : 12, pour 12 bulletins faux.")
    )
    denominator = AmountField(
        label=_("Dénominateur"), help_text=_("Sur combien : 240, pour 240 bulletins.")
    )

    TYPED = ("label", "day", "source", "figure", "numerator", "denominator")

    def __init__(
        self, *args: Any, proposed: Sequence[Proposed], first: Line | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        groups = [
            (one.kind.label, [(line.key, told(line)) for line in one.lines]) for one in proposed
        ]
        known = {line.key for one in proposed for line in one.lines}
        if first is not None and first.key not in known:
            groups.insert(0, (_("D’où vous venez"), [(first.key, told(first))]))
        field = cast(forms.MultipleChoiceField, self.fields["facts"])
        field.choices = groups
        self.groups = [(label, len(lines)) for label, lines in groups]

    def typed(self) -> list[Typed]:
        """The fact that was typed, if one was."""
        data = self.cleaned_data
        if not data["label"].strip():
            return []
        over, under = data["numerator"], data["denominator"]
        return [
            Typed(
                label=data["label"],
                day=data["day"],
                source=data["source"],
                figure=data["figure"],
                numerator=None if over is None else float(over),
                denominator=None if under is None else float(under),
            )
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("label") and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _now("Dites le jour de ce fait."))
        return data

    @property
    def fact_groups(self) -> list[tuple[Any, list[Any]]]:
        """The boxes of each kind of fact, under its name."""
        boxes, found = list(self["facts"]), []
        for label, count in self.groups:
            found.append((label, boxes[:count]))
            boxes = boxes[count:]
        return found

    @property
    def typed_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.TYPED]

    @property
    def is_typing(self) -> bool:
        """Whether something was typed, or is at fault there."""
        return any(self[name].value() or self[name].errors for name in self.TYPED)


class ChallengeForm(CompanyForm):
    """What a challenge is about."""

    title = forms.CharField(
        label=_("Sujet"), max_length=200, help_text=_("En une ligne : il sera l’objet des lettres.")
    )
    contract = ChoiceOf(
        label=_("Contrat en cause"),
        required=False,
        help_text=_("Sans lui, ni mise en demeure ni rupture."),
    )
    unit = ChoiceOf(
        label=_("Site"),
        required=False,
        help_text=_("Son calendrier compte les jours ouvrés ; vide pour toute la société."),
    )
    owner = ChoiceOf(
        label=_("Poste qui le suit"),
        required=False,
        help_text=_("Chez nous : il attend les réponses et les engagements."),
    )

    def __init__(self, *args: Any, reader: Actor, provider: Provider, **options: Any) -> None:
        super().__init__(*args, **options)
        signed = contracts.visible_to(reader).active().filter(provider=provider)
        self.offer("contract", signed.order_by("name"), empty=_("à connaître"))
        sites = units.visible_to(reader).filter(kind="site").order_by("name")
        self.offer("unit", sites, empty=_("toute la société"))
        posts = seats.visible_to(reader).active().order_by("name")
        self.offer("owner", posts, empty=_("personne encore"))
        self.provider = provider

    def said(self) -> Said:
        names = ("title", "contract", "unit", "owner")
        return Said(provider=self.provider, **{name: self.cleaned_data[name] for name in names})


class ChallengeChangeForm(ChallengeForm, VersionedForm):
    pass


class BeginForm(ChallengeForm, FactsForm, PromisesForm):
    """A challenge opened on facts, and the rung it begins with."""

    rung = forms.ChoiceField(
        label=_("Première marche"),
        choices=[("", _("Noter les faits seulement")), *Rung.choices],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        help_text=_("Sa lettre est préparée aussitôt ; rien n’est envoyé d’ici."),
    )
    asked = forms.CharField(
        label=_("Ce que vous demandez"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Avec vos mots ; il s’ajoute au texte de la lettre."),
    )

    def taking(self, *, signer: str) -> Taking | None:
        data = self.cleaned_data
        if not data["rung"]:
            return None
        return Taking(
            rung=data["rung"], asked=data["asked"], promises=self.promises(), signer=signer
        )

    @property
    def rungs(self) -> list[dict[str, Any]]:
        """Each beside its box: three are shown, the others folded; with what would be lacking to a
        matter that was just opened on facts and a contract."""
        boxes = {str(one.data["value"]): one for one in self["rung"]}
        fresh = Given(facts=(), has_contract=True, promises=1, on=timezone.localdate())
        return [
            {
                **challenge_words.shown(step),
                "box": boxes[step.code.value],
                "is_shown": step.is_shown,
                "lacks": [
                    sentences.lack(one) for one in ladder.lacks(step, fresh) if one.code == "after"
                ],
            }
            for step in catalogue.steps()
        ]

    @property
    def no_rung(self) -> Any:
        """The box of who only notes facts."""
        return next(one for one in self["rung"] if not one.data["value"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("rung") and any(data.get(f"what_{line}") for line in LINES):
            self.add_error("rung", _now("Choisissez la marche qui demande ces engagements."))
        return data


class WithdrawForm(CompanyForm):
    reason = forms.CharField(
        label=_("Pourquoi il est retiré"),
        max_length=300,
        help_text=_("Il reste visible, marqué ; aucune lettre à venir ne le dira."),
    )


def initial(challenge: Challenge) -> dict[str, Any]:
    """What the form of a challenge shows."""
    rows = ("contract", "unit", "owner")
    return {
        "title": challenge.title,
        "version": challenge.version,
        **{name: one.public_id for name in rows if (one := getattr(challenge, name))},
    }
