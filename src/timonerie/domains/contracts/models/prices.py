import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.contracts.models.indexation import PriceRevision
from timonerie.domains.contracts.models.said import SaidRow
from timonerie.domains.contracts.price_enums import PriceRecurrence, ShareKey, VolumePeriod
from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.models import Activity

WHOLE = 10_000
"""Hundredths of a per cent in the whole."""


class ContractPrice(SaidRow):
    """What a contract asks for one thing, from a day on. `key` follows a price from version to
    version: the last one said of the latest day that has come stands, and one that `is_stopped`
    says that nothing is asked any more.

    `amount` is in hundredths of cents, as the offers keep it; `bands` lists `{"to": last unit or
    None, "price": hundredths of cents}`, rising. `low`, `expected` and `high` are the units agreed
    `per` month or year.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="prices")
    key = models.UUIDField(_("prix"), default=uuid.uuid4, editable=False)
    title = models.CharField(_("intitulé"), max_length=200)
    unit = models.CharField(_("unité"), max_length=60, blank=True)
    recurrence = models.CharField(_("rythme"), max_length=10, choices=PriceRecurrence.choices)
    amount = models.PositiveBigIntegerField(_("prix"), null=True, blank=True)
    bands = models.JSONField(_("bandes"), default=list)
    low = models.DecimalField(_("au moins"), max_digits=14, decimal_places=2, null=True, blank=True)
    expected = models.DecimalField(
        _("attendu"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    high = models.DecimalField(_("au plus"), max_digits=14, decimal_places=2, null=True, blank=True)
    per = models.CharField(_("volume"), max_length=10, choices=VolumePeriod.choices, blank=True)
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contract_prices",
    )
    start_date = models.DateField(_("à partir du"))
    is_stopped = models.BooleanField(_("arrêté"), default=False)
    revision = models.ForeignKey(
        PriceRevision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prices",
    )

    class Meta(SaidRow.Meta):
        verbose_name = _("prix d’un contrat")
        verbose_name_plural = _("prix des contrats")
        indexes = [models.Index(fields=["contract", "key", "start_date"], name="price_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_stopped=True) | Q(amount__isnull=False) | ~Q(bands=[]),
                name="contract_price_says_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(recurrence__in=PriceRecurrence.values),
                name="contract_price_recurrence_is_known",
            ),
            models.CheckConstraint(
                condition=(Q(low__isnull=True) | Q(low__gte=0))
                & (Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=models.F("low"))),
                name="contract_price_volumes_rise",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ContractShare(SaidRow):
    """The part of a contract that a site bears, from a day on. Those said together have the same
    `batch` and add up to 100 %; `share` is in hundredths of a per cent, `weight` what it was
    computed from (heads, units), empty for the other keys."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="shares")
    batch = models.UUIDField(_("répartition"), editable=False)
    unit = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, related_name="contract_shares"
    )
    key = models.CharField(_("clé"), max_length=10, choices=ShareKey.choices)
    weight = models.PositiveIntegerField(_("poids"), null=True, blank=True)
    share = models.PositiveIntegerField(_("part"))
    start_date = models.DateField(_("à partir du"))

    class Meta(SaidRow.Meta):
        verbose_name = _("part d’un site dans un contrat")
        verbose_name_plural = _("parts des sites dans les contrats")
        constraints = [
            models.UniqueConstraint(fields=["batch", "unit"], name="contract_share_once"),
            models.CheckConstraint(
                condition=Q(share__lte=WHOLE), name="contract_share_is_of_the_whole"
            ),
            models.CheckConstraint(
                condition=Q(key__in=ShareKey.values), name="contract_share_key_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.unit_id} {self.share}"
