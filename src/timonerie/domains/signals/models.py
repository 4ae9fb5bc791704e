from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.performance.models import Indicator, Series
from timonerie.domains.signals.enums import Family, Triage
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class WeakSignalQuerySet(models.QuerySet["WeakSignal"]):
    def still_there(self) -> "WeakSignalQuerySet":
        """Those that the figures still show."""
        return self.filter(closed_on__isnull=True)

    def to_decide(self) -> "WeakSignalQuerySet":
        """Still there, and nobody has said what they are worth."""
        return self.still_there().filter(state=Triage.NEW)


class WeakSignal(CompanyModel):
    """What moved more than chance explains: one cause, whatever the series that show it.

    `since` is when it began, `opened_on` the day it could be told, `closed_on` the one that showed
    that it was over. `expected` and `seen` are in the unit of the indicator, of the series that
    shows it best; `rate` is how many false alarms per series and year would go as far, null where
    chance is not the question. `key` names the cause (`rules.grouping.Cause`).
    """

    key = models.CharField(max_length=120)
    family = models.CharField(_("famille"), max_length=20, choices=Family.choices)
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicateur"),
        on_delete=models.PROTECT,
        null=True,
        related_name="signals",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("site"),
        on_delete=models.PROTECT,
        null=True,
        related_name="signals",
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        related_name="signals",
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activité"),
        on_delete=models.PROTECT,
        null=True,
        related_name="signals",
    )
    higher = models.BooleanField(_("en hausse"))
    drifts = models.BooleanField(_("peu à peu"), default=False)
    since = models.DateField(_("depuis le"))
    opened_on = models.DateField(_("levé le"))
    closed_on = models.DateField(_("éteint le"), null=True)
    expected = models.FloatField(_("attendu"))
    seen = models.FloatField(_("constaté"))
    rate = models.FloatField(_("fausses alertes par série et par an"), null=True)
    state = models.CharField(_("tri"), max_length=10, choices=Triage.choices, default=Triage.NEW)
    reason = models.CharField(_("motif"), max_length=300, blank=True)
    owner = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui le suit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signals",
    )
    due_date = models.DateField(_("à décider pour le"), null=True, blank=True)
    raised_at = models.DateTimeField(_("enregistré le"))
    triaged_at = models.DateTimeField(_("trié le"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(WeakSignalQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("signal")
        verbose_name_plural = _("signaux")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "key"],
                condition=Q(closed_on__isnull=True),
                name="signal_open_once",
            ),
            models.CheckConstraint(
                condition=Q(opened_on__gte=models.F("since")), name="signal_opens_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="signal_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(state=Triage.NOISE) | ~Q(reason=""), name="signal_noise_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=Triage.values), name="signal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(family__in=Family.values), name="signal_family_is_known"
            ),
        ]
        indexes = [models.Index(fields=["company", "closed_on", "opened_on"])]

    def __str__(self) -> str:
        return self.key


class SignalMember(ScopedModel):
    """A series that shows a signal, with what replays it: `queries.replaying` gives the same
    verdict again from `evidence` alone."""

    signal = models.ForeignKey(WeakSignal, on_delete=models.PROTECT, related_name="members")
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, related_name="signal_members"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="signal_members"
    )
    key = models.CharField(max_length=240)
    is_main = models.BooleanField(default=False)
    evidence = models.JSONField()

    class Meta(ScopedModel.Meta):
        verbose_name = _("série d’un signal")
        verbose_name_plural = _("séries d’un signal")
        constraints = [models.UniqueConstraint(fields=["signal", "key"], name="signal_member_once")]

    def __str__(self) -> str:
        return self.key


class SignalNote(CompanyModel):
    """What somebody said of a signal, never edited."""

    signal = models.ForeignKey(WeakSignal, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(_("note"), max_length=1000)
    written_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("note de signal")
        verbose_name_plural = _("notes de signal")

    def __str__(self) -> str:
        return self.text


class TriageGesture(CompanyModel):
    """Several signals sorted at once, with what they were before: it can be undone."""

    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))
    # [number of the signal, its version after, state before, reason before]
    before = models.JSONField()
    undone_at = models.DateTimeField(_("défait le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("tri en nombre")
        verbose_name_plural = _("tris en nombre")

    def __str__(self) -> str:
        return str(self.public_id)


class Dial(CompanyModel):
    """How many alerts a company accepts; no row means the default. `allows_more` lifts the limit
    of one false alarm in ten years by matter: an indicator of a provider."""

    alerts_a_week = models.FloatField(_("alertes par semaine, au plus"), default=5)
    allows_more = models.BooleanField(_("plus d’une fausse alerte par sujet en dix ans"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("réglage des signaux")
        verbose_name_plural = _("réglages des signaux")
        constraints = [
            models.UniqueConstraint(fields=["company"], name="dial_once"),
            models.CheckConstraint(
                condition=Q(alerts_a_week__gte=0.01, alerts_a_week__lte=50),
                name="dial_from_a_hundredth_to_50",
            ),
        ]

    def __str__(self) -> str:
        return str(self.alerts_a_week)
