"""The prices of a contract and the sites that bear them: one form each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import Contract, ContractPrice, ContractShare
from timonerie.domains.contracts.operations import shares
from timonerie.domains.contracts.operations.prices import Said
from timonerie.domains.contracts.price_enums import PriceRecurrence, ShareKey, VolumePeriod
from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.queries import activities
from timonerie.domains.sourcing.rules.offers import band_text
from timonerie.domains.sourcing.rules.offers.band_text import Kept
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField

HUNDREDTHS = 100
LONGEST_BANDS = 2_000


class PriceForm(CompanyForm):
    title = forms.CharField(
        label=_("Ce qui se paie"),
        max_length=200,
        help_text=_("« Bulletin de paie », « Forfait mensuel d’infogérance »."),
    )
    recurrence = forms.ChoiceField(
        label=_("Rythme"),
        choices=PriceRecurrence.choices,
        help_text=_("Par unité : le prix se multiplie par les volumes mesurés."),
    )
    amount = forms.CharField(
        label=_("Prix hors taxes"),
        max_length=30,
        required=False,
        help_text=_(
            "Pour une unité ou une échéance : 8,90 ou 1250. Vide si vous donnez des bandes."
        ),
    )
    unit = forms.CharField(
        label=_("Unité"),
        max_length=60,
        required=False,
        help_text=_("Ce que l’on compte : bulletin, facture, poste."),
    )
    bands = forms.CharField(
        label=_("Bandes de prix"),
        max_length=LONGEST_BANDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une par ligne : « 100 : 14,50 », puis « au-delà : 12 »."),
    )
    low = AmountField(
        label=_("Volume au moins"),
        decimal_places=2,
        help_text=_("En dessous, deux mois de suite, il y a lieu de parler du prix."),
    )
    expected = AmountField(
        label=_("Volume attendu"),
        decimal_places=2,
        help_text=_("Celui qui sert à prévoir l’année."),
    )
    high = AmountField(
        label=_("Volume au plus"),
        decimal_places=2,
        help_text=_("Au-dessus, deux mois de suite, il y a lieu de parler du prix."),
    )
    per = forms.ChoiceField(
        label=_("Ces volumes sont ceux"),
        required=False,
        help_text=_("D’un mois ou d’un an ; vide sans volume."),
    )
    activity = ChoiceOf(
        label=_("Activité mesurée"),
        required=False,
        help_text=_("Celle dont les volumes mesurés comptent les unités."),
    )
    start_date = DateField(
        label=_("À partir du"), help_text=_("Le jour où ce prix prend effet ; celui d’avant reste.")
    )

    def __init__(
        self, data: Any = None, *, reader: Actor, contract: Contract, initial: Any = None
    ) -> None:
        day = contract.start_date or timezone.localdate()
        super().__init__(data, initial=initial or {"start_date": day})
        known = activities.visible_to(reader).filter(archived_at__isnull=True).order_by("name")
        self.offer("activity", known, empty=_("aucune"))
        field = self.fields["per"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _now("non dit")), *VolumePeriod.choices]

    def clean_amount(self) -> int | None:
        typed = self.cleaned_data["amount"].strip()
        if not typed:
            return None
        if band_text.is_unclear_price(typed):
            raise forms.ValidationError(
                _("Ce prix se lit de deux façons : écrivez 12 000 pour des milliers, 12,00 sinon.")
            )
        found = band_text.hundredths(typed)
        if found is None:
            raise forms.ValidationError(_("Écrivez un prix : 8,90 ou 1250."))
        return found

    def clean_bands(self) -> list[Kept]:
        try:
            return band_text.read(self.cleaned_data["bands"])
        except band_text.BandText as fault:
            raise forms.ValidationError(
                _(
                    "La ligne %(n)s n’est pas comprise : écrivez « 100 : 14,50 » ou"
                    " « au-delà : 12 »."
                )
                % {"n": fault.number}
            ) from fault

    def said(self) -> Said:
        told = {name: self.cleaned_data[name] for name in Said.__dataclass_fields__}
        return Said(**{**told, "bands": tuple(told["bands"])})


class VersionForm(PriceForm):
    """The same price, from another day on."""

    is_stopped = forms.BooleanField(
        label=_("Ce prix s’arrête ce jour-là"),
        required=False,
        help_text=_("Rien n’est plus demandé à ce titre ; les mois d’avant gardent leur prix."),
    )

    def __init__(
        self, data: Any = None, *, reader: Actor, contract: Contract, price: ContractPrice
    ) -> None:
        named = ("title", "recurrence", "unit", "low", "expected", "high", "per")
        initial = {name: getattr(price, name) for name in named}
        initial |= {
            "amount": "" if price.amount is None else band_text.euros(price.amount),
            "bands": band_text.written(price.bands),
            "activity": price.activity.public_id if price.activity else None,
            "start_date": price.start_date,
        }
        super().__init__(data, reader=reader, contract=contract, initial=initial)


class SharesForm(CompanyForm):
    """One part a site, under the public identifier of the site."""

    key = forms.ChoiceField(
        label=_("Clé de répartition"),
        choices=ShareKey.choices,
        help_text=_(
            "À parts égales : écrivez 1 pour les sites concernés, ou rien pour les prendre tous."
            " Pourcentages : ils font 100 en tout. Effectifs et volumes : des nombres."
        ),
    )
    start_date = DateField(
        label=_("À partir du"), help_text=_("La répartition d’avant reste celle des mois d’avant.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sites: Sequence[Unit],
        known: Iterable[ContractShare],
        contract: Contract,
    ) -> None:
        rows = {row.unit_id: row for row in known}
        first = next(iter(rows.values()), None)
        initial: dict[str, Any] = {
            "key": first.key if first else ShareKey.EQUAL,
            "start_date": first.start_date
            if first
            else contract.start_date or timezone.localdate(),
        }
        super().__init__(data, initial=initial)
        self.sites = {f"s-{one.public_id}": one for one in sites}
        for name, site in self.sites.items():
            self.fields[name] = AmountField(
                label=site.name,
                decimal_places=2,
                initial=_part(rows.get(site.pk)),
                help_text=_("Vide : ce site ne porte rien."),
            )

    def said(self) -> shares.Said:
        key = ShareKey(self.cleaned_data["key"])
        typed = {site: self.cleaned_data.get(name) for name, site in self.sites.items()}
        told = {site: value for site, value in typed.items() if value is not None}
        if key == ShareKey.EQUAL:
            parts: dict[Unit, int | None] = dict.fromkeys(told or typed)
        elif key == ShareKey.FIXED:
            parts = {site: int(value * HUNDREDTHS) for site, value in told.items()}
        else:
            parts = {site: int(value) for site, value in told.items()}
        return shares.Said(key=key, start_date=self.cleaned_data["start_date"], parts=parts)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("key") in (ShareKey.HEADS, ShareKey.VOLUME):
            for name in self.sites:
                value = data.get(name)
                if value is not None and value != int(value):
                    self.add_error(name, _now("Écrivez un nombre entier."))
        return data


def _part(row: ContractShare | None) -> Any:
    if row is None:
        return None
    if row.key == ShareKey.EQUAL:
        return 1
    return (
        row.weight if row.weight is not None else f"{row.share / HUNDREDTHS:.2f}".replace(".", ",")
    )
