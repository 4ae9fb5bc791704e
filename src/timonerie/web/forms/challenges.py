"""The forms of the challenges: facts to tick, a rung to take, what left and what came back."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge import sentences
from timonerie.domains.challenge.catalogue import ladder as catalogue
from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import Carriage, ChallengeState, Rung
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.papers import annexes
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.challenge.queries.evidence.gathering import Proposed
from timonerie.domains.challenge.rules import ladder
from timonerie.domains.challenge.rules.ladder import Given
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.challenge.rules.signing import Candidate
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import providers, seats, units
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import challenge_words
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField, VersionedForm
from timonerie.web.forms.duties import FILE_HELP, FILE_INPUT

LINES = range(1, 4)
"""Promises of one form."""


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


class PromisesForm(CompanyForm):
    """What the provider is asked to commit to: three lines of what and when."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for line in LINES:
            words = {"line": line}
            self.fields[f"what_{line}"] = forms.CharField(
                label=_now("Engagement %(line)s") % words,
                max_length=300,
                required=False,
                help_text=_now("Un résultat que l’on pourra constater, pas un effort."),
            )
            self.fields[f"day_{line}"] = DateField(
                label=_now("Pour le (engagement %(line)s)") % words,
                required=False,
                help_text=_now("Cette date est figée ; un report s’ajoute, avec son motif."),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for line in LINES:
            what, day = data.get(f"what_{line}"), data.get(f"day_{line}")
            if what and not day and f"day_{line}" not in self.errors:
                self.add_error(f"day_{line}", _now("Dites pour quel jour."))
            if day and not what:
                self.add_error(f"what_{line}", _now("Dites ce qui est promis."))
        return data

    def promises(self) -> list[Promised]:
        data = self.cleaned_data
        return [
            Promised(data[f"what_{line}"], data[f"day_{line}"])
            for line in LINES
            if data.get(f"what_{line}")
        ]

    @property
    def promise_lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"what_{line}"], self[f"day_{line}"]) for line in LINES]


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


class StepForm(PromisesForm, VersionedForm):
    """A rung to take: what is asked, when we meet, what is promised, who may sign."""

    asked = forms.CharField(
        label=_("Ce que vous demandez"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Avec vos mots ; il s’ajoute au texte de la lettre."),
    )
    meets_on = DateField(
        label=_("Réunion proposée le"),
        required=False,
        help_text=_("Elle entre dans l’agenda ; vide si elle reste à fixer."),
    )
    signer = forms.ChoiceField(
        label=_("Qui signera"),
        required=False,
        help_text=_("Ceux dont un pouvoir est connu ici ; sinon le bloc reste vide, à compléter."),
    )

    def __init__(self, *args: Any, step: Step, able: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_signers(self, able)
        if step.code != Rung.MEETING:
            del self.fields["meets_on"]
        self.step = step

    def taking(self, *, path: str) -> Taking:
        data = self.cleaned_data
        return Taking(
            rung=self.step.code,
            asked=data["asked"],
            meets_on=data.get("meets_on"),
            promises=self.promises(),
            signer=data["signer"],
            path=path,
        )


class LetterForm(CompanyForm):
    """Another version of a letter."""

    asked = forms.CharField(
        label=_("Ce que vous demandez"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Avec vos mots ; il s’ajoute au texte de la lettre."),
    )
    signer = forms.ChoiceField(
        label=_("Qui signera"),
        required=False,
        help_text=_("Ceux dont un pouvoir est connu ici ; sinon le bloc reste vide, à compléter."),
    )

    def __init__(self, *args: Any, able: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_signers(self, able)


class WithdrawForm(CompanyForm):
    reason = forms.CharField(
        label=_("Pourquoi il est retiré"),
        max_length=300,
        help_text=_("Il reste visible, marqué ; aucune lettre à venir ne le dira."),
    )


class SentForm(CompanyForm):
    sent_on = DateField(label=_("Envoyée le"), help_text=_("Le jour du dépôt ou de l’envoi."))
    sent_by = forms.CharField(
        label=_("Par"), max_length=150, help_text=_("La personne qui l’a fait partir.")
    )
    carriage = forms.ChoiceField(
        label=_("Comment"), choices=Carriage.choices, help_text=_("Rien n’est envoyé d’ici.")
    )
    tracking = forms.CharField(
        label=_("Numéro de suivi"),
        max_length=60,
        required=False,
        help_text=_("Celui du recommandé : c’est la preuve de l’envoi."),
    )

    def sent(self) -> Sent:
        return Sent(**self.cleaned_data)


class ReplyForm(CompanyForm):
    text = forms.CharField(
        label=_("Leur réponse"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Copiée telle quelle : elle est gardée en regard de votre lettre."),
    )
    received_on = DateField(label=_("Reçue le"), help_text=_("Le jour où elle est arrivée."))
    file = forms.FileField(
        label=_("Fichier"),
        required=False,
        allow_empty_file=True,
        widget=FILE_INPUT,
        help_text=FILE_HELP,
    )

    def received(self) -> Received | None:
        file = self.cleaned_data.get("file")
        if file is None:
            return None
        return Received(name=file.name or "", size=file.size or 0, chunks=file.chunks())


class CloseForm(VersionedForm):
    state = forms.ChoiceField(
        label=_("Comment il se termine"),
        choices=[
            (one.value, one.label) for one in (ChallengeState.SETTLED, ChallengeState.DROPPED)
        ],
        help_text=_("Réglé quand les faits ne se reproduisent plus ; abandonné, dites pourquoi."),
    )
    outcome = forms.CharField(
        label=_("Ce qui le montre"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase, que relira qui ouvrira ce dossier."),
    )


def offer_signers(form: CompanyForm, able: Sequence[Candidate]) -> None:
    """Who may sign, with what lets think so; the first one is chosen, nobody where none is."""
    field = cast(forms.ChoiceField, form.fields["signer"])
    field.choices = [
        *((one.name, f"{one.name} ({one.detail})" if one.detail else one.name) for one in able),
        ("", _now("laisser en blanc, avec la question")),
    ]
    form.initial.setdefault("signer", able[0].name if able else "")


def initial(challenge: Challenge) -> dict[str, Any]:
    """What the form of a challenge shows."""
    rows = ("contract", "unit", "owner")
    return {
        "title": challenge.title,
        "version": challenge.version,
        **{name: one.public_id for name in rows if (one := getattr(challenge, name))},
    }
