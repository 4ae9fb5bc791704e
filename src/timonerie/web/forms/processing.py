"""What a record of personal data says (GDPR art. 28), field by field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.duty_enums import Authorisation, PrivacyRole, Transfers
from timonerie.domains.contracts.models import Contract, ProcessingRecord
from timonerie.domains.contracts.operations.processing import FIELDS
from timonerie.web.forms.base import ChoiceOf, CompanyForm, VersionedForm


def _words(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=500, widget=area
    )


class NewRecordForm(CompanyForm):
    contract = ChoiceOf(
        label=_("Contrat"),
        required=False,
        help_text=_("Sa fiche reprend ce que son cahier des charges dit déjà. Vide : tous."),
    )

    def __init__(self, *args: Any, rows: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("contract", rows, empty=_("tous ses contrats"))

    @property
    def chosen(self) -> Contract | None:
        found: Contract | None = self.cleaned_data["contract"]
        return found


class RecordForm(VersionedForm):
    role = forms.ChoiceField(
        label=_("Rôle du prestataire"),
        choices=PrivacyRole.choices,
        help_text=_(
            "Sous-traitant s’il traite sur vos instructions, responsable s’il décide des finalités."
            " Pour un expert-comptable : à qualifier mission par mission."
        ),
    )
    role_reason = _words(
        _("Pourquoi ce rôle"), _("Qui décide des finalités et des moyens, et d’après quel texte.")
    )
    subject = _words(_("Objet"), _("Ce que le prestataire fait des données, en une phrase."))
    duration = forms.CharField(
        label=_("Durée"),
        required=False,
        max_length=200,
        help_text=_("Le plus souvent celle du contrat, et ce qui suit sa fin."),
    )
    nature = _words(_("Nature des opérations"), _("Saisie, hébergement, calcul, archivage…"))
    purpose = _words(_("Finalité"), _("À quoi servent ces opérations : payer les salariés…"))
    data_kinds = _words(
        _("Catégories de données"), _("Identité, rémunération, santé… Les plus sensibles d’abord.")
    )
    people = _words(_("Catégories de personnes"), _("Salariés, candidats, clients, fournisseurs…"))
    instructions = _words(
        _("Instructions documentées"), _("Le document qui les dit, et comment elles changent.")
    )
    transfers = forms.ChoiceField(
        label=_("Transferts hors de l’Union européenne"),
        required=False,
        help_text=_("Hébergement, assistance à distance et sous-traitants compris."),
    )
    transfers_note = _words(
        _("Précision sur les transferts"), _("Les pays, et ce qui encadre chaque transfert.")
    )
    confidentiality = _words(
        _("Confidentialité"), _("L’engagement des personnes qui ont accès aux données.")
    )
    security = _words(
        _("Sécurité"), _("Les mesures promises et leurs preuves : certificat, audit, annexe.")
    )
    subprocessing = _words(
        _("Sous-traitants ultérieurs : conditions"),
        _("Autorisation générale ou particulière, délai pour s’opposer."),
    )
    assistance = _words(
        _("Assistance"), _("Comment il aide pour les droits des personnes et l’analyse d’impact.")
    )
    breach = _words(
        _("Violation de données"), _("En combien d’heures il prévient, et qui ; vous avez 72 h.")
    )
    fate = _words(_("Sort des données"), _("Rendues ou détruites, dans quel délai, quel format."))
    audit = _words(_("Audit"), _("Ce que vous pouvez demander ou vérifier, et à quel prix."))

    field_order = ("role", "role_reason", *FIELDS)

    def __init__(self, data: Any = None, *, record: ProcessingRecord) -> None:
        initial = {name: getattr(record, name) for name in (*FIELDS, "version")}
        super().__init__(data, initial=initial)
        field = self.fields["transfers"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _now("à connaître")), *Transfers.choices]

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class ProcessorForm(CompanyForm):
    name = forms.CharField(
        label=_("Nom"),
        max_length=150,
        help_text=_("L’entreprise à qui votre prestataire confie des données."),
    )
    country = forms.CharField(
        label=_("Pays"), max_length=60, help_text=_("Où les données sont traitées ou accessibles.")
    )
    task = forms.CharField(
        label=_("Ce qui lui est confié"),
        max_length=200,
        help_text=_("Hébergement, édition de bulletins, assistance…"),
    )
    authorisation = forms.ChoiceField(
        label=_("Autorisation"),
        choices=Authorisation.choices,
        help_text=_("Ce que vous avez écrit : sans accord, l’art. 28 § 2 n’est pas tenu."),
    )
