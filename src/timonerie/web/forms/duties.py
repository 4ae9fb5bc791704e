"""What people say of legal documents, and what a provider hands in by its link."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.catalogue import duties as catalogue
from timonerie.domains.contracts.catalogue import ways
from timonerie.domains.contracts.duty_enums import Answer, ReminderKind
from timonerie.domains.contracts.models import WayAnswer
from timonerie.domains.contracts.operations.duty_documents import LONGEST_NUMBER, Said
from timonerie.domains.contracts.operations.duty_files import KINDS
from timonerie.domains.contracts.operations.duty_links import MOST_DAYS, USUAL_DAYS
from timonerie.domains.contracts.operations.ways import Said as SaidWay
from timonerie.domains.organisation.models import LegalEntity
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.web import duty_words
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField

FILE_HELP = _("PDF, DOCX, XLSX, PNG ou JPEG, 20 Mo au plus. Il est gardé tel quel, jamais ouvert.")
FILE_INPUT = forms.FileInput(attrs={"accept": ",".join(KINDS)})


def kinds(codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """The documents to choose from, in the order of the catalogue."""
    wanted = None if codes is None else set(codes)
    return [
        (one.code, duty_words.title(one.code))
        for one in catalogue.kinds()
        if wanted is None or one.code in wanted
    ]


class DatesForm(CompanyForm):
    issued_on = DateField(
        label=_("Établie le"),
        required=False,
        help_text=_("La date imprimée sur le document : elle fait courir sa durée de validité."),
    )
    valid_until = DateField(
        label=_("Valable jusqu’au"),
        required=False,
        help_text=_("Si le document dit sa propre fin. La plus proche des deux dates compte."),
    )
    number = forms.CharField(
        label=_("Code ou numéro"),
        required=False,
        max_length=LONGEST_NUMBER,
        help_text=_("Le code de sécurité de l’attestation, le numéro de police ou de certificat."),
    )

    def said(self, kind: str) -> Said:
        told = {name: self.cleaned_data[name] for name in ("issued_on", "valid_until", "number")}
        return Said(kind=kind, **told)

    def received(self, name: str = "file") -> Received | None:
        file = self.cleaned_data.get(name)
        if file is None:
            return None
        return Received(name=file.name or "", size=file.size or 0, chunks=file.chunks())


class EntityForm(CompanyForm):
    entity = ChoiceOf(
        label=_("Pour laquelle de nos entités"),
        required=False,
        help_text=_("Celle que le prestataire connaît et que le document concerne."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = LegalEntity.objects.filter(archived_at__isnull=True).order_by("name")
        self.offer("entity", rows, empty=_("toutes"))


class DocumentForm(EntityForm, DatesForm):
    kind = forms.ChoiceField(
        label=_("Pièce"), help_text=_("Chaque pièce dit sa source et ce qu’il faut y vérifier.")
    )
    file = forms.FileField(
        label=_("Fichier"),
        required=False,
        allow_empty_file=True,
        widget=FILE_INPUT,
        help_text=FILE_HELP,
    )

    field_order = ("kind", "entity", "file", "issued_on", "valid_until", "number")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "kind", kinds())


class CheckForm(DatesForm):
    proof = forms.CharField(
        label=_("Comment vous l’avez vérifiée"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Où vous avez regardé, et ce qui a été répondu : « urssaf.fr, code valide »."),
    )
    file = forms.FileField(
        label=_("Preuve en fichier"),
        required=False,
        allow_empty_file=True,
        widget=FILE_INPUT,
        help_text=_("La page de réponse enregistrée, ou sa copie d’écran. PDF ou image."),
    )


class RefuseForm(CompanyForm):
    reason = forms.CharField(
        label=_("Pourquoi elle ne convient pas"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase que vous pourrez redire au prestataire pour qu’il la remplace."),
    )


class RuleForm(CompanyForm):
    kind = forms.ChoiceField(
        label=_("Pièce"), help_text=_("Celle dont vous dites si elle est due par ce prestataire.")
    )
    is_owed = forms.ChoiceField(
        label=_("Est-elle due ?"),
        choices=[("yes", _("Oui, due")), ("no", _("Non, pas due")), ("", _("Revenir au calcul"))],
        required=False,
        help_text=_("Votre avis l’emporte sur le calcul, avec votre nom et la date."),
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=500,
        help_text=_("L’article du contrat, ou l’avis de votre conseil."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "kind", kinds())

    @property
    def owed(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["is_owed"])


class AskForm(EntityForm):
    pieces = forms.MultipleChoiceField(
        label=_("Pièces demandées"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Seules celles que vous cochez sont demandées et montrées au prestataire."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "pieces", kinds())


class LinkForm(AskForm):
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("La personne à qui vous remettez ce lien, pour vous y retrouver."),
    )
    days = forms.IntegerField(
        label=_("Durée pour répondre, en jours"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Passé ce délai, le lien ne s’ouvre plus. De 1 à 120 jours."),
    )

    field_order = ("pieces", "entity", "recipient", "days")


class RemindForm(AskForm):
    kind = forms.ChoiceField(
        label=_("Ce que vous avez envoyé"),
        choices=ReminderKind.choices,
        help_text=_("La mise en demeure est signée par qui en a le pouvoir et part en recommandé."),
    )
    made_on = DateField(
        label=_("Envoyée le"),
        help_text=_("Le jour où vous l’avez vraiment envoyée : rien ne part d’ici."),
    )

    field_order = ("pieces", "entity", "kind", "made_on")


class HandInForm(DatesForm):
    kind = forms.ChoiceField(
        label=_("Pièce"), help_text=_("L’une de celles que l’entreprise vous demande.")
    )
    file = forms.FileField(
        label=_("Fichier"), allow_empty_file=True, widget=FILE_INPUT, help_text=FILE_HELP
    )

    field_order = ("kind", "file", "issued_on", "valid_until", "number")

    def __init__(self, *args: Any, asked: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "kind", kinds(asked))


class ClientForm(CompanyForm):
    entity = ChoiceOf(
        label=_("Notre entité qui signe"),
        required=False,
        help_text=_("Celle qui est partie au contrat, que le prestataire facture."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = LegalEntity.objects.filter(archived_at__isnull=True).order_by("name")
        self.offer("entity", rows, empty=_("à connaître"))


class WaysForm(CompanyForm):
    """One answer and its note for each index: r and n before its code."""

    def __init__(self, data: Any = None, *, standing: dict[str, WayAnswer]) -> None:
        super().__init__(data)
        for index in ways.indices():
            known = standing.get(index.code)
            self.fields[f"r-{index.code}"] = forms.ChoiceField(
                label=_now(index.question),
                required=False,
                choices=[("", _now("pas encore répondu")), *Answer.choices],
                initial=known.answer if known else "",
            )
            self.fields[f"n-{index.code}"] = forms.CharField(
                label=_("Précision"),
                required=False,
                max_length=500,
                initial=known.note if known else "",
                help_text=_("Ce que vous avez constaté, sans nommer de personne."),
            )

    def said(self) -> dict[str, SaidWay]:
        data = self.cleaned_data
        return {
            one.code: SaidWay(data[f"r-{one.code}"], data[f"n-{one.code}"])
            for one in ways.indices()
            if data[f"r-{one.code}"]
        }


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
