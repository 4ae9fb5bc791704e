"""What is said of the life of a contract: approved, signed, amended, suspended, left."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import NoticeCounts, Renewal
from timonerie.domains.contracts.operations.amendments import Amending
from timonerie.domains.contracts.operations.contract_checks import MOST_RENEWALS
from timonerie.domains.contracts.rules.amending import FIELDS
from timonerie.web.forms.base import DateField, VersionedForm
from timonerie.web.forms.lengths import LengthField

_SAME = _("inchangé")


class ContractApprovalForm(VersionedForm):
    reason = forms.CharField(
        label=_("Pourquoi approuver malgré ce qui manque"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Gardé avec l’approbation : qui relira saura pourquoi."),
    )

    def __init__(self, *args: Any, blockers: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.blockers = blockers
        if not blockers:
            del self.fields["reason"]


class SignatureForm(VersionedForm):
    signed_date = DateField(
        label=_("Signé le"),
        help_text=_("Le jour de la dernière des deux signatures."),
    )
    signed_by = forms.CharField(
        label=_("Signé pour la société par"),
        max_length=150,
        help_text=_("Le nom et la qualité, tels qu’ils sont sur le contrat."),
    )
    reason = forms.CharField(
        label=_("Pourquoi signer sans approbation"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Demandé tant que le contrat n’est pas approuvé."),
    )

    def __init__(self, *args: Any, is_approved: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_approved:
            del self.fields["reason"]


class AmendmentForm(VersionedForm):
    """Only what is filled changes."""

    title = forms.CharField(
        label=_("Objet de l’avenant"),
        max_length=200,
        help_text=_("En une ligne : « Avenant n° 2, préavis ramené à deux mois »."),
    )
    effect_date = DateField(
        label=_("Prend effet le"),
        help_text=_("Les périodes déjà finies ce jour-là ne bougent pas."),
    )
    start_date = DateField(
        label=_("Nouvelle prise d’effet"),
        required=False,
        help_text=_("Vide si elle ne change pas, ce qui est le plus fréquent."),
    )
    firm = LengthField(
        label=_("Nouvelle durée ferme"),
        may_last=True,
        help_text=_("Comptée depuis le début du contrat ; si elle est déjà finie, depuis ce jour."),
    )
    renewal = forms.ChoiceField(
        label=_("À l’échéance"),
        required=False,
        help_text=_("Ce qui arrive à la fin de la période en cours ce jour-là."),
    )
    renewal_length = LengthField(
        label=_("Nouvelle durée de chaque reconduction"),
        may_last=True,
        help_text=_("Elle vaut dès la prochaine reconduction."),
    )
    renewals = forms.IntegerField(
        label=_("Reconductions au plus"),
        required=False,
        min_value=0,
        max_value=MOST_RENEWALS,
        help_text=_("Vide si leur nombre ne change pas."),
    )
    notice = LengthField(
        label=_("Nouveau préavis"),
        help_text=_("Celui d’une période est celui qui est en vigueur à sa fin."),
    )
    notice_counts = forms.ChoiceField(
        label=_("Le préavis se compte"),
        required=False,
        help_text=_("Vide si l’avenant n’en dit rien."),
    )
    preparation = LengthField(
        label=_("Nouveau temps pour se préparer"),
        help_text=_("La date de décision vient d’autant plus tôt."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ce qu’il change d’autre : un prix, un site, un interlocuteur."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (("renewal", Renewal), ("notice_counts", NoticeCounts)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _SAME), *choices.choices]

    def said(self) -> Amending:
        data = self.cleaned_data
        return Amending(
            effect_date=data["effect_date"],
            title=data["title"],
            terms={name: data[name] for name in FIELDS if data.get(name) not in ("", None)},
            note=data["note"],
        )


class SuspensionForm(VersionedForm):
    first_date = DateField(
        label=_("Du"), help_text=_("Le premier jour où le contrat n’a pas couru.")
    )
    last_date = DateField(
        label=_("Au"), help_text=_("Le dernier jour inclus, même s’il n’est que prévu.")
    )
    note = forms.CharField(
        label=_("Motif"),
        max_length=500,
        required=False,
        help_text=_("Travaux, accord écrit, force majeure : ce qui la justifie."),
    )


class NoticeForm(VersionedForm):
    day = DateField(
        label=_("Préavis donné le"),
        help_text=_("Le jour qui compte : lettre reçue, ou envoyée si le contrat le dit."),
    )
    proof = forms.CharField(
        label=_("Ce qui le prouve"),
        max_length=500,
        help_text=_("Numéro de recommandé, accusé de réception, acte : où le retrouver."),
    )
