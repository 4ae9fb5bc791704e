from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.organisation.models import Person, Provider, Seat, Unit
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.foundations.scope.models import CompanyModel


class Mission(CompanyModel):
    """A seat of direction entrusted to a firm or to a fractional executive, by a letter: its limits
    are told in words, with the amount up to which it commits. That is a rule of commitment by
    amount, never a transfer of criminal liability."""

    title = models.CharField(_("intitulé"), max_length=200)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("dirigeant à temps partagé"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
    )
    seat = models.ForeignKey(
        Seat,
        verbose_name=_("poste tenu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
    )
    deputy = models.ForeignKey(
        Seat,
        verbose_name=_("poste suppléant"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised_missions",
    )
    letter = models.ForeignKey(
        StatementOfWork,
        verbose_name=_("lettre de mission"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
    )
    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contrat"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="missions",
    )
    start_date = models.DateField(_("depuis le"))
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    delegation = models.CharField(_("limites de la délégation"), max_length=1000, blank=True)
    delegation_cents = models.BigIntegerField(_("engage jusqu’à (centimes)"), null=True, blank=True)
    delegation_end_date = models.DateField(_("fin de la délégation"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("mission de direction")
        verbose_name_plural = _("missions de direction")
        constraints = [
            models.CheckConstraint(
                condition=Q(provider__isnull=False, person__isnull=True)
                | Q(provider__isnull=True, person__isnull=False),
                name="mission_is_of_a_firm_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="mission_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(delegation_cents__isnull=True) | Q(delegation_cents__gte=0),
                name="mission_delegation_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MissionDeliverable(CompanyModel):
    """A result that the letter promises, with its day."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="deliverables")
    title = models.CharField(_("livrable"), max_length=200)
    due_date = models.DateField(_("attendu le"))
    state = models.CharField(
        _("état"), max_length=10, choices=DeliverableState.choices, default=DeliverableState.DUE
    )
    delivered_date = models.DateField(_("rendu le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("livrable d’une mission")
        verbose_name_plural = _("livrables des missions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[DeliverableState.DELIVERED, DeliverableState.ACCEPTED])
                | Q(delivered_date__isnull=False),
                name="deliverable_is_delivered_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title


class MissionPresence(CompanyModel):
    """Days of a month at a site, counted in half-days: planned by the letter, then confirmed. Never
    hours, never what was done of them."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="presences")
    site = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, related_name="mission_presences"
    )
    month = models.DateField(_("mois"))
    planned_halves = models.PositiveSmallIntegerField(_("demi-journées prévues"), default=0)
    confirmed_halves = models.PositiveSmallIntegerField(
        _("demi-journées confirmées"), null=True, blank=True
    )
    confirmed_by = models.CharField(_("confirmé par"), max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("présence d’une mission")
        verbose_name_plural = _("présences des missions")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "site", "month"], name="mission_presence_once"
            ),
            models.CheckConstraint(
                condition=Q(planned_halves__lte=62)
                & (Q(confirmed_halves__isnull=True) | Q(confirmed_halves__lte=62)),
                name="mission_presence_fits_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.month}"


class MissionDependency(CompanyModel):
    """What a mission awaits from another one."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="dependencies")
    needed = models.ForeignKey(
        Mission, verbose_name=_("dépend de"), on_delete=models.PROTECT, related_name="dependents"
    )
    what = models.CharField(_("ce qui est attendu"), max_length=300)

    class Meta(CompanyModel.Meta):
        verbose_name = _("dépendance d’une mission")
        verbose_name_plural = _("dépendances des missions")
        constraints = [
            models.UniqueConstraint(fields=["mission", "needed"], name="mission_dependency_once"),
            models.CheckConstraint(
                condition=~Q(mission=F("needed")), name="mission_depends_on_another_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.needed_id}"


class MissionAccess(CompanyModel):
    """An access to hand over at the end: what it opens and who gives it, never its secret."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="accesses")
    name = models.CharField(_("accès"), max_length=150)
    given_by = models.CharField(_("qui le donne ou le retire"), max_length=150, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("accès d’une mission")
        verbose_name_plural = _("accès des missions")
        constraints = [
            models.UniqueConstraint(fields=["mission", "name"], name="mission_access_once")
        ]

    def __str__(self) -> str:
        return self.name
