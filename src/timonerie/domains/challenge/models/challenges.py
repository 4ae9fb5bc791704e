from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge.enums import ChallengeState, FactKind, Rung
from timonerie.domains.contracts.models import Contract
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def open(self) -> "ChallengeQuerySet":
        return self.filter(state=ChallengeState.OPEN)


class Challenge(CompanyModel):
    """A matter opened with a provider, on facts. `unit` is the site it is about, whose calendar
    counts the working days; none for the whole company."""

    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        related_name="challenges",
    )
    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contrat"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("site"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
    )
    owner = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui le suit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
    )
    title = models.CharField(_("sujet"), max_length=200)
    state = models.CharField(
        _("état"), max_length=10, choices=ChallengeState.choices, default=ChallengeState.OPEN
    )
    opened_on = models.DateField(_("ouvert le"))
    opened_by = models.CharField(_("ouvert par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    closed_on = models.DateField(_("clos le"), null=True, blank=True)
    closed_by = models.CharField(_("clos par"), max_length=150, blank=True)
    outcome = models.CharField(_("issue"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(ChallengeQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("recadrage")
        verbose_name_plural = _("recadrages")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ChallengeState.values), name="challenge_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ChallengeState.OPEN, closed_on__isnull=True)
                | (~Q(state=ChallengeState.OPEN) & Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="challenge_closed_says_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ChallengeFactQuerySet(models.QuerySet["ChallengeFact"]):
    def standing(self) -> "ChallengeFactQuerySet":
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)


class ChallengeFact(CompanyModel):
    """A fact as it was known when it was added (`rules.lines.Line`): the database refuses to change
    it. One that was wrong is withdrawn, with a reason, and stays."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="facts")
    number = models.PositiveIntegerField(_("numéro"))
    kind = models.CharField(_("nature"), max_length=10, choices=FactKind.choices)
    key = models.CharField(_("origine"), max_length=300, blank=True)
    label = models.CharField(_("fait"), max_length=300)
    figure = models.CharField(_("chiffre"), max_length=120, blank=True)
    numerator = models.FloatField(_("numérateur"), null=True)
    denominator = models.FloatField(_("dénominateur"), null=True)
    target = models.CharField(_("promis ou visé"), max_length=150, blank=True)
    period = models.CharField(_("période"), max_length=80, blank=True)
    day = models.DateField(_("jour du fait"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    made_from = models.JSONField(_("fait de"), default=dict)
    sha256 = models.CharField(_("empreinte"), max_length=64)
    known_on = models.DateField(_("connu le"))
    added_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    added_at = models.DateTimeField(_("noté le"))
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    withdrawn_by = models.CharField(_("retiré par"), max_length=150, blank=True)
    withdrawal = models.CharField(_("motif du retrait"), max_length=300, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ChallengeFactQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("fait d’un recadrage")
        verbose_name_plural = _("faits des recadrages")
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="challenge_fact_once"),
            models.CheckConstraint(
                condition=Q(kind__in=FactKind.values), name="challenge_fact_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal=""),
                name="challenge_fact_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_measured(self) -> bool:
        return self.denominator is not None


class ChallengeStep(CompanyModel):
    """A rung taken. `due_on` is the day by which an answer is awaited, counted from the day the
    letter left once that is known; `meets_on` that of a meeting."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="steps")
    rung = models.CharField(_("marche"), max_length=15, choices=Rung.choices)
    taken_on = models.DateField(_("prise le"))
    days = models.PositiveSmallIntegerField(_("jours ouvrés pour répondre"))
    due_on = models.DateField(_("réponse attendue le"))
    meets_on = models.DateField(_("réunion le"), null=True, blank=True)
    asked = models.CharField(_("ce qui est demandé"), max_length=2000, blank=True)
    taken_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("noté le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("marche d’un recadrage")
        verbose_name_plural = _("marches des recadrages")
        constraints = [
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="challenge_rung_known"),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("taken_on")), name="challenge_due_after_taken"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rung_display()} {self.taken_on}"
