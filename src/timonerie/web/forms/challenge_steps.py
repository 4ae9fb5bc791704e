"""The forms of a rung: what is asked and promised, what left and what came back, how it ends."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import Carriage, ChallengeState, Rung
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.challenge.rules.signing import Candidate
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.web.forms.base import CompanyForm, DateField, VersionedForm
from timonerie.web.forms.duties import FILE_HELP, FILE_INPUT

LINES = range(1, 4)
"""Promises of one form."""


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
